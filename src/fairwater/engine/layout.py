"""A plan -> the tables of the row machine: cells, arguments, and gates, which say what rules an event can concern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fairwater.engine._row import Fetch, Kind, Op
from fairwater.engine.program import MAX_KEYS, type_name
from fairwater.engine.scalar import Operation
from fairwater.events.record import attributes, reader
from fairwater.events.schema import FieldSpec, Schema
from fairwater.policy.plan import Node, Plan
from fairwater.signals._fingerprint import kind_of

kinds = {
    "bool": Kind.K_BOOL,
    "int": Kind.K_INT,
    "time": Kind.K_INT,
    "duration": Kind.K_INT,
    "float": Kind.K_FLOAT,
    "str": Kind.K_OBJECT,
    "list": Kind.K_OBJECT,
}
comparison_codes = {"eq": 0, "ne": 1, "lt": 2, "le": 3, "gt": 4, "ge": 5}
fixed_ops = {
    "const": Op.O_CONST,
    "field": Op.O_FIELD,
    "not": Op.O_NOT,
    "and": Op.O_AND,
    "or": Op.O_OR,
    "tofloat": Op.O_TOFLOAT,
    "known": Op.O_KNOWN,
    "knownor": Op.O_KNOWNOR,
    "ifelse": Op.O_IFELSE,
    "in_const": Op.O_IN_CONST,
    "match": Op.O_MATCH,
    "window": Op.O_WINDOW,
    "gen": Op.O_GEN,
}
numeric_ops = {"add": Op.O_ADD, "sub": Op.O_SUB, "mul": Op.O_MUL, "neg": Op.O_NEG, "div": Op.O_DIV}
rough_costs = {"const": 0, "field": 1, "window": 1, "in_const": 2, "match": 3, "listing": 8, "call": 10, "gen": 20}
"""Rough relative cost of a node, to ask the cheap parts of an `and` first. Order changes no value (Kleene)."""

Cell = tuple[int, int, int, int, int, int, int]


class Layout:
    """Builds the tables. `operations` and `bound` are by node; see `RowMachine` for what each table means."""

    def __init__(
        self, plan: Plan, schema: Schema, operations: Sequence[Operation | None], bound: Sequence[bool]
    ) -> None:
        self.plan = plan
        self.schema = schema
        self.operations = operations
        self.bound = bound
        self.args: list[int] = []
        self.ids: list[int] = []
        self.parents: dict[tuple[str, ...], int] = {}
        self.parent_names: list[str] = []
        self.parent_of: list[int] = []
        self.costs: list[int] = []
        self.names: list[str | None] = []
        self.extras: list[Any] = []
        self.cells: list[Cell] = []
        for number, node in enumerate(plan.nodes):
            inner = max((self.costs[arg] for arg in node.args), default=0)
            self.costs.append(max(rough_costs.get(node.op, 1), inner))
            self.cells.append(self.cell(number, node))

    def cell(self, number: int, node: Node) -> Cell:
        """The cell of one node; its name and extra go to their own tables."""
        self.names.append(None)
        self.extras.append(None)
        kind = kinds[node.type.name]
        args = node.args
        op: int = fixed_ops.get(node.op, Op.O_GENERIC)
        detail, extra, extra_count = 0, 0, 0
        if node.op in ("and", "or"):
            args = tuple(sorted(args, key=lambda arg: self.costs[arg]))
        elif node.op in comparison_codes:
            op, detail = self.comparison(node), comparison_codes[node.op]
        elif node.op in numeric_ops and kinds[node.type.name] != Kind.K_OBJECT:
            op = numeric_ops[node.op]
        elif node.op == "const":
            self.extras[number] = node.param
        elif node.op == "in_const":
            assert isinstance(node.param, tuple)
            self.extras[number] = set(node.param)
        elif node.op == "field":
            detail, extra = self.field(number, self.schema.fields[str(node.param)])
        elif node.op == "match":
            assert isinstance(node.param, tuple)
            detail, extra, extra_count = node.param[0], len(self.ids), len(node.param[1])
            self.ids.extend(node.param[1])
        if op in (Op.O_GENERIC, Op.O_DIV) and not self.bound[number]:
            name = str(node.param) if node.op == "call" else node.op
            self.extras[number] = (name, self.operations[number])
        first = len(self.args)
        self.args.extend(args)
        return (op, kind, detail, first, len(args), extra, extra_count)

    def comparison(self, node: Node) -> int:
        """The comparison that fits the type of its sides."""
        kind = kinds[self.plan.nodes[node.args[0]].type.name]
        return {Kind.K_FLOAT: Op.O_CMP_FLOAT, Kind.K_OBJECT: Op.O_CMP_STR}.get(kind, Op.O_CMP_INT)

    def field(self, number: int, spec: FieldSpec) -> tuple[int, int]:
        """How a field is fetched, and from which nested part of the event."""
        *above, name = attributes(spec)
        self.names[number] = name
        if spec.type.name == "list":
            self.extras[number] = reader(spec)
            return Fetch.F_READ, -1
        fetch = {"time": Fetch.F_TIME, "duration": Fetch.F_DURATION}.get(spec.type.name, Fetch.F_PLAIN)
        return fetch, self.parent(tuple(above))

    def parent(self, path: tuple[str, ...]) -> int:
        """The slot of a nested part; -1 is the event itself."""
        if not path:
            return -1
        if path not in self.parents:
            above = self.parent(path[:-1])
            self.parents[path] = len(self.parent_names)
            self.parent_names.append(path[-1])
            self.parent_of.append(above)
        return self.parents[path]

    def gates(self) -> tuple[list[Any], list[Any], list[int]]:
        """Pattern gates, value gates and the rules without one."""
        by_scan: dict[int, dict[int, list[int]]] = {}
        by_value: dict[int, dict[str, list[int]]] = {}
        ungated: list[int] = []
        for number, rule in enumerate(self.plan.rules):
            node = self.plan.nodes[rule.condition]
            parts = node.args if node.op == "and" else (rule.condition,)
            gate = min((part for part in parts if self.gate_rank(part) < 9), key=self.gate_rank, default=None)
            if gate is None:
                ungated.append(number)
                continue
            found = self.plan.nodes[gate]
            if found.op == "match":
                assert isinstance(found.param, tuple)
                scan, ids = found.param
                for pattern in ids:
                    by_scan.setdefault(scan, {}).setdefault(pattern, []).append(number)
            else:
                item, values = self.value_gate(found)
                for value in values:
                    by_value.setdefault(item, {}).setdefault(value, []).append(number)
        pattern_gates = []
        for scan, table in by_scan.items():
            spec = self.plan.scans[scan]
            by_pattern = [tuple(table[one]) if one in table else None for one in range(len(spec.patterns))]
            everything = tuple(sorted({rule for rules in table.values() for rule in rules}))
            pattern_gates.append((spec.text, scan, by_pattern, everything))
        value_gates = []
        for item, by_constant in by_value.items():
            everything = tuple(sorted({rule for rules in by_constant.values() for rule in rules}))
            value_gates.append((item, {value: tuple(rules) for value, rules in by_constant.items()}, everything))
        return pattern_gates, value_gates, ungated

    def gate_rank(self, number: int) -> int:
        """How good a gate a part of an `and` is; 9 is none."""
        node = self.plan.nodes[number]
        if node.op == "match":
            return 0
        if node.op == "in_const" and self.plan.nodes[node.args[0]].type.name == "str":
            return 1
        if node.op == "eq" and self.plan.nodes[node.args[0]].type.name == "str":
            sides = [self.plan.nodes[arg].op == "const" for arg in node.args]
            return 2 if sides.count(True) == 1 else 9
        return 9

    def value_gate(self, node: Node) -> tuple[int, Sequence[str]]:
        """The node asked and the values that open the gate."""
        if node.op == "in_const":
            assert isinstance(node.param, tuple)
            return node.args[0], node.param
        constant, item = sorted(node.args, key=lambda arg: self.plan.nodes[arg].op != "const")
        return item, [str(self.plan.nodes[constant].param)]

    def window_plan(self) -> list[tuple[int, int, int, list[int], int, bool]]:
        """For each window node: node, table, value node, key nodes, where node, whether it counts distinct values."""
        found = []
        for number, node in enumerate(self.plan.nodes):
            if node.op == "window":
                assert isinstance(node.param, int)
                spec = self.plan.windows[node.param]
                if len(spec.keys) > MAX_KEYS:
                    raise ValueError(f"a window with {len(spec.keys)} keys: at most {MAX_KEYS} are possible")
                found.append((number, node.param, spec.value, list(spec.keys), spec.where, spec.op == "distinct"))
        return found

    def identity(self) -> tuple[int, int, int, int]:
        """Nodes of event id, time, account and subject; added to the cells where the plan does not read them itself."""
        found = []
        for path in ("event.id", "event.time", "account.id", "subject.id"):
            known = [at for at, node in enumerate(self.plan.nodes) if node.op == "field" and node.param == path]
            if known:
                found.append(known[0])
                continue
            spec = self.schema.fields[path]
            number = len(self.cells)
            self.names.append(None)
            self.extras.append(None)
            fetch, above = self.field(number, spec)
            self.cells.append((Op.O_FIELD, kinds[spec.type.name], fetch, 0, 0, above, 0))
            found.append(number)
        return found[0], found[1], found[2], found[3]


def machine_layout(
    plan: Plan,
    schema: Schema,
    operations: Sequence[Operation | None],
    bound: Sequence[bool],
    generators: dict[int, tuple[int, ...]],
    evaluate: Callable[..., Any],
    shared: dict[str, Any],
) -> dict[str, Any]:
    """Everything `RowMachine` takes. `shared`: scanners, tables, views, finding class, unknown counts."""
    layout = Layout(plan, schema, operations, bound)
    for number, free in generators.items():
        layout.extras[number] = (free, evaluate)
    identity = layout.identity()
    pattern_gates, value_gates, ungated = layout.gates()
    types = [node.type for node in plan.nodes] + [schema.fields["event.id"].type] * (
        len(layout.cells) - len(plan.nodes)
    )
    return {
        "cells": layout.cells,
        "args": layout.args,
        "ids": layout.ids,
        "parent_names": layout.parent_names,
        "parent_of": layout.parent_of,
        "names": layout.names,
        "extras": layout.extras,
        "tags": [kind_of(type_name(type_)) for type_ in types],
        "conditions": [rule.condition for rule in plan.rules],
        "ungated": ungated,
        "pattern_gates": pattern_gates,
        "value_gates": value_gates,
        "window_plan": layout.window_plan(),
        "identity": identity,
        **shared,
    }
