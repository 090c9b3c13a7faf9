"""What characters, words and letters of either case mean in patterns; the reference against Python on ASCII."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.policy import pattern_chars as chars
from fairwater.policy.pattern import PatternError, find, fold, parse_pattern, search
from fairwater.policy.pattern_chars import CharSet

EVERY_CHARACTER = [chr(code) for code in range(chars.LAST_CODE_POINT + 1)]


def members(characters):
    return CharSet.of((ord(char), ord(char)) for char in characters)


def test_tables_hold_what_each_character_says_of_itself():
    assert chars.digits() == members(filter(str.isdecimal, EVERY_CHARACTER))
    assert chars.spaces() == members(filter(str.isspace, EVERY_CHARACTER))
    kinds = {which: [] for which in (chars.OTHER, chars.SPACED, chars.UNSPACED)}
    for char in EVERY_CHARACTER:
        kinds[chars.kind.__wrapped__(char)].append(char)
    for which, characters in kinds.items():
        assert chars.of_kind(which) == members(characters)
    assert chars.folds() == {
        ord(char): ord(folded) for char in EVERY_CHARACTER if (folded := chars.fold_char.__wrapped__(char)) != char
    }


def test_folding_keeps_length_kind_and_class_and_is_done_once():
    for code, folded in chars.folds().items():
        one, other = chr(code), chr(folded)
        assert chars.fold_char(other) == other
        assert chars.kind(one) == chars.kind(other)
        assert (one.isdecimal(), one.isspace()) == (other.isdecimal(), other.isspace())


@given(st.text())
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("AZÉЖΣ", "azéжσ"),
        ("ς", "σ"),
        ("ſ", "s"),
        ("\u212a", "k"),
        ("ß", "ß"),
        ("ẞ", "ß"),
        ("İ", "İ"),
        ("ı", "ı"),
        ("Ꭰꭰ", "ᎠᎠ"),
    ],
)
def test_folds(text, folded):
    assert fold(text) == folded


@given(st.sets(st.characters(exclude_categories=()), max_size=6))
def test_the_quick_fold_of_a_small_set_is_the_fold_of_its_members(members_):
    wanted = {chars.fold_char(char) for char in members_}
    folded = chars.fold_set(members(members_))
    sources = [*members_, *wanted, "ſ", "\u212a", "s", "K", "é", "É"]
    for char in sources:
        assert (ord(char) in folded) == (chars.fold_char(char) in wanted)


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("[A-Z]", "q", True),
        ("[a-z]", "ſ", True),
        ("[a-z]", "\u212a", True),
        ("[^k]", "\u212a", False),
        ("[^a]", "A", False),
        ("straSSe", "STRASSE", True),
        ("strasse", "straße", False),
        ("É", "é", True),
        ("[А-Я]+$", "жук", True),
        ("[Ͱ-Ͽ]", "Σ", True),
        (r"i", "İ", False),
        (r"\W", "É", False),
    ],
)
def test_caseless_patterns(source, text, found):
    assert search(source, "regex", True, text) is found


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("scam", "it's a SCAM!", True),
        ("scam", "scammer", False),
        ("scam", "scam_2", False),
        ("scam", "scam2", False),
        ("обман", "Это Обман, да", True),
        ("обман", "обманщик", False),
        ("خدعة", "هذه خدعة كبيرة", True),
        ("خدعة", "خدعةً", False),  # a mark belongs to the word
        ("कर", "कर रहा", True),
        ("कर", "करो", False),
        ("कर", "कर्म", False),
        ("사기", "사기 조심", True),
        ("사기", "사기꾼", False),
        ("双倍", "我双倍返还给你", True),
        ("ปลอม", "ของปลอมมาก", True),
        ("カモ", "いいカモだ", True),
        ("bonus", "双bonus倍", True),  # a script without spaces on both sides
        ("100", "１100", False),
        ("๑๐", "๑๐๐", False),  # a number ends where its digits end, in any script
        ("scam", "❤\ufe0fscam", True),  # a variation selector belongs to the symbol
        ("free", "free\u20e3", True),
        ("$100", "pay$100now", False),
        ("$100", "pay$100 now", True),  # where a word begins with a symbol, anything may stand before it
        ("@all", "hey@all", True),
        ("c++", "c++11", True),
        ("double your", "we DOUBLE YOUR coins", True),
        ("double your", "redouble your", False),
    ],
)
def test_a_word_is_not_found_inside_a_longer_one(word, text, found):
    assert search(word, "word", True, text) is found


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"\b双倍\b", "我双倍返", True),
        (r"a\b双", "a双", True),
        (r"双\B倍", "双倍", False),
        (r"a\Bb", "ab", True),
        (r"\B-\B", " - ", True),
        (r"-\b", "-", False),
        (r"-\b", "-x", True),
        (r"foo.*\bbar\b", "foo xbar bar", True),
        (r"foo.*\bbar\b", "foo xbar", False),
        (r"\b(?:foo)?bar", "xbar", False),
        (r"(?:\bfoo\b\s*){2}", "foo foo", True),
        (r"(?:\bfoo\b\s*){2}", "foofoo", False),
    ],
)
def test_boundaries(source, text, found):
    assert search(source, "regex", True, text) is found


def test_offsets_are_those_of_the_text_as_it_was():
    assert find("ΣΑΣ", "literal", True, "İßẞ σας!") == (4, 7)


# --- against Python's re, on what both mean alike: ASCII, boolean

_ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "A",
        "-",
        "_",
        "1",
        " ",
        r"\.",
        r"\n",
        ".",
        r"\w",
        r"\W",
        r"\d",
        r"\D",
        r"\s",
        r"\S",
        "[a-b]",
        "[^a]",
        r"[\w-]",
        r"\b",
        r"\B",
        "^",
        r"\A",
        r"\Z",
    ]
)
_SOURCES = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda options: f"(?:{'|'.join(options)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "*?", "+?"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(_SOURCES, st.booleans(), st.lists(st.text("abAB-_1 .\n", max_size=8), min_size=1, max_size=8))
def test_the_reference_agrees_with_python_on_ascii(source, caseless, texts):
    try:
        parse_pattern(source, "regex", caseless)
    except PatternError:
        return
    python = re.compile(source, re.ASCII | (re.IGNORECASE if caseless else 0))
    for text in texts:
        match = python.search(text)
        place = find(source, "regex", caseless, text)
        assert (place is None) == (match is None), (source, text)
        if match and place:
            assert place[0] == match.start()
            assert place[1] >= match.end()
