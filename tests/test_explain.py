"""Expressions as source that means the same when read again; labels of recorded values; values in plain words."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from differential import make_case
from engine_world import LISTS, SCHEMA, START, checked, event, library, rule
from fairwater.engine import Engine
from fairwater.engine.proof import Proof, prove
from fairwater.events.clock import micros
from fairwater.events.schema import Schema
from fairwater.events.types import BOOL, DAY, DURATION, FLOAT, HOUR, INT, INT_MAX, INT_MIN, SECOND, STR, TIME, list_of
from fairwater.examples import community
from fairwater.policy import tree
from fairwater.policy.check import check_files
from fairwater.policy.explain import (
    LABEL_CHARACTERS,
    SHOWN_CHARACTERS,
    condition_values,
    duration_in_words,
    duration_source,
    in_words,
    rfc3339,
    shortened,
    source_of,
)
from fairwater.policy.functions import Library
from fairwater.policy.lower import Lowering
from fairwater.policy.repository import Repository, load_repository
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists
from policy_world import FILE, HEAD

# -- source ----------------------------------------------------------------------------------------------------------


def condition(when: str, before: str = "") -> tree.Expr:
    return checked(before + rule("Rule0", when)).rules[0].when


SOURCES = [
    "account.bot",
    "not account.bot",
    "account.posts == 3",
    "(account.posts + 1) > (account.followers * 2)",
    "(-account.posts) < -3",
    "account.age < days(8)",
    "account.age > seconds(0.5)",
    "account.age == seconds(0)",
    'account.created < time("2024-05-01T10:40:00Z")',
    'account.created < time("2024-05-01T10:40:00.000001Z")',
    "(account.posts / account.followers) > 1.5",
    'event.kind in ["follow", "post.create"]',
    '"x" in account.labels',
    '"it\\"s\\n" in text',
    'link.domain in listed("scam-domains")',
    'text.matches("a{2,}\\\\b", "ü")',
    'text.contains("A", case=True)',
    'title.has_word("x y")',
    "is_known(account.created)",
    "known_or(account.verified, False)",
    '("a" if account.bot else text) == "b"',
    '[text, "x"] == tags',
    "count(per=account.id, within=hours(1)) > 3",
    'distinct(account.id, per=(link.domain, language), within=minutes(90), where=text.contains("x")) > 3',
    "sum(account.posts, per=account.id, within=days(7)) > 3",
    "first_seen(per=account.id, within=days(1)) < event.time",
    "seconds_since_last(per=account.id, within=days(1)) < minutes(1)",
    'any(tag.startswith("a", "b") for tag in tags)',
    "all(len(tag) > 3 for tag in tags if tag != text)",
    '(count(tag == "x" for tag in (tags + links)) > 2) or account.bot',
    'text.lower().startswith("a", "b")',
    "max(account.posts, account.followers) > 5",
    "max([account.posts, 3]) > 5",
    'tags.item(-1) == "x"',
    "link.count > 2",
    "account.age > in_seconds(account.posts)",
    "hour(event.time, hours(2)) in [1, 2]",
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_condition_is_shown_as_it_can_be_written(source: str) -> None:
    assert source_of(condition(source)) == source


def meaning(expr: tree.Expr, schema: Schema, functions: Library) -> bytes:
    lowering = Lowering(schema, functions)
    return lowering.digests[lowering.lower(expr)]


def written_out(expr: tree.Expr) -> tree.Expr:
    """The expression with the definitions of an author's names in their place."""
    if isinstance(expr, tree.Name):
        return expr if "." in expr.name else written_out(expr.value)
    changed: dict[str, Any] = {}
    for field in fields(expr):
        value = getattr(expr, field.name)
        if isinstance(value, tree.Expr):
            changed[field.name] = written_out(value)
        elif isinstance(value, tuple) and value and all(isinstance(one, tree.Expr) for one in value):
            changed[field.name] = tuple(written_out(one) for one in value)
    return replace(expr, **changed)


@pytest.fixture(scope="module")
def examples() -> Repository:
    loaded = load_repository(Path(str(community())), standard_library())
    assert loaded.repository is not None
    return loaded.repository


def test_conditions_of_the_example_policies_mean_the_same_when_their_source_is_read_again(examples: Repository) -> None:
    for made in examples.checked.rules:
        source = source_of(written_out(made.when))
        again = check_files(
            {FILE: (HEAD + f"again = {source}\n").encode()},
            examples.schema,
            examples.library,
            examples.charter,
            frozenset(examples.lists),
        )
        assert not again.errors, (made.name, [one.message for one in again.errors])
        wanted = meaning(made.when, examples.schema, examples.library)
        assert meaning(again.values[-1].value, examples.schema, examples.library) == wanted, made.name


