"""Events in order of time, with 128-bit keys -> what an exact sliding window holds for each.

The meaning is that of `fairwater.policy.tree.Window`. Times and durations are int64 microseconds; the window of an
event at t is (t - within, t], of which only what came before the event and itself counts. Keys and the values of
`distinct` are fingerprints (see `signals._fingerprint`); all else is exact.

Memory follows what is inside the window and shrinks with it: 40 to 56 bytes a key (a sum of floats: about 40 more),
40 bytes a value of distinct, 12 to 20 bytes an event (`seconds_since_last`: none), and up to twice that right after
growing, four times while draining. Expiry happens when the next event comes, and takes longer after a gap.
At most 2**30 keys, 2**30 values and 2**31 events at a time; more is a MemoryError.

Not for use by two threads at once (no method releases the interpreter lock).
"""

from typing import SupportsIndex

import numpy as np
import numpy.typing as npt

from fairwater.signals.windows.layout import Image

OPS: tuple[str, ...]
SUMMED: tuple[str, ...]

class WindowTable:
    """One window of one plan, over all its keys.

    `op`: "count", "distinct", "sum", "first_seen" or "seconds_since_last". `within_us`: 1 to 2**63 - 1 microseconds.
    `value_kind`: for sum "int", "float" or "duration", for distinct the name of the value's type (at most 60
    characters), otherwise None. Raises ValueError for anything else.

    | op | result | unknown |
    | --- | --- | --- |
    | count | int, events | never |
    | distinct | int, different values | never |
    | sum of int, duration | int; 0 of none | when the exact sum is outside int64 |
    | sum of float | float: the exact sum rounded once, ties to even; 0.0 of none, never -0.0 | when infinite |
    | first_seen | int, a time | when no event is in the window |
    | seconds_since_last | int, a duration in microseconds | when no event before this one is in the window |

    All are unknown for an event whose key is unknown. `math.fsum` gives the same float where it does not give up.
    """

    op: str
    within_us: int
    value_kind: str | None

    def __init__(self, op: str, within_us: int, value_kind: str | None = None) -> None: ...
    def observe(
        self,
        t: SupportsIndex,
        k0: int,
        k1: int,
        key_known: bool = True,
        counted: bool = True,
        value: float | tuple[int, int] | None = None,
    ) -> tuple[bool, int | float | None]:
        """Slides to `t`, adds the event if `counted` and its key is known, and answers for it: (known, result).

        `counted`: `where` is true and the value is known. A key that is not `key_known` adds nothing and gets unknown;
        an event not `counted` adds nothing and is answered from the others. `value`: int, float, or the value's
        fingerprint by distinct; a float that is not finite is not added. Raises ValueError when `t` is before the last
        one; nothing has changed then. Raises MemoryError; then the event was not added, and the table is whole.
        """

    def observe_many(
        self,
        times: npt.NDArray[np.int64],
        k0: npt.NDArray[np.uint64],
        k1: npt.NDArray[np.uint64],
        key_known: npt.NDArray[np.bool_] | npt.NDArray[np.uint8] | None = None,
        counted: npt.NDArray[np.bool_] | npt.NDArray[np.uint8] | None = None,
        values: npt.NDArray[np.int64]
        | npt.NDArray[np.float64]
        | tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]
        | None = None,
    ) -> tuple[npt.NDArray[np.int64] | npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """The same as `observe` for each row in turn: (results, known), results 0 where unknown.

        All columns have one length and are contiguous. `key_known` and `counted`: None means all. `values`: int64 or
        float64 by sum, both halves of the fingerprints by distinct; what stands in rows not counted does not matter.
        Raises ValueError for columns that do not fit and for a time before the one before it: then nothing has changed.
        Raises MemoryError; then the rows before it were added.
        """

    @property
    def live_keys(self) -> int:
        """How many keys have an event in the window, as of the last event."""

    @property
    def live_events(self) -> int:
        """How many events are held (first_seen: one per key and time; seconds_since_last: one per key)."""

    @property
    def memory_bytes(self) -> int:
        """Bytes allocated now, beside the object itself."""

    def dump(self) -> bytes:
        """The whole state, checksummed, in the format of `windows.layout`. Equal states give equal bytes."""

    def image(self) -> Image:
        """The whole state as arrays."""

    @staticmethod
    def load(
        data: bytes, *, op: str | None = None, within_us: int | None = None, value_kind: str | None = None
    ) -> WindowTable:
        """The table that was dumped. What is given beside `data` must be as in the dump.

        Raises StateError for another format version, another window, or bytes that are damaged or contradict
        themselves. Takes memory in proportion to the bytes that are there.
        """
