"""`Policy(...)` and `Rule(...)` as parsed in; checked definitions out."""

from __future__ import annotations

import ast

from fairwater.events.types import BOOL
from fairwater.policy.check_because import check_because
from fairwater.policy.check_context import Context, constant_of, dotted
from fairwater.policy.check_measures import check_measures
from fairwater.policy.check_types import expect
from fairwater.policy.diagnostics import did_you_mean
from fairwater.policy.tree import PolicyDef, RuleDef
from fairwater.policy.vocabulary import GROUNDS

_POLICY = ("title", "harm", "ground", "wording")
_RULE = ("policy", "when", "then", "because")
_POLICY_HELP = {
    "title": 'a few words that people see: `title="Fake giveaways"`',
    "harm": "what it protects from: `harm=scams_and_fraud.phishing`",
    "ground": 'what it rests on: `ground=Terms("3.2")` or `ground=Law("...")`',
    "wording": 'what it asks of people, in plain words: `wording="Do not ..."`',
}
_RULE_HELP = {
    "when": "the condition: `when=account.age < days(7) and ...`",
    "then": 'what it asks for: `then=[review(queue="fraud", severity=3)]`',
    "because": 'what the person is told: `because="an account {account.age} old ..."`',
}


def check_policy(ctx: Context, node: ast.Call, name: str) -> PolicyDef | None:
    """A policy has a title, a harm of the charter, a ground of the charter and a wording."""
    span = ctx.span(node)
    given = _named_arguments(ctx, node, "Policy", _POLICY)
    for key in _POLICY:
        if key not in given:
            ctx.problem("FW502", node.func, f"the policy `{name}` has no {key}", _POLICY_HELP[key])
    texts = {key: _text(ctx, given[key], key) for key in ("title", "wording") if key in given}
    harm = _harm(ctx, given["harm"]) if "harm" in given else None
    ground = _ground(ctx, given["ground"]) if "ground" in given else None
    title, wording = texts.get("title"), texts.get("wording")
    if title is None or wording is None or harm is None or ground is None:
        return None
    return PolicyDef(name, title, harm, ground, wording, span)


def _named_arguments(ctx: Context, node: ast.Call, what: str, names: tuple[str, ...]) -> dict[str, ast.expr]:
    given: dict[str, ast.expr] = {}
    first = 1 if what == "Rule" else 0
    if node.args and first:
        given[names[0]] = node.args[0]
    for extra in node.args[first:]:
        ctx.problem(
            "FW307", extra, f"`{what}` takes its arguments by name", f"write {', '.join(f'{n}=' for n in names)}"
        )
    for keyword in node.keywords:
        key = str(keyword.arg)
        if key not in names:
            help, best = did_you_mean(key, names, f"it has {', '.join(names)}")
            ctx.problem("FW307", keyword, f"`{what}` has no argument `{key}`", help)
            if best:
                given.setdefault(best, keyword.value)
        elif key in given:
            ctx.problem("FW307", keyword, f"`{key}` is given twice", "give it once")
        else:
            given[key] = keyword.value
    return given


def _text(ctx: Context, node: ast.expr, key: str) -> str | None:
    """A constant text that says something."""
    value = ctx.expression(node)
    constant = constant_of(value) if value is not None else None
    if value is None:
        return None
    if constant is None or not isinstance(constant.value, str):
        ctx.problem("FW308", node, f"`{key}` is a constant text", _POLICY_HELP.get(key, 'write `"..."`'))
        return None
    if not constant.value.strip():
        ctx.problem("FW502", node, f"the {key} is empty", _POLICY_HELP[key])
        return None
    return constant.value


def _harm(ctx: Context, node: ast.expr) -> str | None:
    path = dotted(node)
    harms = ctx.world.charter.harms
    if path is None:
        ctx.problem("FW503", node, "a harm is a name of the charter", _POLICY_HELP["harm"])
        return None
    if path not in harms:
        help, best = did_you_mean(path, harms, "the charter lists the harms it governs")
        ctx.problem("FW503", node, f"the charter does not govern `{path}`", help, best)
        return None
    return path


def _ground(ctx: Context, node: ast.expr) -> str | None:
    fine = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GROUNDS
    if not fine or not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
        ctx.problem("FW502", node, "this is not a ground", _POLICY_HELP["ground"])
        return None
    assert isinstance(node.func, ast.Name)
    text = _text(ctx, node.args[0], "ground")
    if text is None:
        return None
    ground = f"{GROUNDS[node.func.id]} {text}"
    grounds = ctx.world.charter.grounds
    if ground not in grounds:
        help, _ = did_you_mean(ground, grounds, f"the charter lists the grounds: add {ground}")
        ctx.problem("FW512", node, f"the charter has no ground `{ground}`", help)
        return None
    return ground


def check_rule(ctx: Context, node: ast.Call, name: str) -> RuleDef | None:
    """A rule has a policy, a condition, measures within the charter, and words for the person."""
    given = _named_arguments(ctx, node, "Rule", _RULE)
    policy = _policy_of(ctx, node, name, given.get("policy"))
    for key, help in _RULE_HELP.items():
        if key not in given:
            ctx.problem("FW509", node.func, f"the rule `{name}` has no `{key}`", help)
    when = ctx.expression(given["when"], BOOL) if "when" in given else None
    if when is not None:
        when = expect(ctx, when, given["when"], BOOL, "the condition of a rule")
    measures = check_measures(ctx, given["then"], policy) if "then" in given else None
    because = check_because(ctx, given["because"]) if "because" in given else None
    if policy is None or when is None or measures is None or because is None:
        return None
    return RuleDef(name, policy, when, measures, because, ctx.span(node))


def _policy_of(ctx: Context, node: ast.Call, name: str, given: ast.expr | None) -> PolicyDef | None:
    help = "name the policy first: `Rule(Giveaway, when=...)`"
    if given is None:
        ctx.problem("FW501", node.func, f"the rule `{name}` has no policy", help)
        return None
    if not isinstance(given, ast.Name):
        ctx.problem("FW501", given, "a rule names its policy", "define it on its own: `Giveaway = Policy(...)`")
        return None
    entry = ctx.scope.use(given.id)
    if entry is None:
        if given.id in ctx.scope.later:
            line = ctx.scope.later[given.id].line
            ctx.problem("FW202", given, f"`{given.id}` is used before it is defined in line {line}", "define it above")
        else:
            policies = [key for key, one in ctx.scope.entries.items() if isinstance(one.meaning, PolicyDef)]
            found, best = did_you_mean(given.id, policies, "define it above, or import it")
            ctx.problem("FW201", given, f"there is no `{given.id}`", found, best)
        return None
    if entry.meaning is not None and not isinstance(entry.meaning, PolicyDef):
        ctx.problem("FW501", given, f"`{given.id}` is {entry.kind}, not a policy", help)
        return None
    return entry.meaning
