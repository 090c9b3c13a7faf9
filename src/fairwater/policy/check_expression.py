"""Expressions of the language as parsed in; typed trees out. Calls and operators are checked beside this file."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping

from fairwater.events.schema import Schema
from fairwater.events.types import BOOL, DURATION, FLOAT, INT, INT_MAX, INT_MIN, STR, TIME, Type, list_of
from fairwater.policy import tree
from fairwater.policy.check_calls import check_call
from fairwater.policy.check_context import Context, Handler, World, constant_of, dotted
from fairwater.policy.check_operators import check_arithmetic, check_boolean, check_comparison, check_unary
from fairwater.policy.check_types import called, expect, unify
from fairwater.policy.diagnostics import did_you_mean, nearest
from fairwater.policy.limits import MAX_LIST_ITEMS, MAX_TEXT_LENGTH
from fairwater.policy.names import Entry
from fairwater.policy.tree import Const, Expr, Name, Span
from fairwater.policy.vocabulary import MATCHERS, taken_words, value_words


def check_constant(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """A literal."""
    assert isinstance(node, ast.Constant)
    value, span = node.value, ctx.span(node)
    if isinstance(value, bool):
        return Const(BOOL, span, value)
    if isinstance(value, int):
        if not INT_MIN <= value <= INT_MAX:
            ctx.problem("FW309", node, "this number is too large", "whole numbers have 64 bits: about 18 digits")
            return None
        return Const(INT, span, value)
    if isinstance(value, float):
        if not math.isfinite(value):
            ctx.problem("FW309", node, "this number is too large", "numbers reach about 1.8e308")
            return None
        return Const(FLOAT, span, value)
    if isinstance(value, str):
        if len(value) > MAX_TEXT_LENGTH:
            ctx.problem("FW106", node, f"a text of {len(value):,} characters", f"at most {MAX_TEXT_LENGTH:,} are read")
            return None
        if any("\ud800" <= char <= "\udfff" for char in value):
            ctx.problem("FW104", node, "half of a surrogate pair (\\ud800 to \\udfff)", "write the whole character")
            return None
        return Const(STR, span, value)
    ctx.problem("FW305", node, "`None` is not a value", "whether something is known is `is_known(x)`")
    return None


def check_name(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """A name: a generator's variable, a named value, or a field without dots."""
    assert isinstance(node, ast.Name)
    return named(ctx, node.id, ctx.span(node))


