"""Window tables against the plain model: every op, ties, unknown keys, `where` false, any mix of ways to feed them."""

import math
import random
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairwater.events.types import INT_MAX, INT_MIN
from fairwater.signals.windows import WindowTable
from window_model import KINDS, Key, Model, Seen, exact_sum

NASTY = (
    0.0,
    -0.0,
    1.0,
    0.1,
    -0.1,
    1e308,
    -1e308,
    1.7976931348623157e308,
    -1.7976931348623157e308,
    1e-300,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    2.225073858507201e-308,
    2.0**53,
    1.0 + 2.0**-52,
    2.0**-1022,
    2.0**970,
    2.0**969,
    -(2.0**53),
    3.0,
)
# Ids that a table might mix up: zeros, equal halves, halves swapped.
KEYS: tuple[Key, ...] = ((0, 0), (0, 1), (1, 0), (1, 1), (2**64 - 1, 0), (2**64 - 1, 2**64 - 1))


def bits(result: tuple[bool, int | float | None]) -> object:
    """A result that is equal only to the same bits of the same type."""
    known, value = result
    return known, struct.pack("<d", value) if isinstance(value, float) else value


def values_of(op: str, kind: str | None) -> st.SearchStrategy[Any]:
    if op == "distinct":
        return st.sampled_from(KEYS)
    if kind == "float":
        return st.sampled_from(NASTY) | st.floats(allow_nan=False, allow_infinity=False)
    if op == "sum":
        return st.sampled_from((INT_MAX, INT_MIN, -1, 0, 1)) | st.integers(INT_MIN, INT_MAX)
    return st.none()


@st.composite
def histories(draw: st.DrawFn, op: str, kind: str | None) -> list[Seen]:
    value = values_of(op, kind)
    steps = draw(
        st.lists(
            st.tuples(
                st.sampled_from((0, 0, 0, 1, 1, 2, 5, 11, 1000)),
                st.sampled_from(KEYS),
                st.sampled_from((True, True, True, False)),
                st.sampled_from((True, True, True, False)),
                value,
            ),
            max_size=50,
        )
    )
    time = draw(st.sampled_from((0, -7, INT_MIN, INT_MAX - 60_000)))
    events = []
    for gap, key, key_known, counted, one in steps:
        time += gap
        events.append(Seen(time, key, key_known, counted, one))
    return events


def feed_many(table: WindowTable, events: list[Seen]) -> list[tuple[bool, int | float | None]]:
    """The events as one batch; values of events that do not count are not given away."""
    values: Any = None
    if table.op == "distinct":
        pairs = [one.value if one.counted else (9, 9) for one in events]
        table_of = np.array(pairs, np.uint64).reshape(-1, 2)
        values = table_of[:, 0].copy(), table_of[:, 1].copy()
    elif table.op == "sum":
        values = np.array(
            [one.value if one.counted else 3 for one in events], np.float64 if table.value_kind == "float" else np.int64
        )
    keys = np.array([one.key for one in events], np.uint64).reshape(-1, 2)
    results, known = table.observe_many(
        np.array([one.time for one in events], np.int64),
        keys[:, 0].copy(),
        keys[:, 1].copy(),
        np.array([one.key_known for one in events], np.bool_),
        np.array([one.counted for one in events], np.uint8),
        values,
    )
    assert known.dtype == np.bool_
    return [
        (True, value) if is_known else (False, None) for value, is_known in zip(results.tolist(), known, strict=True)
    ]


def feed_one(table: WindowTable, event: Seen) -> tuple[bool, int | float | None]:
    return table.observe(event.time, *event.key, event.key_known, event.counted, event.value)


