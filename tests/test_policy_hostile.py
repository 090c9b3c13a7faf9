"""Hostile policy files are refused in bounded time and memory, and whatever the bytes are, checking never raises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairwater.policy.diagnostics import render
from fairwater.policy.limits import MAX_FILES, MAX_PROBLEMS
from policy_world import FILE, HEAD, POLICY, check, check_value, codes

SECONDS = 2.0
MEGABYTES = 200

RULE = POLICY + 'R = Rule(Spam, when=account.bot, then=[warn(post)], because="x")\n'


def _many(times: int, line: str) -> str:
    return "".join(line.replace("#", str(i)).replace("@", str(i + 1)) for i in range(times))


HOSTILE: dict[str, str] = {
    "100,000 nested parentheses": "x = " + "(" * 100_000 + ")" * 100_000,
    "100,000 open brackets": "x = " + "[" * 100_000,
    "100,000 minus signs": "x = " + "-" * 100_000 + "1",
    "100,000 nots": "x = " + "not " * 100_000 + "account.bot",
    "100,000 attributes": "x = a" + ".a" * 100_000,
    "20,000 additions": "x = 1" + "+1" * 20_000,
    "many deep statements": _many(50, "x# = 1" + "+1" * 450 + "\n"),
    "10 MB": "a" * 10_000_000,
    "10 MB of quotes": '"' * 10_000_000,
    "an endless text": 'x = """' + '\\"' * 250_000,
    "a text of code": 'x = f"{' + "(" * 50_000 + '}"',
    "a number without end": "x = " + "9" * 400_000,
    "a power tower": "x = 9**9**9**9**9",
    "billion laughs of numbers": "n0 = account.posts\n" + _many(5_000, "n@ = n# + n#\n"),
    "billion laughs of conditions": "n0 = account.bot\n" + _many(5_000, "n@ = n# and n#\n"),
    "billion laughs of texts": 'n0 = "ha"\n' + _many(5_000, "n@ = n# + n#\n"),
    "billion laughs of lists": 'n0 = ["ha"]\n' + _many(5_000, "n@ = n# + n#\n"),
    "a chain of names": "n0 = account.posts\n" + _many(8_000, "n@ = n#\n"),
    "many long lists joined": "n = [" + '"a",' * 9_000 + "]\n" + _many(3_000, 'm# = n + ["b"]\n'),
    "many long lists converted": "n = [" + "1," * 9_000 + "]\n" + _many(2_000, "m# = account.posts / 2 in n\n"),
    "a list used in many conditions": "n = ["
    + '"a",' * 9_000
    + "]\n"
    + _many(2_000, "m# = text in n and not text in n\n"),
    "many patterns": "x = text.has_word(" + _many(24_000, '"w#",') + ")",
    "one list of patterns many times": "w = ["
    + _many(9_000, '"w#",')
    + "]\n"
    + _many(2_000, "x# = text.has_word(w)\n"),
    "heavy patterns": "x = text.matches(" + _many(9_000, '".{500}b#",') + ")",
    "many sets of characters": 'x = text.matches(r"' + r"\w\W" * 2_400 + '")',
    "nested repetitions": 'x = text.matches("((((a{1000}){1000}){1000}){1000}){1000}")',
    "9,000 unknown names": _many(9_000, "x# = zz#\n"),
    "9,000 unknown names in a list": "x = [" + _many(9_000, "zz#,") + "]",
    "12,000 unknown arguments": "x = Rule(" + _many(12_000, "a#=1,") + ")",
    "49,000 wrong statements": "x\n" * 49_000,
    "49,000 open lines": "(\n" * 49_000,
    "12,000 branches": "if x:\n  y\n" + "elif x:\n  y\n" * 12_000,
    "deep indentation": "".join(" " * i + "if x:\n" for i in range(900)),
    "cases of 40,000,000 events": RULE + 'hit(R, "a", repeat(100000, event(id="{n}")))\n' * 400,
    "a wide graph of names": "n0 = account.bot\n"
    + "".join(f"n{i + 1} = n{i - i % 9} and n{i - i % 7} or account.posts > {i}\n" for i in range(4_000)),
    "100,000 names in braces": POLICY
    + 'R = Rule(Spam, when=account.bot, then=[warn(post)], because="'
    + "{a}" * 20_000
    + '")',
}

LARGE_BUT_RIGHT = ("a wide graph of names", "heavy patterns")
"""Within every limit: these are accepted, in the same time and memory."""

