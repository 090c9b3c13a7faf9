"""From checked rules to the plan: one DAG for all rules, equal expressions once, versions as hashes of meaning."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence

from fairwater.events.schema import Schema
from fairwater.events.types import BOOL, Type
from fairwater.policy import tree
from fairwater.policy.explain import condition_values
from fairwater.policy.functions import Library
from fairwater.policy.plan import Measure, Node, PatternSpec, Plan, PlanRule, ScanSpec, WindowSpec

PLAN_FORMAT = "fairwater-plan-1"
"""Part of every version: a change of what the operations mean changes it."""

compare_ops = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
arith_ops = {"+": "add", "-": "sub", "*": "mul", "/": "div", "//": "floordiv", "%": "mod"}


def lower(rules: Sequence[tree.RuleDef], schema: Schema, library: Library) -> Plan:
    """The plan of these rules, in their order. Raises KeyError when a rule names a field or function that isn't there:
    the checker has refused such rules before.
    """
    return Lowering(schema, library).plan(rules)


class Lowering:
    """The growing DAG. Each node is interned by its digest, which is a hash of its meaning."""

    def __init__(self, schema: Schema, library: Library) -> None:
        self.schema = schema
        self.library = library
        self.nodes: list[Node] = []
        self.digests: list[bytes] = []
        self.by_digest: dict[bytes, int] = {}
        self.done: dict[tuple[int, tuple[tuple[str, int], ...]], int] = {}
        self.kept: list[tree.Expr] = []
        self.scan_texts: list[int] = []
        self.scan_patterns: list[dict[PatternSpec, int]] = []
        self.windows: list[WindowSpec] = []
        self.depth = 0

    def plan(self, rules: Sequence[tree.RuleDef]) -> Plan:
        """Lower every rule and close the plan."""
        lowered = tuple(self.rule(rule) for rule in rules)
        lists = sorted({str(node.param) for node in self.nodes if node.op == "listing"})
        fields = sorted({str(node.param) for node in self.nodes if node.op == "field"})
        version = digest(PLAN_FORMAT, *(f"{rule.name} {rule.version}" for rule in lowered)).hex()[:16]
        return Plan(
            nodes=tuple(self.nodes),
            rules=lowered,
            scans=tuple(
                ScanSpec(text, tuple(patterns))
                for text, patterns in zip(self.scan_texts, self.scan_patterns, strict=True)
            ),
            windows=tuple(self.windows),
            lists=tuple(lists),
            fields=tuple(fields),
            version=version,
        )

    def rule(self, rule: tree.RuleDef) -> PlanRule:
        """One rule, its condition, recorded values and words."""
        condition = self.lower(rule.when)
        values = tuple((label, self.lower(expr)) for label, expr in condition_values(rule))
        because = tuple(part if isinstance(part, str) else self.lower(part) for part in rule.because)
        measures = tuple(Measure(one.name, one.subject, one.options) for one in rule.measures)
        policy = rule.policy
        version = digest(
            PLAN_FORMAT,
            self.digests[condition],
            *(part if isinstance(part, str) else self.digests[part] for part in because),
            *(f"{one.name} {one.subject} {one.options!r}" for one in measures),
            *(policy.title, policy.harm, policy.ground, policy.wording),
        ).hex()[:16]
        return PlanRule(rule.name, version, policy.name, policy.harm, condition, values, because, measures)

    def lower(self, expr: tree.Expr, bound: tuple[tuple[str, int], ...] = ()) -> int:
        """The node of an expression. `bound`: generator variables around it and their numbers. Shared parts once."""
        key = (id(expr), bound)
        node = self.done.get(key)
        if node is None:
            node = self.build(expr, bound)
            self.done[key] = node
            self.kept.append(expr)  # ids stay unique only while the expression lives
        return node

    def build(self, expr: tree.Expr, bound: tuple[tuple[str, int], ...]) -> int:
        """Lower one expression whose node is not known yet."""
        match expr:
            case tree.Name():
                return self.lower(expr.value, bound)
            case tree.Const():
                return self.node("const", (), expr.type, expr.value)
            case tree.Field():
                return self.node("field", (), self.schema.fields[expr.path].type, expr.path)
            case tree.Var():
                return self.node("var", (), expr.type, dict(bound)[expr.name])
            case tree.Not():
                return self.node("not", (self.lower(expr.arg, bound),), BOOL)
            case tree.BoolOp():
                return self.boolean(expr.op, [self.lower(arg, bound) for arg in expr.args])
            case tree.Compare():
                pair = (self.lower(expr.left, bound), self.lower(expr.right, bound))
                return self.node(compare_ops[expr.op], pair, BOOL)
            case tree.Arith():
                if expr.right is None:
                    return self.node("neg", (self.lower(expr.left, bound),), expr.type)
                pair = (self.lower(expr.left, bound), self.lower(expr.right, bound))
                return self.node(arith_ops[expr.op], pair, expr.type)
            case tree.ToFloat():
                return self.node("tofloat", (self.lower(expr.arg, bound),), expr.type)
            case tree.IfElse():
                parts = (expr.condition, expr.then, expr.other)
                return self.node("ifelse", tuple(self.lower(part, bound) for part in parts), expr.type)
            case tree.IsKnown():
                return self.node("known", (self.lower(expr.arg, bound),), BOOL)
            case tree.KnownOr():
                pair = (self.lower(expr.arg, bound), self.lower(expr.default, bound))
                return self.node("knownor", pair, expr.type)
            case tree.In():
                return self.membership(expr, bound)
            case tree.InListing():
                return self.node("listing", (self.lower(expr.item, bound),), BOOL, expr.listing)
            case tree.ListLit():
                return self.node("list", tuple(self.lower(item, bound) for item in expr.items), expr.type)
            case tree.Match():
                return self.match(expr, bound)
            case tree.Call():
                function = self.library.functions[expr.function]
                args = tuple(self.lower(arg, bound) for arg in expr.args)
                return self.node("call", args, function.returns, expr.function)
            case tree.Window():
                return self.window(expr)
            case tree.Gen():
                return self.generator(expr, bound)
            case _:
                raise TypeError(f"not an expression of the policy language: {type(expr).__name__}")

    def boolean(self, op: str, args: Iterable[int]) -> int:
        """`and` / `or`, nested ones of the same kind flattened, repeated parts once, in source order."""
        flat: dict[int, None] = {}
        for arg in args:
            node = self.nodes[arg]
            flat.update(dict.fromkeys(node.args if node.op == op else (arg,)))
        return next(iter(flat)) if len(flat) == 1 else self.node(op, tuple(flat), BOOL)

    def membership(self, expr: tree.In, bound: tuple[tuple[str, int], ...]) -> int:
        """`in`: a constant collection becomes data of the node."""
        item = self.lower(expr.item, bound)
        if expr.container.type.name == "str":
            return self.node("in_str", (item, self.lower(expr.container, bound)), BOOL)
        if isinstance(expr.container, tree.Const) and isinstance(expr.container.value, tuple):
            values = sorted(set(expr.container.value), key=lambda value: (str(type(value)), value))
            return self.node("in_const", (item,), BOOL, tuple(values))
        return self.node("in_list", (item, self.lower(expr.container, bound)), BOOL)

    def match(self, expr: tree.Match, bound: tuple[tuple[str, int], ...]) -> int:
        """Patterns join the one scan of their text."""
        text = self.lower(expr.text, bound)
        if text in self.scan_texts:
            scan = self.scan_texts.index(text)
        else:
            scan = len(self.scan_texts)
            self.scan_texts.append(text)
            self.scan_patterns.append({})
        table = self.scan_patterns[scan]
        specs = sorted(
            {PatternSpec(source, expr.mode, expr.caseless) for source in expr.patterns}, key=lambda spec: spec.source
        )
        ids = tuple(sorted(table.setdefault(spec, len(table)) for spec in specs))
        meaning = [f"{spec.mode} {spec.caseless} {spec.source}" for spec in specs]
        return self.node("match", (text,), BOOL, (scan, ids), meaning)

    def window(self, expr: tree.Window) -> int:
        """A window: its parts are nodes, its table is found by its number."""
        if expr.op not in ("count", "distinct", "sum", "first_seen", "seconds_since_last"):
            raise ValueError(f"unknown window {expr.op!r}")
        value = -1 if expr.value is None else self.lower(expr.value)
        keys = tuple(self.lower(key) for key in expr.keys)
        where = -1 if expr.where is None else self.lower(expr.where)
        spec = WindowSpec(expr.op, value, keys, expr.within, where)
        args = tuple(arg for arg in (value, *keys, where) if arg >= 0)
        number = self.windows.index(spec) if spec in self.windows else len(self.windows)
        if number == len(self.windows):
            self.windows.append(spec)
        meaning = [expr.op, str(expr.within), str(value >= 0), str(len(keys)), str(where >= 0)]
        return self.node("window", args, expr.type, number, meaning)

    def generator(self, expr: tree.Gen, bound: tuple[tuple[str, int], ...]) -> int:
        """`any/all/count` over a list. The variable's number is how deep it is nested, so that names don't matter."""
        source = self.lower(expr.source, bound)
        inner = (*bound, (expr.var, len(bound)))
        condition = -1 if expr.condition is None else self.lower(expr.condition, inner)
        body = self.lower(expr.body, inner)
        args = (source, body) if condition < 0 else (source, body, condition)
        return self.node("gen", args, expr.type, (expr.op, len(bound)))

    def node(
        self, op: str, args: tuple[int, ...], type_: Type, param: object = None, meaning: list[str] | None = None
    ) -> int:
        """Intern a node. `meaning` stands for `param` in the digest where the param is only a number in this plan."""
        parts: list[str | bytes] = [op, str(type_), *(self.digests[arg] for arg in args)]
        parts.extend(meaning if meaning is not None else [canonical(param)])
        key = digest(*parts)
        found = self.by_digest.get(key)
        if found is not None:
            return found
        self.by_digest[key] = len(self.nodes)
        self.nodes.append(Node(op, args, type_, param))
        self.digests.append(key)
        return len(self.nodes) - 1


def bound_nodes(plan: Plan) -> tuple[bool, ...]:
    """For each node, whether it depends on a generator variable around it: then it has no value of its own."""
    free: list[frozenset[int]] = []
    for node in plan.nodes:
        inner = frozenset().union(*(free[arg] for arg in node.args))
        if node.op == "var":
            assert isinstance(node.param, int)
            inner = frozenset((node.param,))
        elif node.op == "gen":
            assert isinstance(node.param, tuple)
            source = free[node.args[0]]
            inner = source | (frozenset().union(*(free[arg] for arg in node.args[1:])) - {node.param[1]})
        free.append(inner)
    return tuple(bool(one) for one in free)


def canonical(value: object) -> str:
    """One text for one constant, types kept apart (True is not 1, 1 is not 1.0), floats by their bits."""
    if isinstance(value, float):
        return "float " + struct.pack("<d", value).hex()
    if isinstance(value, tuple):
        return "(" + ",".join(canonical(item) for item in value) + ")"
    return f"{type(value).__name__} {value!r}"


def digest(*parts: str | bytes) -> bytes:
    """SHA-256 over the parts, each with its length before it, so that no two lists of parts give the same bytes."""
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hasher.update(struct.pack("<I", len(data)))
        hasher.update(data)
    return hasher.digest()
