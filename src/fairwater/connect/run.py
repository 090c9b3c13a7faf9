"""Files of events in; batches in (time, arrival) order out, every line that is no event counted and passed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairwater.connect.files import Chunk, file_form, read_events
from fairwater.connect.streams import Progress
from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter
from fairwater.events.order import BatchSequencer, Sequencer
from fairwater.events.readers import MappingReader, Reader, reader_named
from fairwater.events.record import Event
from fairwater.events.schema import Schema

TARGET = 16_384
"""Events gathered into one batch from files. Standard input is not gathered: what came is looked at at once."""

REQUIRED = ("event.id", "event.time", "event.kind")


@dataclass(slots=True)
class Counts:
    """What became of everything that was read: `read` = `events` + `letters` + `skipped` + `blank`."""

    read: int = 0
    events: int = 0
    blank: int = 0
    late: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "read": self.read,
            "events": self.events,
            "blank": self.blank,
            "late": self.late,
            "dead_letters": dict(sorted(self.letters.items())),
            "skipped": dict(sorted(self.skipped.items())),
        }


@dataclass(frozen=True, slots=True)
class Due:
    """Events in order and the effective time of each, microseconds."""

    batch: EventBatch
    times: npt.NDArray[np.int64]


class Stream:
    """Reads files one after the other. `fields`: language paths that the batches have. `letters`: takes dead letters.

    With `sort`, all files are read before the first event goes, and events go in order of time however they were
    written: for history only, since memory holds all of it. With `keep_open`, events held back for stragglers stay in
    `order` at the end, for a state to be saved. `latest`: events from this time on are refused, since one from a far
    future would make all others late; a day after now unless given.
    """

    def __init__(
        self,
        schema: Schema,
        fields: Iterable[str],
        order: BatchSequencer | Sequencer,
        reader: Reader | None = None,
        letters: Callable[[Sequence[DeadLetter]], None] | None = None,
        keep_open: bool = False,
        sort: bool = False,
        latest: datetime | None = None,
    ) -> None:
        self.schema = schema
        self.fields = tuple(dict.fromkeys((*REQUIRED, *fields)))
        latest = latest or datetime.now(UTC) + timedelta(days=1)
        # Lines are judged by the whole schema, so that what is refused does not depend on what policies read.
        self.decoder = EventDecoder(schema, latest=latest)
        self.column_decoder = EventDecoder(schema, self.fields, latest=latest)
        self.order = order
        self.reader = reader
        self.letters = letters
        self.keep_open = keep_open
        self.sort = sort
        self.counts = Counts()

    def read_single(self, paths: Iterable[str], progress: Progress | None = None) -> Iterator[tuple[Event, int]]:
        """Events one by one in order, each with its effective time. Needs a `Sequencer` as `order`."""
        assert isinstance(self.order, Sequencer)
        before = self.order.late
        for path in paths:
            for chunk in read_events(path, self.decoder_for(path), self.reader, progress):
                self.count(chunk)
                columns = isinstance(chunk.events, EventBatch)
                numbers = self.row_numbers(chunk, chunk.first) if columns else chunk.numbers
                events = chunk.events.rows() if isinstance(chunk.events, EventBatch) else chunk.events
                for event, number in zip(events, numbers, strict=True):
                    ready = self.order.push(event)
                    self.counts.late = self.order.late - before
                    if isinstance(ready, DeadLetter):
                        self.counts.events -= 1
                        self.note([replace(ready, line=number, source=path)])
                    else:
                        yield from ready
        if not self.keep_open:
            yield from self.order.flush()

    def read(self, paths: Iterable[str], progress: Progress | None = None) -> Iterator[Due]:
        """Batches in order. Raises InputError when a file as a whole can't be read."""
        assert isinstance(self.order, BatchSequencer)
        before = self.order.late
        for batch, places in self.sorted_batches(paths, progress) if self.sort else self.all_batches(paths, progress):
            ordered = self.order.push(batch)
            self.counts.late = self.order.late - before
            self.counts.events -= len(ordered.letters)
            letters = []
            for one in ordered.letters:
                path, line = places(one.line - 1)
                letters.append(replace(one, line=line, source=path))
            self.note(letters)
            if len(ordered.batch):
                yield Due(ordered.batch, ordered.times)
        if not self.keep_open:
            rest = self.order.flush()
            if rest is not None:
                yield Due(rest.batch, rest.times)

    def all_batches(self, paths: Iterable[str], progress: Progress | None) -> Iterator[tuple[EventBatch, Places]]:
        """The batches of all files, and for each where its events came from."""
        for path in paths:
            for batch, numbers in self.batches(path, progress):
                yield batch, partial(place, path, numbers)

    def sorted_batches(self, paths: Iterable[str], progress: Progress | None) -> Iterator[tuple[EventBatch, Places]]:
        """The same in order of time, then of arrival."""
        gathered = [(path, *one) for path in paths for one in self.batches(path, progress)]
        if not gathered:
            return
        whole = EventBatch.concat([batch for _, batch, _ in gathered])
        came = [(path, int(number)) for path, _, numbers in gathered for number in numbers]
        order = np.argsort(whole.times(), kind="stable")
        for start in range(0, len(order), TARGET):
            rows = order[start : start + TARGET]
            yield whole.take(rows), partial(sorted_place, came, rows)

    def batches(self, path: str, progress: Progress | None) -> Iterator[tuple[EventBatch, Sequence[int]]]:
        """The events of one file in batches, each with the line or row numbers its events came from."""
        events: list[Event] = []
        numbers: list[int] = []
        for chunk in read_events(path, self.decoder_for(path), self.reader, progress):
            self.count(chunk)
            if isinstance(chunk.events, EventBatch):
                yield chunk.events, self.row_numbers(chunk, chunk.first)
                continue
            events += chunk.events
            numbers += chunk.numbers
            if len(events) >= TARGET or path == "-":
                yield self.columns(events), numbers
                events, numbers = [], []
        if events:
            yield self.columns(events), numbers

    def decoder_for(self, path: str) -> EventDecoder:
        """Lines are judged by the whole schema; of tables only the columns that are used are read, in every mode."""
        return self.column_decoder if self.reader is None and file_form(path) == "table" else self.decoder

    def row_numbers(self, chunk: Chunk, first: int) -> Sequence[int]:
        """The rows that a batch's events came from: all but those of its dead letters."""
        rows = np.arange(first, first + chunk.read)
        bad = [letter.line for letter in chunk.letters]
        return rows[~np.isin(rows, bad)].tolist() if bad else rows.tolist()

    def columns(self, events: list[Event]) -> EventBatch:
        """Decoded events as columns."""
        return EventBatch.from_events(events, self.schema, self.fields)

    def count(self, chunk: Chunk) -> None:
        """Count a chunk and pass its dead letters on."""
        self.counts.read += chunk.read
        self.counts.blank += chunk.blank
        self.counts.events += len(chunk.events)
        self.counts.skipped.update(chunk.skipped)
        self.note(chunk.letters)

    def note(self, letters: Sequence[DeadLetter]) -> None:
        """Count dead letters and pass them on."""
        self.counts.letters.update(str(letter.reason) for letter in letters)
        if letters and self.letters is not None:
            self.letters(letters)


Places = Callable[[int], tuple[str, int]]
"""From a row of a batch to the file and the line that it came from."""


def place(path: str, numbers: Sequence[int], row: int) -> tuple[str, int]:
    """The place of a row of a batch from one file."""
    return path, int(numbers[row])


def sorted_place(came: Sequence[tuple[str, int]], rows: npt.NDArray[np.intp], row: int) -> tuple[str, int]:
    """The place of a row of a batch that was put in order."""
    return came[int(rows[row])]


def reader_for(name: str, mapping: Path | None, schema: Schema) -> Reader | None:
    """The reader of this name, or of a mapping file; None for Fairwater's own lines (they need no detour)."""
    if mapping is not None:
        if name != "fairwater":
            raise InputError(f"--reader {name} and --mapping can't both be used", "leave one out")
        try:
            text = mapping.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{mapping} can't be read ({error})", "name a mapping file in TOML") from None
        return MappingReader.parse(text, schema, mapping.name)
    return None if name == "fairwater" else reader_named(name)
