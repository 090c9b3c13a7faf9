"""Each command on a small community: what it says, its JSON for programs, and its exit code."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import Community
from fairwater.cli import group
from fairwater.policy.repository import load_repository
from fairwater.signals.library import standard_library
from shell import fairwater, process

COMMANDS = sorted(group.commands)


@pytest.fixture(scope="module")
def found(community: Community, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The findings of the example policies in the community."""
    out = tmp_path_factory.mktemp("found") / "findings.jsonl"
    fairwater("run", community.folder, "--events", community.events, "--out", out).fine()
    return out


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_there_are_the_commands_of_the_contract() -> None:
    assert set(COMMANDS) >= {"new", "check", "test", "run", "explain", "replay", "simulate", "bench"}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command_has_an_example(name: str) -> None:
    said = fairwater(name, "--help").fine()
    assert re.search(rf"Example:\s+fairwater {name}\b", said.out), said.out


def test_help_and_version() -> None:
    assert "Exit codes" in fairwater("--help").fine().out
    assert re.fullmatch(r"fairwater, version \d+\.\d+.*\n", fairwater("--version").fine().out)
    for wrong in ((), ("nothing",), ("run",), ("check",), ("run", ".", "--no-such-option")):
        assert fairwater(*wrong).code == 2


def test_new_makes_a_repository_that_is_clean_and_whose_cases_hold(community: Community) -> None:
    said = fairwater("check", community.folder, "--strict").fine()
    assert "0 errors, 0 warnings" in said.out
    said = fairwater("test", community.folder).fine()
    assert " 0 failed" in said.out


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "notes.txt"):
        fairwater("new", place).refused()
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    fairwater("new", tmp_path / "notes.txt" / "below").refused()
    (tmp_path / "empty").mkdir()
    fairwater("new", tmp_path / "empty").fine()


def test_check_json_and_sarif_are_for_programs(community: Community, tmp_path: Path) -> None:
    assert fairwater("check", community.folder, "--json").fine().json()["diagnostics"] == []
    shutil.copytree(community.folder, tmp_path / "repo")
    (tmp_path / "repo" / "policies" / "bad.py").write_text("from fairwater.policy import *\nx = acount.age\n")
    said = fairwater("check", tmp_path / "repo", "--json")
    assert said.code == 1
    [problem] = [one for one in said.json()["diagnostics"] if one["severity"] == "error"]
    assert (problem["file"], problem["line"]) == ("policies/bad.py", 2)
    assert {"code", "message", "help", "column", "end_line", "end_column"} <= set(problem)
    said = fairwater("check", tmp_path / "repo", "--sarif")
    assert said.code == 1
    sarif = said.json()
    assert sarif["version"] == "2.1.0"
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == [problem["code"]]
    said = fairwater("check", tmp_path / "repo")
    assert said.code == 1
    assert "did you mean" in said.out
    assert "^" in said.out
    for command in (("run", "--events", community.events, "--out", tmp_path / "f.jsonl"), ("test",)):
        assert "1 error" in fairwater(command[0], tmp_path / "repo", *command[1:]).refused(1).err
    assert not (tmp_path / "f.jsonl").exists()


def test_strict_takes_warnings_for_findings(community: Community, tmp_path: Path) -> None:
    shutil.copytree(community.folder, tmp_path / "repo")
    (tmp_path / "repo" / "policies" / "unused.py").write_text("from fairwater.policy import *\nx9 = account.age\n")
    assert fairwater("check", tmp_path / "repo").code == 0
    assert fairwater("check", tmp_path / "repo", "--strict").code == 1


def test_lines_of_lists_that_are_left_out_are_said(community: Community, tmp_path: Path) -> None:
    shutil.copytree(community.folder, tmp_path / "repo")
    with (tmp_path / "repo" / "lists" / "scam-domains.txt").open("ab") as file:
        file.write(b"not a domain at all\n\xff\xfe\n")
    said = fairwater("check", tmp_path / "repo").fine()
    assert said.err.count("fairwater: list scam-domains.txt:") == 2
    assert fairwater("check", tmp_path / "repo", "--strict").code == 1
    out = tmp_path / "f.jsonl"
    assert fairwater("run", tmp_path / "repo", "--events", community.events, "--out", out).fine().err == said.err
    json.loads(fairwater("check", tmp_path / "repo", "--json").fine().out)


def test_a_finding_holds_what_a_decision_needs(found: Path, community: Community) -> None:
    events = {json.loads(line)["id"]: json.loads(line) for line in community.lines}
    versions = {row["rule"]: row["rule_version"] for row in rows(found)}
    assert len(rows(found)) > 100
    assert len(versions) > 10
    for row in rows(found):
        assert set(row) == {
            "event", "rule", "rule_version", "policy", "harm", "time", "account", "subject", "values", "measures",
            "because",
        }  # fmt: skip
        assert row["rule_version"] == versions[row["rule"]]
        assert re.fullmatch(r"[0-9a-f]{16}", str(row["rule_version"]))
        assert events[str(row["event"])]["account"]["id"] == row["account"]
        assert row["values"]
        assert row["measures"]
        assert "{" not in str(row["because"])


