"""Findings come by event, then by rule; time never goes back; windows are shared, exact at their edges, bounded."""

from __future__ import annotations

import numpy as np
import pytest

from engine_world import SCHEMA, START, engine_of, event, in_batches, one_by_one, rows, rule
from fairwater.events.batch import EventBatch
from fairwater.events.clock import micros
from fairwater.events.order import BatchSequencer, Sequencer

WINDOW = "pace = count(per=account.id, within=minutes(10))\n" + rule("Often", "pace >= 2", "{pace}")


def test_findings_come_by_event_and_then_in_the_order_of_the_rules() -> None:
    policy = (
        rule("Zebra", "account.posts > 1")
        + rule("Apple", 'text.contains("b")')
        + rule("Mango", 'language == "en"')
        + rule("Berry", 'language in ["en", "de"] and account.posts > 1')
    )
    events = [event(at, at, text="abc", language="en", account={"posts": 2}) for at in range(3)]
    wanted = [(f"e{at}", name) for at in range(3) for name in ("Zebra", "Apple", "Mango", "Berry")]
    for run in (one_by_one, in_batches):
        assert [(one.event, one.rule) for one in run(engine_of(policy), events)] == wanted


@pytest.mark.parametrize("policy", [WINDOW, rule("Plain", "account.posts > 1")], ids=["window", "no window"])
def test_an_event_before_the_latest_is_refused_and_later_ones_go_on(policy: str) -> None:
    engine, untouched = engine_of(policy), engine_of(policy)
    first, back, last = (event(at, at * 60, account={"id": "a", "posts": 2}) for at in (5, 4, 6))
    engine.one(first, micros(first.time))
    untouched.one(first, micros(first.time))
    with pytest.raises(ValueError, match="in order"):
        engine.one(back, micros(back.time))
    with pytest.raises(ValueError, match="in order"):
        in_batches(engine, [back])
    with pytest.raises(ValueError, match="in order"):
        in_batches(engine, [last, first])
    assert rows(in_batches(engine, [last])) == rows(in_batches(untouched, [last])), "what was refused left no trace"


def test_an_empty_batch_is_no_event() -> None:
    engine = engine_of(WINDOW)
    nothing = EventBatch.from_events([], SCHEMA, ("event.kind", *engine.fields))
    assert len(engine.batch(nothing, np.asarray(nothing.times()))) == 0
    assert engine.last_time is None
    assert len(one_by_one(engine, [event(at, at, account={"id": "a"}) for at in (1, 2)])) == 1


def test_a_late_event_counts_at_the_time_reached_and_keeps_its_own() -> None:
    account = {"id": "a"}
    events = [event(1, 0, account=account), event(2, 900, account=account), event(3, 1, account=account)]
    single, order = engine_of(WINDOW), Sequencer()
    found = [one for each in events for due, time in order.push(each) for one in single.one(due, time)]  # type: ignore[union-attr]
    batch = engine_of(WINDOW)
    ordered = BatchSequencer().push(EventBatch.from_events(events, SCHEMA, ("event.kind", *batch.fields)))
    assert rows(batch.batch(ordered.batch, ordered.times).to_findings()) == rows(found)
    assert [(one.event, one.because) for one in found] == [("e3", "2")], "with event 2, not with event 1"
    assert found[0].time == int(START.timestamp() * 1_000_000) + 1_000_000


def test_rules_share_equal_windows_whatever_the_name_of_the_value() -> None:
    policy = (
        "tempo = count(per=account.id, within=minutes(10))\nspeed = count(per=account.id, within=seconds(600))\n"
        + rule("First", "tempo >= 2")
        + rule("Second", "speed >= 3")
        + rule("Third", "count(per=account.id, within=minutes(10)) >= 4")
        + rule("Fourth", "count(per=account.id, within=minutes(11)) >= 5")
    )
    engine = engine_of(policy)
    assert len(engine.plan.windows) == 2
    one_by_one(engine, [event(at, at, account={"id": "a"}) for at in range(4)])
    assert [table.live_keys for table in engine.tables] == [1, 1]


def test_the_near_edge_of_a_window_is_in_it_and_the_far_edge_is_not() -> None:
    times = (0, 599.999999, 600, 1199.999999)
    events = [event(at, seconds, account={"id": "a"}) for at, seconds in enumerate(times)]
    for run in (one_by_one, in_batches):
        found = run(engine_of(WINDOW), events)
        assert [(one.event, one.because) for one in found] == [("e1", "2"), ("e2", "2"), ("e3", "2")]


@pytest.mark.parametrize("size", [1, 500])
def test_windows_stay_as_small_as_what_they_cover(size: int) -> None:
    policy = (
        WINDOW
        + rule("Spread", "distinct(subject.id, per=account.id, within=minutes(10)) >= 50")
        + rule("Sum", "sum(account.posts, per=account.id, within=minutes(10)) >= 5000")
    )
    engine = engine_of(policy)
    most_keys, most_bytes = [], []
    for part in range(8):
        events = [
            event(at, at * 5, account={"id": f"a{at // 3}", "posts": 1}, subject={"id": f"p{at}"})
            for at in range(part * 500, part * 500 + 500)
        ]
        if size == 1:
            one_by_one(engine, events)
        else:
            in_batches(engine, events, size)
        most_keys.append(max(table.live_keys for table in engine.tables))
        most_bytes.append(len(engine.save()))
    assert max(most_keys) <= 2 * 600 / 5, "10 minutes hold 120 events"
    assert max(most_bytes[2:]) < 1.2 * most_bytes[1], "a state does not grow with history"


def test_times_may_lie_anywhere_in_memory() -> None:
    engine = engine_of(WINDOW)
    events = [event(at, at, account={"id": "a"}) for at in range(6)]
    batch = EventBatch.from_events(events, SCHEMA, ("event.kind", *engine.fields))
    strided = np.repeat(np.asarray(batch.times()), 2)[::2]
    assert not strided.flags.c_contiguous
    assert len(engine.batch(batch, strided)) == 5
