"""Typed values, one or a column -> 128-bit keyed fingerprints; sets of fingerprints.

A fingerprint is SipHash-2-4 with 128-bit output (J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF",
2012) under a fixed, public key, so that every process and every saved state agrees. Windows and lists hold fingerprints
instead of keys: a mix-up among n different keys has a chance of about n * n / 2**129 (a billion keys: 1 in 10**21).
Tables are guarded against keys chosen to collide by secrets of their own (`_hashindex`).

The message of a value is the tag of its type, one byte, and then

| type | tag | bytes |
| --- | --- | --- |
| bool | 1 | one byte, 0 or 1 |
| int | 2 | int64, little-endian |
| float | 3 | IEEE 754 double, little-endian; -0.0 as 0.0 |
| str | 4 | UTF-8 (lone surrogates as WTF-8 spells them) |
| time | 5 | int64 microseconds, little-endian |
| duration | 6 | int64 microseconds, little-endian |
| list | 7 | the fingerprints of the items, k0 and k1 little-endian |
| keys | 8 | the same of the parts of a key of several parts |

A fingerprint is a pair (k0, k1) of 64-bit numbers, in the order in which the cipher puts them out. Names of types are
those of `events.types`, with `list[...]` (at most 8 deep); an entity id is a str. Unknown has no fingerprint.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

TAG_BOOL: int
TAG_INT: int
TAG_FLOAT: int
TAG_STR: int
TAG_TIME: int
TAG_DURATION: int
TAG_LIST: int

def siphash(message: bytes, key: bytes) -> bytes:
    """SipHash-2-4-128 of `message` under a `key` of 16 bytes: 16 bytes. Raises ValueError for another length."""

def kind_of(type_name: str) -> int:
    """The kind that `fingerprint_value_c` takes for a type. Raises ValueError for a type without fingerprints."""

def fingerprint(value: object, type_name: str) -> tuple[int, int]:
    """The fingerprint of one known value. Raises TypeError for another type, ValueError for an int over 64 bits."""

def combine(parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The fingerprint of a key of these parts, in order; of one part, that part. Raises ValueError for none."""

def fingerprint_strings(
    offsets: npt.NDArray[np.int32] | npt.NDArray[np.int64],
    data: npt.NDArray[np.uint8],
    validity: npt.NDArray[np.uint8] | None = None,
    start: int = 0,
    count: int | None = None,
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Fingerprints of `count` strings from row `start` on, from the buffers of an Arrow string column; null as (0, 0).

    `validity`: Arrow's bits, from row 0 on. Raises ValueError when rows or offsets lie outside the buffers.
    """

def fingerprint_ints(
    values: npt.NDArray[np.int64], tag: int = ...
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Fingerprints of ints, times or durations, as `tag` says (TAG_INT unless given), else ValueError."""

def fingerprint_floats(values: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Fingerprints of floats."""

def fingerprint_bools(
    values: npt.NDArray[np.bool_] | npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Fingerprints of bools; any number but 0 is true."""

def fingerprint_array(array: object, type_name: str) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Fingerprints of an Arrow array (a slice, too), as `fingerprint` of each value; null as (0, 0).

    Takes string and large_string, int64, double, bool, timestamp[us], duration[us], lists of these, and all of them
    dictionary-encoded. Raises TypeError for another Arrow type; a list must not hold nulls (they count as (0, 0)).
    """

def combine_columns(
    k0s: Sequence[npt.NDArray[np.uint64]], k1s: Sequence[npt.NDArray[np.uint64]]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """`combine` row by row. Of one column: that column itself. Raises ValueError for none, or for unequal lengths."""

class FingerprintSet:
    """A set of fingerprints, open addressing, 16 bytes a cell: 21 bytes an entry frozen, up to 32 while it grows."""

    frozen: bool

    @staticmethod
    def of(k0: npt.NDArray[np.uint64], k1: npt.NDArray[np.uint64]) -> FingerprintSet:
        """A frozen set of these, of just the size needed. Twice the same is once."""

    def add(self, k0: int, k1: int) -> bool:
        """Adds one; whether it is new. Raises ValueError when the set is frozen, MemoryError (then nothing changed)."""

    def add_many(self, k0: npt.NDArray[np.uint64], k1: npt.NDArray[np.uint64]) -> int:
        """Adds all; how many are new. Raises like `add`."""

    def discard(self, k0: int, k1: int) -> bool:
        """Takes one out; whether it was in. Raises ValueError when the set is frozen."""

    def contains(self, k0: int, k1: int) -> bool:
        """Whether this one is in."""

    def contains_many(self, k0: npt.NDArray[np.uint64], k1: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
        """Which are in: 1 or 0 each."""

    def __len__(self) -> int: ...
    @property
    def memory_bytes(self) -> int:
        """Bytes allocated now, beside the object itself."""
