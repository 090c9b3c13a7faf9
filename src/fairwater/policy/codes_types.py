"""Codes of types and units, FW3xx."""

from __future__ import annotations

from fairwater.policy.codes_example import Code, condition, lines

TYPE_CODES = (
    Code(
        "FW301",
        "Types that do not go together",
        "A text is not a number, even when it looks like one.",
        lines('few = account.posts == "5"'),
        condition("account.posts == 5"),
    ),
    Code(
        "FW302",
        "Units that do not go together",
        "Durations, times and plain numbers never mix: 7 what? Give the number a unit.",
        lines("fresh = account.age < 7"),
        condition("account.age < days(7)"),
    ),
    Code(
        "FW303",
        "Operator not defined for these values",
        "Each operator works on some types: lists and conditions have no order, times cannot be added.",
        lines("odd = account.bot > account.verified"),
        condition("account.bot and not account.verified"),
    ),
    Code(
        "FW304",
        "Not a condition",
        "`and`, `or`, `not`, `if` and `when` need something that is true or false. There is no hidden rule by"
        " which 0 or an empty text is false.",
        condition("account.posts and account.bot"),
        condition("account.posts > 0 and account.bot"),
    ),
    Code(
        "FW305",
        "None as a value",
        "What is missing is unknown, and a comparison with unknown is unknown: it never fires. Ask whether it is"
        " known.",
        lines("nowhere = account.country == None"),
        condition("not is_known(account.country)"),
    ),
    Code(
        "FW306",
        "Comparison by identity",
        "`is` compares identities, which values of events do not have.",
        lines("bot = account.bot is True"),
        condition("account.bot"),
    ),
    Code(
        "FW307",
        "Wrong arguments",
        "The function takes other arguments: the message says which.",
        lines("one = sampled(account.id)"),
        condition("sampled(account.id, percent=5)"),
    ),
    Code(
        "FW308",
        "Constant demanded",
        "Patterns, names of lists, lengths of windows and units are fixed when the policy is published: nobody's"
        " post can change a rule.",
        lines("quoting = text.contains(account.name)"),
        condition("account.name in text"),
    ),
    Code(
        "FW309",
        "Number out of range",
        "Whole numbers have 64 bits, floats are finite, and a constant has a value.",
        lines("many = account.posts > 99999999999999999999"),
        condition("account.posts > 999999999999"),
    ),
    Code(
        "FW310",
        "Not a time",
        "A time is written with date, T, time and offset, as in RFC 3339.",
        lines('recent = account.created > time("31.1.2026")'),
        condition('account.created > time("2026-01-31T00:00:00Z")'),
    ),
    Code(
        "FW311",
        "Ids of different things",
        "The id of an account is never the id or name of another kind of thing: such a comparison is always false.",
        lines("own = account.id == account.email_domain"),
        condition("account.id == reply.account"),
    ),
    Code(
        "FW312",
        "List without one type",
        "The items of a list have one type, and an empty list takes it from its place.",
        lines('known = account.country in ["DE", 5]'),
        condition('account.country in ["DE", "AT"]'),
    ),
    Code(
        "FW313",
        "Generator expression outside its place",
        "`... for item in list` stands in `any(...)`, `all(...)` or `count(...)`, with one `for` over a list.",
        lines("linked = any(links)"),
        condition('any(one.contains("shop") for one in links)'),
    ),
)
"""FW3xx."""
