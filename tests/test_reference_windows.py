"""Windows in the reference interpreter: which earlier events count, tables of every operation, ties, unknowns."""

from __future__ import annotations

from typing import Any

import pytest

from fairwater.engine.reference import Reference
from fairwater.events.types import BOOL, DURATION, FLOAT, INT, INT_MAX, INT_MIN, STR, TIME, Type, list_of
from fairwater.policy import tree
from strategies import SPAN
from strategies_events import SCHEMA, TableLists
from test_reference import LIBRARY, const, event, rule, unknown

ACCOUNT = tree.Field(STR, SPAN, "account.id")
COUNTRY = tree.Field(STR, SPAN, "client.country")
SMALL = tree.Field(INT, SPAN, "x.small")
NUMBER = tree.Field(INT, SPAN, "x.number")
WEIGHT = tree.Field(FLOAT, SPAN, "x.weight")
FLAG = tree.Field(BOOL, SPAN, "x.flag")
RESULTS: dict[str, Type] = {
    "count": INT, "distinct": INT, "sum": INT, "first_seen": TIME, "seconds_since_last": DURATION,
}  # fmt: skip

Step = tuple[int, dict[str, Any]]


def window(
    op: str,
    value: tree.Expr | None = None,
    *,
    keys: tuple[tree.Expr, ...] = (ACCOUNT,),
    within: int = 10,
    where: tree.Expr | None = None,
    type_: Type | None = None,
) -> tree.Window:
    return tree.Window(type_ or RESULTS[op], SPAN, op, value, keys, within, where)


def run(shown: tree.Expr, steps: list[Step], judge: type[Reference] = Reference) -> list[Any]:
    """What an expression is at each step of a stream: effective time, and fields beside the account's id."""
    reference = judge([rule(const(True), shown)], SCHEMA, LIBRARY, TableLists())
    values = []
    for number, (time, fields) in enumerate(steps):
        own = {"account": {"id": "a1"}, **fields}
        [finding] = reference.one(event(number, **own), time)
        values.append(finding.because[0])
    return values


def at(*times: int) -> list[Step]:
    return [(time, {}) for time in times]


@pytest.mark.parametrize(
    ("op", "times", "wanted"),
    [
        ("count", (0, 0, 9, 10, 19, 20), [1, 2, 3, 2, 2, 2]),
        ("count", (0, 10, 20), [1, 1, 1]),
        ("count", (0, 9, 9, 9), [1, 2, 3, 4]),
        ("first_seen", (0, 9, 10, 25), [0, 0, 9, 25]),
        ("seconds_since_last", (0, 0, 9, 19, 28), [None, 0, 9, None, 9]),
        ("count", (-(2**63) + 5, -(2**63) + 6), [1, 2]),
    ],
)
def test_the_window_is_open_below_and_closed_above(op: str, times: tuple[int, ...], wanted: list[Any]) -> None:
    assert run(window(op), at(*times)) == wanted


def test_a_window_may_be_longer_than_time() -> None:
    assert run(window("count", within=INT_MAX), at(0, 1, 4_000_000_000_000_000)) == [1, 2, 3]


def test_each_key_counts_for_itself_and_an_unknown_key_is_unknown() -> None:
    steps = [(0, {"account": {"id": one}}) for one in ("a", "b", None, "a", None, "b")]
    assert run(window("count"), steps) == [1, 1, None, 2, None, 2]
    assert run(window("first_seen"), steps) == [0, 0, None, 0, None, 0]


def test_several_keys_count_together_and_all_must_be_known() -> None:
    pairs = [("a", "b"), ("ab", ""), ("a", "b"), ("a", None), ("", "ab"), ("a", "b")]
    steps = [(0, {"account": {"id": one}, "client": {"country": two}}) for one, two in pairs]
    assert run(window("count", keys=(ACCOUNT, COUNTRY)), steps) == [1, 1, 2, None, 1, 3]


def test_where_is_asked_when_the_event_comes_and_only_true_counts() -> None:
    steps = [(0, {"x": {"flag": one}}) for one in (True, False, None, True)]
    assert run(window("count", where=FLAG), steps) == [1, 1, 1, 2]
    assert run(window("first_seen", where=FLAG), [(1, {"x": {"flag": False}}), (2, {"x": {"flag": True}})]) == [None, 2]
    assert run(window("seconds_since_last", where=FLAG), [(0, steps[0][1]), (3, steps[1][1]), (5, steps[0][1])]) == [
        None,
        3,
        5,
    ]


def test_the_last_one_is_the_latest_counted_before_this_event() -> None:
    steps = [(time, {"x": {"flag": flag}}) for time, flag in ((0, True), (2, True), (3, False), (7, True), (7, True))]
    assert run(window("seconds_since_last", where=FLAG), steps) == [None, 2, 1, 5, 0]


def test_distinct_counts_known_values_that_differ() -> None:
    steps = [(time, {"x": {"small": one}}) for time, one in ((0, 1), (1, 2), (2, 1), (3, None), (11, 3), (20, None))]
    assert run(window("distinct", SMALL), steps) == [1, 2, 2, 2, 2, 1]
    zeros = [(0, {"x": {"weight": one}}) for one in (0.0, -0.0, 1.0)]
    assert run(window("distinct", WEIGHT), zeros) == [1, 1, 2]


