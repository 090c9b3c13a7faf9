"""Files of events: every line, row or frame is an event, a dead letter, a skip or blank; memory stays bounded."""

import gzip
import io
import itertools
import json
import struct
import sys
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairwater.connect.files import Chunk, read_events
from fairwater.connect.lines import KEEP, LongLine, split_lines
from fairwater.connect.streams import PIECE, CutShort, ZstdFrames, pieces
from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder
from fairwater.events.errors import InputError
from fairwater.events.letters import Reason
from fairwater.events.readers import JetstreamReader, MappingReader, MastodonReader, Reader
from fairwater.events.schema import Schema

SCHEMA = Schema.of()
DECODER = EventDecoder(SCHEMA)
FIXTURES = Path(__file__).parent / "fixtures" / "events"


def line(name: str, **more: object) -> bytes:
    return json.dumps({"id": name, "time": "2026-03-04T05:06:07Z", "kind": "post.create", **more}).encode()


def lines(count: int) -> bytes:
    return b"".join(line(f"e{n}", text=f"text {n}") + b"\n" for n in range(count))


def pack(data: bytes, suffix: str) -> bytes:
    if suffix.endswith(".gz"):
        return gzip.compress(data)
    return zstandard.ZstdCompressor(write_checksum=True).compress(data) if suffix.endswith(".zst") else data


def read(path: Path | str, reader: Reader | None = None, decoder: EventDecoder = DECODER) -> list[Chunk]:
    chunks = list(read_events(str(path), decoder, reader))
    for chunk in chunks:
        assert chunk.read == len(chunk.events) + len(chunk.letters) + sum(chunk.skipped.values()) + chunk.blank
    return chunks


def ids(chunks: list[Chunk]) -> list[object]:
    found: list[object] = []
    for chunk in chunks:
        batch = chunk.events
        found += batch.values("event.id") if isinstance(batch, EventBatch) else [one.id for one in batch]
    return found


def letters(chunks: list[Chunk]) -> list[tuple[int, Reason]]:
    return [(letter.line, letter.reason) for chunk in chunks for letter in chunk.letters]


SUFFIXES = [".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".json", ".JSONL.GZ"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_lines_are_read_whatever_the_packing(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"events{suffix}"
    path.write_bytes(pack(lines(5_000), suffix.lower()))
    chunks = read(path)
    assert ids(chunks) == [f"e{n}" for n in range(5_000)] and not letters(chunks)
    assert [number for chunk in chunks for number in chunk.numbers] == list(range(1, 5_001))


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_several_packed_parts_in_one_file_are_one_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"events{suffix}"
    whole = lines(100)
    path.write_bytes(pack(whole[:2_000], suffix) + pack(b"", suffix) + pack(whole[2_000:], suffix))
    assert len(ids(read(path))) == 100


def test_bad_lines_are_dead_letters_with_their_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    bad = [b"{", line("n", text="x" * 10_000_000), b"\xff", b"", b"  \r", b'{"x":NaN}', b"[" * 100_000, line("")]
    path.write_bytes(b"\xef\xbb\xbf" + line("a") + b"\r\n" + b"\n".join(bad) + b"\n" + line("b"))
    chunks = read(path)
    assert ids(chunks) == ["a", "b"]
    assert letters(chunks) == [
        (2, Reason.BROKEN_JSON),
        (3, Reason.LINE_TOO_LONG),
        (4, Reason.NOT_UTF8),
        (7, Reason.NOT_FINITE),
        (8, Reason.NOT_AN_OBJECT),
        (9, Reason.MISSING_FIELD),
    ]
    assert sum(chunk.blank for chunk in chunks) == 2
    assert all(letter.source == str(path) for chunk in chunks for letter in chunk.letters)


def test_an_empty_file_has_no_events(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        path = tmp_path / f"events{suffix}"
        path.write_bytes(pack(b"", suffix.lower()))
        assert read(path) == []


def test_an_endless_line_is_passed_over_in_bounded_memory() -> None:
    piece = b"x" * PIECE
    source = itertools.chain(itertools.repeat(piece, 400), [b"\n" + line("a") + b"\n"])  # 100 MiB in one line
    tracemalloc.start()
    found = [one for group in split_lines(source) for one in group.lines]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found[0], LongLine) and found[1:] == [line("a")]
    assert most < 4 * KEEP


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_what_expands_without_end_is_read_in_bounded_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bomb{suffix}"
    path.write_bytes(pack(b" " * 60_000_000, suffix))
    assert path.stat().st_size < 100_000
    sizes = [len(piece) for piece in pieces(str(path))]
    assert sum(sizes) == 60_000_000 and max(sizes) <= PIECE
    assert letters(read(path)) == [(1, Reason.LINE_TOO_LONG)]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60).map(lambda raw: raw.replace(b"x", b"\n")), st.integers(1, 7))
