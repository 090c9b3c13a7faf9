"""Files in, events in order out: everything that was read is counted once, and what is refused names its line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from engine_world import SCHEMA
from fairwater.connect.run import TARGET, Stream, reader_for
from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter
from fairwater.events.order import BatchSequencer, Sequencer
from fairwater.events.record import Event

MARCH = 1_772_409_600_000_000  # microseconds at 2026-03-02
FIELDS = ("event.id", "event.time", "account.id", "account.posts", "text")


def line(number: int, seconds: float, **more: Any) -> bytes:
    minutes, rest = divmod(seconds, 60)
    when = f"2026-03-02T00:{int(minutes):02}:{rest:09.6f}Z"
    return json.dumps({"id": f"e{number}", "time": when, "kind": "post.create", **more}).encode()


GOOD = [line(at, at, account={"id": f"a{at % 3}", "posts": at}, text=f"text {at}") for at in range(40)]
MIXED = [
    *GOOD[:10],
    b"{broken",
    b"",
    *GOOD[10:20],
    GOOD[3],
    b'{"id":"x"}',
    line(90, 5),
    line(91, 20, account={"posts": "many"}),
    *GOOD[20:],
    b"\xff\xfe",
]


class Read:
    """What came out of a stream."""

    def __init__(self, paths: Iterable[Path], mode: str, lateness: float = 0, fields: tuple[str, ...] = FIELDS) -> None:
        self.letters: list[DeadLetter] = []
        order = (BatchSequencer if mode == "batch" else Sequencer)(round(lateness * 1e6))
        self.stream = Stream(SCHEMA, fields, order, letters=self.letters.extend)
        names = [str(path) for path in paths]
        self.events: list[tuple[str, int]] = []
        self.batches = 0
        if mode == "batch":
            for due in self.stream.read(names):
                self.batches += 1
                self.events += zip(due.batch.column("event.id").to_pylist(), due.times.tolist(), strict=True)
        else:
            self.events += [(event.id, time) for event, time in self.stream.read_single(names)]
        self.counts = self.stream.counts

    @property
    def places(self) -> list[tuple[str, int, str]]:
        return [(Path(letter.source).name, letter.line, str(letter.reason)) for letter in self.letters]


def write(path: Path, lines: Iterable[bytes]) -> Path:
    data = b"".join(one + b"\n" for one in lines)
    if path.name.endswith(".gz"):
        data = gzip.compress(data)
    elif path.name.endswith(".zst"):
        data = zstandard.compress(data)
    elif path.name.lower().endswith(".parquet"):
        decoded = [EventDecoder(SCHEMA).decode(one) for one in data.splitlines()]
        events = [one for one in decoded if isinstance(one, Event)]
        assert len(events) == len(decoded)
        pq.write_table(EventBatch.from_events(events, SCHEMA).to_arrow(), path)
        return path
    path.write_bytes(data)
    return path


MODES = pytest.mark.parametrize("mode", ["batch", "one"])
FORMS = pytest.mark.parametrize(
    "name", ["e.jsonl", "e.ndjson", "e.JSONL", "e.jsonl.gz", "e.jsonl.zst", "e.parquet", "e.PARQUET"]
)


@FORMS
@MODES
def test_every_form_gives_the_same_events(tmp_path: Path, name: str, mode: str) -> None:
    found = Read([write(tmp_path / name, GOOD)], mode)
    assert [one for one, _ in found.events] == [f"e{at}" for at in range(40)]
    assert (found.counts.read, found.counts.events, found.letters) == (40, 40, [])


@MODES
def test_all_that_was_read_is_counted_once_and_what_was_refused_has_its_line(tmp_path: Path, mode: str) -> None:
    found = Read([write(tmp_path / "e.jsonl", MIXED)], mode)
    counts = found.counts
    assert counts.read == len(MIXED)
    assert counts.read == counts.events + sum(counts.letters.values()) + counts.blank + sum(counts.skipped.values())
    assert counts.events == len(found.events) == 41
    assert counts.late == 1
    assert sorted(found.places) == [
        ("e.jsonl", 11, "broken-json"),
        ("e.jsonl", 23, "duplicate-id"),
        ("e.jsonl", 24, "missing-field"),
        ("e.jsonl", 26, "wrong-type"),
        ("e.jsonl", 47, "not-utf8"),
    ]


@MODES
@pytest.mark.parametrize("lateness", [0, 3, 100])
def test_an_id_that_came_in_an_earlier_file_is_refused_in_the_later_one(
    tmp_path: Path, mode: str, lateness: float
) -> None:
    first = write(tmp_path / "a.jsonl", GOOD[:20])
    second = write(tmp_path / "b.parquet", GOOD[15:30])
    third = write(tmp_path / "c.jsonl.gz", GOOD[29:])
    found = Read([first, second, third], mode, lateness)
    assert [one for one, _ in found.events] == [f"e{at}" for at in range(40)]
    assert found.places == [
        *(("b.parquet", row, "duplicate-id") for row in range(1, 6)),
        ("c.jsonl.gz", 1, "duplicate-id"),
    ]
    assert found.counts.to_json()["dead_letters"] == {"duplicate-id": 6}


def test_both_modes_give_the_same_order_and_times(tmp_path: Path) -> None:
    shuffled = [GOOD[(at * 7) % 40] for at in range(40)]
    path = write(tmp_path / "e.jsonl", shuffled)
    for lateness in (0, 2, 30, 3600):
        batch, single = Read([path], "batch", lateness), Read([path], "one", lateness)
        assert batch.events == single.events
        assert batch.counts.to_json() == single.counts.to_json()
        times = [time for _, time in batch.events]
        assert times == sorted(times)
    assert [one for one, _ in batch.events] == [f"e{at}" for at in range(40)], "an hour is enough for all"


@MODES
def test_a_row_of_a_table_that_is_refused_keeps_its_number(tmp_path: Path, mode: str) -> None:
    ids: list[str | None] = ["e1", None, "e2", "e1", ""]
    times = pa.array([MARCH + at for at in range(5)], pa.timestamp("us", tz="UTC"))
    table = pa.table({"id": ids, "time": times, "kind": ["post.create"] * 5})
    pq.write_table(table, tmp_path / "e.parquet")
    found = Read([tmp_path / "e.parquet"], mode)
    assert [one for one, _ in found.events] == ["e1", "e2"]
    assert sorted(number for _, number, _ in found.places) == [2, 4, 5]


@MODES
def test_what_policies_do_not_read_decides_nothing_in_a_table_in_either_mode(tmp_path: Path, mode: str) -> None:
    times = pa.array([MARCH, MARCH + 1], pa.timestamp("us", tz="UTC"))
    columns = {"id": ["e1", "e2"], "time": times, "kind": ["post.create"] * 2, "account.posts": [1.5, 2.0]}
    pq.write_table(pa.table(columns), tmp_path / "e.parquet")
    found = Read([tmp_path / "e.parquet"], mode, fields=("event.id", "text"))
    assert [one for one, _ in found.events] == ["e1", "e2"]


def test_a_line_is_judged_by_the_whole_schema_whatever_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "e.jsonl", [line(1, 0), line(2, 1, community={"members": "many"})])
    for mode in ("batch", "one"):
        assert [one for one, _ in Read([path], mode, fields=("event.id",)).events] == ["e1"]


def test_files_are_gathered_into_batches_of_bounded_size(tmp_path: Path) -> None:
    many = [line(at, at / 100) for at in range(int(2.5 * TARGET))]
    found = Read([write(tmp_path / "e.jsonl", many)], "batch")
    assert found.counts.events == len(many)
    assert 2 <= found.batches <= 4


@MODES
def test_an_event_from_the_far_future_is_refused_or_all_others_would_be_late(tmp_path: Path, mode: str) -> None:
    far = b'{"id":"far","time":"2261-01-01T00:00:00Z","kind":"post.create"}'
    found = Read([write(tmp_path / "e.jsonl", [GOOD[0], far, GOOD[1]])], mode)
    assert [one for one, _ in found.events] == ["e0", "e1"]
    assert found.counts.late == 0
    assert [number for _, number, _ in found.places] == [2]


@pytest.mark.parametrize("mode", ["batch", "one"])
def test_what_is_held_back_stays_in_the_order_when_it_is_kept_open(tmp_path: Path, mode: str) -> None:
    order = (BatchSequencer if mode == "batch" else Sequencer)(10_000_000)
    stream = Stream(SCHEMA, FIELDS, order, keep_open=True)
    path = [str(write(tmp_path / "e.jsonl", GOOD))]
    parts = (len(due.batch) for due in stream.read(path)) if mode == "batch" else (1 for _ in stream.read_single(path))
    assert (sum(parts), order.held) == (30, 10)


def test_an_empty_file_is_no_event(tmp_path: Path) -> None:
    for name in ("e.jsonl", "e.jsonl.gz", "e.jsonl.zst", "e.parquet"):
        found = Read([write(tmp_path / name, [])], "batch")
        assert (found.events, found.counts.read) == ([], 0)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.jsonl", None, "not there"),
        ("e.txt", b"", "cannot be told"),
        ("e", b"", "cannot be told"),
        ("e.jsonl.gz", b"not gzip", "not gzip"),
        ("e.jsonl.zst", b"not zstd", "not Zstandard"),
        ("e.parquet", b"not parquet", "not a Parquet"),
        ("e.arrow", b"not arrow", "Arrow"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_said_to_be(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    for mode in ("batch", "one"):
        with pytest.raises(InputError, match=said):
            Read([tmp_path / name], mode)


def test_a_reader_is_named_once(tmp_path: Path) -> None:
    assert reader_for("fairwater", None, SCHEMA) is None
    assert reader_for("jetstream", None, SCHEMA) is not None
    with pytest.raises(InputError, match="both"):
        reader_for("jetstream", tmp_path / "mapping.toml", SCHEMA)
    with pytest.raises(InputError, match="can't be read"):
        reader_for("fairwater", tmp_path / "mapping.toml", SCHEMA)


def test_a_stream_takes_events_up_to_the_day_it_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "e.jsonl", GOOD)
    stream = Stream(SCHEMA, FIELDS, BatchSequencer(), latest=datetime.fromisoformat("2026-03-02T00:00:20Z"))
    assert sum(len(due.batch) for due in stream.read([str(path)])) in (20, 21)
