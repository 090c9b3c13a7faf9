"""Diagnostics as people read them: the place, the line, a caret under what is wrong, and what to do."""

from __future__ import annotations

import pytest

from fairwater.policy.diagnostics import Diagnostic, Severity, nearest, render
from fairwater.policy.tree import Span
from policy_world import FILE, HEAD, check, check_lines


def _shown(line: str) -> list[str]:
    text = HEAD + line + "\n"
    (found,) = check({FILE: text.encode()}).errors
    return render(found, text).split("\n")


def test_a_problem_is_shown_with_its_place_its_line_and_help() -> None:
    assert _shown("fresh = account.age < 7") == [
        "policies/a.py:2:23: error FW302: a duration and a whole number cannot be compared",
        "2 | fresh = account.age < 7",
        "  |                       ^",
        "  help: give it a unit: `days(7)`, or hours, minutes, seconds, weeks",
    ]


@pytest.mark.parametrize(
    ("before", "width"),
    [('"abc"', 5), ('"日本"', 6), ('"e\u0301"', 3), ('"👍"', 4), ('"\u200b"', 3), ("'\tx'", 7)],
    ids=["ascii", "wide", "combining", "emoji", "invisible", "tab"],
)
def test_the_caret_stands_under_what_is_wrong_in_any_script(before: str, width: int) -> None:
    lines = _shown(f"x = {before} == acount.id")
    mark = lines[2]
    assert mark.index("^") == len("2 | x = ") + width + len(" == ")
    assert mark.count("^") == len("acount.id")


def test_a_long_line_is_shown_around_what_is_wrong() -> None:
    lines = _shown("x = " + "account.posts + " * 40 + "acount.posts" + " + account.posts" * 20)
    assert len(lines[1]) < 140
    start = lines[2].index("^")
    assert lines[1][start : start + len("acount.posts")] == "acount.posts"


def test_a_file_cannot_write_to_the_terminal() -> None:
    lines = _shown('x = "\x1b[31m\u200b" == acount.id')
    assert "\x1b" not in "".join(lines)


def test_the_suggestion_may_stand_in_place_of_what_is_wrong() -> None:
    for line, fixed in [
        ("x = account.age < 7", "x = account.age < days(7)"),
        ("x = text == None", "x = not is_known(text)"),
        ("x = account.folowers > 5", "x = account.followers > 5"),
        ("x = acount.id == account.id", "x = account.id == account.id"),
        ("x = text.lowr() == title", "x = text.lower() == title"),
        ("x = account.posts is 5", "x = account.posts == 5"),
        ('x = text in listed("bad-word")', 'x = text in listed("bad-words")'),
    ]:
        (found,) = check_lines(line + "\n").errors
        assert found.suggestion is not None
        span = found.span
        assert line[: span.column] + found.suggestion + line[span.end_column :] == fixed
        assert not check_lines(fixed + "\n").errors


def test_problems_inside_a_text_point_at_the_character() -> None:
    (found,) = check_lines('x = text.matches("abc(d")\n').errors
    assert found.span.line == 2
    assert found.span.column > len('x = text.matches("') - 1
    (found,) = check_lines('x = text.matches(r"(?<=a)b", "ok")\n').errors
    assert found.code == "FW401"


def test_problems_come_in_the_order_of_files_and_places() -> None:
    wrong = (HEAD + "x = account.age < 7\ny = zz\nx = 1\n").encode()
    found = check({"policies/b.py": wrong, "policies/a.py": wrong}).errors
    places = [(one.span.file, one.span.line) for one in found]
    assert places == sorted(places)
    assert len(places) == 6


def test_a_problem_outside_the_text_is_still_shown() -> None:
    found = Diagnostic("FW101", Severity.ERROR, "too large", Span("a.py", 9, 5, 9, 6), "split it")
    assert render(found, "") == "a.py:9:6: error FW101: too large\n  help: split it"


def test_the_nearest_name_is_found_and_a_far_one_is_not() -> None:
    assert nearest("acount", ["account", "event"]) == "account"
    assert nearest("ACCOUNT", ["account", "event"]) == "account"
    assert nearest("xyz", ["account", "event"]) is None
    assert nearest("x" * 100, ["account"]) is None
