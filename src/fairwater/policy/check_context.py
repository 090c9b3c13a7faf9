"""What checking one file needs at hand: the file, what the language knows, the names so far, and where problems go."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fairwater.events.schema import Schema
from fairwater.events.types import Type
from fairwater.policy.diagnostics import Report
from fairwater.policy.explain import children
from fairwater.policy.functions import Library
from fairwater.policy.limits import MAX_EXPANDED_DEPTH, MAX_EXPANDED_SIZE, MAX_FOLDED
from fairwater.policy.names import Scope
from fairwater.policy.source import Source
from fairwater.policy.tree import Const, Expr, Span, Var
from fairwater.policy.walk import postorder, unnamed


class Charter(Protocol):
    """What checking asks of a charter."""

    @property
    def harms(self) -> Collection[str]:
        """Harms it governs, "category.keyword"."""

    @property
    def grounds(self) -> Collection[str]:
        """Grounds it names: "terms 3.2", "law ..."."""

    @property
    def measures(self) -> Collection[str]:
        """Measures of its ladder, and "review"."""

    def allows(self, harm: str, measure: str, duration_us: int | None) -> str | None:
        """Why a rule may not ask for a measure of that length (microseconds); None when it may."""


@dataclass(frozen=True, slots=True)
class World:
    """What every file of a repository is checked against."""

    schema: Schema
    library: Library
    charter: Charter
    lists: Collection[str]


class Sizes:
    """How large and deep an expression is with its names written out, reckoned without writing them out."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, int]] = {}
        self._seen: set[int] = set()
        self._kept: list[Expr] = []

    def too_large(self, expr: Expr) -> str | None:
        """What is wrong with the size of an expression, in words; None when it is fine."""
        for part in postorder(expr, self._seen):
            self._kept.append(part)
            size, depth = 1, 0
            for child in children(part):
                child_size, child_depth = self._known[id(child)]
                size += child_size
                depth = max(depth, child_depth)
            self._known[id(part)] = (min(size, 10**12), depth + 1)
        size, depth = self._known[id(expr)]
        if size > MAX_EXPANDED_SIZE:
            return f"with its names written out this has more than {MAX_EXPANDED_SIZE:,} parts"
        if depth > MAX_EXPANDED_DEPTH:
            return f"with its names written out this has more than {MAX_EXPANDED_DEPTH} levels"
        return None


@dataclass(slots=True)
class Context:
    """The state of checking one file. `handlers` check one shape of expression each; None means: reported."""

    source: Source
    world: World
    scope: Scope
    report: Report
    handlers: Mapping[type[ast.expr], Handler]
    variables: list[Var] = field(default_factory=list)
    generators: int = 0
    folded: int = 0
    patterns: int = 0
    pattern_characters: int = 0
    pattern_sets: int = 0

    def expression(self, node: ast.expr, wanted: Type | None = None) -> Expr | None:
        """The typed tree of an expression, or None when something in it was reported.

        `wanted` only helps where the expression alone has no type (an empty list); it is not checked.
        """
        if self.report.is_full(self.source.file):
            return None
        return self.handlers[type(node)](self, node, wanted)

    def problem(
        self, code: str, at: ast.AST | Span, message: str, help: str = "", suggestion: str | None = None
    ) -> None:
        """Report a problem at a node or place."""
        span = at if isinstance(at, Span) else self.source.span(at)
        self.report(code, span, message, help=help, suggestion=suggestion)

    def affords(self, node: ast.AST, amount: int) -> bool:
        """Whether so many more items or characters of constants may be made; reports when not."""
        self.folded += amount
        if self.folded <= MAX_FOLDED:
            return True
        help = "keep long lists in lists/ and use listed(...)"
        self.problem("FW106", node, "the constants of this file are too large when they are joined", help)
        return False

    def span(self, node: ast.AST) -> Span:
        """The place of a node."""
        return self.source.span(node)

    def words(self, node: ast.AST) -> str:
        """A node as written, short."""
        return self.source.words(self.source.span(node))

    def written(self, node: ast.AST) -> str:
        """A node as written, whole."""
        return self.source.whole(self.source.span(node))


Handler = Callable[[Context, ast.expr, Type | None], Expr | None]


def constant_of(expr: Expr) -> Const | None:
    """The constant that an expression is, through names; None when it is not constant."""
    value = unnamed(expr)
    return value if isinstance(value, Const) else None


def dotted(node: ast.expr) -> str | None:
    """`a.b.c` as text, or None when the expression is anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return ".".join(reversed(parts))
