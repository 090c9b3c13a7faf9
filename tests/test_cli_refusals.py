"""What a user does wrong ends in one clear line and exit code 2; nothing is destroyed, nothing half made stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Community
from shell import fairwater

Arguments = Callable[[Community, Path], tuple[object, ...]]


def run(*more: object) -> Arguments:
    return lambda community, place: (
        "run", community.folder, "--events", community.events, "--out", place / "f.jsonl", *more,
    )  # fmt: skip


def run_to(out: str) -> Arguments:
    return lambda community, place: ("run", community.folder, "--events", community.events, "--out", place / out)


def run_from(events: str) -> Arguments:
    return lambda community, place: ("run", community.folder, "--events", place / events, "--out", place / "f.jsonl")


WRONG: dict[str, tuple[Arguments, str]] = {
    "folder that is not there": (lambda community, place: ("check", place / "none"), "does not exist"),
    "folder that is a file": (lambda community, place: ("check", community.events), "is a file"),
    "run: folder that is a file": (
        lambda community, place: ("run", community.events, "--events", community.events, "--out", place / "f.jsonl"),
        "is a file",
    ),
    "test: folder that is a file": (lambda community, place: ("test", community.events), "is a file"),
    "events that are not there": (run_from("none.jsonl"), "is not there"),
    "events of an unknown suffix": (run_from("events.txt"), "cannot be told from its name"),
    "events that are a folder": (run_from("folder.jsonl"), "is a directory"),
    "findings of an unknown suffix": (run_to("f.txt"), "cannot be told from its name"),
    "findings without a suffix": (run_to("f"), "cannot be told from its name"),
    "findings in a folder that is not there": (run_to("none/f.jsonl"), "cannot be written"),
    "findings as table in a folder that is not there": (run_to("none/f.parquet"), "cannot be written"),
    "findings that are a folder": (run_to("folder.jsonl"), "Is a directory"),
    "findings as table that are a folder": (run_to("folder.parquet"), "Is a directory"),
    "reader that is not known": (run("--reader", "nobody"), "nobody"),
    "mapping that is not there": (run("--mapping", "none.toml"), "none.toml can't be read"),
    "reader and mapping": (run("--mapping", "none.toml", "--reader", "mastodon"), "leave one out"),
    "dead letters of an unknown suffix": (run("--dead-letters", "x.txt"), "cannot be told from its name"),
    "state in a folder that is not there": (run("--state", "none/state"), "there is no folder none"),
    "truth that is not there": (run("--truth", "none.jsonl"), "is not there"),
    "lateness below zero": (run("--lateness", "-1"), "-1"),
    "lateness that is no number": (run("--lateness", "nan"), "no number of seconds"),
    "lateness of a week": (run("--lateness", "604800"), "604800"),
    "mode that is not known": (run("--mode", "fast"), "fast"),
    "json and findings on one stream": (
        lambda community, place: ("run", community.folder, "--events", community.events, "--out", "-", "--json"),
        "standard output",
    ),
    "findings and dead letters on one stream": (
        lambda community, place: (
            "run", community.folder, "--events", community.events, "--out", "-", "--dead-letters", "-",
        ),
        "--out names, too",
    ),
    "event that is not there": (
        lambda community, place: ("explain", community.folder, "--events", community.events, "--event", "none"),
        "there is no event none",
    ),
    "rule that is not there": (
        lambda community, place: (
            "explain", community.folder, "--events", community.events, "--event", "e00000001", "--rule", "None",
        ),
        "there is no rule None: the rules are",
    ),
    "explain: events that are not there": (
        lambda community, place: ("explain", community.folder, "--events", place / "none.jsonl", "--event", "x"),
        "is not there",
    ),
    "explain: lateness that is no number": (
        lambda community, place: (
            "explain", community.folder, "--events", community.events, "--event", "x", "--lateness", "nan",
        ),
        "no number of seconds",
    ),
    "replay: history that is not there": (
        lambda community, place: ("replay", community.folder, "--history", place / "none.parquet"),
        "is not there",
    ),
    "replay: second folder that is not there": (
        lambda community, place: ("replay", community.folder, "--history", community.events, "--against", place / "no"),
        "does not exist",
    ),
    "replay: json and findings on one stream": (
        lambda community, place: ("replay", community.folder, "--history", community.events, "--out", "-", "--json"),
        "standard output",
    ),
    "simulate: too few accounts": (lambda community, place: ("simulate", "--accounts", 3, "--out", "-"), "3"),
    "simulate: no time": (lambda community, place: ("simulate", "--hours", 0, "--out", "-"), "hours"),
    "simulate: no number of hours": (lambda community, place: ("simulate", "--hours", "nan", "--out", "-"), "hours"),
    "simulate: unknown suffix": (
        lambda community, place: ("simulate", "--accounts", 50, "--hours", 0.01, "--out", place / "e.parquet"),
        "cannot be told from its name",
    ),
    "simulate: truth in a folder that is not there": (
        lambda community, place: (
            "simulate", "--accounts", 50, "--hours", 1, "--out", place / "e.jsonl", "--truth", place / "no" / "t.jsonl",
        ),
        "cannot be written",
    ),
    "simulate: events and truth in one file": (
        lambda community, place: (
            "simulate", "--accounts", 50, "--hours", 1, "--out", place / "e.jsonl", "--truth", place / "." / "e.jsonl",
        ),
        "--out names, too",
    ),
    "simulate: events and truth on one stream": (
        lambda community, place: ("simulate", "--accounts", 50, "--hours", 0.01, "--out", "-", "--truth", "-"),
        "--out names, too",
    ),
    "bench: too few events": (lambda community, place: ("bench", "--events", 5), "5"),
    "bench: unknown workload": (lambda community, place: ("bench", "--workload", "R7"), "R7"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=list(WRONG))
def test_wrong_use_is_refused_with_a_reason(
    arguments: Arguments, said: str, community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("folder.jsonl", "folder.parquet"):
        (tmp_path / name).mkdir()
    (tmp_path / "events.txt").write_bytes(community.events.read_bytes())
    before = community.events.read_bytes()
    assert said in fairwater(*arguments(community, tmp_path)).refused().err
    assert community.events.read_bytes() == before
    left = {path.name for path in tmp_path.iterdir()} - {"folder.jsonl", "folder.parquet", "events.txt"}
    assert left <= ({"f.jsonl"} if "--truth" in arguments(community, tmp_path) else set()), "nothing half made stays"


# -- nothing is overwritten ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--out", "--dead-letters", "--state"])
@pytest.mark.parametrize("way", ["the same name", "another name", "a link", "a hard link"])
def test_what_is_read_is_never_written_over(community: Community, tmp_path: Path, option: str, way: str) -> None:
    events = tmp_path / "e.jsonl"
    events.write_bytes(community.events.read_bytes() + b"broken\n")
    other = tmp_path / "other.jsonl"
    if way == "another name":
        other = tmp_path / "below" / ".." / "e.jsonl"
        (tmp_path / "below").mkdir()
    elif way == "a link":
        other.symlink_to(events)
    elif way == "a hard link":
        os.link(events, other)
    else:
        other = events
    written = {"--out": tmp_path / "f.jsonl", option: other}
    arguments = [part for pair in written.items() for part in pair]
    said = fairwater("run", community.folder, "--events", events, *arguments).refused()
    assert option in said.err
    assert events.read_bytes() == community.events.read_bytes() + b"broken\n"
    assert not (tmp_path / "f.jsonl").exists()


@pytest.mark.parametrize("option", ["--truth", "--mapping"])
def test_no_other_input_is_written_over_either(community: Community, tmp_path: Path, option: str) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text("mine")
    fairwater("run", community.folder, "--events", community.events, "--out", mine, option, mine).refused()
    assert mine.read_text() == "mine"


def test_dead_letters_do_not_go_over_the_events_they_came_from(community: Community, tmp_path: Path) -> None:
    """Where they go by default is where those of the last run lie, which someone may want to run again."""
    again = tmp_path / "f.dead-letters.jsonl"
    again.write_bytes(b"broken\n")
    arguments = ("run", community.folder, "--events", again, "--out", tmp_path / "f.jsonl")
    assert "--dead-letters" in fairwater(*arguments).refused().err
    fairwater(*arguments, "--dead-letters", tmp_path / "more.jsonl").fine()
    assert again.read_bytes() == b"broken\n"


def test_replay_does_not_write_over_history(community: Community, tmp_path: Path) -> None:
    events = tmp_path / "e.jsonl"
    events.write_bytes(community.events.read_bytes())
    fairwater("replay", community.folder, "--history", events, "--out", events).refused()
    assert events.read_bytes() == community.events.read_bytes()


def test_a_run_that_fails_leaves_the_findings_of_the_last_one(community: Community, tmp_path: Path) -> None:
    out = tmp_path / "f.jsonl"
    out.write_text("of the last run\n")
    (tmp_path / "e.jsonl.gz").write_bytes(b"not gzip")
    fairwater(
        "run", community.folder, "--events", community.events, "--events", tmp_path / "e.jsonl.gz", "--out", out
    ).refused()
    assert out.read_text() == "of the last run\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.jsonl.gz", "f.jsonl"]


# -- any bytes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["e.jsonl", "e.jsonl.gz", "e.jsonl.zst", "e.parquet", "e.arrow"])
@pytest.mark.parametrize(
    "content", [b"", b"\n\n\n", b"\0" * 999, b"rubbish\n" * 9], ids=["empty", "blank", "zeros", "text"]
)
def test_files_without_any_event_are_no_crash(community: Community, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    said = fairwater("run", community.folder, "--events", tmp_path / name, "--out", tmp_path / "f.jsonl")
    if said.code == 0:
        assert "0 events" in said.out
        assert (tmp_path / "f.jsonl").read_bytes() == b""
    else:
        said.refused()
        assert not (tmp_path / "f.jsonl").exists()


def test_a_file_of_only_bad_lines_becomes_dead_letters(community: Community, tmp_path: Path) -> None:
    (tmp_path / "e.jsonl").write_bytes(b'{\n[1]\n\xff\n{"id":1}\n"text"\nnull\n' + b"[" * 5000 + b"\n")
    said = fairwater("run", community.folder, "--events", tmp_path / "e.jsonl", "--out", tmp_path / "f.jsonl").fine()
    assert "7 dead letters" in said.out
    assert (tmp_path / "f.dead-letters.jsonl").read_bytes().count(b"\n") == 7
    assert (tmp_path / "f.jsonl").read_bytes() == b""


PARTS = [b'{"id":"e', b'"time":"2026-03-02T00:00:00Z"', b'"kind":"x"', b",", b"}", b"{", b"[", b"\n", b"\xff", b"1e999"]
RUBBISH = st.binary(max_size=300) | st.lists(st.sampled_from(PARTS), max_size=30).map(b"".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["e.jsonl", "e.jsonl.gz", "e.jsonl.zst", "e.parquet", "e.arrow"]), RUBBISH)
def test_any_bytes_as_events_end_well_or_with_a_reason(
    community: Community, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    arguments = (
        "--events",
        tmp_path / name,
        "--out",
        tmp_path / "f.jsonl",
        "--mode",
        "one" if len(content) % 2 else "batch",
    )
    said = fairwater("run", community.folder, *arguments)
    if said.code:
        said.refused()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["charter.toml", "fields.toml", "policies/a.py", "lists/a.txt", "lists/a.csv", "lists/a.json",
                        "tests/a.toml", "tests/a.jsonl"]), RUBBISH)  # fmt: skip
def test_any_bytes_in_a_repository_are_problems_of_a_check(
    community: Community, tmp_path: Path, name: str, content: bytes
) -> None:
    place = tmp_path / "repo"
    for folder in ("policies", "lists", "tests"):
        (place / folder).mkdir(parents=True, exist_ok=True)
    (place / "charter.toml").write_bytes((community.folder / "charter.toml").read_bytes())
    (place / name).write_bytes(content)
    for command in (("check", place), ("check", place, "--json"), ("check", place, "--sarif"), ("test", place)):
        said = fairwater(*command)
        assert said.code in (0, 1), said
    fairwater("run", place, "--events", community.events, "--out", tmp_path / "f.jsonl")
    (place / name).unlink()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RUBBISH)
def test_any_bytes_as_truth_mapping_or_state_are_refused(community: Community, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bytes").write_bytes(content)
    arguments = ("run", community.folder, "--events", community.events, "--out", tmp_path / "f.jsonl")
    fairwater(*arguments, "--state", tmp_path / "bytes").refused()
    fairwater(*arguments, "--mapping", tmp_path / "bytes").refused()
    said = fairwater(*arguments, "--truth", tmp_path / "bytes")
    if content.strip():
        said.refused()
