"""Expressions of the language: what each means as a typed tree, and which mistakes are told by which code."""

from __future__ import annotations

import pytest

from fairwater.events.types import ACCOUNT, BOOL, DAY, DURATION, FLOAT, HOUR, INT, MINUTE, STR, TIME, list_of
from fairwater.policy import tree
from fairwater.policy.explain import source_of
from fairwater.policy.walk import postorder
from policy_world import CIVIC, FILE, HEAD, POLICY, check, check_lines, check_value, codes, value_of

TYPES = [
    ("account.posts", INT),
    ("account.id", ACCOUNT),
    ("text", STR),
    ("links", list_of(STR)),
    ("account.age", DURATION),
    ("event.time", TIME),
    ("event.time - account.created", DURATION),
    ("event.time - days(2)", TIME),
    ("event.time + account.age", TIME),
    ("account.age + days(2)", DURATION),
    ("account.age * 2", DURATION),
    ("2 * account.age", DURATION),
    ("account.age // 2", DURATION),
    ("account.age / days(1)", FLOAT),
    ("account.age % days(1)", DURATION),
    ("-account.age", DURATION),
    ("account.posts + 1", INT),
    ("account.posts + 1.5", FLOAT),
    ("account.posts / 2", FLOAT),
    ("account.posts // 2", INT),
    ('text + " " + title', STR),
    ("links + tags", list_of(STR)),
    ("mentions + links", list_of(STR)),
    ('["a", text]', list_of(STR)),
    ("[1, 2.5]", list_of(FLOAT)),
    ("account.posts if account.bot else 1.5", FLOAT),
    ("known_or(account.posts, 0)", INT),
    ("known_or(links, [])", list_of(STR)),
    ("is_known(text)", BOOL),
    ('text in listed("scam-domains")', BOOL),
    ('"prize" in text', BOOL),
    ("1 < account.posts <= 5", BOOL),
    ("count(per=account.id, within=hours(1))", INT),
    ("distinct(text, per=(account.id, link.domain), within=hours(1))", INT),
    ("sum(account.reports, per=account.id, within=days(1))", INT),
    ("sum(account.reports / 2, per=account.id, within=days(1))", FLOAT),
    ("first_seen(per=account.id, within=days(1))", TIME),
    ("seconds_since_last(per=account.id, within=days(1))", DURATION),
    ('any(d in listed("scam-domains") for d in link.domains)', BOOL),
    ("count(len(t) > 5 for t in tags if t != text)", INT),
    ("len(text)", INT),
    ("len(links)", INT),
    ("len(mentions)", INT),
    ("max(1, 2, account.posts)", INT),
    ("max(1, 2.5)", FLOAT),
    ("text.lower().words()", list_of(STR)),
    ("account.id.lower()", STR),
    ("sampled(account.id, percent=5)", BOOL),
    ('account.has_label("trusted")', BOOL),
    ('subject.has_label("trusted")', BOOL),
    ("hour(event.time)", INT),
]


@pytest.mark.parametrize(("expression", "type_"), TYPES, ids=[one for one, _ in TYPES])
def test_every_expression_has_one_type(expression: str, type_) -> None:
    assert value_of(expression).type == type_


CONSTANTS = [
    ("-5", -5),
    ("-9223372036854775808", -(2**63)),
    ("2 + 3 * 4", 14),
    ("7 // -2", -4),
    ("1 / 4", 0.25),
    ("days(7)", 7 * DAY),
    ("hours(1.5)", 90 * MINUTE),
    ("days(1) + hours(1)", DAY + HOUR),
    ('time("2026-01-01T00:00:00Z")', 1_767_225_600_000_000),
    ('time("2026-01-01T01:00:00.000001+01:00")', 1_767_225_600_000_001),
    ('"a" "b" + "c"', "abc"),
    ('["a"] + ["b"]', ("a", "b")),
    ('{"a", "b"}', ("a", "b")),
    ("(1, 2)", (1, 2)),
]


@pytest.mark.parametrize(("expression", "value"), CONSTANTS, ids=[one for one, _ in CONSTANTS])
def test_constants_are_reckoned_at_once(expression: str, value) -> None:
    made = value_of(expression)
    assert isinstance(made, tree.Const)
    assert made.value == value
    assert type(made.value) is type(value)


