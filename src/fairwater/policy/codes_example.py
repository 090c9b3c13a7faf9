"""A few lines of policy in; the whole files in which they are tried, beside the lines that a reader is shown, out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

HEAD = "from fairwater.policy import *\n"
POLICY = (
    'Spam = Policy(title="Spam", harm=scams_and_fraud.phishing, ground=Terms("3.2"),\n'
    '              wording="Do not send people what they did not ask for.")\n'
)
CASES = 'hit(Example, "what must be found", event())\nmiss(Example, "what must not", event())\n'
THEN = 'review(queue="spam", severity=2)'
FILE = "policies/example.py"


@dataclass(frozen=True, slots=True)
class Example:
    """`shown`: what a reader sees; `files`: what is checked."""

    shown: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its title, why it is there, and an example that yields just this code beside one that yields none."""

    code: str
    title: str
    explanation: str
    bad: Example
    good: Example


def files(**sources: str) -> Example:
    """Whole files, as they are; `a="..."` is policies/a.py. All are shown."""
    several = len(sources) > 1
    shown = "\n".join(
        (f"# policies/{name}.py\n" if several else "") + source.rstrip() for name, source in sources.items()
    )
    return Example(shown, {f"policies/{name}.py": source.encode() for name, source in sources.items()})


def hostile(shown: str, data: bytes) -> Example:
    """One file of any bytes, described instead of shown."""
    return Example(shown, {FILE: data})


def lines(text: str) -> Example:
    """Lines after the import; they are shown alone."""
    return Example(text.rstrip(), {FILE: (HEAD + text).encode()})


def with_policy(text: str) -> Example:
    """Lines after the import and a policy `Spam`."""
    return Example(text.rstrip(), {FILE: (HEAD + POLICY + text).encode()})


def condition(
    when: str, before: str = "", *, then: str = THEN, because: str = "an example", after: str = ""
) -> Example:
    """A condition, in a rule that has all else; `before`: lines above the rule, `after`: below its cases."""
    rule = f"Example = Rule(Spam, when={when}, then=[{then}], because={json.dumps(because)})\n"
    shown = "\n".join(part for part in (before.rstrip(), f"when={when}") if part)
    return Example(shown, {FILE: (HEAD + POLICY + before + rule + CASES + after).encode()})


def measure(then: str) -> Example:
    """What a rule asks for."""
    made = condition("account.posts > 5", then=then)
    return Example(f"then=[{then}]", made.files)


def because(text: str) -> Example:
    """The words of a rule."""
    made = condition("account.posts > 5", because=text)
    return Example(f"because={json.dumps(text)}", made.files)


def case(text: str) -> Example:
    """A case of the rule `Example`, after its others."""
    made = condition("account.posts > 5", after=text + "\n")
    return Example(text, made.files)
