"""Managed lists: how entries match, how files are read, and that bad lines are named and skipped."""

from __future__ import annotations

import json
import resource
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.policy.pattern_chars import fold
from fairwater.signals.lists import ManagedLists
from fairwater.signals.lists import managed as managed_module

DOMAINS = ["scam.example", "*.only-below.example", "BÜCHER.example", "10.0.0.1", "[2001:db8::1]", "zip"]


@pytest.mark.parametrize(
    ("value", "listed"),
    [
        ("scam.example", True),
        ("www.scam.example", True),
        ("a.b.c.scam.example", True),
        ("SCAM.example.", True),
        ("https://user@www.scam.example:80/x?y", True),
        ("notscam.example", False),
        ("scam.example.org", False),
        ("example", False),
        ("only-below.example", False),
        ("a.only-below.example", True),
        ("b.a.only-below.example", True),
        ("xonly-below.example", False),
        ("xn--bcher-kva.example", True),
        ("www.bücher.example", True),
        ("10.0.0.1", True),
        ("http://167772161/", True),
        ("0.0.1", False),
        ("2001:db8::1", False),  # without brackets the colon begins a port
        ("http://[2001:DB8:0::1]/", True),
        ("evil.zip", True),
        ("", False),
        ("not a host", False),
        ("..", False),
        ("scam..example", False),
        ("x" * 300 + ".scam.example", False),
        ("\ud800.scam.example", False),
    ],
)
def test_a_domain_list_matches_the_domain_and_what_is_below(value: str, listed: bool) -> None:
    lists = ManagedLists.of({"d": DOMAINS}, "domain")
    assert lists.problems == ()
    assert lists.contains("d", value) is listed
    if value.isprintable():
        assert lists.contains_many("d", [value]).tolist() == [listed]


@pytest.mark.parametrize(
    ("match", "entry", "value", "listed"),
    [
        ("exact", "Straße", "Straße", True),
        ("exact", "Straße", "straße", False),
        ("exact", "a b", "a  b", False),
        ("caseless", "STRAẞE", "straße", True),
        ("caseless", "straße", "STRASSE", False),
        ("caseless", "ΣΊΣΥΦΟΣ", "σίσυφος", True),
        ("caseless", "K", "k", True),
        ("caseless", "abc", "ABC", True),
        ("caseless", "İ", "i", False),
    ],
)
def test_exact_and_caseless_lists(match: str, entry: str, value: str, listed: bool) -> None:
    lists = ManagedLists.of({"l": [entry]}, match)
    assert lists.contains("l", value) is listed
    assert lists.contains_many("l", [value]).tolist() == [listed]


def listed_by_labels(entries: list[str], host: str) -> bool:
    """The meaning of a domain list, said slowly."""
    labels = host.split(".")
    for entry in entries:
        below = entry.startswith("*.")
        wanted = entry.removeprefix("*.").split(".")
        if labels[-len(wanted) :] == wanted and (not below or len(labels) > len(wanted)):
            return True
    return False


HOSTS = st.lists(st.sampled_from(["a", "b", "ab", "x-y", "example"]), min_size=1, max_size=5).map(".".join)
ENTRIES = st.lists(st.tuples(st.sampled_from(["", "*."]), HOSTS).map("".join), max_size=6)


@given(ENTRIES, st.lists(st.none() | HOSTS, max_size=8))
def test_domain_lists_mean_what_they_say(entries: list[str], hosts: list[str | None]) -> None:
    lists = ManagedLists.of({"d": entries}, "domain")
    expected = [host is not None and listed_by_labels(entries, host) for host in hosts]
    assert [host is not None and lists.contains("d", host) for host in hosts] == expected
    assert lists.contains_many("d", hosts).tolist() == expected