MEASURE = """
import json, resource, sys, time
from policy_world import FILE, check
data = sys.stdin.buffer.read()
check({FILE: b"from fairwater.policy import *\\nx = (account.posts > 5 and text.matches('a'))\\n"})
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
found = check({FILE: data}).diagnostics
seconds = time.process_time() - start
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({"seconds": seconds, "bytes": grown * unit, "codes": [one.code for one in found]}))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_bounded_time_and_memory(name: str) -> None:
    """Each in a process of its own, so that what one file needs is what is measured."""
    paths = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=(HEAD + HOSTILE[name]).encode(),
        capture_output=True,
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    measured = json.loads(done.stdout)
    assert any(code < "FW6" for code in measured["codes"]) or name in LARGE_BUT_RIGHT
    assert measured["seconds"] < SECONDS
    assert measured["bytes"] < MEGABYTES * 2**20
    assert len(measured["codes"]) <= 2 * MAX_PROBLEMS


def test_hostile_code_is_read_and_never_run(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    write = f"open({str(trace)!r}, 'w').write('run')"
    attempts = [
        f"x = {write}",
        f"@{write}\ndef f(): pass",
        f"x = __import__('pathlib').Path({str(trace)!r}).touch()",
        f"x = [0 for _ in {write}]",
        f"class A:\n    x = {write}",
        f"def f(a={write}): pass",
        f'x = f"{{{write}}}"',
        f"x: {write} = 1",
        f"import os; os.system('touch {trace}')",
        f'x = eval("{write}")',
        f'x = text.matches("(?P<a>{write})")',
    ]
    for attempt in attempts:
        checked = check({FILE: (HEAD + attempt + "\n").encode()})
        assert checked.errors, attempt
        assert not checked.values
    assert not trace.exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe\x00", "FW102"),
        (HEAD.encode() + b"x = 1\0", "FW102"),
        (HEAD.encode() + "# \u202e".encode(), "FW103"),
        (b"\xef\xbb\xbf" + HEAD.encode() + b"x = (", "FW104"),
        (HEAD.replace("\n", "\r\n").encode() + b"x = )\r\n", "FW104"),
    ],
)
def test_bytes_that_are_no_policy_text_are_refused(data: bytes, code: str) -> None:
    assert [one.code for one in check({FILE: data}).diagnostics] == [code]


def test_too_many_files_are_refused() -> None:
    found = check({f"policies/p{i:05}.py": b"" for i in range(MAX_FILES + 5)}).diagnostics
    assert [one.code for one in found] == ["FW101"]


EXAMPLE = (
    '"""A text."""\n'
    + HEAD
    + POLICY
    + "fresh = account.age < days(7)\n"
    + 'WORDS = ["win", "prize"]\n'
    + 'lure = text.has_word(WORDS) or title.matches(r"claim (your|the) prize")\n'
    + "spread = distinct(account.id, per=link.domain, within=hours(1), where=fresh)\n"
    + 'linked = any(d in listed("scam-domains") for d in link.domains if len(d) > 3)\n'
    + "R = Rule(Spam, when=fresh and lure and (spread >= 20 or linked),\n"
    + '         then=[hide(post), review(queue="fraud", severity=3)], because="{account.age} old, {spread} accounts")\n'
    + 'hit(R, "a wave", repeat(20, event(text="win {n}", account=account(id="a{n}", age=days(2))), every=minutes(1)),\n'
    + '    event(text="win", account=account(age=days(1)), links=["https://x.example"]))\n'
    + 'miss(R, "talk", event(text="hello"), lists={"scam-domains": ["x.example"]})\n'
)
PIECES = st.sampled_from(
    [
        *EXAMPLE.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split(" "),
        *[
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            '"',
            "'",
            '"""',
            "\\",
            "\n",
            "=",
            "==",
            ".",
            ",",
            ":",
            ";",
            "-1",
            "1e9",
            "0x",
            "lambda",
            "yield",
            "await",
            "async",
            'f"',
            "\u202e",
            "ü",
            "\t",
            "@",
            "**",
            ":=",
            "*",
            "not",
            "is",
            "None",
        ],
    ]
)


SHOWABLE = "\n\u200c\u200d"
UNSHOWABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _survives(data: bytes) -> None:
    """Every outcome is diagnostics with places inside the file, and they can be shown."""
    checked = check({FILE: data})
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for one in checked.diagnostics:
        assert one.span.file == FILE
        assert 1 <= one.span.line <= one.span.end_line <= len(lines) + 1
        assert one.span.column >= 0
        shown = render(one, text)
        assert one.code in shown
        assert not [char for char in shown if char not in SHOWABLE and unicodedata.category(char) in UNSHOWABLE]


def test_the_example_that_is_mutated_is_right() -> None:
    assert [one.message for one in check({FILE: EXAMPLE.encode()}).diagnostics] == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_give_diagnostics_and_never_an_exception(data: bytes) -> None:
    _survives(data)
    _survives(HEAD.encode() + data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_gives_diagnostics_and_never_an_exception(text: str) -> None:
    _survives((HEAD + text).encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_right_file_with_parts_cut_moved_and_replaced_never_raises(data: st.DataObject) -> None:
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        middle = data.draw(st.one_of(PIECES, st.text(max_size=4), st.just(text[end : end + 20])))
        text = text[:start] + middle + text[end:]
    _survives(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40))
def test_words_of_the_language_in_any_order_never_raise(pieces: list[str]) -> None:
    _survives((HEAD + "x = " + " ".join(pieces)).encode())


@pytest.mark.parametrize(("brackets", "found"), [(50, []), (51, ["FW105"]), (20_000, ["FW105"])])
def test_the_limit_of_brackets_is_the_one_that_the_page_names(brackets: int, found: list[str]) -> None:
    assert codes(check_value("(" * brackets + "account.bot" + ")" * brackets)) == found
