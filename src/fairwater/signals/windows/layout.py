"""What a window table holds, as arrays -> its bytes (see `state` for the seal around them); and back, checked.

Payload, little-endian: length of the op's name (1) and the name, length of the value kind (1, 0 for none) and the kind,
`within` (8, signed), whether an event was seen (1), the last time seen (8, signed), number of keys K, of values P
and of events E (8 each); then K keys (16 bytes each), P values (16 each), P numbers of their keys (4 each), E times
(8 each, signed), E numbers of their key (of their value, by distinct) (4 each), and for a sum E summands (8 each:
int64 or the bits of a double). Keys and values are fingerprints, k0 before k1. Events are oldest first; of
seconds_since_last only the latest of each key, of first_seen only the first of each key and time.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairwater.signals.windows.state import Reader, StateError, seal, unseal

MAGIC = b"FWWT"
VERSION = 1
WHAT = "window table"
NUMBERS = struct.Struct("<qBqQQQ")


@dataclass(frozen=True, eq=False)
class Image:
    """A window table at rest. Shapes: keys (K, 2), pairs (P, 2), owners (P,), times, records and values (E,)."""

    op: str
    value_kind: str | None
    within: int
    last: int | None
    keys: npt.NDArray[np.uint64]
    pairs: npt.NDArray[np.uint64]
    owners: npt.NDArray[np.uint32]
    times: npt.NDArray[np.int64]
    records: npt.NDArray[np.uint32]
    values: npt.NDArray[np.uint64]

    def pack(self) -> bytes:
        """The bytes of this table, sealed."""
        parts = [name_bytes(self.op), name_bytes(self.value_kind or "")]
        parts.append(
            NUMBERS.pack(
                self.within, self.last is not None, self.last or 0, len(self.keys), len(self.pairs), len(self.times)
            )
        )
        for array in (self.keys, self.pairs, self.owners, self.times, self.records, self.values):
            parts.append(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
        return seal(MAGIC, VERSION, b"".join(parts))

    @staticmethod
    def unpack(data: bytes) -> Image:
        """The table in `data`; raises StateError when the bytes are not a whole and sound table."""
        reader = Reader(unseal(MAGIC, VERSION, data, WHAT), WHAT)
        op = taken_name(reader)
        kind = taken_name(reader) or None
        within, started, last, keys, pairs, events = NUMBERS.unpack(reader.take(NUMBERS.size))
        image = Image(
            op,
            kind,
            within,
            last if started else None,
            np.frombuffer(reader.take(16 * keys), "<u8").astype(np.uint64).reshape(-1, 2),
            np.frombuffer(reader.take(16 * pairs), "<u8").astype(np.uint64).reshape(-1, 2),
            np.frombuffer(reader.take(4 * pairs), "<u4").astype(np.uint32),
            np.frombuffer(reader.take(8 * events), "<i8").astype(np.int64),
            np.frombuffer(reader.take(4 * events), "<u4").astype(np.uint32),
            np.frombuffer(reader.take(8 * events if op == "sum" else 0), "<u8").astype(np.uint64),
        )
        reader.end()
        if fault := image.fault():
            raise StateError(WHAT, fault)
        return image

    def fault(self) -> str:
        """What is wrong with the content, or an empty text."""
        numbered = self.pairs if self.op == "distinct" else self.keys
        if (self.records >= len(numbered)).any() or (self.owners >= len(self.keys)).any():
            return "it counts events of a key that it does not hold"
        if self.op != "distinct" and len(self.pairs):
            return "it holds values that it has no use for"
        if (self.times[1:] < self.times[:-1]).any():
            return "its events are not in order of time"
        if len(self.times) and (self.last is None or self.last < self.times[-1]):
            return "its events are later than the last time it has seen"
        if len(self.times) and self.last is not None and self.last - int(self.times[0]) >= self.within:
            return "it holds events that have left the window"
        if self.value_kind == "float" and not np.isfinite(self.values.view(np.float64)).all():
            return "it holds summands that are not finite"
        return ""

    def demand(self, op: str | None, within: int | None, kind: str | None) -> None:
        """Raises StateError when this is a table of another window; None demands nothing."""
        for name, wanted, found in (
            ("op", op, self.op),
            ("within", within, self.within),
            ("value", kind, self.value_kind),
        ):
            if wanted is not None and wanted != found:
                raise StateError(WHAT, f"its {name} is {found!r}, and {wanted!r} is needed")


def name_bytes(name: str) -> bytes:
    """A short ASCII name with its length before it."""
    return len(name).to_bytes(1, "little") + name.encode("ascii")


def taken_name(reader: Reader) -> str:
    """The name that `name_bytes` wrote."""
    try:
        return reader.take(reader.number(1)).decode("ascii")
    except UnicodeDecodeError:
        raise StateError(WHAT, "a name in it is not ASCII") from None
