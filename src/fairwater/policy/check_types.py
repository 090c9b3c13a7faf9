"""Typed expressions in; the same made to fit each other (an int as a float), or a problem about types or units, out."""

from __future__ import annotations

import ast

from fairwater.events.types import BOOL, FLOAT, Type, accepts
from fairwater.policy.check_context import Context
from fairwater.policy.tree import Const, Expr, ToFloat

ARTICLES = {
    "bool": "a condition (true or false)",
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "time": "a time",
    "duration": "a duration",
    "listing": "a managed list",
}
_SEVERAL = {
    "int": "whole numbers",
    "float": "numbers",
    "str": "texts",
    "time": "times",
    "duration": "durations",
    "bool": "conditions",
}


def called(type_: Type) -> str:
    """A type in words: "a whole number", "the id of an account", "a list of texts"."""
    if type_.name == "any":
        return "any value"
    if type_.item is not None:
        item = type_.item
        return f"a list of {item.entity} ids" if item.entity else f"a list of {_SEVERAL.get(item.name, 'values')}"
    if type_.entity:
        return f"the id of {'an' if type_.entity[0] in 'aeiou' else 'a'} {type_.entity}"
    return ARTICLES.get(type_.name, type_.name)


def as_float(expr: Expr) -> Expr:
    """An int as a float: at once when it is written out, else by `ToFloat`."""
    if isinstance(expr, Const) and isinstance(expr.value, int):
        return Const(FLOAT, expr.span, float(expr.value))
    return ToFloat(FLOAT, expr.span, expr)


def fit(expr: Expr, wanted: Type) -> Expr | None:
    """`expr` where `wanted` is expected; None when it does not fit."""
    if wanted.name == "any" or accepts_any(wanted, expr.type):
        return expr
    if wanted == FLOAT and expr.type.name == "int":
        return as_float(expr)
    value = expr.value if isinstance(expr, Const) else None
    if (
        wanted.item == FLOAT
        and isinstance(value, tuple)
        and expr.type.item is not None
        and expr.type.item.name == "int"
    ):
        return Const(wanted, expr.span, tuple(float(item) for item in value))
    return None


def accepts_any(wanted: Type, given: Type) -> bool:
    """`accepts`, with "any" standing for every type of value."""
    if wanted.name == "any":
        return True
    if wanted.name == given.name == "list" and wanted.item is not None and given.item is not None:
        return accepts_any(wanted.item, given.item)
    return wanted.name == given.name and accepts(wanted, given)


def expect(ctx: Context, expr: Expr, node: ast.AST, wanted: Type, where: str) -> Expr | None:
    """`expr` fitted to `wanted`; reports with units in mind when it does not fit. `where`: "`percent` of sampled"."""
    fitted = fit(expr, wanted)
    if fitted is None:
        code, help, suggestion = mismatch(ctx, expr.type, wanted, node)
        ctx.problem(code, node, f"{where} is {called(wanted)}, but this is {called(expr.type)}", help, suggestion)
    return fitted


def mismatch(ctx: Context, given: Type, wanted: Type, node: ast.AST) -> tuple[str, str, str | None]:
    """Code, help and replacement for a value of type `given` where `wanted` is needed."""
    written = ctx.written(node)
    short = written if len(written) <= 60 and "\n" not in written else "..."
    literal = isinstance(node, ast.Constant)
    if wanted.name == "duration" and given.is_numeric:
        unit = f"days({short})"
        other = "or hours, minutes, seconds, weeks"
        return "FW302", f"give it a unit: `{unit}`, {other}", unit if literal else None
    if given.name == "duration" and wanted.is_numeric:
        return "FW302", f"divide for a number: `{short} / days(1)`", None
    if wanted.name == "time" and given.name == "str":
        made = f"time({short})" if literal else None
        return "FW302", 'write a time as `time("2026-01-31T12:00:00Z")`', made
    if wanted.name == "time" and given.name == "duration":
        return "FW302", f"count from a time: `event.time - {short}`", None
    if given.name == "time" and wanted.name == "duration":
        return "FW302", f"how long ago is `event.time - {short}`", None
    if "time" in (given.name, wanted.name) and (given.is_numeric or wanted.is_numeric):
        return "FW302", "times are compared with times; `time - time` is a duration", None
    if given.entity and wanted.entity and given.entity != wanted.entity:
        return "FW311", f"the id of {_an(given.entity)} can never be the id of {_an(wanted.entity)}", None
    if wanted == BOOL:
        return "FW304", _as_condition(given, short), None
    if wanted.name == "str" and given.is_numeric and literal:
        return "FW301", f'write it as a text: `"{short}"`', f'"{short}"'
    if wanted.is_numeric and given.name == "list":
        return "FW301", f"did you mean how many there are: `len({short})`?", None
    return "FW301", f"write {called(wanted)}", None


def _as_condition(given: Type, short: str) -> str:
    if given.name == "list":
        return f"ask something of it: `len({short}) > 0` or `any(... for item in {short})`"
    if given.name == "str":
        return f'ask something of it: `{short} == "..."`, `{short}.contains("...")` or `is_known({short})`'
    if given.name == "duration":
        return f"compare it: `{short} < days(7)`"
    if given.name == "time":
        return f"compare it: `event.time - {short} < days(7)`"
    return f"compare it: `{short} > 0`"


def _an(entity: str) -> str:
    return f"{'an' if entity[0] in 'aeiou' else 'a'} {entity}"


def unify(
    ctx: Context, left: tuple[Expr, ast.AST], right: tuple[Expr, ast.AST], verb: str
) -> tuple[Expr, Expr, Type] | None:
    """Two values as one type; reports when they cannot be. `verb`: what is done to both ("compared")."""
    (first, first_node), (second, second_node) = left, right
    fitted = fit(second, first.type)
    if fitted is not None:
        return first, fitted, first.type if first.type.entity else fitted.type
    fitted = fit(first, second.type)
    if fitted is not None:
        return fitted, second, second.type
    literal_first = isinstance(first_node, ast.Constant) and not isinstance(second_node, ast.Constant)
    if literal_first:
        first, second, first_node, second_node = second, first, second_node, first_node
    code, help, suggestion = mismatch(ctx, second.type, first.type, second_node)
    if code == "FW304":
        code, help = "FW301", "write both as the same type of value"
    what = f"{called(first.type)} and {called(second.type)} cannot be {verb}"
    ctx.problem(code, second_node, what, help, suggestion)
    return None
