"""Checked rules and events, one after the other, in; findings out: the slow, obvious meaning that judges fast paths.

Nothing here is clever. The typed tree is walked again for every event, and a window keeps a list of every
observation there ever was and filters it each time. No code is shared with the evaluators it judges, except how a
field is read from an event, the `scalar` of each function of the library, and the reference matcher of patterns.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from fairwater.events.record import Event, value_of
from fairwater.events.schema import Schema
from fairwater.events.types import INT_MAX, INT_MIN, JOINED_LIMIT
from fairwater.policy import tree
from fairwater.policy.explain import children, condition_values
from fairwater.policy.functions import Library
from fairwater.policy.pattern import search


class Lists(Protocol):
    """The managed lists of a policy repository."""

    def contains(self, name: str, value: str) -> bool:
        """Whether the list `name` has `value`, by the list's own way of matching."""
        ...


@dataclass(frozen=True, slots=True)
class RefFinding:
    """One rule true for one event: the values recorded, label by label, and the values `because` shows, in order."""

    event_id: str
    rule_name: str
    values: tuple[tuple[str, object], ...]
    because: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """What one window saw of one event. `time`: effective, microseconds. `counted`: whether it counts for its keys."""

    time: int
    keys: tuple[Any, ...]
    value: Any
    counted: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One event being looked at: its effective time, the values of windows by number, generator variables by name."""

    event: Event
    time: int
    windows: dict[int, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)


class Reference:
    """The reference interpreter of some rules. It keeps every observation for ever: for short streams only.

    Raises ValueError for a window that depends on the variable of a generator expression, which has no meaning.
    """

    def __init__(self, rules: Sequence[tree.RuleDef], schema: Schema, library: Library, lists: Lists) -> None:
        self.rules = tuple(rules)
        self.schema = schema
        self.library = library
        self.lists = lists
        self.recorded = tuple(condition_values(rule) for rule in self.rules)
        self.windows: list[tree.Window] = []
        self.number: dict[int, int] = {}
        seen: set[int] = set()
        for rule, recorded in zip(self.rules, self.recorded, strict=True):
            shown = [part for part in rule.because if not isinstance(part, str)]
            for expr in (rule.when, *(value for _, value in recorded), *shown):
                for window in windows_of(expr, seen):
                    if variables_of(window):
                        raise ValueError("a window depends on the variable of a generator: name the window outside")
                    self.number[id(window)] = len(self.windows)
                    self.windows.append(window)
        self.observations: list[list[Observation]] = [[] for _ in self.windows]

    def one(self, event: Event, effective_time_us: int) -> list[RefFinding]:
        """The findings of the next event, in the order of the rules. Effective times never decrease; microseconds."""
        moment = Moment(event, effective_time_us)
        for number, window in enumerate(self.windows):
            moment.windows[number] = self.observe(window, self.observations[number], moment)
        return [
            RefFinding(
                event.id,
                rule.name,
                tuple((label, self.value(expr, moment)) for label, expr in recorded),
                tuple(part if isinstance(part, str) else self.value(part, moment) for part in rule.because),
            )
            for rule, recorded in zip(self.rules, self.recorded, strict=True)
            if self.value(rule.when, moment) is True
        ]

    def observe(self, window: tree.Window, observations: list[Observation], moment: Moment) -> Any:
        """Add what the window sees of this event, then give the window's value for this event."""
        keys = tuple(self.value(key, moment) for key in window.keys)
        value = None if window.value is None else self.value(window.value, moment)
        counted = (
            all(key is not None for key in keys)
            and (window.value is None or value is not None)
            and (window.where is None or self.value(window.where, moment) is True)
        )
        earlier = [one for one in observations if self.counts(one, window, keys, moment.time)]
        observations.append(Observation(moment.time, keys, value, counted))
        here = [one for one in observations if self.counts(one, window, keys, moment.time)]
        if any(key is None for key in keys):
            return None
        if window.op == "count":
            return len(here)
        if window.op == "distinct":
            return len({one.value for one in here})
        if window.op == "sum":
            return self.total(window, [one.value for one in here])
        if window.op == "first_seen":
            return min((one.time for one in here), default=None)
        if window.op == "seconds_since_last":
            return moment.time - max(one.time for one in earlier) if earlier else None
        raise ValueError(f"unknown window {window.op!r}")

    def counts(self, one: Observation, window: tree.Window, keys: tuple[Any, ...], now: int) -> bool:
        """Whether an observation counts for an event with these keys at `now`: it is inside (now - within, now]."""
        return one.counted and one.keys == keys and now - window.within < one.time <= now

    def total(self, window: tree.Window, values: list[Any]) -> Any:
        """The exact sum, rounded once for floats; unknown outside the type's range."""
        if window.type.name != "float":
            return in_range(sum(values))
        return float_total(values)

    def value(self, expr: tree.Expr, moment: Moment) -> Any:
        """The value of an expression at this moment; None is unknown."""
        match expr:
            case tree.Const():
                return expr.value
            case tree.Field():
                return value_of(moment.event, self.schema.fields[expr.path])
            case tree.Name():
                return self.value(expr.value, moment)
            case tree.Var():
                return moment.variables[expr.name]
            case tree.Not():
                return self.negation(self.value(expr.arg, moment))
            case tree.BoolOp():
                parts = [self.value(arg, moment) for arg in expr.args]
                return self.conjunction(parts) if expr.op == "and" else self.disjunction(parts)
            case tree.IfElse():
                condition = self.value(expr.condition, moment)
                then, other = self.value(expr.then, moment), self.value(expr.other, moment)
                return None if condition is None else (then if condition else other)
            case tree.IsKnown():
                return self.value(expr.arg, moment) is not None
            case tree.KnownOr():
                value = self.value(expr.arg, moment)
                return self.value(expr.default, moment) if value is None else value
            case tree.Call():
                return self.call(expr, moment)
            case tree.Window():
                return moment.windows[self.number[id(expr)]]
            case tree.Gen():
                return self.generator(expr, moment)
            case _:
                parts = [self.value(part, moment) for part in children(expr)]
                return None if any(part is None for part in parts) else self.strict(expr, parts)

    def strict(self, expr: tree.Expr, parts: list[Any]) -> Any:
        """The value of an expression whose parts are all known."""
        match expr:
            case tree.Compare():
                return compare(expr.op, parts[0], parts[1])
            case tree.Arith():
                return arithmetic(expr.op, parts)
            case tree.ToFloat():
                return float(parts[0])
            case tree.In():
                return parts[0] in parts[1]
            case tree.InListing():
                return self.lists.contains(expr.listing, parts[0])
            case tree.ListLit():
                return tuple(parts)
            case tree.Match():
                return any(self.found(pattern, expr.mode, expr.caseless, parts[0]) for pattern in expr.patterns)
            case _:
                raise TypeError(f"not an expression of the policy language: {type(expr).__name__}")

    def found(self, pattern: str, mode: str, caseless: bool, text: str) -> bool:
        """Whether a pattern is found in a text."""
        return search(pattern, mode, caseless, text)

    def negation(self, value: Any) -> Any:
        """Kleene not."""
        return None if value is None else not value

    def conjunction(self, parts: list[Any]) -> Any:
        """Kleene and: one false part decides, then one unknown part, else true."""
        if any(part is False for part in parts):
            return False
        return None if any(part is None for part in parts) else True

    def disjunction(self, parts: list[Any]) -> Any:
        """Kleene or: one true part decides, then one unknown part, else false."""
        if any(part is True for part in parts):
            return True
        return None if any(part is None for part in parts) else False

    def call(self, expr: tree.Call, moment: Moment) -> Any:
        """A function of the library: strict, but a property is told which of its inputs are unknown."""
        function = self.library.functions[expr.function]
        args = [self.value(arg, moment) for arg in expr.args]
        if function.form != "property" and any(arg is None for arg in args):
            return None
        return function.scalar(*args)

    def generator(self, expr: tree.Gen, moment: Moment) -> Any:
        """`any`, `all` or `count` over the items of a list."""
        source = self.value(expr.source, moment)
        if source is None:
            return None
        parts = []
        for item in source:
            inner = Moment(moment.event, moment.time, moment.windows, {**moment.variables, expr.var: item})
            part = self.value(expr.body, inner)
            if expr.condition is not None:
                condition = self.value(expr.condition, inner)
                if expr.op == "all":
                    part = self.disjunction([self.negation(condition), part])
                else:
                    part = self.conjunction([condition, part])
            parts.append(part)
        if expr.op == "any":
            return self.disjunction(parts)
        if expr.op == "all":
            return self.conjunction(parts)
        return None if any(part is None for part in parts) else len([part for part in parts if part])


