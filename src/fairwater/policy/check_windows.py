"""`count(...)`, `distinct(...)`, `sum(...)`, `first_seen(...)`, `seconds_since_last(...)` as parsed in; windows out."""

from __future__ import annotations

import ast

from fairwater.events.types import BOOL, DURATION, FLOAT, INT, TIME, Type
from fairwater.policy.check_context import Context, constant_of
from fairwater.policy.check_types import called, expect, mismatch
from fairwater.policy.diagnostics import did_you_mean
from fairwater.policy.limits import MAX_WITHIN
from fairwater.policy.tree import Expr, Window

_RETURNS = {"count": INT, "distinct": INT, "first_seen": TIME, "seconds_since_last": DURATION}
_EXAMPLES = {
    "count": "count(per=account.id, within=hours(1))",
    "distinct": "distinct(account.id, per=link.domain, within=hours(1))",
    "sum": "sum(account.reports, per=account.id, within=days(1))",
    "first_seen": "first_seen(per=link.domain, within=days(30))",
    "seconds_since_last": "seconds_since_last(per=account.id, within=hours(1))",
}
_ARGUMENTS = ("per", "within", "where")
_KEY_TYPES = ("str", "int", "bool", "time", "duration")


def check_window(ctx: Context, node: ast.Call, op: str) -> Expr | None:
    """One window; every problem of its arguments is reported."""
    if ctx.generators:
        help = "give it a name in a line of its own, and use the name here"
        ctx.problem("FW414", node, f"the window `{op}` stands inside any, all or count", help)
        return None
    given: dict[str, ast.expr] = {}
    fine = True
    for keyword in node.keywords:
        if keyword.arg in _ARGUMENTS:
            given[str(keyword.arg)] = keyword.value
            continue
        help, _ = did_you_mean(str(keyword.arg), _ARGUMENTS, "a window has per=, within= and where=")
        ctx.problem("FW307", keyword, f"`{op}` has no argument `{keyword.arg}`", help)
        fine = False
    value = _value(ctx, node, op)
    keys = _keys(ctx, node, op, given.get("per"))
    within = _within(ctx, node, op, given.get("within"))
    where = _where(ctx, given.get("where"))
    if not fine or value is False or keys is None or within is None or where is False:
        return None
    assert not isinstance(value, bool)
    assert not isinstance(where, bool)
    returns = value.type if op == "sum" and value is not None else _RETURNS[op]
    return Window(returns, ctx.span(node), op, value, keys, within, where)


def _value(ctx: Context, node: ast.Call, op: str) -> Expr | bool | None:
    """What distinct counts and sum adds; None for the others; False when it is wrong."""
    takes = op in ("distinct", "sum")
    if len(node.args) > takes:
        help = f"for example `{_EXAMPLES[op]}`"
        more = "one value" if takes else "no value: keys are given by per="
        ctx.problem("FW307", node.args[int(takes)], f"`{op}` takes {more}", help)
        return False
    if not takes:
        return None
    if not node.args:
        ctx.problem(
            "FW307", node, f"`{op}` needs what to {'add' if op == 'sum' else 'count'}", f"for example `{_EXAMPLES[op]}`"
        )
        return False
    value = ctx.expression(node.args[0])
    if value is None:
        return False
    if op == "sum" and not value.type.is_numeric:
        ctx.problem("FW413", node.args[0], f"only numbers can be added up, not {called(value.type)}", "name a number")
        return False
    if op == "distinct" and value.type.name not in _KEY_TYPES:
        ctx.problem("FW413", node.args[0], f"{called(value.type)} cannot be counted apart", _key_help(value.type))
        return False
    return value


def _key_help(type_: Type) -> str:
    return "round it first" if type_ == FLOAT else "name one value, such as account.id or link.domain"


def _keys(ctx: Context, node: ast.Call, op: str, per: ast.expr | None) -> tuple[Expr, ...] | None:
    nodes = list(per.elts) if isinstance(per, (ast.Tuple, ast.List)) else [per] if per is not None else []
    if not nodes:
        ctx.problem("FW410", node, f"the window `{op}` has no key", f"say of what: `{_EXAMPLES[op]}`")
        return None
    keys: list[Expr] = []
    for key_node in nodes:
        key = ctx.expression(key_node)
        if key is None:
            continue
        if key.type.name not in _KEY_TYPES:
            ctx.problem("FW413", key_node, f"{called(key.type)} cannot be a key", _key_help(key.type))
        elif constant_of(key) is not None:
            ctx.problem("FW413", key_node, "a constant is no key: it is the same for all events", _key_help(key.type))
        else:
            keys.append(key)
    return tuple(keys) if len(keys) == len(nodes) else None


def _within(ctx: Context, node: ast.Call, op: str, within: ast.expr | None) -> int | None:
    if within is None:
        ctx.problem("FW411", node, f"the window `{op}` has no length", f"say how far back: `{_EXAMPLES[op]}`")
        return None
    value = ctx.expression(within)
    if value is None:
        return None
    if value.type != DURATION:
        code, help, suggestion = mismatch(ctx, value.type, DURATION, within)
        ctx.problem(code, within, f"`within` is a duration, but this is {called(value.type)}", help, suggestion)
        return None
    constant = constant_of(value)
    if constant is None or not isinstance(constant.value, int):
        ctx.problem("FW411", within, "`within` must be a constant", "write `within=hours(1)`")
        return None
    if not 0 < constant.value <= MAX_WITHIN:
        message = "a window longer than 400 days" if constant.value > 0 else "a window without length"
        ctx.problem("FW412", within, message, "write more than 0 and at most `days(400)`")
        return None
    return constant.value


def _where(ctx: Context, where: ast.expr | None) -> Expr | bool | None:
    if where is None:
        return None
    value = ctx.expression(where, BOOL)
    fitted = expect(ctx, value, where, BOOL, "`where`") if value is not None else None
    return fitted if fitted is not None else False
