"""From a random generator to well-typed rules of every kind of expression, most of them true now and then."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fairwater.engine.reference import Lists, Moment, Reference, windows_of
from fairwater.events.record import Event
from fairwater.events.schema import Schema
from fairwater.events.types import (
    BOOL,
    DURATION,
    FLOAT,
    INT,
    INT_MAX,
    INT_MIN,
    SECOND,
    STR,
    TIME,
    Type,
    list_of,
)
from fairwater.policy import tree
from fairwater.policy.explain import children
from fairwater.policy.functions import Function, Library, Param
from strategies_events import LISTS, START, WORDS
from strategies_values import (
    COMPARISONS,
    KEY_FIELDS,
    KEY_TYPES,
    LIST_ITEMS,
    REGEXES,
    SCALARS,
    WINDOW_RESULTS,
    WITHINS,
    plain,
)

SPAN = tree.Span("fuzz.py", 1, 0, 1, 1)
POLICY = tree.PolicyDef("Fuzz", "A policy", "spam.repetition", "terms 1", "Wording.", SPAN)


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: how deep it may grow, the variables around it, how deep windows may still nest."""

    depth: int
    variables: tuple[tuple[str, Type], ...] = ()
    windows: int = 2

    def inner(self) -> Scope:
        return replace(self, depth=self.depth - 1)

    def inside_window(self) -> Scope:
        return replace(self, depth=min(self.depth - 1, 2), windows=self.windows - 1)


