"""A column of any Arrow type comes in; the column in the one form that evaluators read, and its bad rows, go out.

| type of the language | Arrow column in a batch | accepted on the way in |
| --- | --- | --- |
| str | string | string, large_string, string_view, dictionary of these; valid UTF-8 |
| bool | bool | bool |
| int | int64 | any integer width that holds within 64 bits signed |
| float | double | any float width, finite; any integer width |
| time | int64, microseconds since 1970 | timestamp of any unit with a time zone; ns rounded half up |
| duration | int64, microseconds | duration of any unit (ns half to even); numbers of seconds |
| list[T] | list of the above without null items | list, large_list, list_view, fixed_size_list |

A column whose Arrow type is another is an error of the file (`InputError`), since no row could be right: a double is no
int, a timestamp without a zone is no time. A value out of bounds is an error of its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from fairwater.events.clock import micros
from fairwater.events.decode import EARLIEST, LATEST
from fairwater.events.errors import InputError
from fairwater.events.letters import Reason
from fairwater.events.record import MAX_ITEMS, MAX_SECONDS, MAX_TEXT
from fairwater.events.schema import FieldSpec
from fairwater.events.types import INT_MAX, Type

_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_SCALARS: dict[str, Any] = {
    "str": pa.string(),
    "bool": pa.bool_(),
    "int": pa.int64(),
    "float": pa.float64(),
    "time": pa.int64(),
    "duration": pa.int64(),
}
_WIRE: dict[str, Any] = {"time": pa.timestamp("us", "UTC"), "duration": pa.duration("us")}


@dataclass(frozen=True, slots=True)
class Fault:
    """Rows of one column that are no good, and why."""

    rows: NDArray[np.int64]
    reason: Reason
    message: str


def column_type(type_: Type) -> Any:
    """The Arrow type of a column in a batch."""
    return pa.list_(_SCALARS[type_.item.name]) if type_.item is not None else _SCALARS[type_.name]


def wire_type(type_: Type) -> Any:
    """The Arrow type of a column in a file: times and durations say what they are."""
    item = type_.item or type_
    plain = _WIRE.get(item.name, _SCALARS[item.name])
    return pa.list_(plain) if type_.item is not None else plain


def to_file(array: Any, type_: Type) -> Any:
    """A column of a batch in the type for a file, without a copy for what is not a list of times."""
    wanted = wire_type(type_)
    if array.type == wanted:
        return array
    return array.cast(wanted) if type_.item is not None else array.view(wanted)


def coerce(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    """An Arrow array as the column of `spec`; the rows of faults hold null or anything, and must not be used.

    Raises `InputError` when the Arrow type cannot hold the field. Well-typed columns are not copied.
    """
    if pa.types.is_null(array.type):
        return pa.nulls(len(array), column_type(spec.type)), []
    if spec.type.item is None:
        return _scalar(array, spec, spec.type.name)
    return _list(array, spec)


def _wrong(array: Any, spec: FieldSpec, hint: str = "") -> InputError:
    wanted = wire_type(spec.type)
    return InputError(
        f"column {spec.column!r} has the Arrow type {array.type}, where the schema has {spec.type}",
        hint or f"write it as {wanted}",
    )


def _scalar(array: Any, spec: FieldSpec, kind: str) -> tuple[Any, list[Fault]]:
    if pa.types.is_dictionary(array.type):
        array.validate(full=True)
        array = array.dictionary_decode()
    return _READERS[kind](array, spec)


def _text(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    kinds = pa.types
    if not (kinds.is_string(array.type) or kinds.is_large_string(array.type) or kinds.is_string_view(array.type)):
        raise _wrong(array, spec)
    faults: list[Fault] = []
    try:
        array.validate(full=True)
    except pa.ArrowInvalid as error:
        if "UTF8" not in str(error):
            raise InputError(f"column {spec.column!r} is damaged", str(error)) from error
        array, rows = _drop_invalid(array)
        faults.append(Fault(rows, Reason.NOT_UTF8, f"{spec.column}: not UTF-8 text"))
    if not kinds.is_string(array.type):
        try:
            array = array.cast(pa.string())
        except pa.ArrowInvalid as error:
            raise InputError(f"column {spec.column!r} holds more than 2 GiB", "read in smaller batches") from error
    longest = pc.max(pc.binary_length(array)).as_py() or 0
    if longest > MAX_TEXT:
        rows = _rows(pc.greater(pc.utf8_length(array), MAX_TEXT))
        faults.append(Fault(rows, Reason.TOO_LONG, f"{spec.column}: longer than {MAX_TEXT} characters"))
    return array, faults


def _drop_invalid(array: Any) -> tuple[Any, NDArray[np.int64]]:
    """The texts with those that are not UTF-8 made null, and the rows of these."""
    binary = array.cast(pa.large_binary())
    texts: list[str | None] = []
    bad: list[int] = []
    for row, value in enumerate(binary):
        try:
            texts.append(None if value.as_py() is None else value.as_py().decode())
        except UnicodeDecodeError:
            texts.append(None)
            bad.append(row)
    return pa.array(texts, pa.string()), np.array(bad, dtype=np.int64)


def _bool(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    if not pa.types.is_boolean(array.type):
        raise _wrong(array, spec)
    return array, []


def _int(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    if not pa.types.is_integer(array.type):
        raise _wrong(array, spec)
    if pa.types.is_uint64(array.type):
        rows = _rows(pc.greater(array, pa.scalar(INT_MAX, pa.uint64())))
        message = f"{spec.column}: number out of range"
        return pc.cast(array, pa.int64(), safe=False), [Fault(rows, Reason.OUT_OF_RANGE, message)]
    return array.cast(pa.int64()), []


def _float(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    if not (pa.types.is_floating(array.type) or pa.types.is_integer(array.type)):
        raise _wrong(array, spec)
    array = pc.cast(array, pa.float64(), safe=False)
    rows = _rows(pc.invert(pc.is_finite(array)))
    return array, [Fault(rows, Reason.NOT_FINITE, f"{spec.column}: must be finite; what is unknown must be null")]


def _time(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    if not pa.types.is_timestamp(array.type):
        raise _wrong(array, spec)
    if array.type.tz is None:
        raise _wrong(array, spec, "a time needs a time zone: write it as timestamp[us, UTC], or use a mapping file")
    unit = array.type.unit
    raw = array.view(pa.int64())
    # Nanoseconds are rounded to the nearest microsecond, half up, before they are judged, as digits in JSON are.
    offset = 500 if unit == "ns" else 0
    scale = _PER_SECOND[unit]
    low = micros(EARLIEST) // 1_000_000 * scale - offset
    high = micros(LATEST) // 1_000_000 * scale - offset - 1
    rows = _outside(raw, low, high)
    message = f"{spec.column}: not plausible: must be from {EARLIEST:%Y-%m-%d} and before {LATEST:%Y-%m-%d}"
    faults = [Fault(rows, Reason.IMPLAUSIBLE_TIME, message)]
    if unit == "us":
        return raw, faults
    numbers = _numbers(raw, rows)
    moments = (numbers + 500) // 1_000 if unit == "ns" else numbers * (1_000_000 // scale)
    return _array(moments, raw), faults


def _duration(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    message = f"{spec.column}: number out of range"
    if pa.types.is_floating(array.type):
        array = pc.cast(array, pa.float64(), safe=False)
        wild = pc.or_kleene(pc.invert(pc.is_finite(array)), pc.greater(pc.abs(array), float(MAX_SECONDS)))
        rows = _rows(wild)
        seconds = _numbers(array, rows)
        return _array(np.rint(seconds * 1_000_000.0).astype(np.int64), array), [
            Fault(rows, Reason.OUT_OF_RANGE, message)
        ]
    unit = "s"
    if pa.types.is_duration(array.type):
        unit = array.type.unit
        raw = array.view(pa.int64())
    elif pa.types.is_integer(array.type):
        raw, faults = _int(array, spec)
        if faults and len(faults[0].rows):
            raw = _array(_numbers(raw, faults[0].rows, INT_MAX), raw)
    else:
        raise _wrong(array, spec)
    scale = _PER_SECOND[unit]
    if unit == "ns":
        numbers = _numbers(raw, np.empty(0, dtype=np.int64))
        whole, rest = np.divmod(numbers, 1_000)
        up = (rest > 500) | ((rest == 500) & (whole % 2 == 1))
        return _array(whole + up, raw), []
    rows = _outside(raw, -MAX_SECONDS * scale, MAX_SECONDS * scale)
    faults = [Fault(rows, Reason.OUT_OF_RANGE, message)]
    if unit == "us":
        return raw, faults
    return _array(_numbers(raw, rows) * (1_000_000 // scale), raw), faults


_READERS = {"str": _text, "bool": _bool, "int": _int, "float": _float, "time": _time, "duration": _duration}


def _list(array: Any, spec: FieldSpec) -> tuple[Any, list[Fault]]:
    array = plain_list(array, spec)
    items = array.flatten()
    assert spec.type.item is not None
    if pa.types.is_null(items.type):
        items = pa.nulls(len(items), _SCALARS[spec.type.item.name])
    made, found = _scalar(items, spec, spec.type.item.name)
    sizes = list_sizes(array)
    owners = np.repeat(np.arange(len(array), dtype=np.int64), sizes) if any(len(f.rows) for f in found) else None
    faults = [
        Fault(np.unique(owners[fault.rows]), fault.reason, fault.message)
        for fault in found
        if owners is not None and len(fault.rows)
    ]
    if len(sizes) and int(sizes.max()) > MAX_ITEMS:
        message = f"{spec.column}: more than {MAX_ITEMS} items"
        faults.append(Fault(np.flatnonzero(sizes > MAX_ITEMS), Reason.TOO_MANY, message))
    return list_without_nulls(array, made, sizes), faults


def plain_list(array: Any, spec: FieldSpec) -> Any:
    """A list column of any Arrow list type as `list`; raises `InputError` for another type."""
    kinds = pa.types
    if kinds.is_list(array.type):
        return array
    if kinds.is_list_view(array.type) or kinds.is_large_list_view(array.type):
        # Not by `cast`, which loses its way in list views joined from several.
        sizes = list_sizes(array)
        offsets = pa.array(np.concatenate(([0], np.cumsum(sizes))), pa.int32())
        return pa.ListArray.from_arrays(offsets, array.flatten(), mask=array.is_null())
    if kinds.is_large_list(array.type) or kinds.is_fixed_size_list(array.type):
        return array.cast(pa.list_(array.type.value_type))
    raise _wrong(array, spec)


def list_sizes(array: Any) -> NDArray[np.int64]:
    """How many items each list has, 0 for null."""
    lengths = pc.list_value_length(array).fill_null(0)
    return np.asarray(lengths.to_numpy(zero_copy_only=False).astype(np.int64))


def list_without_nulls(array: Any, items: Any, sizes: NDArray[np.int64]) -> Any:
    """A list column of the rows of `array` with `items` (as flattened) instead of its own, null items dropped."""
    if items.null_count:
        known = items.is_valid().to_numpy(zero_copy_only=False)
        before = np.concatenate(([0], np.cumsum(known)))
        ends = np.cumsum(sizes)
        sizes = before[ends] - before[ends - sizes]
        items = items.drop_null()
    elif items.type == array.type.value_type and not array.null_count:
        return array.cast(pa.list_(items.type))
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    mask = array.is_null() if array.null_count else None
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), items, type=pa.list_(items.type), mask=mask)


def _rows(mask: Any) -> NDArray[np.int64]:
    if pc.any(mask).as_py():
        return np.flatnonzero(mask.fill_null(False).to_numpy(zero_copy_only=False))
    return np.empty(0, dtype=np.int64)


def _outside(raw: Any, low: int, high: int) -> NDArray[np.int64]:
    least = pc.min_max(raw)
    if least["min"].as_py() is None or (least["min"].as_py() >= low and least["max"].as_py() <= high):
        return np.empty(0, dtype=np.int64)
    return _rows(pc.or_kleene(pc.less(raw, low), pc.greater(raw, high)))


def _numbers(array: Any, bad: NDArray[np.int64], instead: int = 0) -> NDArray[Any]:
    """A numeric array as NumPy, 0 for null and `instead` for bad rows: safe to calculate with."""
    numbers = array.fill_null(0).to_numpy(zero_copy_only=False)
    if len(bad):
        numbers = numbers.copy()
        numbers[bad] = instead
    return np.asarray(numbers)


def _array(numbers: NDArray[Any], like: Any) -> Any:
    """NumPy numbers as an int64 column, null where `like` is."""
    mask = like.is_null().to_numpy(zero_copy_only=False) if like.null_count else None
    return pa.array(numbers, pa.int64(), mask=mask)
