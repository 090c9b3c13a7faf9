"""Events as they arrive come in; events in (time, arrival) order, each with the time it counts for, go out.

The rule for late events: an event older than one already let through is not reordered; it is let through at once, and
counts for the time of the latest event before it (its *effective* time). Its own time stays in the event. So effective
times never decrease, and windows never look back. An allowance (`lateness_us`) holds events back until nothing older
is expected: an event goes when one at least `lateness_us` newer has come. An id seen among the last `remember_ids` is a
duplicate: a dead letter. `Sequencer` and `BatchSequencer` give the same results for the same events in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from fairwater.events.batch import EventBatch
from fairwater.events.clock import micros
from fairwater.events.decode import EventDecoder
from fairwater.events.ids import RecentIds
from fairwater.events.letters import DeadLetter, Reason, excerpt
from fairwater.events.record import Event, to_wire
from fairwater.events.types import INT_MIN

MAX_HELD = 100_000
"""Most events held back at once; beyond it the oldest goes early (counted as `forced`)."""
STATE_FORMAT = 1

T = TypeVar("T")


@dataclass(slots=True)
class _Order(Generic[T]):
    """The rule itself, over any payload: held events, what was let through, and what is counted."""

    lateness: int
    max_held: int
    held: list[tuple[int, int, T]] = field(default_factory=list)
    arrivals: int = 0
    newest: int = INT_MIN
    emitted: int = INT_MIN
    late: int = 0
    forced: int = 0

    def offer(self, time: int, payload: T) -> list[tuple[T, int]]:
        if time < self.emitted:
            self.late += 1
            return [(payload, self.emitted)]
        if self.lateness == 0:
            self.emitted = self.newest = time
            return [(payload, time)]
        heappush(self.held, (time, self.arrivals, payload))
        self.arrivals += 1
        self.newest = max(self.newest, time)
        gone = self._pop_until(self.newest - self.lateness)
        while len(self.held) > self.max_held:
            self.forced += 1
            gone.append(self._pop())
        return gone

    def flush(self) -> list[tuple[T, int]]:
        return [self._pop() for _ in range(len(self.held))]

    def _pop_until(self, time: int) -> list[tuple[T, int]]:
        gone = []
        while self.held and self.held[0][0] <= time:
            gone.append(self._pop())
        return gone

    def _pop(self) -> tuple[T, int]:
        time, _, payload = heappop(self.held)
        self.emitted = time
        return payload, time


class _Stage(Generic[T]):
    """What both sequencers share: settings, counts and the saved state."""

    def __init__(self, lateness_us: int = 0, remember_ids: int = 1_000_000, max_held: int = MAX_HELD) -> None:
        if lateness_us < 0 or max_held < 1:
            raise ValueError("lateness must not be negative, and at least one event must be held")
        self._order: _Order[T] = _Order(lateness_us, max_held)
        self._ids = RecentIds(remember_ids)
        self.duplicates = 0

    @property
    def lateness_us(self) -> int:
        """How long events are held back, microseconds."""
        return self._order.lateness

    @property
    def late(self) -> int:
        """How many events came after a newer one had gone."""
        return self._order.late

    @property
    def forced(self) -> int:
        """How many events went early because too many were held back."""
        return self._order.forced

    @property
    def held(self) -> int:
        """How many events are held back now."""
        return len(self._order.held)

    def _save(self, to_event: Callable[[T], Event]) -> dict[str, Any]:
        order = self._order
        return {
            "format": STATE_FORMAT,
            "lateness_us": order.lateness,
            "max_held": order.max_held,
            "newest": order.newest,
            "emitted": order.emitted,
            "late": order.late,
            "forced": order.forced,
            "duplicates": self.duplicates,
            "ids": self._ids.save(),
            "held": [to_wire(to_event(payload)).decode() for _, _, payload in sorted(order.held, key=_place)],
        }

    def _load(self, state: dict[str, Any], decoder: EventDecoder) -> list[Event]:
        if not isinstance(state, dict) or state.get("format") != STATE_FORMAT:
            raise ValueError("the saved order of events is of another version: start without it")
        order = self._order
        try:
            order.lateness, order.max_held = int(state["lateness_us"]), int(state["max_held"])
            order.newest, order.emitted = int(state["newest"]), int(state["emitted"])
            order.late, order.forced = int(state["late"]), int(state["forced"])
            self.duplicates = int(state["duplicates"])
            self._ids = RecentIds.load(state["ids"])
            decoded = [decoder.decode(line.encode()) for line in state["held"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError("the saved order of events is damaged: start without it") from error
        for event in decoded:
            if isinstance(event, DeadLetter):
                raise ValueError(f"an event held back does not fit the schema any more: {event.message}")
        return [event for event in decoded if isinstance(event, Event)]


def _place(entry: tuple[int, int, Any]) -> tuple[int, int]:
    return entry[0], entry[1]


class Sequencer(_Stage[Event]):
    """Orders events one by one. `lateness_us`: microseconds; `remember_ids`: 0 lets duplicates through."""

    def push(self, event: Event) -> list[tuple[Event, int]] | DeadLetter:
        """The events that go now, each with its effective time in microseconds; a dead letter for a duplicate."""
        if not self._ids.add(event.id):
            self.duplicates += 1
            return duplicate(event.id)
        return self._order.offer(micros(event.time), event)

    def flush(self) -> list[tuple[Event, int]]:
        """The events held back, in order: at the end of the input."""
        return self._order.flush()

    def save(self) -> dict[str, Any]:
        """The state as JSON-able data, with the ids (about 22 bytes each) and the events held back."""
        return self._save(lambda event: event)

    @staticmethod
    def load(state: dict[str, Any], decoder: EventDecoder) -> Sequencer:
        """The sequencer saved before; raises ValueError for another version or damaged data."""
        made = Sequencer()
        events = made._load(state, decoder)
        made._order.held = [(micros(event.time), arrival, event) for arrival, event in enumerate(events)]
        heapify(made._order.held)
        made._order.arrivals = len(events)
        return made


@dataclass(frozen=True, slots=True)
class Ordered:
    """Events in order, the effective time of each in microseconds, and the dead letters of duplicates.

    `line` of a dead letter is the 1-based row in the batch that was pushed.
    """

    batch: EventBatch
    times: NDArray[np.int64]
    letters: list[DeadLetter]


class BatchSequencer(_Stage[int]):
    """Orders batches of events; all must have the same fields."""

    def __init__(self, lateness_us: int = 0, remember_ids: int = 1_000_000, max_held: int = MAX_HELD) -> None:
        super().__init__(lateness_us, remember_ids, max_held)
        self._pool: EventBatch | None = None

    def push(self, batch: EventBatch) -> Ordered:
        """The events that go now. Batches in time order are not copied when nothing is held back."""
        batch, letters = self._without_duplicates(batch)
        order = self._order
        if order.lateness == 0:
            times = batch.times()
            if not len(times):
                return Ordered(batch, times, letters)
            effective = np.maximum(np.maximum.accumulate(times), order.emitted)
            order.late += int(np.count_nonzero(times < effective))
            order.emitted = order.newest = int(effective[-1])
            return Ordered(batch, effective, letters)
        held = 0 if self._pool is None else len(self._pool)
        pool = batch if self._pool is None else EventBatch.concat([self._pool, batch])
        times = pool.times()
        fresh = times[held:]
        steady = len(pool) <= order.max_held and bool(np.all(np.diff(fresh) >= 0))
        if steady and (not len(fresh) or fresh[0] >= order.emitted):
            return self._steady(pool, times, held, letters)
        gone: list[tuple[int, int]] = []
        for row in range(held, len(pool)):
            gone += order.offer(int(times[row]), row)
        return self._let_go(pool, gone, letters)

    def flush(self) -> Ordered | None:
        """The events held back, in order; None when there are none."""
        if self._pool is None or not len(self._pool):
            return None
        return self._let_go(self._pool, self._order.flush(), [])

    def save(self) -> dict[str, Any]:
        """The state as JSON-able data, of the same form as `Sequencer.save`."""
        events = [] if self._pool is None else list(self._pool.rows())
        return self._save(lambda row: events[row])

    @staticmethod
    def load(state: dict[str, Any], decoder: EventDecoder) -> BatchSequencer:
        """The sequencer saved before; `decoder` must be for the fields of the batches to come."""
        made = BatchSequencer()
        events = made._load(state, decoder)
        if events:
            made._pool = EventBatch.from_events(events, decoder.schema, [spec.path for spec in decoder.fields])
            made._order.held = [(micros(event.time), row, row) for row, event in enumerate(events)]
            heapify(made._order.held)
            made._order.arrivals = len(events)
        return made

    def _steady(self, pool: EventBatch, times: NDArray[np.int64], held: int, letters: list[DeadLetter]) -> Ordered:
        """The same as one by one for new events in time order, none late: then sorting once is enough."""
        order = self._order
        arrived = np.empty(len(pool), dtype=np.int64)
        for _, arrival, row in order.held:
            arrived[row] = arrival
        arrived[held:] = np.arange(order.arrivals, order.arrivals + len(pool) - held)
        ranked = np.lexsort((arrived, times))
        if len(pool):
            order.newest = max(order.newest, int(times.max()))
        count = int(np.searchsorted(times[ranked], order.newest - order.lateness, side="right"))
        going, staying = ranked[:count], ranked[count:]
        if count:
            order.emitted = int(times[going[-1]])
        order.arrivals += len(pool) - held
        order.held = [(int(times[row]), int(arrived[row]), at) for at, row in enumerate(staying.tolist())]
        self._pool = pool.take(staying)
        return Ordered(pool.take(going), times[going], letters)

    def _let_go(self, pool: EventBatch, gone: Iterable[tuple[int, int]], letters: list[DeadLetter]) -> Ordered:
        pairs = np.array(list(gone), dtype=np.int64).reshape(-1, 2)
        held = sorted(self._order.held)
        self._pool = pool.take(np.array([row for _, _, row in held], dtype=np.int64))
        self._order.held = [(time, arrival, at) for at, (time, arrival, _) in enumerate(held)]
        return Ordered(pool.take(pairs[:, 0]), pairs[:, 1], letters)

    def _without_duplicates(self, batch: EventBatch) -> tuple[EventBatch, list[DeadLetter]]:
        if self._ids.capacity == 0 or not len(batch):
            return batch, []
        ids = batch.column("event.id")
        _, offsets, data = ids.buffers()
        ends = np.frombuffer(offsets, dtype=np.int32)[ids.offset : ids.offset + len(ids) + 1]
        text = np.empty(0, dtype=np.uint8) if data is None else np.frombuffer(data, dtype=np.uint8)
        fresh = np.empty(len(ids), dtype=np.uint8)
        self._ids.add_all(ends, text, fresh)
        again = np.flatnonzero(fresh == 0)
        if not len(again):
            return batch, []
        self.duplicates += len(again)
        letters = [replace(duplicate(ids[row].as_py()), line=row + 1) for row in again.tolist()]
        return batch.take(np.flatnonzero(fresh)), letters


def duplicate(name: str) -> DeadLetter:
    """The refusal of an event whose id was seen before."""
    shown = excerpt(name.encode(), 80)
    return DeadLetter(Reason.DUPLICATE_ID, f"id: an event with the id {shown!r} came before", "id", shown)
