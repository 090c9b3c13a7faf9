"""What the conditions of rules were while test cases ran -> which were never true or never false."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fairwater.policy import tree
from fairwater.policy.explain import source_of


@dataclass(slots=True)
class Condition:
    """One part of a condition that is true or false by itself, what it has been, and the rules that it is in."""

    rules: list[str]
    source: str
    span: tree.Span
    node: int
    seen: set[bool | None] = field(default_factory=set)

    @property
    def missing(self) -> str:
        """What it never was, in words; "" when it was both."""
        never = [word for word, value in (("true", True), ("false", False)) if value not in self.seen]
        return " or ".join(never)


def leaves(expr: tree.Expr, seen: set[int]) -> Iterator[tree.Expr]:
    """The parts of a condition below `and`, `or`, `not` and names, each once. A constant is no condition."""
    if id(expr) in seen:
        return
    seen.add(id(expr))
    match expr:
        case tree.Name() if expr.type.name == "bool":
            yield from leaves(expr.value, seen)
        case tree.BoolOp():
            for arg in expr.args:
                yield from leaves(arg, seen)
        case tree.Not():
            yield from leaves(expr.arg, seen)
        case tree.Const():
            return
        case _:
            yield expr


class Coverage:
    """Collects what each condition of each rule was. `node_of`: the plan's node of an expression."""

    def __init__(self, rules: tuple[tree.RuleDef, ...], node_of: Callable[[tree.Expr], int]) -> None:
        # A condition that several rules share (a named value) is one: what the cases of any of them tried, counts.
        self.every: dict[tree.Span, Condition] = {}
        self.conditions: dict[str, list[Condition]] = {}
        for rule in rules:
            self.conditions[rule.name] = []
            for part in leaves(rule.when, set()):
                new = Condition([], source_of(part), part.span, node_of(part))
                condition = self.every.setdefault(part.span, new)
                condition.rules.append(rule.name)
                self.conditions[rule.name].append(condition)

    def note(self, rule: str, value: Callable[[int], Any]) -> None:
        """Note what the conditions of a rule are for the present event."""
        for condition in self.conditions[rule]:
            condition.seen.add(value(condition.node))

    def gaps(self) -> list[Condition]:
        """Conditions that were never true or never false, in the order of the rules."""
        return [one for one in self.every.values() if one.missing]

    @property
    def share(self) -> tuple[int, int]:
        """How many of the outcomes (true and false of each condition) were seen, and how many there are."""
        return sum(len(one.seen & {True, False}) for one in self.every.values()), 2 * len(self.every)
