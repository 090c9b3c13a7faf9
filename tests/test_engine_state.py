"""A saved state goes on as if nothing had happened, in either mode; a damaged or foreign one is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine_world import LISTS, SCHEMA, engine_of, event, in_batches, library, one_by_one, plan_of, rows, rule
from fairwater.engine import Engine
from fairwater.policy.plan import Plan
from fairwater.signals.lists import ManagedLists
from fairwater.signals.windows import StateError

POLICY = (
    "pace = count(per=account.id, within=minutes(10))\n"
    + rule("Often", "pace >= 3", "{pace} posts")
    + rule("Spread", "distinct(account.id, per=subject.id, within=hours(1)) >= 3")
    + rule("Known", "first_seen(per=account.id, within=days(1)) < event.time - minutes(1)")
    + rule("Sum", "sum(account.posts, per=(account.id, language), within=minutes(30)) >= 9")
)
EVENTS = [
    event(
        at,
        at * 20,
        account={"id": f"a{at % 7}", "posts": at % 5},
        subject={"id": f"p{at % 4}"},
        language="en" if at % 3 else None,
    )
    for at in range(120)
]


def load(plan: Plan, state: bytes) -> Engine:
    return Engine.load(plan, SCHEMA, library(), ManagedLists.of(LISTS), state)


@pytest.fixture(scope="module")
def state() -> bytes:
    engine = engine_of(POLICY)
    one_by_one(engine, EVENTS)
    return engine.save({"mark": 7})


@pytest.mark.parametrize("at", [0, 1, 37, 119, 120])
@pytest.mark.parametrize("first", [one_by_one, in_batches])
@pytest.mark.parametrize("second", [one_by_one, in_batches])
def test_a_run_that_is_saved_and_loaded_finds_what_an_unbroken_one_finds(at: int, first: Any, second: Any) -> None:
    engine = engine_of(POLICY)
    found = rows(first(engine, EVENTS[:at]))
    again = load(engine.plan, engine.save())
    found += rows(second(again, EVENTS[at:]))
    wanted = rows(one_by_one(engine_of(POLICY), EVENTS))
    assert found == wanted
    assert len(wanted) > 50


def test_what_was_kept_beside_the_windows_comes_back(state: bytes) -> None:
    engine = load(plan_of(POLICY), state)
    assert engine.extra == {"mark": 7}
    with pytest.raises(ValueError, match="in order"):
        one_by_one(engine, EVENTS[:1])


def test_the_same_state_gives_the_same_bytes(state: bytes) -> None:
    assert load(plan_of(POLICY), state).save({"mark": 7}) == state


@pytest.mark.parametrize(
    "changed",
    [
        POLICY.replace(">= 9", ">= 10"),
        POLICY.replace("minutes(30)", "minutes(31)"),
        POLICY + rule("Another", "account.posts > 3"),
        POLICY.replace("posts", "events", 1),
        rule("Often", "account.posts > 3"),
    ],
    ids=["number", "window", "new rule", "sentence", "other rules"],
)
def test_a_state_of_other_policies_is_refused(state: bytes, changed: str) -> None:
    with pytest.raises(StateError, match="belongs to plan"):
        load(plan_of(changed), state)


def test_renaming_a_value_keeps_the_state() -> None:
    plain = "pace = count(per=account.id, within=minutes(10))\n" + rule("Often", "pace >= 3")
    engine = engine_of(plain)
    one_by_one(engine, EVENTS[:60])
    renamed = plan_of(plain.replace("pace", "tempo"))
    assert len(one_by_one(load(renamed, engine.save()), EVENTS[60:])) > 10


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_state_is_refused_and_never_half_taken(state: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(state) - 1))
    how = data.draw(st.sampled_from(["cut", "flip", "grow"]))
    damaged = {
        "cut": state[:at],
        "flip": state[:at] + bytes([state[at] ^ (1 << at % 8)]) + state[at + 1 :],
        "grow": state + b"\0" * (at % 9 + 1),
    }[how]
    with pytest.raises(StateError) as refused:
        load(plan_of(POLICY), damaged)
    assert "without one" in str(refused.value), "it says what to do next"


@pytest.mark.parametrize("data", [b"", b"{}", b"\0" * 64, b"FWST"], ids=["empty", "json", "zeros", "magic alone"])
def test_something_else_is_no_state(data: bytes) -> None:
    with pytest.raises(StateError):
        load(plan_of(POLICY), data)
