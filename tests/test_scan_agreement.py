"""The reference, the fast engine and the portable matcher find the same, one text at a time or in any batch."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.policy import pattern_chars as chars
from fairwater.policy.pattern import PatternError, fold, parse_pattern, search
from fairwater.policy.plan import PatternSpec
from fairwater.signals.patterns import build_scanner, encoding, engine_available
from fairwater.signals.patterns._view import view_of

# ASCII of each sort, characters that fold into ASCII or not at all, scripts with and without spaces, marks, digits of
# other scripts, symbols and what clings to them, white space, the bytes the encoding reserves, the ends of planes.
NASTY = "aAbBkKsS_-. \n01\x00\x01\x02\x03\x04\x05\x06\x7f" + "ßſ\u212aİıжЖσςΣéÉ한" + "ع\u064b\u0661का\u094d"
NASTY += "กั๑双倍かカー" + "😀❤\ufe0f\u200d\u20e3\u2009\u00a0\U00020000\U000e0100\U0010ffff\uffff"


def quoted(char):
    return "\\" + char if char in "-.^]\\[" else char


_ATOMS = st.one_of(
    st.sampled_from(NASTY).map(quoted),
    st.sampled_from([".", r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", r"\b", r"\B", "^", "$", r"\b"]),
    st.tuples(
        st.sampled_from(["", "^"]),
        st.lists(
            st.one_of(
                st.sampled_from(NASTY).map(quoted),
                st.sampled_from([r"\w", r"\W", r"\d", r"\s", "a-z", "A-Z", "а-я", "一-龥"]),
            ),
            min_size=1,
            max_size=3,
        ).map("".join),
    ).map(lambda pair: f"[{pair[0]}{pair[1]}]"),
)
_REGEXES = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(st.one_of(inner, st.just("")), min_size=1, max_size=3).map(lambda options: f"(?:{'|'.join(options)})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


def accepted(spec):
    try:
        parse_pattern(spec.source, spec.mode, spec.caseless)
    except PatternError:
        return False
    return True


SPECS = st.one_of(
    st.builds(PatternSpec, _REGEXES, st.just("regex"), st.booleans()),
    st.builds(PatternSpec, st.text(NASTY, min_size=1, max_size=4), st.sampled_from(["word", "literal"]), st.booleans()),
).filter(accepted)
TEXTS = st.one_of(st.text(NASTY, max_size=12), st.text(max_size=8), st.text(NASTY, min_size=30, max_size=120))


def by_row(scanner, column):
    rows, ids = scanner.scan_batch(column)
    pairs = list(zip(rows.tolist(), ids.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    found = [[] for _ in range(len(column))]
    for row, number in pairs:
        found[row].append(number)
    return found


@pytest.fixture(scope="module", params=["fast", "portable"])
def make(request):
    patch = pytest.MonkeyPatch()
    if request.param == "portable":
        patch.setenv("FAIRWATER_MATCHER", "portable")
    elif not engine_available():
        pytest.skip("Hyperscan is not installed here: only the portable matcher is tested")
    yield lambda specs: build_scanner(specs, None)
    patch.undo()


@settings(max_examples=120, deadline=None)
@given(st.lists(SPECS, min_size=1, max_size=6), st.lists(TEXTS, min_size=1, max_size=12), st.data())
def test_one_meaning_in_every_engine_and_every_batch(make, specs, texts, data):
    wanted = [
        [number for number, spec in enumerate(specs) if search(spec.source, spec.mode, spec.caseless, text)]
        for text in texts
    ]
    scanner = make(specs)
    assert [scanner.scan(text) for text in texts] == wanted
    column = pa.array(texts, data.draw(st.sampled_from([pa.string(), pa.large_string()])))
    assert by_row(scanner, column) == wanted
    cut = data.draw(st.integers(0, len(texts)))
    assert by_row(scanner, column[:cut]) + by_row(scanner, column[cut:]) == wanted


@pytest.mark.parametrize("caseless", [False, True])
def test_characters_have_the_view_that_is_documented(caseless):
    codes = [*range(0xD800), *range(0xE000, 0x20000), *range(0x20000, chars.LAST_CODE_POINT, 61), chars.LAST_CODE_POINT]
    every = "".join(map(chr, codes))
    wanted = encoding.view(fold(every) if caseless else every)[1:-1]
    assert view_of(every.encode(), caseless) == wanted


@pytest.mark.parametrize(
    ("data", "repaired"),
    [
        (b"a\xffb", "a\ufffdb"),
        (b"\xc0\x80", "\ufffd\ufffd"),
        (b"\xe2\x82", "\ufffd\ufffd"),
        (b"\xf5\x80\x80\x80", "\ufffd" * 4),
        (b"\xf4\x90\x80\x80", "\ufffd" * 4),
        (b"x\xc3", "x\ufffd"),
    ],
)
def test_bytes_that_are_no_utf8_become_replacement_characters(data, repaired):
    assert view_of(data, True) == encoding.view(repaired)[1:-1]


def test_no_character_is_seen_inside_another_or_across_two_texts(make):
    specs = [
        PatternSpec(source, "regex", False) for source in (r"\w\w", r"\W\W", r".\B", "[^é]$", "^双", "é.", r"(?:a|\s)b")
    ]
    texts = ["é", "双", "😀", "\x02", "a", "b", "\x02b", "倍双", "é\u2009", "b"]
    scanner = make(specs)
    wanted = [[n for n, s in enumerate(specs) if search(s.source, s.mode, s.caseless, text)] for text in texts]
    assert by_row(scanner, pa.array(texts)) == wanted


def test_short_texts_are_searched_to_their_last_byte(make):
    """Vectorscan 5.4.12 misses the first of these patterns when the second is in the same database."""
    scanner = make([PatternSpec(r"a+\Z", "regex", True), PatternSpec(r"(?:|双)Bー.", "regex", True)])
    assert scanner.scan("ſ\x01\ufe0f\x01A") == [0]
    assert by_row(scanner, pa.array(["ſ\x01\ufe0f\x01A", "bーx"])) == [[0], [1]]


@pytest.mark.skipif(not engine_available(), reason="Hyperscan is not on this machine")
def test_patterns_that_would_take_too_long_to_compile_go_to_the_portable_matcher(monkeypatch):
    """With a small budget, so that the test is quick: what is found is the same."""
    specs = [PatternSpec(rf"\bw{at}\b.{{0,{at}}}\bend\b", "regex", True) for at in range(40)]
    text = "W7 to the end, w39 end, w3 far from any end"
    monkeypatch.delenv("FAIRWATER_MATCHER", raising=False)  # `make` may have set it for this module
    whole = build_scanner(specs, None)
    monkeypatch.setattr("fairwater.signals.patterns.build._ENGINE_CUBES", 100_000)
    part = build_scanner(specs, None)
    assert (whole.engine, part.engine) == ("hyperscan", "hyperscan+portable")
    assert part.scan(text) == whole.scan(text) != []
