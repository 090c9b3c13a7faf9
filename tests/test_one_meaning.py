"""One meaning: single events, batches of any size, any mix of them, restarts: what the reference finds, bit for bit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import differential
import fairwater
from differential import (
    LARGEST_BATCH,
    WAYS,
    Case,
    Remembering,
    World,
    as_batch,
    cases,
    check,
    decoded,
    held_to,
    judged,
    make_case,
    one_by_one,
    row_of,
    shrink,
)
from fairwater.engine.reference import Observation
from fairwater.events.clock import micros
from fairwater.events.types import FLOAT, INT
from fairwater.policy import tree
from fairwater.policy.explain import children
from fairwater.policy.repository import load_repository
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists
from fairwater.signals.patterns import MATCHER_VARIABLE
from fairwater.simulate import simulate
from strategies_events import Sent

PAIRS = 50_000
SHARE = (0.05, 0.6)
"""Too few findings would prove nothing about values, too many nothing about conditions."""


def agree(case: Case) -> int:
    """Fail unless every way gives what the reference gives; else how many findings there are."""
    wanted = judged(case)
    found = held_to(case, wanted)
    if found is not None:
        pytest.fail(str(shrink(found)))
    return len(wanted)


def test_every_way_finds_what_the_reference_finds() -> None:
    pairs = fired = seed = 0
    while pairs < PAIRS:
        case = make_case(seed, length=100, most_rules=16)
        fired += agree(case)
        pairs += case.pairs
        seed += 1
    print(f"{pairs:,} pairs of rule and event, {fired / pairs:.1%} fired")
    assert SHARE[0] <= fired / pairs <= SHARE[1]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(length=12, most_rules=3))
def test_no_rules_and_events_are_read_differently(case: Case) -> None:
    agree(case)


def test_the_fuzz_reaches_every_kind_of_expression() -> None:
    kinds: Counter[str] = Counter()

    def visit(expr: tree.Expr) -> None:
        kinds[type(expr).__name__] += 1
        for attribute in ("op", "mode"):
            if hasattr(expr, attribute):
                kinds[f"{type(expr).__name__} {getattr(expr, attribute)}"] += 1
        if isinstance(expr, tree.Call):
            kinds[expr.function] += 1
        for child in children(expr):
            visit(child)

    for seed in range(200):
        for rule in make_case(seed, length=12, most_rules=6).rules:
            visit(rule.when)
            for part in rule.because:
                if not isinstance(part, str):
                    visit(part)
    wanted = {one.__name__ for one in tree.Expr.__subclasses__()}
    wanted |= {f"Window {op}" for op in ("count", "distinct", "sum", "first_seen", "seconds_since_last")}
    wanted |= {f"Gen {op}" for op in ("any", "all", "count")}
    wanted |= {f"Match {mode}" for mode in ("regex", "literal", "word")}
    wanted |= {f"Arith {op}" for op in ("+", "-", "*", "/", "//", "%", "neg")}
    wanted |= {f"Compare {op}" for op in ("==", "!=", "<", "<=", ">", ">=")}
    wanted |= set(differential.fuzz_world().library.functions)
    assert sorted(wanted - set(kinds)) == []


# -- long streams, large batches, other matchers, the shipped examples -----------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_long_streams_slide_their_windows_all_the_same(seed: int) -> None:
    agree(make_case(1_000 + seed, length=1_200, most_rules=3))


def test_the_largest_batch_is_many_single_events() -> None:
    """A short stream over and over, ids and times going on, to the length of the largest batch and a bit more."""
    short = make_case(2, length=500, most_rules=4)
    first, last = short.sent[0].effective, short.sent[-1].effective
    sent = tuple(
        Sent({**one.wire, "id": f"e{turn}.{number}"}, one.effective + turn * (last - first + 1))
        for turn in range(LARGEST_BATCH // 500 + 1)
        for number, one in enumerate(short.sent)
    )
    case = replace(short, sent=sent)
    plan = case.plan()
    assert plan.windows
    assert len(sent) > LARGEST_BATCH
    events, times = case.events(), [one.effective for one in sent]
    engine = case.engine(plan)
    got = as_batch(engine, events[:LARGEST_BATCH], times[:LARGEST_BATCH])
    got += as_batch(engine, events[LARGEST_BATCH:], times[LARGEST_BATCH:])
    wanted = one_by_one(case.engine(plan), events, times)
    assert [row_of(one) for one in got] == [row_of(one) for one in wanted]
    assert [row_of(one) for one in wanted if one.event.startswith("e0.")] == judged(short_of(case, 500))


def short_of(case: Case, length: int) -> Case:
    return replace(case, sent=case.sent[:length])


def test_the_portable_matcher_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MATCHER_VARIABLE, "portable")
    for seed in range(500, 512):
        agree(make_case(seed, length=60, most_rules=6))


def test_the_shipped_examples_mean_the_same_in_every_way() -> None:
    folder = Path(fairwater.__file__).parent / "examples" / "community"
    loaded = load_repository(folder, standard_library())
    assert loaded.repository is not None, loaded.diagnostics
    schema, rules = loaded.repository.schema, loaded.repository.checked.rules
    world = World(schema, standard_library(), ManagedLists.load(folder / "lists"))
    sent = []
    for one in simulate(accounts=60, hours=24, seed=1):
        if one.truth.campaign is not None:
            [event] = decoded([Sent(one.event, 0)], schema)
            sent.append(Sent(one.event, micros(event.time)))
    case = Case(rules, tuple(sent[:120]), splits=1, world=world)
    assert agree(case) > 0


# -- the check can fail ----------------------------------------------------------------------------------------------


class ClosedBelow(Remembering):
    """Counts the event that is exactly `within` old."""

    def counts(self, one: Observation, window: tree.Window, keys: tuple[Any, ...], now: int) -> bool:
        return one.counted and one.keys == keys and now - window.within <= one.time <= now


class OpenAbove(Remembering):
    """Leaves out earlier events of the same time."""

    def counts(self, one: Observation, window: tree.Window, keys: tuple[Any, ...], now: int) -> bool:
        return one.counted and one.keys == keys and now - window.within < one.time < now


class UnknownIsFalse(Remembering):
    """`and` takes unknown for false."""

    def conjunction(self, parts: list[Any]) -> Any:
        return all(part is True for part in parts)


class UnknownDecides(Remembering):
    """`or` is unknown when any part is."""

    def disjunction(self, parts: list[Any]) -> Any:
        return None if any(part is None for part in parts) else any(parts)


class NotOfUnknown(Remembering):
    """`not` takes unknown for false."""

    def negation(self, value: Any) -> Any:
        return not value


class RoundedSums(Remembering):
    """Adds floats one by one, rounding each time."""

    def total(self, window: tree.Window, values: list[Any]) -> Any:
        return super().total(window, values) if window.type != FLOAT else float(sum(values))


class WrappingSums(Remembering):
    """Lets sums of ints wrap round."""

    def total(self, window: tree.Window, values: list[Any]) -> Any:
        return super().total(window, values) if window.type != INT else (sum(values) + 2**63) % 2**64 - 2**63


class LooseZero(Remembering):
    """Loses the sign of zero."""

    def value(self, expr: tree.Expr, moment: Any) -> Any:
        found = super().value(expr, moment)
        return 0.0 if isinstance(found, float) and found == 0 else found


class LooseTypes(Remembering):
    """Gives 1 where True is meant."""

    def value(self, expr: tree.Expr, moment: Any) -> Any:
        found = super().value(expr, moment)
        return int(found) if isinstance(expr, tree.IsKnown) else found


MUTANTS = [
    ClosedBelow,
    OpenAbove,
    UnknownIsFalse,
    UnknownDecides,
    NotOfUnknown,
    RoundedSums,
    WrappingSums,
    LooseZero,
    LooseTypes,
]


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_planted_error_is_noticed(mutant: type[Remembering]) -> None:
    for seed in range(300):
        found = check(make_case(seed, length=60, most_rules=8), mutant, ("one",))
        if found is not None:
            assert check(found.case, ways=("one",)) is None
            return
    pytest.fail(f"the fuzz did not notice: {mutant.__doc__}")


def test_a_difference_is_shrunk_and_can_be_run_again() -> None:
    found = next(
        one for seed in range(300) if (one := check(make_case(seed, length=40, most_rules=6), ClosedBelow, ("one",)))
    )
    small = shrink(found, ClosedBelow)
    assert len(small.case.rules) == 1
    assert len(small.case.sent) <= 5
    program = differential.reproduction(small)
    names: dict[str, Any] = {}
    exec(program.rpartition("\n")[0], names)
    assert names["case"] == small.case


def test_ways_include_one_batch_mixed_and_restarts() -> None:
    case = make_case(3, length=40, most_rules=4)
    plan = case.plan()
    assert len({tuple(map(row_of, way(case, plan))) for way in WAYS.values()}) == 1
