"""Window tables and facts about them -> one compressed, checksummed file; and back, refusing whatever does not fit.

Layout of a sealed part (little-endian), used by tables, recent ids and the whole file alike:

| bytes | meaning |
| --- | --- |
| 4 | magic |
| 2 | format version |
| 8 | length of the payload |
| n | payload |
| 16 | BLAKE2b-128 (RFC 7693) of everything before |

The checksum finds accidents, not forgers: keep the file where only the operator can write. Still, whatever the bytes,
loading ends in a result or a `StateError`, and takes memory in proportion to the bytes that are there.

The payload of the whole file: its size when decompressed (8 bytes), then one zstd frame (RFC 8878) that holds the
length of the facts (8), the facts as JSON, the number of tables (4), and for each table its length (8) and its bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import zstandard

MAGIC = b"FWST"
VERSION = 1
LARGEST = 16 * 2**30
"""The most bytes a state may have when decompressed, unless the caller says otherwise."""

HEAD = struct.Struct("<4sHQ")
DIGEST = 16
CHUNK = 2**20
LEVEL = 3


class StateError(ValueError):
    """A saved state that cannot be used. `what` was being read; `reason` says what is wrong with it."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(
            f"the saved {what} cannot be used: {reason}. Start from a state saved by this version and policy, "
            "or start without one and replay the events of the longest window"
        )
        self.what = what
        self.reason = reason


def seal(magic: bytes, version: int, payload: bytes) -> bytes:
    """`payload` with magic (4 bytes), format version and checksum around it."""
    body = HEAD.pack(magic, version, len(payload)) + payload
    return body + blake2b(body, digest_size=DIGEST).digest()


def unseal(magic: bytes, version: int, data: bytes, what: str) -> bytes:
    """The payload that `seal` was given; raises StateError about `what` when it is not that, or not whole."""
    if len(data) < HEAD.size + DIGEST:
        raise StateError(what, f"it is cut short, {len(data)} bytes")
    found, held, length = HEAD.unpack_from(data)
    if found != magic:
        raise StateError(what, f"it starts with {found!r} instead of {magic!r}, so it is something else")
    if held != version:
        raise StateError(what, f"it has format version {held}, and this program reads version {version}")
    if length != len(data) - HEAD.size - DIGEST:
        raise StateError(what, f"it should hold {length} bytes but holds {len(data) - HEAD.size - DIGEST}")
    if blake2b(memoryview(data)[:-DIGEST], digest_size=DIGEST).digest() != data[-DIGEST:]:
        raise StateError(what, "its checksum does not fit its content, so it was damaged")
    return bytes(memoryview(data)[HEAD.size : -DIGEST])


def dump_state(meta: Mapping[str, object], tables: Sequence[bytes]) -> bytes:
    """One file of `tables` (each a table's `dump`) and facts about them, which must be JSON values.

    Raises TypeError or ValueError when a fact has no JSON form.
    """
    facts = json.dumps(dict(meta), allow_nan=False, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
    parts = [struct.pack("<Q", len(facts)), facts, struct.pack("<I", len(tables))]
    for table in tables:
        parts += [struct.pack("<Q", len(table)), table]
    plain = b"".join(parts)
    packed = zstandard.ZstdCompressor(level=LEVEL).compress(plain)
    return seal(MAGIC, VERSION, struct.pack("<Q", len(plain)) + packed)


def load_state(
    data: bytes, *, expect: Mapping[str, object] | None = None, largest: int = LARGEST
) -> tuple[dict[str, object], list[bytes]]:
    """The facts and tables of a file made by `dump_state`.

    Facts named in `expect` (the plan's version, say) must have the value given there. Raises StateError for another
    format version, damage, a size above `largest` bytes, or a fact that differs.
    """
    what = "window state"
    plain = decompressed(unseal(MAGIC, VERSION, data, what), what, largest)
    reader = Reader(plain, what)
    facts = reader.take(reader.number(8))
    tables = [reader.take(reader.number(8)) for _ in range(reader.number(4))]
    reader.end()
    try:
        meta = json.loads(facts)
    except (ValueError, RecursionError):
        raise StateError(what, "its facts are not JSON") from None
    if not isinstance(meta, dict):
        raise StateError(what, "its facts are not a JSON object")
    for name, wanted in (expect or {}).items():
        if name not in meta or meta[name] != wanted:
            raise StateError(what, f"it was saved with {name} {meta.get(name)!r}, and {wanted!r} is needed")
    return meta, tables


def decompressed(payload: bytes, what: str, largest: int) -> bytes:
    """The zstd frame in `payload`, which must have exactly the size stated before it."""
    if len(payload) < 8:
        raise StateError(what, "it is cut short")
    size = int.from_bytes(payload[:8], "little")
    if size > largest:
        raise StateError(what, f"it says it has {size} bytes when decompressed; {largest} are allowed")
    plain = bytearray()
    try:
        with zstandard.ZstdDecompressor().stream_reader(memoryview(payload)[8:]) as stream:
            while len(plain) <= size and (piece := stream.read(CHUNK)):
                plain += piece
    except zstandard.ZstdError:
        raise StateError(what, "it is not whole zstd data") from None
    if len(plain) != size:
        raise StateError(what, f"it does not decompress to the {size} bytes it says")
    return bytes(plain)


class Reader:
    """Takes lengths and parts off the front of some bytes; raises StateError when they run out."""

    def __init__(self, data: bytes, what: str) -> None:
        self.data = data
        self.what = what
        self.at = 0

    def take(self, length: int) -> bytes:
        """The next `length` bytes."""
        if length > len(self.data) - self.at:
            raise StateError(self.what, f"a part of {length} bytes does not fit into what is left of it")
        self.at += length
        return self.data[self.at - length : self.at]

    def number(self, width: int) -> int:
        """The next `width` bytes as an unsigned number."""
        return int.from_bytes(self.take(width), "little")

    def end(self) -> None:
        """Checks that nothing is left."""
        if self.at != len(self.data):
            raise StateError(self.what, f"{len(self.data) - self.at} bytes follow its end")