def test_an_int_beside_a_float_is_made_a_float() -> None:
    made = value_of("account.posts > 2.5")
    assert isinstance(made.left, tree.ToFloat)
    assert made.right.type == FLOAT
    constant = value_of("account.posts / 2 > 3").right
    assert (constant.type, constant.value, type(constant.value)) == (FLOAT, 3.0, float)


def test_the_age_of_an_account_is_reckoned_when_it_is_not_given() -> None:
    age = value_of("account.age < days(7)").left
    assert (age.name, type(age.value)) == ("account.age", tree.KnownOr)
    assert source_of(age.value) == "known_or(account.age, event.time - account.created)"


def test_a_chain_of_comparisons_is_the_and_of_its_pairs() -> None:
    made = value_of("1 < account.posts < 5 != account.followers")
    assert isinstance(made, tree.BoolOp)
    assert made.op == "and"
    assert [source_of(one) for one in made.args] == ["1 < account.posts", "account.posts < 5", "5 != account.followers"]


def test_properties_and_library_functions_are_calls_with_their_defaults() -> None:
    domain = value_of("link.domain")
    assert (domain.function, [arg.path for arg in domain.args]) == ("link.domain", ["links", "text"])
    sampled = value_of("sampled(account.id, 5)")
    assert [getattr(arg, "value", None) for arg in sampled.args] == [None, 5.0, ""]
    starts = value_of('text.startswith("a", "b")')
    assert (starts.function, starts.args[1].value) == ("str.startswith", ("a", "b"))
    assert value_of("max(1, account.posts)").args[0].type == list_of(INT)


def test_patterns_come_from_literals_constants_and_lists() -> None:
    words = 'WORDS = ["win", "prize"]\nONE = "claim"\n'
    assert value_of("text.has_word(WORDS)", words).patterns == ("win", "prize")
    assert value_of("text.contains(ONE, 'x')", words).patterns == ("claim", "x")
    cased = value_of('title.matches("A.B", case=True)')
    assert (cased.mode, cased.caseless, cased.text.path) == ("regex", False, "title")
    assert value_of('text.contains("x")').caseless


def test_membership_takes_lists_texts_and_managed_lists() -> None:
    assert value_of('account.country in ["DE", "AT"]').container.value == ("DE", "AT")
    assert value_of("account.country in HOME", 'HOME = {"DE"}\n').container.value == ("DE",)
    assert isinstance(value_of("account.country in [account.language]").container, tree.ListLit)
    assert isinstance(value_of("account.id not in mentions"), tree.Not)
    assert value_of('link.domain in listed("bad-words")').listing == "bad-words"


def test_a_named_value_is_shared_and_keeps_its_name() -> None:
    checked = check_lines("few = account.posts < 5\na = few and account.bot\nb = few or account.bot\n")
    a, b = checked.values[1].value, checked.values[2].value
    assert a.args[0].name == b.args[0].name == "few"
    assert a.args[0].value is b.args[0].value


def test_windows_take_one_or_several_keys_and_a_condition() -> None:
    made = value_of("count(per=(account.id, link.domain), within=2 * hours(1), where=account.posts > 5)")
    assert (made.op, len(made.keys), made.within, made.where is not None) == ("count", 2, 2 * HOUR, True)


def test_a_rule_holds_policy_measures_and_words() -> None:
    checked = check_lines(
        POLICY
        + "few = account.posts < 5\n"
        + "R = Rule(Spam, when=few, then=[label(post, 'x', days(2)), hide(post), suspend(account, days(7)),\n"
        + "    review(queue='q', severity=3)], because='{few} and {{{account.age}}} {link.domain}.')\n"
    )
    assert not checked.errors
    (rule,) = checked.rules
    assert (rule.policy.harm, rule.policy.ground) == ("scams_and_fraud.phishing", "terms 3.2")
    assert [(one.name, one.subject, dict(one.options)) for one in rule.measures] == [
        ("label", "post", {"name": "x", "duration": 2 * DAY}),
        ("hide", "post", {}),
        ("suspend", "account", {"duration": 7 * DAY}),
        ("review", "", {"queue": "q", "severity": 3}),
    ]
    assert [part if isinstance(part, str) else source_of(part) for part in rule.because] == [
        "few",
        " and {",
        "account.age",
        "} ",
        "link.domain",
        ".",
    ]


