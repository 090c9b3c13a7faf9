"""Sets of fingerprints against Python's own set."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwater.signals._fingerprint import FingerprintSet, fingerprint_ints

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
    for refuse in (FingerprintSet().add_many, FingerprintSet().contains_many):
        with pytest.raises(ValueError, match="one length"):
            refuse(k0, k1[:3])
