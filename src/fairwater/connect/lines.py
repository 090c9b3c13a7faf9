"""Pieces of bytes come in; numbered lines of bounded length go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairwater.connect.streams import CutShort
from fairwater.events.decode import MAX_LINE_BYTES
from fairwater.events.letters import RAW_LIMIT

KEEP = MAX_LINE_BYTES + 5
"""Most bytes kept of a line: the longest that is decoded, a byte order mark and the line end."""


@dataclass(frozen=True, slots=True)
class LongLine:
    """A line over the limit, passed over without being kept. `head`: its beginning."""

    head: bytes


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in order, without line ends (a `\\r` before one is left: JSON ignores it). `first`: number of the first.

    `ended`: whether the last one has a line end.
    """

    first: int
    lines: list[bytes | LongLine]
    ended: bool = True


def split_lines(source: Iterator[bytes]) -> Iterator[Lines]:
    """The lines of a text, group by group; an unfinished last line counts as one. Memory stays within piece and line.

    Raises `CutShort` as `source` does, after what could be read.
    """
    number = 1
    rest: list[bytes] = []  # parts of the line not ended yet
    size = 0
    head = b""  # beginning of a line over the limit that is not ended yet
    cut: CutShort | None = None
    try:
        for piece in source:
            found: list[bytes | LongLine] = list(piece.split(b"\n"))
            last = found.pop()
            assert isinstance(last, bytes)
            if found:
                assert isinstance(found[0], bytes)
                if head:
                    found[0] = LongLine(head)
                elif rest:
                    found[0] = _joined([*rest, found[0]], size + len(found[0]))
                rest, size, head = [], 0, b""
                yield Lines(number, found)
                number += len(found)
            if not head and last:
                rest.append(last)
                size += len(last)
                if size > KEEP:
                    head = b"".join(rest)[: RAW_LIMIT + 4]
                    rest, size = [], 0
    except CutShort as error:
        cut = error
    if head or rest:
        yield Lines(number, [LongLine(head) if head else b"".join(rest)], ended=False)
    if cut is not None:
        raise cut


def _joined(parts: list[bytes], size: int) -> bytes | LongLine:
    whole = b"".join(parts)
    return LongLine(whole[: RAW_LIMIT + 4]) if size > KEEP else whole
