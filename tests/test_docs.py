"""The docs are whole and true: nothing that a user meets is missing in them, and nothing that they name is missing."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import msgspec
import pytest

from fairwater.cli import group
from fairwater.connect.writers import FINDING_TEXTS
from fairwater.events.decode import EventDecoder
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter, Reason
from fairwater.events.readers import MappingReader
from fairwater.events.readers.values import TIME_FORMATS, TYPES
from fairwater.events.schema import Schema
from fairwater.examples import community
from fairwater.policy.codes import CODES
from fairwater.policy.codes_repository import REPOSITORY_CODES
from fairwater.policy.functions import Cost, Determinism, Function, Param
from pages import DOCS, ROOT, anchors, blocks, commands, links, pages, prose

COMMANDS = sorted(group.commands)
OPERATORS = re.compile(r"\s(?:&&|\|\||\||;|2?>)\s")
CODE_SPAN = re.compile(r"`([^`\n]+)`")
MACHINE = re.compile(r"(?<![\w.~-])/(?:home|root|tmp|work|usr|Users|var|mnt)/")
SPECIAL_REASONS = {
    Reason.BLANK, Reason.LINE_TOO_LONG, Reason.NOT_UTF8, Reason.TOO_DEEP, Reason.TOO_LONG, Reason.TOO_MANY,
    Reason.DUPLICATE_ID, Reason.BAD_FRAME, Reason.CUT_SHORT,
}  # fmt: skip
"""Reasons that no short line of text can have: the page shows no line for them."""


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(*parts: str) -> str:
    return DOCS.joinpath(*parts).read_text("utf-8")


def chapter(page: str, heading: str) -> str:
    """A chapter of a page, up to the next one of its level."""
    return page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def table_keys(page: str) -> list[str]:
    """The first cells, in code, of the tables of a page."""
    return re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)


CLI = text_of("reference", "cli.md")


# Commands


def parts_of(line: str) -> list[list[str]]:
    """The calls of `fairwater` in a line of shell, as lists of words."""
    simple = [shlex.split(part, comments=True) for part in OPERATORS.split(line)]
    return [words[1:] for words in simple if words[:1] == ["fairwater"]]


def understood(words: list[str]) -> str | None:
    """Why the command line cannot be right; None when all in it is known and nothing required is missing."""
    if not words or words[0] in ("--help", "-h", "--version", "COMMAND"):
        return None
    command = group.commands.get(words[0])
    if command is None:
        return f"there is no command {words[0]}"
    context = click.Context(command, info_name=words[0], **group.context_settings)
    try:
        given, rest, _ = command.make_parser(context).parse_args(list(words[1:]))
    except click.UsageError as error:
        return error.format_message()
    if rest:
        return f"there are words too many: {rest}"
    if given.get("help"):
        return None
    missing = [
        str(one.name)
        for one in command.params
        if one.required and (one.name not in given or one.value_is_missing(given[one.name]))
    ]
    return f"lacks {', '.join(missing)}" if missing else None


def calls() -> list[tuple[str, list[str]]]:
    """Every command line of `fairwater` in the docs."""
    found = []
    for page in pages():
        for block in blocks(page):
            if block.language == "console":
                lines = [one.command for one in commands(block)]
            else:
                lines = block.text.splitlines() if block.language == "sh" else []
            found += [(f"{name(page)}:{block.line}", words) for line in lines for words in parts_of(line)]
    return found


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("fairwater check x", None),
        ("fairwater check x --stict", "No such option"),
        ("fairwater check", "lacks folder"),
        ("fairwater chek x", "there is no command chek"),
        ("fairwater run x --events a b --out -", None),
        ("fairwater run x --events a", "lacks out"),
        ("fairwater new x y", "too many"),
    ],
)
def test_a_command_line_that_cannot_be_right_is_seen(line: str, wrong: str | None) -> None:
    ((words),) = parts_of(line)
    said = understood(words)
    assert said is None if wrong is None else said is not None and wrong in said


def test_every_command_line_in_the_docs_is_right() -> None:
    found = calls()
    assert {words[0] for _, words in found if words} >= {"new", "check", "test", "run", "explain", "replay"}
    assert [(place, words, problem) for place, words in found if (problem := understood(words)) is not None] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_that_is_right(command: str) -> None:
    shown = re.search(r"Example:\s+(fairwater .*?)(?:\n\s*\n|\Z)", group.commands[command].help or "", re.DOTALL)
    assert shown is not None
    calls = parts_of(" ".join(shown[1].split()))
    assert command in [words[0] for words in calls]
    assert [understood(words) for words in calls] == [None] * len(calls)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_reference(command: str) -> None:
    part = chapter(CLI, f"fairwater {command}")
    for parameter in group.commands[command].params:
        if isinstance(parameter, click.Option):
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert re.search(rf"`[^`]*{re.escape(option)}\b[^`]*` \| \S", part), option


def test_the_reference_of_the_commands_is_made_from_them() -> None:
    tool = ROOT / "tools" / "make_cli_reference.py"
    made = subprocess.run([sys.executable, tool, "--check"], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")


def test_the_readme_and_the_tutorial_name_every_command_a_beginner_needs() -> None:
    told = {words[0] for place, words in calls() if place.startswith(("README.md", "docs/tutorial.md")) and words}
    assert told >= {"new", "check", "test", "simulate", "run", "explain", "replay"}


# What is read and written


def variables() -> set[str]:
    """The names of the environment variables that the package reads, constants resolved. Another way to read fails."""
    found: set[str] = set()
    for path in sorted((ROOT / "src").rglob("*.py*")):
        if path.suffix not in (".py", ".pyx") or not re.search(r"\benviron\b|getenv", path.read_text("utf-8")):
            continue
        assert path.suffix == ".py", f"{path} reads the environment: this test sees Python files only"
        tree, before = ast.parse(path.read_text("utf-8")), len(found)
        constants = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv"):
                key = node.args[0]
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                key = node.slice
            else:
                continue
            found.add(str(key.value) if isinstance(key, ast.Constant) else str(constants[ast.unparse(key)]))
        assert len(found) > before, f"{path} reads the environment in a way that this test does not see"
    return found


def test_every_environment_variable_is_in_the_reference() -> None:
    assert set(table_keys(chapter(CLI, "Environment variables"))) == variables()


def test_every_key_of_findings_and_dead_letters_is_in_the_reference(tmp_path: Path) -> None:
    policies, events, out = tmp_path / "policies", tmp_path / "events.jsonl", tmp_path / "findings.jsonl"
    events.write_text(
        '{"id": "e1", "time": "2026-03-02T09:00:00Z", "kind": "post.create", "account": {"id": "a", "age": 60},'
        ' "text": "see https://double-gift3.test"}\nnonsense\n'
    )
    program = [sys.executable, "-m", "fairwater.cli"]
    subprocess.run([*program, "new", policies], check=True, capture_output=True)
    subprocess.run([*program, "run", policies, "--events", events, "--out", out], check=True, capture_output=True)
    finding = msgspec.json.decode(out.read_bytes().splitlines()[0])
    letter = msgspec.json.decode((tmp_path / "findings.dead-letters.jsonl").read_bytes())
    assert set(table_keys(chapter(CLI, "Findings"))) == set(finding) == set(FINDING_TEXTS)
    keys = chapter(CLI, "Dead letters").split("The reasons are stable")[0]
    assert table_keys(keys) == list(letter)


def reasons() -> dict[str, str]:
    """Reason -> the line that the page shows for it."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \| (.*) \|$", chapter(CLI, "Dead letters"), re.MULTILINE)
    return {reason: line.strip("`") for reason, line in rows}


