"""A batch of events in, findings in columns out: every node of the plan once, over all rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fairwater.engine.columns import where
from fairwater.engine.finding import Column, FindingBatch, RuleHits
from fairwater.engine.keys import fingerprint_column
from fairwater.engine.program import Program
from fairwater.engine.values import BatchValues
from fairwater.events.batch import EventBatch


class BatchRun:
    """One batch going through the plan. `times`: effective times, microseconds, never decreasing."""

    def __init__(self, program: Program, batch: EventBatch, times: npt.NDArray[np.int64]) -> None:
        self.program = program
        self.plan = program.plan
        self.batch = batch
        self.times = times
        self.values = BatchValues(program, batch)

    def run(self) -> FindingBatch:
        """Feed the windows, evaluate every rule, record the values of those that fired."""
        with np.errstate(all="ignore"):
            for number, node in enumerate(self.plan.nodes):
                if node.op == "window":
                    self.values.columns[number] = self.window(number)
            hits: list[RuleHits] = []
            for view in self.program.views:
                true, possible = self.values.truth(view.rule.condition)
                if possible is not true:
                    self.program.unknown[view.number] += int(possible.sum()) - int(true.sum())
                rows = np.flatnonzero(true)
                if len(rows):
                    shown = tuple(self.recorded(node, rows) for node in view.nodes)
                    said = tuple(self.recorded(node, rows) for node in view.said_nodes)
                    hits.append(RuleHits(view, rows, shown, said))
        identity = [self.batch.column(path) for path in ("event.id", "account.id", "subject.id")]
        own_times = self.batch.times()
        return FindingBatch(tuple(hits), identity[0], own_times, identity[1], identity[2])

    def recorded(self, node: int, rows: npt.NDArray[np.intp]) -> Column:
        """The value of a node for the rows of a finding."""
        if self.plan.nodes[node].type.name == "bool":
            true, possible = self.values.truth(node)
            values = true[rows]
            return Column(values, None if possible is true else possible[rows] & ~values)
        return self.values.column(node).take(rows)

    def window(self, number: int) -> Column:
        """Feed a window with the batch and give its value for each row."""
        node = self.plan.nodes[number]
        assert isinstance(node.param, int)
        spec = self.plan.windows[node.param]
        first, second, key_unknown = fingerprint_column(self.values, spec.keys)
        known = np.ones(self.values.rows, np.uint8) if key_unknown is None else (~key_unknown).view(np.uint8)
        counted = (
            np.ones(self.values.rows, np.uint8) if spec.where < 0 else self.values.truth(spec.where)[0].astype(np.uint8)
        )
        values: Any = None
        if spec.value >= 0:
            if spec.op == "distinct":
                v0, v1, value_unknown = fingerprint_column(self.values, (spec.value,))
                values = (v0, v1)
            else:
                column = self.values.column(spec.value)
                values = np.ascontiguousarray(column.values)
                value_unknown = column.unknown
            if value_unknown is not None:
                counted &= (~value_unknown).view(np.uint8)
        table = self.program.tables[node.param]
        result, result_known = table.observe_many(self.times, first, second, known, counted, values)
        return Column(result, where(~result_known.view(np.bool_)))
