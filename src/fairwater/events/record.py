"""The fields of a schema come in; the typed class of its events, and a reader of each field's run-time value, go out.

An event is nested as its JSON is: `event.account.followers`. A part that is absent is None. Times are datetimes as
written, durations seconds as written; `reader` and `value_of` give the values of `fairwater.events.types`.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from types import GenericAlias
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from fairwater.events.clock import micros
from fairwater.events.schema import FieldSpec
from fairwater.events.types import INT_MAX, INT_MIN, Type

MAX_TEXT = 1_000_000
"""Most characters in one text."""
MAX_ITEMS = 1_000
"""Most items in one list."""
MAX_ID = 512
"""Most characters in the id of an event."""
MAX_SECONDS = 9_223_372_036_854
"""Largest duration in JSON, in seconds either side of zero: what fits into 64 bits of microseconds."""

Value = bool | int | float | str | tuple[Any, ...] | None
"""The value of a field at run time; None is unknown."""

_REQUIRED = ("id", "time", "kind")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Something that happened. The class of a schema's events adds its other fields (see `event_type`)."""

    id: Annotated[str, Meta(min_length=1, max_length=MAX_ID)]
    time: Annotated[datetime, Meta(tz=True)]
    kind: str


_SCALARS: dict[str, Any] = {
    "bool": bool,
    "int": Annotated[int, Meta(ge=INT_MIN, le=INT_MAX)],
    "float": float,
    "str": Annotated[str, Meta(max_length=MAX_TEXT)],
    "time": Annotated[datetime, Meta(tz=True)],
    "duration": Annotated[int, Meta(ge=-MAX_SECONDS, le=MAX_SECONDS)]
    | Annotated[float, Meta(ge=-MAX_SECONDS, le=MAX_SECONDS)],
}


def attributes(spec: FieldSpec) -> tuple[str, ...]:
    """Names of the attributes that lead from an event to the field ("account", "followers")."""
    return tuple(attribute(part) for part in spec.wire.split("."))


def attribute(name: str) -> str:
    """The attribute for a key of JSON: the key itself where it can be a name, else its bytes in hex after "x_"."""
    if name.isidentifier() and not keyword.iskeyword(name) and not name.startswith(("_", "x_")):
        return name
    return "x_" + name.encode().hex()


def _wire_type(type_: Type) -> Any:
    if type_.item is not None:
        return _list_of(_SCALARS[type_.item.name])
    return _SCALARS[type_.name]