def test_every_kind_of_expression_has_a_source_on_one_line() -> None:
    seen: set[str] = set()

    def visit(expr: Any) -> None:
        source = source_of(expr)
        assert source.strip()
        assert "\n" not in source
        seen.add(type(expr).__name__)
        for name in (field.name for field in fields(expr)):
            value = getattr(expr, name)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, tree.Expr):
                    visit(part)

    for seed in range(120):
        for made in make_case(seed, length=4, most_rules=5).rules:
            visit(made.when)
    assert seen == {kind.__name__ for kind in tree.Expr.__subclasses__()}


def test_a_source_with_names_that_each_stand_twice_in_the_next_stays_small() -> None:
    before = "first = account.posts + 1\n" + "".join(
        f"n{at} = {'first' if at == 0 else f'n{at - 1}'} + {'first' if at == 0 else f'n{at - 1}'}\n" for at in range(10)
    )
    assert source_of(condition("n9 > 3", before)) == "n9 > 3"
    assert len(condition_values(checked(before + rule("A", "n9 > 3")).rules[0])) == 12


# -- what a finding records ------------------------------------------------------------------------------------------


def labels(lines: str) -> list[str]:
    return [label for label, _ in condition_values(checked(lines).rules[0])]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (rule("A", "account.posts > 3"), ["account.posts"]),
        ("busy = account.posts > 3\n" + rule("A", "busy"), ["busy", "account.posts"]),
        ("outer = account.posts > 3\nbusy = outer\n" + rule("A", "busy"), ["busy", "outer", "account.posts"]),
        (rule("A", 'text.contains("x")'), ['text.contains("x")']),
        ('lure = text.contains("x")\n' + rule("A", "lure"), ["lure"]),
        (rule("A", 'link.domain in listed("bad-words")'), ['link.domain in listed("bad-words")', "link.domain"]),
        (
            "pace = count(per=account.id, within=hours(1))\n" + rule("A", "pace >= 3", "{pace} by {account.handle}"),
            ["pace", "account.id", "account.handle"],
        ),
        (rule("A", "account.posts > 3 and account.posts < 9"), ["account.posts"]),
    ],
)
def test_a_finding_records_names_fields_and_signals_once_and_in_order(lines: str, wanted: list[str]) -> None:
    assert labels(lines) == wanted


def test_text_that_is_only_searched_is_not_recorded() -> None:
    for when in ('text.contains("x")', 'title.matches("a+") or bio_hit'):
        before = 'bio_hit = account.bio.has_word("x")\n'
        assert not {"text", "title", "account.bio"} & set(labels(before + rule("A", when)))


def test_two_values_of_one_label_are_told_apart() -> None:
    first = checked("busy = account.posts > 3\n" + rule("A", "busy")).rules[0]
    second = checked("busy = account.followers > 3\n" + rule("A", "busy")).rules[0]
    both = replace(first, when=tree.BoolOp(BOOL, first.span, "and", (first.when, second.when)))
    assert [label for label, _ in condition_values(both)] == ["busy", "account.posts", "busy (2)", "account.followers"]


def test_a_long_label_is_cut_and_stays_unique() -> None:
    words = ", ".join(f'"{"w" * 20}{at}"' for at in range(10))
    found = labels(rule("A", f'text.contains({words}) and text.contains({words}, "last")'))
    assert all(len(label) <= LABEL_CHARACTERS + len(" (2)") for label in found)
    assert found[0].endswith("…")
    assert found[1] == f"{found[0]} (2)"


@given(st.text(max_size=300))
def test_shortening_keeps_the_beginning_and_the_limit(source: str) -> None:
    found = shortened(source)
    assert len(found) <= LABEL_CHARACTERS
    assert found == source or (len(source) > LABEL_CHARACTERS and source.startswith(found.removesuffix("…")))


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "type_", "words"),
    [
        (None, INT, "unknown"),
        (True, BOOL, "yes"),
        (False, BOOL, "no"),
        (7, INT, "7"),
        (0.1, FLOAT, "0.1"),
        (1 / 3, FLOAT, "0.333333"),
        ("", STR, ""),
        ("x" * 200, STR, "x" * 200),
        ("x" * 201, STR, "x" * 199 + "…"),
        ((), list_of(STR), "none"),
        (("a", "b"), list_of(STR), "a, b"),
        (tuple(range(12)), list_of(INT), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and 2 more"),
        ((HOUR, 0), list_of(DURATION), "1 hour, no time"),
        (0, DURATION, "no time"),
        (1, DURATION, "less than a second"),
        (-1, DURATION, "minus less than a second"),
        (SECOND, DURATION, "1 second"),
        (90 * SECOND, DURATION, "1 minute 30 seconds"),
        (HOUR, DURATION, "1 hour"),
        (HOUR + SECOND, DURATION, "1 hour"),
        (3 * DAY + 4 * HOUR + 59 * SECOND, DURATION, "3 days 4 hours"),
        (-2 * DAY, DURATION, "minus 2 days"),
        (400 * DAY, DURATION, "400 days"),
        (0, TIME, "1970-01-01 00:00:00 UTC"),
        (1_500_000, TIME, "1970-01-01 00:00:01 UTC"),
    ],
)
def test_values_in_plain_words(value: Any, type_: Any, words: str) -> None:
    assert in_words(value, type_) == words


