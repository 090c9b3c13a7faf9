"""A call of the library as parsed in; the one function that takes these arguments, with defaults filled in, out."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from fairwater.events.types import Type, list_of
from fairwater.policy import tree
from fairwater.policy.check_context import Context, constant_of
from fairwater.policy.check_types import called, expect, fit
from fairwater.policy.diagnostics import nearest
from fairwater.policy.functions import Function, Library, Param
from fairwater.policy.tree import Const, Expr


def functions_named(library: Library, name: str) -> list[Function]:
    """What a written call `name(...)` may mean, in the order of the library: "len" is "len.str", "len.list[str]" ..."""
    return [
        one
        for key, one in library.functions.items()
        if one.form == "function" and (key == name or key.startswith(name + "."))
    ]


def method_of(library: Library, receiver: Type, name: str) -> Function | None:
    """The function that `x.name(...)` means for an `x` of this type; an entity id is a text."""
    found = library.functions.get(f"{plain(receiver)}.{name}")
    return found if found is not None and found.form == "method" else None


def methods_of(library: Library, receiver: Type) -> list[str]:
    """Names of the methods of a type."""
    start = f"{plain(receiver)}."
    return [
        key[len(start) :] for key, one in library.functions.items() if one.form == "method" and key.startswith(start)
    ]


def plain(type_: Type) -> str:
    """A type by name without entities, as functions are named after it."""
    if type_.item is not None:
        return f"list[{plain(type_.item)}]"
    return type_.name


def check_library_call(
    ctx: Context, node: ast.Call, written: str, candidates: Sequence[Function], receiver: Expr | None = None
) -> Expr | None:
    """The call of the first candidate that takes the arguments. `receiver`: the first argument of a method."""
    args: list[tuple[Expr, ast.AST]] = [] if receiver is None else [(receiver, node.func)]
    only = candidates[0] if len(candidates) == 1 else None
    failed = False
    for index, arg_node in enumerate(node.args, start=len(args)):
        param = _param_at(only.params, index) if only else None
        arg = ctx.expression(arg_node, param.type if param else None)
        failed = failed or arg is None
        if arg is not None:
            args.append((arg, arg_node))
    named: dict[str, tuple[Expr, ast.AST]] = {}
    for keyword in node.keywords:
        assert keyword.arg is not None
        params = {param.name: param for param in only.params} if only else {}
        param = params.get(keyword.arg)
        arg = ctx.expression(keyword.value, param.type if param else None)
        failed = failed or arg is None
        if arg is not None:
            named[keyword.arg] = (arg, keyword.value)
    if failed:
        return None
    for function in candidates:
        if only is None and not _takes(function, args, named):
            continue
        return _made(ctx, node, written, function, args, named)
    given = ", ".join(called(arg.type) for arg, _ in args)
    known = "; ".join(f"({', '.join(str(param.type) for param in one.params)})" for one in candidates[:8])
    ctx.problem("FW307", node, f"`{written}` does not take {given or 'no arguments'}", f"it takes {known}")
    return None


def _param_at(params: Sequence[Param], index: int) -> Param | None:
    if index < len(params):
        return params[index]
    return params[-1] if params and params[-1].many else None


def _takes(function: Function, args: list[tuple[Expr, ast.AST]], named: dict[str, tuple[Expr, ast.AST]]) -> bool:
    """Whether number, names and types of the arguments are those of a function."""
    slots = _slots(function, args, named)
    if isinstance(slots, str):
        return False
    for param, given in zip(function.params, slots, strict=True):
        if any(fit(arg, param.type) is None for arg, _ in given):
            return False
    return True


def _slots(
    function: Function, args: list[tuple[Expr, ast.AST]], named: dict[str, tuple[Expr, ast.AST]]
) -> list[list[tuple[Expr, ast.AST]]] | str:
    """The arguments of each parameter, or what is wrong with their number or names."""
    slots: list[list[tuple[Expr, ast.AST]]] = [[] for _ in function.params]
    for index, arg in enumerate(args):
        place = index
        if index >= len(slots):
            if not (slots and function.params[-1].many):
                return f"takes {len(slots)} arguments at most, {len(args)} are given"
            place = len(slots) - 1
        slots[place].append(arg)
    names = [param.name for param in function.params]
    for name, arg in named.items():
        if name not in names:
            best = nearest(name, names)
            return f"has no argument `{name}`" + (f": did you mean `{best}`?" if best else "")
        place = names.index(name)
        if slots[place]:
            return f"is given `{name}` twice"
        slots[place].append(arg)
    for param, given in zip(function.params, slots, strict=True):
        if not given and not (param.optional or param.default is not None):
            return f"needs `{param.name}`, {called(param.type)}"
    return slots


def _made(
    ctx: Context,
    node: ast.Call,
    written: str,
    function: Function,
    args: list[tuple[Expr, ast.AST]],
    named: dict[str, tuple[Expr, ast.AST]],
) -> Expr | None:
    slots = _slots(function, args, named)
    if isinstance(slots, str):
        ctx.problem("FW307", node, f"`{written}` {slots}", f"for example `{function.example}`")
        return None
    made: list[Expr] = []
    for param, given in zip(function.params, slots, strict=True):
        fitted = [expect(ctx, arg, where, param.type, f"`{param.name}` of `{written}`") for arg, where in given]
        known = [one for one in fitted if one is not None]
        if len(known) < len(fitted):
            return None
        constants = [one for one in map(constant_of, known) if one is not None]
        if param.constant and len(constants) < len(known):
            help = "write it out, or name a constant"
            ctx.problem("FW308", given[0][1], f"`{param.name}` of `{written}` must be a constant", help)
            return None
        if param.many:
            made.append(_together(ctx, node, param.type, known, constants))
        elif known:
            made.append(constants[0] if param.constant else known[0])
        elif param.default is not None:
            made.append(Const(param.type, ctx.span(node), param.default))
    if written == "sampled" and not _is_share(ctx, node, function, made):
        return None
    return tree.Call(function.returns, ctx.span(node), function.name, tuple(made))


def _together(ctx: Context, node: ast.Call, item: Type, known: list[Expr], constants: list[Const]) -> Expr:
    """The arguments of a parameter that takes many, as one list."""
    span = ctx.span(node)
    if len(constants) == len(known):
        return Const(list_of(item), span, tuple(one.value for one in constants))
    return tree.ListLit(list_of(item), span, tuple(known))


def _is_share(ctx: Context, node: ast.Call, function: Function, made: list[Expr]) -> bool:
    """Whether `percent` lies in 0 to 100; outside, the sample would always be unknown."""
    for param, arg in zip(function.params, made, strict=False):
        constant = constant_of(arg)
        value = constant.value if constant is not None else None
        if param.name == "percent" and isinstance(value, (int, float)) and not 0 <= value <= 100:
            ctx.problem("FW309", node, f"{value:g} percent", "write a number from 0 to 100")
            return False
    return True
