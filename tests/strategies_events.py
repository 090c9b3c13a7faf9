"""From a random generator to streams of events as wire dicts: few accounts, ties, late events, nulls, many scripts."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fairwater.events.schema import FieldSpec, Schema
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
    list_of,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = 1_714_560_000 * SECOND

OWN_FIELDS = (
    FieldSpec("x.score", FLOAT, "A score of the service."),
    FieldSpec("x.weight", FLOAT, "A weight, anything a float can be."),
    FieldSpec("x.number", INT, "A number, anything 64 bits can be."),
    FieldSpec("x.small", INT, "A small number."),
    FieldSpec("x.flag", BOOL, "A flag."),
    FieldSpec("x.wait", DURATION, "A wait."),
    FieldSpec("x.due", TIME, "When it is due."),
    FieldSpec("x.word", STR, "A word."),
    FieldSpec("x.numbers", list_of(INT), "Numbers."),
    FieldSpec("x.words", list_of(STR), "Words."),
)
SCHEMA = Schema.of(OWN_FIELDS)

WORDS = (
    "win", "prize", "claim", "double", "money", "free", "send", "Send", "SEND", "trade", "coin", "cat", "the",
    "деньги", "ДЕНЬГИ", "приз", "Приз", "бесплатно",
    "straße", "STRASSE", "Größe", "İstanbul", "istanbul", "ıslak", "Σίσυφος", "σισυφος", "ς",
    "中奖", "免费", "领取奖金", "当たり", "こんにちは", "공짜", "ฟรี", "मुफ्त", "جائزة",
    "🎁", "👩‍👩‍👧", "🎁🎁", "e\u0301lan", "élan", "naïve", "n\u0303o", "K", "ſend", "ﬁn", "𝒻𝓇𝑒𝑒", "a_b", "x1", "100%",
)  # fmt: skip
"""Words of many scripts: cases that fold oddly, combining marks, no spaces, outside the basic plane."""

SEPARATORS = (" ", " ", " ", "", ", ", ". ", "-", "\n", "\u00a0", "\u200b", "_", "!!! ")
HOSTS = ("shop.example", "a.shop.example", "free.test", "münchen.example", "xn--mnchen-3ya.example", "co.uk", "b.co.uk")
ACCOUNTS = ("a1", "a2", "a3", "а1", "A1", "account-with-a-long-name-that-fits-in-no-register")
COUNTRIES = ("DE", "FR", "GB", "de")
LANGUAGES = ("en", "de", "ru", "tr", "zh-Hant")
LABELS = ("trusted", "new", "press", "вип", "")
EDGE_INTS = (0, 1, -1, 2, 3, 7, 60, 2**31, 2**53, 2**53 + 1, -(2**53) - 1, INT_MAX, INT_MAX - 1, INT_MIN, INT_MIN + 1)
EDGE_FLOATS = (
    0.0, -0.0, 1.0, -1.0, 0.1, 0.2, 0.3, 0.5, 1e-9, 5e-324, 1e16, 1e308, -1e308, 1.7976931348623157e308,
    9.223372036854776e18, 2.0**53, 3.5,
)  # fmt: skip
LISTS: dict[str, frozenset[str]] = {
    "words": frozenset(WORDS[::3]),
    "hosts": frozenset(HOSTS[::2]),
    "people": frozenset(ACCOUNTS[::2]),
    "empty": frozenset(),
}


class TableLists:
    """Managed lists from a dict, matched exactly."""

    def __init__(self, table: dict[str, frozenset[str]] = LISTS) -> None:
        self.table = table

    def contains(self, name: str, value: str) -> bool:
        return value in self.table[name]


@dataclass(frozen=True)
class Sent:
    """One event of a stream as sent, and the time that the order stage gives it, microseconds."""

    wire: dict[str, Any]
    effective: int


def rfc3339(micros: int) -> str:
    return (EPOCH + timedelta(microseconds=micros)).isoformat().replace("+00:00", "Z")


def junk_text(rng: random.Random) -> str:
    """Any characters that UTF-8 can carry."""
    ranges = ((0, 0x7F), (0x20, 0x7E), (0x80, 0x24F), (0x300, 0x36F), (0x400, 0x4FF), (0x4E00, 0x4FFF),
              (0xE000, 0xFFFF), (0x10000, 0x1F9FF))  # fmt: skip
    return "".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(0, 20)))


def text(rng: random.Random) -> str:
    """Words of the patterns' vocabulary with anything between them."""
    if rng.random() < 0.04:
        return junk_text(rng)
    if rng.random() < 0.03:
        return ""
    parts: list[str] = []
    for _ in range(rng.randint(1, 9)):
        word = rng.choice(WORDS)
        if rng.random() < 0.2:
            word = rng.choice((word.upper(), word.lower(), word.title(), word.casefold(), word * 2))
        parts += [word, rng.choice(SEPARATORS)]
    if rng.random() < 0.2:
        parts.append(f"https://{rng.choice(HOSTS)}/p?q={rng.randint(0, 3)}")
    return "".join(parts)