@given(st.integers(INT_MIN, INT_MAX))
def test_any_duration_and_any_time_can_be_said(value: int) -> None:
    for said in (duration_in_words(value), rfc3339(value), in_words(value, TIME), duration_source(value)):
        assert 0 < len(said) < 60
        assert said.isprintable()


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (int(START.timestamp()) * SECOND, "2026-03-02T00:00:00Z"),
        (1, "1970-01-01T00:00:00.000001Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
        (253402300799_999999, "9999-12-31T23:59:59.999999Z"),
        (253402300800_000000, "253402300800000000 us"),
        (-62135596800_000000, "0001-01-01T00:00:00Z"),
        (-62135596800_000001, "-62135596800000001 us"),
    ],
)
def test_times_outside_the_years_1_to_9999_have_no_rfc_3339_form(value: int, wanted: str) -> None:
    assert rfc3339(value) == wanted


@given(st.text(max_size=400))
def test_a_long_text_is_cut(text: str) -> None:
    assert len(in_words(text, STR)) <= SHOWN_CHARACTERS


# -- proofs ----------------------------------------------------------------------------------------------------------


def proof(lines: str, *events: Any) -> Proof:
    made = checked(lines).rules[0]
    lowering = Lowering(SCHEMA, library())
    engine = Engine(lowering.plan((made,)), SCHEMA, library(), ManagedLists.of(LISTS))
    for one in events:
        engine.one(one, micros(one.time))
    return prove(made.when, lambda expr: engine.machine.value(lowering.lower(expr)))


def test_a_proof_shows_each_part_with_its_value_and_what_was_seen() -> None:
    lines = (
        "pace = count(per=account.id, within=hours(1))\n"
        'lure = text.matches("send .{0,20} get", "double your")\n'
        + rule("A", 'lure and (pace >= 2 or account.bot) and not link.domain in listed("scam-domains")')
    )
    posts = [event(at, at, account={"id": "u1", "age": 60}, text="please SEND one to get two") for at in (1, 2)]
    assert list(proof(lines, *posts).lines()) == [
        "? all of",
        "  + lure",
        '    + text.matches("send .{0,20} get", "double your")'
        '   (found please [SEND one to get] two by "send .{0,20} get")',
        "  + any of",
        "    + pace >= 2",
        "        pace = 2",
        "          count(per=account.id, within=hours(1)) = 2   (for account.id u1)",
        "    ? account.bot",
        "  ? not",
        '    ? link.domain in listed("scam-domains")   (link.domain is unknown)',
    ]


def test_a_proof_of_a_generator_says_what_it_went_over() -> None:
    found = proof(rule("A", "any(len(tag) > 3 for tag in tags)"), event(1, tags=["a", "long"]))
    assert found.value is True
    assert found.note == "tags is a, long"


def test_a_proof_does_not_repeat_the_text() -> None:
    found = proof(rule("A", 'len(text) > 3 and text != "x" and "secret" in text'), event(1, text="a secret of mine"))
    assert "mine" not in str(found.to_json())


def test_a_proof_only_asks_for_what_the_plan_computed() -> None:
    """Any other node has no value, and might be taken for one that the engine added for itself."""
    parts = 0
    for seed in range(60):
        case = make_case(seed, length=6, most_rules=4)
        world = case.world
        lowering = Lowering(world.schema, world.library)
        plan = lowering.plan(case.rules)
        engine = Engine(plan, world.schema, world.library, world.lists)
        last = case.events()[-1]
        engine.one(last, micros(last.time))
        for made in case.rules:
            found = prove(made.when, lambda expr: engine.machine.value(lowering.lower(expr)))  # noqa: B023
            assert found.value is engine.machine.value(lowering.lower(made.when))
            assert found.to_json()["source"] == found.source
            parts += len(list(found.lines()))
        assert len(lowering.nodes) == len(plan.nodes)
    assert parts > 500


def test_what_a_pattern_found_is_shown_with_the_words_around_it() -> None:
    text = "x" * 50 + " double your " + "y" * 50
    found = proof(rule("A", 'text.contains("double")'), event(1, text=text))
    assert found.note == f'found …{"x" * 23} [double] your {"y" * 18}… by "double"'
