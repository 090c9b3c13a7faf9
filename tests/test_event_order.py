"""Order is time, then arrival; late events count for the latest time; duplicates are dead letters; batches agree."""

import json
from collections import deque
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.events.batch import EventBatch
from fairwater.events.clock import micros
from fairwater.events.decode import EventDecoder
from fairwater.events.ids import RecentIds, siphash128
from fairwater.events.letters import DeadLetter, Reason
from fairwater.events.order import BatchSequencer, Sequencer
from fairwater.events.record import Event
from fairwater.events.schema import Schema

SCHEMA = Schema.of()
DECODER = EventDecoder(SCHEMA, ["text"])
START = datetime(2026, 1, 1, tzinfo=UTC)
ZERO = micros(START)


def event(name: str, at: int) -> Event:
    time = (START + timedelta(microseconds=at)).isoformat()
    made = DECODER.convert({"id": name, "time": time, "kind": "post.create"})
    assert isinstance(made, Event)
    return made


def push_all(sequencer: Sequencer, arrivals: list[Event]) -> tuple[list[tuple[str, int]], list[str]]:
    gone: list[tuple[str, int]] = []
    refused = []
    for one in arrivals:
        result = sequencer.push(one)
        if isinstance(result, DeadLetter):
            refused.append(result.raw)
        else:
            gone += [(made.id, time - ZERO) for made, time in result]
    return gone, refused


def test_without_an_allowance_events_go_at_once_and_late_ones_count_for_the_latest_time() -> None:
    sequencer = Sequencer()
    gone, _ = push_all(sequencer, [event("a", 5), event("b", 9), event("c", 7), event("d", 9), event("e", 12)])
    assert gone == [("a", 5), ("b", 9), ("c", 9), ("d", 9), ("e", 12)]
    assert (sequencer.late, sequencer.held) == (1, 0)


def test_within_the_allowance_events_are_put_in_order() -> None:
    sequencer = Sequencer(lateness_us=10)
    arrivals = [
        event("a", 5),
        event("b", 9),
        event("c", 7),
        event("d", 7),
        event("e", 17),
        event("f", 6),
        event("g", 30),
    ]
    gone, _ = push_all(sequencer, arrivals)
    assert gone == [("a", 5), ("c", 7), ("d", 7), ("f", 7), ("b", 9), ("e", 17)]
    assert sequencer.flush() == [(arrivals[-1], ZERO + 30)]
    assert (sequencer.late, sequencer.held) == (1, 0)


def test_no_more_than_the_bound_is_held_back() -> None:
    sequencer = Sequencer(lateness_us=1_000, max_held=2)
    gone, _ = push_all(sequencer, [event(str(at), at) for at in (3, 1, 2, 4)])
    assert gone == [("1", 1), ("2", 2)]
    assert (sequencer.forced, sequencer.held) == (2, 2)


def test_an_id_seen_before_is_a_dead_letter_until_it_is_forgotten() -> None:
    sequencer = Sequencer(remember_ids=2)
    names = ["a", "b", "a", "c", "a", "c"]
    gone, refused = push_all(sequencer, [event(name, at) for at, name in enumerate(names)])
    assert [name for name, _ in gone] == ["a", "b", "c", "a"]
    assert refused == ["a", "c"] and sequencer.duplicates == 2
    letter = sequencer.push(event("c", 9))
    assert isinstance(letter, DeadLetter) and letter.reason is Reason.DUPLICATE_ID and "'c'" in letter.message


def test_nothing_is_remembered_when_told_so() -> None:
    gone, refused = push_all(Sequencer(remember_ids=0), [event("a", 1), event("a", 2)])
    assert len(gone) == 2 and not refused


ARRIVALS = st.lists(st.tuples(st.integers(0, 30).map(str), st.integers(0, 60) | st.integers(0, 5)), max_size=30).map(
    lambda pairs: [event(name, at) for name, at in pairs]
)
SORTED = ARRIVALS.map(lambda made: sorted(made, key=lambda one: one.time))
SETTINGS = st.tuples(st.sampled_from([0, 3, 20, 1_000]), st.sampled_from([0, 4, 100]), st.sampled_from([1, 3, 100]))


@settings(max_examples=200, deadline=None)
@given(ARRIVALS | SORTED, SETTINGS)
def test_effective_times_never_decrease_and_nothing_is_lost(
    arrivals: list[Event], chosen: tuple[int, int, int]
) -> None:
    sequencer = Sequencer(*chosen)
    gone, refused = push_all(sequencer, arrivals)
    assert len(sequencer._order.held) == sequencer.held <= chosen[2]
    gone += [(made.id, time - ZERO) for made, time in sequencer.flush()]
    assert [time for _, time in gone] == sorted(time for _, time in gone)
    assert sorted([name for name, _ in gone] + refused) == sorted(one.id for one in arrivals)
    assert sequencer.duplicates == len(refused)
    if chosen[0] == 1_000 and chosen[2] == 100:
        assert sequencer.late == 0


