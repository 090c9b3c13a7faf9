"""The example of each function is policy that the checker takes and the reference interpreter finds true."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fairwater.charter import Charter, read_charter
from fairwater.engine.reference import Reference
from fairwater.events.decode import EventDecoder
from fairwater.events.record import Event
from fairwater.events.schema import Schema
from fairwater.policy.captured import read_captured
from fairwater.policy.check import Checked, check_files
from fairwater.policy.codes_example import HEAD, POLICY, THEN
from fairwater.policy.codes_repository import CHARTER
from fairwater.policy.fields import read_fields
from fairwater.policy.functions import Function
from fairwater.signals.library import standard_library

ROOT = Path(__file__).parent.parent
FUNCTIONS = tuple(standard_library().functions.values())
EVENT = b"""{"id": "e1", "time": "2026-11-01T12:00:00Z", "kind": "post.create",
    "account": {"id": "a", "age": 3600}, "text": "see https://www.shop.example/app.apk"}"""


class NoLists:
    """Managed lists that hold nothing."""

    def contains(self, name: str, value: str) -> bool:
        return False


def charter() -> Charter:
    read = read_charter(CHARTER).charter
    assert read is not None
    return read


def checked(example: str) -> Checked:
    rule = f'Example = Rule(Spam, when={example}, then=[{THEN}], because="an example")\n'
    files = {"policies/example.py": (HEAD + POLICY + rule).encode()}
    return check_files(files, Schema.of(), standard_library(), charter(), ["scam-domains"])


def event() -> Event:
    read = EventDecoder(Schema.of()).decode(EVENT.replace(b"\n", b""))
    assert isinstance(read, Event)
    return read


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_example_of_a_function_is_a_condition(function: Function) -> None:
    result = checked(function.example)
    assert [f"{one.code} {one.message}" for one in result.errors] == []


@pytest.mark.parametrize(
    "function", [one for one in FUNCTIONS if one.form != "property"], ids=lambda function: function.name
)
def test_the_example_of_a_function_is_true(function: Function) -> None:
    reference = Reference(checked(function.example).rules, Schema.of(), standard_library(), NoLists())
    now = 1_793_534_400_000_000
    assert [found.rule_name for found in reference.one(event(), now)] == ["Example"]


def test_the_examples_of_overloaded_functions_name_the_type_they_are_for() -> None:
    overloaded = [one for one in FUNCTIONS if one.form == "function" and "." in one.name]
    for function in overloaded:
        (rule,) = checked(function.example).rules
        assert f"function='{function.name}'" in repr(rule.when), function.name


def test_the_reference_pages_say_what_the_implementation_does() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "make_reference.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a reference page in one language."""
    text = (ROOT / "docs" / "reference" / page).read_text("utf-8")
    return [part.partition("```")[0] for part in text.split(f"```{language}\n")[1:]]


def test_the_policy_on_the_page_of_the_language_has_no_problems() -> None:
    source = blocks("language.md", "python")[0]
    result = check_files(
        {"policies/giveaways.py": source.encode()}, Schema.of(), standard_library(), charter(), ["scam-domains"]
    )
    assert [f"{one.code} {one.message}" for one in result.diagnostics] == []


def test_the_files_on_the_reference_pages_are_valid() -> None:
    assert read_charter(blocks("charter.md", "toml")[0].encode()).problems == ()
    assert read_fields(blocks("fields.md", "toml")[0].encode()).problems == ()
    files = ["tests/wave.toml", "tests/giveaway.jsonl"]
    test, problems = read_captured(blocks("language.md", "toml")[0].encode(), files[0], files, {"GiveawaySpree"})
    assert problems == ()
    assert test is not None
