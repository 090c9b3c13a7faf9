"""The typed tree: what a checked policy file means, before it becomes a plan.

The checker makes it, the reference interpreter walks it, lowering turns it into a plan. Every expression carries
its type and its place in the source. *Unknown* (`None`) is strict everywhere unless a class says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fairwater.events.types import Type


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a policy file: 1-based line, 0-based column in characters, end exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Expr:
    """Any typed expression."""

    type: Type
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Const(Expr):
    """A literal or constant: bool, int, float, str, time or duration (microseconds), or a tuple of these."""

    value: object


@dataclass(frozen=True, slots=True)
class Field(Expr):
    """An event field by its path in the schema ("account.followers", "event.kind", "text")."""

    path: str


@dataclass(frozen=True, slots=True)
class Name(Expr):
    """A named value. `name` as written where it is defined; `value` is its definition. Not strict: just its value."""

    name: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Var(Expr):
    """The variable of the generator expression around it."""

    name: str


@dataclass(frozen=True, slots=True)
class Not(Expr):
    """Kleene not."""

    arg: Expr


@dataclass(frozen=True, slots=True)
class BoolOp(Expr):
    """Kleene `and` / `or` of two or more. False (true) decides even when others are unknown."""

    op: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """`== != < <= > >=` of two values of one type (str: by code point; list: only == and !=)."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Arith(Expr):
    """`+ - * / // %` on numbers, durations and times; `+` also on str and lists; `neg` has no `right`.

    Legal pairs: int·int, float·float (the checker inserts ToFloat); `/` of ints gives float; duration ± duration;
    time ± duration -> time; time - time -> duration; duration * int -> duration (int first, too);
    duration // int -> duration; duration / duration -> float; duration % duration -> duration; str + str;
    list + list. `//` and `%` floor, as Python's.
    A zero divisor, an int outside 64 bits, a float that is not finite, a str or list longer than JOINED_LIMIT: unknown.
    """

    op: str
    left: Expr
    right: Expr | None


@dataclass(frozen=True, slots=True)
class ToFloat(Expr):
    """An int as a float (nearest, ties to even)."""

    arg: Expr


@dataclass(frozen=True, slots=True)
class IfElse(Expr):
    """`then if condition else other`; unknown when the condition is, else the chosen side only."""

    condition: Expr
    then: Expr
    other: Expr


@dataclass(frozen=True, slots=True)
class IsKnown(Expr):
    """Never unknown: whether `arg` is known."""

    arg: Expr


@dataclass(frozen=True, slots=True)
class KnownOr(Expr):
    """`known_or(arg, default)`: `arg` if known, else `default`."""

    arg: Expr
    default: Expr


@dataclass(frozen=True, slots=True)
class In(Expr):
    """`item in container`: a list expression or constant tuple (equality), or a str in a str (exact case)."""

    item: Expr
    container: Expr


@dataclass(frozen=True, slots=True)
class InListing(Expr):
    """`item in listed("name")`: membership in a managed list, by the list's own way of matching."""

    item: Expr
    listing: str


@dataclass(frozen=True, slots=True)
class ListLit(Expr):
    """A list written out whose items are not all constant. Unknown if any item is."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Match(Expr):
    """True if any pattern is found in `text`. `mode`: "regex", "literal" (substring) or "word" (whole words).

    `patterns` are sources as written. `caseless`: compare after simple case folding.
    """

    text: Expr
    patterns: tuple[str, ...]
    mode: str
    caseless: bool


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """A function of the library by its full name, arguments in the order of its parameters (defaults filled in)."""

    function: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Window(Expr):
    """An exact window over earlier events and this one.

    `op`: "count", "distinct", "sum", "first_seen" or "seconds_since_last". `value` for distinct and sum, else None.
    Events counted: same `keys` (all known), event time in (t - within, t], at or before this one in (time, arrival)
    order, `where` true for that event when it came (None: always), `value` known. `within`: microseconds, > 0.
    A sum of floats is the exact sum, rounded once. Unknown if a key of the present event is unknown. first_seen (time):
    time of the earliest event counted, unknown if none.
    seconds_since_last (duration): from the latest event counted *before* this one, unknown if none.
    """

    op: str
    value: Expr | None
    keys: tuple[Expr, ...]
    within: int
    where: Expr | None


@dataclass(frozen=True, slots=True)
class Gen(Expr):
    """`any/all/count(body for var in source if condition)` over a list. any/all are Kleene or/and over the items;
    `count` is how many bodies are true, unknown if any is unknown. An item whose `condition` is unknown makes its part
    unknown (a missing item: `any` sees `condition and body`, `all` sees `not condition or body`, `count` counts
    `condition and body`). Unknown if `source` is.
    """

    op: str
    var: str
    source: Expr
    condition: Expr | None
    body: Expr


@dataclass(frozen=True, slots=True)
class PolicyDef:
    """A published rule for people. `harm` is "category.keyword" of the charter, `ground` "terms 3.2" or "law ..."."""

    name: str
    title: str
    harm: str
    ground: str
    wording: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class MeasureDef:
    """A measure a rule asks for: its name on the charter's ladder, what it falls on, and its options as constants."""

    name: str
    subject: str
    options: tuple[tuple[str, object], ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class RuleDef:
    """A rule as checked. `because` alternates fixed text and expressions to show."""

    name: str
    policy: PolicyDef
    when: Expr
    measures: tuple[MeasureDef, ...]
    because: tuple[str | Expr, ...]
    span: Span = field(compare=False)