@settings(max_examples=250, deadline=None)
@given(ARRIVALS | SORTED, SETTINGS, st.lists(st.integers(0, 30), max_size=4), st.data())
def test_batches_go_as_single_events_do_also_after_a_restart(
    arrivals: list[Event], chosen: tuple[int, int, int], cuts: list[int], data: st.DataObject
) -> None:
    single = Sequencer(*chosen)
    batched = BatchSequencer(*chosen)
    bounds = [0, *sorted(min(cut, len(arrivals)) for cut in cuts), len(arrivals)]
    for start, end in pairwise(bounds):
        part = arrivals[start:end]
        gone, refused = push_all(single, part)
        ordered = batched.push(EventBatch.from_events(part, SCHEMA, ["text"]))
        assert list(zip(ordered.batch.values("event.id"), (ordered.times - ZERO).tolist(), strict=True)) == gone
        assert [letter.raw for letter in ordered.letters] == refused
        assert ordered.times.dtype == np.int64
        for name in ("late", "forced", "held", "duplicates"):
            assert getattr(single, name) == getattr(batched, name)
        if data.draw(st.booleans()):
            states = [json.loads(json.dumps(one.save())) for one in (single, batched)]
            if data.draw(st.booleans()):
                states.reverse()  # the saved state of one is good for the other
            single, batched = Sequencer.load(states[0], DECODER), BatchSequencer.load(states[1], DECODER)
    rest = [(made.id, time) for made, time in single.flush()]
    ordered_rest = batched.flush()
    if ordered_rest is None:
        assert rest == []
    else:
        assert list(zip(ordered_rest.batch.values("event.id"), ordered_rest.times.tolist(), strict=True)) == rest


def test_a_batch_in_order_is_not_copied() -> None:
    batch = EventBatch.from_events([event(str(at), at) for at in range(5)], SCHEMA, ["text"])
    ordered = BatchSequencer().push(batch)
    assert ordered.batch is batch and ordered.times.tolist() == batch.times().tolist()


def test_a_saved_state_of_another_version_or_damaged_is_refused() -> None:
    state = Sequencer().save()
    damaged: list[dict[str, object]] = [
        {},
        state | {"format": 2},
        {**state, "ids": {}},
        {**state, "ids": {**state["ids"], "ids": "x"}},
        {**state, "ids": {**state["ids"], "ids": "QUJD"}},
        {**state, "ids": {**state["ids"], "key": "00"}},
        {**state, "held": ["{"]},
        {**state, "held": [3]},
        {key: value for key, value in state.items() if key != "late"},
    ]
    for one in damaged:
        with pytest.raises(ValueError):
            Sequencer.load(one, DECODER)


@pytest.mark.parametrize("bad", [{"lateness_us": -1}, {"max_held": 0}, {"remember_ids": -1}, {"remember_ids": 10**10}])
def test_settings_that_make_no_sense_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        Sequencer(**bad)


class Naive:
    """The memory of ids as one would first write it."""

    def __init__(self, capacity: int) -> None:
        self.order: deque[str] = deque(maxlen=capacity)

    def add(self, name: str) -> bool:
        fresh = name not in self.order
        if fresh:
            self.order.append(name)
        return fresh


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 9), st.lists(st.integers(0, 14).map(lambda n: f"é{n}"), max_size=80), st.integers(0, 80))
def test_the_memory_of_ids_is_exact(capacity: int, names: list[str], restart: int) -> None:
    naive, memory = Naive(capacity), RecentIds(capacity)
    for at, name in enumerate(names):
        if at == restart:
            memory = RecentIds.load(json.loads(json.dumps(memory.save())))
        assert memory.add(name) == naive.add(name)
        assert len(memory) == len(naive.order)


def test_the_memory_of_ids_is_exact_when_it_grows_and_turns_over() -> None:
    names = np.random.default_rng(5).integers(0, 9_000, 30_000).astype(str).tolist()
    memory, seen = RecentIds(5_000), {}
    expected = []
    forgotten = 0
    order: list[str] = []
    for name in names:
        fresh = name not in seen
        expected.append(fresh)
        if fresh:
            order.append(name)
            seen[name] = True
            if len(seen) > 5_000:
                del seen[order[forgotten]]
                forgotten += 1
    assert [memory.add(name) for name in names] == expected


# The first vectors of the reference implementation for a key of 00 01 ... 0f and messages of 00 01 ...
@pytest.mark.parametrize(
    ("size", "digest"), [(0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45")]
)
def test_siphash_is_that_of_its_authors(size: int, digest: str) -> None:
    assert siphash128(bytes(range(size)), bytes(range(16))).hex() == digest


def slow_siphash(data: bytes, key: bytes) -> bytes:
    """SipHash-2-4 with 128 bits of output as its paper and reference describe it, word by word."""
    mask = 2**64 - 1

    def left(word: int, bits: int) -> int:
        return (word << bits | word >> (64 - bits)) & mask

    def turn(times: int) -> None:
        for _ in range(times):
            v[0] = v[0] + v[1] & mask
            v[2] = v[2] + v[3] & mask
            v[1], v[3] = left(v[1], 13) ^ v[0], left(v[3], 16) ^ v[2]
            v[0] = left(v[0], 32)
            v[2] = v[2] + v[1] & mask
            v[0] = v[0] + v[3] & mask
            v[1], v[3] = left(v[1], 17) ^ v[2], left(v[3], 21) ^ v[0]
            v[2] = left(v[2], 32)

    low, high = (int.from_bytes(part, "little") for part in (key[:8], key[8:]))
    start = b"somepseudorandomlygeneratedbytes"
    words = [int.from_bytes(start[at : at + 8], "big") for at in range(0, 32, 8)]
    v = [words[0] ^ low, words[1] ^ high ^ 0xEE, words[2] ^ low, words[3] ^ high]
    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) % 256])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at : at + 8], "little")
        v[3] ^= word
        turn(2)
        v[0] ^= word
    v[2] ^= 0xEE
    turn(4)
    first = v[0] ^ v[1] ^ v[2] ^ v[3]
    v[1] ^= 0xDD
    turn(4)
    return b"".join(word.to_bytes(8, "little") for word in (first, v[0] ^ v[1] ^ v[2] ^ v[3]))


@given(st.binary(max_size=40) | st.binary(min_size=250, max_size=270), st.binary(min_size=16, max_size=16))
def test_siphash_agrees_with_its_description(data: bytes, key: bytes) -> None:
    assert siphash128(data, key) == slow_siphash(data, key)
