"""`then=[...]` of a rule as parsed in; measures within the charter out."""

from __future__ import annotations

import ast

from fairwater.charter.measures import MEASURES, REVIEW
from fairwater.events.types import DURATION, INT, STR, Type
from fairwater.policy.check_context import Context, constant_of
from fairwater.policy.check_types import called, mismatch
from fairwater.policy.diagnostics import did_you_mean
from fairwater.policy.tree import MeasureDef, PolicyDef
from fairwater.policy.viewpoint import GENTLE, is_political
from fairwater.policy.vocabulary import SUBJECTS

_EXAMPLES = {
    "label": '`label(post, "possible scam")`',
    "warn": "`warn(post)`",
    "limit": "`limit(account, hours(24))`",
    "hide": "`hide(post)`",
    "remove": "`remove(post)`",
    "suspend": "`suspend(account, days(7))`",
    "review": '`review(queue="fraud", severity=3)`',
}
_ACCOUNT_ONLY = frozenset(("limit", "suspend", "terminate"))
_SEVERITIES = range(1, 6)
_UNENDING = frozenset(kind.name for kind in MEASURES.values() if kind.length == "none")
_MUST_END = frozenset(kind.name for kind in MEASURES.values() if kind.length == "must")


def check_measures(ctx: Context, node: ast.expr, policy: PolicyDef | None) -> tuple[MeasureDef, ...] | None:
    """Every measure of the list; each is held against the charter when the policy is known."""
    nodes = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    if not nodes:
        ctx.problem("FW509", node, "`then` is empty", f"ask for something, if only for people: {_EXAMPLES['review']}")
        return None
    made = [_measure(ctx, one, policy) for one in nodes]
    known = tuple(one for one in made if one is not None)
    seen: set[tuple[str, str, object]] = set()
    for one in known:
        key = (one.name, one.subject, dict(one.options).get("name"))
        if key in seen:
            ctx.problem("FW508", one.span, f"`{one.name}` is asked for twice", "ask once")
            return None
        seen.add(key)
    return known if len(known) == len(made) else None


def _measure(ctx: Context, node: ast.expr, policy: PolicyDef | None) -> MeasureDef | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        ctx.problem(
            "FW508", node, "this is not a measure", f"write one such as {_EXAMPLES['hide']} or {_EXAMPLES['review']}"
        )
        return None
    name = node.func.id
    measures = ctx.world.charter.measures
    if name == "terminate":
        help = f"no rule ends an account: people decide that. Ask them: {_EXAMPLES['review']}"
        ctx.problem("FW506", node, "a rule cannot terminate an account", help)
        return None
    if name not in measures or name not in _EXAMPLES:
        help, best = did_you_mean(name, (one for one in measures if one in _EXAMPLES), f"it has {', '.join(measures)}")
        ctx.problem("FW508", node.func, f"the charter has no measure `{name}`", help, best)
        return None
    made = _review(ctx, node) if name == REVIEW else _on_subject(ctx, node, name)
    if made is None or policy is None:
        return made
    if is_political(policy.harm) and name not in GENTLE:
        help = "no opinion is hidden, slowed or removed: only label and review are allowed here"
        ctx.problem("FW510", node, f"`{name}` for `{policy.harm}`, which lies in what people think or vote", help)
        return None
    duration = dict(made.options).get("duration")
    reason = ctx.world.charter.allows(policy.harm, name, duration if isinstance(duration, int) else None)
    if reason is not None:
        ctx.problem("FW505", node, reason, "choose what the charter allows, or ask people: " + _EXAMPLES["review"])
        return None
    return made


def _on_subject(ctx: Context, node: ast.Call, name: str) -> MeasureDef | None:
    """`measure(subject, ...)`: a label's name, and how long it lasts."""
    span, help = ctx.span(node), f"write {_EXAMPLES[name]}"
    if not node.args:
        ctx.problem("FW508", node, f"`{name}` falls on nothing", help)
        return None
    target = node.args[0]
    subject = target.id if isinstance(target, ast.Name) else ""
    allowed = ("account",) if name in _ACCOUNT_ONLY else SUBJECTS
    if subject not in allowed:
        fixed, best = did_you_mean(subject, allowed, f"it falls on {', '.join(allowed)}")
        ctx.problem("FW508", target, f"`{name}` cannot fall on `{ctx.words(target)}`", fixed, best)
        return None
    rest = list(node.args[1:])
    named = {str(keyword.arg): keyword.value for keyword in node.keywords}
    options: list[tuple[str, object]] = []
    if name == "label":
        label = rest.pop(0) if rest else named.pop("name", None)
        text = _constant(ctx, label, STR, "the name of a label", help) if label is not None else None
        if label is None:
            ctx.problem("FW508", node, "this label has no name", help)
        if not isinstance(text, str):
            return None
        if not text.strip():
            ctx.problem("FW508", label or node, "this label has no name", help)
            return None
        options.append(("name", text))
    length = rest.pop(0) if rest else named.pop("duration", None)
    if rest or named:
        extra = rest[0] if rest else next(iter(named.values()))
        ctx.problem("FW508", extra, f"`{name}` takes no more than this", help)
        return None
    if length is None:
        if name in _MUST_END:
            ctx.problem("FW507", node, f"`{name}` has no end", help)
            return None
        return MeasureDef(name, subject, tuple(options), span)
    if name in _UNENDING:
        ctx.problem("FW508", length, f"`{name}` has no length", help)
        return None
    micros = _constant(ctx, length, DURATION, f"how long `{name}` lasts", help)
    if not isinstance(micros, int):
        return None
    if micros <= 0:
        ctx.problem("FW507", length, f"`{name}` must last longer than nothing", help)
        return None
    return MeasureDef(name, subject, (*options, ("duration", micros)), span)


def _review(ctx: Context, node: ast.Call) -> MeasureDef | None:
    """`review(queue="...", severity=1..5)`."""
    help = f"write {_EXAMPLES['review']}"
    named = {str(keyword.arg): keyword.value for keyword in node.keywords}
    if node.args or set(named) != {"queue", "severity"}:
        ctx.problem("FW508", node, "`review` takes `queue` and `severity` by name", help)
        return None
    queue = _constant(ctx, named["queue"], STR, "`queue`", help)
    severity = _constant(ctx, named["severity"], INT, "`severity`", help)
    if not isinstance(queue, str) or not isinstance(severity, int):
        return None
    if severity not in _SEVERITIES:
        ctx.problem("FW508", named["severity"], f"severity {severity}", "write 1 (least) to 5 (most)")
        return None
    return MeasureDef(REVIEW, "", (("queue", queue), ("severity", severity)), ctx.span(node))


def _constant(ctx: Context, node: ast.expr, wanted: Type, what: str, help: str) -> object:
    """The constant of a type that an expression is; None when it was reported."""
    value = ctx.expression(node)
    if value is None:
        return None
    if value.type.name != wanted.name:
        code, advice, suggestion = mismatch(ctx, value.type, wanted, node)
        ctx.problem(code, node, f"{what} is {called(wanted)}, but this is {called(value.type)}", advice, suggestion)
        return None
    constant = constant_of(value)
    if constant is None:
        ctx.problem("FW308", node, f"{what} must be a constant", help)
        return None
    return constant.value
