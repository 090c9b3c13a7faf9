"""A plan, its lists and the state of its windows -> an engine that turns events into findings in every mode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairwater.engine._row import RowMachine
from fairwater.engine.batch import BatchRun
from fairwater.engine.finding import Finding, FindingBatch
from fairwater.engine.layout import machine_layout
from fairwater.engine.program import Program
from fairwater.engine.scalar import ColumnLists
from fairwater.events.batch import EventBatch
from fairwater.events.schema import Schema
from fairwater.policy.functions import Library
from fairwater.policy.plan import Plan
from fairwater.signals.windows import StateError, WindowTable, dump_state, load_state


class Engine(Program):
    """Runs one plan over events whose effective times never decrease. Not for use from two threads at once.

    `one` and `batch` share the windows and may be mixed. `unknown`: for each rule, for how many events its condition
    was unknown. `failures`: function name -> how often it raised (its value was unknown then).
    """

    def __init__(
        self, plan: Plan, schema: Schema, library: Library, lists: ColumnLists, cache: Path | None = None
    ) -> None:
        super().__init__(plan, schema, library, lists, cache)
        self.machine = self.new_machine()
        self.last_time: int | None = None
        self.extra: dict[str, Any] = {}

    def new_machine(self) -> RowMachine:
        """The row machine over the present windows."""
        shared = {
            "scanners": self.scanners,
            "tables": self.tables,
            "views": [(view, list(view.nodes), list(view.said_nodes)) for view in self.views],
            "finding": Finding,
            "unknown": self.unknown,
        }
        generators = self.generators
        return RowMachine(
            machine_layout(
                self.plan, self.schema, self.operations, self.bound, generators.free, generators.evaluate, shared
            )
        )

    @property
    def failures(self) -> dict[str, int]:
        """Function name -> how often it raised; its value was unknown then."""
        total = Counter(self.machine.failures)
        total.update(self.batch_failures)
        total.update(self.generators.failures)
        return dict(total)

    def one(self, event: Any, time: int) -> list[Finding]:
        """Findings of one event in the order of rules. `time`: effective time, microseconds (see `events.order`).

        Raises ValueError for a time before that of the event before; nothing has changed then.
        """
        if self.last_time is not None and time < self.last_time:
            raise self.backwards(time)
        found: list[Finding] = self.machine.run(event, time)
        self.last_time = time
        return found

    def batch(self, batch: EventBatch, times: npt.NDArray[np.int64]) -> FindingBatch:
        """Findings of a batch. `times`: effective times in microseconds, never decreasing. Columns: see `fields`.

        Raises ValueError for times that go back; nothing has changed then.
        """
        if len(times) and self.last_time is not None and times[0] < self.last_time:
            raise self.backwards(int(times[0]))
        back = np.flatnonzero(times[1:] < times[:-1])
        if len(back):
            raise self.backwards(int(times[back[0] + 1]))
        found = BatchRun(self, batch, np.ascontiguousarray(times)).run()
        if len(times):
            self.last_time = int(times[-1])
        return found

    def backwards(self, time: int) -> ValueError:
        """The refusal of an event before the latest one: nothing was done, and later events may follow."""
        return ValueError(
            f"an event at {time} microseconds comes after later ones: put events in order first (`events.order`)"
        )

    def reset(self) -> None:
        """Forget every event: empty windows, no counts."""
        self.tables[:] = [self.new_table(number) for number in range(len(self.plan.windows))]
        self.unknown[:] = 0
        self.batch_failures.clear()
        self.generators.failures.clear()
        self.machine = self.new_machine()
        self.last_time = None

    def save(self, extra: Mapping[str, object] | None = None) -> bytes:
        """The state of all windows, with the plan they belong to. `extra`: JSON-like values to keep beside them."""
        meta = {"plan": self.plan.version, "last_time": self.last_time, "extra": dict(extra or {})}
        state: bytes = dump_state(meta, [table.dump() for table in self.tables])
        return state

    @classmethod
    def load(
        cls, plan: Plan, schema: Schema, library: Library, lists: ColumnLists, state: bytes, cache: Path | None = None
    ) -> Engine:
        """An engine that goes on from a saved state. Raises StateError when the state is damaged or of another plan."""
        meta, tables = load_state(state)
        if meta.get("plan") != plan.version:
            raise StateError(
                "window state",
                f"it belongs to plan {meta.get('plan')}, and the policies compile to {plan.version}",
            )
        engine = cls(plan, schema, library, lists, cache)
        if len(tables) != len(engine.tables):
            raise StateError("window state", f"it has {len(tables)} windows, the plan has {len(engine.tables)}")
        engine.tables[:] = [engine.loaded(number, data) for number, data in enumerate(tables)]
        engine.machine = engine.new_machine()
        extra = meta.get("extra")
        engine.extra = extra if isinstance(extra, dict) else {}
        last = meta.get("last_time")
        engine.last_time = last if isinstance(last, int) else None
        return engine

    def loaded(self, number: int, data: bytes) -> WindowTable:
        """One saved window, refused when it is not the plan's."""
        table, spec = WindowTable.load(data), self.plan.windows[number]
        if (table.op, table.within_us) != (spec.op, spec.within):
            raise StateError("window state", f"window {number} is {table.op}, the plan's is {spec.op}")
        return table
