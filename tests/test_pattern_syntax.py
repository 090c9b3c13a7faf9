"""What is a pattern and what is not: every refusal says where, why and what to write instead."""

from __future__ import annotations

import time

import pytest

from fairwater.policy.pattern import PatternError, find, parse_pattern, search

REFUSED = [
    # source, position, not linear, a word of the message
    (r"(a)\1", 3, True, "backreferences"),
    (r"\k<x>", 0, True, "backreferences"),
    (r"(?P=x)", 0, True, "backreferences"),
    (r"(?(1)a|b)", 0, True, "conditions"),
    (r"a(?=b)", 1, True, "lookaround"),
    (r"a(?!b)", 1, True, "lookaround"),
    (r"(?<=a)b", 0, True, "lookaround"),
    (r"(?<!a)b", 0, True, "lookaround"),
    (r"(?>a)", 0, False, "atomic"),
    (r"a*+", 2, False, "possessive"),
    (r"a{1,2}+", 6, False, "possessive"),
    (r"(?i)a", 0, False, "flags"),
    (r"(?i:a)", 0, False, "flags"),
    (r"(?", 0, False, "flags"),
    (r"(?P<x>a)", 0, False, "named"),
    (r"(?<x>a)", 0, False, "named"),
    (r"(?#x)a", 0, False, "comments"),
    (r"a**", 2, False, "quantifier"),
    (r"a{2}{3}", 4, False, "quantifier"),
    (r"*a", 0, False, "nothing to repeat"),
    (r"a|+", 2, False, "nothing to repeat"),
    (r"{2}a", 0, False, "nothing to repeat"),
    (r"\b+a", 2, False, "place"),
    (r"^*a", 1, False, "place"),
    (r"a{", 1, False, "repetition"),
    (r"a{x}", 1, False, "repetition"),
    (r"a{,}", 1, False, "repetition"),
    ("a{٣}", 1, False, "repetition"),
    (r"a{3,2}", 1, False, "impossible"),
    (r"a{1001}", 1, False, "1,000"),
    (r"a{99999999999999999999}", 1, False, "1,000"),
    (r"(a{100}){100}", 8, False, "10,000"),
    ("x{1000}" * 21, 0, False, "at most 20,000"),
    (r"(a", 0, False, "not closed"),
    (r"a)", 1, False, "closes no group"),
    (r"[a", 0, False, "not closed"),
    (r"[]", 0, False, "not closed"),
    (r"x[z-a]", 2, False, "backwards"),
    (r"[a-\d]", 1, False, "range"),
    (r"[[:alpha:]]", 1, False, "named classes"),
    (r"[^\w\W]", 0, False, "no character"),
    (r"\q", 0, False, "no meaning"),
    (r"\pL", 0, False, "no meaning"),
    (r"\z", 0, False, "no meaning"),
    (r"[\b]", 1, False, "no meaning"),
    ("\\é", 0, False, "no meaning"),
    ("ab\\", 2, False, "backslash"),
    (r"\x4", 0, False, "hexadecimal"),
    (r"\u12G4", 0, False, "hexadecimal"),
    (r"\ud83d", 0, False, "no character"),
    (r"\U00110000", 0, False, "no character"),
    ("a\ud83d", 1, False, "no character"),
    (r"a*", 0, False, "without any character"),
    (r"(a|)", 0, False, "without any character"),
    (r"\b", 0, False, "without any character"),
    (r"^$", 0, False, "without any character"),
    ("", 0, False, "without any character"),
    ("a" * 10_001, 10_000, False, "10,001"),
    ("(" * 51 + "a" + ")" * 51, 50, False, "nested"),
    (r"\ba" * 201, 600, False, "at most 200"),
]


@pytest.mark.parametrize(("source", "position", "not_linear", "word"), REFUSED)
def test_what_is_refused_is_refused_with_place_reason_and_help(source, position, not_linear, word):
    with pytest.raises(PatternError) as caught:
        parse_pattern(source, "regex", True)
    error = caught.value
    assert (error.position, error.not_linear) == (position, not_linear)
    assert word in error.message
    assert error.help


@pytest.mark.parametrize("mode", ["literal", "word"])
def test_an_empty_literal_is_refused(mode):
    with pytest.raises(PatternError, match="every text"):
        parse_pattern("", mode, True)


def test_an_unknown_mode_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="unknown pattern mode 'glob'"):
        parse_pattern("a", "glob", True)


@pytest.mark.parametrize(
    ("source", "text", "place"),
    [
        (r"ab|cd", "xxcd", (2, 4)),
        (r"a.c", "abc", (0, 3)),
        (r"a.c", "a\nc", None),
        (r"a[^b]c", "a\nc", (0, 3)),
        (r"(?:ab)+?", "ababab", (0, 6)),  # lazy or not: the longest is reported
        (r"a{2,3}", "aaaaa", (0, 3)),
        (r"a{,2}b", "aaab", (1, 4)),
        (r"x{3,}", "xxxxx", (0, 5)),
        (r"\x41\u0042\U00000043", "ABC", (0, 3)),
        (r"[]a]+", "]a]", (0, 3)),
        (r"[a-]+", "a-a", (0, 3)),
        (r"[\]\-x]+", "]-x", (0, 3)),
        (r"a}b]", "a}b]", (0, 4)),
        (r"\{\$\#", "{$#", (0, 3)),
        (r"\t\n\r\f\v", "\t\n\r\f\v", (0, 5)),
        (r"^b", "a\nb", None),
        (r"a$", "a\n", None),
        (r"\Ab\Z", "b", (0, 1)),
        (r"()a", "a", (0, 1)),
        (r"a|ab|abc", "abcd", (0, 3)),  # leftmost, then longest
        (r"[^\d\s]+", "1 ab 2", (2, 4)),
    ],
)
def test_what_is_taken_means_what_it_says(source, text, place):
    assert find(source, "regex", False, text) == place


@pytest.mark.parametrize("mode", ["literal", "word"])
def test_a_literal_has_no_special_characters(mode):
    assert search("a.*(b", mode, True, "see A.*(B here")
    assert not search("a.*(b", mode, True, "axx(b")


@pytest.mark.parametrize(
    "source",
    [
        "(a*)*b",
        "(a|a)*b",
        "(a+)+$",
        "(.*)*x",
        "(?:a?){150}a{150}b",
        "(?:(?:a|b)*c?)*d",
        r"(\w+\s?)*-\Z",
        "(x+x+)+y",
        r"(?:\b\w+\b\s*)+x",
        r"(?:\b(?:a|-)*\b)*b",
    ],
)
def test_patterns_that_hang_other_engines_are_parsed_and_judged_at_once(source):
    begin = time.process_time()
    assert not search(source, "regex", True, "a" * 200 + "!")
    assert time.process_time() - begin < 5


def test_boundaries_that_would_grow_without_bound_are_refused():
    with pytest.raises(PatternError, match="cannot be searched fast"):
        parse_pattern(r"(?:\b\w+\b\W?){2,50}x", "regex", True)
