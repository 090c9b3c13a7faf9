"""Conditions in; warnings about those that can never be true, are always true, or say a thing twice, out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from fairwater.events.types import BOOL
from fairwater.policy import tree
from fairwater.policy.diagnostics import Report
from fairwater.policy.explain import children
from fairwater.policy.lint_facts import Constraint, fact_of, less
from fairwater.policy.source import Source
from fairwater.policy.tree import Const, Expr
from fairwater.policy.walk import Numbering, postorder, unnamed

MAX_PARTS = 200
"""Parts of one `and` or `or` that are reasoned about; larger ones are left alone."""


@dataclass(slots=True)
class _Lint:
    """What is known so far. `decided`: numbers of conditions already reported, so wholes don't repeat their parts."""

    sources: Mapping[str, Source]
    numbering: Numbering
    report: Report
    decided: set[int] = field(default_factory=set)


def lint_conditions(roots: Iterable[Expr], sources: Mapping[str, Source], numbering: Numbering, report: Report) -> None:
    """Reason about every condition within `roots`, small ones first."""
    lint = _Lint(sources, numbering, report)
    seen: set[int] = set()
    for root in roots:
        for part in postorder(root, seen):
            match part:
                case tree.Compare() | tree.In():
                    _alone(lint, part)
                case tree.BoolOp():
                    _twice(lint, part)
                    _together(lint, part)
                case tree.IfElse(condition=condition) if isinstance(unnamed(condition), Const):
                    report("FW606", condition.span, "this condition is a constant", help="keep the side that is chosen")


def _alone(lint: _Lint, part: tree.Compare | tree.In) -> None:
    """A comparison that its two sides alone decide."""
    truth = _decided(lint, part)
    if truth is None:
        return
    lint.decided.add(lint.numbering.number(part))
    _say(lint, part, truth, "")


def _decided(lint: _Lint, part: tree.Compare | tree.In) -> bool | None:
    if isinstance(part, tree.Compare):
        left, right = unnamed(part.left), unnamed(part.right)
        if lint.numbering.number(left) == lint.numbering.number(right):
            return part.op in ("==", "<=", ">=")
        if isinstance(left, Const) and isinstance(right, Const):
            return _compared(part.op, left.value, right.value)
    if fact_of(part, False, lint.numbering).constraint.is_empty():
        return False
    return True if fact_of(part, True, lint.numbering).constraint.is_empty() else None


def _compared(op: str, left: object, right: object) -> bool:
    if op in ("==", "!="):
        return (left == right) == (op == "==")
    return {"<": less(left, right), "<=": not less(right, left), ">": less(right, left), ">=": not less(left, right)}[
        op
    ]


def _say(lint: _Lint, part: Expr, truth: bool, why: str) -> None:
    if truth:
        lint.report("FW606", part.span, f"this is always true{why}", help="leave it out, or correct a number")
    else:
        lint.report("FW605", part.span, f"this can never be true{why}", help="correct a number, or `and` to `or`")


def _twice(lint: _Lint, part: tree.BoolOp) -> None:
    """The same part twice in one `and` or `or`, as written (not through names)."""
    seen: set[int] = set()
    stack: list[Expr] = list(reversed(part.args))
    while stack and len(seen) <= MAX_PARTS:
        one = stack.pop()
        if isinstance(one, tree.BoolOp) and one.op == part.op:
            stack.extend(reversed(one.args))
            continue
        number = lint.numbering.number(one)
        if number in seen and number not in lint.decided:
            lint.report("FW607", one.span, f"this stands twice beside `{part.op}`", help="leave it out")
        seen.add(number)


def _together(lint: _Lint, part: tree.BoolOp) -> None:
    """Parts that exclude each other (`and`), or of which one is always true (`or`)."""
    parts = _flattened(lint, part)
    if parts is None:
        return
    for one, _ in parts:
        bare = unnamed(one)
        if isinstance(bare, Const) and bare.type == BOOL:
            message = f"this part is always {'true' if bare.value else 'false'}"
            lint.report("FW606" if bare.value else "FW605", one.span, message, help="leave the constant out")
            lint.decided.add(lint.numbering.number(part))
            return
    facts: dict[Hashable, tuple[Constraint, Expr]] = {}
    for one, negated in parts:
        fact = fact_of(one, negated != (part.op == "or"), lint.numbering)
        before = facts.get(fact.subject)
        limits = fact.constraint if before is None else before[0].both(fact.constraint)
        if limits.is_empty():
            first = before[1] if before is not None else one
            why = f": `{_short(lint, first)}` and `{_short(lint, one)}`"
            why += " exclude each other" if part.op == "and" else " leave nothing out"
            lint.decided.add(lint.numbering.number(part))
            _say(lint, part, part.op == "or", why)
            return
        facts[fact.subject] = (limits, one if before is None else before[1])
    if part.op == "and":
        _never_known(lint, part, parts)


def _flattened(lint: _Lint, part: tree.BoolOp) -> list[tuple[Expr, bool]] | None:
    """The parts of nested `and` (`or`), through names and `not`, each once, and whether negated.

    None when there are too many, or when one of them was reported already.
    """
    parts: list[tuple[Expr, bool]] = []
    seen: set[tuple[int, bool]] = set()
    stack: list[tuple[Expr, bool]] = [(arg, False) for arg in reversed(part.args)]
    while stack:
        one, negated = stack.pop()
        bare = unnamed(one)
        key = (lint.numbering.number(bare), negated)
        if key[0] in lint.decided:
            return None
        if key in seen:
            continue
        seen.add(key)
        if len(seen) > MAX_PARTS:
            return None
        same = "and" if (part.op == "and") != negated else "or"
        if isinstance(bare, tree.Not):
            stack.append((bare.arg, not negated))
        elif isinstance(bare, tree.BoolOp) and bare.op == same:
            stack.extend((arg, negated) for arg in reversed(bare.args))
        else:
            parts.append((one, negated))
    return parts


def _short(lint: _Lint, expr: Expr) -> str:
    """A part as written in its file, short."""
    return lint.sources[expr.span.file].words(expr.span)


def _never_known(lint: _Lint, part: tree.BoolOp, parts: list[tuple[Expr, bool]]) -> None:
    """`not is_known(x) and x > 3`: where the first is true, the second is unknown."""
    for one, negated in parts:
        asked = unnamed(one)
        if not negated or not isinstance(asked, tree.IsKnown):
            continue
        number = lint.numbering.number(asked.arg)
        for other, _ in parts:
            if other is not one and _needs(lint, other, number):
                why = f"`{_short(lint, other)}` is unknown where `{_short(lint, asked.arg)}` is"
                lint.report(
                    "FW610",
                    part.span,
                    f"this can never be known to be true: {why}",
                    help="use `or`, or known_or(x, default)",
                )
                lint.decided.add(lint.numbering.number(part))
                return


def _needs(lint: _Lint, expr: Expr, number: int) -> bool:
    """Whether an expression is surely unknown when the value of that number is."""
    seen: set[int] = set()
    stack = [expr]
    while stack:
        one = unnamed(stack.pop())
        this = lint.numbering.number(one)
        if this == number:
            return True
        if this in seen:
            continue
        seen.add(this)
        match one:
            case tree.BoolOp() | tree.KnownOr() | tree.IsKnown() | tree.Call():
                continue  # these can be known although a part is not
            case tree.IfElse(condition=condition):
                stack.append(condition)
            case tree.Window(keys=keys):
                stack.extend(keys)
            case tree.Gen(source=source):
                stack.append(source)
            case _:
                stack.extend(children(one))
    return False