@given(st.sampled_from(["exact", "caseless", "domain"]), st.lists(st.text(max_size=6)), st.lists(st.none() | st.text()))
@settings(max_examples=200)
def test_one_and_many_agree_on_any_text(match: str, entries: list[str], others: list[str | None]) -> None:
    lists = ManagedLists.of({"l": entries}, match)
    values = [*others, *entries]
    expected = [value is not None and lists.contains("l", value) for value in values]
    for array in (pa.array(values, pa.string()), pa.array(values, pa.large_string())):
        assert lists.contains_many("l", array).tolist() == expected
        assert lists.contains_many("l", array.slice(len(values) // 2)).tolist() == expected[len(values) // 2 :]
    kept = [entry for entry in entries if entry and not managed_module.UNWRITABLE.search(entry)]
    if match == "exact":
        assert all(lists.contains("l", entry) for entry in kept)
    if match == "caseless":
        assert all(lists.contains("l", fold(entry)) for entry in kept)


def test_columns_without_rows_or_text() -> None:
    lists = ManagedLists.of({"l": ["x"]})
    assert lists.contains_many("l", pa.array([], pa.string())).tolist() == []
    assert lists.contains_many("l", pa.array([None, None], pa.string())).tolist() == [False, False]
    assert lists.contains_many("l", pa.array([None, None])).tolist() == [False, False]
    assert lists.contains_many("l", pa.array(["x", "", None]).dictionary_encode()).tolist() == [True, False, False]
    assert lists.contains_many("l", ["x"]).dtype == np.bool_


def test_an_unknown_list_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"'scams'.*there are domains, words"):
        ManagedLists.of({"words": [], "domains": []}).contains("scams", "x")


TEXT = """\
# Domains of fake shops.
# match: domain
# source: reports of members
# reason: they never deliver
# owner: fraud desk
# expires: 2027-06-30

scam.example
  www.fake.example
# a comment
*.below.example
"""


def test_a_text_list_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "shops.txt").write_text(TEXT)
    lists = ManagedLists.load(tmp_path)
    info = lists["shops"].info
    assert lists.problems == () and lists.names == ("shops",)
    assert (info.match, info.source, info.reason) == ("domain", "reports of members", "they never deliver")
    assert (info.owner, info.expires, lists["shops"].count) == ("fraud desk", date(2027, 6, 30), 3)
    assert lists.contains("shops", "x.fake.example") is False
    assert lists.contains("shops", "x.www.fake.example") is True
    assert lists.expired(date(2027, 6, 30)) == ()
    assert lists.expired(date(2027, 7, 1)) == ("shops",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("l.txt", "# match: caseless\nOne\n\\#two\r\nthree, four\n"),
        ("l.txt", "\ufeff# match: caseless\nOne\n\\#two\nthree, four"),
        ("l.csv", '# match: caseless\nid,value,note\n1,One,x\n2,#two,\n3,"three, four",y\n'),
        ("l.csv", '# match: caseless\nword,id\nOne,1\n#two,2\n"three, four",3\n'),
        ("l.json", json.dumps({"match": "caseless", "entries": ["One", "#two", "three, four"], "owner": "x"})),
    ],
)
def test_every_format_gives_the_same_list(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    lists = ManagedLists.load(tmp_path)
    assert lists.problems == ()
    assert [lists.contains("l", value) for value in ("ONE", "#TWO", "three, FOUR", "value", "word")] == [True] * 3 + [
        False
    ] * 2
    assert lists.version("l") == ManagedLists.of({"l": ["one", "#two", "three, four"]}, "caseless").version("l")


@pytest.mark.parametrize(
    ("name", "content", "line", "words"),
    [
        ("l.txt", b"ok\n\xff\xfe\nfine\n", 2, "not UTF-8"),
        ("l.txt", b"ok\na\x00b\nfine\n", 2, "control character"),
        ("l.txt", b"ok\n" + b"x" * 2_000 + b"\nfine\n", 2, "longer than 1,024"),
        ("l.txt", b"ok\n" + b"x" * 200_000 + b"\nfine\n", 2, "longer than 65,536"),
        ("l.txt", b"# match: sounds-like\nok\nfine\n", 1, "use exact, caseless or domain"),
        ("l.txt", b"# expires: soon\nok\nfine\n", 1, "write it as 2027-12-31"),
        ("l.txt", b"# match: domain\nok\nno domain\nfine\n", 3, "no domain: write it like"),
        ("l.txt", b"# match: domain\nok\nhttps://shop.example/x\nfine\n", 3, "no domain: write it like"),
        ("l.txt", b"# match: domain\nok\n*.*.example\nfine\n", 3, "no domain: write it like"),
        ("l.csv", b'value\nok\n"open\nfine\n', 3, "quotes must be closed"),
        ("l.csv", b"id,value\n1,ok\n2\n3,fine\n", 3, "1 columns where the first row has 2"),
        ("l.csv", b"id,value\n1,ok\n2,\n3,fine\n", 3, "the value is empty"),
        ("l.json", b'["ok", 7, "fine"]', 2, "not a string"),
        ("l.json", b'{"entries": ["ok", "fine"], "colour": "red"}', 0, "unknown key 'colour'"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, content: bytes, line: int, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    lists = ManagedLists.load(tmp_path)
    assert lists.contains("l", "ok") and lists.contains("l", "fine") and lists["l"].count == 2
    (problem,) = lists.problems
    assert (problem.file, problem.line) == (name, line)
    assert words in problem.message
    assert str(problem).startswith(f"{name}:{line}: " if line else f"{name}: ")


@pytest.mark.parametrize("content", [b"{", b'"text"', b"{}", b"\xff", b"[" * 100_000, b'["\\ud800"]', b""])
def test_a_json_file_that_is_no_list_is_an_empty_list_with_a_problem(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "l.json").write_bytes(content)
    lists = ManagedLists.load(tmp_path)
    assert lists["l"].count == 0
    assert len(lists.problems) == 1


def test_problems_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_text("# match: domain\n" + "no domain\n" * 5_000 + "fine.example\n")
    lists = ManagedLists.load(tmp_path)
    assert len(lists.problems) == 101
    assert "4,900 more" in lists.problems[-1].message
    assert lists.contains("l", "fine.example")


def test_only_list_files_are_read(tmp_path: Path) -> None:
    for name in ("good.txt", "good.csv", ".hidden.txt", "README.md", "Bad Name.txt"):
        (tmp_path / name).write_text("value\nx\n")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    lists = ManagedLists.load(tmp_path)
    assert lists.names == ("good",)
    assert {(problem.file, problem.message.split(":")[0]) for problem in lists.problems} == {
        ("Bad Name.txt", "the name of a list has lower-case letters, digits, - and _ only"),
        ("folder.txt", "is no regular file"),
        ("gone.txt", "is no regular file"),
        ("good.txt", "there is already a list 'good'"),
    }


def test_without_a_folder_there_are_no_lists(tmp_path: Path) -> None:
    lists = ManagedLists.load(tmp_path / "nowhere")
    assert (lists.names, lists.problems) == ((), ())


def test_the_version_is_of_the_content(tmp_path: Path) -> None:
    def version(text: str) -> str:
        (tmp_path / "l.txt").write_text(text)
        return ManagedLists.load(tmp_path).version("l")

    base = version("# match: caseless\none\ntwo\n")
    assert version("# owner: me\n# match: caseless\n\nONE\n# and\ntwo") == base
    assert version("# match: exact\none\ntwo\n") != base
    assert version("# match: caseless\none\n") != base
    assert version("# match: caseless\nonetwo\n") != base


def test_a_large_list_is_compact(tmp_path: Path) -> None:
    """22 bytes an entry, and while loading three times that: five millions take under 400 MB."""
    count = 300_000
    with (tmp_path / "big.txt").open("w") as file:
        file.write("# match: domain\n")
        file.writelines(f"shop-{number}.example\n" for number in range(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lists = ManagedLists.load(tmp_path)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 80 * count + 20_000_000
    assert lists["big"].held.memory_bytes < 24 * count
    assert lists.contains("big", "www.shop-299999.example") and not lists.contains("big", "shop-300000.example")
    assert lists.contains_many("big", [f"a.shop-{number}.example" for number in range(0, 2 * count, 1000)]).sum() == 300