@pytest.mark.parametrize(("op", "kind"), KINDS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_table_answers_like_the_model_however_it_is_fed(op: str, kind: str | None, data: st.DataObject) -> None:
    within = data.draw(st.sampled_from((1, 2, 3, 10, 12, 5000, INT_MAX)))
    events = data.draw(histories(op, kind))
    modes = data.draw(st.lists(st.tuples(st.sampled_from(("one", "many", "reload")), st.integers(1, 9)), min_size=1))
    table, model = WindowTable(op, within, kind), Model(op, within, kind)
    place = turn = 0
    while place < len(events):
        mode, length = modes[turn % len(modes)]
        part = events[place : place + length]
        wanted = [bits(model.observe(one)) for one in part]
        if mode == "reload":
            table = WindowTable.load(table.dump(), op=op, within_us=within, value_kind=kind)
        got = feed_many(table, part) if mode == "many" else [feed_one(table, one) for one in part]
        assert [bits(one) for one in got] == wanted
        place += length
        turn += 1


@pytest.mark.parametrize(("op", "kind"), KINDS)
def test_large_tables_that_swell_and_drain_answer_like_the_model_of_each_key(op: str, kind: str | None) -> None:
    """Thousands of keys that come and go: growth, compaction, long runs of cells. One model per key keeps it quick."""
    chance = random.Random(f"{op} {kind}")
    within = 2000
    table = WindowTable(op, within, kind)
    models: dict[Key, Model] = {}
    time = 0
    for phase in range(12):
        keys = (3000, 60, 20)[phase % 3]
        events = []
        for _ in range(1500):
            time += chance.choice((0, 1, 2)) if phase % 4 else chance.choice((0, 0, 0, 1))
            key = (chance.randrange(keys) * 2**40, phase % 2)
            value: Any = None
            if op == "distinct":
                value = key if chance.random() < 0.2 else (chance.randrange(50), 7)
            elif op == "sum":
                value = chance.choice(NASTY) if kind == "float" else chance.randrange(INT_MIN, INT_MAX)
            events.append(Seen(time, key, True, chance.random() < 0.9, value))
        wanted = []
        for event in events:
            model = models.setdefault(event.key, Model(op, within, kind))
            model.events = [one for one in model.events if event.time - one.time < within]
            wanted.append(bits(model.observe(event)))
        cut = chance.randrange(len(events))
        got = [*feed_many(table, events[:cut]), *(feed_one(table, one) for one in events[cut:])]
        assert [bits(one) for one in got] == wanted
        if phase % 5 == 4:
            table = WindowTable.load(table.dump())
        time += (0, within // 2, within - 1, within, 10 * within)[phase % 5]


@given(st.lists(st.sampled_from(NASTY) | st.floats(allow_nan=False, allow_infinity=False), max_size=30))
@settings(max_examples=100, deadline=None)
@example([1e308, 1e308, -1e308, -1e308])
@example([2.0**53, 1.0, 2.0**-1074])
@example([1.7976931348623157e308, 2.0**970])
@example([1.7976931348623157e308, 2.0**969])
def test_float_sums_are_those_of_fsum_to_the_bit(values: list[float]) -> None:
    table = WindowTable("sum", INT_MAX, "float")
    for place, value in enumerate(values):
        got = table.observe(place, 1, 1, value=value)
        assert bits(got) == bits(((exact := exact_sum(values[: place + 1])) is not None, exact))
        try:
            judged = math.fsum(values[: place + 1])
        except OverflowError:  # it gives up on the way to sums that fit
            continue
        assert bits(got) == bits((True, judged))


def test_floats_that_slide_out_leave_no_trace() -> None:
    table = WindowTable("sum", 10, "float")
    for time in range(0, 3000, 5):
        value = (-1e308, 5e-324, 1e308, 0.1)[time // 5 % 4]
        table.observe(time, 1, 1, value=value)
    assert bits(table.observe(3009, 1, 1, counted=False)) == bits((True, 0.0))
    assert table.observe(3010, 1, 1, value=0.1) == (True, 0.1)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_float_that_is_not_finite_is_not_added(value: float) -> None:
    table = WindowTable("sum", 10, "float")
    assert table.observe(0, 1, 1, value=value) == (True, 0.0)
    assert table.live_events == 0


def test_a_sum_outside_64_bits_is_unknown_and_comes_back_exact() -> None:
    table = WindowTable("sum", 10, "int")
    assert table.observe(0, 1, 1, value=INT_MAX) == (True, INT_MAX)
    assert table.observe(1, 1, 1, value=INT_MAX) == (False, None)
    assert table.observe(2, 1, 1, value=INT_MIN) == (True, INT_MAX - 1)
    assert table.observe(10, 1, 1, counted=False) == (True, -1)
    assert table.observe(11, 1, 1, counted=False) == (True, INT_MIN)
    assert table.observe(11, 1, 1, value=-1) == (False, None)


def test_the_whole_range_of_times_fits() -> None:
    for op, first, last in (("first_seen", INT_MIN, INT_MAX), ("seconds_since_last", None, None), ("count", 1, 1)):
        table = WindowTable(op, INT_MAX)
        assert table.observe(INT_MIN, 1, 1)[1] == first
        assert table.observe(INT_MAX, 1, 1)[1] == last
    table = WindowTable("seconds_since_last", INT_MAX)
    table.observe(0, 1, 1)
    assert table.observe(INT_MAX - 1, 1, 1) == (True, INT_MAX - 1)


# What is refused


@pytest.mark.parametrize(("op", "kind"), KINDS)
def test_time_going_back_is_refused_and_changes_nothing(op: str, kind: str | None) -> None:
    table = WindowTable(op, 10, kind)
    value = {"str": (1, 2), "float": 1.0, None: None}.get(kind, 1)
    feed_one(table, Seen(100, (1, 1), value=value))
    before = table.dump()
    with pytest.raises(ValueError, match="order of time"):
        feed_one(table, Seen(99, (1, 1), value=value))
    with pytest.raises(ValueError, match=r"row 1.*order of time"):
        feed_many(table, [Seen(105, (1, 1), value=value), Seen(104, (1, 1), value=value)])
    with pytest.raises(ValueError, match=r"row 0.*order of time"):
        feed_many(table, [Seen(99, (1, 1), value=value)])
    assert table.dump() == before


@pytest.mark.parametrize(
    ("op", "within", "kind"),
    [
        ("median", 1, None),
        ("count", 0, None),
        ("count", -1, None),
        ("count", 2**63, None),
        ("count", 1, "int"),
        ("sum", 1, None),
        ("sum", 1, "str"),
        ("distinct", 1, None),
        ("distinct", 1, "x" * 61),
        ("distinct", 1, "é"),
    ],
)
def test_an_impossible_window_is_refused(op: str, within: int, kind: str | None) -> None:
    with pytest.raises(ValueError, match=r"use|takes"):
        WindowTable(op, within, kind)


@pytest.mark.parametrize(("op", "kind"), KINDS)
def test_columns_that_do_not_fit_are_refused_and_change_nothing(op: str, kind: str | None) -> None:
    table = WindowTable(op, 10, kind)
    before = table.dump()
    times, keys = np.arange(4), np.zeros(4, np.uint64)
    values: Any = {"str": (keys, keys), "float": np.zeros(4), "": None}.get(kind or "", times)
    with pytest.raises(ValueError, match="one length"):
        table.observe_many(times, keys[:3], keys, None, None, values)
    with pytest.raises(ValueError, match="one length"):
        table.observe_many(times, keys, keys, np.ones(3, np.bool_), None, values)
    short: Any = {"str": (keys[:3], keys), "float": np.zeros(3)}.get(kind or "", times[:3])
    with pytest.raises(ValueError, match="no values" if values is None else "one length"):
        table.observe_many(times, keys, keys, None, None, short)
    if values is not None:
        with pytest.raises(ValueError, match="needs the values"):
            table.observe_many(times, keys, keys)
    assert table.dump() == before


def test_an_empty_batch_has_an_empty_answer() -> None:
    for op, kind in KINDS:
        assert feed_many(WindowTable(op, 10, kind), []) == []
