"""What a window means, written as plainly as can be: a list of all events, searched anew for each answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fairwater.events.types import INT_MAX, INT_MIN

Key = tuple[int, int]
KINDS: tuple[tuple[str, str | None], ...] = (
    ("count", None),
    ("distinct", "str"),
    ("sum", "int"),
    ("sum", "duration"),
    ("sum", "float"),
    ("first_seen", None),
    ("seconds_since_last", None),
)


@dataclass(frozen=True)
class Seen:
    """One event, as a window is given it."""

    time: int
    key: Key
    key_known: bool = True
    counted: bool = True
    value: Any = None


class Model:
    """One window, by definition."""

    def __init__(self, op: str, within: int, kind: str | None) -> None:
        self.op = op
        self.within = within
        self.kind = kind
        self.events: list[Seen] = []

    def observe(self, event: Seen) -> tuple[bool, int | float | None]:
        if not event.key_known:
            return False, None
        before = [one for one in self.events if one.key == event.key and event.time - one.time < self.within]
        counted = [*before, event] if event.counted else before
        if event.counted:
            self.events.append(event)
        result = self.answer(event.time, before, counted)
        return result is not None, result

    def answer(self, time: int, before: list[Seen], counted: list[Seen]) -> int | float | None:
        match self.op:
            case "count":
                return len(counted)
            case "distinct":
                return len({one.value for one in counted})
            case "first_seen":
                return min((one.time for one in counted), default=None)
            case "seconds_since_last":
                return time - before[-1].time if before else None
        if self.kind == "float":
            return exact_sum([one.value for one in counted])
        total = sum(one.value for one in counted)
        return total if INT_MIN <= total <= INT_MAX else None


UNIT = 2**1074
"""How many of the smallest double make one."""


@lru_cache(maxsize=4096)
def in_units(value: float) -> int:
    """A double as the whole number of smallest doubles that it is."""
    above, below = value.as_integer_ratio()
    return above * (UNIT // below)


def exact_sum(values: list[float]) -> float | None:
    """The exact sum, rounded once; None when that is infinite. Python rounds the quotient of two ints correctly."""
    try:
        return sum(map(in_units, values)) / UNIT
    except OverflowError:
        return None