def test_run_says_what_it_did_in_words_and_in_json(community: Community, found: Path, tmp_path: Path) -> None:
    arguments = ("run", community.folder, "--events", community.events, "--out", tmp_path / "f.jsonl")
    assert f"{len(rows(found)):,} findings" in fairwater(*arguments).fine().out
    report = fairwater(*arguments, "--json", "--truth", community.truth).fine().json()
    assert set(report) == {
        "plan", "matcher", "read", "events", "blank", "late", "dead_letters", "skipped", "findings", "unknown",
        "failures", "cpu_seconds", "wall_seconds", "score",
    }  # fmt: skip
    assert report["read"] == report["events"] == len(community.lines)
    assert sum(report["findings"].values()) == len(rows(found))
    assert report["failures"] == {}
    assert report["score"]
    assert fairwater(*arguments, "--json").fine().json()["score"] is None
    assert "precision" in fairwater(*arguments, "--truth", community.truth).fine().out


def test_explain_says_why_in_words_and_in_json(community: Community, found: Path) -> None:
    first = rows(found)[-1]
    wanted = ("explain", community.folder, "--events", community.events, "--event", first["event"])
    said = fairwater(*wanted).fine()
    assert str(first["because"]) in said.out
    assert "not fired:" in said.out
    report = fairwater(*wanted, "--json").fine().json()
    fired = {one["rule"]: one for one in report["rules"] if one["fired"]}
    assert {row["rule"] for row in rows(found) if row["event"] == first["event"]} == set(fired)
    assert fired[first["rule"]]["finding"] == first, "what was explained is what was found"
    assert fired[first["rule"]]["proof"]["value"] is True
    assert all(
        set(one) == {"rule", "policy", "fired", "condition", "because", "finding", "proof"} for one in report["rules"]
    )
    only = fairwater(*wanted, "--json", "--rule", first["rule"]).fine().json()["rules"]
    assert [one["rule"] for one in only] == [first["rule"]]
    every = fairwater(*wanted, "--all").fine().out
    assert all(f"{one['rule']} (version " in every for one in report["rules"])


def test_replay_finds_what_run_finds(community: Community, found: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.jsonl"
    fairwater("replay", community.folder, "--history", community.events, "--out", out).fine()
    assert out.read_bytes() == found.read_bytes()
    report = fairwater("replay", community.folder, "--history", community.events, "--json").fine().json()
    assert sum(report["findings"].values()) == len(rows(found))
    assert set(report) == {
        "read", "events", "blank", "late", "dead_letters", "skipped", "plan", "against", "findings", "changes",
        "wall_seconds",
    }  # fmt: skip
    assert (report["against"], report["changes"]) == (None, [])


def test_replay_against_says_what_changes_rule_by_rule(community: Community, tmp_path: Path) -> None:
    shutil.copytree(community.folder, tmp_path / "new")
    scams = tmp_path / "new" / "policies" / "malware.py"
    text = scams.read_text(encoding="utf-8")
    scams.write_text(text.replace("InstallerMessages", "InstallerLetters"), encoding="utf-8")
    arguments = ("replay", community.folder, "--history", community.events, "--against", tmp_path / "new")
    report = fairwater(*arguments, "--json").fine().json()
    changes = {one["rule"]: one for one in report["changes"]}
    assert changes["InstallerMessages"]["new_version"] is None
    assert changes["InstallerLetters"]["old_version"] is None
    assert changes["InstallerLetters"]["only_new"] == changes["InstallerMessages"]["only_old"]
    others = [one for name, one in changes.items() if name not in ("InstallerMessages", "InstallerLetters")]
    assert len(others) > 20
    assert all(one["old_version"] == one["new_version"] for one in others)
    assert all(one["only_old"] == one["only_new"] == 0 for one in others)
    said = fairwater(*arguments).fine().out
    assert re.search(r"InstallerLetters .*\(new rule\)", said)
    assert re.search(r"InstallerMessages .*\(removed\)", said)


def test_replay_against_refuses_a_stream_which_can_be_read_only_once(community: Community) -> None:
    arguments = ("replay", community.folder, "--history", "-")
    data = community.events.read_bytes()
    assert "only once" in fairwater(*arguments, "--against", community.folder, stdin=data).refused().err
    assert f"{len(community.lines):,} events" in fairwater(*arguments, stdin=data).fine().out


def test_simulate_gives_the_same_events_for_the_same_seed(community: Community, tmp_path: Path) -> None:
    def simulated(seed: int, out: Path | str) -> str:
        return fairwater("simulate", "--accounts", 60, "--hours", 0.5, "--seed", seed, "--out", out).fine().out

    one = simulated(1, "-")
    simulated(1, tmp_path / "one.jsonl")
    assert (tmp_path / "one.jsonl").read_text(encoding="utf-8") == one
    assert simulated(2, "-") != one
    truth = [json.loads(line) for line in community.truth.read_text(encoding="utf-8").splitlines()]
    assert [one["event"] for one in truth] == [json.loads(line)["id"] for line in community.lines]


def test_every_example_has_a_static_cost(community: Community) -> None:
    said = fairwater("check", community.folder).fine().out
    cost = int(re.search(r"at most about ([\d,]+) ns", said)[1].replace(",", ""))  # type: ignore[index]
    assert 1_000 < cost < 10_000_000


def test_the_installed_command_and_the_module_are_one(community: Community) -> None:
    assert load_repository(community.folder, standard_library()).repository is not None
    assert process("check", community.folder).fine().out == fairwater("check", community.folder).fine().out
