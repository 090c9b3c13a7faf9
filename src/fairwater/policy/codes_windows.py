"""Codes of patterns, windows and lists, FW4xx."""

from __future__ import annotations

from fairwater.policy.codes_example import Code, condition, lines

_RIGHT = condition("count(per=account.id, within=hours(1)) > 20")

WINDOW_CODES = (
    Code(
        "FW401",
        "Pattern that is not linear-time",
        "Look-around and back-references can take time that grows out of all proportion to the text. One post"
        " could stop the service.",
        lines(r'twice = text.matches(r"(\w+) \1")'),
        condition(r'text.matches(r"\bwin (a|the) prize\b")'),
    ),
    Code(
        "FW402",
        "Pattern that cannot be read",
        "The pattern is not of the grammar of patterns; the message says where.",
        lines('lure = text.matches("claim (your prize")'),
        condition('text.matches("claim (your|the) prize")'),
    ),
    Code(
        "FW403",
        "Pattern that matches everything",
        "A pattern that can match without any character is found in every text.",
        lines('lure = text.matches("(prize)?")'),
        condition('text.matches("prize")'),
    ),
    Code(
        "FW404",
        "Backspace in a pattern",
        r'In a plain text `\b` is a backspace character. Patterns are written with an r before them: `r"\b..."`.',
        lines(r'lure = text.matches("\bprize\b")'),
        condition(r'text.matches(r"\bprize\b")'),
    ),
    Code(
        "FW410",
        "Window without a key",
        "A window counts for each account, domain or other value apart. Without a key it would count the whole"
        " service.",
        lines("busy = count(within=hours(1)) > 20"),
        _RIGHT,
    ),
    Code(
        "FW411",
        "Window without a constant length",
        "`within` says how far back a window looks. It is fixed when the policy is published.",
        lines("busy = count(per=account.id) > 20"),
        _RIGHT,
    ),
    Code(
        "FW412",
        "Window too long or without length",
        "A window is longer than nothing and has at most 400 days.",
        lines("busy = count(per=account.id, within=days(500)) > 20"),
        condition("count(per=account.id, within=days(300)) > 20"),
    ),
    Code(
        "FW413",
        "Value that a window cannot use",
        "Keys and counted values are single values that are exactly equal or not: no lists, no floats, no"
        " constants. Only numbers can be added up.",
        lines("busy = count(per=links, within=hours(1)) > 20"),
        condition("count(per=link.domain, within=hours(1)) > 20"),
    ),
    Code(
        "FW414",
        "Window inside a generator expression",
        "A window has one value for an event, not one for each item of a list. Give it a name of its own.",
        lines("busy = any(count(per=account.id, within=hours(1)) > 20 for one in links)"),
        condition(
            'busy and any(one.contains("shop") for one in links)',
            "busy = count(per=account.id, within=hours(1)) > 20\n",
        ),
    ),
    Code(
        "FW420",
        "Unknown managed list",
        "`listed(...)` names a list of the repository's `lists/`.",
        lines('scam = link.domain in listed("scam-domain")'),
        condition('link.domain in listed("scam-domains")'),
    ),
    Code(
        "FW421",
        "Managed list outside `in`",
        "A managed list may have millions of entries: it can only be asked whether it has one.",
        lines('scams = listed("scam-domains")'),
        condition('link.domain in listed("scam-domains")'),
    ),
)
"""FW4xx."""
