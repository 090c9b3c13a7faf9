"""The plan: what a policy repository compiles to. Data only; every evaluator runs this and nothing else.

Nodes form a DAG in topological order (arguments come before their users); equal nodes are one node.
`version` of a rule and of the plan is a hash of meaning: formatting, comments and names of values don't change it.
"""

from __future__ import annotations

from dataclasses import dataclass

from fairwater.events.types import Type


@dataclass(frozen=True, slots=True)
class Node:
    """One operation. `param` is fixed data of the op (a constant, a field path, a scan, a window)."""

    op: str
    args: tuple[int, ...]
    type: Type
    param: object = None


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """One pattern: its source, "regex" | "literal" | "word", and whether case is ignored."""

    source: str
    mode: str
    caseless: bool


@dataclass(frozen=True, slots=True)
class ScanSpec:
    """All patterns looked for in one text: `text` is the node that gives it."""

    text: int
    patterns: tuple[PatternSpec, ...]


@dataclass(frozen=True, slots=True)
class WindowSpec:
    """One exact window (see `tree.Window`). Arguments are nodes; -1 means absent."""

    op: str
    value: int
    keys: tuple[int, ...]
    within: int
    where: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that a finding asks for."""

    name: str
    subject: str
    options: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class PlanRule:
    """One rule: the node of its condition, what to record, and how to say it."""

    name: str
    version: str
    policy: str
    harm: str
    condition: int
    values: tuple[tuple[str, int], ...]
    because: tuple[str | int, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the engine needs."""

    nodes: tuple[Node, ...]
    rules: tuple[PlanRule, ...]
    scans: tuple[ScanSpec, ...]
    windows: tuple[WindowSpec, ...]
    lists: tuple[str, ...]
    fields: tuple[str, ...]
    version: str
