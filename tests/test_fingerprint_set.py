"""Sets of fingerprints and recent ids against Python's own set and deque, and what damaged bytes do."""

from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwater.signals._fingerprint import FingerprintSet, RecentIds, fingerprint_ints
from fairwater.signals.windows.state import StateError, seal, unseal

# Few different ids, the one that looks like an empty cell among them.
ids = st.tuples(st.integers(0, 3), st.integers(0, 9))
RNG = np.random.default_rng(7)


def halves(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(pairs, np.uint64).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()


@given(
    st.lists(st.tuples(st.sampled_from(["add", "discard", "contains", "add_many", "contains_many"]), ids), max_size=120)
)
def test_the_set_does_what_a_set_does(steps: list[tuple[str, tuple[int, int]]]) -> None:
    made, model = FingerprintSet(), set[tuple[int, int]]()
    for step, one in steps:
        several = [one, (one[0], one[1] + 1), one]
        match step:
            case "add":
                assert made.add(*one) == (one not in model)
                model.add(one)
            case "discard":
                assert made.discard(*one) == (one in model)
                model.discard(one)
            case "contains":
                assert made.contains(*one) == (one in model)
            case "add_many":
                assert made.add_many(*halves(several)) == len(set(several) - model)
                model.update(several)
            case "contains_many":
                assert made.contains_many(*halves(several)).tolist() == [each in model for each in several]
        assert len(made) == len(model)


def test_a_set_grows_and_shrinks_with_its_content() -> None:
    made = FingerprintSet()
    empty = made.memory_bytes
    k0, k1 = fingerprint_ints(np.arange(50_000))
    assert made.add_many(k0, k1) == 50_000
    assert made.memory_bytes <= 50_000 * 33
    order = RNG.permutation(50_000)
    for i in order[:-10]:
        assert made.discard(int(k0[i]), int(k1[i]))
    assert made.memory_bytes <= empty * 4
    left = made.contains_many(k0, k1)
    assert sorted(np.flatnonzero(left)) == sorted(order[-10:])


def test_a_frozen_set_takes_21_bytes_an_entry_and_no_change() -> None:
    k0, k1 = fingerprint_ints(np.arange(300_000))
    made = FingerprintSet.of(np.tile(k0, 2), np.tile(k1, 2))
    assert len(made) == 300_000
    assert made.memory_bytes <= 300_000 * 21.4
    assert made.contains_many(k0, k1).all()
    assert not made.contains_many(k1, k0).any()
    for change in (made.add, made.discard):
        with pytest.raises(ValueError, match="frozen"):
            change(1, 2)
    with pytest.raises(ValueError, match="frozen"):
        made.add_many(k0, k1)


def test_an_empty_frozen_set_holds_nothing() -> None:
    made = FingerprintSet.of(*halves([]))
    assert len(made) == 0
    assert not made.contains(0, 0)
    assert FingerprintSet.of(*halves([(0, 0)])).contains(0, 0)


def test_columns_of_different_lengths_are_refused() -> None:
    k0, k1 = fingerprint_ints(np.arange(4))
    for refuse in (FingerprintSet().add_many, FingerprintSet().contains_many, RecentIds(3).seen_before_many):
        with pytest.raises(ValueError, match="one length"):
            refuse(k0, k1[:3])


# Recent ids


class Model:
    def __init__(self, capacity: int) -> None:
        self.held = deque[tuple[int, int]](maxlen=capacity)

    def seen_before(self, one: tuple[int, int]) -> bool:
        seen = one in self.held
        if not seen:
            self.held.append(one)
        return seen


@given(
    st.integers(1, 30), st.lists(ids, max_size=150), st.lists(st.sampled_from(["one", "many", "reload"]), min_size=1)
)
def test_recent_ids_are_the_last_different_ones(capacity: int, stream: list[tuple[int, int]], modes: list[str]) -> None:
    recent, model = RecentIds(capacity), Model(capacity)
    for place in range(0, len(stream), 5):
        part = stream[place : place + 5]
        wanted = [model.seen_before(one) for one in part]
        mode = modes[place // 5 % len(modes)]
        if mode == "reload":
            recent = RecentIds.load(recent.dump())
        if mode == "many":
            assert recent.seen_before_many(*halves(part)).tolist() == wanted
        else:
            assert [recent.seen_before(*one) for one in part] == wanted
        assert len(recent) == len(model.held)


def test_recent_ids_loaded_into_less_room_are_the_newest() -> None:
    recent = RecentIds(10)
    for i in range(14):
        recent.seen_before(i, i)
    smaller = RecentIds.load(recent.dump(), 3)
    assert (smaller.capacity, len(smaller)) == (3, 3)
    assert [smaller.seen_before(i, i) for i in (13, 12, 11, 10)] == [True, True, True, False]


def test_memory_of_recent_ids_stays_within_32_bytes_each() -> None:
    recent = RecentIds(2**15)
    k0, k1 = fingerprint_ints(np.arange(300_000))
    assert RecentIds(2**31).memory_bytes == 0
    assert not recent.seen_before_many(k0, k1).any()
    assert len(recent) == 2**15
    assert recent.memory_bytes == 32 * 2**15
    assert recent.seen_before_many(k0[-(2**15) :], k1[-(2**15) :]).all()


@pytest.mark.parametrize("capacity", [0, -1, 2**31 + 1])
def test_an_impossible_capacity_is_refused(capacity: int) -> None:
    with pytest.raises(ValueError, match="capacity"):
        RecentIds(capacity)


@given(st.data())
def test_damaged_recent_ids_are_refused_or_usable(data: st.DataObject) -> None:
    recent = RecentIds(9)
    for i in range(12):
        recent.seen_before(i, 2 * i)
    whole = recent.dump()
    damaged = bytearray(whole)
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged[at] ^= data.draw(st.integers(1, 255))
    for bad in (bytes(damaged), whole[:at], whole + b"x"):
        with pytest.raises(StateError):
            RecentIds.load(bad)
    payload = bytearray(unseal(b"FWRI", 1, whole, "recent ids"))
    at = data.draw(st.integers(0, len(payload) - 1))
    payload[at] ^= data.draw(st.integers(1, 255))
    try:
        loaded = RecentIds.load(seal(b"FWRI", 1, bytes(payload[: data.draw(st.integers(0, len(payload)))])))
    except StateError as refusal:
        assert "replay" in str(refusal)
    else:
        assert len(loaded) <= loaded.capacity
        assert not loaded.seen_before(99, 99)
        assert loaded.seen_before(99, 99)
