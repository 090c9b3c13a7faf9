"""What a charter may say, and what no charter can."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwater.charter import Charter, read_charter
from fairwater.charter.measures import CIVIC_MEASURES, MEASURES
from fairwater.charter.taxonomy import BY_NAME, CATEGORIES, CIVIC

DAY = 86_400_000_000
SHIPPED = Path(__file__).parent.parent / "src" / "fairwater" / "examples" / "community" / "charter.toml"

HEAD = """
title = "A charter"
edition = "1"
operator = "Somebody"
languages = ["en"]
[contact]
people = "help@community.example"
authorities = "https://community.example/legal"
"""
LADDER = "".join(
    f'[[ladder]]\nmeasure = "{name}"\n' + ('longest = "30 days"\n' if kind.length == "must" else "")
    for name, kind in MEASURES.items()
)
PHISHING = """
[harms.scams_and_fraud.phishing]
automatic = ["label", "limit", "hide"]
strongest = "terminate"
longest = { limit = "3 days" }
"""
GROUNDS = """
[grounds.terms]
"3.2" = "No phishing"
[grounds.law]
"DE StGB 263" = "Fraud"
"""


def text(
    *, head: str = HEAD, ladder: str = LADDER, harms: str = PHISHING, grounds: str = GROUNDS, more: str = ""
) -> str:
    return head + ladder + harms + grounds + more


def charter(**parts: str) -> Charter:
    reading = read_charter(text(**parts).encode())
    assert reading.problems == ()
    assert reading.charter is not None
    return reading.charter


def refused(**parts: str) -> str:
    """The problems of a charter as text; there must be some, each with a next step."""
    reading = read_charter(text(**parts).encode())
    assert reading.charter is None
    assert reading.problems
    assert all(problem.help and problem.message for problem in reading.problems)
    return "\n".join(
        f"{problem.key}:{problem.line}: {problem.message} | {problem.help}" for problem in reading.problems
    )


def test_the_shipped_charter_is_valid_and_keeps_every_promise() -> None:
    reading = read_charter(SHIPPED.read_bytes())
    assert reading.problems == ()
    shipped = reading.charter
    assert shipped is not None
    assert shipped.measures == ("label", "warn", "limit", "hide", "remove", "suspend", "terminate", "review")
    assert not any(harm.startswith(CIVIC) for harm in shipped.harms)
    for harm in shipped.harms.values():
        assert "terminate" not in harm.automatic
        assert not (harm.speech and {"remove", "suspend"} & set(harm.automatic))


def test_a_charter_is_read_whole() -> None:
    read = charter()
    assert read.title == "A charter"
    assert read.contact.people == "help@community.example"
    assert read.grounds["terms 3.2"].title == "No phishing"
    assert read.grounds["law DE StGB 263"].kind == "law"
    assert read.harms["scams_and_fraud.phishing"].codes == ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "KEYWORD_PHISHING")
    assert read.longest("scams_and_fraud.phishing", "limit") == 3 * DAY
    assert read.longest("scams_and_fraud.phishing", "suspend") == 30 * DAY
    assert read.deadlines.complaint_window == 183 * DAY


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"head": HEAD.replace("operator", "oprator")}, "did you mean 'operator'?"),
        ({"head": HEAD.replace("operator", "oprator")}, ":4: unknown key 'oprator'"),
        ({"head": HEAD.replace('title = "A charter"', "title = 3")}, "title:2: title must be a text"),
        ({"head": HEAD.replace('["en"]', '["English, please"]')}, "is not a language code"),
        ({"head": HEAD.replace('["en"]', "[]")}, "languages is empty"),
        ({"head": HEAD.replace("help@community.example", "ask around")}, "contact.people:7"),
        ({"head": HEAD.replace("[contact]", "[contacts]")}, "did you mean 'contact'?"),
        ({"ladder": ""}, "[[ladder]] is missing"),
        ({"ladder": LADDER.replace('"hide"', '"hidden"')}, "did you mean 'hide'?"),
        ({"ladder": LADDER.replace('longest = "30 days"\n', "", 1)}, "limit needs a longest length"),
        ({"ladder": LADDER.replace("30 days", "800 days")}, "but must be from 1 hour to 366 days"),
        ({"ladder": LADDER.replace("30 days", "a month")}, "must be a duration, not 'a month'"),
        ({"ladder": LADDER.replace('measure = "warn"', 'measure = "warn"\nlongest = "1 day"')}, "warn has no length"),
        ({"ladder": LADDER + '[[ladder]]\nmeasure = "hide"\n'}, "hide stands on the ladder twice"),
        ({"ladder": '[[ladder]]\nmeasure = "terminate"\n' + LADDER}, "terminate stands before label"),
        ({"harms": ""}, "[harms] is missing"),
        ({"harms": PHISHING.replace("scams_and_fraud", "scams")}, "'scams' is no category of harm"),
        (
            {"harms": PHISHING.replace("scams_and_fraud.phishing", "political_opinion.dissent")},
            "a charter cannot add one",
        ),
        (
            {"harms": PHISHING.replace("scams_and_fraud.phishing", "scams_and_fraud.opinion")},
            "a charter cannot add one",
        ),
        (
            {"harms": PHISHING.replace("scams_and_fraud.phishing", "not_specified_order.other")},
            "is no category of harm",
        ),
        ({"harms": PHISHING.replace("phishing", "phising")}, "did you mean 'phishing'?"),
        ({"harms": PHISHING.replace('"hide"]', '"terminate"]')}, "terminate is never automatic"),
        ({"harms": PHISHING.replace('strongest = "terminate"', 'strongest = "label"')}, "stronger than its strongest"),
        ({"harms": PHISHING.replace('"3 days"', '"60 days"')}, "but must be from 1 hour to 30 days"),
        ({"harms": PHISHING.replace("{ limit", "{ remove")}, "longest.remove cannot be given a length"),
        ({"harms": PHISHING.replace("{ limit", "{ banish")}, "longest.banish cannot be given a length"),
        ({"harms": PHISHING.replace("automatic", "automatc")}, "did you mean 'automatic'?"),
        ({"grounds": ""}, "[grounds] is missing"),
        ({"grounds": "[grounds.terms]\n3.2 = 'Phishing'\n"}, "an id with a dot needs quotes"),
        ({"grounds": "[grounds.terms]\n'<3>' = 'Phishing'\n"}, "is no id of a clause"),
        ({"more": "[promises]\nprecision_floor = 0.1\n"}, "must be a number from 0.5 to 0.9999, not 0.1"),
        ({"more": "[promises]\nprecision_floor = nan\n"}, "must be a number from 0.5 to 0.9999, not nan"),
        ({"more": "[promises]\nprecision_floor = true\n"}, "not True"),
        ({"more": '[deadlines]\ncomplaint_window = "30 days"\n'}, "but must be from 183 days"),
        ({"more": '[retention]\nevents = "900 days"\n'}, "but must be from 1 day to 400 days"),
        ({"more": '[deadlines]\ncomplaint_window = "300 days"\n'}, "gone before the complaint window ends"),
        ({"more": "[sampling]\nshare = 0\n"}, "must be a number from 0.001 to 1, not 0"),
        ({"more": "[sampling]\nweekly = 1.5\n"}, "must be a whole number"),
        ({"more": "[shadow_bans]\nallowed = true\n"}, "unknown key 'shadow_bans'"),
        ({"more": "x = \n"}, "is not TOML"),
    ],
)
def test_what_does_not_fit_is_named_with_its_key_and_the_next_step(parts: dict[str, str], expected: str) -> None:
    assert expected in refused(**parts)


@pytest.mark.parametrize(
    "more",
    [
        "".join(f"unknown_{index} = 1\n" for index in range(10_000)),
        "[harms]\n" + "".join(f"category_{index} = 1\n" for index in range(10_000)),
        "[harms.violence]\n" + "".join(f"violence_{index} = 1\n" for index in range(10_000)),
        "[grounds.terms]\n" + "".join(f"'<{index}>' = 1\n" for index in range(10_000)),
        f"languages = {[f'Language {index}' for index in range(100)]}\n",
    ],
)
def test_thousands_of_problems_are_told_in_bounded_time_and_number(more: str) -> None:
    begin = time.process_time()
    problems = read_charter(more.encode()).problems
    assert time.process_time() - begin < 5
    assert len(problems) == 100
    assert problems[-1].message == "more than 99 problems"


def test_every_problem_of_a_charter_is_told_at_once() -> None:
    told = refused(head=HEAD.replace('"1"', "1"), harms=PHISHING.replace("phishing", "phising"), grounds="")
    assert "edition" in told
    assert "phising" in told
    assert "[grounds] is missing" in told


@pytest.mark.parametrize("keyword", [keyword.name for c in CATEGORIES if c.name == CIVIC for keyword in c.keywords])
@pytest.mark.parametrize("measure", [name for name in MEASURES if name not in CIVIC_MEASURES])
def test_opinions_on_civic_affairs_are_labelled_or_reviewed_and_nothing_else(keyword: str, measure: str) -> None:
    harm = f"[harms.{CIVIC}.{keyword}]\n"
    assert "may be labelled or reviewed" in refused(harms=f'{harm}automatic = []\nstrongest = "{measure}"\n')
    if measure != "terminate":
        told = refused(harms=f'{harm}automatic = ["{measure}"]\nstrongest = "label"\n')
        assert "may be labelled or reviewed" in told
    read = charter(harms=f'{harm}automatic = ["label"]\nstrongest = "label"\n')
    for asked in MEASURES:
        assert (read.allows(f"{CIVIC}.{keyword}", asked, None) is None) == (asked == "label")


@pytest.mark.parametrize("measure", ["remove", "suspend"])
def test_removal_and_all_that_is_stronger_needs_people_where_the_harm_lies_in_what_is_said(measure: str) -> None:
    told = refused(
        harms=f'[harms.illegal_or_harmful_speech.hate_speech]\nautomatic = ["{measure}"]\nstrongest = "terminate"\n'
    )
    assert "people decide" in told
    declared = f'[harms.scams_and_fraud.phishing]\nspeech = true\nautomatic = ["{measure}"]\nstrongest = "terminate"\n'
    assert "people decide" in refused(harms=declared)


def test_a_charter_cannot_declare_that_speech_is_not_speech() -> None:
    for name, (_, keyword) in BY_NAME.items():
        if keyword.speech:
            told = refused(harms=f'[harms.{name}]\nspeech = false\nautomatic = []\nstrongest = "label"\n')
            assert "lies in what is said" in told


@pytest.mark.parametrize(
    ("harm", "measure", "length", "reason"),
    [
        ("scams_and_fraud.phishing", "label", None, None),
        ("scams_and_fraud.phishing", "label", DAY, None),
        ("scams_and_fraud.phishing", "hide", None, None),
        ("scams_and_fraud.phishing", "limit", 3 * DAY, None),
        ("scams_and_fraud.phishing", "review", None, None),
        ("scams_and_fraud.phishing", "review", DAY, "a review has no length"),
        ("scams_and_fraud.phishing", "limit", None, "limit must have an end, at most 3 days"),
        ("scams_and_fraud.phishing", "limit", 3 * DAY + 1, "longer than the charter allows"),
        ("scams_and_fraud.phishing", "limit", 0, "must last longer than nothing"),
        ("scams_and_fraud.phishing", "warn", None, "may not ask for warn by itself"),
        ("scams_and_fraud.phishing", "terminate", None, "two people decide"),
        ("scams_and_fraud.phishing", "banish", None, "the charter has no measure banish"),
        ("scams_and_fraud.phishing", "hidden", None, "did you mean hide?"),
        ("scams_and_fraud.phising", "hide", None, "did you mean scams_and_fraud.phishing?"),
        ("violence.coordinated_harm", "hide", None, "add [harms.violence.coordinated_harm]"),
    ],
)
def test_a_rule_may_ask_for_what_the_charter_allows(
    harm: str, measure: str, length: int | None, reason: str | None
) -> None:
    told = charter().allows(harm, measure, length)
    if reason is None:
        assert told is None
    else:
        assert told is not None
        assert reason in told


def test_a_length_where_a_measure_has_none_is_refused() -> None:
    told = charter(harms=PHISHING.replace('"hide"]', '"remove"]')).allows("scams_and_fraud.phishing", "remove", DAY)
    assert told == "remove has no length: leave it out"


@given(
    harm=st.sampled_from(sorted(BY_NAME)),
    automatic=st.lists(st.sampled_from([*MEASURES, "review"]), unique=True, max_size=4),
    strongest=st.sampled_from([*MEASURES, "review"]),
    speech=st.booleans(),
)
def test_no_charter_that_is_accepted_breaks_a_promise(
    harm: str, automatic: list[str], strongest: str, speech: bool
) -> None:
    body = f"[harms.{harm}]\nspeech = {str(speech).lower()}\nautomatic = {automatic}\nstrongest = '{strongest}'\n"
    read = read_charter(text(harms=body).encode()).charter
    if read is None:
        return
    order = read.measures
    for measure in MEASURES:
        if any(read.allows(harm, measure, length) is None for length in (None, DAY)):
            assert measure != "terminate"
            assert measure in automatic
            assert order.index(measure) <= order.index(strongest)
            assert not harm.startswith(CIVIC) or measure == "label"
            assert not (speech or BY_NAME[harm][1].speech) or order.index(measure) < order.index("remove")
            assert MEASURES[measure].length != "must" or read.allows(harm, measure, None) is not None


def test_the_version_tells_meaning_and_nothing_else() -> None:
    plain = charter()
    assert len(plain.version) == 64
    rearranged = charter(head="# a comment\n" + HEAD, grounds="[grounds.law]\n'DE StGB 263' = \"Fraud\"\n"
                         "[grounds.terms]\n'3.2' = 'No phishing'\n")  # fmt: skip
    assert rearranged.version == plain.version
    for changed in (
        {"head": HEAD.replace("Somebody", "Somebody else")},
        {"head": HEAD.replace('edition = "1"', 'edition = "2"')},
        {"ladder": LADDER.replace("30 days", "29 days")},
        {"harms": PHISHING.replace("3 days", "2 days")},
        {"harms": PHISHING.replace('"label", ', "")},
        {"grounds": GROUNDS.replace("Fraud", "Deceit")},
        {"more": "[promises]\nprecision_floor = 0.95\n"},
        {"more": '[deadlines]\nnotice = "2 days"\n'},
        {"more": '[retention]\nevents = "20 days"\n'},
        {"more": "[sampling]\nweekly = 20\n"},
    ):
        assert charter(**changed).version != plain.version
