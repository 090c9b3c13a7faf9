"""Compiled databases are kept privately, found again, and never trusted when damaged."""

from __future__ import annotations

import stat
import time

import pytest

from fairwater.policy.plan import PatternSpec
from fairwater.signals.patterns import build, build_scanner, cache, engine_available

pytestmark = pytest.mark.skipif(not engine_available(), reason="Hyperscan is not installed here: nothing is cached")

SPECS = [
    PatternSpec(r"\bspam\b", "regex", True),
    PatternSpec("Ham", "word", False),
    PatternSpec(r"a(?:\w|-){900}b", "regex", True),
]
TEXT = "spam Ham a" + "-x" * 450 + "b"


@pytest.fixture
def compiled(monkeypatch):
    """How often a database was compiled."""
    counted = []
    compile_all = build._compile
    monkeypatch.setattr(build, "_compile", lambda specs: counted.append(1) or compile_all(specs))
    return counted


def only_file(folder):
    (found,) = folder.iterdir()
    return found


def test_what_was_built_is_found_again(tmp_path, compiled):
    folder = tmp_path / "deep" / "cache"
    first, second = build_scanner(SPECS, folder), build_scanner(SPECS, folder)
    assert len(compiled) == 1
    assert first.scan(TEXT) == second.scan(TEXT) == [0, 1, 2]
    assert first.engine == second.engine
    assert stat.S_IMODE(only_file(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize(
    "other",
    [
        SPECS[:2],
        SPECS[::-1],
        [PatternSpec(r"\bspam\b", "regex", False), *SPECS[1:]],
        [PatternSpec("Ham", "literal", False)],
    ],
)
def test_other_patterns_are_another_database(tmp_path, compiled, other):
    build_scanner(SPECS, tmp_path)
    build_scanner(other, tmp_path)
    assert len(compiled) == 2


def damage_flip(data):
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        damage_flip,
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda _: b"",
        lambda data: b"FWSCAN00" + data[8:],
        lambda data: data[:60],
    ],
)
def test_a_damaged_file_is_built_anew(tmp_path, compiled, damage):
    build_scanner(SPECS, tmp_path)
    file = only_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert build_scanner(SPECS, tmp_path).scan(TEXT) == [0, 1, 2]
    assert len(compiled) == 2
    assert only_file(tmp_path).stat().st_size == len(whole)
    build_scanner(SPECS, tmp_path)
    assert len(compiled) == 2


def test_content_that_is_no_database_of_ours_is_built_anew(tmp_path, compiled):
    build_scanner(SPECS, tmp_path)
    cache.store(tmp_path, build._key(SPECS), b"\x93\xc0")
    assert build_scanner(SPECS, tmp_path).scan(TEXT) == [0, 1, 2]
    assert len(compiled) == 2


def test_a_file_that_others_may_write_is_not_read(tmp_path, compiled):
    build_scanner(SPECS, tmp_path)
    only_file(tmp_path).chmod(0o666)
    build_scanner(SPECS, tmp_path)
    assert len(compiled) == 2
    assert stat.S_IMODE(only_file(tmp_path).stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert build_scanner(SPECS, blocked / "cache").scan(TEXT) == [0, 1, 2]
    assert blocked.read_text() == "not a folder"


def test_five_hundred_patterns_start_soon(tmp_path):
    specs = [PatternSpec(rf"\b(?:alpha{n}|beta{n * 7}|gamma{n * 3}x|delta{n})\b", "regex", True) for n in range(500)]
    begin = time.process_time()
    build_scanner(specs, tmp_path)
    first = time.process_time() - begin
    begin = time.process_time()
    scanner = build_scanner(specs, tmp_path)
    second = time.process_time() - begin
    assert scanner.scan("see ALPHA499, beta7") == [1, 499]
    assert first < 5
    assert second < 0.2
