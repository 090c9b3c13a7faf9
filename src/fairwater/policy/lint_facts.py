"""A condition in; what it says about one value (a range, a set), and whether such facts can hold together, out.

This decides only what one value alone decides. It never claims too much: what it does not understand is left out.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace

from fairwater.events.types import BOOL, Type
from fairwater.policy import tree
from fairwater.policy.tree import Const, Expr
from fairwater.policy.walk import Numbering, unnamed

_SWAPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_INVERSE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}
_WHOLE = ("int", "time", "duration")

MAX_ITEMS = 200
"""Items of a constant list that are reasoned about."""

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Constraint:
    """The values that are left: above `low`, below `high`, in `allowed` (None: any), not in `denied`."""

    low: Value | None = None
    low_open: bool = False
    high: Value | None = None
    high_open: bool = False
    allowed: frozenset[object] | None = None
    denied: frozenset[object] = frozenset()

    def both(self, other: Constraint) -> Constraint:
        """What this and the other leave."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, upper=False)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, upper=True)
        sets = [one for one in (self.allowed, other.allowed) if one is not None]
        allowed = frozenset.intersection(*sets) if sets else None
        return Constraint(low, low_open, high, high_open, allowed, self.denied | other.denied)

    def is_empty(self) -> bool:
        """Whether no value is left."""
        if self.allowed is not None:
            return not any(self._holds(value) for value in self.allowed)
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return self.low_open or self.high_open or self.low in self.denied
        return less(self.high, self.low)

    def _holds(self, value: object) -> bool:
        if value in self.denied:
            return False
        if self.low is not None and (less(value, self.low) or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (less(self.high, value) or (self.high_open and value == self.high)))


def less(first: object, second: object) -> bool:
    """Whether one constant is less than another of its type; False for what has no order."""
    if isinstance(first, str) and isinstance(second, str):
        return first < second
    return isinstance(first, (int, float)) and isinstance(second, (int, float)) and first < second


def _tighter(
    first: Value | None, first_open: bool, second: Value | None, second_open: bool, *, upper: bool
) -> tuple[Value | None, bool]:
    if first is None or second is None:
        return (second, second_open) if first is None else (first, first_open)
    if first == second:
        return first, first_open or second_open
    second_wins = less(second, first) if upper else less(first, second)
    return (second, second_open) if second_wins else (first, first_open)


@dataclass(frozen=True, slots=True)
class Fact:
    """What must hold of a value (`subject` tells values apart) for a condition to be true."""

    subject: Hashable
    constraint: Constraint


def fact_of(condition: Expr, negated: bool, numbering: Numbering) -> Fact:
    """The fact that a condition (or its negation) states. Every condition states one, if only about itself."""
    expr = unnamed(condition)
    while isinstance(expr, tree.Not):
        expr, negated = unnamed(expr.arg), not negated
    if isinstance(expr, tree.Compare):
        return _comparison(expr, negated, numbering)
    if isinstance(expr, tree.In):
        container = unnamed(expr.container)
        if isinstance(container, Const) and isinstance(container.value, tuple) and len(container.value) <= MAX_ITEMS:
            values = frozenset(container.value)
            subject = _bare(expr.item)
            limits = Constraint(denied=values) if negated else Constraint(allowed=values)
            return Fact(numbering.number(subject), natural(subject).both(limits))
    return Fact(numbering.number(expr), Constraint(allowed=frozenset((not negated,))))


def _comparison(expr: tree.Compare, negated: bool, numbering: Numbering) -> Fact:
    left, right, op = _bare(expr.left), _bare(expr.right), expr.op
    if isinstance(left, Const) and not isinstance(right, Const):
        left, right, op = right, left, _SWAPPED[op]
    if negated:
        op = _INVERSE[op]
    value = right.value if isinstance(right, Const) else None
    if isinstance(value, (bool, int, float, str)) and not isinstance(left, Const):
        limits = _whole(_limits(op, value), left.type)
        return Fact(numbering.number(left), natural(left).both(limits))
    pair = (numbering.number(left), numbering.number(right))
    if op in ("==", "!="):
        return Fact(("==", *sorted(pair)), Constraint(allowed=frozenset((op == "==",))))
    if op in (">", "<="):
        pair = (pair[1], pair[0])
    return Fact(("<", *pair), Constraint(allowed=frozenset((op in ("<", ">"),))))


def _limits(op: str, value: Value) -> Constraint:
    match op:
        case "==":
            return Constraint(allowed=frozenset((value,)))
        case "!=":
            return Constraint(denied=frozenset((value,)))
        case "<" | "<=":
            return Constraint(high=value, high_open=op == "<")
        case _:
            return Constraint(low=value, low_open=op == ">")


def _whole(limits: Constraint, type_: Type) -> Constraint:
    """Open ends of whole numbers as closed ones: above 5 is 6 or more."""
    if type_.name not in _WHOLE:
        return limits
    low, high = limits.low, limits.high
    if isinstance(low, (int, float)):
        low = math.floor(low) + 1 if limits.low_open else math.ceil(low)
    if isinstance(high, (int, float)):
        high = math.ceil(high) - 1 if limits.high_open else math.floor(high)
    return replace(limits, low=low, low_open=False, high=high, high_open=False)


def _bare(expr: Expr) -> Expr:
    """Through names, and through the float that an int is made to be compared."""
    expr = unnamed(expr)
    return unnamed(expr.arg) if isinstance(expr, tree.ToFloat) else expr


def natural(subject: Expr) -> Constraint:
    """What holds of a value because of what it is: counts are not negative, a condition is true or false."""
    match subject:
        case tree.Window(op="count", where=None):
            return Constraint(low=1)  # the present event counts itself
        case tree.Window(op="count" | "distinct") | tree.Gen(op="count"):
            return Constraint(low=0)
        case tree.Call(function=function) if function.split(".")[0] == "len":
            return Constraint(low=0)
    return Constraint(allowed=frozenset((True, False))) if subject.type == BOOL else Constraint()
