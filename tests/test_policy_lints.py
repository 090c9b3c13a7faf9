"""Lints: conditions that cannot change, things said twice or not used, and patterns that name who people are."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.policy.viewpoint import WORDS, is_political, names_who
from policy_world import FILE, HEAD, POLICY, check, check_lines

CASES = 'hit(R, "a", event())\nmiss(R, "b", event())\n'


def _lints(when: str, before: str = "") -> list[str]:
    lines = POLICY + before + f'R = Rule(Spam, when={when}, then=[warn(post)], because="x")\n' + CASES
    checked = check_lines(lines)
    assert not checked.errors, [one.message for one in checked.errors]
    return [one.code for one in checked.diagnostics]


DECIDED = [
    ("account.posts > 5 and account.posts < 6", "FW605"),
    ("account.posts / 2 > 5 and account.posts / 2 < 6", None),
    ("account.posts > 5 and 6 > account.posts", "FW605"),
    ("account.posts > 5 and account.posts < 7", None),
    ("account.posts >= 5 and account.posts <= 5", None),
    ("account.posts >= 5 and account.posts <= 5 and account.posts != 5", "FW605"),
    ("account.posts > 5 and account.posts < 5.5", "FW605"),
    ("account.posts == 5 and account.posts == 6", "FW605"),
    ("account.posts == 5 and account.posts > 4", None),
    ("account.posts in [1, 2, 3] and account.posts > 3", "FW605"),
    ("account.posts in [1, 2, 3] and account.posts not in [1, 2, 3]", "FW605"),
    ('event.kind == "post.create" and event.kind == "report"', "FW605"),
    ('event.kind == "post.create" and event.kind in ["post.create", "report"]', None),
    ("account.age < days(1) and account.age > weeks(1)", "FW605"),
    ("account.bot and not account.bot", "FW605"),
    ("account.bot and not (account.bot or account.verified)", "FW605"),
    ("account.posts < account.followers and account.posts >= account.followers", "FW605"),
    ("account.posts < account.followers and account.followers < account.posts", None),
    ("account.posts < account.followers and account.followers <= account.posts", "FW605"),
    ("account.bot or not account.bot", "FW606"),
    ("account.posts > 5 or account.posts < 6", "FW606"),
    ("account.posts > 5 or account.posts < 5", None),
    ("not (account.posts > 5 and account.posts < 3)", "FW605"),
    ("account.posts == account.posts", "FW606"),
    ("account.posts < account.posts", "FW605"),
    ("1 < 2", "FW606"),
    ('"a" == "b"', "FW605"),
    ("account.bot and True", "FW606"),
    ("account.bot and False", "FW605"),
    ("account.country in []", "FW605"),
    ("len(text) < 0", "FW605"),
    ("len(text) >= 0", "FW606"),
    ("count(per=account.id, within=hours(1)) < 1", "FW605"),
    ("count(per=account.id, within=hours(1), where=account.bot) < 1", None),
    ("count(len(t) > 5 for t in tags) >= 0", "FW606"),
    ("account.bot if True else account.verified", "FW606"),
    ("not is_known(account.posts) and account.posts > 5", "FW610"),
    ("not is_known(account.posts) and known_or(account.posts, 9) > 5", None),
    ("not is_known(account.posts) and (account.posts > 5 or account.bot)", None),
    ("account.posts // 0 > 5", "FW610"),
    ("account.bot and account.bot", "FW607"),
    ("account.posts > 5 or 5 < account.posts", "FW607"),
    ("(account.bot and account.verified) or account.bot", None),
    ("account.bot == True", "FW612"),
    ("account.bot != account.verified", None),
    ("account.posts / 3 == 0.5", "FW609"),
    ("account.posts == 0.5", "FW609"),
    ('text.has_word("a1", "b1", "a1")', "FW613"),
    ('account.country in ["AT", "AT"]', "FW613"),
]


@pytest.mark.parametrize(("when", "code"), DECIDED, ids=[one for one, _ in DECIDED])
def test_conditions_that_cannot_change_are_told_and_others_are_not(when: str, code: str | None) -> None:
    assert _lints(when) == ([code] if code else [])


def test_reasoning_goes_through_names() -> None:
    names = "few = account.posts < 5\nmany = account.posts > 9\nlively = many and account.bot\n"
    assert _lints("few and lively", names) == ["FW605"]
    assert _lints("few or lively", names) == []
    assert _lints("few and account.posts < 5", names.splitlines(keepends=True)[0]) == ["FW607"]


def test_what_is_reported_in_a_part_is_not_repeated_for_the_whole() -> None:
    never = "never = account.posts < 5 and account.posts > 9\n"
    assert _lints("never and account.bot and not account.bot", never) == ["FW605"]


SUBJECTS = ("account.posts", "account.followers")
COMPARISONS = st.builds(
    "{} {} {}".format, st.sampled_from(SUBJECTS), st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), st.integers(0, 3)
)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(CONDITIONS)
def test_never_true_and_always_true_are_claimed_only_of_conditions_that_are(condition: str) -> None:
    """Claims about the whole condition are tried on every pair of values that can make a difference."""
    lines = POLICY + f'R = Rule(Spam, when={condition}, then=[warn(post)], because="x")\n'
    start = len(POLICY.split("when=")[0])
    found = check_lines(lines).diagnostics
    assert start
    text = (HEAD + lines).split("\n")
    for one in found:
        if one.code not in ("FW605", "FW606"):
            continue
        claimed = text[one.span.line - 1][one.span.column : one.span.end_column]
        code = compile(claimed.replace("account.", ""), "claimed", "eval")
        values = {
            bool(eval(code, {"posts": posts, "followers": followers}))
            for posts, followers in itertools.product(range(-1, 6), repeat=2)
        }
        assert values == {one.code == "FW606"}, claimed


def test_the_same_rule_twice_is_told_however_it_is_written() -> None:
    rule = 'R = Rule(Spam, when=few and account.bot, then=[warn(post)], because="x")\n' + CASES
    same = 'S = Rule(Spam, when=account.bot and 5 > account.posts, then=[hide(post)], because="y")\n'
    other = same.replace("5 > account.posts", "5 >= account.posts")
    cases = CASES.replace("R", "S")
    few = "few = account.posts < 5\n"
    assert [one.code for one in check_lines(POLICY + few + rule + same + cases).diagnostics] == ["FW608"]
    assert [one.code for one in check_lines(POLICY + few + rule + other + cases).diagnostics] == []


def test_unused_things_are_told_only_when_nothing_else_is_wrong() -> None:
    unused = "few = account.posts < 5\n"
    assert [one.code for one in check_lines(POLICY + unused).diagnostics] == ["FW603", "FW601"]
    assert [one.code for one in check_lines(POLICY + unused + "x = few + 1\n").diagnostics] == ["FW303"]


def test_a_value_is_used_by_because_by_cases_and_by_other_files() -> None:
    lines = "few = account.posts\nN = 3\n" + POLICY
    lines += 'R = Rule(Spam, when=account.bot, then=[warn(post)], because="{few}")\n'
    lines += 'hit(R, "a", event(account=account(posts=N)))\nmiss(R, "b", event())\n'
    assert not check_lines(lines).diagnostics
    files = {
        FILE: (HEAD + lines).encode(),
        "policies/b.py": (HEAD + "from .a import R, few\nmiss(R, 'c', event())\n").encode(),
    }
    assert [(one.code, one.span.file) for one in check(files).diagnostics] == [("FW602", "policies/b.py")]


@pytest.mark.parametrize(
    ("pattern", "mode", "named"),
    [
        ("christians", "word", True),
        ("Christians", "literal", True),
        (r"\b(muslims?|prize)\b", "regex", True),
        ("prize|communists", "regex", True),
        ("christians hate nobody", "literal", False),
        ("send .{0,20} to christians", "regex", False),
        ("prize", "word", False),
    ],
)
def test_a_pattern_that_is_the_name_of_people_is_told_from_one_of_conduct(pattern: str, mode: str, named: bool) -> None:
    assert (names_who(pattern, mode) is not None) is named


def test_words_about_people_are_kept_in_one_case_and_category() -> None:
    seen: set[str] = set()
    for words in WORDS.values():
        assert all(word == word.casefold() and word.strip() for word in words)
        assert not seen & words
        seen |= words


def test_harms_of_opinion_are_told_by_their_names() -> None:
    assert is_political("negative_effects_on_civic_discourse_or_elections.other")
    assert is_political("politics.opinion")
    assert not is_political("scams_and_fraud.phishing")