def test_names_are_imported_from_the_file_that_defines_them() -> None:
    shared = HEAD + 'fresh = account.age < days(7)\nWORDS = ["win"]\n'
    using = HEAD + "from .shared import fresh\nfrom policies.shared import WORDS\n"
    using += "lure = fresh and text.has_word(WORDS)\n"
    checked = check({"policies/a.py": using.encode(), "policies/shared.py": shared.encode()})
    assert codes(checked) == []
    lure = next(value for value in checked.values if value.name == "lure")
    fresh = next(value for value in checked.values if value.name == "fresh")
    assert lure.value.args[0].value is fresh.value


def test_every_part_of_the_tree_has_its_place_in_the_file() -> None:
    line = 'x = "ü" in text and (account.posts > 5 or account.bot)'
    made = check_lines(line + "\n").values[0].value
    shown = {line[part.span.column : part.span.end_column] for part in postorder(made)}
    assert {'"ü"', "text", "account.posts", "account.posts > 5", "account.bot"} <= shown
    assert all(part.span.line == 2 and part.span.file == FILE for part in postorder(made))


MISTAKES = [
    ("account.age < 7", ["FW302"], "days(7)"),
    ("7 > account.age", ["FW302"], "days(7)"),
    ("account.posts > days(5)", ["FW302"], "days(1)"),
    ("account.created > days(5)", ["FW302"], "event.time - days(5)"),
    ('account.created > "2026-01-01T00:00:00Z"', ["FW302"], "time("),
    ("account.age + 5", ["FW302"], "days(7)"),
    ("account.age * 1.5", ["FW302"], "x // 2"),
    ("event.time + event.time", ["FW303"], "duration"),
    ("text + account.posts", ["FW303"], "because"),
    ("links > tags", ["FW303"], "len("),
    ("account.bot < True", ["FW303"], "not"),
    ("links and account.bot", ["FW304"], "len("),
    ("not text", ["FW304"], "is_known"),
    ("account.posts if text else 1", ["FW304"], "text"),
    ("text == None", ["FW305"], "not is_known(text)"),
    ("None != text", ["FW305"], "is_known(text)"),
    ("text is None", ["FW305"], "not is_known(text)"),
    ("account.posts is 5", ["FW306"], "=="),
    ("account.country in [1, 2]", ["FW301"], "number"),
    ("5 in account.posts", ["FW303"], "=="),
    ("account.id == link.domain", ["FW311"], "domain"),
    ("account.id in link.domains", ["FW311"], "domain"),
    ("[]", ["FW312"], "holds"),
    ("[[1], [2]]", ["FW312"], "one list"),
    ("1 / 0", ["FW309"], "0"),
    ("9223372036854775807 + 1", ["FW309"], "64"),
    ("1e999", ["FW309"], "e308"),
    ("days(1e300)", ["FW309"], "microseconds"),
    ("days(account.posts)", ["FW308"], "account.posts * days(1)"),
    ('days("7")', ["FW301"], "days(7)"),
    ('time("2026-02-30T00:00:00Z")', ["FW310"], "RFC 3339"),
    ('time("2026-02-01")', ["FW310"], "RFC 3339"),
    ("len(5)", ["FW307"], "str"),
    ("len()", ["FW307"], "str"),
    ("hour(event.time, 5, 6)", ["FW307"], "hour"),
    ("sampled(account.id, percnt=5)", ["FW307"], "sampled"),
    ("sampled(account.id, percent=account.posts)", ["FW308"], "constant"),
    ("sampled(account.id, percent=101)", ["FW309"], "100"),
    ("text.lower", ["FW208"], "lower(...)"),
    ("account.folowers > 5", ["FW208"], "account.followers"),
    ("acount.posts > 5", ["FW201"], "account.posts"),
    ("lenn(text)", ["FW201"], "len"),
    ("text.lowr()", ["FW209"], "lower"),
    ('links.contains("x")', ["FW209"], "any("),
    ("account.bot()", ["FW209", "FW212", "FW307"], ""),
    ("link.domain()", ["FW307"], "link.domain"),
    ("account", ["FW212"], "account."),
    ("hide(post)", ["FW212"], "rule"),
    ("Policy", ["FW212"], "rule"),
    ("days", ["FW212"], "days("),
    ("any(links)", ["FW313"], "for"),
    ("any(x for x in text)", ["FW313"], "list"),
    ("[x for x in links]", ["FW108"], "any("),
    ("any(x == y for x in links for y in tags)", ["FW313"], "inside"),
    ("all(t for t in tags)", ["FW304"], "=="),
    ("count(account.id, per=account.id, within=hours(1))", ["FW307"], "per="),
    ("distinct(per=account.id, within=hours(1))", ["FW307"], "distinct("),
    ("count(per=account.id, within=account.age)", ["FW411"], "hours(1)"),
    ("count(per=account.id, within=5)", ["FW302"], "days(5)"),
    ("count(per=account.id, within=-hours(1))", ["FW412"], "400"),
    ("count(per=(), within=hours(1))", ["FW410"], "per="),
    ("count(pre=account.id, within=hours(1))", ["FW307", "FW410"], "per"),
    ('count(per="x", within=hours(1))', ["FW413"], "value"),
    ("sum(text, per=account.id, within=hours(1))", ["FW413"], "number"),
    ('"a" in listed("scam-domain")', ["FW420"], "scam-domains"),
    ('listed("scam-domains") == 5', ["FW421"], "in"),
    ("text.matches(title)", ["FW308"], "WORDS"),
    ("text.matches()", ["FW307"], "matches"),
    ('text.matches("a", cased=True)', ["FW307"], "case=True"),
    (r'text.matches(r"(?=a)b")', ["FW401"], ""),
    ('text.matches("a", "(b")', ["FW402"], ""),
    ('text.contains("")', ["FW403"], ""),
    ("text[0] == 'a'", ["FW108"], "any("),
    ("lambda: 1", ["FW108"], "name"),
    ("(y := 5)", ["FW108"], "name = "),
    ("account.posts ** 2", ["FW108"], "multiply"),
    ("account.bot & account.verified", ["FW108"], "and"),
    ("~account.posts", ["FW108"], "not"),
    ('f"{text}"', ["FW108"], "because"),
    ('b"x"', ["FW108"], "plain"),
    ("len(*links)", ["FW108"], "list itself"),
    ("sampled(**links)", ["FW108"], "by name"),
    ('{"a": 1}', ["FW108"], "lists="),
    ("...", ["FW108"], "text"),
    ("__import__('os')", ["FW112"], "a-z"),
    ("text.__class__", ["FW112"], "a-z"),
    ("größe", ["FW112"], "a-z"),
]


