"""A real process: pipes that close, disks that are full, Ctrl-C, names that are no UTF-8: never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from conftest import Community
from shell import COMMAND, SECONDS, Said, process

BASE = os.environ


def shell(command: str, *arguments: object) -> Said:
    """A line of the shell; "$@" stands for `arguments`, and $F for the command."""
    named = " ".join(f"'{part}'" for part in COMMAND)
    line = ["bash", "-o", "pipefail", "-c", command.replace("$F", named), "bash", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, timeout=SECONDS, check=False)
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def many(community: Community, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many events that their findings do not fit into a pipe."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    with path.open("wb") as file:
        for turn in range(6):
            for line in community.lines:
                row = json.loads(line)
                row["id"] = f"{row['id']}-{turn}"
                file.write(json.dumps(row).encode() + b"\n")
    return path


def test_a_reader_that_goes_away_ends_a_run_quietly(community: Community, many: Path) -> None:
    said = shell('$F run "$1" --events "$2" --out - | head -1', community.folder, many)
    assert said.code == 0, said
    assert json.loads(said.out)["rule"]
    assert "Traceback" not in said.err
    assert "Error" not in said.err


@pytest.mark.parametrize(
    "command",
    [
        "simulate --accounts 2000 --out -",
        'explain "$1" --events "$2" --event e00000001-0 --all --json',
        'check "$1" --sarif',
    ],
)
def test_a_reader_that_was_never_there_ends_any_command_quietly(community: Community, many: Path, command: str) -> None:
    said = shell(f"$F {command} | true", community.folder, many)
    assert said.code == 0, said
    assert "Traceback" not in said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ['run "$1" --events "$2" --out -', 'check "$1" --json', 'check "$1"'])
def test_a_full_disk_is_said_in_one_line(community: Community, command: str) -> None:
    said = shell(f"$F {command} >/dev/full", community.folder, community.events).refused()
    assert "No space left" in said.err


def test_closed_standard_streams_are_said_to_be(community: Community, tmp_path: Path) -> None:
    said = shell('$F run "$1" --events "$2" --out - >&-', community.folder, community.events).refused()
    assert "closed" in said.err
    said = shell('$F run "$1" --events - --out "$2" <&-', community.folder, tmp_path / "f.jsonl").refused()
    assert "closed" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", ["batch", "one"])
def test_control_c_stops_a_run_and_leaves_no_half_written_findings(
    community: Community, tmp_path: Path, mode: str
) -> None:
    out = tmp_path / "f.jsonl"
    command = [*COMMAND, "run", str(community.folder), "--events", "-", "--out", str(out), "--mode", mode]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert running.stdin is not None
        running.stdin.write(b"".join(community.lines))
        running.stdin.flush()
        part = tmp_path / ".f.jsonl.part"
        end = time.monotonic() + SECONDS
        while not (part.exists() and part.stat().st_size) and time.monotonic() < end:
            time.sleep(0.02)
        assert part.stat().st_size, "it was writing findings"
        running.send_signal(signal.SIGINT)
        stdout, stderr = running.communicate(timeout=SECONDS)
    finally:
        running.kill()
    assert running.returncode == 130, stderr
    assert stderr == b"fairwater: stopped\n"
    assert stdout == b""
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_no_utf8_are_shown_with_escapes(community: Community, tmp_path: Path) -> None:
    events = tmp_path / "e\udcff.jsonl"
    events.write_bytes(community.events.read_bytes() + b"broken\n")
    out = tmp_path / "f\udcff.jsonl"
    strict = {**BASE, "PYTHONIOENCODING": "utf-8:strict"}
    said = process("run", community.folder, "--events", os.fsencode(events), "--out", os.fsencode(out), env=strict)
    assert "1 dead letter" in said.fine().out
    assert r"f\udcff.jsonl" in said.out
    letters = (tmp_path / "f\udcff.dead-letters.jsonl").read_bytes().splitlines()
    assert json.loads(letters[0])["source"].endswith(r"e\udcff.jsonl")
    assert out.stat().st_size
    folder = tmp_path / "repo\udcff"
    for command in ("new", "check"):
        process(command, os.fsencode(folder), env=strict).fine()
    (folder / "policies" / "x\udcff.py").write_text("")
    for more in ((), ("--sarif",)):
        said = process("check", os.fsencode(folder), *more, env=strict)
        assert said.code == 1
        assert "Traceback" not in said.err
    missing = os.fsencode(tmp_path / "none\udcff.jsonl")
    process("run", community.folder, "--events", missing, "--out", os.fsencode(out), env=strict).refused()


def test_text_of_any_script_goes_through_whatever_the_locale(community: Community, tmp_path: Path) -> None:
    name = tmp_path / os.fsdecode("события.jsonl".encode())  # by its bytes: the locale of the tests may lack letters
    name.write_bytes(community.events.read_bytes())
    for locale in ("C", "C.UTF-8"):
        env = {**BASE, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        process("run", community.folder, "--events", name, "--out", tmp_path / "f.jsonl", env=env).fine()


def test_hostile_policies_are_never_run(community: Community, tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    (folder / "policies").mkdir(parents=True)
    (folder / "charter.toml").write_bytes((community.folder / "charter.toml").read_bytes())
    touch = f"open({str(tmp_path / 'ran')!r}, 'w').close()"
    hostile = {
        "call.py": f"{touch}\n",
        "import.py": f"__import__('os').system('touch {tmp_path / 'ran'}')\n",
        "value.py": f"from fairwater.policy import *\nx = eval({touch!r})\n",
        "decorator.py": f"@(lambda f: {touch})\ndef rule():\n    pass\n",
        "annotation.py": f"x: {touch} = 1\n",
        "default.py": f"def f(x={touch}):\n    pass\n",
        "class.py": f"class A(metaclass=lambda *a: {touch}):\n    pass\n",
        "format.py": f"from fairwater.policy import *\nx = f'{{{touch}}}'\n",
        "conftest.py": f"{touch}\n",
        "sitecustomize.py": f"{touch}\n",
        "fairwater.py": f"{touch}\n",
    }
    for name, text in hostile.items():
        (folder / "policies" / name).write_text(text)
        (folder / name).write_text(text)
    event = ("--events", community.events)
    for command in (
        ("check", folder),
        ("check", folder, "--json"),
        ("test", folder),
        ("run", folder, *event, "--out", tmp_path / "f.jsonl"),
        ("explain", folder, *event, "--event", "e00000001"),
        ("replay", folder, "--history", community.events),
    ):
        done = subprocess.run(
            [*COMMAND, *map(str, command)], cwd=folder / "policies", capture_output=True, timeout=SECONDS, check=False,
            env={**BASE, "PYTHONSAFEPATH": "1"},
        )  # fmt: skip
        assert done.returncode == 1, (command, done)
        assert b"Traceback" not in done.stderr
    assert not (tmp_path / "ran").exists()
    assert not (folder / "policies" / "__pycache__").exists()


def test_a_cache_that_cannot_be_written_is_no_harm(community: Community, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    env = {**BASE, "FAIRWATER_CACHE": str(tmp_path / "file" / "cache")}
    for command in (("run", "--events", community.events, "--out", tmp_path / "f.jsonl"), ("test",)):
        process(command[0], community.folder, *command[1:], env=env).fine()
    assert (tmp_path / "f.jsonl").stat().st_size


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_help_onto_a_full_disk_ends_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "--help"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"fairwater: standard output")
