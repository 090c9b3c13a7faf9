"""The same events give the same findings, byte for byte: in every mode, form, order of files and after any stop."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import zstandard

from conftest import Community
from fairwater.connect.policies import Runnable, cache_folder, ready
from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder
from fairwater.events.record import Event
from shell import COMMAND, SECONDS, Said, fairwater


@pytest.fixture(scope="module")
def wanted(community: Community, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The findings file of a plain run."""
    out = tmp_path_factory.mktemp("wanted") / "f.jsonl"
    fairwater("run", community.folder, "--events", community.events, "--out", out).fine()
    assert out.read_bytes().count(b"\n") > 100
    return out.read_bytes()


def run(community: Community, out: Path, *events: object, **more: Any) -> Said:
    named = [part for path in events for part in ("--events", path)]
    options = [part for name, value in more.items() for part in (f"--{name}", value) if part != ""]
    return fairwater("run", community.folder, *named, "--out", out, *options).fine()


def test_one_by_one_and_in_batches(community: Community, wanted: bytes, tmp_path: Path) -> None:
    run(community, tmp_path / "f.jsonl", community.events, mode="one")
    assert (tmp_path / "f.jsonl").read_bytes() == wanted


def test_on_the_portable_matcher(
    community: Community, wanted: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRWATER_MATCHER", "portable")
    said = run(community, tmp_path / "f.jsonl", community.events)
    assert "portable matcher" in said.out
    assert (tmp_path / "f.jsonl").read_bytes() == wanted


@pytest.fixture(scope="module")
def forms(community: Community, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The events in every form."""
    place = tmp_path_factory.mktemp("forms")
    data = community.events.read_bytes()
    (place / "e.jsonl.gz").write_bytes(gzip.compress(data))
    (place / "e.jsonl.zst").write_bytes(zstandard.compress(data))
    made = ready(community.folder, cache_folder())
    assert isinstance(made, Runnable)
    decoder = EventDecoder(made.schema)
    events = [one for one in map(decoder.decode, community.lines) if isinstance(one, Event)]
    assert len(events) == len(community.lines)
    pq.write_table(EventBatch.from_events(events, made.schema).to_arrow(), place / "e.parquet", row_group_size=100)
    return place


@pytest.mark.parametrize("name", ["e.jsonl.gz", "e.jsonl.zst", "e.parquet"])
@pytest.mark.parametrize("mode", ["batch", "one"])
def test_from_every_form_of_events(
    community: Community, wanted: bytes, forms: Path, tmp_path: Path, name: str, mode: str
) -> None:
    run(community, tmp_path / "f.jsonl", forms / name, mode=mode)
    assert (tmp_path / "f.jsonl").read_bytes() == wanted


def test_from_standard_input_and_to_standard_output(community: Community, wanted: bytes) -> None:
    said = fairwater("run", community.folder, "--events", "-", "--out", "-", stdin=community.events.read_bytes()).fine()
    assert said.out.encode() == wanted
    assert "findings: standard output" in said.err


def test_to_every_form_of_findings(community: Community, wanted: bytes, tmp_path: Path) -> None:
    for name in ("f.jsonl.gz", "f.jsonl.zst", "f.parquet"):
        run(community, tmp_path / name, community.events)
    assert gzip.decompress((tmp_path / "f.jsonl.gz").read_bytes()) == wanted
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO((tmp_path / "f.jsonl.zst").read_bytes())) as stream:
        assert stream.read() == wanted
    rows = pq.read_table(tmp_path / "f.parquet").to_pylist()
    nested = ("values", "measures")
    assert [{**row, **{name: json.loads(row[name]) for name in nested}} for row in rows] == [
        json.loads(line) for line in wanted.splitlines()
    ]


def test_from_several_files_and_of_an_event_told_twice_only_the_first(
    community: Community, wanted: bytes, tmp_path: Path
) -> None:
    lines = community.lines
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines[:300]))
    (tmp_path / "b.jsonl").write_bytes(b"".join(lines[250:]))
    said = run(community, tmp_path / "f.jsonl", tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert (tmp_path / "f.jsonl").read_bytes() == wanted
    assert "50 dead letters (50 duplicate-id)" in said.out
    letters = [json.loads(line) for line in (tmp_path / "f.dead-letters.jsonl").read_bytes().splitlines()]
    assert [letter["line"] for letter in letters] == list(range(1, 51))
    assert {Path(letter["source"]).name for letter in letters} == {"b.jsonl"}


def test_bad_lines_between_good_ones_change_nothing(community: Community, wanted: bytes, tmp_path: Path) -> None:
    bad = [b"{\n", b"\xff\n", b"[1]\n", b'{"id":"e","time":"never","kind":"x"}\n', b"\n"]
    lines = [part for number, line in enumerate(community.lines) for part in (line, bad[number % len(bad)])]
    (tmp_path / "e.jsonl").write_bytes(b"".join(lines))
    for mode in ("batch", "one"):
        run(community, tmp_path / "f.jsonl", tmp_path / "e.jsonl", mode=mode)
        assert (tmp_path / "f.jsonl").read_bytes() == wanted


# -- stops -----------------------------------------------------------------------------------------------------------


def shuffled(lines: list[bytes]) -> list[bytes]:
    """Lines a little out of order."""
    return [line for start in range(0, len(lines), 8) for line in reversed(lines[start : start + 8])]


@pytest.mark.parametrize("lateness", [0, 60, 3600])
@pytest.mark.parametrize(
    ("cuts", "modes"),
    [
        ((0,), ("batch", "batch")),
        ((1,), ("one", "batch")),
        ((400,), ("batch", "one")),
        ((150, 151, 600), ("one", "batch", "one", "batch")),
    ],
)
def test_stopped_and_started_again_with_its_state_a_run_finds_what_an_unbroken_one_finds(
    community: Community, tmp_path: Path, lateness: int, cuts: tuple[int, ...], modes: tuple[str, ...]
) -> None:
    lines = shuffled(community.lines)
    whole = tmp_path / "whole.jsonl"
    whole.write_bytes(b"".join(lines))
    run(community, tmp_path / "w.jsonl", whole, state=tmp_path / "whole.state", lateness=lateness)
    found = b""
    edges = (0, *cuts, len(lines))
    for number, (start, end) in enumerate(pairwise(edges)):
        part = tmp_path / "part.jsonl"
        part.write_bytes(b"".join(lines[start:end]))
        more = {"lateness": lateness} if number == 0 else {}
        run(community, tmp_path / "p.jsonl", part, state=tmp_path / "s", mode=modes[number], **more)
        found += (tmp_path / "p.jsonl").read_bytes()
    assert found == (tmp_path / "w.jsonl").read_bytes()
    assert found.count(b"\n") > 100


def test_an_event_seen_before_a_stop_is_refused_after_it(community: Community, tmp_path: Path) -> None:
    for turn in range(2):
        said = run(community, tmp_path / "f.jsonl", community.events, state=tmp_path / "s")
        assert ("duplicate-id" in said.out) == bool(turn)
    assert (tmp_path / "f.jsonl").read_bytes() == b""


def test_a_state_goes_on_with_the_lateness_it_was_saved_with(community: Community, tmp_path: Path) -> None:
    run(community, tmp_path / "f.jsonl", community.events, state=tmp_path / "s", lateness=60)
    arguments = ("run", community.folder, "--events", community.events, "--out", tmp_path / "f.jsonl")
    again = fairwater(*arguments, "--state", tmp_path / "s", "--lateness", 5).refused()
    assert "--lateness 60" in again.err
    fairwater(*arguments, "--state", tmp_path / "s", "--lateness", 60).fine()


@pytest.mark.parametrize("damage", [b"", b"rubbish", None], ids=["empty", "rubbish", "cut"])
@pytest.mark.parametrize("mode", ["batch", "one"])
def test_a_damaged_state_is_refused_and_left_as_it_is(
    community: Community, tmp_path: Path, damage: bytes | None, mode: str
) -> None:
    state = tmp_path / "s"
    run(community, tmp_path / "f.jsonl", community.events, state=state)
    (tmp_path / "f.jsonl").unlink()
    content = state.read_bytes()[:-1] if damage is None else damage
    state.write_bytes(content)
    said = fairwater(
        "run", community.folder, "--events", community.events, "--out", tmp_path / "f.jsonl", "--state", state,
        "--mode", mode,
    ).refused()  # fmt: skip
    assert "saved window" in said.err
    assert state.read_bytes() == content
    assert not (tmp_path / "f.jsonl").exists()


def test_a_state_of_other_policies_is_refused(community: Community, tmp_path: Path) -> None:
    run(community, tmp_path / "f.jsonl", community.events, state=tmp_path / "s")
    fairwater("new", tmp_path / "other").fine()
    (tmp_path / "other" / "policies" / "malware.py").unlink()
    (tmp_path / "other" / "tests").rename(tmp_path / "tests")
    said = fairwater(
        "run",
        tmp_path / "other",
        "--events",
        community.events,
        "--out",
        tmp_path / "f.jsonl",
        "--state",
        tmp_path / "s",
    ).refused()
    assert "belongs to plan" in said.err


# -- other services --------------------------------------------------------------------------------------------------

FRAMES = Path(__file__).parent / "fixtures" / "events"


@pytest.mark.parametrize(
    ("reader", "name"), [("jetstream", "jetstream_v1"), ("jetstream", "jetstream_v2"), ("mastodon", "mastodon")]
)
def test_frames_of_other_services_are_counted_the_same_in_both_modes(
    community: Community, tmp_path: Path, reader: str, name: str
) -> None:
    reports = []
    for mode in ("batch", "one"):
        out = tmp_path / f"{mode}.jsonl"
        report = run(community, out, FRAMES / f"{name}.jsonl", reader=reader, mode=mode, json="").json()
        assert report["events"] > 10
        refused = sum(report["dead_letters"].values()) + sum(report["skipped"].values()) + report["blank"]
        assert report["read"] == report["events"] + refused
        reports.append({**report, "cpu_seconds": 0, "wall_seconds": 0, "findings file": out.read_bytes()})
    assert reports[0] == reports[1]


def test_events_of_any_other_form_come_in_by_a_mapping(community: Community, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(
        '[event]\nid = "$.number"\ntime = { path = "$.at", time_format = "rfc3339" }\nkind = "= post.create"\n'
        'text = "$.said"\n"account.id" = "$.by"\n'
    )
    (tmp_path / "e.jsonl").write_text(
        '{"number":"m1","at":"2026-03-02T00:00:00Z","said":"send 1 coin and get 2 back","by":"u"}\n{"number":2}\n'
    )
    for mode in ("batch", "one"):
        said = run(community, tmp_path / "f.jsonl", tmp_path / "e.jsonl", mapping=tmp_path / "mapping.toml", mode=mode)
        assert "1 event " in said.out
        assert "1 dead letter" in said.out


def test_what_comes_in_by_standard_input_is_looked_at_at_once(community: Community, tmp_path: Path) -> None:
    """The input stays open: a service behind a pipe must not wait for a full batch."""
    command = [*COMMAND, "run", str(community.folder), "--events", "-", "--out", "-"]
    out = tmp_path / "f.jsonl"  # no pipe: it would be full before all events are written
    with (
        out.open("wb") as stdout,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=stdout, stderr=subprocess.DEVNULL) as running,
    ):
        assert running.stdin is not None
        try:
            running.stdin.write(b"".join(community.lines))
            running.stdin.flush()
            end = time.monotonic() + SECONDS
            while b"\n" not in out.read_bytes() and time.monotonic() < end:
                time.sleep(0.05)
            assert json.loads(out.read_bytes().splitlines()[0])["rule"]
        finally:
            running.kill()