@pytest.mark.parametrize(("expression", "expected", "hint"), MISTAKES, ids=[one for one, _, _ in MISTAKES])
def test_a_mistake_is_told_once_with_its_code_and_what_to_write(
    expression: str, expected: list[str], hint: str
) -> None:
    found = check_value(expression).diagnostics
    assert {one.code for one in found} <= set(expected), [(one.code, one.message) for one in found]
    assert found
    assert any(hint in one.help for one in found), [one.help for one in found]


STATEMENTS = [
    ("import os", "FW110"),
    ("from os import path", "FW205"),
    ("from fairwater.policy import hide", "FW110"),
    ("from policies.b import *", "FW110"),
    ("from . import shared", "FW110"),
    ("class A: pass", "FW107"),
    ("def f(): pass", "FW107"),
    ("@decorator\ndef f(): pass", "FW107"),
    ("for x in links:\n    y = x", "FW107"),
    ("if account.bot:\n    x = 1\nelse:\n    x = 2", "FW107"),
    ("while True: pass", "FW107"),
    ("account.posts > 5", "FW107"),
    ('"a text"', "FW107"),
    ("print(5)", "FW107"),
    ("a = b = account.bot", "FW111"),
    ("a: bool = account.bot", "FW111"),
    ("a, b = 1, 2", "FW111"),
    ("account.x = 5", "FW111"),
    ("a += 5", "FW111"),
    ("a = ", "FW104"),
    ("a = (1", "FW104"),
    ("a = 1)", "FW104"),
    ("a = 'x", "FW104"),
    ('a = """x', "FW104"),
    ("  a = 1", "FW104"),
    ("a = 1 2", "FW104"),
    ("a = $", "FW104"),
    ("a = '\\ud800'", "FW104"),
    ("text = 5", "FW204"),
    ("review = 5", "FW204"),
    ("a = 1\na = 2", "FW203"),
    ("a = b\nb = 1", "FW202"),
    ("a = a", "FW202"),
]


