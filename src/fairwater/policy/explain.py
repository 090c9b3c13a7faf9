"""From a checked rule: the source text of expressions, which values a finding records, and values in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from fairwater.events.types import DAY, HOUR, MINUTE, SECOND, WEEK, Type, type_names
from fairwater.policy import tree

UNITS = (("week", WEEK), ("day", DAY), ("hour", HOUR), ("minute", MINUTE), ("second", SECOND))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHOWN_CHARACTERS = 200
SHOWN_ITEMS = 10
LABEL_CHARACTERS = 120

match_methods = {"regex": "matches", "literal": "contains", "word": "has_word"}


def source_of(expr: tree.Expr) -> str:
    """The expression as policy source on one line, named values by their names. Linear in what it prints."""
    match expr:
        case tree.Const():
            return constant_source(expr.value, expr.type)
        case tree.Field():
            return expr.path
        case tree.Name() | tree.Var():
            return expr.name
        case tree.Not():
            return f"not {operand(expr.arg)}"
        case tree.BoolOp():
            return f" {expr.op} ".join(operand(arg) for arg in expr.args)
        case tree.Compare():
            return f"{operand(expr.left)} {expr.op} {operand(expr.right)}"
        case tree.Arith():
            if expr.right is None:
                return f"-{operand(expr.left)}"
            return f"{operand(expr.left)} {expr.op} {operand(expr.right)}"
        case tree.ToFloat():
            return source_of(expr.arg)
        case tree.IfElse():
            return f"{operand(expr.then)} if {operand(expr.condition)} else {operand(expr.other)}"
        case tree.IsKnown():
            return f"is_known({source_of(expr.arg)})"
        case tree.KnownOr():
            return f"known_or({source_of(expr.arg)}, {source_of(expr.default)})"
        case tree.In():
            return f"{operand(expr.item)} in {operand(expr.container)}"
        case tree.InListing():
            return f"{operand(expr.item)} in listed({quoted(expr.listing)})"
        case tree.ListLit():
            return f"[{', '.join(source_of(item) for item in expr.items)}]"
        case tree.Match():
            given = [quoted(pattern) for pattern in expr.patterns] + ([] if expr.caseless else ["case=True"])
            return f"{operand(expr.text)}.{match_methods[expr.mode]}({', '.join(given)})"
        case tree.Call():
            return call_source(expr)
        case tree.Window():
            return window_source(expr)
        case tree.Gen():
            condition = f" if {source_of(expr.condition)}" if expr.condition is not None else ""
            return f"{expr.op}({source_of(expr.body)} for {expr.var} in {operand(expr.source)}{condition})"
        case _:
            raise TypeError(f"not an expression of the policy language: {type(expr).__name__}")


def operand(expr: tree.Expr) -> str:
    """The source of an expression that stands inside another, in brackets where it needs them."""
    text = source_of(expr)
    loose = tree.Not | tree.BoolOp | tree.Compare | tree.Arith | tree.IfElse | tree.In | tree.InListing
    return f"({text})" if isinstance(expr, loose) else text


def call_source(expr: tree.Call) -> str:
    """A call as written: `f(x)` (also when the library has `f` for several types), `x.f(y)` for methods, the bare
    dotted name for properties.
    """
    receiver, _, method = expr.function.partition(".")
    if receiver.partition("[")[0] in ("str", "list") and expr.args:
        return f"{operand(expr.args[0])}.{method}({arguments(expr, expr.args[1:])})"
    overload = method.partition("[")[0] in type_names
    if method and not overload and all(isinstance(arg, tree.Field) for arg in expr.args):
        return expr.function
    return f"{receiver if overload else expr.function}({arguments(expr, expr.args)})"


def arguments(call: tree.Call, args: tuple[tree.Expr, ...]) -> str:
    """The arguments as written: those that the checker gathered into one list (they have no place of their own)
    stand one by one again.
    """
    sources: list[str] = []
    for arg in args:
        if isinstance(arg, tree.ListLit) and arg.span == call.span:
            sources += [source_of(item) for item in arg.items]
        elif isinstance(arg, tree.Const) and isinstance(arg.value, tuple) and arg.span == call.span:
            sources += [constant_source(item, arg.type.item or arg.type) for item in arg.value]
        else:
            sources.append(source_of(arg))
    return ", ".join(sources)


def window_source(expr: tree.Window) -> str:
    """A window as written."""
    given = [source_of(expr.value)] if expr.value is not None else []
    keys = [source_of(key) for key in expr.keys]
    given.append(f"per={keys[0]}" if len(keys) == 1 else f"per=({', '.join(keys)})")
    given.append(f"within={duration_source(expr.within)}")
    if expr.where is not None:
        given.append(f"where={source_of(expr.where)}")
    return f"{expr.op}({', '.join(given)})"


def quoted(text: str) -> str:
    """Text in double quotes, escapes as in JSON."""
    return json.dumps(text, ensure_ascii=False)


def duration_source(micros: int) -> str:
    """A duration constant as written: the largest unit that fits a whole number."""
    for name, size in UNITS[1:]:  # days(7), as most people write, not weeks(1)
        if micros and micros % size == 0:
            return f"{name}s({micros // size})"
    return f"seconds({micros / SECOND!r})" if micros else "seconds(0)"


def constant_source(value: object, type_: Type) -> str:
    """A constant as written."""
    if isinstance(value, tuple):
        item = type_.item or type_
        return f"[{', '.join(constant_source(one, item) for one in value)}]"
    if type_.name == "duration" and isinstance(value, int):
        return duration_source(value)
    if type_.name == "time" and isinstance(value, int):
        return f"time({quoted(rfc3339(value))})"
    return quoted(value) if isinstance(value, str) else repr(value)


def rfc3339(micros: int) -> str:
    """A time value as RFC 3339 in UTC; six digits of fraction only when there is one.

    Arithmetic can leave the years 1 to 9999, which have no RFC 3339 form: then the microseconds since 1970.
    """
    try:
        return (EPOCH + timedelta(microseconds=micros)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return f"{micros} us"


def condition_values(rule: tree.RuleDef) -> tuple[tuple[str, tree.Expr], ...]:
    """What a finding of this rule records: label -> expression, in order of appearance, each label once.

    These are the named values of the condition (also those inside others), the fields and signals compared in it, and
    what `because` shows. Free text that is only searched is not recorded: a finding names what was found, it does not
    carry a copy of the post.
    """
    found: dict[str, tree.Expr] = {}
    seen: set[int] = set()
    for label, expr in atoms(rule.when, seen):
        add_label(found, label, expr)
    for part in rule.because:
        if not isinstance(part, str):
            add_label(found, source_of(part), part)
    return tuple(found.items())


def add_label(found: dict[str, tree.Expr], label: str, expr: tree.Expr) -> None:
    """Record `expr` under its label; another expression of the same label (from another file) gets a number."""
    label = shortened(label)
    candidate, number = label, 1
    while candidate in found and found[candidate] != expr:
        number += 1
        candidate = f"{label} ({number})"
    found.setdefault(candidate, expr)


def is_field_name(expr: tree.Name) -> bool:
    """Whether a name is a field that the language completes (account.age), not a value that an author named."""
    return "." in expr.name


def shortened(source: str) -> str:
    """Source text cut to what fits a label."""
    return source if len(source) <= LABEL_CHARACTERS else source[: LABEL_CHARACTERS - 1] + "…"


def atoms(expr: tree.Expr, seen: set[int], named: bool = False) -> Iterator[tuple[str, tree.Expr]]:
    """Labelled values of a condition, outermost first. `named`: the caller has a label for `expr` itself."""
    if id(expr) in seen:
        return
    seen.add(id(expr))
    match expr:
        case tree.Name():
            yield expr.name, expr
            if not is_field_name(expr):
                yield from atoms(expr.value, seen, named=True)
        case tree.Field():
            yield expr.path, expr
        case tree.Match():
            if not named:
                yield source_of(expr), expr
        case tree.Call():
            if not named:
                yield source_of(expr), expr
        case tree.InListing():
            if not named:
                yield source_of(expr), expr
            yield from atoms(expr.item, seen)
        case tree.Window():
            if not named:
                yield source_of(expr), expr
            for key in expr.keys:
                yield from atoms(key, seen)
        case tree.Gen():
            if not named:
                yield source_of(expr), expr
        case tree.Const() | tree.Var():
            return
        case _:
            for child in children(expr):
                yield from atoms(child, seen)


def children(expr: tree.Expr) -> tuple[tree.Expr, ...]:
    """The direct parts of an expression, in source order."""
    match expr:
        case tree.Const() | tree.Field() | tree.Var():
            return ()
        case tree.Name():
            return (expr.value,)
        case tree.Not() | tree.ToFloat() | tree.IsKnown():
            return (expr.arg,)
        case tree.BoolOp() | tree.Call():
            return expr.args
        case tree.Compare():
            return (expr.left, expr.right)
        case tree.Arith():
            return (expr.left,) if expr.right is None else (expr.left, expr.right)
        case tree.IfElse():
            return (expr.condition, expr.then, expr.other)
        case tree.KnownOr():
            return (expr.arg, expr.default)
        case tree.In():
            return (expr.item, expr.container)
        case tree.InListing():
            return (expr.item,)
        case tree.ListLit():
            return expr.items
        case tree.Match():
            return (expr.text,)
        case tree.Window():
            parts = (expr.value, *expr.keys, expr.where)
            return tuple(part for part in parts if part is not None)
        case tree.Gen():
            parts = (expr.source, expr.condition, expr.body)
            return tuple(part for part in parts if part is not None)
        case _:
            raise TypeError(f"not an expression of the policy language: {type(expr).__name__}")


def in_words(value: object, type_: Type) -> str:
    """A run-time value for a reader: durations in the two largest units, times in UTC, unknown as "unknown"."""
    if value is None:
        return "unknown"
    if isinstance(value, tuple):
        item = type_.item or type_
        shown = ", ".join(in_words(one, item) for one in value[:SHOWN_ITEMS])
        return f"{shown}, and {len(value) - SHOWN_ITEMS} more" if len(value) > SHOWN_ITEMS else shown or "none"
    if type_.name == "duration" and isinstance(value, int):
        return duration_in_words(value)
    if type_.name == "time" and isinstance(value, int):
        return rfc3339(value - value % SECOND).replace("T", " ").replace("Z", " UTC")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def duration_in_words(micros: int) -> str:
    """ "3 days 4 hours", "20 minutes", "less than a second": rounded down to the two largest units."""
    sign, rest = ("minus ", -micros) if micros < 0 else ("", micros)
    if rest < SECOND:
        return "no time" if rest == 0 else f"{sign}less than a second"
    parts: list[str] = []
    for name, size in UNITS[1:]:
        amount, rest = divmod(rest, size)
        if amount:
            parts.append(f"{amount} {name}{'s' if amount != 1 else ''}")
        if len(parts) == 2 or (parts and not amount):
            break
    return sign + " ".join(parts)