def one_value(rng: random.Random, spec: FieldSpec, now: int) -> Any:
    """A value for one field, in its JSON form."""
    choices: dict[str, tuple[Any, ...]] = {
        "account.id": ACCOUNTS[:4],
        "account.handle": ACCOUNTS,
        "account.country": COUNTRIES,
        "client.country": COUNTRIES,
        "account.email_domain": HOSTS,
        "account.language": LANGUAGES,
        "language": LANGUAGES,
        "subject.account": ACCOUNTS,
        "subject.id": ("s1", "s2", "s3"),
        "subject.kind": ("post", "account", "message"),
        "reply.thread": ("t1", "t2"),
        "community.id": ("c1", "c2", "c3"),
        "client.device": ("d1", "d2", "d3"),
        "client.app": ("web", "ios"),
        "reaction": ("like", "🎁"),
        "report.reason": ("spam", "scam"),
        "x.word": WORDS,
    }
    if spec.path in choices:
        return rng.choice(choices[spec.path])
    return typed_value(rng, spec, now)


def typed_value(rng: random.Random, spec: FieldSpec, now: int) -> Any:
    name = spec.type.name
    if name == "list":
        assert spec.type.item is not None
        items = {
            "account.labels": LABELS,
            "subject.labels": LABELS,
            "mentions": ACCOUNTS,
            "tags": WORDS,
            "x.words": WORDS,
            "links": tuple(f"https://{host}/{path}" for host in HOSTS for path in ("", "a", "b?c=d")),
            "x.numbers": EDGE_INTS,
        }.get(spec.path, WORDS)
        return [rng.choice(items) for _ in range(rng.choice((0, 1, 1, 2, 3, 6)))]
    if name == "bool":
        return rng.random() < 0.5
    if name == "int":
        wide = 0.6 if spec.path == "x.number" else 0.05
        return rng.choice(EDGE_INTS) if rng.random() < wide else rng.choice((0, 1, 2, 3, 5, 10, 100, 1000))
    if name == "float":
        wide = 0.7 if spec.path == "x.weight" else 0.1
        return rng.choice(EDGE_FLOATS) if rng.random() < wide else rng.randint(-20, 100) / 8 * 0.1
    if name == "time":
        return rfc3339(now - rng.choice((0, 1, SECOND, MINUTE, 3 * HOUR, DAY, 400 * DAY, -HOUR)))
    if name == "duration":
        return rng.choice((0, 1, 30, 60, 3600, 90_000, 86_400 * 3, 86_400 * 800))
    return text(rng)


def put(wire: dict[str, Any], path: str, value: Any) -> None:
    """Set a value under a dotted path."""
    *outer, last = path.split(".")
    for part in outer:
        wire = wire.setdefault(part, {})
    wire[last] = value


def wire_event(rng: random.Random, number: int, now: int, present: float) -> dict[str, Any]:
    """One event; each optional field is there with the chance `present`, and null now and then."""
    wire: dict[str, Any] = {
        "id": f"e{number}",
        "time": rfc3339(now),
        "kind": rng.choice(("post.create", "post.create", "message.send", "report", "own.kind")),
    }
    for spec in SCHEMA.fields.values():
        if spec.path.startswith("event.") or spec.each:
            continue
        likely = 0.97 if spec.path in ("account.id", "text") else present
        if rng.random() < likely:
            put(wire, spec.wire, None if rng.random() < 0.04 else one_value(rng, spec, now))
    if rng.random() < present / 2:
        wire["media"] = [medium(rng) for _ in range(rng.randint(0, 3))]
    return wire


def medium(rng: random.Random) -> dict[str, Any]:
    whole = {
        "kind": rng.choice(("image", "video")),
        "sha256": "ab" * 32,
        "alt": text(rng),
        "url": "https://m.example/1",
    }
    return {key: value for key, value in whole.items() if rng.random() < 0.8}


def stream(rng: random.Random, length: int) -> list[Sent]:
    """Events in order of arrival. Effective times never decrease; an event's own time may be before or after it.

    Effective times may be near 0, so that `t - within` falls below 64 bits.
    """
    present = rng.choice((0.5, 0.8, 0.95))
    clock = rng.choice((START, START, START + 1, 700_000_000 * SECOND, 7_200_000_000 * SECOND))
    shift = rng.choice((0, 0, 0, 10 * SECOND - START))
    steps = rng.choice(((0, 1, SECOND), (0, 0, SECOND, MINUTE), (0, 1, MINUTE, HOUR, 3 * DAY)))
    sent: list[Sent] = []
    effective = clock + shift
    for number in range(length):
        clock += rng.choice(steps)
        late = rng.choice((1, SECOND, HOUR, 2 * DAY)) if rng.random() < 0.12 else 0
        now = clock - late
        effective = max(effective, now + shift)
        sent.append(Sent(wire_event(rng, number, now, present), effective))
    return sent


def wires(sent: Iterable[Sent]) -> list[dict[str, Any]]:
    return [one.wire for one in sent]
