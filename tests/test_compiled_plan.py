"""A kept plan is the plan; a damaged, foreign or outdated one is never used; without a cache nothing breaks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairwater
from conftest import Community
from differential import make_case
from engine_world import plan_of, rule
from fairwater.connect.policies import Runnable, ready
from fairwater.policy.compiled import MAGIC, pack, plan_key, unpack
from fairwater.policy.plan import Plan
from fairwater.policy.repository import Loaded
from fairwater.signals.library import standard_library

SMALL = plan_of(
    'pace = count(per=account.id, within=hours(1), where=text.contains("x"))\n'
    + rule("A", 'pace >= 3 and language in ["en", "de"]', "{pace} by {account.handle}", 'review(queue="q", severity=2)')
)


def test_a_plan_comes_back_as_it_was_types_included() -> None:
    plans = [SMALL, *(make_case(seed, length=4, most_rules=6).plan() for seed in range(60))]
    for plan in plans:
        again = unpack(pack(plan))
        assert again == plan
        assert repr(again) == repr(plan), "True is not 1 and 0.0 is not -0.0"


@settings(max_examples=300)
@given(st.data())
def test_damaged_bytes_are_no_plan(data: st.DataObject) -> None:
    kept = pack(SMALL)
    at = data.draw(st.integers(0, len(kept) - 1))
    assert unpack(kept[:at]) is None
    assert unpack(kept[:at] + bytes([kept[at] ^ (1 << at % 8)]) + kept[at + 1 :]) is None
    assert unpack(kept + b"\0") is None


@pytest.mark.parametrize("content", [b"", b"fairwater", MAGIC, MAGIC + b"\0" * 32, MAGIC.replace(b"1", b"2")])
def test_other_bytes_are_no_plan(content: bytes) -> None:
    assert unpack(content) is None


@pytest.mark.parametrize("value", [{}, [], {"nodes": 3}, {"nodes": [], "rules": []}, "plan"])
def test_sealed_bytes_of_another_form_are_no_plan(value: Any) -> None:
    body = msgspec.msgpack.encode(value)
    assert unpack(MAGIC + hashlib.sha256(body).digest() + body) is None


def test_a_key_changes_with_files_functions_and_version() -> None:
    files = {"policies/a.py": b"x", "charter.toml": b"y", "lists/one.txt": b""}
    functions = standard_library()
    keys = [
        plan_key(files, functions, "1"),
        plan_key(files, functions, "2"),
        plan_key({**files, "policies/a.py": b"x "}, functions, "1"),
        plan_key({**files, "policies/b.py": b""}, functions, "1"),
        plan_key({**files, "lists/two.txt": b""}, functions, "1"),
        plan_key({"policies/a.pyx": b"", **files}, functions, "1"),
        plan_key({"policies/a.py": b"xy", "charter.toml": b"", "lists/one.txt": b""}, functions, "1"),
        plan_key(files, type(functions).of(list(functions.functions.values())[1:]), "1"),
    ]
    assert len(set(keys)) == len(keys)
    assert plan_key(dict(reversed(files.items())), functions, "1") == keys[0], "the order of files says nothing"


# -- the cache of a policy repository --------------------------------------------------------------------------------


@pytest.fixture
def folder(community: Community, tmp_path: Path) -> Path:
    """A small repository of its own."""
    made = tmp_path / "policies-here"
    (made / "policies").mkdir(parents=True)
    (made / "lists").mkdir()
    (made / "charter.toml").write_bytes((community.folder / "charter.toml").read_bytes())
    (made / "policies" / "a.py").write_text(source(3), encoding="utf-8")
    return made


def source(number: int) -> str:
    return (
        "from fairwater.policy import *\n\n"
        'Spam = Policy(title="Spam", harm=scams_and_fraud.phishing, ground=Terms("3.2"), wording="Send no spam.")\n'
        f'Busy = Rule(Spam, when=account.posts > {number}, then=[label(post, "busy")], because="busy")\n'
        'hit(Busy, "a busy one", event(account=account(posts=999)))\n'
    )


def loading(folder: Path, cache: Path) -> Plan:
    made = ready(folder, cache)
    assert isinstance(made, Runnable), made
    return made.plan


def kept_plans(cache: Path) -> dict[str, int]:
    """The files in a cache and when each was written."""
    return {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}


def test_what_did_not_change_is_not_compiled_again(folder: Path, tmp_path: Path) -> None:
    first = loading(folder, tmp_path / "cache")
    kept = kept_plans(tmp_path / "cache")
    assert loading(folder, tmp_path / "cache") == first
    assert kept_plans(tmp_path / "cache") == kept
    assert len(kept) == 1


def append(path: Path, more: bytes) -> None:
    path.write_bytes(path.read_bytes() + more)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a number": lambda folder: (folder / "policies" / "a.py").write_text(source(4), encoding="utf-8"),
    "the charter": lambda folder: (folder / "charter.toml").write_bytes(
        (folder / "charter.toml").read_bytes() + b"# later\n"
    ),
    "a new file": lambda folder: (folder / "policies" / "b.py").write_text("from fairwater.policy import *\n"),
    "a new list": lambda folder: (folder / "lists" / "words.txt").write_text("one\n"),
    "a renamed file": lambda folder: (folder / "policies" / "a.py").rename(folder / "policies" / "z.py"),
    "new fields": lambda folder: (folder / "fields.toml").write_text('[shop.price]\ntype = "int"\ndoc = "Price."\n'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_what_changed_is_compiled_again(change: Callable[[Path], object], folder: Path, tmp_path: Path) -> None:
    loading(folder, tmp_path / "cache")
    change(folder)
    loading(folder, tmp_path / "cache")
    assert len(kept_plans(tmp_path / "cache")) == 2


def test_a_changed_number_is_never_served_stale(folder: Path, tmp_path: Path) -> None:
    found = set()
    for number in (3, 4, 5, 3):
        (folder / "policies" / "a.py").write_text(source(number), encoding="utf-8")
        plan = loading(folder, tmp_path / "cache")
        constants = {node.param for node in plan.nodes if node.op == "const"}
        assert constants == {number}
        found.add(plan.version)
    assert len(found) == 3


BREAKS: dict[str, Callable[[Path], object]] = {
    "an error": lambda folder: (folder / "policies" / "a.py").write_text(source(3) + "x = \n", encoding="utf-8"),
    "a link that leads out": lambda folder: (folder / "policies" / "b.py").symlink_to("/etc/hostname"),
    "no charter": lambda folder: (folder / "charter.toml").unlink(),
    "a name that is not UTF-8": lambda folder: (folder / "policies" / "b\udcff.py").write_text(""),
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=list(BREAKS))
def test_a_repository_with_errors_is_refused_although_it_was_kept_before(
    change: Callable[[Path], object], folder: Path, tmp_path: Path
) -> None:
    loading(folder, tmp_path / "cache")
    change(folder)
    for _ in range(2):
        made = ready(folder, tmp_path / "cache")
        assert isinstance(made, Loaded)
        assert made.repository is None


def test_an_empty_file_that_grew_too_large_is_refused_although_it_was_kept_before(folder: Path, tmp_path: Path) -> None:
    (folder / "policies" / "b.py").write_bytes(b"")
    loading(folder, tmp_path / "cache")
    (folder / "policies" / "b.py").write_bytes(b"#" * 600_000)
    assert isinstance(ready(folder, tmp_path / "cache"), Loaded)


@pytest.mark.parametrize("damage", [b"", b"rubbish", None], ids=["empty", "rubbish", "cut"])
def test_a_damaged_file_in_the_cache_is_ignored_and_mended(damage: bytes | None, folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = loading(folder, cache)
    [kept] = cache.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(good[:-3] if damage is None else damage)
    assert loading(folder, cache) == first
    assert [path.read_bytes() for path in cache.iterdir()] == [good]


def test_a_plan_of_another_version_of_fairwater_is_ignored(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading(folder, tmp_path / "cache")
    monkeypatch.setattr(fairwater, "__version__", "99.0")
    loading(folder, tmp_path / "cache")
    assert len(kept_plans(tmp_path / "cache")) == 2


def test_a_cache_that_cannot_be_made_is_no_harm(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert loading(folder, tmp_path / "file" / "cache") == loading(folder, tmp_path / "cache")
    assert loading(folder, tmp_path / "file") == loading(folder, tmp_path / "cache")
    assert (tmp_path / "file").read_text() == "not a folder"


def test_a_kept_plan_runs_with_the_lists_as_they_are_now(folder: Path, tmp_path: Path) -> None:
    listed = source(3).replace("account.posts > 3", 'text in listed("words")')
    (folder / "policies" / "a.py").write_text(listed.replace("hit(", "# hit("), encoding="utf-8")
    (folder / "lists" / "words.txt").write_text("one\n")
    loading(folder, tmp_path / "cache")
    (folder / "lists" / "words.txt").write_text("one\ntwo\n")
    made = ready(folder, tmp_path / "cache")
    assert isinstance(made, Runnable)
    assert made.lists.contains("words", "two")