class Maker:
    """Makes expressions of a wanted type. `samples`: events that constants are taken from, so that some come true."""

    def __init__(
        self,
        rng: random.Random,
        schema: Schema,
        library: Library,
        lists: Lists,
        samples: Sequence[Event],
        *,
        wild: bool = False,
    ) -> None:
        self.rng = rng
        self.schema = schema
        self.library = library
        self.samples = list(samples)
        self.wild = wild
        self.names: list[tree.Name] = []
        self.windows: list[tree.Window] = []
        self.reader = Reference((), schema, library, lists)
        self.fields: dict[str, list[tree.Field]] = {}
        for path, spec in schema.fields.items():
            self.fields.setdefault(kind(spec.type), []).append(tree.Field(spec.type, SPAN, path))
        self.functions: dict[str, list[Function]] = {}
        for function in library.functions.values():
            self.functions.setdefault(kind(function.returns), []).append(function)

    def chance(self, likely: float) -> bool:
        return self.rng.random() < likely

    def expr(self, wanted: Type, scope: Scope) -> tree.Expr:
        """An expression of the type `wanted`: an old name, a leaf, or one built of smaller ones."""
        if self.names and self.chance(0.15):
            fitting = [one for one in self.names if kind(one.type) == kind(wanted)]
            if fitting:
                return self.rng.choice(fitting)
        made = self.leaf(wanted, scope) if scope.depth <= 0 or self.chance(0.15) else self.built(wanted, scope)
        if not scope.variables and not isinstance(made, tree.Name | tree.Const) and self.chance(0.12) and small(made):
            named = tree.Name(made.type, SPAN, f"name{len(self.names)}", made)
            self.names.append(named)
            return named
        return made

    def leaf(self, wanted: Type, scope: Scope) -> tree.Expr:
        variables = [(name, type_) for name, type_ in dict(scope.variables).items() if kind(type_) == kind(wanted)]
        if variables and self.chance(0.6):
            name, type_ = self.rng.choice(variables)
            return tree.Var(type_, SPAN, name)
        fields = self.fields.get(kind(wanted), [])
        if fields and self.chance(0.75):
            if wanted.name == "str" and self.chance(0.3):
                return tree.Field(self.schema.fields["text"].type, SPAN, "text")
            return self.rng.choice(fields)
        return self.constant(wanted)

    def constant(self, wanted: Type) -> tree.Const:
        return tree.Const(wanted, SPAN, plain(self.rng, wanted))

    def built(self, wanted: Type, scope: Scope) -> tree.Expr:
        """One of the ways to make a value of this type from others; ways that cannot be taken here give a leaf."""
        if self.functions.get(kind(wanted)) and self.chance(0.2):
            return self.call(self.rng.choice(self.functions[kind(wanted)]), scope)
        if self.chance(0.12):
            return self.choice_of(wanted, scope)
        if wanted.item is not None:
            return self.list(wanted, scope)
        makers: dict[str, Callable[[Scope], tree.Expr]] = {
            "bool": self.bool,
            "int": self.int,
            "float": self.float,
            "str": self.str,
            "time": self.time,
            "duration": self.duration,
        }
        return makers[wanted.name](scope)

    def choice_of(self, wanted: Type, scope: Scope) -> tree.Expr:
        """`if` and `known_or`, which any type has."""
        inner = scope.inner()
        if self.chance(0.5):
            return tree.IfElse(wanted, SPAN, self.expr(BOOL, inner), self.expr(wanted, inner), self.expr(wanted, inner))
        return tree.KnownOr(wanted, SPAN, self.expr(wanted, inner), self.expr(wanted, inner))

    def bool(self, scope: Scope) -> tree.Expr:
        inner = scope.inner()
        ways: tuple[tuple[int, Callable[[], tree.Expr]], ...] = (
            (3, lambda: tree.BoolOp(BOOL, SPAN, "and", self.several(BOOL, inner, 2, 4))),
            (3, lambda: tree.BoolOp(BOOL, SPAN, "or", self.several(BOOL, inner, 2, 4))),
            (2, lambda: tree.Not(BOOL, SPAN, self.expr(BOOL, inner))),
            (6, lambda: self.comparison(inner)),
            (4, lambda: self.match(inner)),
            (2, lambda: self.membership(inner)),
            (1, lambda: tree.InListing(BOOL, SPAN, self.expr(STR, inner), self.rng.choice(sorted(LISTS)))),
            (1, lambda: tree.IsKnown(BOOL, SPAN, self.expr(self.rng.choice(SCALARS), inner))),
            (2, lambda: self.generator(self.rng.choice(("any", "all")), inner)),
        )
        return self.rng.choices([way for _, way in ways], [weight for weight, _ in ways])[0]()

    def several(self, wanted: Type, scope: Scope, low: int, high: int) -> tuple[tree.Expr, ...]:
        return tuple(self.expr(wanted, scope) for _ in range(self.rng.randint(low, high)))

    def comparison(self, scope: Scope) -> tree.Expr:
        """A comparison, mostly with a constant that the left side takes now and then."""
        if self.chance(0.12):
            wanted = list_of(self.rng.choice(LIST_ITEMS))
            left = self.expr(wanted, scope)
            return tree.Compare(BOOL, SPAN, self.rng.choice(("==", "!=")), left, self.near(left, wanted, scope))
        wanted = self.rng.choice((INT, INT, FLOAT, STR, STR, TIME, DURATION, DURATION, BOOL))
        left = self.expr(wanted, scope)
        right = self.near(left, wanted, scope)
        op = self.rng.choice(("==", "!=") if wanted == BOOL else COMPARISONS)
        return tree.Compare(BOOL, SPAN, op, *((left, right) if self.chance(0.8) else (right, left)))

    def near(self, left: tree.Expr, wanted: Type, scope: Scope) -> tree.Expr:
        """Another side for a comparison with `left`."""
        if self.wild or self.chance(0.15):
            return self.expr(wanted, scope)
        if any(True for _ in windows_of(left, set())):
            return tree.Const(wanted, SPAN, self.rng.choice((1, 2, 3, 5))) if wanted == INT else self.constant(wanted)
        if scope.variables:
            return self.constant(wanted)
        value = self.seen(left)
        if value is None:
            return self.constant(wanted)
        if wanted.name in ("int", "duration", "time") and self.chance(0.3):
            value = min(INT_MAX, max(INT_MIN, value + self.rng.choice((-1, 1))))
        return tree.Const(wanted, SPAN, value)

    def seen(self, expr: tree.Expr) -> Any:
        """A value that an expression without windows and variables has for one of the samples, None if it has none."""
        for event in self.rng.sample(self.samples, min(3, len(self.samples))):
            value = self.reader.value(expr, Moment(event, 0))
            if value is not None:
                return value
        return None

    def match(self, scope: Scope) -> tree.Expr:
        text = tree.Field(STR, SPAN, "text") if self.chance(0.5) else self.expr(STR, scope)
        mode = self.rng.choice(("regex", "literal", "word"))
        source = REGEXES if mode == "regex" else WORDS
        patterns = tuple(self.rng.choice(source) for _ in range(self.rng.choice((1, 1, 2, 3, 8))))
        return tree.Match(BOOL, SPAN, text, patterns, mode, self.chance(0.7))

    def membership(self, scope: Scope) -> tree.Expr:
        if self.chance(0.25):
            return tree.In(BOOL, SPAN, self.expr(STR, Scope(0, scope.variables)), self.expr(STR, scope))
        item = self.rng.choice(LIST_ITEMS)
        wanted = list_of(item)
        left = self.expr(item, scope)
        if self.chance(0.5):
            values = plain(self.rng, wanted)
            value = None if self.wild or scope.variables or self.has_window(left) else self.seen(left)
            return tree.In(BOOL, SPAN, left, tree.Const(wanted, SPAN, values if value is None else (*values, value)))
        return tree.In(BOOL, SPAN, left, self.expr(wanted, scope))

    def has_window(self, expr: tree.Expr) -> bool:
        return any(True for _ in windows_of(expr, set()))

    def generator(self, op: str, scope: Scope) -> tree.Expr:
        """`any`, `all` or `count` over a list; a window stands in its condition or body only by its name."""
        source_type = list_of(self.rng.choice(LIST_ITEMS))
        source = self.expr(source_type, scope)
        item = source.type.item or source_type.item
        assert item is not None
        name = self.rng.choice(("x", "y", "item"))
        inside = replace(scope, variables=(*scope.variables, (name, item)), windows=0, depth=min(scope.depth, 2))
        condition = self.expr(BOOL, inside) if self.chance(0.4) else None
        returns = INT if op == "count" else BOOL
        return tree.Gen(returns, SPAN, op, name, source, condition, self.expr(BOOL, inside))

    def arith(self, returns: Type, op: str, left: tree.Expr, right: tree.Expr | None) -> tree.Expr:
        return tree.Arith(returns, SPAN, op, left, right)

    def int(self, scope: Scope) -> tree.Expr:
        inner = scope.inner()
        way = self.rng.randrange(10)
        if way < 4:
            op = self.rng.choice(("+", "-", "*", "//", "%"))
            return self.arith(INT, op, self.expr(INT, inner), self.expr(INT, inner))
        if way < 5:
            return self.arith(INT, "neg", self.expr(INT, inner), None)
        if way < 6:
            return self.generator("count", inner)
        if scope.windows > 0:
            return self.window(self.rng.choice(("count", "count", "distinct", "distinct", "sum")), INT, scope)
        return self.leaf(INT, scope)

    def float(self, scope: Scope) -> tree.Expr:
        inner = scope.inner()
        way = self.rng.randrange(10)
        if way < 3:
            op = self.rng.choice(("+", "-", "*", "/", "//", "%"))
            return self.arith(FLOAT, op, self.expr(FLOAT, inner), self.expr(FLOAT, inner))
        if way < 5:
            pair = self.rng.choice((INT, DURATION))
            return self.arith(FLOAT, "/", self.expr(pair, inner), self.expr(pair, inner))
        if way < 6:
            return tree.ToFloat(FLOAT, SPAN, self.expr(INT, inner))
        if way < 7:
            return self.arith(FLOAT, "neg", self.expr(FLOAT, inner), None)
        if way < 9 and scope.windows > 0:
            return self.window("sum", FLOAT, scope)
        return self.leaf(FLOAT, scope)

    def str(self, scope: Scope) -> tree.Expr:
        inner = scope.inner()
        if self.chance(0.4):
            return self.arith(STR, "+", self.expr(STR, inner), self.expr(STR, inner))
        return self.leaf(STR, scope)

    def time(self, scope: Scope) -> tree.Expr:
        inner = scope.inner()
        if scope.windows > 0 and self.chance(0.4):
            return self.window("first_seen", TIME, scope)
        return self.arith(TIME, self.rng.choice("+-"), self.expr(TIME, inner), self.expr(DURATION, inner))

    def duration(self, scope: Scope) -> tree.Expr:
        inner = scope.inner()
        way = self.rng.randrange(12)
        if way < 3:
            op = self.rng.choice(("+", "-", "%"))
            return self.arith(DURATION, op, self.expr(DURATION, inner), self.expr(DURATION, inner))
        if way < 5:
            return self.arith(DURATION, "-", self.expr(TIME, inner), self.expr(TIME, inner))
        if way < 6:
            left, right = self.rng.choice(((DURATION, INT), (INT, DURATION)))
            return self.arith(DURATION, "*", self.expr(left, inner), self.expr(right, inner))
        if way < 7:
            return self.arith(DURATION, "//", self.expr(DURATION, inner), self.expr(INT, inner))
        if way < 8:
            return self.arith(DURATION, "neg", self.expr(DURATION, inner), None)
        if scope.windows > 0:
            return self.window("seconds_since_last", DURATION, scope)
        return self.leaf(DURATION, scope)

    def list(self, wanted: Type, scope: Scope) -> tree.Expr:
        assert wanted.item is not None
        inner = scope.inner()
        if self.chance(0.4):
            return tree.ListLit(wanted, SPAN, self.several(wanted.item, inner, 1, 3))
        if self.chance(0.4):
            return self.arith(wanted, "+", self.expr(wanted, inner), self.expr(wanted, inner))
        return self.leaf(wanted, scope)

    def window(self, op: str, returns: Type, scope: Scope) -> tree.Expr:
        """A window, sometimes an old one."""
        if scope.windows >= 2 and self.chance(0.25):
            old = [one for one in self.windows if one.op == op and one.type == returns]
            if old:
                return self.rng.choice(old)
        inner = replace(scope.inside_window(), variables=())
        value = None
        if op == "sum":
            path = {"int": "x.number", "float": "x.weight"}[returns.name]
            edges = tree.Field(returns, SPAN, path)
            value = edges if self.chance(0.4) else self.expr(returns, inner)
        elif op == "distinct":
            value = self.expr(self.rng.choice((STR, STR, *KEY_TYPES)), inner)
        keys = tuple(self.key(inner) for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3))))
        where = self.expr(BOOL, inner) if self.chance(0.5) else None
        made = tree.Window(returns, SPAN, op, value, keys, self.rng.choice(WITHINS), where)
        self.windows.append(made)
        return made

    def any_window(self, scope: Scope) -> tree.Expr:
        """A window of any operation."""
        op, returns = self.rng.choice(WINDOW_RESULTS)
        return self.window(op, returns, scope)

    def key(self, scope: Scope) -> tree.Expr:
        if self.chance(0.8):
            path = self.rng.choice(KEY_FIELDS)
            return tree.Field(self.schema.fields[path].type, SPAN, path)
        return self.expr(self.rng.choice(KEY_TYPES), scope)

    def call(self, function: Function, scope: Scope) -> tree.Expr:
        """A call with arguments that its parameters accept; a property is given its input fields."""
        if function.form == "property":
            args: list[tree.Expr] = [tree.Field(self.schema.fields[path].type, SPAN, path) for path in function.inputs]
        else:
            args = [self.argument(function, param, scope.inner()) for param in function.params]
        return tree.Call(function.returns, SPAN, function.name, tuple(args))

    def argument(self, function: Function, param: Param, scope: Scope) -> tree.Expr:
        if param.optional and self.chance(0.3):
            return tree.Const(param.type, SPAN, param.default)
        if param.many:
            items = self.several(param.type, scope, 1, 3)
            wanted = list_of(param.type)
            if param.constant or self.chance(0.5):
                return tree.Const(wanted, SPAN, tuple(plain(self.rng, param.type) for _ in items))
            return tree.ListLit(wanted, SPAN, items)
        return self.constant(param.type) if param.constant else self.expr(param.type, scope)

    def rule(self, number: int, depth: int) -> tree.RuleDef:
        """A rule that says one to three values."""
        when = self.expr(BOOL, Scope(depth))
        if self.chance(0.3):
            left = self.any_window(Scope(depth))
            right = self.near(left, left.type, Scope(1))
            asked = tree.Compare(BOOL, SPAN, self.rng.choice(COMPARISONS), left, right)
            when = tree.BoolOp(BOOL, SPAN, self.rng.choice(("and", "or")), (when, asked))
        because: list[str | tree.Expr] = ["It is "]
        for _ in range(self.rng.randrange(4)):
            if self.chance(0.3):
                because.append(self.any_window(Scope(2)))
            elif self.names and self.chance(0.5):
                because.append(self.rng.choice(self.names))
            else:
                because.append(self.expr(self.rng.choice((*SCALARS, list_of(STR))), Scope(1)))
            because.append(self.rng.choice((" and ", ", {", "}.")))
        measures = (tree.MeasureDef("hide", "post", (), SPAN),)
        return tree.RuleDef(f"Rule{number}", POLICY, when, measures, tuple(because), SPAN)