def windows_of(expr: tree.Expr, seen: set[int]) -> Iterator[tree.Window]:
    """The windows of an expression that were not seen yet, those inside another before it."""
    if id(expr) in seen:
        return
    seen.add(id(expr))
    for child in children(expr):
        yield from windows_of(child, seen)
    if isinstance(expr, tree.Window):
        yield expr


def variables_of(expr: tree.Expr) -> set[str]:
    """The generator variables that an expression takes from around it."""
    if isinstance(expr, tree.Var):
        return {expr.name}
    if isinstance(expr, tree.Gen):
        parts = [part for part in (expr.condition, expr.body) if part is not None]
        inner = set().union(*(variables_of(part) for part in parts)) - {expr.var}
        return inner | variables_of(expr.source)
    return set().union(*(variables_of(child) for child in children(expr)))


def compare(op: str, left: Any, right: Any) -> bool:
    """Two known values of one type. Python orders strings by code point, and -0.0 equals 0.0."""
    results = {"==": left == right, "!=": left != right}
    if op not in results:
        results |= {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
    return bool(results[op])


def arithmetic(op: str, parts: list[Any]) -> Any:
    """Arithmetic on known operands, as Python's; what does not fit is unknown."""
    if op == "neg":
        return in_range(-parts[0])
    left, right = parts
    if isinstance(left, str | tuple):
        return left + right if len(left) + len(right) <= JOINED_LIMIT else None
    if op == "+":
        return in_range(left + right)
    if op == "-":
        return in_range(left - right)
    if op == "*":
        return in_range(left * right)
    if right == 0:
        return None
    if op == "/":
        return in_range(left / right)
    if op == "//":
        return in_range(left // right)
    if op == "%":
        return in_range(left % right)
    raise ValueError(f"unknown operator {op!r}")


def in_range(value: Any) -> Any:
    """A number that the language can hold, or None: ints of 64 bits, floats that are finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if INT_MIN <= value <= INT_MAX else None


def float_total(values: list[float]) -> float | None:
    """The sum of floats computed exactly and rounded once, so that no order matters; unknown when too large.

    `math.fsum` rounds the same way, but overflows on the way to sums that do fit.
    """
    try:
        return float(sum((Fraction(value) for value in values), Fraction(0)))
    except OverflowError:
        return None
