"""Scoring findings against the truth: shares and their intervals as published, and counts that can be done by hand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwater.replay.score import Score, Share, Truth, score

SPAM, PHISHING = "other_violation_tc.other", "scams_and_fraud.phishing"
HARMS = {"SpamRule": SPAM, "PhishRule": PHISHING, "Silent": PHISHING}


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Stat. Med. 17 (1998), table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0000),
    ],
)
def test_intervals_are_those_of_the_literature(part: int, whole: int, low: float, high: float) -> None:
    found = Share(part, whole).interval
    assert found == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_share_of_nothing_is_unknown() -> None:
    nothing = Share(0, 0)
    assert nothing.value is None
    assert nothing.interval == (0.0, 1.0)
    assert str(nothing) == "-"


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_narrows_with_more_events(pair: tuple[int, int]) -> None:
    part, whole = pair
    low, high = Share(part, whole).interval
    assert 0 <= low <= part / whole <= high <= 1
    more_low, more_high = Share(part * 4, whole * 4).interval
    assert more_high - more_low < high - low
    mirrored = Share(whole - part, whole).interval
    assert mirrored == (pytest.approx(1 - high, abs=1e-9), pytest.approx(1 - low, abs=1e-9))


TRUTHS = [
    Truth("s1", "ann", 1, SPAM, "spam-1"),
    Truth("s2", "ann", 1, SPAM, "spam-1"),
    Truth("s3", "bob", 1, SPAM, "spam-2"),
    Truth("p1", "cat", 1, PHISHING, "phishing-1"),
    Truth("p2", "cat", 1, PHISHING, "phishing-1"),
    Truth("f1", "cat", 0, None, "phishing-1"),
    Truth("l1", "dan", 0, None, "notices-1", "service_notice"),
    Truth("l2", "dan", 0, None, "notices-1", "service_notice"),
    Truth("o1", "eve", 0),
]
FINDINGS = [
    ("s1", "SpamRule"),
    ("s1", "SpamRule"),  # twice: counts once
    ("s3", "SpamRule"),
    ("p1", "SpamRule"),  # right, but another harm
    ("l1", "SpamRule"),
    ("p1", "PhishRule"),
    ("f1", "PhishRule"),
    ("o1", "PhishRule"),
    ("x9", "PhishRule"),  # the truth does not know it
]


@pytest.fixture
def scored() -> Score:
    return score(FINDINGS, TRUTHS, HARMS)


def test_a_rule_is_right_when_the_event_breaks_any_rule_and_recalls_its_own_harm(scored: Score) -> None:
    spam, phish, silent = scored.rules
    assert (spam.precision, spam.recall) == (Share(3, 4), Share(2, 3))
    assert (spam.other_harm, spam.campaigns, spam.ordinary, spam.lookalikes) == (1, 3, 0, {"service_notice": 1})
    assert (phish.precision, phish.recall) == (Share(1, 3), Share(1, 2))
    assert (phish.other_harm, phish.campaigns, phish.ordinary, phish.lookalikes) == (0, 1, 2, {})
    assert (silent.precision, silent.recall) == (Share(0, 0), Share(0, 2))


def test_accounts_are_counted_once_however_many_events_they_have(scored: Score) -> None:
    spam, phish, _ = scored.rules
    assert spam.accounts == Share(3, 4)  # ann, bob and cat broke a rule, dan did not
    assert spam.account_recall == Share(2, 2)  # ann and bob are the spammers
    assert phish.accounts == Share(1, 2)  # cat, also by a harmless event of hers; eve did nothing
    assert phish.account_recall == Share(1, 1)


def test_all_rules_together_hit_each_event_once(scored: Score) -> None:
    assert scored.overall.precision == Share(3, 6)
    assert scored.overall.recall == Share(3, 5)
    assert scored.overall.accounts == Share(3, 5)
    assert scored.overall.account_recall == Share(3, 3)
    assert scored.events == len(TRUTHS)


def test_harms_campaigns_and_look_alikes_are_counted_whatever_rule_found_them(scored: Score) -> None:
    assert scored.harms == {SPAM: Share(2, 3), PHISHING: Share(1, 2)}
    assert scored.campaigns == {"phishing": Share(1, 2), "spam": Share(2, 3)}
    assert scored.lookalikes == {"service_notice": Share(1, 2)}


def test_findings_about_unknown_events_are_counted_apart_and_said(scored: Score) -> None:
    assert scored.unlabelled == 1
    assert "1 findings are about events that the truth does not know" in scored.table()


def test_a_finding_of_an_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError, match="Nobody"):
        score([("s1", "Nobody")], TRUTHS, HARMS)


def test_the_table_names_every_rule_harm_and_look_alike_and_warns_of_clusters(scored: Score) -> None:
    table = scored.table()
    for name in (*HARMS, "all rules", SPAM, PHISHING, "service_notice", "not independent"):
        assert name in table
    assert "0.750 (0.301-0.954)" in table


def test_the_json_form_is_json_and_holds_the_same_counts(scored: Score) -> None:
    data = json.loads(json.dumps(scored.as_json()))
    assert data["rules"][0]["rule"] == "SpamRule"
    assert (data["rules"][0]["hits"], data["rules"][0]["right"]) == (4, 3)
    assert data["overall"]["recall"]["part"] == 3
    assert data["harms"][SPAM]["whole"] == 3
    assert data["lookalikes"]["service_notice"]["part"] == 1
    assert data["unlabelled"] == 1


def test_without_findings_or_truth_nothing_is_claimed() -> None:
    empty = score([], [], HARMS)
    assert empty.overall.precision.value is None
    assert empty.overall.recall.interval == (0.0, 1.0)
    assert empty.harms == {}


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(sorted(HARMS)))), st.integers(0, 30))
def test_counts_always_fit_together(pairs: list[tuple[int, str]], guilty: int) -> None:
    truths = [
        Truth(f"e{n}", f"a{n % 7}", 1, PHISHING, f"phishing-{n % 3}") if n < guilty else Truth(f"e{n}", f"a{n % 7}", 0)
        for n in range(25)
    ]
    found = score([(f"e{n}", rule) for n, rule in pairs], truths, HARMS)
    assert found.unlabelled == len({pair for pair in pairs if pair[0] >= 25})
    for one in (*found.rules, found.overall):
        assert one.precision.part + one.ordinary + sum(one.lookalikes.values()) == one.hits
        assert one.recall.part + one.other_harm == one.precision.part
        assert one.accounts.part <= one.accounts.whole <= min(7, max(one.hits, 0))
        assert one.recall.part <= one.recall.whole


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"event": "e", "account": "a", "y": 2},
        {"event": "e", "account": "a", "y": True, "harm": SPAM},
        {"event": 1, "account": "a", "y": 0},
        {"event": "e", "account": "a", "y": 1},
        {"event": "e", "account": "a", "y": 0, "harm": SPAM},
    ],
)
def test_lines_that_are_no_truth_are_refused_in_words(line: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="truth"):
        Truth.of_json(line)


def test_truth_goes_to_json_and_back() -> None:
    for truth in TRUTHS:
        assert Truth.of_json(json.loads(json.dumps(truth.as_json()))) == truth