def check_attribute(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """`a.b.c`: a field of the event or a property of the library."""
    assert isinstance(node, ast.Attribute)
    path = dotted(node)
    if path is None:
        method = f"`.{node.attr}(...)`" if node.attr in MATCHERS else "a function or method with (...)"
        ctx.problem("FW208", node, f"a value has no part `.{node.attr}`", f"use {method}")
        return None
    return named(ctx, path, ctx.span(node))


def named(ctx: Context, path: str, span: Span) -> Expr | None:
    """What a plain or dotted name stands for, at a place; reports when it is nothing or no value."""
    root, _, rest = path.partition(".")
    for variable in reversed(ctx.variables):
        if variable.name == root:
            return tree.Var(variable.type, span, root) if not rest else _no_parts(ctx, path, span)
    entry = ctx.scope.use(root)
    if entry is not None:
        if rest and entry.meaning is not None:
            return _no_parts(ctx, path, span)
        return _value_of(ctx, entry, span)
    found = event_value(ctx.world, path, span)
    if found is not None:
        return found
    _unknown(ctx, path, span)
    return None


def _no_parts(ctx: Context, path: str, span: Span) -> Expr | None:
    root, _, rest = path.partition(".")
    ctx.problem("FW208", span, f"`{root}` has no part `.{rest}`", "only fields of the event have parts")
    return None


def _value_of(ctx: Context, entry: Entry, span: Span) -> Expr | None:
    meaning = entry.meaning
    if meaning is None:
        return None
    if not isinstance(meaning, Name):
        ctx.problem("FW212", span, f"`{entry.name}` is {entry.kind}, not a value", "a condition is made of values")
        return None
    return Name(meaning.type, span, meaning.name, meaning.value)


def event_value(world: World, path: str, span: Span) -> Expr | None:
    """A field of the schema or a property of the library by its path."""
    schema, functions = world.schema, world.library.functions
    if path == "account.age" and path in schema.fields:
        return _account_age(schema, span)
    if path in schema.fields:
        return tree.Field(schema.fields[path].type, span, path)
    function = functions.get(path)
    if function is None or function.form != "property":
        return None
    inputs = tuple(event_value(world, one, span) for one in function.inputs)
    known = tuple(one for one in inputs if one is not None)
    if len(known) < len(inputs):
        raise ValueError(f"the function {path!r} takes {', '.join(function.inputs)}, and not all of them are fields")
    return tree.Call(function.returns, span, path, known)


def _account_age(schema: Schema, span: Span) -> Expr:
    """The age as given, or else the time since the account was made (the schema's promise for `account.age`)."""
    needed = ("event.time", "account.created")
    given = tree.Field(DURATION, span, "account.age")
    if any(path not in schema.fields for path in needed):
        return given
    time, created = (tree.Field(TIME, span, path) for path in needed)
    since = tree.Arith(DURATION, span, "-", time, created)
    return Name(DURATION, span, "account.age", tree.KnownOr(DURATION, span, given, since))


def _unknown(ctx: Context, path: str, span: Span) -> None:
    """Say why a name is nothing, and what it may have been."""
    root, _, rest = path.partition(".")
    schema, library = ctx.world.schema, ctx.world.library
    paths = [*schema.fields, *(name for name, one in library.functions.items() if one.form == "property")]
    if root in ctx.scope.later:
        line = ctx.scope.later[root].line
        ctx.problem("FW202", span, f"`{root}` is used before it is defined in line {line}", "define it above")
        return
    if path in library.functions or (
        path in value_words(schema, library) and not any(p.startswith(path + ".") for p in paths)
    ):
        ctx.problem("FW212", span, f"`{path}` is a function, not a value", f"call it: `{path}(...)`")
        return
    beneath = [one for one in paths if one.startswith(root + ".")]
    if beneath and rest:
        help, best = did_you_mean(path, beneath, f"`{root}` has " + _some(beneath))
        ctx.problem("FW208", span, f"there is no `{path}`", help, best)
        return
    if beneath:
        ctx.problem("FW212", span, f"`{path}` is not a value", f"name a part of it: {_some(beneath)}")
        return
    if root in schema.fields:
        method = nearest(
            rest, [*MATCHERS, *(name.split(".", 1)[1] for name in library.functions if name.startswith("str."))]
        )
        help = f"did you mean `{root}.{method}(...)`?" if method else f"`{root}` is a field of its own"
        ctx.problem("FW208", span, f"`{root}` has no part `.{rest}`", help)
        return
    if path in taken_words(schema, library, ctx.world.charter.measures):
        ctx.problem("FW212", span, f"`{path}` is not a value", "it belongs in a rule, a policy or a case")
        return
    if rest:
        help, best = did_you_mean(path, paths)
        if best is None:
            help, best_root = did_you_mean(root, [*(p.split(".")[0] for p in paths if "." in p), *ctx.scope.entries])
            best = f"{best_root}.{rest}" if best_root else None
    else:
        words = value_words(schema, library)
        help, best = did_you_mean(root, [*ctx.scope.entries, *words, *(one.name for one in ctx.variables)])
    ctx.problem("FW201", span, f"there is no `{root}`", help or "define it above, or import it", best)


def _some(paths: list[str]) -> str:
    shown = ", ".join(sorted(paths)[:6])
    return shown + (", ..." if len(paths) > 6 else "")


def check_choice(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """`then if condition else other`."""
    assert isinstance(node, ast.IfExp)
    condition = ctx.expression(node.test, BOOL)
    then, other = ctx.expression(node.body, wanted), ctx.expression(node.orelse, wanted)
    if condition is not None:
        condition = expect(ctx, condition, node.test, BOOL, "what stands after `if`")
    if condition is None or then is None or other is None:
        return None
    sides = unify(ctx, (then, node.body), (other, node.orelse), "the two sides of one `if`")
    return tree.IfElse(sides[2], ctx.span(node), condition, sides[0], sides[1]) if sides else None


def check_list(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """`[...]`, `(...)` or `{...}`: a constant when all items are, else a list written out."""
    assert isinstance(node, (ast.List, ast.Tuple, ast.Set))
    if len(node.elts) > MAX_LIST_ITEMS:
        help = f"at most {MAX_LIST_ITEMS:,} stand in a policy: keep longer ones in lists/ and use listed(...)"
        ctx.problem("FW106", node, f"a list of {len(node.elts):,} items", help)
        return None
    if not node.elts:
        if wanted is not None and wanted.item is not None:
            return Const(wanted, ctx.span(node), ())
        ctx.problem("FW312", node, "an empty list has no type here", "write what it holds, or leave it out")
        return None
    item_type = wanted.item if wanted is not None else None
    items = [ctx.expression(item, item_type) for item in node.elts]
    known = [item for item in items if item is not None]
    if len(known) < len(items):
        return None
    type_ = _item_type(ctx, known, node.elts)
    if type_ is None:
        return None
    fitted: list[Expr] = []
    for item, item_node in zip(known, node.elts, strict=True):
        one = expect(ctx, item, item_node, type_, "each item of this list")
        if one is None:
            return None
        fitted.append(one)
    constants = [constant for constant in map(constant_of, fitted) if constant is not None]
    span = ctx.span(node)
    if len(constants) == len(fitted):
        return Const(list_of(type_), span, tuple(constant.value for constant in constants))
    return tree.ListLit(list_of(type_), span, tuple(fitted))


def _item_type(ctx: Context, items: list[Expr], nodes: list[ast.expr]) -> Type | None:
    """The one type of a list's items: the first one's, float when ints and floats mix, an entity when one is."""
    type_ = items[0].type
    for item, node in zip(items, nodes, strict=True):
        if item.type.name == "list":
            ctx.problem("FW312", node, "a list cannot hold lists", "write one list")
            return None
        if (type_.name, item.type.name) == ("int", "float") or (
            type_.entity is None and item.type.entity is not None and type_.name == "str"
        ):
            type_ = item.type
        elif type_.name != item.type.name and (type_.name, item.type.name) != ("float", "int"):
            what = f"a list of {called(type_)} and {called(item.type)}"
            ctx.problem("FW312", node, what, "the items of a list have one type")
            return None
    return type_


def check_dictionary(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """A dictionary is only an argument of a case."""
    ctx.problem("FW108", node, "a dictionary is not a value", "dictionaries stand only in `lists=` of a case")
    return None


def check_bare_generator(ctx: Context, node: ast.expr, wanted: Type | None) -> Expr | None:
    """A generator expression stands only in any, all and count."""
    help = "write `any(...)`, `all(...)` or `count(...)` around it"
    ctx.problem("FW313", node, "`... for ... in ...` is not a value", help)
    return None


HANDLERS: Mapping[type[ast.expr], Handler] = {
    ast.Constant: check_constant,
    ast.Name: check_name,
    ast.Attribute: check_attribute,
    ast.BoolOp: check_boolean,
    ast.UnaryOp: check_unary,
    ast.Compare: check_comparison,
    ast.BinOp: check_arithmetic,
    ast.IfExp: check_choice,
    ast.List: check_list,
    ast.Tuple: check_list,
    ast.Set: check_list,
    ast.Dict: check_dictionary,
    ast.GeneratorExp: check_bare_generator,
    ast.Call: check_call,
}