def test_lines_do_not_depend_on_how_the_bytes_come(raw: bytes, size: int) -> None:
    groups = list(split_lines(raw[at : at + size] for at in range(0, len(raw), size)))
    expected = raw.split(b"\n")
    if not expected[-1]:
        expected.pop()
    assert [one for group in groups for one in group.lines] == expected
    assert [group.first for group in groups] == list(
        itertools.accumulate([1] + [len(group.lines) for group in groups])
    )[: len(groups)]


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
@pytest.mark.parametrize("keep", [0.999, 0.6])
def test_a_file_cut_short_gives_what_it_has_and_says_so(tmp_path: Path, suffix: str, keep: float) -> None:
    path = tmp_path / f"events{suffix}"
    whole = b"".join(line(f"e{n}", text=f"{n * 2654435761 % 2**32:x}" * 9) + b"\n" for n in range(40_000))
    packed = pack(whole, suffix)
    path.write_bytes(packed[: int(len(packed) * keep)])
    chunks = read(path)
    found = ids(chunks)
    assert found == [f"e{n}" for n in range(len(found))] and 10_000 < len(found) <= 40_000
    assert letters(chunks)[-1] == (len(found) + 1, Reason.CUT_SHORT) and len(letters(chunks)) == 1


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_only_the_last_byte_missing_is_noticed(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"events{suffix}"
    path.write_bytes(pack(lines(3), suffix)[:-1])
    chunks = read(path)
    assert ids(chunks) == ["e0", "e1", "e2"] and letters(chunks) == [(4, Reason.CUT_SHORT)]


def test_a_damaged_file_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl.gz"
    path.write_bytes(gzip.compress(lines(50)) + b"not gzip at all")
    chunks = read(path)
    assert len(ids(chunks)) == 50 and letters(chunks) == [(51, Reason.CUT_SHORT)]


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("none.jsonl", None, "is not there"),
        ("events.csv", b"", "cannot be told"),
        ("events", b"", "cannot be told"),
        ("events.gz", b"", "cannot be told"),
        ("plain.jsonl.gz", b'{"id":"a"}\n', "not gzip"),
        ("plain.jsonl.zst", b'{"id":"a"}\n', "Zstandard"),
        ("plain.parquet", b'{"id":"a"}\n', "Parquet"),
        ("short.parquet", b"PAR1", "Parquet"),
        ("plain.arrow", b'{"id":"a"}\n', "Arrow"),
        ("empty.arrow", b"", "Arrow"),
        ("nul\0.jsonl", None, "file name"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_with_its_name(
    tmp_path: Path, name: str, content: bytes | None, part: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=part) as error:
        read(f"{tmp_path}/{name}")
    assert error.value.hint or part == "is not there"


def test_a_directory_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").mkdir()
    with pytest.raises(InputError, match="is a directory"):
        read(tmp_path / "d.jsonl")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(lines(3)))
    monkeypatch.setattr(sys, "stdin", stream)
    assert ids(read("-")) == ["e0", "e1", "e2"]
    assert not stream.buffer.closed


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_progress_goes_up_to_the_size_of_the_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"events{suffix}"
    path.write_bytes(pack(lines(20_000), suffix))
    if suffix == ".parquet":
        batch = EventBatch.from_events([DECODER.decode(line("a"))], SCHEMA)  # type: ignore[list-item]
        pq.write_table(batch.to_arrow(), path)
    seen: list[tuple[int, int | None]] = []
    for _ in read_events(str(path), DECODER, None, lambda done, total: seen.append((done, total))):
        pass
    size = path.stat().st_size
    assert seen[-1] == (size, size) and [done for done, _ in seen] == sorted(done for done, _ in seen)


def table(count: int) -> Any:
    made = [DECODER.decode(line(f"e{n}", account={"followers": n}, links=["l"] * (n % 3))) for n in range(count)]
    return EventBatch.from_events(made, SCHEMA).to_arrow()  # type: ignore[arg-type]


def test_parquet_gives_batches_of_the_wanted_columns(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    given = table(1_000)
    pq.write_table(given.append_column("other.column", pa.array([b"x"] * 1_000)), path, row_group_size=300)
    chunks = read(path, decoder=EventDecoder(SCHEMA, ["account.followers", "links", "media.kinds"]))
    assert ids(chunks) == [f"e{n}" for n in range(1_000)]
    batches = [chunk.events for chunk in chunks if isinstance(chunk.events, EventBatch)]
    assert [count for batch in batches for count in batch.values("account.followers")] == list(range(1_000))
    assert all(len(batch.columns) == 6 for batch in batches) and len(batches) == len(chunks)


def test_nested_parquet_is_read_and_bad_rows_are_numbered_through_the_file(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    rows = [json.loads(line(f"e{n}" if n != 70_000 else "", account={"followers": n})) for n in range(70_010)]
    given = pa.Table.from_pylist(rows)
    time = pa.array([1_772_600_767_000_000] * len(rows), pa.timestamp("us", "UTC"))
    pq.write_table(given.set_column(given.schema.get_field_index("time"), "time", time), path)
    chunks = read(path)
    assert len(ids(chunks)) == 70_009 and len(chunks) > 1
    assert letters(chunks) == [(70_001, Reason.MISSING_FIELD)]


@pytest.mark.parametrize("form", ["file", "stream"])
def test_arrow_files_are_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / "events.arrow"
    given = table(100)
    with pa.OSFile(str(path), "wb") as sink:
        new = pa.ipc.new_file if form == "file" else pa.ipc.new_stream
        with new(sink, given.schema) as writer:
            writer.write_table(given, max_chunksize=30)
    assert ids(read(path)) == [f"e{n}" for n in range(100)]
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputError, match="Arrow"):
        read(path)


def test_an_arrow_file_that_lies_about_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.arrow"
    base = table(3)
    text = pa.array(["x" * 7, "x" * 70, "x" * 700])
    given = base.set_column(base.schema.get_field_index("text"), "text", text)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, given.schema) as writer:
        writer.write_table(given)
    honest, lie = (struct.pack("<4i", 0, 7, 77, end) for end in (777, 1_000_000))
    assert len(ids(read(path))) == 3 and path.read_bytes().count(honest) == 1
    path.write_bytes(path.read_bytes().replace(honest, lie))
    with pytest.raises(InputError, match="Arrow"):
        read(path)


def test_a_column_of_the_wrong_type_names_file_column_and_next_step(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    given = table(3)
    pq.write_table(given.set_column(given.schema.get_field_index("id"), "id", pa.array([1, 2, 3])), path)
    with pytest.raises(InputError, match=r"events\.parquet: column 'id'.*int64.*string"):
        read(path)


@pytest.mark.parametrize(
    ("name", "reader", "events", "skips"),
    [
        ("jetstream_v1.jsonl", JetstreamReader(), 16, 1),
        ("jetstream_v2.jsonl", JetstreamReader(), 16, 4),
        ("mastodon.jsonl", MastodonReader(), 17, 7),
    ],
)
def test_frames_of_other_services_are_read_and_skips_counted(
    name: str, reader: Reader, events: int, skips: int
) -> None:
    chunks = read(FIXTURES / name, reader)
    assert (len(ids(chunks)), letters(chunks)) == (events, [])
    assert sum(sum(chunk.skipped.values()) for chunk in chunks) == skips


def test_a_bad_frame_keeps_its_line_number_and_beginning(tmp_path: Path) -> None:
    path = tmp_path / "frames.jsonl"
    path.write_bytes(b'{"did": 3, "time_us": 1}\n\n[1]\n{"x": NaN}\n' + b"x" * 2_000_000)
    chunks = read(path, JetstreamReader())
    assert [(one, str(two)) for one, two in letters(chunks)] == [
        (1, "bad-frame"),
        (3, "not-an-object"),
        (4, "not-finite"),
        (5, "line-too-long"),
    ]
    assert all(letter.raw for chunk in chunks for letter in chunk.letters)


def test_rows_of_a_table_can_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "shares.parquet"
    pq.write_table(pa.table({"who": ["a", None], "when": [1_772_600_767, 5], "n": [1, 2]}), path)
    text = """
        [event]
        id = { path = "$.n", type = "str" }
        time = { path = "$.when", time_format = "unix" }
        kind = "= share"
        "account.id" = "$.who"
    """
    chunks = read(path, MappingReader.parse(text, SCHEMA, "m.toml"))
    assert ids(chunks) == ["1"] and letters(chunks) == [(2, Reason.IMPLAUSIBLE_TIME)]


HOSTILE = st.lists(
    st.binary(max_size=30)
    | st.sampled_from([b"", b" ", b"{}", b"[]", b"\xef\xbb\xbf", line("a"), line("b", text="\ud800"), b"[" * 5_000])
    | st.builds(
        lambda at, put: line("c", account={"age": 2})[:at] + put + line("c", account={"age": 2})[at:],
        st.integers(0, 90),
        st.binary(max_size=3),
    ),
    max_size=12,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE, st.sampled_from([None, JetstreamReader(), MastodonReader()]), st.sampled_from(SUFFIXES), st.data())
def test_the_counts_of_any_file_add_up(
    tmp_path: Path, parts: list[bytes], reader: Reader | None, suffix: str, data: st.DataObject
) -> None:
    raw = b"\n".join(parts)
    path = tmp_path / f"any{suffix}"
    packed = pack(raw, suffix.lower())
    cut = data.draw(st.integers(1, max(len(packed), 1)) | st.just(len(packed)))
    path.write_bytes(packed[:cut])
    chunks = read(path, reader)  # `read` checks each chunk
    counts = Counter(letter.reason for chunk in chunks for letter in chunk.letters)
    if cut == len(packed):
        assert sum(chunk.read for chunk in chunks) == len(raw.split(b"\n")) - (raw.endswith(b"\n") or not raw)
        assert not counts[Reason.CUT_SHORT]
    elif suffix.lower().endswith((".gz", ".zst")):
        assert counts[Reason.CUT_SHORT] == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=300_000), min_size=1, max_size=3), st.booleans(), st.booleans(), st.data())
