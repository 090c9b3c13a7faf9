"""The shipped example policies: clean, explained, tried on hard cases, measured on a day they were not written for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairwater.engine.core import Engine
from fairwater.events.decode import EventDecoder
from fairwater.events.letters import DeadLetter
from fairwater.events.order import Sequencer
from fairwater.events.record import Event
from fairwater.policy.captured import CapturedTest
from fairwater.policy.lower import Lowering
from fairwater.policy.repository import Repository, load_repository
from fairwater.replay.cases import CaseRunner
from fairwater.replay.score import Score, Truth, score
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists
from fairwater.simulate import simulate

ROOT = Path(__file__).parent.parent / "src" / "fairwater" / "examples" / "community"


@pytest.fixture(scope="module")
def repository() -> Repository:
    loaded = load_repository(ROOT, standard_library())
    assert loaded.repository is not None, loaded.diagnostics
    return loaded.repository


@pytest.fixture(scope="module")
def lists() -> ManagedLists:
    return ManagedLists.load(ROOT / "lists")


def test_the_repository_is_checked_without_an_error_or_a_warning() -> None:
    assert [str(found) for found in load_repository(ROOT, standard_library()).diagnostics] == []


def test_there_are_at_least_fourteen_rules_over_all_six_kinds_of_harm(repository: Repository) -> None:
    assert len(repository.checked.rules) >= 14
    files = {Path(rule.span.file).stem for rule in repository.checked.rules}
    assert files == {"scams", "phishing", "spam", "manipulation", "harassment", "malware"}


def test_every_rule_has_two_hits_and_two_hard_misses(repository: Repository) -> None:
    for rule in repository.checked.rules:
        cases = [case for case in repository.checked.cases if case.rule == rule.name]
        assert sum(case.expect_hit for case in cases) >= 2, rule.name
        assert sum(not case.expect_hit for case in cases) >= 2, rule.name


def test_every_rule_asks_people_to_look(repository: Repository) -> None:
    for rule in repository.checked.rules:
        assert "review" in {measure.name for measure in rule.measures}, rule.name


def test_every_policy_says_in_plain_words_what_it_asks_of_people(repository: Repository) -> None:
    for rule in repository.checked.rules:
        assert 20 < len(rule.policy.wording) < 300
        assert rule.policy.wording.endswith(".")


def test_the_reason_given_to_people_neither_blames_nor_shouts(repository: Repository) -> None:
    for rule in repository.checked.rules:
        words = "".join(part for part in rule.because if isinstance(part, str))
        assert 30 < len(words) < 300, rule.name
        assert not re.search(r"!|\b(spammer|scammer|criminal|liar|abuser|you|your)\b", words, re.IGNORECASE), rule.name


def test_every_policy_file_begins_with_what_it_is_about(repository: Repository) -> None:
    for path in sorted((ROOT / "policies").glob("*.py")):
        assert re.match(r'"""[A-Z].+\."""\n', path.read_text(encoding="utf-8")), path.name


def test_every_list_says_where_it_comes_from_why_and_whose_it_is(lists: ManagedLists) -> None:
    assert set(lists.names) == {"official-domains", "scam-domains", "shorteners"}
    for name in lists.names:
        info = lists[name].info
        assert info.source
        assert info.reason
        assert "@" in info.owner
        assert info.match == "domain"


def test_the_guide_speaks_of_every_rule_list_and_field(repository: Repository, lists: ManagedLists) -> None:
    guide = (ROOT / "README.md").read_text(encoding="utf-8")
    own = ("account.changed", "contact.first")
    missing = [
        name for name in (*(rule.name for rule in repository.checked.rules), *lists.names, *own) if name not in guide
    ]
    assert missing == []


def read(repository: Repository, test: CapturedTest) -> Iterator[Event]:
    decoder = EventDecoder(repository.schema)
    for line in (ROOT / test.events).read_bytes().splitlines():
        event = decoder.decode(line)
        assert not isinstance(event, DeadLetter)
        yield event


def test_every_case_and_every_captured_stream_holds(repository: Repository, lists: ManagedLists) -> None:
    runner = CaseRunner(repository, Lowering(repository.schema, repository.library), lists)
    report = runner.run(lambda test: read(repository, test))
    assert [(one.rule, one.title, one.problem) for one in report.failed] == []
    assert len(report.results) > 100


def test_there_are_two_captured_streams_with_breaches_and_lawful_look_alikes(repository: Repository) -> None:
    assert len(repository.tests) >= 2
    for test in repository.tests:
        fired = [rules for _, rules in test.expect]
        assert sum(map(bool, fired)) >= 5
        assert sum(not rules for rules in fired) >= 5


@pytest.fixture(scope="module")
def measured(repository: Repository, lists: ManagedLists) -> Score:
    """The rules on a day of 3,000 accounts."""
    plan = Lowering(repository.schema, repository.library).plan(repository.checked.rules)
    engine = Engine(plan, repository.schema, repository.library, lists)
    decoder, order = EventDecoder(repository.schema), Sequencer(lateness_us=0)
    findings: list[tuple[str, str]] = []
    truths: list[Truth] = []
    for wire, truth in simulate(3_000, 24, 2026):
        truths.append(truth)
        event = decoder.convert(wire)
        assert isinstance(event, Event)
        ready = order.push(event)
        assert not isinstance(ready, DeadLetter)
        for due, time in ready:
            findings += [(found.event, found.rule) for found in engine.one(due, time)]
    return score(findings, truths, {rule.name: rule.policy.harm for rule in repository.checked.rules})


def test_on_a_simulated_day_most_hits_are_right_and_most_harm_is_found(measured: Score) -> None:
    precision, recall = measured.overall.precision, measured.overall.recall
    assert precision.interval[0] > 0.85, measured.table()
    assert recall.interval[0] > 0.5, measured.table()
    assert recall.interval[1] < 0.95, "nothing finds it all: the simulation has become too easy"


def test_opinions_celebrations_and_charity_are_left_alone(measured: Score) -> None:
    for name in (
        "birthday",
        "charity_drive",
        "fan_campaign",
        "heated_debate",
        "newcomers_day",
        "reclaimed_words",
        "shared_news",
    ):
        share = measured.lookalikes[name]
        assert share.whole >= 10, name
        assert share.part == 0, (name, measured.table())
    assert measured.lookalikes["warning"].part <= 0.2 * measured.lookalikes["warning"].whole


def test_every_kind_of_campaign_is_found_in_part(measured: Score) -> None:
    assert len(measured.campaigns) == 7
    for name, share in measured.campaigns.items():
        assert share.part > 0, name