def _list_of(item: Any) -> Any:
    # Made at run time; so written past the type checker.
    form: Any = Annotated
    return form[GenericAlias(list, (item | None,)), Meta(max_length=MAX_ITEMS)]


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of an event or of a part of it, and the shapes of its parts and of the objects in its lists."""

    cls: Any
    parts: Mapping[str, Shape]
    lists: Mapping[str, Shape]

    def build(self, values: Mapping[str, Any]) -> Any:
        """The object with these attributes: a dict for each part, a list of dicts for each list of objects."""
        made = dict(values)
        for name, part in self.parts.items():
            if name in made:
                made[name] = part.build(made[name])
        for name, part in self.lists.items():
            if name in made:
                made[name] = [part.build(item) for item in made[name]]
        return self.cls(**made)


def event_type(fields: tuple[FieldSpec, ...]) -> type[Event]:
    """The class of events with these fields (id, time and kind always). The same fields give the same class."""
    made: type[Event] = event_shape(fields).cls
    return made


@lru_cache(maxsize=64)
def event_shape(fields: tuple[FieldSpec, ...]) -> Shape:
    """The class of `event_type` with the classes of its parts."""
    tree: dict[str, Any] = {}
    for spec in fields:
        *parents, last = spec.wire.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        if spec.each:
            node.setdefault(last, _Each())[spec.each] = spec.type.item
        else:
            node[last] = spec.type
    for name in _REQUIRED:
        tree.pop(name, None)
    return _struct("Event", tree, (Event,))


class _Each(dict[str, Any]):
    """Keys wanted of each object in a list."""


def _struct(name: str, tree: dict[str, Any], bases: tuple[type, ...] = ()) -> Shape:
    members = []
    parts: dict[str, Shape] = {}
    lists: dict[str, Shape] = {}
    for key, node in tree.items():
        if isinstance(node, _Each):
            lists[attribute(key)] = _struct(f"{name}_{key}", node)
            member = _list_of(lists[attribute(key)].cls)
        elif isinstance(node, dict):
            parts[attribute(key)] = _struct(f"{name}_{key}", node)
            member = parts[attribute(key)].cls
        else:
            member = _wire_type(node)
        members.append((attribute(key), member | None, None))
    renamed = {attribute(key): key for key in tree if attribute(key) != key}
    cls = msgspec.defstruct(
        name,
        members,
        bases=bases or None,
        rename=renamed or None,
        frozen=True,
        gc=False,
        kw_only=True,
        omit_defaults=True,
    )
    return Shape(cls, parts, lists)


def raw_reader(spec: FieldSpec) -> Callable[[Event], Any]:
    """A function from an event to the field as written there: None, or a plain value, list or datetime."""
    names = attributes(spec)
    if len(names) == 1:
        return attrgetter(names[0])
    if len(names) == 2:
        outer, inner = attrgetter(names[0]), attrgetter(names[1])

        def read_two(event: Event) -> Any:
            part = outer(event)
            return None if part is None else inner(part)

        return read_two

    def read(event: Event) -> Any:
        part: Any = event
        for name in names:
            part = getattr(part, name)
            if part is None:
                return None
        return part

    return read


def moment(value: int) -> datetime:
    """Microseconds since 1970 as a datetime in UTC."""
    return _EPOCH + timedelta(microseconds=value)


def micros_to_seconds(value: int) -> float | timedelta:
    """Microseconds as an event holds a duration: seconds, or a timedelta where no float of seconds is exact."""
    if value % 1_000_000 == 0:
        return value // 1_000_000
    seconds = value / 1_000_000
    return seconds if seconds_to_micros(seconds) == value else timedelta(microseconds=value)


def seconds_to_micros(seconds: float | timedelta) -> int:
    """Seconds within `MAX_SECONDS` as microseconds: an int exactly, a float rounded half to even."""
    if isinstance(seconds, int):
        return seconds * 1_000_000
    return seconds // _MICROSECOND if isinstance(seconds, timedelta) else round(seconds * 1_000_000.0)


_CONVERT: dict[str, Callable[[Any], Any]] = {"time": micros, "duration": seconds_to_micros}


def converter(spec: FieldSpec) -> Callable[[Any], Any]:
    """A function from a known field as the event holds it to its run-time value."""
    item = spec.type.item or spec.type
    convert = _CONVERT.get(item.name)
    pick = attrgetter(attribute(spec.each)) if spec.each else None
    if spec.type.item is None:
        return convert or _same

    def convert_list(found: list[Any]) -> tuple[Any, ...]:
        items = found if pick is None else [pick(part) for part in found if part is not None]
        if convert is not None:
            return tuple([convert(item) for item in items if item is not None])
        return tuple([item for item in items if item is not None] if None in items else items)

    return convert_list


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=4096)
def reader(spec: FieldSpec) -> Callable[[Event], Value]:
    """A function from an event to the run-time value of the field: what every evaluator sees."""
    raw = raw_reader(spec)
    convert = converter(spec)
    if convert is _same:
        return raw

    def read(event: Event) -> Value:
        found = raw(event)
        return None if found is None else convert(found)

    return read


def value_of(event: Event, spec: FieldSpec) -> Value:
    """The run-time value of a field of `event`; None when it is unknown. `reader` is faster for many events."""
    return reader(spec)(event)


def to_wire(event: Event) -> bytes:
    """The event as one line of JSON without a line end; absent fields are left out. Decoding gives an equal event."""
    return msgspec.json.encode(event)
