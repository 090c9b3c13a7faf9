"""What a new policy version would find differently: events and accounts gained and lost, rule by rule."""

from __future__ import annotations

import numpy as np

from engine_world import SCHEMA, engine_of, event, rule
from fairwater.events.batch import EventBatch
from fairwater.replay.compare import EXAMPLES, RuleChange, Tally, compare

EVENTS = [event(at, at, account={"id": f"a{at % 4}" if at % 5 else None, "posts": at}) for at in range(20)]


def tally(lines: str, size: int = 7) -> Tally:
    engine = engine_of(lines)
    made = Tally({one.name: one.version for one in engine.plan.rules})
    for start in range(0, len(EVENTS), size):
        batch = EventBatch.from_events(EVENTS[start : start + size], SCHEMA, ("event.kind", *engine.fields))
        made.add_batch(engine.batch(batch, np.asarray(batch.times())))
    return made


def changes(old: str, new: str) -> dict[str, RuleChange]:
    return {one.rule: one for one in compare(tally(old), tally(new))}


def test_events_gained_and_lost_and_their_accounts_are_counted() -> None:
    change = changes(rule("Busy", "account.posts >= 4 and account.posts < 14"), rule("Busy", "account.posts >= 10"))[
        "Busy"
    ]
    assert change.both == 4
    assert change.gone == [f"e{at}" for at in range(4, 10)]
    assert change.added == [f"e{at}" for at in range(14, 20)]
    assert change.accounts_gone == len({f"a{at % 4}" for at in range(4, 10) if at % 5})
    assert change.accounts_added == len({f"a{at % 4}" for at in range(14, 20) if at % 5})
    assert change.old_version != change.new_version


def test_an_account_that_is_not_known_is_no_account() -> None:
    change = changes(rule("Busy", "account.posts > 99"), rule("Busy", "account.posts in [5, 10, 15]"))["Busy"]
    assert (change.added, change.accounts_added) == (["e5", "e10", "e15"], 0)


def test_rules_come_by_name_those_without_any_difference_too() -> None:
    old = rule("Mango", "account.posts > 3") + rule("Apple", "account.posts > 18")
    new = rule("Apple", "account.posts > 18") + rule("Mango", "account.posts > 3")
    found = changes(old, new)
    assert list(found) == ["Apple", "Mango"]
    assert all(one.old_version == one.new_version for one in found.values())
    assert all(not one.gone and not one.added and one.both for one in found.values())


def test_a_new_and_a_removed_rule_have_no_version_on_one_side() -> None:
    found = changes(rule("Old", "account.posts > 17"), rule("New", "account.posts > 16"))
    assert (found["Old"].new_version, found["Old"].gone, found["Old"].added) == (None, ["e18", "e19"], [])
    assert (found["New"].old_version, found["New"].gone, found["New"].added) == (None, [], ["e17", "e18", "e19"])


def test_a_rule_that_only_looks_different_changes_nothing() -> None:
    found = changes(rule("Busy", "account.posts > 3"), "busy = account.posts > 3  # named\n" + rule("Busy", "busy"))
    assert found["Busy"].old_version == found["Busy"].new_version


def test_json_shows_counts_and_only_a_few_events() -> None:
    row = changes(rule("Busy", "account.posts > 99"), rule("Busy", "account.posts >= 0"))["Busy"].to_json()
    assert row["only_new"] == 20
    assert row["examples_only_new"] == [f"e{at}" for at in range(EXAMPLES)]
    assert set(row) == {
        "rule", "old_version", "new_version", "both", "only_old", "only_new", "accounts_only_old",
        "accounts_only_new", "examples_only_old", "examples_only_new",
    }  # fmt: skip
