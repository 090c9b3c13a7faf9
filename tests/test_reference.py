"""The reference interpreter: each law of the typed tree, as tables."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable
from typing import Any

import pytest

from fairwater.engine.reference import Reference, RefFinding
from fairwater.events.decode import EventDecoder
from fairwater.events.record import Event
from fairwater.events.types import BOOL, DURATION, FLOAT, INT, INT_MAX, INT_MIN, JOINED_LIMIT, STR, TIME, Type, list_of
from fairwater.policy import tree
from fairwater.policy.functions import Cost, Determinism, Function, Library, Param
from strategies import POLICY, SPAN
from strategies_events import SCHEMA, TableLists

DECODER = EventDecoder(SCHEMA)
WORDS = list_of(STR)


def returns_none(value: str) -> None:
    return None


def shown(value: object, other: object) -> str:
    return f"{value!r} {other!r}"


def function(name: str, form: str, scalar: Callable[..., object], returns: Type, *inputs: str) -> Function:
    params = () if inputs else (Param("value", STR),)
    return Function(name, form, params, returns, scalar, Cost.TRIVIAL, Determinism.PURE, "Doc.", "example", inputs)


LIBRARY = Library.of(
    (
        function("length", "function", len, INT),
        function("never", "function", returns_none, INT),
        function("pair.shown", "property", shown, STR, "x.word", "x.small"),
    )
)


def event(number: int = 0, **fields: Any) -> Event:
    wire = {"id": f"e{number}", "time": "2026-01-01T00:00:00Z", "kind": "post.create", **fields}
    made = DECODER.convert(wire)
    assert isinstance(made, Event), made
    return made


def const(value: object) -> tree.Const:
    types: dict[type, Type] = {bool: BOOL, int: INT, float: FLOAT, str: STR}
    if isinstance(value, tuple):
        return tree.Const(list_of(types[type(value[0])] if value else STR), SPAN, value)
    return tree.Const(types[type(value)], SPAN, value)


def unknown(type_: Type) -> tree.Expr:
    """A field that the events of these tests never have."""
    paths = {
        BOOL: "account.bot", INT: "account.posts", FLOAT: "x.weight", STR: "title", TIME: "x.due", DURATION: "x.wait",
        WORDS: "tags", list_of(INT): "x.numbers",
    }  # fmt: skip
    return tree.Field(type_, SPAN, paths[type_])


def truth(value: bool | None) -> tree.Expr:
    return unknown(BOOL) if value is None else const(value)


def rule(when: tree.Expr, *because: str | tree.Expr, name: str = "R") -> tree.RuleDef:
    return tree.RuleDef(name, POLICY, when, (), because, SPAN)


def value(expr: tree.Expr, given: Event | None = None) -> Any:
    """What an expression is for one event."""
    judge = Reference([rule(const(True), expr)], SCHEMA, LIBRARY, TableLists())
    [finding] = judge.one(given or event(), 0)
    return finding.because[0]


def same(got: Any, wanted: Any) -> bool:
    """Equal in type and bits."""
    if isinstance(wanted, float) and isinstance(got, float):
        return struct.pack("<d", got) == struct.pack("<d", wanted)
    return type(got) is type(wanted) and bool(got == wanted)


TRUTHS = (True, False, None)


@pytest.mark.parametrize(("left", "right"), list(itertools.product(TRUTHS, repeat=2)))
def test_and_or_not_follow_kleene(left: bool | None, right: bool | None) -> None:
    order = {False: 0, None: 1, True: 2}
    pair = (truth(left), truth(right))
    assert value(tree.BoolOp(BOOL, SPAN, "and", pair)) is min(left, right, key=order.__getitem__)
    assert value(tree.BoolOp(BOOL, SPAN, "or", pair)) is max(left, right, key=order.__getitem__)
    assert value(tree.Not(BOOL, SPAN, pair[0])) is (None if left is None else not left)


@pytest.mark.parametrize("values", list(itertools.product(TRUTHS, repeat=3)))
def test_three_parts_are_decided_like_two_and_one(values: tuple[bool | None, ...]) -> None:
    for op in ("and", "or"):
        parts = tuple(truth(one) for one in values)
        nested = tree.BoolOp(BOOL, SPAN, op, (parts[0], tree.BoolOp(BOOL, SPAN, op, parts[1:])))
        assert value(tree.BoolOp(BOOL, SPAN, op, parts)) is value(nested)


@pytest.mark.parametrize(
    ("condition", "then", "other", "wanted"),
    [
        (True, 1, 2, 1),
        (False, 1, 2, 2),
        (None, 1, 1, None),
        (True, None, 2, None),
        (True, 1, None, 1),
        (False, None, 2, 2),
    ],
)
def test_if_gives_the_chosen_side_only(
    condition: bool | None, then: int | None, other: int | None, wanted: int | None
) -> None:
    sides = [unknown(INT) if one is None else const(one) for one in (then, other)]
    assert value(tree.IfElse(INT, SPAN, truth(condition), *sides)) == wanted


def test_only_true_fires() -> None:
    rules = [rule(truth(one), name=str(one)) for one in TRUTHS]
    found = Reference(rules, SCHEMA, LIBRARY, TableLists()).one(event(7), 0)
    assert found == [RefFinding("e7", "True", (), ())]


def test_known_and_known_or() -> None:
    assert value(tree.IsKnown(BOOL, SPAN, unknown(STR))) is False
    assert value(tree.IsKnown(BOOL, SPAN, const(False))) is True
    assert value(tree.KnownOr(INT, SPAN, unknown(INT), const(3))) == 3
    assert value(tree.KnownOr(INT, SPAN, const(0), const(3))) == 0
    assert value(tree.KnownOr(INT, SPAN, unknown(INT), unknown(INT))) is None


ARITHMETIC: list[tuple[Type, str, Any, Any, Any]] = [
    (INT, "+", INT_MAX, 1, None),
    (INT, "+", INT_MAX, 0, INT_MAX),
    (INT, "-", INT_MIN, 1, None),
    (INT, "-", INT_MIN, INT_MIN, 0),
    (INT, "-", 0, INT_MIN, None),
    (INT, "*", 2**62, 2, None),
    (INT, "*", 2**62, -2, INT_MIN),
    (INT, "*", INT_MIN, -1, None),
    (INT, "//", INT_MIN, -1, None),
    (INT, "//", -7, 2, -4),
    (INT, "//", 7, -2, -4),
    (INT, "%", -7, 2, 1),
    (INT, "%", 7, -2, -1),
    (INT, "%", INT_MIN, -1, 0),
    (INT, "//", 1, 0, None),
    (INT, "%", 1, 0, None),
    (FLOAT, "/", 1, 0, None),
    (FLOAT, "/", 7, 2, 3.5),
    (FLOAT, "/", 2**53 + 1, 1, 9007199254740992.0),
    (FLOAT, "/", INT_MAX, INT_MAX - 1, 1.0),
    (FLOAT, "+", 0.1, 0.2, 0.30000000000000004),
    (FLOAT, "+", 1e308, 1e308, None),
    (FLOAT, "*", -1e308, 1e308, None),
    (FLOAT, "*", 5e-324, 0.5, 0.0),
    (FLOAT, "*", -5e-324, 0.5, -0.0),
    (FLOAT, "-", 0.0, 0.0, 0.0),
    (FLOAT, "/", 1.0, -0.0, None),
    (FLOAT, "/", 1e308, 1e-10, None),
    (FLOAT, "//", -7.5, 2.0, -4.0),
    (FLOAT, "%", -7.5, 2.0, 0.5),
    (FLOAT, "%", 7.5, 0.0, None),
    (FLOAT, "//", 1e308, 5e-324, None),
    (STR, "+", "е", "\u0301", "е\u0301"),
]


@pytest.mark.parametrize(("type_", "op", "left", "right", "wanted"), ARITHMETIC)
def test_arithmetic_is_pythons_within_range(type_: Type, op: str, left: Any, right: Any, wanted: Any) -> None:
    assert same(value(tree.Arith(type_, SPAN, op, const(left), const(right))), wanted)
    wide = unknown(const(left).type)
    assert value(tree.Arith(type_, SPAN, op, wide, const(right))) is None
    assert value(tree.Arith(type_, SPAN, op, const(left), unknown(const(right).type))) is None


@pytest.mark.parametrize(
    ("given", "wanted"), [(1, -1), (INT_MAX, -INT_MAX), (INT_MIN, None), (0.0, -0.0), (-0.0, 0.0), (2.5, -2.5)]
)
def test_negation_of_the_least_int_is_unknown(given: float, wanted: float | None) -> None:
    assert same(value(tree.Arith(const(given).type, SPAN, "neg", const(given), None)), wanted)


def test_durations_and_times_overflow_like_ints() -> None:
    def held(type_: Type, number: int) -> tree.Const:
        return tree.Const(type_, SPAN, number)

    assert value(tree.Arith(TIME, SPAN, "+", held(TIME, INT_MAX), held(DURATION, 1))) is None
    assert value(tree.Arith(DURATION, SPAN, "-", held(TIME, 5), held(TIME, 9))) == -4
    assert value(tree.Arith(DURATION, SPAN, "*", held(INT, 2**40), held(DURATION, 2**40))) is None
    assert same(value(tree.Arith(FLOAT, SPAN, "/", held(DURATION, 1), held(DURATION, 4))), 0.25)
    assert value(tree.Arith(FLOAT, SPAN, "/", held(DURATION, 1), held(DURATION, 0))) is None
    assert value(tree.Arith(DURATION, SPAN, "%", held(DURATION, -1), held(DURATION, 60))) == 59


@pytest.mark.parametrize(
    ("given", "wanted"), [(2**53 + 1, 2.0**53), (2**53 + 3, 2.0**53 + 4), (INT_MAX, 2.0**63), (INT_MIN, -(2.0**63))]
)
def test_an_int_becomes_the_nearest_float_ties_to_even(given: int, wanted: float) -> None:
    assert same(value(tree.ToFloat(FLOAT, SPAN, const(given))), wanted)


def test_joined_text_and_lists_are_bounded() -> None:
    half = const("a" * (JOINED_LIMIT // 2))
    full = tree.Arith(STR, SPAN, "+", half, half)
    assert len(value(full)) == JOINED_LIMIT
    assert value(tree.Arith(STR, SPAN, "+", full, const("a"))) is None
    assert value(tree.Arith(WORDS, SPAN, "+", const(("a",)), const(("b", "a")))) == ("a", "b", "a")


@pytest.mark.parametrize(
    ("left", "op", "right", "wanted"),
    [
        ("a", "<", "b", True),
        ("Z", "<", "a", True),
        ("\uffff", "<", "\U0001f381", True),
        ("é", "==", "e\u0301", False),
        ("", "<", "a", True),
        (0.0, "==", -0.0, True),
        (0.0, "<", -0.0, False),
        (2**53 + 1, "==", 2**53, False),
        (True, "!=", False, True),
        (("a", "b"), "==", ("a", "b"), True),
        (("a",), "!=", ("b",), True),
        (3, ">=", 3, True),
        (3, ">", 3, False),
        (3, "<=", 2, False),
    ],
)
def test_comparisons(left: Any, op: str, right: Any, wanted: bool) -> None:
    assert value(tree.Compare(BOOL, SPAN, op, const(left), const(right))) is wanted
    assert value(tree.Compare(BOOL, SPAN, op, const(left), unknown(const(right).type))) is None


def test_membership_is_strict() -> None:
    def within(item: tree.Expr, container: tree.Expr) -> Any:
        return value(tree.In(BOOL, SPAN, item, container))

    assert within(const("a"), const(("b", "a"))) is True
    assert within(const("a"), const(())) is False
    assert within(unknown(STR), const(())) is None
    assert within(const("a"), unknown(WORDS)) is None
    assert within(const("tra"), const("straße")) is True
    assert within(const("TRA"), const("straße")) is False
    assert within(const(""), const("")) is True
    assert within(const(0.0), const((-0.0,))) is True
    listing = [
        value(tree.InListing(BOOL, SPAN, one, "words")) for one in (const("win"), const("nowhere"), unknown(STR))
    ]
    assert listing == [True, False, None]


def test_a_list_is_unknown_when_an_item_is() -> None:
    assert value(tree.ListLit(WORDS, SPAN, (const("a"), const("b")))) == ("a", "b")
    assert value(tree.ListLit(WORDS, SPAN, (const("a"), unknown(STR)))) is None


def test_functions_are_strict_and_properties_see_what_is_unknown() -> None:
    def call(name: str, *args: tree.Expr) -> tree.Expr:
        return tree.Call(LIBRARY.functions[name].returns, SPAN, name, args)

    assert value(call("length", const("ab"))) == 2
    assert value(call("length", unknown(STR))) is None
    assert value(call("never", const("ab"))) is None
    both = call("pair.shown", tree.Field(STR, SPAN, "x.word"), tree.Field(INT, SPAN, "x.small"))
    assert value(both, event(x={"word": "w"})) == "'w' None"


def item(name: str, type_: Type = STR) -> tree.Expr:
    return tree.Var(type_, SPAN, name)


TAGS = tree.Field(WORDS, SPAN, "tags")
LONG = tree.Compare(BOOL, SPAN, ">", tree.Call(INT, SPAN, "length", (item("x"),)), const(1))
DOUBTFUL = tree.IfElse(BOOL, SPAN, tree.Compare(BOOL, SPAN, "==", item("x"), const("?")), unknown(BOOL), LONG)


@pytest.mark.parametrize(
    ("op", "tags", "wanted"),
    [
        ("any", [], False),
        ("all", [], True),
        ("count", [], 0),
        ("any", ["a", "bb"], True),
        ("any", ["?", "bb"], True),
        ("any", ["?", "a"], None),
        ("all", ["?", "a"], False),
        ("all", ["?", "bb"], None),
        ("all", ["bb", "cc"], True),
        ("count", ["bb", "a", "cc"], 2),
        ("count", ["bb", "?", "a"], None),
        ("any", None, None),
        ("count", None, None),
    ],
)
def test_generators(op: str, tags: list[str] | None, wanted: object) -> None:
    made = tree.Gen(INT if op == "count" else BOOL, SPAN, op, "x", TAGS, None, DOUBTFUL)
    assert same(value(made, event(tags=tags)), wanted)


@pytest.mark.parametrize(
    ("op", "condition", "body", "wanted"),
    [
        (op, condition, body, wanted)
        for op, table in {
            "any": {(True, True): True, (True, False): False, (True, None): None, (False, None): False,
                    (False, True): False, (None, False): False, (None, True): None, (None, None): None},
            "all": {(True, True): True, (True, False): False, (True, None): None, (False, None): True,
                    (False, False): True, (None, False): None, (None, True): True, (None, None): None},
            "count": {(True, True): 1, (True, False): 0, (True, None): None, (False, None): 0,
                      (False, True): 0, (None, False): 0, (None, True): None, (None, None): None},
        }.items()
        for (condition, body), wanted in table.items()
    ],
)  # fmt: skip
def test_the_condition_of_a_generator(op: str, condition: bool | None, body: bool | None, wanted: object) -> None:
    made = tree.Gen(INT if op == "count" else BOOL, SPAN, op, "x", TAGS, truth(condition), truth(body))
    assert same(value(made, event(tags=["a"])), wanted)


def test_an_inner_variable_hides_the_outer_one() -> None:
    inner = tree.Gen(BOOL, SPAN, "any", "x", const(("b",)), None, tree.Compare(BOOL, SPAN, "==", item("x"), const("b")))
    outer = tree.Compare(BOOL, SPAN, "==", item("x"), const("a"))
    both = tree.Gen(BOOL, SPAN, "all", "x", const(("a",)), None, tree.BoolOp(BOOL, SPAN, "and", (inner, outer)))
    assert value(both) is True


@pytest.mark.parametrize(
    ("text", "patterns", "mode", "caseless", "wanted"),
    [
        ("Win a prize", ("win",), "literal", True, True),
        ("Win a prize", ("win",), "literal", False, False),
        ("winner", ("win",), "word", True, False),
        ("a win!", ("lose", "win"), "word", True, True),
        ("ПРИЗ", ("приз",), "word", True, True),
        ("send 10 coins", ("send .{0,5}coin",), "regex", True, True),
        ("", ("win",), "regex", True, False),
    ],
)
def test_matching(text: str, patterns: tuple[str, ...], mode: str, caseless: bool, wanted: bool) -> None:
    assert value(tree.Match(BOOL, SPAN, const(text), patterns, mode, caseless)) is wanted
    assert value(tree.Match(BOOL, SPAN, unknown(STR), patterns, mode, caseless)) is None


def test_values_are_recorded_under_their_labels_unknown_ones_too() -> None:
    small = tree.Name(INT, SPAN, "small", tree.Field(INT, SPAN, "x.small"))
    when = tree.BoolOp(
        BOOL, SPAN, "or", (tree.Compare(BOOL, SPAN, ">", small, const(1)), tree.Field(BOOL, SPAN, "x.flag"))
    )
    [finding] = Reference([rule(when, "it is ", small)], SCHEMA, LIBRARY, TableLists()).one(event(x={"small": 5}), 0)
    assert dict(finding.values) == {"small": 5, "x.small": 5, "x.flag": None}
    assert finding.because == ("it is ", 5)
