"""A call as parsed in; what it means as a typed tree out: units, times, questions, windows, generators, functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from fairwater.events.types import BOOL, DURATION, INT, INT_MAX, STR, TIME
from fairwater.policy import tree
from fairwater.policy.check_context import Context, constant_of, dotted
from fairwater.policy.check_functions import check_library_call, functions_named, method_of, methods_of
from fairwater.policy.check_patterns import check_match
from fairwater.policy.check_types import called, expect, unify
from fairwater.policy.check_windows import check_window
from fairwater.policy.diagnostics import did_you_mean
from fairwater.policy.tree import Const, Expr
from fairwater.policy.vocabulary import GENERATORS, MATCHERS, UNITS, WINDOWS, taken_words, value_words

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def check_call(ctx: Context, node: ast.expr, wanted: object = None) -> Expr | None:
    """Any call inside an expression."""
    assert isinstance(node, ast.Call)
    function = node.func
    path = dotted(function)
    if isinstance(function, ast.Name):
        return _plain_call(ctx, node, function.id)
    if not isinstance(function, ast.Attribute):
        ctx.problem("FW212", function, "this cannot be called", "only functions of the language can")
        return None
    if path is not None:
        candidates = functions_named(ctx.world.library, path)
        if candidates:
            return check_library_call(ctx, node, path, candidates)
        prefix = path.rpartition(".")[0]
        if function.attr == "has_label" and f"{prefix}.labels" in ctx.world.schema.fields:
            return _has_label(ctx, node, f"{prefix}.labels")
        known = ctx.world.library.functions.get(path)
        if known is not None and known.form == "property":
            ctx.problem("FW307", node, f"`{path}` is a value, not a function", f"write `{path}`", path)
            return None
    receiver = ctx.expression(function.value)
    return _method(ctx, node, function, receiver) if receiver is not None else None


def _plain_call(ctx: Context, node: ast.Call, name: str) -> Expr | None:
    if name in UNITS:
        return _duration(ctx, node, name)
    generator = next((arg for arg in node.args if isinstance(arg, ast.GeneratorExp)), None)
    if name in GENERATORS and (generator is not None or name not in WINDOWS):
        return _generator(ctx, node, name, generator)
    if name in WINDOWS:
        return check_window(ctx, node, name)
    if name in _QUESTIONS:
        return _QUESTIONS[name](ctx, node)
    candidates = functions_named(ctx.world.library, name)
    entry = ctx.scope.entries.get(name)
    if candidates and entry is None:
        return check_library_call(ctx, node, name, candidates)
    _refuse_call(ctx, node, name)
    return None


def _refuse_call(ctx: Context, node: ast.Call, name: str) -> None:
    entry = ctx.scope.use(name)
    where = node.func
    if entry is not None:
        if entry.meaning is not None:
            ctx.problem("FW212", where, f"`{name}` is {entry.kind}, not a function", "write it without `(...)`")
        return
    library, schema = ctx.world.library, ctx.world.schema
    words = value_words(schema, library)
    if name in words:
        ctx.problem("FW212", where, f"`{name}` is not a function", "write a part of it, without `(...)`")
    elif name in taken_words(schema, library, ctx.world.charter.measures):
        ctx.problem("FW212", where, f"`{name}(...)` is not a value", "it belongs in a rule, a policy or a case")
    else:
        callable_ = [
            word for word in words if word in UNITS or word in WINDOWS or word in _QUESTIONS or word in GENERATORS
        ]
        callable_ += [key.split(".")[0] for key, one in library.functions.items() if one.form == "function"]
        help, best = did_you_mean(name, callable_, "the language reference lists all functions")
        ctx.problem("FW201", where, f"there is no function `{name}`", help, best)


def _method(ctx: Context, node: ast.Call, function: ast.Attribute, receiver: Expr) -> Expr | None:
    """`x.name(...)` for a value `x`."""
    name = function.attr
    if name in MATCHERS and receiver.type.name == "str":
        return check_match(ctx, node, receiver, name)
    found = method_of(ctx.world.library, receiver.type, name)
    if found is not None:
        return check_library_call(ctx, node, name, [found], receiver)
    known = methods_of(ctx.world.library, receiver.type)
    if receiver.type.name == "str":
        known += MATCHERS
    written = ctx.words(function.value)
    if name in MATCHERS and receiver.type.item is not None and receiver.type.item.name == "str":
        help, best = f"ask each item: `any(item.{name}(...) for item in {written})`", None
    else:
        help, best = did_you_mean(name, known, f"it has {', '.join(sorted(known)[:12])}" if known else "it has none")
    fixed = f"{ctx.written(function.value)}.{best}" if best else None
    ctx.problem("FW209", function, f"{called(receiver.type)} has no method `{name}`", help, fixed)
    return None


def _has_label(ctx: Context, node: ast.Call, path: str) -> Expr | None:
    label = _only_argument(ctx, node, "has_label", 'write `account.has_label("trusted")`')
    value = ctx.expression(label) if label is not None else None
    if label is None or value is None:
        return None
    value = expect(ctx, value, label, STR, "a label")
    field = tree.Field(ctx.world.schema.fields[path].type, ctx.span(node), path)
    return tree.In(BOOL, ctx.span(node), value, field) if value is not None else None


def _only_argument(ctx: Context, node: ast.Call, name: str, example: str) -> ast.expr | None:
    if len(node.args) == 1 and not node.keywords:
        return node.args[0]
    ctx.problem("FW307", node, f"`{name}` takes one argument", example)
    return None


def _duration(ctx: Context, node: ast.Call, unit: str) -> Expr | None:
    """`days(7)`: a constant."""
    arg = _only_argument(ctx, node, unit, f"write `{unit}(7)`")
    value = ctx.expression(arg) if arg is not None else None
    if arg is None or value is None:
        return None
    constant = constant_of(value)
    if not value.type.is_numeric:
        ctx.problem("FW301", arg, f"`{unit}` takes a number, but this is {called(value.type)}", f"write `{unit}(7)`")
        return None
    if constant is None or not isinstance(constant.value, (int, float)):
        ctx.problem("FW308", arg, f"`{unit}` takes a constant", f"multiply instead: `{ctx.words(arg)} * {unit}(1)`")
        return None
    micros = constant.value * UNITS[unit]
    if abs(micros) > INT_MAX or micros != int(micros):
        help = "durations have whole microseconds and at most about 290,000 years"
        ctx.problem("FW309", node, "this duration cannot be kept exactly", help)
        return None
    return Const(DURATION, ctx.span(node), int(micros))


def _time(ctx: Context, node: ast.Call) -> Expr | None:
    """`time("2026-01-31T12:00:00Z")`: a constant."""
    arg = _only_argument(ctx, node, "time", 'write `time("2026-01-31T12:00:00Z")`')
    value = ctx.expression(arg) if arg is not None else None
    if arg is None or value is None:
        return None
    constant = constant_of(value)
    if constant is None or not isinstance(constant.value, str):
        ctx.problem("FW308", arg, "`time` takes a constant text", 'write `time("2026-01-31T12:00:00Z")`')
        return None
    try:
        if not _TIME.fullmatch(constant.value):
            raise ValueError("not RFC 3339")
        moment = datetime.fromisoformat(constant.value.upper())
        micros = (moment - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        help = "write date, T, time and offset as in RFC 3339: `2026-01-31T12:00:00Z`"
        ctx.problem("FW310", arg, "this is not a time", help)
        return None
    return Const(TIME, ctx.span(node), micros)


def _is_known(ctx: Context, node: ast.Call) -> Expr | None:
    arg = _only_argument(ctx, node, "is_known", "write `is_known(account.country)`")
    value = ctx.expression(arg) if arg is not None else None
    return tree.IsKnown(BOOL, ctx.span(node), value) if value is not None else None


def _known_or(ctx: Context, node: ast.Call) -> Expr | None:
    if len(node.args) != 2 or node.keywords:
        ctx.problem(
            "FW307",
            node,
            "`known_or` takes a value and what stands for it when it is unknown",
            "write `known_or(x, 0)`",
        )
        return None
    first = ctx.expression(node.args[0])
    second = ctx.expression(node.args[1], first.type if first is not None else None)
    if first is None or second is None:
        return None
    pair = unify(ctx, (first, node.args[0]), (second, node.args[1]), "the value and its replacement")
    return tree.KnownOr(pair[2], ctx.span(node), pair[0], pair[1]) if pair is not None else None


def _listed(ctx: Context, node: ast.Call) -> Expr | None:
    ctx.problem("FW421", node, "a managed list stands only on the right of `in`", 'write `x in listed("...")`')
    return None


def _generator(ctx: Context, node: ast.Call, op: str, generator: ast.GeneratorExp | None) -> Expr | None:
    """`any(body for item in list if condition)`."""
    if generator is None or len(node.args) != 1 or node.keywords:
        help = f"write `{op}(... for item in list)`"
        ctx.problem("FW313", node, f"`{op}` takes one `... for ... in ...`", help)
        return None
    first = generator.generators[0]
    if len(generator.generators) > 1:
        help = "put an `any(...)` inside the other"
        ctx.problem("FW313", generator.generators[1].target, "only one `for` can stand here", help)
        return None
    if not isinstance(first.target, ast.Name):
        ctx.problem("FW313", first.target, "the items have one name", "write `for item in list`")
        return None
    source = ctx.expression(first.iter)
    if source is None:
        return None
    if source.type.item is None:
        ctx.problem("FW313", first.iter, f"`for` goes over a list, but this is {called(source.type)}", "name a list")
        return None
    name = first.target.id
    if _is_taken(ctx, name):
        ctx.problem("FW211", first.target, f"`{name}` already has a meaning", "choose another name for the items")
        return None
    ctx.variables.append(tree.Var(source.type.item, ctx.span(first.target), name))
    ctx.generators += 1
    conditions = [_condition(ctx, part, "what stands after `if`") for part in first.ifs]
    body = _condition(ctx, generator.elt, f"what `{op}` asks of each item")
    ctx.variables.pop()
    ctx.generators -= 1
    known = tuple(part for part in conditions if part is not None)
    if body is None or len(known) < len(conditions):
        return None
    condition = known[0] if len(known) == 1 else tree.BoolOp(BOOL, known[0].span, "and", known) if known else None
    return tree.Gen(INT if op == "count" else BOOL, ctx.span(node), op, name, source, condition, body)


def _condition(ctx: Context, node: ast.expr, where: str) -> Expr | None:
    value = ctx.expression(node, BOOL)
    return expect(ctx, value, node, BOOL, where) if value is not None else None


def _is_taken(ctx: Context, name: str) -> bool:
    words = taken_words(ctx.world.schema, ctx.world.library, ctx.world.charter.measures)
    named = name in ctx.scope.entries or name in ctx.scope.later
    return named or name in words or any(one.name == name for one in ctx.variables)


_QUESTIONS: Mapping[str, Callable[[Context, ast.Call], Expr | None]] = {
    "time": _time,
    "is_known": _is_known,
    "known_or": _known_or,
    "listed": _listed,
}
