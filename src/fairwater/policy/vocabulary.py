"""The words of the language that are not functions of the library: what each is for, and which names are taken."""

from __future__ import annotations

from fairwater.events.schema import Schema
from fairwater.events.types import DAY, HOUR, MINUTE, SECOND, WEEK
from fairwater.policy.functions import Library

UNITS = {
    "milliseconds": SECOND // 1000,
    "seconds": SECOND,
    "minutes": MINUTE,
    "hours": HOUR,
    "days": DAY,
    "weeks": WEEK,
}
"""Functions that make a duration, and microseconds in each unit."""

WINDOWS = ("count", "distinct", "sum", "first_seen", "seconds_since_last")
GENERATORS = ("any", "all", "count")
MATCHERS = {"matches": "regex", "contains": "literal", "has_word": "word"}
"""Methods of a text that look for patterns, and how each reads its patterns."""

SUBJECTS = ("post", "account", "message", "media", "profile", "community")
"""What a measure can fall on."""

GROUNDS = {"Terms": "terms", "Law": "law"}
VALUES = ("is_known", "known_or", "listed", "time")
DEFINITIONS = ("Policy", "Rule")
CASES = ("hit", "miss", "event", "repeat")


def value_words(schema: Schema, library: Library) -> frozenset[str]:
    """Names that can begin an expression: roots of fields and of the library, units, windows."""
    roots = {path.split(".")[0] for path in schema.fields}
    for function in library.functions.values():
        if function.form != "method":
            roots.add(function.name.split(".")[0])
    return frozenset((*roots, *UNITS, *WINDOWS, *GENERATORS, *VALUES))


def taken_words(schema: Schema, library: Library, measures: object) -> frozenset[str]:
    """Names that no definition may take."""
    listed = tuple(measures) if isinstance(measures, (tuple, list, set, frozenset)) else ()
    other = (*SUBJECTS, *GROUNDS, *DEFINITIONS, *CASES, "True", "False", "None")
    return value_words(schema, library) | frozenset(other) | frozenset(str(name) for name in listed)
