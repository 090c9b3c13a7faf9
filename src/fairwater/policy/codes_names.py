"""Codes of names and imports, FW2xx."""

from __future__ import annotations

from fairwater.policy.codes_example import CASES, HEAD, POLICY, THEN, Code, condition, files, lines

_RULE = POLICY + f'Example = Rule(Spam, when=fresh, then=[{THEN}], because="an example")\n' + CASES
_SHARED = HEAD + "fresh = account.age < days(7)\n"


def _importing(line: str) -> str:
    return HEAD + line + "\n" + _RULE


NAME_CODES = (
    Code(
        "FW201",
        "Unknown name",
        "Nothing of this name is defined above, imported, or part of the language.",
        lines("fresh = acount.age < days(7)"),
        condition("account.age < days(7)"),
    ),
    Code(
        "FW202",
        "Used before it is defined",
        "Names are defined above the lines that use them, so that a policy reads from top to bottom.",
        condition("fresh", after="fresh = account.age < days(7)\n"),
        condition("fresh", "fresh = account.age < days(7)\n"),
    ),
    Code(
        "FW203",
        "Defined twice",
        "A name has one meaning in a file. Rules and policies have one meaning in the whole repository, because"
        " findings name them.",
        condition("fresh", "fresh = account.age < days(7)\nfresh = account.age < days(9)\n"),
        condition("fresh", "fresh = account.age < days(7)\n"),
    ),
    Code(
        "FW204",
        "Name taken by the language",
        "Names of fields, functions, measures and subjects keep their meaning in every file.",
        lines("count = account.posts > 5"),
        condition("many", "many = account.posts > 5\n"),
    ),
    Code(
        "FW205",
        "Unknown file in an import",
        "`from policies.shared import fresh` names the file policies/shared.py of this repository.",
        files(example=_importing("from policies.sharde import fresh"), shared=_SHARED + "\n"),
        files(example=_importing("from policies.shared import fresh"), shared=_SHARED),
    ),
    Code(
        "FW206",
        "Files that import each other",
        "Imports go one way, so that every name is defined before it is used.",
        files(
            a=HEAD + "from policies.b import few\nfresh = few and account.age < days(7)\n",
            b=HEAD + "from policies.a import fresh\nfew = fresh and account.posts < 5\n",
        ),
        files(example=_importing("from policies.shared import fresh"), shared=_SHARED),
    ),
    Code(
        "FW207",
        "Name not defined in the imported file",
        "A name is imported from the file that defines it.",
        files(example=_importing("from policies.shared import frehs\nfresh = frehs"), shared=_SHARED),
        files(example=_importing("from policies.shared import fresh"), shared=_SHARED),
    ),
    Code(
        "FW208",
        "Unknown field",
        "The schema has no field of this path. Fields of your own service are added to the schema of the repository.",
        lines("popular = account.folowers > 1000"),
        condition("account.followers > 1000"),
    ),
    Code(
        "FW209",
        "Unknown method",
        "A value of this type has no such method.",
        lines('lure = text.contain("prize")'),
        condition('text.contains("prize")'),
    ),
    Code(
        "FW211",
        "Generator variable with a name that is taken",
        "The items of a list get a name that means nothing else, so that nobody misreads the condition.",
        lines('linked = any(text.contains("shop") for text in links)'),
        condition('any(link_text.contains("shop") for link_text in links)'),
    ),
    Code(
        "FW212",
        "Not a value",
        "A policy, a rule, a measure, a function without its arguments or a group of fields is not a value that a"
        " condition can be made of.",
        condition("Spam and account.posts > 5"),
        condition("account.posts > 5"),
    ),
)
"""FW2xx."""
