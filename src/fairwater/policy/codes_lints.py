"""Codes of lints, FW6xx: what is allowed and most likely not meant."""

from __future__ import annotations

from fairwater.policy.codes_example import CASES, HEAD, POLICY, THEN, Code, condition, files, with_policy

_RULE = f'Example = Rule(Spam, when=account.posts > 5, then=[{THEN}], because="many posts")\n'
_FINE = with_policy(_RULE + CASES)
_SHARED = HEAD + "fresh = account.age < days(7)\n"
_USING = POLICY + _RULE.replace("account.posts > 5", "fresh") + CASES

LINT_CODES = (
    Code(
        "FW601",
        "Unused name",
        "A value that no rule uses is most likely a forgotten part of a condition.",
        condition("account.posts > 5", "fresh = account.age < days(7)\n"),
        condition("account.posts > 5 and fresh", "fresh = account.age < days(7)\n"),
    ),
    Code(
        "FW602",
        "Unused import",
        "The file does not use what it imports.",
        files(
            example=HEAD + "from policies.shared import fresh\n" + POLICY + _RULE + CASES,
            other=HEAD
            + "from policies.shared import fresh\n"
            + _USING.replace("Spam", "Floods").replace("Example", "Other"),
            shared=_SHARED,
        ),
        files(example=HEAD + "from policies.shared import fresh\n" + _USING, shared=_SHARED),
    ),
    Code(
        "FW603",
        "Policy without a rule",
        "A published policy that nothing holds up.",
        with_policy(""),
        _FINE,
    ),
    Code(
        "FW604",
        "Rule without a hit or a miss",
        "Every rule has a case that it must find and one that looks like it and must not be found.",
        with_policy(_RULE),
        _FINE,
    ),
    Code(
        "FW605",
        "Never true",
        "The parts of this condition exclude each other, so the rule would never fire.",
        condition("account.posts < 0 and account.posts > 5"),
        condition("account.posts < 0 or account.posts > 5"),
    ),
    Code(
        "FW606",
        "Always true",
        "The condition says nothing: whatever is known satisfies it.",
        condition("account.posts > 5 or account.posts <= 5"),
        condition("account.posts > 5 or account.bot"),
    ),
    Code(
        "FW607",
        "Said twice",
        "The same condition stands twice beside one `and` or `or`: most likely one of them was meant to be another.",
        condition("account.bot and account.posts > 5 and account.bot"),
        condition("account.bot and account.posts > 5"),
    ),
    Code(
        "FW608",
        "Two rules with one meaning",
        "Two rules of one policy with the same condition find the same events, and people are told twice.",
        with_policy(
            _RULE
            + CASES
            + _RULE.replace("Example", "Second").replace("account.posts > 5", "5 < account.posts")
            + CASES.replace("Example", "Second")
        ),
        _FINE,
    ),
    Code(
        "FW609",
        "Equality of floats",
        "Results of calculation are rarely equal to the last bit.",
        condition("account.posts / account.followers == 0.1"),
        condition("account.posts / account.followers < 0.1"),
    ),
    Code(
        "FW610",
        "Never known",
        "What depends on a missing value, or divides by 0, is unknown, and unknown never fires.",
        condition("not is_known(account.posts) and account.posts > 5"),
        condition("not is_known(account.posts) or account.posts > 5"),
    ),
    Code(
        "FW611",
        "Pattern that names who people are",
        "Policies judge what people do. A pattern that is the name of a religion, a people, a party, an office or"
        " an outlet finds everybody who speaks of it. Where it must be named, two people approve the rule.",
        condition('text.has_word("christians")'),
        condition('text.matches("send .{0,20} wallet")'),
    ),
    Code(
        "FW612",
        "Condition compared with True or False",
        "A condition is already true or false.",
        condition("account.bot == True"),
        condition("account.bot"),
    ),
    Code(
        "FW613",
        "Item twice in a list",
        "The second does nothing; most likely another was meant.",
        condition('account.country in ["AT", "DE", "AT"]'),
        condition('account.country in ["AT", "DE", "CH"]'),
    ),
)
"""FW6xx."""
