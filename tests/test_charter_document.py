"""Reading TOML strictly: lines, bounds, and hostile files."""

from __future__ import annotations

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwater.charter.document import MAX_BYTES, duration_of, duration_words, read_document
from fairwater.charter.lines import TooDeep, lines_of


def test_the_line_of_every_key_is_known() -> None:
    text = (
        'a = 1 # [x]\nb.c = """\n[no]\nd = 1\n"""\n[t]\n"e.f" = [\n  1, # ]\n  "]",\n]\ng = 2\n'
        "[[l]]\nh = 1\n[[l]]\nh = 2\n[l.m]\ni = '''\n'''\n\n[ t . u ]\r\nj = { k = 'x\"' }\nn = 2026-11-01T00:00:00Z\n"
    )
    tomllib.loads(text)
    assert lines_of(text) == {
        ("a",): 1,
        ("b",): 2,
        ("b", "c"): 2,
        ("t",): 6,
        ("t", "e.f"): 7,
        ("t", "g"): 11,
        ("l",): 12,
        ("l", 0): 12,
        ("l", 0, "h"): 13,
        ("l", 1): 14,
        ("l", 1, "h"): 15,
        ("l", 1, "m"): 16,
        ("l", 1, "m", "i"): 17,
        ("t", "u"): 20,
        ("t", "u", "j"): 21,
        ("t", "u", "n"): 22,
    }


_KEYS = st.sampled_from(["a", "b", '"c.d"', "e-f", "'g'"])
_VALUES = st.sampled_from(
    ["1", '"x"', "'#'", '"\\""', "[1,\n2]", "[\"]\", '[']", "{ p = 1, q = '}' }", '"""\n[z]\nk = 1\n"""', "1.5", "true"]
)
_LINES = st.one_of(
    st.builds(lambda key, value: f"{key} = {value}", _KEYS, _VALUES),
    st.builds(lambda key: f"[t.{key}]", _KEYS),
    st.builds(lambda key: f"[[l.{key}]]", _KEYS),
    st.just("# [c] = '"),
    st.just(""),
)


def _paths(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {path} if path else set()
    if isinstance(value, dict):
        for key, item in value.items():
            found |= _paths(item, (*path, key))
    return found


@given(st.lists(_LINES, max_size=8))
def test_every_key_that_a_parser_finds_has_a_line_that_names_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        lines_of(text)
        return
    found = lines_of(text)
    written = text.split("\n")
    for path in _paths(values):
        if path[-1] in ("p", "q"):
            continue
        assert str(path[-1]) in written[found[path] - 1]


@given(st.text(alphabet="[]{}\"'#=.\\\n ab1", max_size=60))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    table, problems = read_document(text.encode(), "x.toml")
    assert (table is None) == bool(problems)


@pytest.mark.parametrize(
    "hostile",
    [
        ".".join("a" * 100_000) + " = 1",
        "x = { " + ".".join("a" * 100_000) + " = 1 }",
        "[" + ".".join("a" * 100_000) + "]",
        "x = " + "[" * 200_000,
        "x = " + "[" * 100_000 + "]" * 100_000,
        "x = " + "{a=" * 60_000,
        '"' * 200_000,
        "x = " + "9" * 200_000,
        "\n".join(f"a{index} = 1" for index in range(20_000)),
        "x = '" + "\\" * 200_000,
    ],
)
def test_hostile_files_cost_no_more_than_their_length(hostile: str) -> None:
    begin = time.process_time()
    table, problems = read_document(hostile.encode(), "x.toml")
    assert time.process_time() - begin < 5
    assert (table is None) == bool(problems)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a = 1\nb = ", 2, "x.toml is not TOML"),
        (b"a = 1\nb = \xff", 2, "x.toml is not UTF-8"),
        (b"a = 1\n\n[b\n", 3, "x.toml is not TOML"),
        (b"#" * (MAX_BYTES + 1), None, "more than 262,144"),
        (b"\na = " + b"[" * 20, 2, "nested deeper"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(data: bytes, line: int | None, message: str) -> None:
    table, problems = read_document(data, "x.toml")
    assert table is None
    assert problems[0].line == line
    assert message in problems[0].message


def test_very_long_keys_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(TooDeep):
        lines_of(".".join("abcdefghijklmnopq") + " = 1")


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1 second", 1_000_000),
        ("90 minutes", 5_400_000_000),
        ("2 weeks", 1_209_600_000_000),
        ("3 days", 259_200_000_000),
    ],
)
def test_durations_are_read_and_said_in_the_same_words(text: str, microseconds: int) -> None:
    assert duration_of(text) == microseconds
    assert duration_words(microseconds) == text


@pytest.mark.parametrize("text", ["", "3", "3days", "0 days", "-1 days", "1.5 hours", "3 fortnights", "9999999 days"])
def test_what_is_no_duration_is_not_guessed(text: str) -> None:
    assert duration_of(text) is None
