"""Columns of truth and of values, and what is done with them: the plain parts that a batch run is made of.

A truth column is two bit columns: `true` and `possible` (true or unknown). With them Kleene logic is plain logic:
`and` and `or` work on each side alone, `not` swaps and negates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from fairwater.engine.finding import Column

Bits = npt.NDArray[np.bool_]
Truth = tuple[Bits, Bits]
"""Rows where true, and rows where true or unknown; the same array twice when all is known."""


class Codes:
    """A string column as codes into its distinct values; unknown rows have the last code."""

    def __init__(self, array: pa.Array) -> None:
        encoded = array.dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        self.values: list[str] = encoded.dictionary.to_pylist()
        codes = encoded.indices.fill_null(len(self.values)) if encoded.null_count else encoded.indices
        self.codes = codes.to_numpy(zero_copy_only=False)
        self.by_value = {value: code for code, value in enumerate(self.values)}
        self.has_unknown = bool(encoded.null_count)

    def truth(self, table: npt.NDArray[np.bool_]) -> Bits:
        """Rows whose value is marked in `table` (one entry a distinct value and a last one for unknown)."""
        bits: Bits = table[self.codes]
        return bits


def arrow_column(array: pa.Array) -> Column:
    """An Arrow array as a column: unknown where null."""
    return Column(array, nulls(array) if array.null_count else None)


def nulls(array: pa.Array) -> Bits:
    """Rows that are null."""
    bits: Bits = array.is_null().to_numpy(zero_copy_only=False)
    return bits


def numbers(array: pa.Array) -> Column:
    """An Arrow column of numbers, times or durations as a NumPy view (microseconds) and its nulls."""
    dtype = np.float64 if pa.types.is_floating(array.type) else np.int64
    buffer = array.buffers()[1]
    if buffer is None:
        return Column(np.zeros(len(array), dtype), nulls(array) if array.null_count else None)
    values = np.frombuffer(buffer, dtype=dtype, count=len(array) + array.offset)[array.offset :]
    return Column(values, nulls(array) if array.null_count else None)


def clean(value: list[Any]) -> tuple[Any, ...]:
    """An Arrow list as a run-time list: nulls inside are left out."""
    return tuple(item for item in value if item is not None)


def where(bits: Any) -> Bits | None:
    """A mask, or None when nothing is set."""
    return bits if np.any(bits) else None


def merged(left: Bits | None, right: Bits | None) -> Bits | None:
    """Rows unknown on either side."""
    if left is None or right is None:
        return right if left is None else left
    return left | right


def unknown_of(truth: Truth) -> Bits | None:
    """Rows where a truth column is unknown."""
    true, possible = truth
    return None if possible is true else possible & ~true


def with_unknown(true: Bits, unknown: Bits | None) -> Truth:
    """A truth column from raw bits and the rows that are unknown."""
    if unknown is None:
        return true, true
    return true & ~unknown, true | unknown


def largest(values: Any) -> int:
    """The largest magnitude, as an exact int."""
    array = np.asarray(values)
    return max(abs(int(array.max(initial=0))), abs(int(array.min(initial=0)))) if array.ndim else abs(int(array))


def exceeds(values: Any, limit: int) -> bool:
    """Whether any int is beyond ±limit."""
    return largest(values) > limit


def truth_of(values: Sequence[Any]) -> Truth:
    """A truth column from True, False and None."""
    true = np.fromiter((value is True for value in values), dtype=np.bool_, count=len(values))
    unknown = np.fromiter((value is None for value in values), dtype=np.bool_, count=len(values))
    return (true, true) if not unknown.any() else (true, true | unknown)


def column_of(values: list[Any], name: str) -> Column:
    """A column of Python values, None where unknown."""
    unknown = np.fromiter((value is None for value in values), dtype=np.bool_, count=len(values))
    masked = where(unknown)
    if name in ("int", "time", "duration", "float"):
        dtype = np.float64 if name == "float" else np.int64
        filled = values if masked is None else [0 if value is None else value for value in values]
        return Column(np.array(filled, dtype=dtype), masked)
    if name == "str":
        return Column(pa.array(values, pa.string()), masked)
    array = np.empty(len(values), dtype=object)
    for row, value in enumerate(values):  # not array[:] = values: NumPy would spread tuples over rows
        array[row] = value
    return Column(array, masked)