def test_every_reason_of_a_dead_letter_is_in_the_reference() -> None:
    assert list(reasons()) == [str(reason) for reason in Reason]
    assert {reason for reason, line in reasons().items() if not line} == SPECIAL_REASONS


@pytest.mark.parametrize(("reason", "line"), [one for one in reasons().items() if one[1]])
def test_the_line_shown_for_a_reason_has_it(reason: str, line: str) -> None:
    letter = EventDecoder(Schema.of()).decode(line.encode())
    assert isinstance(letter, DeadLetter)
    assert str(letter.reason) == reason


def test_everything_a_mapping_may_say_is_on_its_page() -> None:
    page = text_of("howto", "map_your_events.md")
    with pytest.raises(InputError) as refused:
        MappingReader.parse('[event]\nid = { path = "$.a", nonsense = 1 }', Schema.of(), "m.toml")
    options = refused.value.hint.removeprefix("allowed are ").split(", ")
    assert "path" in options
    for word in (*options, *TIME_FORMATS, *TYPES):
        assert re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`", page), word


def test_everything_a_function_says_of_itself_is_on_the_page_about_signals() -> None:
    page = text_of("howto", "add_a_signal.md")
    words = {one.name for one in fields(Function)} | {one.name for one in fields(Param) if one.name not in ("type",)}
    words |= {one.name for one in (*Cost, *Determinism)}
    assert [word for word in sorted(words) if not re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`", page)] == []


