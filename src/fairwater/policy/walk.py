"""A typed tree in; its parts in order, and numbers that are equal where meanings are equal, out.

Named values share their trees, so a tree written out can be exponentially larger than what is stored: everything
here visits each stored part once and without recursion.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwater.policy import tree
from fairwater.policy.explain import children
from fairwater.policy.tree import Expr


def postorder(expr: Expr, seen: set[int] | None = None) -> Iterator[Expr]:
    """Every stored part of `expr` once, parts before wholes. `seen` (ids) carries over from tree to tree."""
    done = set() if seen is None else seen
    stack: list[tuple[Expr, bool]] = [(expr, False)]
    while stack:
        part, ready = stack.pop()
        if ready:
            yield part
            continue
        if id(part) in done:
            continue
        done.add(id(part))
        stack.append((part, True))
        stack.extend((child, False) for child in reversed(children(part)) if id(child) not in done)


def unnamed(expr: Expr) -> Expr:
    """What a named value stands for."""
    while isinstance(expr, tree.Name):
        expr = expr.value
    return expr


_FLIPPED = {">": "<", ">=": "<="}


class Numbering:
    """Gives every expression a number; equal meanings as written (names written out) have equal numbers.

    `a and b` equals `b and a`, and `a > b` equals `b < a`. Costs one visit of each stored part.
    """

    def __init__(self) -> None:
        self._by_shape: dict[tuple[object, ...], int] = {}
        self._by_id: dict[int, int] = {}
        self._kept: list[Expr] = []
        self._seen: set[int] = set()

    def number(self, expr: Expr) -> int:
        """The number of `expr`."""
        for part in postorder(expr, self._seen):
            self._kept.append(part)
            self._by_id[id(part)] = self._number_part(part)
        return self._by_id[id(expr)]

    def _number_part(self, part: Expr) -> int:
        if isinstance(part, tree.Name):
            return self._by_id[id(part.value)]
        numbers = tuple(self._by_id[id(child)] for child in children(part))
        return self._by_shape.setdefault(
            (type(part).__name__, part.type, *self._shape(part, numbers)), len(self._by_shape)
        )

    @staticmethod
    def _shape(part: Expr, numbers: tuple[int, ...]) -> tuple[object, ...]:
        match part:
            case tree.Const(value=value):
                return (repr(value),)
            case tree.Field(path=name) | tree.Var(name=name):
                return (name,)
            case tree.BoolOp(op=op):
                return (op, *sorted(set(numbers)))
            case tree.Compare(op=op):
                if op in _FLIPPED:
                    return (_FLIPPED[op], *reversed(numbers))
                return (op, *(sorted(numbers) if op in ("==", "!=") else numbers))
            case tree.Arith(op=op):
                return (op, *numbers)
            case tree.InListing(listing=listing):
                return (listing, *numbers)
            case tree.Match(patterns=patterns, mode=mode, caseless=caseless):
                return (patterns, mode, caseless, *numbers)
            case tree.Call(function=function):
                return (function, *numbers)
            case tree.Window(op=op, value=value_of, within=within, where=where):
                return (op, value_of is None, within, where is None, *numbers)
            case tree.Gen(op=op, var=var, condition=condition):
                return (op, var, condition is None, *numbers)
        return numbers
