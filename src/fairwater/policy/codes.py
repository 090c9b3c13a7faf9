"""A diagnostic's code in; what it means, why it matters and what to write instead, with tested examples, out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fairwater.policy.codes_example import Code
from fairwater.policy.codes_lints import LINT_CODES
from fairwater.policy.codes_names import NAME_CODES
from fairwater.policy.codes_repository import REPOSITORY_CODES
from fairwater.policy.codes_rules import RULE_CODES
from fairwater.policy.codes_syntax import SYNTAX_CODES
from fairwater.policy.codes_types import TYPE_CODES
from fairwater.policy.codes_windows import WINDOW_CODES
from fairwater.policy.diagnostics import severity_of

__all__ = ["CODES", "Code", "codes_page"]

_CHAPTERS = (
    ("Files and syntax", SYNTAX_CODES),
    ("Names and imports", NAME_CODES),
    ("Types and units", TYPE_CODES),
    ("Patterns, windows and lists", WINDOW_CODES),
    ("Policies, rules, measures and cases", RULE_CODES),
    ("Lints", LINT_CODES),
    ("The folder of a repository", REPOSITORY_CODES),
)

CODES: Mapping[str, Code] = MappingProxyType({code.code: code for _, codes in _CHAPTERS[:-1] for code in codes})
"""Every code that checking policy files can report; those of a repository's folder are in `codes_repository`."""

_HEAD = """# Codes

What `fairwater check` reports. FW6 and FW75 are lints: they warn and ask a person to look. All others are errors: a
policy with one is not used. A test runs each example below: the first yields the code and nothing else, the second
nothing.

This page is made from the code (`fairwater.policy.codes.codes_page`); a test compares the two.
"""


def codes_page() -> str:
    """The reference page of all codes, Markdown."""
    parts = [_HEAD, "| code | meaning | |\n| --- | --- | --- |"]
    for code in (code for _, codes in _CHAPTERS for code in codes):
        parts[-1] += f"\n| [{code.code}](#{code.code.lower()}) | {code.title} | {severity_of(code.code).value} |"
    for chapter, codes in _CHAPTERS:
        parts.append(f"\n## {chapter}")
        parts += [_section(code) for code in codes]
    return "\n".join(parts) + "\n"


def _section(code: Code) -> str:
    return (
        f'\n<a id="{code.code.lower()}"></a>\n\n### {code.code}: {code.title}\n\n{code.explanation}\n\n'
        f"```python\n# {code.code}\n{code.bad.shown}\n```\n\n```python\n# right\n{code.good.shown}\n```"
    )