def test_the_end_of_zstandard_frames_is_found(
    parts: list[bytes], checksum: bool, sized: bool, data: st.DataObject
) -> None:
    one = zstandard.ZstdCompressor(write_checksum=checksum, write_content_size=sized)
    frames = [one.compress(part) for part in parts] + [b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc"]
    whole = b"".join(frames)
    ends = set(itertools.accumulate(map(len, frames))) | {0}
    cut = data.draw(st.integers(0, len(whole)) | st.sampled_from(sorted(ends)))
    follower = ZstdFrames()
    step = data.draw(st.integers(1, 5_000))
    for at in range(0, cut, step):
        follower.feed(whole[at : min(at + step, cut)])
    assert follower.complete == (cut in ends)


def test_a_frame_that_wants_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl.zst"
    parameters = zstandard.ZstdCompressionParameters(window_log=28, enable_ldm=True)
    writer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    path.write_bytes(writer.compress(b"x" * 100) + writer.flush())
    with pytest.raises(InputError, match="Zstandard"):
        read(path)


def test_cut_short_is_raised_only_after_the_last_good_piece(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"abc")[:-3])
    found = []
    with pytest.raises(CutShort):
        for piece in pieces(str(path)):
            found.append(piece)
    assert b"".join(found) == b"abc"
