"""A column of texts is scanned as Arrow lays it out: slices, nulls, wide offsets; texts and patterns without number."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pytest

from fairwater.policy.pattern import PatternError
from fairwater.policy.plan import PatternSpec
from fairwater.signals.patterns import _scan, build_scanner


def word(*words, caseless=True):
    return PatternSpec(r"\b(?:" + "|".join(words) + r")\b", "regex", caseless)


@pytest.fixture(params=["fast", "portable"])
def make(request, monkeypatch):
    if request.param == "portable":
        monkeypatch.setenv("FAIRWATER_MATCHER", "portable")
    return lambda *specs: build_scanner(specs, None)


def pairs(scanner, column):
    rows, ids = scanner.scan_batch(column)
    assert rows.dtype == ids.dtype == np.int32
    return list(zip(rows.tolist(), ids.tolist(), strict=True))


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_slices_nulls_and_empty_texts(make, kind):
    scanner = make(word("spam"), PatternSpec("Ham", "literal", False), word("яд"))
    column = pa.array(["spam", None, "", "Ham spam", "ham", None, "ЯД Ham", "x"], kind)
    assert pairs(scanner, column) == [(0, 0), (3, 0), (3, 1), (6, 1), (6, 2)]
    assert pairs(scanner, column[3:]) == [(0, 0), (0, 1), (3, 1), (3, 2)]
    assert pairs(scanner, column[1:3]) == []
    assert pairs(scanner, column[0:0]) == []
    assert pairs(scanner, pa.array([], kind)) == []
    assert pairs(scanner, pa.nulls(3, kind)) == []


@pytest.mark.parametrize("column", [pa.array([1]), pa.array([b"a"]), ["a"], pa.array(["a"]).dictionary_encode(), None])
def test_anything_but_strings_is_refused(make, column):
    with pytest.raises(TypeError, match="must be an Arrow array of string"):
        make(word("a")).scan_batch(column)


@pytest.mark.parametrize("text", [None, b"a", 1])
def test_anything_but_a_str_is_refused(make, text):
    with pytest.raises(TypeError, match="must be a str"):
        make(word("a")).scan(text)


def test_matches_are_laid_to_the_right_row_at_every_place_in_the_buffer(make, monkeypatch):
    monkeypatch.setattr(_scan, "CHUNK_BYTES", 256)
    scanner = make(
        word("a"), PatternSpec("^b", "regex", True), PatternSpec("c$", "regex", True), PatternSpec("é", "literal", True)
    )
    texts = [("a" if n % 7 == 0 else "b" * (n % 5) + "x" * (n % 600) + ("c" if n % 3 else "É")) for n in range(700)]
    column = pa.array(texts)
    assert pairs(scanner, column) == [(row, number) for row, text in enumerate(texts) for number in scanner.scan(text)]


def test_lone_surrogates_are_characters_like_any_other(make):
    scanner = make(word("a"), PatternSpec(".", "regex", False), PatternSpec(r"\w", "regex", False))
    assert scanner.scan("\ud800a\udfff") == [0, 1, 2]
    assert scanner.scan("\ud800") == [1]


def test_no_patterns_and_patterns_that_never_match(make):
    assert make().scan("a") == []
    assert pairs(make(), pa.array(["a"])) == []
    scanner = make(PatternSpec(r"a\bb", "regex", True), PatternSpec("b^", "regex", True), word("ab"))
    assert scanner.scan("ab") == [2]
    assert scanner.n_patterns == 3


def test_equal_patterns_are_all_reported(make):
    assert make(word("a"), word("a"), PatternSpec("A", "literal", False)).scan("a A") == [0, 1, 2]


def test_a_pattern_that_is_not_taken_is_an_error(make):
    with pytest.raises(PatternError, match="lookaround"):
        make(word("a"), PatternSpec("(?=a)b", "regex", True))


def test_the_engine_says_its_name(monkeypatch):
    large = PatternSpec(r"a(?:\w|-){900}\d", "regex", True)
    monkeypatch.setenv("FAIRWATER_MATCHER", "portable")
    assert build_scanner([large], None).engine == "portable"
    monkeypatch.delenv("FAIRWATER_MATCHER")
    assert build_scanner([word("a")], None).engine in ("hyperscan", "portable")
    scanner = build_scanner([word("a"), large], None)
    assert scanner.engine in ("hyperscan+portable", "portable")
    assert scanner.scan("a " + "a" + "b-" * 450 + "7") == [0, 1]
    assert pairs(scanner, pa.array(["x", "a" + "é-" * 450 + "7", "a"])) == [(1, 1), (2, 0)]


def test_the_largest_patterns_taken_are_searched(make):
    specs = [
        PatternSpec(r"(?:[^\Wéèêë]|[^а-яé]){250}", "regex", True),
        PatternSpec(r"[\wa][\W_]\d{1000}", "regex", True),
        PatternSpec(r"x.{0,1000}y", "regex", True),
    ]
    scanner = make(*specs)
    assert scanner.scan("ю" * 249) == []
    assert scanner.scan("ab" * 125) == [0]
    assert scanner.scan("é_" + "٣1" * 500) == [0, 1]
    assert scanner.scan("x" + "é " * 499 + "éy") == [2]
    assert scanner.scan("x" + "é " * 501 + "y") == []


HOSTILE = ["(a*)*b", "(a|a)*b", "(a+)+$", "(.*)*x", "(?:a?){300}a{300}c", r"(\w+\s?)*-", "(x+x+)+y", r".*.*.*=.*"]


def test_hostile_patterns_take_time_in_proportion_to_the_text(make):
    scanner = make(*(PatternSpec(source, "regex", True) for source in HOSTILE))
    text = "a" * 100_000 + "!"
    scanner.scan("a" * 100)
    begin = time.process_time()
    assert scanner.scan(text) == []
    assert time.process_time() - begin < 3
    assert pairs(scanner, pa.array([text, "b", text])) == [(1, 0), (1, 1)]


def test_many_hits_in_a_long_text(make):
    scanner = make(*(PatternSpec(char, "literal", True) for char in "abcdefghij"), word("zz"))
    text = "abcdefghij é" * 8_000
    assert scanner.scan(text) == list(range(10))
    assert pairs(scanner, pa.array([text, "z", "zz"])) == [*((0, n) for n in range(10)), (2, 10)]


def test_thousands_of_patterns():
    scanner = build_scanner([PatternSpec(f"invented{n}", "word", True) for n in range(2_000)], None)
    assert scanner.scan("Invented7 invented77x, INVENTED1998") == [7, 1998]
    assert pairs(scanner, pa.array(["invented0", "invented", "é invented1"])) == [(0, 0), (2, 1)]


def test_threads_may_share_a_scanner():
    scanner = build_scanner([word("spam"), PatternSpec("é", "literal", True)], None)
    columns = [pa.array([f"{n} spam"] * 300 + ["É"] * n) for n in range(16)]
    wanted = [[(row, 0) for row in range(300)] + [(300 + row, 1) for row in range(n)] for n in range(16)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda column: pairs(scanner, column), columns)) == wanted