# Codes


def test_codes_that_the_docs_name_exist_and_all_are_described() -> None:
    known = {*CODES, *(one.code for one in REPOSITORY_CODES)}
    assert known <= set(re.findall(r"^### (FW\d+)", text_of("reference", "codes.md"), re.MULTILINE))
    for page in pages():
        assert set(re.findall(r"\bFW\d{3}\b", page.read_text("utf-8"))) <= known, name(page)


# Pages


@pytest.mark.parametrize("page", pages(), ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{name(page)} links to {link}"
        assert path.is_relative_to(ROOT), link
        if anchor and path.suffix == ".md":
            named = anchors(path) | set(re.findall(r'<a id="([^"]+)"', path.read_text("utf-8")))
            assert anchor in named, f"{name(page)} links to {link}"


@pytest.mark.parametrize("start", [ROOT / "README.md", DOCS / "index.md"], ids=name)
def test_every_page_is_reached(start: Path) -> None:
    seen: set[Path] = set()
    todo = [start]
    while todo:
        page = todo.pop()
        if page not in seen and page.suffix == ".md" and page.is_file():
            seen.add(page)
            todo += [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
    assert [name(page) for page in sorted(DOCS.rglob("*.md")) if page not in seen] == []


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set()
    for page in pages():
        code = CODE_SPAN.findall(prose(page)) + [line for one in blocks(page) for line in one.text.splitlines()]
        for text in code:
            for found in re.finditer(r"^(?:\$ )?make ([a-z]+)\b", text):
                assert found[1] in targets, f"{name(page)}: make {found[1]}"
                named.add(found[1])
    assert {"demo", "test", "check"} <= named


def test_the_table_in_the_readme_is_about_the_shipped_rules() -> None:
    shown = (ROOT / "README.md").read_text("utf-8").split("<!-- demo:begin -->")[1].split("<!-- demo:end -->")[0]
    rules = shown.split("-\n", 1)[1].split("all rules")[0]
    sources = [one.read_text("utf-8") for one in (community() / "policies").iterdir() if one.name.endswith(".py")]
    shipped = {rule for source in sources for rule in re.findall(r"^(\w+) = Rule\(", source, re.MULTILINE)}
    assert {line.split()[0] for line in rules.splitlines() if line.strip()} == shipped


@pytest.mark.parametrize("page", pages(), ids=name)
def test_no_page_names_a_place_on_somebodys_machine(page: Path) -> None:
    assert MACHINE.findall(page.read_text("utf-8")) == []


def test_the_pages_show_the_recorded_benchmark() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "plot.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