def small(expr: tree.Expr, most: int = 60) -> bool:
    """Whether an expression has few parts, so that naming it and using it twice, again and again, stays bounded."""
    todo = [expr]
    for _ in range(most):
        if not todo:
            return True
        todo.extend(children(todo.pop()))
    return False


def kind(wanted: Type) -> str:
    """What is the same for types whose values may stand for each other: an id is a str."""
    return f"list[{kind(wanted.item)}]" if wanted.item is not None else wanted.name


def rules(maker: Maker, count: int, depth: int) -> list[tree.RuleDef]:
    """Rules of which most are true for some of the samples and not for all; every tenth is taken as it comes."""
    made: list[tree.RuleDef] = []
    for number in range(count):
        rule = maker.rule(number, depth)
        for _ in range(8):
            share = share_true(maker, rule)
            if 0.02 < share < 0.7 or maker.wild or maker.chance(0.1):
                break
            if share >= 0.7:
                rule = replace(rule, when=tree.Not(BOOL, SPAN, rule.when))
                continue
            other = maker.rule(number, max(1, depth - 1))
            rule = replace(rule, when=tree.BoolOp(BOOL, SPAN, "or", (rule.when, other.when)))
        made.append(rule)
    return made


def share_true(maker: Maker, rule: tree.RuleDef) -> float:
    """The share of samples that a rule is true for, taken as a stream."""
    judge = Reference((rule,), maker.schema, maker.library, maker.reader.lists)
    fired = sum(bool(judge.one(event, START + at * SECOND)) for at, event in enumerate(maker.samples))
    return fired / max(1, len(maker.samples))