@pytest.mark.parametrize(("statement", "code"), STATEMENTS, ids=[one for one, _ in STATEMENTS])
def test_what_is_not_a_definition_import_or_case_is_refused(statement: str, code: str) -> None:
    assert set(codes(check_lines(statement + "\n"))) == {code}


def test_a_broken_line_hides_no_other_mistake_and_causes_none() -> None:
    checked = check_lines(
        "a = (account.posts > 5\n"
        "b = account.age < 7\n"
        "c = a and b\n"
        "d = acount.id == 'x'\n"
        "def f(): pass\n"
        "e = d and f\n"
        "g = text.matches('(')\n"
    )
    assert codes(checked) == ["FW104", "FW302", "FW201", "FW107", "FW201", "FW402"]


POLICIES = [
    (POLICY.replace("Do not send spam.", " "), "FW502"),
    (POLICY.replace('Terms("3.2")', '"3.2"'), "FW502"),
    (POLICY.replace("phishing", "fishing"), "FW503"),
    (POLICY.replace("scams_and_fraud.phishing", '"scams"'), "FW503"),
    (POLICY.replace("3.2", "3.3"), "FW512"),
    (POLICY.replace("title=", "titel="), "FW307"),
]


@pytest.mark.parametrize(("policy", "code"), POLICIES)
def test_a_policy_says_what_why_and_on_what_ground(policy: str, code: str) -> None:
    assert code in codes(check_lines(policy))


MEASURES = [
    ("terminate(account)", "FW506"),
    ("suspend(account)", "FW507"),
    ("limit(account)", "FW507"),
    ("suspend(account, -days(1))", "FW507"),
    ("suspend(account, 7)", "FW302"),
    ("suspend(account, account.age)", "FW308"),
    ("suspend(account, days(31))", "FW505"),
    ("remove(post)", "FW505"),
    ("remove(post, days(1))", "FW508"),
    ("warn(post, days(1))", "FW508"),
    ("hide()", "FW508"),
    ("hide(text)", "FW508"),
    ("hid(post)", "FW508"),
    ("limit(post, days(1))", "FW508"),
    ("label(post)", "FW508"),
    ('label(post, "")', "FW508"),
    ("label(post, text)", "FW308"),
    ("review()", "FW508"),
    ('review(queue="q", severity=9)', "FW508"),
    ("review(queue=5, severity=1)", "FW301"),
    ("hide(post), hide(post)", "FW508"),
    ("account.bot", "FW508"),
    ("", "FW509"),
]


@pytest.mark.parametrize(("then", "code"), MEASURES, ids=[one for one, _ in MEASURES])
def test_measures_stay_within_the_charter(then: str, code: str) -> None:
    rule = f"R = Rule(Spam, when=account.bot, then=[{then}], because='x')\n"
    assert codes(check_lines(POLICY + rule)) == [code]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("hide(post)", ["FW510"]),
        ("warn(post)", ["FW510"]),
        ('label(post, "x")', []),
        ('review(queue="q", severity=1)', []),
    ],
)
def test_opinions_are_never_hidden_slowed_or_removed(then: str, expected: list[str]) -> None:
    rule = f"R = Rule(Spam, when=account.bot, then=[{then}], because='x')\n"
    assert codes(check_lines(POLICY.replace("scams_and_fraud.phishing", CIVIC) + rule)) == expected


@pytest.mark.parametrize(
    ("because", "code"),
    [
        ("{acount.age}", "FW504"),
        ("{", "FW504"),
        ("}", "FW504"),
        ("{1 + 2}", "FW504"),
        ("{Spam}", "FW504"),
        (" ", "FW509"),
    ],
)
def test_words_show_only_what_there_is(because: str, code: str) -> None:
    checked = check_lines(POLICY + f'R = Rule(Spam, when=account.bot, then=[warn(post)], because="{because}")\n')
    assert codes(checked) == [code]
    if code == "FW504":
        span = checked.errors[0].span
        assert span.end_column - span.column == len(because)


def test_rules_and_policies_have_one_name_in_the_whole_repository() -> None:
    files = {f"policies/{name}.py": (HEAD + POLICY).encode() for name in "ab"}
    found = check(files).errors
    assert [(one.code, one.span.file) for one in found] == [("FW203", "policies/b.py")]
    assert "policies/a.py" in found[0].help
