"""A plan, its lists and functions in; everything that the ways of running it share, ready to run, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairwater.engine.finding import rule_views
from fairwater.engine.scalar import ColumnLists, Generators, Operation, operation_of
from fairwater.events.schema import Schema
from fairwater.events.types import Type
from fairwater.policy.functions import Library
from fairwater.policy.lower import bound_nodes
from fairwater.policy.plan import Plan
from fairwater.signals.patterns import build_scanner
from fairwater.signals.windows import WindowTable

IDENTITY = ("event.id", "event.time", "account.id", "subject.id")
"""Fields that a finding carries, read whether or not a rule names them."""

OWN_OPERATIONS = frozenset(("field", "window", "match", "var", "gen"))
"""Operations that are more than a function of their arguments."""


MAX_KEYS = 8
"""Most keys of one window."""


class Program:
    """Operations, scanners, windows and counts of one plan. `operations` and `bound` are by node."""

    def __init__(
        self, plan: Plan, schema: Schema, library: Library, lists: ColumnLists, cache: Path | None = None
    ) -> None:
        self.plan = plan
        self.schema = schema
        self.lists = lists
        self.fields: tuple[str, ...] = tuple(dict.fromkeys((*IDENTITY, *plan.fields)))
        self.bound = bound_nodes(plan)
        self.operations: list[Operation | None] = [
            None if node.op in OWN_OPERATIONS else operation_of(node, library, lists) for node in plan.nodes
        ]
        self.together = properties_together(plan, library, self.bound)
        self.scanners = [build_scanner(scan.patterns, cache) for scan in plan.scans]
        self.generators = Generators(plan, self.bound, library, lists, self.scanners)
        self.views = rule_views(plan)
        self.unknown: npt.NDArray[np.int64] = np.zeros(len(plan.rules), dtype=np.int64)
        self.tables = [self.new_table(number) for number in range(len(plan.windows))]
        self.batch_failures: dict[str, int] = {}

    @property
    def matcher(self) -> str:
        """Which pattern matcher runs: "hyperscan", "portable", or "none" when the plan has no patterns."""
        return "/".join(sorted({scanner.engine for scanner in self.scanners})) or "none"

    def new_table(self, number: int) -> WindowTable:
        """An empty window of the plan."""
        spec = self.plan.windows[number]
        kind = None if spec.value < 0 else type_name(self.plan.nodes[spec.value].type)
        return WindowTable(spec.op, spec.within, kind)

    def attempt(self, name: str, operation: Callable[[Any], Any], args: Any) -> Any:
        """Run an operation by its meaning; one that raises is unknown, and counted."""
        try:
            return operation(args)
        except Exception:
            self.batch_failures[name] = self.batch_failures.get(name, 0) + 1
            return None


def type_name(type_: Type) -> str:
    """The name under which fingerprints know a type: entity ids are plain strings there."""
    return f"list[{type_name(type_.item)}]" if type_.item is not None else type_.name


def properties_together(plan: Plan, library: Library, bound: Sequence[bool]) -> dict[int, tuple[int, ...]]:
    """For each property node, all property nodes that read the same fields."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, node in enumerate(plan.nodes):
        if node.op == "call" and not bound[number] and library.functions[str(node.param)].form == "property":
            groups.setdefault(node.args, []).append(number)
    return {number: tuple(group) for group in groups.values() for number in group}
