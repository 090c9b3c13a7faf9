"""Events, or an Arrow table from anywhere, come in; a batch of events as columns goes out.

A batch has one column for each wanted field, named as `FieldSpec.column` and of the type in `fairwater.events.columns`;
a field that the input does not have is a column of nulls (unknown). id, time and kind are always there, never null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from fairwater.events.clock import micros
from fairwater.events.columns import Fault, coerce, column_type, list_sizes, list_without_nulls, plain_list, to_file
from fairwater.events.decode import LATEST, bad_kind, is_kind, wanted
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter, Reason, excerpt
from fairwater.events.record import (
    MAX_ID,
    Event,
    Value,
    attribute,
    attributes,
    converter,
    event_shape,
    micros_to_seconds,
    moment,
)
from fairwater.events.schema import FieldSpec, Schema

_REQUIRED = ("event.id", "event.time", "event.kind")
_ROWS_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True)
class EventBatch:
    """Events as columns. `fields`: the specs of its columns in order; `columns`: Arrow arrays by column name."""

    schema: Schema
    fields: tuple[FieldSpec, ...]
    columns: Mapping[str, Any]
    length: int

    def __len__(self) -> int:
        return self.length

    def column(self, path: str) -> Any:
        """The Arrow array of a field by its language path; raises KeyError when the batch was made without it."""
        return self.columns[self.schema.fields[path].column]

    def times(self) -> NDArray[np.int64]:
        """The time of each event in microseconds since 1970, without a copy."""
        return np.asarray(self.column("event.time").to_numpy(zero_copy_only=True))

    def values(self, path: str) -> list[Value]:
        """The run-time values of a field, one for each event: what `value_of` gives for the same events."""
        column = self.column(path)
        found: list[Any] = column.to_pylist()
        if self.schema.fields[path].type.item is not None:
            return [None if value is None else tuple(value) for value in found]
        return found

    @staticmethod
    def from_events(events: Sequence[Event], schema: Schema, fields: Iterable[str] | None = None) -> EventBatch:
        """Decoded events as columns. `fields`: language paths wanted, all by default."""
        specs = wanted(schema, fields)
        parts: dict[tuple[str, ...], Sequence[Any]] = {(): events}
        columns = {spec.column: _gather(spec, parts) for spec in specs}
        return EventBatch(schema, specs, MappingProxyType(columns), len(events))

    @staticmethod
    def from_table(
        table: Any,
        schema: Schema,
        fields: Iterable[str] | None = None,
        first_row: int = 1,
        latest: datetime = LATEST,
    ) -> tuple[EventBatch, list[DeadLetter]]:
        """A `pyarrow.Table` or `RecordBatch` as a batch, and a dead letter for each row that cannot be an event.

        Columns may be flat ("account.followers") or nested structs. `first_row`: number of the first row in the dead
        letters. `latest`: as for `EventDecoder`. Raises `InputError` when a column has a type that cannot hold its
        field, or comes twice. Columns not wanted are not looked at.
        """
        specs = wanted(schema, fields)
        if len(set(table.column_names)) != len(table.column_names):
            twice = sorted({name for name in table.column_names if table.column_names.count(name) > 1})
            raise InputError(f"column {twice[0]!r} comes twice", "rename one")
        columns: dict[str, Any] = {}
        faults: list[tuple[FieldSpec, Fault]] = []
        for spec in specs:
            array = _find(table, spec)
            if array is None:
                if spec.path in _REQUIRED:
                    raise InputError(f"there is no column {spec.column!r}", "every event needs id, time and kind")
                array = pa.nulls(table.num_rows)
            made, found = coerce(array, spec)
            columns[spec.column] = made
            faults += [(spec, fault) for fault in found if len(fault.rows)]
        faults += _judge(schema, columns, latest)
        batch = EventBatch(schema, specs, MappingProxyType(columns), table.num_rows)
        return _without_faults(batch, faults, table, first_row)

    def slice(self, offset: int, length: int | None = None) -> EventBatch:
        """`length` events from `offset` on (to the end when None), without a copy."""
        size = max(min(self.length - offset, self.length if length is None else length), 0)
        return self._with({name: column.slice(offset, size) for name, column in self.columns.items()}, size)

    def take(self, rows: NDArray[np.int64]) -> EventBatch:
        """The events at these rows, in that order."""
        return self._with({name: column.take(pa.array(rows)) for name, column in self.columns.items()}, len(rows))

    @staticmethod
    def concat(batches: Sequence[EventBatch]) -> EventBatch:
        """Batches of the same fields, one after the other; raises ValueError for none, or for different fields."""
        if not batches or any(batch.fields != batches[0].fields for batch in batches):
            raise ValueError("concat needs at least one batch, and the same fields in each")
        if len(batches) == 1:
            return batches[0]
        columns = {name: pa.concat_arrays([batch.columns[name] for batch in batches]) for name in batches[0].columns}
        return batches[0]._with(columns, sum(batch.length for batch in batches))

    def to_arrow(self) -> Any:
        """A `pyarrow.Table` of the columns, times as timestamp[us, UTC] and durations as duration[us]."""
        return pa.table({spec.column: to_file(self.columns[spec.column], spec.type) for spec in self.fields})

    def rows(self) -> Iterator[Event]:
        """The events one by one, of the class that an `EventDecoder` for the same fields makes."""
        shape = event_shape(self.fields)
        for start in range(0, self.length, _ROWS_AT_ONCE):
            part = self.slice(start, _ROWS_AT_ONCE)
            known = [spec for spec in self.fields if part.columns[spec.column].null_count < part.length]
            lists = [part.columns[spec.column].to_pylist() for spec in known]
            for values in zip(*lists, strict=True):
                yield shape.build(_object(known, values))

    def _with(self, columns: dict[str, Any], length: int) -> EventBatch:
        return EventBatch(self.schema, self.fields, MappingProxyType(columns), length)


def _gather(spec: FieldSpec, parts: dict[tuple[str, ...], Sequence[Any]]) -> Any:
    """The column of one field. `parts`: the objects on the way to it, one for each event; made on demand, kept."""
    *way, last = attributes(spec)
    place: tuple[str, ...] = ()
    for name in way:
        outer, place = parts[place], (*place, name)
        if place not in parts:
            pick = attrgetter(name)
            parts[place] = [None if part is None else pick(part) for part in outer]
    pick = attrgetter(last)
    found = [None if part is None else pick(part) for part in parts[place]]
    if spec.type.item is None and spec.type.name == "time":
        return pa.array(found, pa.timestamp("us", "UTC")).view(pa.int64())
    if spec.type.item is not None or spec.type.name == "duration":
        convert = converter(spec)
        found = [None if value is None else convert(value) for value in found]
    return pa.array(found, column_type(spec.type))


def _find(table: Any, spec: FieldSpec) -> Any:
    """The array of a field in a table of flat or nested columns; None if there is none."""
    names = table.column_names
    if spec.column in names:
        return _whole(table.column(spec.column), spec)
    if spec.each and spec.wire in names:
        return _pick_each(_whole(table.column(spec.wire), spec), spec)
    parts = spec.wire.split(".")
    for size in range(len(parts) - 1, 0, -1):
        prefix = ".".join(parts[:size])
        if prefix in names:
            return _descend(_whole(table.column(prefix), spec), parts[size:], spec, prefix)
    return None


def _whole(array: Any, spec: FieldSpec) -> Any:
    """One array from chunks; a table with one chunk is not copied."""
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
        if isinstance(array, pa.ChunkedArray):
            raise InputError(f"column {spec.column!r} holds more than 2 GiB", "read in smaller batches")
    return array


def _descend(array: Any, parts: Sequence[str], spec: FieldSpec, place: str) -> Any:
    for depth, part in enumerate(parts):
        if pa.types.is_null(array.type):
            return None
        if not pa.types.is_struct(array.type):
            raise InputError(
                f"column {place!r} has the Arrow type {array.type}, where the schema has an object with {part!r}",
                f"rename it, or write {spec.column!r} as a column of its own",
            )
        index = array.type.get_all_field_indices(part)
        if not index:
            return None
        if len(index) > 1:
            raise InputError(f"column {place!r} has the field {part!r} twice", "rename one")
        array = pc.struct_field(array, [index[0]])
        place = f"{place}.{part}"
        if spec.each and depth == len(parts) - 1:
            return _pick_each(array, spec)
    return array


def _pick_each(array: Any, spec: FieldSpec) -> Any:
    """From a list of objects, the list of one key of each; objects without it are left out."""
    if pa.types.is_null(array.type):
        return array
    array = plain_list(array, spec)
    items = array.flatten()
    picked = None if pa.types.is_null(items.type) else _descend(items, [spec.each], _plain(spec), spec.wire)
    if picked is None:
        picked = pa.nulls(len(items), column_type(spec.type).value_type)
    return list_without_nulls(array, picked, list_sizes(array))


def _plain(spec: FieldSpec) -> FieldSpec:
    return FieldSpec(spec.path, spec.type, spec.doc, spec.column)


def _judge(schema: Schema, columns: Mapping[str, Any], latest: datetime) -> list[tuple[FieldSpec, Fault]]:
    """What only id, time and kind must hold."""
    faults = []
    for path in _REQUIRED:
        spec = schema.fields[path]
        if columns[spec.column].null_count:
            rows = np.flatnonzero(columns[spec.column].is_null().to_numpy(zero_copy_only=False))
            faults.append((spec, Fault(rows, Reason.MISSING_FIELD, f"{spec.column}: is required")))
    spec = schema.fields["event.id"]
    ids = columns[spec.column]
    bounds = pc.min_max(pc.binary_length(ids))
    if bounds["min"].as_py() == 0:
        rows = np.flatnonzero(pc.equal(pc.binary_length(ids), 0).fill_null(False).to_numpy(zero_copy_only=False))
        faults.append((spec, Fault(rows, Reason.MISSING_FIELD, f"{spec.column}: must not be empty")))
    if (bounds["max"].as_py() or 0) > MAX_ID:
        rows = np.flatnonzero(pc.greater(pc.utf8_length(ids), MAX_ID).fill_null(False).to_numpy(zero_copy_only=False))
        faults.append((spec, Fault(rows, Reason.TOO_LONG, f"{spec.column}: longer than {MAX_ID} characters")))
    spec = schema.fields["event.kind"]
    kinds = columns[spec.column]
    wrong = [kind for kind in pc.unique(kinds).to_pylist() if kind is not None and not is_kind(kind)]
    if wrong:
        mask = pc.is_in(kinds, value_set=pa.array(wrong, pa.string()))
        rows = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
        faults.append((spec, Fault(rows, Reason.BAD_KIND, bad_kind().message)))
    if latest < LATEST:
        spec = schema.fields["event.time"]
        mask = pc.greater_equal(columns[spec.column], micros(latest)).fill_null(False)
        rows = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
        message = f"{spec.column}: not plausible: must be before {latest:%Y-%m-%d %H:%M}"
        faults.append((spec, Fault(rows, Reason.IMPLAUSIBLE_TIME, message)))
    return faults


def _without_faults(
    batch: EventBatch, faults: list[tuple[FieldSpec, Fault]], table: Any, first_row: int
) -> tuple[EventBatch, list[DeadLetter]]:
    first: dict[int, tuple[FieldSpec, Fault]] = {}
    for spec, fault in faults:
        for row in fault.rows.tolist():
            first.setdefault(row, (spec, fault))
    if not first:
        return batch, []
    letters = [
        DeadLetter(fault.reason, fault.message, spec.column, _shown(table, row), first_row + row)
        for row, (spec, fault) in sorted(first.items())
    ]
    keep = np.ones(batch.length, dtype=bool)
    keep[list(first)] = False
    return batch.take(np.flatnonzero(keep)), letters


def _shown(table: Any, row: int) -> str:
    cells = []
    for name in table.column_names[:8]:
        try:
            value = table.column(name)[row].as_py()
        except (UnicodeDecodeError, ValueError, OverflowError):
            value = "(unreadable)"
        cells.append(f"{name}={str(value)[:80]!r}")
    return excerpt(", ".join(cells).encode("utf-8", "backslashreplace"))


def _object(fields: Sequence[FieldSpec], values: Sequence[Any]) -> dict[str, Any]:
    """The values of one row as nested attributes for `Shape.build`; unknown ones are left out."""
    top: dict[str, Any] = {}
    for spec, value in zip(fields, values, strict=True):
        if value is None:
            continue
        *parents, last = attributes(spec)
        node = top
        for parent in parents:
            node = node.setdefault(parent, {})
        if spec.each:
            objects = node.setdefault(last, [])
            objects += [{} for _ in range(len(value) - len(objects))]
            for item, known in zip(objects, _written(value, spec), strict=False):
                item[attribute(spec.each)] = known
        else:
            node[last] = _written(value, spec)
    return top


def _written(value: Any, spec: FieldSpec) -> Any:
    """A value of a column as an event holds it."""
    if spec.type.item is not None:
        convert = _WRITE.get(spec.type.item.name)
        return value if convert is None else [convert(item) for item in value]
    convert = _WRITE.get(spec.type.name)
    return value if convert is None else convert(value)


_WRITE: Mapping[str, Callable[[int], Any]] = {"time": moment, "duration": micros_to_seconds}
