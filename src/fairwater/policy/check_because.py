"""The words of a rule with {names} in them in; fixed text and the values to show, in turns, out."""

from __future__ import annotations

import ast
import re

from fairwater.policy.check_context import Context, constant_of
from fairwater.policy.check_expression import event_value
from fairwater.policy.diagnostics import did_you_mean
from fairwater.policy.tree import Expr, Name, Span

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*", re.ASCII)


def check_because(ctx: Context, node: ast.expr) -> tuple[str | Expr, ...] | None:
    """`{name}` and `{dotted.field}` show values; `{{` and `}}` are braces."""
    value = ctx.expression(node)
    if value is None:
        return None
    constant = constant_of(value)
    if constant is None or not isinstance(constant.value, str):
        ctx.problem("FW308", node, "`because` is a constant text", "values are shown by {name} within it")
        return None
    text = constant.value
    if not text.strip():
        ctx.problem("FW509", node, "`because` is empty", "say what was seen, in words for the person")
        return None
    parts: list[str | Expr] = []
    fixed: list[str] = []
    fine, position = True, 0
    for found in _PART.finditer(text):
        fixed.append(text[position : found.start()])
        position = found.end()
        if found.group() in ("{{", "}}"):
            fixed.append(found.group()[0])
            continue
        place = ctx.source.inside(node, found.start(), len(found.group())) or ctx.span(node)
        if found.group(1) is None:
            ctx.problem("FW504", place, f"a single `{found.group()}` in `because`", "write `{{` or `}}` for a brace")
            fine = False
            continue
        shown = _shown(ctx, found.group(1).strip(), place)
        fine = fine and shown is not None
        if shown is not None:
            parts += ["".join(fixed), shown] if any(fixed) else [shown]
            fixed.clear()
    fixed.append(text[position:])
    if any(fixed):
        parts.append("".join(fixed))
    return tuple(parts) if fine else None


def _shown(ctx: Context, path: str, place: Span) -> Expr | None:
    """The value that a name in braces shows."""
    if not _NAME.fullmatch(path):
        help = "only names stand in braces: name the value first, `spread = ...`, and write {spread}"
        ctx.problem("FW504", place, f"`{{{path[:60]}}}` is not a name", help)
        return None
    entry = ctx.scope.use(path)
    if entry is not None:
        if entry.meaning is None:
            return None
        if isinstance(entry.meaning, Name):
            return Name(entry.meaning.type, place, entry.meaning.name, entry.meaning.value)
        ctx.problem("FW504", place, f"`{path}` is {entry.kind}, not a value", "show a value")
        return None
    found = event_value(ctx.world, path, place)
    if found is None:
        known = [*ctx.scope.entries, *ctx.world.schema.fields]
        known += [key for key, one in ctx.world.library.functions.items() if one.form == "property"]
        help, _ = did_you_mean(path, known, "name a value defined above or a field of the event")
        ctx.problem("FW504", place, f"there is no `{path}` to show", help)
    return found
