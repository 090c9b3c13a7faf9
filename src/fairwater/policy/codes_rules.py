"""Codes of policies, rules, measures and cases, FW5xx."""

from __future__ import annotations

from fairwater.policy.codes_example import CASES, POLICY, THEN, Code, because, case, lines, measure, with_policy

_RULE = f'Example = Rule(Spam, when=account.posts > 5, then=[{THEN}], because="many posts")'
_CIVIC = "negative_effects_on_civic_discourse_or_elections.misinformation_disinformation"


def _civic(then: str) -> str:
    policy = POLICY.replace("scams_and_fraud.phishing", _CIVIC)
    return policy + _RULE.replace(THEN, then) + "\n" + CASES


RULE_CODES = (
    Code(
        "FW501",
        "Rule without a policy",
        "Nobody is judged by an unwritten law: every rule holds up a published policy.",
        lines(_RULE.replace("Spam, ", "")),
        with_policy(_RULE + "\n" + CASES),
    ),
    Code(
        "FW502",
        "Policy without title, wording, harm or ground",
        "People are told what is asked of them, in words, on what ground, and what it protects from.",
        lines(POLICY.replace('title="Spam", ', "")),
        with_policy(_RULE + "\n" + CASES),
    ),
    Code(
        "FW503",
        "Unknown harm",
        "The charter lists the harms that it governs. What is not in it, Fairwater does not act upon.",
        lines(POLICY.replace("phishing", "fishing")),
        with_policy(_RULE + "\n" + CASES),
    ),
    Code(
        "FW504",
        "`because` shows something unknown",
        "What stands in braces is the name of a value or a field. `{{` and `}}` are braces.",
        because("the account wrote {account.post} posts"),
        because("the account wrote {account.posts} posts"),
    ),
    Code(
        "FW505",
        "Measure stronger than the charter allows",
        "The charter says what may be done for each harm without a person, and for how long.",
        measure("suspend(account, days(90))"),
        measure("suspend(account, days(7))"),
    ),
    Code(
        "FW506",
        "Termination by a rule",
        "Ending an account is for people to decide, two of them. A rule can ask them to look.",
        measure("terminate(account)"),
        measure(THEN),
    ),
    Code(
        "FW507",
        "Limit or suspension without an end",
        "What restricts a person always has an end.",
        measure("suspend(account)"),
        measure("suspend(account, days(7))"),
    ),
    Code(
        "FW508",
        "Measure that is not written right",
        "A measure is one of the charter's, falls on a subject it can fall on, and has the options it needs.",
        measure("suspend(post, days(7))"),
        measure("suspend(account, days(7))"),
    ),
    Code(
        "FW509",
        "Rule without condition, measure or words",
        "A rule says when it fires, what it asks for, and what the person is told.",
        with_policy(_RULE.replace(', because="many posts"', "")),
        with_policy(_RULE + "\n" + CASES),
    ),
    Code(
        "FW510",
        "More than a label for a political or civic harm",
        "Fairwater does not judge opinions. Where a harm lies in what people think, believe or vote, a rule may"
        " label or ask people to look, and nothing else.",
        lines(_civic("hide(post)")),
        lines(_civic('label(post, "disputed")')),
    ),
    Code(
        "FW511",
        "Case that is not written right",
        "A case has a rule, what it shows in words, and events whose fields are given by name.",
        case('hit(Example, event(text="a"))'),
        case('hit(Example, "a short post", event(text="a"))'),
    ),
    Code(
        "FW512",
        "Ground that the charter does not name",
        "The charter lists the terms and laws that policies rest on.",
        lines(POLICY.replace("3.2", "33.2")),
        with_policy(_RULE + "\n" + CASES),
    ),
    Code(
        "FW513",
        "Case of something that is no rule",
        "A case belongs to one rule, by its name.",
        case('hit(Exmaple, "a post", event(text="a"))'),
        case('hit(Example, "a post", event(text="a"))'),
    ),
    Code(
        "FW514",
        "Case with too many events",
        "A case has at most 100,000 events, the cases of a file together 400,000.",
        case('hit(Example, "a flood", repeat(1000000, event(text="a")))'),
        case('hit(Example, "a flood", repeat(1000, event(text="a")))'),
    ),
    Code(
        "FW515",
        "Case whose events are out of order, or have the same id",
        "Events stand in the order of their time, and each has an id of its own. Without `id` and `at` they do.",
        case('hit(Example, "two posts", event(at=hours(2)), event(at=hours(1)))'),
        case('hit(Example, "two posts", event(at=hours(1)), event(at=hours(2)))'),
    ),
)
"""FW5xx."""
