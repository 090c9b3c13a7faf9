"""A random generator and a type in, a run-time value out; and what patterns, windows and keys are made of."""

from __future__ import annotations

import random
from typing import Any

from fairwater.events.types import (
    BOOL,
    DAY,
    DURATION,
    FLOAT,
    HOUR,
    INT,
    INT_MAX,
    INT_MIN,
    MINUTE,
    SECOND,
    STR,
    TIME,
    WEEK,
    Type,
)
from strategies_events import (
    ACCOUNTS,
    COUNTRIES,
    EDGE_FLOATS,
    EDGE_INTS,
    HOSTS,
    LABELS,
    LANGUAGES,
    START,
    WORDS,
    junk_text,
)

SCALARS = (BOOL, INT, FLOAT, STR, TIME, DURATION)
LIST_ITEMS = (STR, STR, STR, INT, FLOAT, BOOL, DURATION, TIME)
REGEXES = (
    "win|prize", "d[aeiou]uble", "send .{0,20}(coin|money)", r"\bfree\b", r"^\w+", r"приз|деньги", r"stra(ss|ß)e",
    r"[0-9]+%?", r"中奖.*免费", r"🎁+", r"(?:win ?)+prize", r"\bclaim\b.{0,10}\bprize\b", r"e\u0301?lan", "[а-я]+",
    r"k", r"s{1,3}end", r"i", r"\s$", r"https?://[a-z.]+/", r"x\d",
)  # fmt: skip
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
WITHINS = (1, 2, SECOND, 2 * SECOND, MINUTE, 5 * MINUTE, HOUR, DAY, WEEK, 400 * DAY)
WINDOW_RESULTS = (
    ("count", INT),
    ("distinct", INT),
    ("sum", INT),
    ("sum", FLOAT),
    ("first_seen", TIME),
    ("seconds_since_last", DURATION),
)
KEY_TYPES = (STR, INT, BOOL, TIME, DURATION)
KEY_FIELDS = ("account.id", "account.id", "client.country", "subject.id", "event.kind", "community.id", "account.bot")


def plain(rng: random.Random, wanted: Type) -> Any:
    """A run-time value of a type."""
    if wanted.item is not None:
        return tuple(plain(rng, wanted.item) for _ in range(rng.choice((0, 1, 2, 3, 5))))
    if wanted.name == "bool":
        return rng.random() < 0.5
    if wanted.name == "int":
        return rng.choice(EDGE_INTS) if rng.random() < 0.3 else rng.randint(-3, 12)
    if wanted.name == "float":
        return rng.choice(EDGE_FLOATS) if rng.random() < 0.3 else rng.choice((0.25, 0.5, 1.5, 2.0, 3.75, 0.1, 10.0))
    if wanted.name == "time":
        return rng.choice((0, START, START + MINUTE, START + DAY, START - 400 * DAY, INT_MAX, INT_MIN))
    if wanted.name == "duration":
        return rng.choice((0, 1, -1, SECOND, MINUTE, HOUR, DAY, 7 * DAY, 400 * DAY, INT_MAX, INT_MIN, -HOUR))
    if rng.random() < 0.05:
        return junk_text(rng)
    return rng.choice(rng.choice((WORDS, WORDS, HOSTS, ACCOUNTS, COUNTRIES, LANGUAGES, LABELS)))
