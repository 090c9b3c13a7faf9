"""Dead letters and findings come in; files of them go out."""

from __future__ import annotations

import errno
import gzip
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from fairwater.connect.files import LINES, PACKED
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter

FINDING_TEXTS = (
    "event",
    "rule",
    "rule_version",
    "policy",
    "harm",
    "time",
    "account",
    "subject",
    "because",
    "values",
    "measures",
)
"""Columns of findings in Parquet, all texts; `values` and `measures` as JSON."""

_ROWS = 8_192


class LineSink:
    """A file of JSON Lines: plain, .gz or .zst after its suffix, "-" for standard output.

    `whole`: write to a file beside it, and put it in its place when closed without an error; otherwise the file itself
    is written as it comes, and each `write` is on disk's way (flushed) when it returns.
    """

    def __init__(self, path: str, whole: bool) -> None:
        self.path = path
        self._final = None if path == "-" or not whole else Path(path)
        try:
            self._file, self._stream = _open(path, whole)
        except OSError as error:
            raise unwritable(path, error) from None

    def write(self, lines: Iterable[bytes]) -> None:
        """Add lines (without line ends); raises `InputError` when the disk is full or the reader of a pipe is gone."""
        text = b"".join([line + b"\n" for line in lines])
        try:
            self._stream.write(text)
            if self._final is None:
                self._stream.flush()
        except OSError as error:
            raise unwritable(self.path, error) from None

    def close(self, failed: bool = False) -> None:
        """End the file. `failed`: leave what was there before, and drop what was written."""
        try:
            if self.path == "-":
                self._stream.flush()
                return
            self._stream.close()
            self._file.close()
            if self._final is not None:
                settle(self._final, failed)
        except OSError as error:
            raise unwritable(self.path, error) from None


def _open(path: str, whole: bool) -> tuple[IO[bytes], IO[bytes]]:
    if path == "-":
        if sys.stdout is None:
            raise OSError(errno.EBADF, "standard output is closed")
        return sys.stdout.buffer, sys.stdout.buffer
    file = (beside(Path(path)) if whole else Path(path)).open("wb")
    if path.lower().endswith(".gz"):
        # No name and no time in the header: the same findings give the same bytes.
        return file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6)  # type: ignore[return-value]
    if path.lower().endswith(".zst"):
        return file, zstandard.ZstdCompressor(level=3, write_checksum=True).stream_writer(file)
    return file, file


def beside(path: Path) -> Path:
    """Where a file is written until it is whole. Raises OSError when `path` is a folder, which nothing can replace."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "Is a directory")
    return path.with_name(f".{path.name}.part")


def settle(path: Path, failed: bool) -> None:
    """Put the file beside `path` in its place, durably; or remove it when `failed`."""
    part = beside(path)
    if failed:
        part.unlink(missing_ok=True)
        return
    try:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def unwritable(path: str, error: OSError) -> InputError:
    """What to tell a person about a file that cannot be written."""
    name = "standard output" if path == "-" else path
    missing = isinstance(error, FileNotFoundError) and not Path(path).parent.exists()
    hint = f"make the folder {Path(path).parent} first" if missing else "choose another place"
    return InputError(f"{name} cannot be written ({error.strerror or error})", hint)


class DeadLetterWriter:
    """Writes dead letters as JSON Lines: line, source, reason, message, field, offset, raw. Flushed at each write."""

    def __init__(self, path: str) -> None:
        check_lines(path)
        self._sink = LineSink(path, whole=False)
        self.written = 0

    def write(self, letters: Iterable[DeadLetter]) -> None:
        """Add dead letters."""
        rows = [_letter(letter) for letter in letters]
        if rows:
            self._sink.write(rows)
            self.written += len(rows)

    def close(self) -> None:
        """End the file."""
        self._sink.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _letter(letter: DeadLetter) -> bytes:
    row = {
        "line": letter.line or None,
        "source": letter.source.encode("utf-8", "backslashreplace").decode(),
        "reason": str(letter.reason),
        "message": letter.message,
        "field": letter.field or None,
        "offset": letter.offset if letter.offset >= 0 else None,
        "raw": letter.raw,
    }
    return msgspec.json.encode(row)


class FindingsWriter:
    """Writes findings (rows as dicts): JSON Lines, plain, .gz, .zst or "-"; or Parquet, after the suffix.

    A file appears under its name when it is whole: on `close`, not when an error ends the `with` block.
    """

    def __init__(self, path: str) -> None:
        self.written = 0
        self._write: Callable[[list[Mapping[str, Any]]], None]
        self._end: Callable[[bool], None]
        if path.lower().endswith(".parquet"):
            table = _ParquetSink(path)
            self._write, self._end = table.write, table.close
        else:
            check_lines(path, ".parquet")
            sink = LineSink(path, whole=True)
            self._write = lambda rows: sink.write([msgspec.json.encode(row) for row in rows])
            self._end = sink.close
        self._open = True

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add findings."""
        made = list(rows)
        if made:
            self._write(made)
            self.written += len(made)

    def close(self, failed: bool = False) -> None:
        """End the file; `failed` drops what was written and leaves what was there before."""
        if self._open:
            self._open = False
            self._end(failed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close(failed=kind is not None)


class _ParquetSink:
    """A Parquet file of findings, row group by row group."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.schema = pa.schema([(name, pa.string()) for name in FINDING_TEXTS])
        self.rows: list[Mapping[str, Any]] = []
        try:
            self.writer = pq.ParquetWriter(beside(self.path), self.schema, compression="zstd")
        except OSError as error:
            raise unwritable(path, error) from None

    def write(self, rows: list[Mapping[str, Any]]) -> None:
        self.rows += rows
        if len(self.rows) >= _ROWS:
            self._flush()

    def close(self, failed: bool = False) -> None:
        if not failed:
            self._flush()
        try:
            self.writer.close()
            settle(self.path, failed)
        except OSError as error:
            raise unwritable(str(self.path), error) from None

    def _flush(self) -> None:
        if not self.rows:
            return
        columns = {name: [_cell(row.get(name)) for row in self.rows] for name in FINDING_TEXTS}
        self.rows = []
        try:
            self.writer.write_table(pa.table(columns, self.schema))
        except OSError as error:
            raise unwritable(str(self.path), error) from None


def _cell(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else msgspec.json.encode(value).decode()


def check_lines(path: str, *more: str) -> None:
    """Raises `InputError` unless the name of a file says JSON Lines, or ends with one of `more`."""
    suffixes = tuple(suffix + packed for suffix in LINES for packed in PACKED)
    if path != "-" and not path.lower().endswith(suffixes):
        known = ", ".join((".jsonl", ".jsonl.gz", ".jsonl.zst", *more, "- for standard output"))
        raise InputError(f"{path}: what to write cannot be told from its name", f"known are {known}")
