"""Operators as parsed in; comparisons, membership, arithmetic and logic, typed and with constants folded, out."""

from __future__ import annotations

import ast
import math

from fairwater.events.types import BOOL, DURATION, FLOAT, INT, INT_MAX, INT_MIN, STR, TIME, Type, list_of
from fairwater.policy import tree
from fairwater.policy.check_context import Context, constant_of
from fairwater.policy.check_types import as_float, called, expect, unify
from fairwater.policy.diagnostics import did_you_mean
from fairwater.policy.limits import MAX_LIST_ITEMS, MAX_TEXT_LENGTH
from fairwater.policy.tree import Const, Expr, Span

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
_VERBS = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "//": "divided", "%": "divided"}


def check_boolean(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """`and`, `or`."""
    assert isinstance(node, ast.BoolOp)
    op = "and" if isinstance(node.op, ast.And) else "or"
    args: list[Expr] = []
    for part in node.values:
        arg = ctx.expression(part, BOOL)
        arg = expect(ctx, arg, part, BOOL, f"what stands beside `{op}`") if arg is not None else None
        if arg is not None:
            args.append(arg)
    return tree.BoolOp(BOOL, ctx.span(node), op, tuple(args)) if len(args) == len(node.values) else None


def check_unary(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """`not` and minus."""
    assert isinstance(node, ast.UnaryOp)
    span = ctx.span(node)
    if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant) and node.operand.value == -INT_MIN:
        return Const(INT, span, INT_MIN)  # its positive half alone would be out of range
    arg = ctx.expression(node.operand, BOOL if isinstance(node.op, ast.Not) else None)
    if arg is None:
        return None
    if isinstance(node.op, ast.Not):
        arg = expect(ctx, arg, node.operand, BOOL, "what stands after `not`")
        return tree.Not(BOOL, span, arg) if arg is not None else None
    if not (arg.type.is_numeric or arg.type == DURATION):
        ctx.problem("FW303", node, f"{called(arg.type)} has no minus", "numbers and durations have one")
        return None
    return _folded(ctx, node, tree.Arith(arg.type, span, "neg", arg, None))


def check_comparison(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """Comparisons, chained ones as `and` of their pairs, and membership."""
    assert isinstance(node, ast.Compare)
    nodes = [node.left, *node.comparators]
    # The item goes before its container, so that an empty list has a type.
    values: list[Expr | None] = [ctx.expression(node.left)]
    pairs: list[Expr | None] = []
    for index, op in enumerate(node.ops):
        left_node, right_node = nodes[index], nodes[index + 1]
        left = values[index]
        span = _between(ctx.span(left_node), ctx.span(right_node)) if len(node.ops) > 1 else ctx.span(node)
        if isinstance(op, (ast.Is, ast.IsNot)):
            values.append(None)
            pairs.append(None)
            _refuse_identity(ctx, left_node, op, right_node, span)
        elif isinstance(op, (ast.In, ast.NotIn)):
            found, container = _membership(ctx, left, left_node, right_node, span)
            values.append(container)
            pairs.append(tree.Not(BOOL, span, found) if isinstance(op, ast.NotIn) and found is not None else found)
        elif _is_none(left_node) or _is_none(right_node):
            values.append(None)
            pairs.append(None)
            other = right_node if _is_none(left_node) else left_node
            _refuse_none(ctx, other, _COMPARISONS[type(op)], span)
        else:
            right = ctx.expression(right_node, left.type if left is not None else None)
            values.append(right)
            pairs.append(_compare(ctx, _COMPARISONS[type(op)], (left, left_node), (right, right_node), span))
    known = tuple(pair for pair in pairs if pair is not None)
    if len(known) < len(pairs):
        return None
    return known[0] if len(known) == 1 else tree.BoolOp(BOOL, ctx.span(node), "and", known)


def _between(first: Span, last: Span) -> Span:
    return Span(first.file, first.line, first.column, last.end_line, last.end_column)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _refuse_identity(ctx: Context, left: ast.expr, op: ast.cmpop, right: ast.expr, span: Span) -> None:
    negated = isinstance(op, ast.IsNot)
    if _is_none(right):
        _refuse_none(ctx, left, "is not" if negated else "is", span)
        return
    sign = "!=" if negated else "=="
    fixed = f"{ctx.written(left)} {sign} {ctx.written(right)}"
    ctx.problem("FW306", span, f"`is{' not' if negated else ''}` does not compare values", f"write `{sign}`", fixed)


def _refuse_none(ctx: Context, other: ast.expr, op: str, span: Span) -> None:
    known = f"is_known({ctx.written(other)})"
    fixed = known if op in ("!=", "is not") else f"not {known}"
    help = f"write `{fixed}`" if len(fixed) < 80 else "write `is_known(...)`"
    ctx.problem("FW305", span, f"a value that is missing is unknown: `{op} None` is never true", help, fixed)


def _compare(
    ctx: Context, op: str, left: tuple[Expr | None, ast.expr], right: tuple[Expr | None, ast.expr], span: Span
) -> Expr | None:
    (first, first_node), (second, second_node) = left, right
    if first is None or second is None:
        return None
    pair = unify(ctx, (first, first_node), (second, second_node), "compared")
    if pair is None:
        return None
    if op not in ("==", "!=") and not pair[2].is_ordered:
        help = "use `in`, `len(...)`, `any(...)` or `==`" if pair[2].name == "list" else "use `==` or `not`"
        ctx.problem("FW303", span, f"`{op}` does not order {called(pair[2])}", help)
        return None
    return tree.Compare(BOOL, span, op, pair[0], pair[1])


def _membership(
    ctx: Context, item: Expr | None, item_node: ast.expr, container_node: ast.expr, span: Span
) -> tuple[Expr | None, Expr | None]:
    """`item in container`, and the container (for a chain that goes on)."""
    if _is_listed(container_node):
        assert isinstance(container_node, ast.Call)
        name = listing_name(ctx, container_node)
        if item is None or name is None:
            return None, None
        fitted = expect(ctx, item, item_node, STR, "what is looked up in a managed list")
        return (tree.InListing(BOOL, span, fitted, name) if fitted is not None else None), None
    container = ctx.expression(container_node, list_of(item.type) if item is not None else None)
    if item is None or container is None:
        return None, container
    if container.type == STR and item.type.name == "str":
        return tree.In(BOOL, span, item, container), container
    if container.type.item is None:
        code = "FW302" if container.type.name in ("time", "duration") else "FW303"
        help = "write `==`" if code == "FW302" or container.type.is_numeric else "write a list: `in [...]`"
        ctx.problem(code, container_node, f"nothing is in {called(container.type)}", help)
        return None, container
    if item.type.name == "int" and container.type.item == FLOAT:
        item = as_float(item)
    elif item.type == FLOAT and container.type.item == INT:
        constant = constant_of(container)
        if constant is not None and isinstance(constant.value, tuple):
            if not ctx.affords(container_node, len(constant.value)):
                return None, None
            container = Const(list_of(FLOAT), container.span, tuple(float(one) for one in constant.value))
    fitted = expect(ctx, item, item_node, container.type.item or STR, "an item of this list")
    if fitted is None:
        return None, container
    constant = constant_of(container)
    return tree.In(BOOL, span, fitted, constant if constant is not None else container), container


def _is_listed(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "listed"


def listing_name(ctx: Context, node: ast.Call) -> str | None:
    """The managed list that `listed("name")` names; reports one that is not there."""
    given = ctx.expression(node.args[0]) if len(node.args) == 1 and not node.keywords else None
    if len(node.args) != 1 or node.keywords:
        ctx.problem("FW307", node, "`listed` takes the name of one list", 'write `listed("scam-domains")`')
        return None
    name = constant_of(given) if given is not None else None
    if given is not None and (name is None or not isinstance(name.value, str)):
        ctx.problem("FW308", node.args[0], "the name of a list is a constant text", 'write `listed("scam-domains")`')
        return None
    if name is None:
        return None
    listing = str(name.value)
    if listing not in ctx.world.lists:
        help, best = did_you_mean(listing, ctx.world.lists, f"add lists/{listing}.txt, or name a list that is there")
        fixed = f'"{best}"' if best else None
        ctx.problem("FW420", node.args[0], f"there is no list `{listing[:80]}`", help, fixed)
        return None
    return listing


def check_arithmetic(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """`+ - * / // %`, by the legal pairs of `tree.Arith`."""
    assert isinstance(node, ast.BinOp)
    left, right = ctx.expression(node.left, wanted), ctx.expression(node.right, wanted)
    if left is None or right is None:
        return None
    op, span = _ARITHMETIC[type(node.op)], ctx.span(node)
    if left.type.is_numeric and right.type.is_numeric:
        if FLOAT in (left.type, right.type):
            left, right = (one if one.type == FLOAT else as_float(one) for one in (left, right))
        type_ = FLOAT if op == "/" else left.type
        return _folded(ctx, node, tree.Arith(type_, span, op, left, right))
    type_of = _result(op, left.type, right.type)
    if type_of is None:
        _refuse_arithmetic(ctx, node, op, left.type, right.type)
        return None
    return _folded(ctx, node, tree.Arith(type_of, span, op, left, right))


def _result(op: str, left: Type, right: Type) -> Type | None:
    """The type of an operation on values that are not both numbers; None when there is no such operation."""
    names = (left.name, right.name)
    legal: dict[tuple[str, str, str], Type] = {
        ("+", "duration", "duration"): DURATION,
        ("-", "duration", "duration"): DURATION,
        ("/", "duration", "duration"): FLOAT,
        ("%", "duration", "duration"): DURATION,
        ("*", "duration", "int"): DURATION,
        ("*", "int", "duration"): DURATION,
        ("//", "duration", "int"): DURATION,
        ("+", "time", "duration"): TIME,
        ("-", "time", "duration"): TIME,
        ("-", "time", "time"): DURATION,
        ("+", "str", "str"): STR,
    }
    if op == "+" and names == ("list", "list") and left.item is not None and right.item is not None:
        if left.item == right.item:
            return left
        return list_of(STR) if left.item.name == right.item.name == "str" else None
    return legal.get((op, *names))


def _refuse_arithmetic(ctx: Context, node: ast.BinOp, op: str, left: Type, right: Type) -> None:
    names = {left.name, right.name}
    code, help = "FW303", "both sides must go together: numbers, durations, texts or lists"
    if "duration" in names and (left.is_numeric or right.is_numeric):
        code, help = "FW302", "give the number a unit: `days(7)`"
        if op in ("*", "/", "//"):
            help = (
                "durations are multiplied by whole numbers: for half of it write `x // 2`, for a number `x / days(1)`"
            )
        elif op == "%":
            help = "write the second as a duration: `x % days(7)`"
    elif "time" in names and (left.is_numeric or right.is_numeric):
        code, help = "FW302", "give the number a unit: `event.time - days(7)`"
    elif left == right == DURATION:
        help = "`duration / duration` is a number"
    elif left == right == TIME:
        help = "`time - time` is a duration"
    elif op == "+" and "str" in names:
        help = "only texts are joined with `+`; `because` shows values by {name}"
    what = f"{called(left)} and {called(right)} cannot be {_VERBS[op]} (`{op}`)"
    ctx.problem(code, node, what, help)


def _folded(ctx: Context, node: ast.expr, made: tree.Arith) -> Expr | None:
    """The operation, or its value when both sides are constant."""
    left = constant_of(made.left)
    right = constant_of(made.right) if made.right is not None else None
    if left is None or (made.right is not None and right is None):
        return made
    joined = [one.value for one in (left, right) if one is not None and isinstance(one.value, (str, tuple))]
    if joined and not ctx.affords(node, sum(map(len, joined))):
        return None
    value = constant_result(made.op, left.value, right.value if right is not None else None)
    if value is None:
        help = "divide by something else than 0" if made.op in ("/", "//", "%") else "whole numbers have 64 bits"
        ctx.problem("FW309", node, "this constant has no value", help)
        return None
    if isinstance(value, str) and len(value) > MAX_TEXT_LENGTH:
        ctx.problem("FW106", node, f"a text of {len(value):,} characters", f"at most {MAX_TEXT_LENGTH:,} are read")
        return None
    if isinstance(value, tuple) and len(value) > MAX_LIST_ITEMS:
        help = f"at most {MAX_LIST_ITEMS:,} stand in a policy: keep longer ones in lists/ and use listed(...)"
        ctx.problem("FW106", node, f"a list of {len(value):,} items", help)
        return None
    return Const(made.type, made.span, value)


def constant_result(op: str, left: object, right: object) -> object:
    """An operation of `tree.Arith` on values as they are at run time; None when it has no value."""
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return left + right
    if not isinstance(left, (int, float)):
        return None
    if right is None:
        return _in_range(-left)
    if not isinstance(right, (int, float)) or (right == 0 and op in ("/", "//", "%")):
        return None
    try:
        result: int | float
        match op:
            case "+":
                result = left + right
            case "-":
                result = left - right
            case "*":
                result = left * right
            case "/":
                result = left / right
            case "//":
                result = left // right
            case _:
                result = left % right
    except OverflowError:
        return None
    return _in_range(result)


def _in_range(value: int | float) -> int | float | None:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if INT_MIN <= value <= INT_MAX else None
