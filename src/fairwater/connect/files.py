"""A path comes in; its events, chunk by chunk with the dead letters and the counts of what was passed over, go out.

JSON Lines (.jsonl, .ndjson, .json; plain, .gz or .zst; "-" is standard input) give lists of events. Parquet (.parquet)
and Arrow files (.arrow, .feather, .ipc) give batches of columns without a detour through Python objects, unless a
reader for another service's frames asks for rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from fairwater.connect.lines import LongLine, split_lines
from fairwater.connect.streams import CutShort, Progress, pieces
from fairwater.connect.tables import read_tables
from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder, line_too_long, parse_frame
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter, Reason, Skip, excerpt
from fairwater.events.readers import Reader
from fairwater.events.record import Event

LINES = (".jsonl", ".ndjson", ".json")
TABLES = (".parquet", ".arrow", ".feather", ".ipc")
PACKED = ("", ".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some of the events of a file, in its order.

    `events`: a list from lines, a batch from columns. `read`: lines or rows this is made of: each is an event, a dead
    letter, a skip or blank. `skipped`: how many frames carried no event, by reason. `numbers`: of each event of a list,
    the line it came from. `first`: number of the first row of a batch.
    """

    events: list[Event] | EventBatch
    letters: list[DeadLetter]
    skipped: Mapping[str, int]
    blank: int
    read: int
    numbers: list[int]
    first: int = 1


def read_events(
    path: str, decoder: EventDecoder, reader: Reader | None = None, progress: Progress | None = None
) -> Iterator[Chunk]:
    """The events of a file, in chunks of bounded size.

    `reader`: for frames of another service; None for Fairwater's own form. `progress`: called with bytes done and in
    all. Raises `InputError` when the file as a whole cannot be read. A file cut short gives what it has, and a dead
    letter.
    """
    form = _tables if file_form(path) == "table" else _lines
    for chunk in form(path, decoder, reader, progress):
        named = [replace(letter, source=path) for letter in chunk.letters]
        yield replace(chunk, letters=named)


def file_form(path: str) -> str:
    """Whether a file holds "lines" or a "table", after its suffix; raises `InputError` for another suffix."""
    name = PurePath(path).name.lower()
    if path == "-" or name.endswith(tuple(suffix + packed for suffix in LINES for packed in PACKED)):
        return "lines"
    if name.endswith(TABLES):
        return "table"
    known = ", ".join((*LINES, ".jsonl.gz", ".jsonl.zst", *TABLES))
    raise InputError(f"{path}: what is in it cannot be told from its name", f"known are {known}")


def _lines(path: str, decoder: EventDecoder, reader: Reader | None, progress: Progress | None) -> Iterator[Chunk]:
    number = 0
    whole = True
    try:
        for group in split_lines(pieces(path, progress)):
            tally = _Tally(decoder, reader)
            for number, line in enumerate(group.lines, group.first):
                tally.line(line, number)
            whole = group.ended or (bool(tally.events) and tally.numbers[-1] == number)
            if whole:
                yield tally.chunk(len(group.lines))
            else:
                unfinished = tally.chunk(len(group.lines))
        if not whole:
            yield unfinished
    except CutShort as error:
        # An unfinished last line that is no event is the cut itself; otherwise what is missing counts as one more.
        at = number + 1 if whole else number
        letter = DeadLetter(Reason.CUT_SHORT, f"{error}: the rest of the file could not be read", line=at)
        yield Chunk([], [letter], {}, 0, 1, [])


class _Tally:
    """Collects what the lines or rows of one chunk become."""

    def __init__(self, decoder: EventDecoder, reader: Reader | None) -> None:
        self.decoder = decoder
        self.reader = reader
        self.events: list[Event] = []
        self.numbers: list[int] = []
        self.letters: list[DeadLetter] = []
        self.skipped: Counter[str] = Counter()
        self.blank = 0

    def line(self, line: bytes | LongLine, number: int) -> None:
        """Take one line."""
        if isinstance(line, LongLine):
            self.letters.append(line_too_long(line.head, number))
            return
        if self.reader is None:
            made: object = self.decoder.decode(line, number)
        else:
            made = parse_frame(line, number)
            if not isinstance(made, DeadLetter):
                self.frame(made, number, line)
                return
        if isinstance(made, Event):
            self.events.append(made)
            self.numbers.append(number)
        elif isinstance(made, DeadLetter):
            if made.reason is Reason.BLANK:
                self.blank += 1
            else:
                self.letters.append(made)

    def frame(self, frame: object, number: int, raw: bytes = b"") -> None:
        """Take one frame of another service."""
        assert self.reader is not None
        found = self.reader.convert(frame)
        if isinstance(found, Skip):
            self.skipped[found.reason] += 1
            return
        if isinstance(found, DeadLetter):
            self.letters.append(replace(found, line=number, raw=found.raw or excerpt(raw)))
            return
        for one in found:
            made = self.decoder.convert(one, number)
            if isinstance(made, DeadLetter):
                self.letters.append(replace(made, raw=excerpt(raw)) if raw else made)
            else:
                self.events.append(made)
                self.numbers.append(number)

    def chunk(self, read: int) -> Chunk:
        """What was taken."""
        return Chunk(self.events, self.letters, self.skipped, self.blank, read, self.numbers)


def _tables(path: str, decoder: EventDecoder, reader: Reader | None, progress: Progress | None) -> Iterator[Chunk]:
    row = 1
    for table in read_tables(path, decoder.fields if reader is None else None, progress):
        try:
            if reader is None:
                batch, letters = EventBatch.from_table(
                    table, decoder.schema, [spec.path for spec in decoder.fields], row, decoder.latest
                )
                yield Chunk(batch, letters, {}, 0, table.num_rows, [], row)
            else:
                yield _rows(table, decoder, reader, row)
        except InputError as error:
            raise InputError(f"{path}: {error.what}", error.hint) from None
        row += table.num_rows


def _rows(table: Any, decoder: EventDecoder, reader: Reader, first: int) -> Chunk:
    tally = _Tally(decoder, reader)
    for at in range(table.num_rows):
        try:
            frame = table.slice(at, 1).to_pylist()[0]
        except (UnicodeDecodeError, ValueError, OverflowError) as error:
            tally.letters.append(DeadLetter(Reason.NOT_UTF8, f"the row cannot be read ({error})", line=first + at))
        else:
            tally.frame(frame, first + at)
    return tally.chunk(table.num_rows)
