"""One operation of the plan on plain values: its meaning where no faster way is written. `None` is unknown."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from fairwater.events.types import INT_MAX, INT_MIN, JOINED_LIMIT
from fairwater.policy.functions import Library
from fairwater.policy.plan import Node, Plan

Operation = Callable[[Sequence[Any]], Any]


class Lists(Protocol):
    """The managed lists of a policy repository."""

    def contains(self, name: str, value: str) -> bool:
        """Whether the list `name` has `value`, by the list's own way of matching."""
        ...


class ColumnLists(Lists, Protocol):
    """Managed lists that also answer for a column."""

    def contains_many(self, name: str, values: pa.Array) -> npt.NDArray[np.bool_]:
        """Membership of each string of an Arrow column; null is False."""
        ...


class PatternScanner(Protocol):
    """Finds which patterns of one scan occur in a text."""

    def scan(self, text: str) -> list[int]:
        """Ids of the patterns found."""
        ...


def checked(value: Any) -> Any:
    """A number inside the language's range, or None: 64-bit ints, finite floats."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if INT_MIN <= value <= INT_MAX else None


def guarded(function: Callable[[Any, Any], Any]) -> Operation:
    """Arithmetic on two known numbers; a zero divisor or a result out of range is unknown."""

    def operation(args: Sequence[Any]) -> Any:
        left, right = args
        if left is None or right is None:
            return None
        try:
            return checked(function(left, right))
        except (ZeroDivisionError, OverflowError):
            return None

    return operation


def strict(function: Callable[..., Any]) -> Operation:
    """An operation that is unknown as soon as one argument is."""

    def operation(args: Sequence[Any]) -> Any:
        return None if any(arg is None for arg in args) else function(*args)

    return operation


def kleene_and(args: Sequence[Any]) -> Any:
    """False if any is false, else unknown if any is unknown, else true."""
    if any(arg is False for arg in args):
        return False
    return None if any(arg is None for arg in args) else True


def kleene_or(args: Sequence[Any]) -> Any:
    """True if any is true, else unknown if any is unknown, else false."""
    if any(arg is True for arg in args):
        return True
    return None if any(arg is None for arg in args) else False


def add(left: Any, right: Any) -> Any:
    """Numbers add, strings and lists join; a joined string or list is bounded."""
    if isinstance(left, str | tuple):
        return left + right if len(left) + len(right) <= JOINED_LIMIT else None
    return checked(left + right)


def if_else(args: Sequence[Any]) -> Any:
    """The chosen side only; unknown when the condition is."""
    condition, then, other = args
    return None if condition is None else then if condition else other


simple_operations: dict[str, Operation] = {
    "and": kleene_and,
    "or": kleene_or,
    "not": lambda args: None if args[0] is None else not args[0],
    "known": lambda args: args[0] is not None,
    "knownor": lambda args: args[1] if args[0] is None else args[0],
    "ifelse": if_else,
    "eq": strict(operator.eq),
    "ne": strict(operator.ne),
    "lt": strict(operator.lt),
    "le": strict(operator.le),
    "gt": strict(operator.gt),
    "ge": strict(operator.ge),
    "add": strict(add),
    "sub": guarded(operator.sub),
    "mul": guarded(operator.mul),
    "div": guarded(operator.truediv),
    "floordiv": guarded(operator.floordiv),
    "mod": guarded(operator.mod),
    "neg": lambda args: None if args[0] is None else checked(-args[0]),
    "tofloat": lambda args: None if args[0] is None else float(args[0]),
    "in_str": strict(lambda item, container: item in container),
    "in_list": strict(lambda item, container: item in container),
    "list": lambda args: None if any(arg is None for arg in args) else tuple(args),
}


def operation_of(node: Node, library: Library, lists: Lists) -> Operation:
    """The meaning of a node whose value depends on its arguments alone. Raises KeyError for other ops."""
    if node.op == "const":
        value = node.param
        return lambda args: value
    if node.op == "in_const":
        assert isinstance(node.param, tuple)
        values = frozenset(node.param)
        return lambda args: None if args[0] is None else args[0] in values
    if node.op == "listing":
        name = str(node.param)
        return lambda args: None if args[0] is None else lists.contains(name, args[0])
    if node.op == "call":
        function = library.functions[str(node.param)]
        scalar = function.scalar
        if function.form == "property":
            return lambda args: scalar(*args)
        return strict(scalar)
    return simple_operations[node.op]


class Generators:
    """Evaluates `any/all/count` over a list: the body once per item, what does not depend on the item being given."""

    def __init__(
        self, plan: Plan, bound: Sequence[bool], library: Library, lists: Lists, scanners: Sequence[PatternScanner]
    ) -> None:
        self.plan = plan
        self.bound = bound
        self.scanners = scanners
        self.failures: dict[str, int] = {}
        self.operations: dict[int, Operation] = {
            number: self.watched(node, operation_of(node, library, lists))
            for number, node in enumerate(plan.nodes)
            if bound[number] and node.op not in ("var", "gen", "match")
        }
        self.free: dict[int, tuple[int, ...]] = {
            number: tuple(sorted(self.outer(number)))
            for number, node in enumerate(plan.nodes)
            if node.op == "gen" and not bound[number]
        }

    def watched(self, node: Node, operation: Operation) -> Operation:
        """The operation; a function that raises is unknown for this item alone, and counted in `failures`."""
        if node.op != "call":
            return operation
        name = str(node.param)

        def attempt(args: Sequence[Any]) -> Any:
            try:
                return operation(args)
            except Exception:
                self.failures[name] = self.failures.get(name, 0) + 1
                return None

        return attempt

    def outer(self, number: int) -> set[int]:
        """The nodes without a generator variable that a generator needs the values of, its source included."""
        found: set[int] = set()
        for arg in self.plan.nodes[number].args:
            found |= self.outer(arg) if self.bound[arg] else {arg}
        return found

    def evaluate(self, number: int, outer: dict[int, Any], variables: dict[int, Any]) -> Any:
        """The value of generator `number`. `outer`: values of `free[number]`; `variables`: of generators around it."""
        node = self.plan.nodes[number]
        assert isinstance(node.param, tuple)
        op, variable = node.param
        source = self.value(node.args[0], outer, variables)
        if source is None:
            return None
        parts: list[Any] = []
        for item in source:
            inner = {**variables, variable: item}
            body = self.value(node.args[1], outer, inner)
            if len(node.args) == 3:
                condition = self.value(node.args[2], outer, inner)
                if op == "all":
                    body = kleene_or((None if condition is None else not condition, body))
                else:
                    body = kleene_and((condition, body))
            parts.append(body)
        if op == "any":
            return kleene_or(parts)
        if op == "all":
            return kleene_and(parts)
        return None if any(part is None for part in parts) else sum(parts)

    def value(self, number: int, outer: dict[int, Any], variables: dict[int, Any]) -> Any:
        """The value of one node inside a generator."""
        if not self.bound[number]:
            return outer[number]
        node = self.plan.nodes[number]
        if node.op == "var":
            return variables[node.param]  # type: ignore[index]
        if node.op == "gen":
            return self.evaluate(number, outer, variables)
        args = [self.value(arg, outer, variables) for arg in node.args]
        if node.op == "match":
            assert isinstance(node.param, tuple)
            scan, ids = node.param
            return None if args[0] is None else not set(ids).isdisjoint(self.scanners[scan].scan(args[0]))
        return self.operations[number](args)