def test_sums_leave_out_unknown_values_and_are_zero_when_nothing_counts() -> None:
    steps = [(time, {"x": {"small": one}}) for time, one in ((0, None), (1, 5), (2, -7), (11, 1), (12, None))]
    assert run(window("sum", SMALL), steps) == [0, 5, -2, -6, 1]


def test_int_sums_are_exact_and_unknown_only_while_they_do_not_fit() -> None:
    steps = [(0, {"x": {"number": one}}) for one in (INT_MAX, 1, -1, INT_MIN, INT_MIN)]
    assert run(window("sum", NUMBER), steps) == [INT_MAX, None, INT_MAX, -1, None]


def test_float_sums_are_rounded_once() -> None:
    def weights(*values: float) -> list[Step]:
        return [(0, {"x": {"weight": one}}) for one in values]

    total = window("sum", WEIGHT, type_=FLOAT)
    assert run(total, weights(*[0.1] * 10))[-1] == 1.0
    assert run(total, weights(1e16, 1.0, -1e16))[-1] == 1.0
    assert run(total, weights(1e308, 1e308))[-1] is None
    assert run(total, weights(1e308, 1e308, -1e308))[-1] == 1e308
    assert str(run(total, weights(-0.0))[-1]) == "0.0"
    assert str(run(window("sum", WEIGHT, type_=FLOAT, where=FLAG), weights(1.0))[-1]) == "0.0"


def test_a_window_sees_events_that_no_condition_asked_about() -> None:
    counted = window("count")
    guards: list[tree.Expr] = [
        tree.IfElse(BOOL, SPAN, FLAG, tree.Compare(BOOL, SPAN, ">=", counted, const(3)), const(False)),
        tree.BoolOp(BOOL, SPAN, "and", (FLAG, tree.Compare(BOOL, SPAN, ">=", counted, const(3)))),
        tree.KnownOr(BOOL, SPAN, tree.Not(BOOL, SPAN, FLAG), tree.Compare(BOOL, SPAN, ">=", counted, const(3))),
    ]
    for guard in guards:
        reference = Reference([rule(guard, counted)], SCHEMA, LIBRARY, TableLists())
        flags = (False, None, True)
        last = [reference.one(event(0, account={"id": "a1"}, x={"flag": flag}), 0) for flag in flags][-1]
        assert [finding.because for finding in last] in ([(3,)], [])
    assert run(tree.IfElse(INT, SPAN, FLAG, counted, const(-1)), [(0, {"x": {"flag": one}}) for one in flags]) == [
        -1,
        None,
        3,
    ]


def test_a_window_named_only_in_the_reason_counts_every_event() -> None:
    reference = Reference([rule(FLAG, window("count"))], SCHEMA, LIBRARY, TableLists())
    found = [reference.one(event(0, account={"id": "a"}, x={"flag": flag}), 0) for flag in (False, False, True)]
    assert [one.because for one in found[2]] == [(3,)]


def test_a_window_inside_another_is_evaluated_first() -> None:
    inner = window("count", within=5)
    busy = tree.Compare(BOOL, SPAN, ">=", inner, const(2))
    assert run(window("count", where=busy, within=100), at(0, 1, 10, 11, 30)) == [0, 1, 1, 2, 2]
    assert run(window("count", keys=(inner,), within=100), at(0, 1, 10, 11, 30)) == [1, 1, 2, 2, 3]


def test_windows_share_nothing_but_their_stream() -> None:
    both = tree.Arith(INT, SPAN, "-", window("count"), window("count", within=11))
    assert run(both, at(0, 10, 20)) == [0, -1, -1]


def test_a_named_window_may_be_read_inside_a_generator() -> None:
    many = tree.Compare(BOOL, SPAN, ">", tree.Name(INT, SPAN, "n", window("count")), const(1))
    made = tree.Gen(INT, SPAN, "count", "x", const(("a", "b")), None, many)
    assert run(made, at(0, 1, 2, 30)) == [0, 2, 2, 0]


@pytest.mark.parametrize("place", ["key", "where", "value"])
def test_a_window_of_a_generators_variable_is_refused(place: str) -> None:
    x = tree.Var(STR, SPAN, "x")
    equal = tree.Compare(BOOL, SPAN, "==", x, const("a"))
    counted = {
        "key": window("count", keys=(ACCOUNT, x)),
        "where": window("count", where=equal),
        "value": window("distinct", x),
    }[place]
    many = tree.Compare(BOOL, SPAN, ">", counted, const(1))
    made = tree.Gen(BOOL, SPAN, "any", "x", unknown(list_of(STR)), None, many)
    with pytest.raises(ValueError, match="variable of a generator"):
        Reference([rule(made)], SCHEMA, LIBRARY, TableLists())


def test_the_least_times_are_fine() -> None:
    assert run(window("first_seen"), at(INT_MIN, INT_MIN)) == [INT_MIN, INT_MIN]
