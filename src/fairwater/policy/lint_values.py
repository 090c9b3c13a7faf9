"""Expressions in; warnings about values that do not do what they seem to, out."""

from __future__ import annotations

from fairwater.events.types import BOOL, FLOAT
from fairwater.policy import tree
from fairwater.policy.diagnostics import Report
from fairwater.policy.tree import Const, Expr
from fairwater.policy.viewpoint import names_who
from fairwater.policy.walk import Numbering, postorder, unnamed


def lint_values(root: Expr, seen: set[int], numbering: Numbering, report: Report) -> None:
    """Look at every part of an expression that was not seen before."""
    for part in postorder(root, seen):
        match part:
            case tree.Compare(op="==" | "!=", left=left, right=right) if left.type == FLOAT and right.type == FLOAT:
                help = "compare with a range: `x >= 0.5 and x < 0.6`"
                report("FW609", part.span, "floats are rarely equal to the last bit", help=help)
            case tree.Compare(left=left, right=right) if left.type == BOOL:
                _compared_with_truth(part, left, right, report)
            case tree.Const(value=tuple() as items):
                _repeated_item(part, items, report)
            case tree.Match(patterns=patterns, mode=mode):
                _repeated_item(part, patterns, report)
                _viewpoint(part, patterns, mode, report)
            case tree.Arith(op="/" | "//" | "%", right=divisor) if divisor is not None and _is_zero(divisor):
                report(
                    "FW610", part.span, "this divides by 0, which is always unknown", help="divide by another number"
                )


def _is_zero(divisor: Expr) -> bool:
    constant = unnamed(divisor)
    return isinstance(constant, Const) and constant.value == 0


def _compared_with_truth(part: Expr, left: Expr, right: Expr, report: Report) -> None:
    for one in (left, right):
        constant = unnamed(one)
        if isinstance(constant, Const):
            help = "write the condition itself, or `not` before it"
            report("FW612", part.span, f"a condition is compared with {constant.value}", help=help)
            return


def _repeated_item(part: Expr, items: tuple[object, ...], report: Report) -> None:
    seen: set[object] = set()
    for item in items:
        if item in seen:
            shown = str(item) if len(str(item)) <= 40 else str(item)[:37] + "..."
            report("FW613", part.span, f"`{shown}` stands twice in this list", help="write it once")
            return
        seen.add(item)


def _viewpoint(part: Expr, patterns: tuple[str, ...], mode: str, report: Report) -> None:
    """Policies judge what people do. A pattern that names who they are finds everybody who speaks of them."""
    for pattern in patterns:
        found = names_who(pattern, mode)
        if found is not None:
            word, category = found
            message = f"the pattern `{word}` names {category}, not conduct: it needs two approvals"
            help = "describe what people do; if it must be named, a second person approves it"
            report("FW611", part.span, message, help=help)
            return
