"""What was unknown is counted the same in every mode; a function that fails is unknown, counted, and harms no other."""

from __future__ import annotations

from typing import Any

import pytest

from engine_world import engine_of, event, in_batches, one_by_one, rows, rule, unknowns
from fairwater.events.types import BOOL, INT, STR, Type
from fairwater.policy.functions import Cost, Determinism, Function, Param


def failing(name: str, returns: Type, scalar: Any) -> Function:
    params = (Param("text", STR),)
    return Function(name, "function", params, returns, scalar, Cost.CHEAP, Determinism.PURE, "For tests.", name)


def sour(text: str) -> bool:
    if "sour" in text:
        raise RuntimeError("this function is broken")
    return "sweet" in text


SOUR = failing("tastes", BOOL, sour)
COUNTED = failing("weight", INT, lambda text: len(text) if "sour" not in text else 1 // 0)
MODES = pytest.mark.parametrize("run", [one_by_one, in_batches], ids=["one", "batch"])

GATED = {
    "pattern": 'text.has_word("casino") and account.age < days(1)',
    "pattern alone": 'text.contains("casino")',
    "value": 'event.kind == "post.create" and account.followers < 5',
    "value from the left": '"en" == language and account.followers < 5',
    "several values": 'language in ["en", "de"] and account.followers < 5',
    "pattern and value": 'language == "en" and text.contains("casino")',
    "no gate": "account.followers < 5 and account.posts > 3",
    "either side": 'text.contains("casino") or account.followers < 5',
    "not": 'not (text.contains("casino") and account.followers < 5)',
    "two texts": 'title.contains("casino") and text.contains("casino")',
    "window": 'count(per=account.id, within=hours(1), where=text.contains("casino")) >= 2',
}


def every_mixture() -> list[Any]:
    """Events with each field in turn absent, matching and not matching."""
    made = []
    for text in (None, "a casino", "a church"):
        for language in (None, "en", "fr"):
            for followers in (None, 1, 100):
                for age in (None, 60, 10**7):
                    account = {"id": "a1" if followers else None, "followers": followers, "age": age, "posts": 4}
                    made.append(event(len(made), len(made), text=text, title=text, language=language, account=account))
    return made


def test_unknown_conditions_are_counted_the_same_one_by_one_and_in_batches() -> None:
    policy = "".join(rule(f"Gate{number}", when) for number, when in enumerate(GATED.values()))
    events = every_mixture()
    single, batch, small = engine_of(policy), engine_of(policy), engine_of(policy)
    wanted = rows(one_by_one(single, events))
    assert rows(in_batches(batch, events)) == wanted
    assert rows(in_batches(small, events, 7)) == wanted
    assert unknowns(single) == unknowns(batch) == unknowns(small)
    assert sum(map(bool, unknowns(single).values())) == len(GATED)


@MODES
def test_an_unknown_gate_opens_and_a_closed_one_counts_nothing(run: Any) -> None:
    engine = engine_of(rule("Gate", 'text.contains("casino") and account.followers < 5'))
    run(engine, [event(1, text="a church"), event(2, account={"followers": 9}), event(3), event(4, text="casino")])
    assert unknowns(engine) == {"Gate": 2}, "events 3 and 4: false decides the others"


@MODES
def test_only_true_fires(run: Any) -> None:
    policy = rule("Seen", 'text.contains("casino")') + rule("Unseen", 'not text.contains("casino")')
    found = run(engine_of(policy), [event(1), event(2, text="casino"), event(3, text="church")])
    assert [(one.event, one.rule) for one in found] == [("e2", "Seen"), ("e3", "Unseen")]


@MODES
def test_a_function_that_raises_is_unknown_and_counted(run: Any) -> None:
    engine = engine_of(rule("Taste", "tastes(text)") + rule("Other", "account.posts > 3"), (SOUR,))
    account = {"posts": 4}
    found = run(
        engine, [event(at, text=text, account=account) for at, text in enumerate(("sweet", "sour", "dull", "sour"))]
    )
    assert [(one.event, one.rule) for one in found if one.rule == "Taste"] == [("e0", "Taste")]
    assert len([one for one in found if one.rule == "Other"]) == 4, "the other rules go on"
    assert engine.failures == {"tastes": 2}
    assert unknowns(engine) == {"Taste": 2, "Other": 0}


@MODES
def test_a_number_that_could_not_be_computed_is_recorded_as_unknown(run: Any) -> None:
    policy = "mass = weight(text)\n" + rule("Heavy", "mass >= 3 or account.posts > 3", "it weighs {mass}")
    engine = engine_of(policy, (COUNTED,))
    found = run(engine, [event(1, text="sour", account={"posts": 9})])
    assert [one.because for one in found] == ["it weighs unknown"]
    assert found[0].values["mass"] is None


@MODES
def test_a_function_that_raises_for_one_item_of_a_list_leaves_the_others_alone(run: Any) -> None:
    policy = (
        rule("Any", "any(tastes(tag) for tag in tags)")
        + rule("All", "all(not tastes(tag) for tag in tags)")
        + rule("Count", "count(tastes(tag) for tag in tags) >= 1")
    )
    engine = engine_of(policy, (SOUR,))
    found = run(engine, [event(1, tags=["sour", "sweet"]), event(2, tags=["sour", "dull"]), event(3, tags=["sweet"])])
    assert [(one.event, one.rule) for one in found] == [("e1", "Any"), ("e3", "Any"), ("e3", "Count")]
    assert unknowns(engine) == {"Any": 1, "All": 1, "Count": 2}
    assert set(engine.failures) == {"tastes"}
    assert engine.failures["tastes"] >= 2


@MODES
def test_reset_forgets_windows_and_counts(run: Any) -> None:
    policy = rule("Often", "count(per=account.id, within=hours(1)) >= 2") + rule("Taste", "tastes(text)")
    engine = engine_of(policy + rule("Tags", "any(tastes(tag) for tag in tags)"), (SOUR,))
    events = [event(number, number, account={"id": "a"}, text="sour", tags=["sour"]) for number in (1, 2)]
    assert len(run(engine, events)) == 1
    assert engine.failures
    engine.reset()
    assert engine.failures == {}
    assert set(unknowns(engine).values()) == {0}
    assert run(engine, events[:1]) == [], "the first event is the first again"
