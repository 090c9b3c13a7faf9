"""Cases hold or say what happened instead; coverage names what no case tried; a case brings its own lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Community
from fairwater.policy.lower import Lowering
from fairwater.policy.repository import Repository, load_repository
from fairwater.replay.cases import CaseRunner, TestReport
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists
from shell import fairwater

HEAD = (
    "from fairwater.policy import *\n\n"
    'Spam = Policy(title="Spam", harm=scams_and_fraud.phishing, ground=Terms("3.2"), wording="Send no spam.")\n'
)
BUSY = 'Busy = Rule(Spam, when=account.posts > 3, then=[label(post, "busy")], because="busy")\n'
OFTEN = (
    "pace = count(per=account.id, within=minutes(10))\n"
    'Often = Rule(Spam, when=pace >= 2, then=[label(post, "often")], because="{pace} posts")\n'
)
LISTED = (
    'Listed = Rule(Spam, when=link.domain in listed("scam-domains"), then=[label(post, "listed")], because="listed")\n'
)


@pytest.fixture
def folder(community: Community, tmp_path: Path) -> Path:
    made = tmp_path / "repo"
    for name in ("policies", "lists", "tests"):
        (made / name).mkdir(parents=True)
    (made / "charter.toml").write_bytes((community.folder / "charter.toml").read_bytes())
    (made / "lists" / "scam-domains.txt").write_text("# match: domain\nbad.example\n")
    return made


def opened(folder: Path, lines: str) -> Repository:
    (folder / "policies" / "a.py").write_text(HEAD + lines, encoding="utf-8")
    loaded = load_repository(folder, standard_library())
    assert loaded.repository is not None, loaded.diagnostics
    return loaded.repository


def report(folder: Path, lines: str) -> TestReport:
    repository = opened(folder, lines)
    lowering = Lowering(repository.schema, repository.library)
    runner = CaseRunner(repository, lowering, ManagedLists.load(folder / "lists"))
    return runner.run(lambda test: iter(()))


def problems(folder: Path, lines: str) -> list[str]:
    return [result.problem for result in report(folder, lines).results]


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        ('hit(Busy, "busy", event(account=account(posts=4)))', ""),
        ('miss(Busy, "quiet", event(account=account(posts=3)))', ""),
        ('miss(Busy, "nobody knows", event(text="x"))', ""),
        (
            'hit(Busy, "quiet", event(account=account(posts=3)))',
            "the rule does not fire on the last event: `account.posts > 3` was false",
        ),
        (
            'hit(Busy, "nobody knows", event(text="x"))',
            "the rule does not fire on the last event: `account.posts > 3` was unknown",
        ),
        (
            'hit(Busy, "first", event(account=account(posts=4)), event(account=account(posts=1)))',
            "the rule does not fire on the last event: `account.posts > 3` was false",
        ),
        (
            'miss(Busy, "one of three", event(text="x"), event(account=account(posts=4)), event(text="y"))',
            "the rule fires on event 2 of 3",
        ),
    ],
)
def test_a_case_holds_or_says_what_happened_instead(folder: Path, case: str, problem: str) -> None:
    assert problems(folder, BUSY + case + "\n") == [problem]


def test_cases_do_not_see_each_other(folder: Path) -> None:
    once = 'miss(Often, "once", event(account=account(id="a")))\n'
    twice = 'hit(Often, "twice", event(account=account(id="a")), event(account=account(id="a"), at=minutes(9)))\n'
    late = 'miss(Often, "too late", event(account=account(id="a")), event(account=account(id="a"), at=minutes(10)))\n'
    assert problems(folder, OFTEN + once + twice + once.replace("once", "again") + late) == ["", "", "", ""]


def test_a_case_brings_its_own_lists_and_leaves_none_behind(folder: Path) -> None:
    def case(kind: str, host: str, lists: str = "") -> str:
        return f'{kind}(Listed, "{kind} {host} {len(lists)}", event(text="see https://{host}/"){lists})\n'

    own = ', lists={"scam-domains": ["own.example"]}'
    lines = (
        case("hit", "www.bad.example")
        + case("miss", "own.example")
        + case("hit", "own.example", own)
        + case("hit", "www.own.example", own)
        + case("miss", "bad.example", own)
        + case("hit", "bad.example")
    )
    assert problems(folder, LISTED + lines) == [""] * 6


def test_coverage_names_what_no_case_made_true_or_false(folder: Path) -> None:
    lines = (
        "young = account.age < days(7)\n"
        'Mixed = Rule(Spam, when=young and (account.posts > 3 or not text.contains("x")),'
        ' then=[label(post, "m")], because="m")\n'
        'hit(Mixed, "busy", event(account=account(age=days(1), posts=4), text="x"))\n'
    )
    found = report(folder, lines)
    assert [(gap.source, gap.missing) for gap in found.gaps] == [
        ("account.age < days(7)", "false"),
        ("account.posts > 3", "false"),
        ('text.contains("x")', "false"),
    ]
    assert found.outcomes == (3, 6)
    more = (
        'miss(Mixed, "old", event(account=account(age=days(9), posts=1), text="y"))\n'
        'miss(Mixed, "unknown is neither", event(text="x"))\n'
    )
    assert report(folder, lines + more).gaps == ()
    assert report(folder, lines + more).outcomes == (6, 6)


def test_a_condition_that_rules_share_is_tried_by_the_cases_of_any_of_them(folder: Path) -> None:
    lines = "busy = account.posts > 3\n" + "".join(
        f'{name} = Rule(Spam, when=busy and account.{field} > 1, then=[label(post, "m")], because="m")\n'
        for name, field in (("One", "followers"), ("Two", "following"))
    )
    cases = (
        'hit(One, "yes", event(account=account(posts=4, followers=2)))\n'
        'miss(Two, "no", event(account=account(posts=1, following=1)))\n'
    )
    gaps = {gap.source: (gap.rules, gap.missing) for gap in report(folder, lines + cases).gaps}
    assert gaps == {"account.followers > 1": (["One"], "false"), "account.following > 1": (["Two"], "true")}


CAPTURED = """\
events = "seen.jsonl"
title = "A captured stream"

[expect]
e1 = []
e2 = ["Busy", "Often"]
"""
SEEN = [
    '{"id":"e1","time":"2026-03-02T00:00:00Z","kind":"post.create","account":{"id":"a","posts":1}}',
    '{"id":"e2","time":"2026-03-02T00:00:01Z","kind":"post.create","account":{"id":"a","posts":9}}',
]


@pytest.mark.parametrize(
    ("events", "code", "said"),
    [
        (SEEN, 0, "2 events of captured streams: 2 hold, 0 failed"),
        ([SEEN[0], SEEN[1].replace("9", "2")], 1, "missing: Busy"),
        ([SEEN[0].replace(":1}", ":9}"), SEEN[1]], 1, "fired as well: Busy"),
        (SEEN[:1], 1, "there is no event e2 in tests/seen.jsonl"),
        ([*SEEN, "broken"], 1, "line 3: broken JSON"),
    ],
    ids=["holds", "missing", "one too many", "no such event", "broken line"],
)
def test_a_captured_stream_holds_or_says_what_happened_instead(
    folder: Path, events: list[str], code: int, said: str
) -> None:
    (folder / "policies" / "a.py").write_text(HEAD + BUSY + OFTEN, encoding="utf-8")
    (folder / "tests" / "seen.toml").write_text(CAPTURED)
    (folder / "tests" / "seen.jsonl").write_text("\n".join(events) + "\n")
    done = fairwater("test", folder)
    assert done.code == code, done
    assert said in done.out + done.err
