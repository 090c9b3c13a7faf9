"""A path comes in; its bytes, decompressed and in pieces of bounded size, go out.

Plain, gzip (RFC 1952, several members) and Zstandard (RFC 8878, several frames); "-" is standard input. However much a
file expands, no more than a piece is in memory. What is cut short or damaged is read as far as it goes; then `CutShort`
is raised.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import zstandard

from fairwater.events.errors import InputError

PIECE = 1 << 18
"""Most bytes in one piece."""
MAX_WINDOW = 1 << 27
"""Most memory a Zstandard frame may ask for, in bytes (what `zstd --ultra` uses without `--long=28` and more)."""

Progress = Callable[[int, int | None], None]
"""Called with the bytes read so far and in all (None when not known). Bytes of the file, not of what it expands to."""


class CutShort(Exception):
    """The input ends within a compressed part, or is damaged from here on."""


def pieces(path: str, progress: Progress | None = None) -> Iterator[bytes]:
    """The content of a file, decompressed after its suffix.

    Raises `InputError` when it cannot be opened or is not of that format at all, `CutShort` after the last good piece.
    """
    stream = open_binary(path)
    try:
        yield from _decompressed(_raw(stream, path, progress), path)
    finally:
        if path != "-":
            stream.close()


def open_binary(path: str) -> BinaryIO:
    """The file at `path`, or standard input for "-"; raises `InputError` when it cannot be opened."""
    if path == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed", "name a file, or send something")
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError as error:  # a null character in the name
        raise InputError(f"{path!r} is no file name", str(error)) from None


def unreadable(path: str, error: OSError) -> InputError:
    """What to tell a person about a file that cannot be read."""
    hints: list[tuple[type[OSError], str, str]] = [
        (FileNotFoundError, "is not there", "check the path"),
        (IsADirectoryError, "is a directory", "name the files in it"),
        (PermissionError, "may not be read", "check its permissions"),
    ]
    for kind, what, hint in hints:
        if isinstance(error, kind):
            return InputError(f"{path} {what}", hint)
    return InputError(f"{path} cannot be read", error.strerror or str(error))


def _raw(stream: BinaryIO, path: str, progress: Progress | None) -> Iterator[bytes]:
    total = file_size(path)
    done = 0
    # read1 gives what there is: lines from a pipe are not held up until a piece is full.
    read = getattr(stream, "read1", stream.read)
    while True:
        try:
            piece = read(PIECE)
        except OSError as error:
            raise unreadable(path, error) from None
        if not piece:
            return
        done += len(piece)
        if progress is not None:
            progress(done, total)
        yield piece


def file_size(path: str) -> int | None:
    """Bytes of a regular file; None for anything else."""
    try:
        return Path(path).stat().st_size if path != "-" and Path(path).is_file() else None
    except OSError:
        return None


def _decompressed(raw: Iterator[bytes], path: str) -> Iterator[bytes]:
    if path.lower().endswith(".gz"):
        return _gunzip(raw, path)
    if path.lower().endswith(".zst"):
        return _unzstd(raw, path)
    return raw


def _gunzip(raw: Iterator[bytes], path: str) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    inside = good = False
    for piece in raw:
        rest = piece
        while rest:
            if member.eof:
                rest = rest.lstrip(b"\0")  # padding between members
                if not rest:
                    break
                member, inside = zlib.decompressobj(wbits=31), False
            try:
                out = member.decompress(rest, PIECE)
            except zlib.error as error:
                if not good:
                    raise InputError(f"{path} is not gzip", "check its suffix, or fetch it again") from None
                raise CutShort(f"the gzip data are damaged ({error})") from None
            inside = good = True
            if out:
                yield out
            rest = member.unused_data if member.eof else member.unconsumed_tail
    while inside and not member.eof and (out := member.decompress(member.unconsumed_tail, PIECE)):
        yield out
    if inside and not member.eof:
        raise CutShort("the gzip data end too early")


def _unzstd(raw: Iterator[bytes], path: str) -> Iterator[bytes]:
    frames = ZstdFrames()
    source: Any = _Fed(raw, frames)
    reader = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(source, read_across_frames=True)
    good = False
    while True:
        try:
            out = reader.read(PIECE)
        except zstandard.ZstdError as error:
            if not good:
                hint = "check its suffix, or fetch it again"
                raise InputError(f"{path} is not Zstandard that can be read ({error})", hint) from None
            raise CutShort(f"the Zstandard data are damaged ({error})") from None
        if not out:
            break
        good = True
        yield out
    if not frames.complete:
        raise CutShort("the Zstandard data end too early")


class _Fed:
    """A file for the decompressor, whose bytes pass by a `ZstdFrames`."""

    def __init__(self, raw: Iterator[bytes], frames: ZstdFrames) -> None:
        self._raw = raw
        self._rest = b""
        self._frames = frames

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        if not self._rest:
            self._rest = next(self._raw, b"")
            self._frames.feed(self._rest)
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


class ZstdFrames:
    """Follows the frames of Zstandard data (RFC 8878, section 3) to tell a whole file from one cut short.

    The decompressor itself ends without a word when its input ends within a frame.
    """

    def __init__(self) -> None:
        self._head = b""  # the part of a header read so far
        self._need = 4  # its length
        self._skip = 0  # bytes of content to pass over
        self._next: Callable[[bytes], None] = self._magic
        self._checksum = 0
        self._boundary = True

    @property
    def complete(self) -> bool:
        """Whether what was fed ends where a frame ends. False for data that are no frames."""
        return self._boundary and not self._head and not self._skip

    def feed(self, data: bytes) -> None:
        """Follow the next bytes."""
        at = 0
        while at < len(data):
            if self._skip:
                step = min(self._skip, len(data) - at)
                self._skip -= step
                at += step
                continue
            taken = data[at : at + self._need - len(self._head)]
            self._head += taken
            at += len(taken)
            if len(self._head) == self._need:
                head, self._head = self._head, b""
                self._next(head)

    def _expect(self, need: int, then: Callable[[bytes], None], skip: int = 0, boundary: bool = False) -> None:
        self._need, self._next, self._skip, self._boundary = need, then, skip, boundary

    def _magic(self, head: bytes) -> None:
        magic = int.from_bytes(head, "little")
        if magic == 0xFD2FB528:
            self._expect(1, self._descriptor)
        elif magic & 0xFFFFFFF0 == 0x184D2A50:
            self._expect(4, self._skippable)
        else:
            self._expect(1 << 62, self._magic)  # no frame: never complete; the decompressor says so

    def _skippable(self, head: bytes) -> None:
        self._expect(4, self._magic, int.from_bytes(head, "little"), boundary=True)

    def _descriptor(self, head: bytes) -> None:
        flags = head[0]
        single = bool(flags & 0x20)
        self._checksum = 4 if flags & 0x04 else 0
        size = (1 if single else 0, 2, 4, 8)[flags >> 6]
        self._expect(3, self._block, (0 if single else 1) + (0, 1, 2, 4)[flags & 3] + size)

    def _block(self, head: bytes) -> None:
        field = int.from_bytes(head, "little")
        size = 1 if (field >> 1) & 3 == 1 else field >> 3
        if field & 1:
            self._expect(4, self._magic, size + self._checksum, boundary=True)
        else:
            self._expect(3, self._block, size)
