"""Equal meaning is one node and one version, whatever its form; a version changes when the meaning does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from differential import make_case
from engine_world import SCHEMA, checked, library, plan_of, rule
from fairwater.engine import Engine
from fairwater.policy.check import check_files
from fairwater.policy.cost import node_costs, plan_cost, rule_costs
from fairwater.policy.lower import bound_nodes, canonical, digest, lower
from fairwater.policy.plan import Plan
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists
from policy_world import FILE, HEAD, POLICY, SmallCharter

SOURCE = """
lure = text.matches("double your", "send .{0,20} get")
fresh = account.age < days(7)
pace = count(per=account.id, within=hours(1), where=lure)
Lure = Rule(
    Spam,
    when=fresh and lure and (pace >= 3 or any(tag in ["a", "b"] for tag in tags)),
    then=[label(post, "seen"), review(queue="fraud", severity=3)],
    because="an account {account.age} old posted {pace} lures",
)
"""

SAME = {
    "formatting": SOURCE.replace("\n    ", "\n          ").replace(" = ", "  =  "),
    "comments": "# One.\n" + SOURCE.replace("when=fresh", "when=fresh  # young accounts\n    "),
    "names of values": SOURCE.replace("lure =", "bait =").replace("lure and", "bait and").replace("=lure", "=bait"),
    "names of variables": SOURCE.replace("tag in", "one in").replace("for tag", "for one"),
    "values written out": SOURCE.replace("when=fresh and", "when=account.age < days(7) and"),
    "another unit": SOURCE.replace("days(7)", "weeks(1)").replace("hours(1)", "minutes(60)"),
    "brackets": SOURCE.replace("fresh and lure and", "(fresh and lure) and"),
    "the order of patterns": SOURCE.replace('"double your", "send .{0,20} get"', '"send .{0,20} get", "double your"'),
    "the order of a collection": SOURCE.replace('["a", "b"]', '["b", "a", "b"]'),
    "a part said twice": SOURCE.replace("fresh and lure", "fresh and lure and fresh"),
    "quotes": SOURCE.replace('"double your"', "'double your'"),
}
OTHER = {
    "a number": SOURCE.replace(">= 3", ">= 4"),
    "a comparison": SOURCE.replace(">= 3", "> 3"),
    "a duration": SOURCE.replace("days(7)", "days(8)"),
    "a pattern": SOURCE.replace("double your", "double yours"),
    "how a pattern is looked for": SOURCE.replace("text.matches(", "text.contains("),
    "case": SOURCE.replace('get")', 'get", case=True)'),
    "the text": SOURCE.replace("text.matches", "title.matches"),
    "a window": SOURCE.replace("hours(1)", "hours(2)"),
    "a key": SOURCE.replace("per=account.id", "per=subject.id"),
    "what a window counts": SOURCE.replace(", where=lure", ""),
    "any and all": SOURCE.replace("any(tag", "all(tag"),
    "a collection": SOURCE.replace('["a", "b"]', '["a", "c"]'),
    "and and or": SOURCE.replace("fresh and lure", "fresh or lure"),
    "not": SOURCE.replace("fresh and", "not fresh and"),
    "a measure": SOURCE.replace("review(", "warn(post), review("),
    "what a measure falls on": SOURCE.replace("label(post", "label(account"),
    "a severity": SOURCE.replace("severity=3", "severity=4"),
    "the sentence": SOURCE.replace('lures"', 'baits"'),
    "what the sentence shows": SOURCE.replace("{pace}", "{account.followers}"),
}
POLICIES = {
    "wording": ('wording="Do not send spam."', 'wording="Never send spam."'),
    "title": ('title="Spam"', 'title="Junk"'),
    "harm": ("scams_and_fraud.phishing", "scams_and_fraud.other"),
    "ground": ('Terms("3.2")', 'Law("DE StGB 263")'),
}


@pytest.mark.parametrize("source", SAME.values(), ids=list(SAME))
def test_form_does_not_change_a_version(source: str) -> None:
    assert source != SOURCE
    assert plan_of(source).rules[0].version == plan_of(SOURCE).rules[0].version
    assert plan_of(source).version == plan_of(SOURCE).version


@pytest.mark.parametrize("source", OTHER.values(), ids=list(OTHER))
def test_meaning_changes_a_version(source: str) -> None:
    assert source != SOURCE
    assert plan_of(source).rules[0].version != plan_of(SOURCE).rules[0].version
    assert plan_of(source).version != plan_of(SOURCE).version


@pytest.mark.parametrize(("old", "new"), POLICIES.values(), ids=list(POLICIES))
def test_a_version_stands_for_the_words_of_the_policy_too(old: str, new: str) -> None:
    assert old in POLICY
    data = (HEAD + POLICY.replace(old, new) + SOURCE).encode()
    found = check_files({FILE: data}, SCHEMA, library(), SmallCharter(), frozenset())
    assert not found.errors
    assert lower(found.rules, SCHEMA, library()).rules[0].version != plan_of(SOURCE).rules[0].version


def test_another_rule_beside_it_does_not_change_a_version() -> None:
    wanted = plan_of(SOURCE).rules[0].version
    before = plan_of(rule("First", 'text.contains("x")') + SOURCE)
    assert [one.version for one in before.rules if one.name == "Lure"] == [wanted]
    assert before.version != plan_of(SOURCE).version


def ops(plan: Plan) -> list[str]:
    return sorted(node.op for node in plan.nodes)


def test_equal_parts_of_all_rules_are_computed_once() -> None:
    one = plan_of(rule("A", "account.age < days(7) and account.posts + 1 > 3"))
    two = plan_of(
        rule("A", "account.age < days(7) and account.posts + 1 > 3")
        + rule("B", "account.age < weeks(1) or account.posts + 1 > 3")
    )
    assert ops(two) == sorted([*ops(one), "or"])


def test_all_patterns_of_one_text_are_one_scan() -> None:
    plan = plan_of(
        rule("A", 'text.contains("a", "b")')
        + rule("B", 'text.matches("c+") and title.contains("a")')
        + rule("C", 'text.contains("b")')
    )
    assert [len(scan.patterns) for scan in plan.scans] == [3, 1]


@pytest.mark.parametrize(
    ("nested", "flat"),
    [
        ("(account.bot and account.verified) and link.has_ip", "account.bot and account.verified and link.has_ip"),
        ("account.bot or (account.verified or link.has_ip)", "account.bot or account.verified or link.has_ip"),
        ("account.bot and account.bot", "account.bot"),
    ],
)  # fmt: skip
def test_nested_conditions_of_one_kind_are_flattened(nested: str, flat: str) -> None:
    assert plan_of(rule("A", nested)).rules[0].version == plan_of(rule("A", flat)).rules[0].version
    found = plan_of("inner = account.bot and account.verified\n" + rule("A", "inner and account.posts > 1"))
    condition = found.nodes[found.rules[0].condition]
    assert [found.nodes[arg].op for arg in condition.args] == ["field", "field", "gt"]


def test_arguments_come_before_their_users() -> None:
    for seed in range(20):
        case = make_case(seed, length=4, most_rules=5)
        plan = case.plan()
        assert all(arg < number for number, node in enumerate(plan.nodes) for arg in node.args)
        assert len({(node.op, node.args, str(node.type), canonical(node.param)) for node in plan.nodes}) == len(
            plan.nodes
        )


def test_only_what_depends_on_the_variable_of_a_generator_is_bound() -> None:
    plan = plan_of(rule("A", "any(tag == language and all(url != tag for url in links) for tag in tags)"))
    bound = {
        (node.op, node.param if node.op == "field" else None)
        for node, inner in zip(plan.nodes, bound_nodes(plan), strict=True)
        if inner
    }
    assert bound == {("var", None), ("eq", None), ("ne", None), ("and", None), ("gen", None)}
    outer = plan.rules[0].condition
    assert plan.nodes[outer].op == "gen"
    assert not bound_nodes(plan)[outer]


def test_a_generator_inside_another_that_does_not_need_its_variable_is_not_bound() -> None:
    plan = plan_of(rule("A", 'any(tag == "x" and any(url == "y" for url in links) for tag in tags)'))
    generators = [number for number, node in enumerate(plan.nodes) if node.op == "gen"]
    assert [bound_nodes(plan)[number] for number in generators] == [False, False]


VALUES = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,
)


def exact(value: Any) -> Any:
    """A value with the types of all its parts; 0.0 is not -0.0."""
    if isinstance(value, tuple):
        return tuple(exact(item) for item in value)
    return type(value), repr(value)


@given(VALUES, VALUES)
def test_two_constants_have_one_text_only_when_they_are_the_same(one: Any, other: Any) -> None:
    assert (canonical(one) == canonical(other)) == (exact(one) == exact(other))


@pytest.mark.parametrize("parts", [(("ab", "c"), ("a", "bc")), (("a",), ("a", "")), ((), ("",))])
def test_a_digest_tells_lists_of_parts_apart(parts: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert digest(*parts[0]) != digest(*parts[1])


# -- static cost -----------------------------------------------------------------------------------------------------


def test_every_plan_has_a_cost_and_another_rule_never_lowers_it() -> None:
    for seed in range(40):
        case = make_case(seed, length=4, most_rules=6)
        costs = [
            plan_cost(lower(case.rules[:count], case.world.schema, case.world.library), case.world.library)
            for count in range(len(case.rules) + 1)
        ]
        assert costs == sorted(costs)
        assert 0 < costs[1] < 10**12
        assert all(cost > 0 for cost in node_costs(case.plan(), case.world.library))


@pytest.mark.parametrize(
    "more",
    [
        " and account.posts > 3",
        ' and text.contains("x")',
        " and count(per=account.id, within=hours(1)) > 3",
        ' and link.domain in listed("scam-domains")',
        " and any(len(tag) > 3 for tag in tags)",
    ],
)
def test_more_to_look_at_costs_more(more: str) -> None:
    plain, longer = (
        rule_costs(plan_of(rule("A", when)), library())["A"] for when in ("account.bot", "account.bot" + more)
    )
    assert longer > plain


def test_more_patterns_and_longer_lists_of_conditions_cost_more() -> None:
    costs = [
        plan_cost(plan_of(rule("A", "text.contains(" + ", ".join(f'"w{at}"' for at in range(count)) + ")")), library())
        for count in (1, 10, 100)
    ]
    assert costs[0] < costs[1] < costs[2]


def test_a_rule_alone_costs_no_more_than_the_plan_it_is_in() -> None:
    plan = plan_of(SOURCE + rule("Other", 'fresh and title.contains("x")'))
    total = plan_cost(plan, library())
    assert all(cost <= total for cost in rule_costs(plan, library()).values())
    assert sum(rule_costs(plan, library()).values()) > total, "what rules share is counted once in the plan"


def test_an_engine_runs_a_plan_without_rules() -> None:
    plan = lower(checked("").rules, SCHEMA, standard_library())
    engine = Engine(plan, SCHEMA, standard_library(), ManagedLists.of({}))
    assert engine.matcher == "none"
    assert plan_cost(plan, standard_library()) == 0
