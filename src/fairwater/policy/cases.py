"""A case beside a rule as checked in; its events, written out one by one when they are asked for, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import overload

from fairwater.events.types import SECOND
from fairwater.policy.tree import Span

CASE_START = 1_767_268_800 * SECOND
"""2026-01-01T12:00:00Z in microseconds: when cases begin."""

COUNTER = "{n}"
"""In texts of a repeated event: 1 for the first, 2 for the second ..."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wire_time(micros: int) -> str:
    """A time as RFC 3339 in UTC. Raises OverflowError outside the years 1 to 9999."""
    return (_EPOCH + timedelta(microseconds=micros)).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class EventTemplate:
    """`count` equal events, `every` microseconds apart, the first at `time` (microseconds since 1970).

    `fields` is the event in its JSON form without `time`; `numbered`: {n} in its texts is the number of the event.
    """

    fields: Mapping[str, object]
    time: int
    count: int
    every: int
    numbered: bool


class CaseEvents(Sequence[Mapping[str, object]]):
    """The events of a case in JSON form, in order of time. Each is made when it is asked for, and never kept."""

    def __init__(self, templates: Sequence[EventTemplate]) -> None:
        self.templates = tuple(templates)
        self._length = sum(template.count for template in self.templates)

    def __len__(self) -> int:
        return self._length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CaseEvents) and self.templates == other.templates

    def __hash__(self) -> int:
        return hash((self._length, len(self.templates)))

    @overload
    def __getitem__(self, index: int) -> Mapping[str, object]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, object]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, object] | Sequence[Mapping[str, object]]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(self._length))]
        place = index + self._length if index < 0 else index
        if not 0 <= place < self._length:
            raise IndexError(f"the case has {self._length} events, there is no event {index}")
        before = 0
        for template in self.templates:
            if place < before + template.count:
                return _event(template, place - before, place + 1)
            before += template.count
        raise IndexError(index)

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        number = 0
        for template in self.templates:
            for index in range(template.count):
                number += 1
                yield _event(template, index, number)


def _event(template: EventTemplate, index: int, number: int) -> Mapping[str, object]:
    """Event `index` of a template, event `number` (from 1) of the case."""
    fields = template.fields
    if template.numbered:
        filled = _filled(fields, str(index + 1))
        assert isinstance(filled, dict)
        fields = filled
    time = wire_time(template.time + index * template.every)
    return {"id": f"e{number}", "time": time, "kind": "post.create", **fields}


def _filled(value: object, number: str) -> object:
    if isinstance(value, str):
        return value.replace(COUNTER, number)
    if isinstance(value, Mapping):
        return {key: _filled(item, number) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(item, number) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule must (`expect_hit`) or must not do.

    A hit demands that the rule fires on the last event, a miss that it fires on none. `lists`: what managed lists hold
    in this case, instead of their files.
    """

    rule: str
    expect_hit: bool
    title: str
    events: CaseEvents
    lists: Mapping[str, tuple[str, ...]]
    span: Span
