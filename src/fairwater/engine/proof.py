"""The event last run and a checked rule -> the proof tree: what each part of the condition was, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fairwater.engine.finding import wire_value
from fairwater.events.types import Type
from fairwater.policy import tree
from fairwater.policy.explain import children, in_words, is_field_name, quoted, shortened, source_of
from fairwater.policy.pattern import find

Value = Callable[[tree.Expr], Any]
CONTEXT = 24
"""Characters shown on each side of what a pattern found."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One part of a condition: its source, its value, a note on what was seen, and its own parts."""

    source: str
    type: Type
    value: Any
    note: str
    parts: tuple[Proof, ...]

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "source": self.source,
            "value": wire_value(self.value, self.type),
            "note": self.note,
            "parts": [part.to_json() for part in self.parts],
        }

    def lines(self, depth: int = 0) -> Iterator[str]:
        """As indented lines: + true, - false, ? unknown."""
        mark = {True: "+", False: "-", None: "?"}.get(self.value, " ") if self.type.name == "bool" else " "
        shown = "" if self.type.name == "bool" else f" = {in_words(self.value, self.type)}"
        note = f"   ({self.note})" if self.note else ""
        yield f"{'  ' * depth}{mark} {self.source}{shown}{note}"
        for part in self.parts:
            yield from part.lines(depth + 1)


def prove(expr: tree.Expr, value: Value) -> Proof:
    """The proof of an expression. `value` gives the value of any part that does not depend on a generator variable."""
    found = value(expr)
    match expr:
        case tree.Name():
            inner = prove(expr.value, value)
            return Proof(expr.name, expr.type, found, "", () if is_field_name(expr) else (inner,))
        case tree.BoolOp():
            word = "all of" if expr.op == "and" else "any of"
            return Proof(word, expr.type, found, "", tuple(prove(arg, value) for arg in expr.args))
        case tree.Not():
            return Proof("not", expr.type, found, "", (prove(expr.arg, value),))
        case tree.Match():
            return Proof(shortened(source_of(expr)), expr.type, found, sighting(expr, value) if found else "", ())
        case tree.Window():
            keys = ", ".join(f"{source_of(key)} {in_words(value(key), key.type)}" for key in expr.keys)
            return Proof(source_of(expr), expr.type, found, f"for {keys}", ())
        case tree.Gen():
            note = f"{source_of(expr.source)} is {in_words(value(expr.source), expr.source.type)}"
            return Proof(shortened(source_of(expr)), expr.type, found, note, ())
        case (
            tree.Compare() | tree.In() | tree.InListing() | tree.Arith() | tree.Call() | tree.IfElse() | tree.KnownOr()
        ):
            return Proof(source_of(expr), expr.type, found, operands(expr, value), named_parts(expr, value))
        case _:
            return Proof(source_of(expr), expr.type, found, "", ())


def operands(expr: tree.Expr, value: Value) -> str:
    """What the fields and signals directly in an expression were. Free text is not repeated."""
    shown: dict[str, str] = {}
    for part in children(expr):
        if isinstance(part, tree.ToFloat):
            part = part.arg  # noqa: PLW2901
        if isinstance(part, tree.Field | tree.Call | tree.Window) and source_of(part) not in ("text", "title"):
            shown[source_of(part)] = in_words(value(part), part.type)
    return "; ".join(f"{source} is {words}" for source, words in shown.items())


def named_parts(expr: tree.Expr, value: Value) -> tuple[Proof, ...]:
    """Proofs of the named values and nested conditions in an expression."""
    wanted = (tree.Name, tree.BoolOp, tree.Arith, tree.IfElse)
    return tuple(prove(part, value) for part in children(expr) if isinstance(part, wanted))


def sighting(expr: tree.Match, value: Value) -> str:
    """Which pattern was found, and the words around it."""
    text = value(expr.text)
    if text is None:
        return ""
    for source in expr.patterns:
        span = find(source, expr.mode, expr.caseless, text)
        if span is not None:
            start, end = span
            before = ("…" if start > CONTEXT else "") + text[max(0, start - CONTEXT) : start]
            after = text[end : end + CONTEXT] + ("…" if end + CONTEXT < len(text) else "")
            return f"found {before}[{text[start:end]}]{after} by {shortened(quoted(source))}"
    return ""
