"""The folder of a policy repository comes in, a checked, frozen `Repository` goes out, or diagnostics that say why not.

    charter.toml        the operator's constitution
    fields.toml         the service's own event fields (optional)
    policies/**/*.py    policies, rules and their cases
    lists/*             managed lists: NAME.txt, NAME.csv or NAME.json, named in policies as listed("NAME")
    tests/*.toml        recorded streams and what must be found in them, beside their event files

Nothing of it is run or imported. Files are taken in the order of their paths, so that the same folder gives the same
result everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from fairwater.charter import Charter, Problem, read_charter
from fairwater.charter.taxonomy import CATEGORIES
from fairwater.events.schema import Schema
from fairwater.policy.captured import EVENT_SUFFIXES, CapturedTest, read_captured
from fairwater.policy.check import Checked, check_files
from fairwater.policy.diagnostics import Diagnostic, Severity
from fairwater.policy.fields import read_fields
from fairwater.policy.folder import Folder, open_folder
from fairwater.policy.functions import Library
from fairwater.policy.vocabulary import taken_words

LIST_SUFFIXES = (".txt", ".csv", ".json")
_LIST_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_KNOWN = {"policies": (".py",), "lists": LIST_SUFFIXES, "tests": (".toml", *EVENT_SUFFIXES)}


@dataclass(frozen=True, slots=True)
class Repository:
    """A policy repository without errors. `lists`: the file of each managed list by its name."""

    path: Path
    charter: Charter
    schema: Schema
    library: Library
    checked: Checked
    lists: Mapping[str, Path]
    tests: tuple[CapturedTest, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading. `repository` is None exactly when there is an error.

    `diagnostics` are sorted by file and place. `sources`: the text of every file read, by its path in the repository,
    to show lines of it.
    """

    repository: Repository | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


def load_repository(path: Path, library: Library) -> Loaded:
    """Load and check the policy repository in a folder. Raises nothing: all problems are diagnostics."""
    folder = open_folder(path)
    sources: dict[str, bytes] = {}
    charter = schema = checked = None
    tests: tuple[CapturedTest, ...] = ()
    lists = _lists(folder)
    if not folder.diagnostics or folder.files:
        charter = _charter(folder, sources)
        schema = _schema(folder, sources, library, charter)
    if charter is not None and schema is not None:
        checked = _policies(folder, sources, schema=schema, library=library, charter=charter, lists=lists)
        tests = _tests(folder, sources, checked)
        _unused(folder, tests)
    diagnostics = sorted([*folder.diagnostics, *(checked.diagnostics if checked else ())], key=_place)
    repository = None
    failed = any(found.severity is Severity.ERROR for found in diagnostics)
    if charter is not None and schema is not None and checked is not None and not failed:
        repository = Repository(path, charter, schema, library, checked, MappingProxyType(lists), tests)
    texts = {name: data.decode("utf-8", "replace") for name, data in sources.items()}
    return Loaded(repository, tuple(diagnostics), MappingProxyType(texts))


def _place(found: Diagnostic) -> tuple[str, int, int, str]:
    return found.span.file, found.span.line, found.span.column, found.code


def _read(folder: Folder, sources: dict[str, bytes], name: str) -> bytes | None:
    """Read a file, and keep it to show lines of it."""
    data = folder.read(name)
    if data is not None:
        sources[name] = data
    return data


def _note(folder: Folder, code: str, file: str, problems: Iterable[Problem]) -> None:
    """Problems of a TOML file as diagnostics; they have a line and no columns, so a nearest name stays in the help."""
    for problem in problems:
        folder.error(code, file, problem.message, problem.help, problem.line)


def _charter(folder: Folder, sources: dict[str, bytes]) -> Charter | None:
    if "charter.toml" not in folder.files:
        help = "add one: `fairwater new DIR` makes a repository with a charter to start from"
        folder.error("FW701", "charter.toml", f"{folder.root} has no charter.toml", help)
        return None
    data = _read(folder, sources, "charter.toml")
    if data is None:
        return None
    reading = read_charter(data)
    _note(folder, "FW704", "charter.toml", reading.problems)
    return reading.charter


def _schema(folder: Folder, sources: dict[str, bytes], library: Library, charter: Charter | None) -> Schema | None:
    if "fields.toml" not in folder.files:
        return Schema.of()
    data = _read(folder, sources, "fields.toml")
    if data is None:
        return None
    core = Schema.of()
    roots = {name.split(".")[0] for name in core.fields}
    words = taken_words(core, library, charter.measures if charter else ()) - roots
    reading = read_fields(data, reserved=words | {category.name for category in CATEGORIES})
    _note(folder, "FW705", "fields.toml", reading.problems)
    return reading.schema


def _lists(folder: Folder) -> dict[str, Path]:
    """The managed lists by name. Only names are looked at here: lists may have millions of entries."""
    lists: dict[str, Path] = {}
    for file in folder.below("lists", *LIST_SUFFIXES):
        name = Path(file).stem
        if file.count("/") > 1:
            folder.error("FW707", file, f"{file} lies in a folder of its own", "move it up into lists/")
        elif not _LIST_NAME.fullmatch(name):
            wrong = f"{name!r} cannot be the name of a list"
            folder.error("FW707", file, wrong, "use small letters a to z, digits and - _ . in the name of the file")
        elif name in lists:
            wrong = f"{file} and lists/{lists[name].name} are both the list {name!r}"
            folder.error("FW707", file, wrong, "rename one of them, or make one file of the two")
        else:
            lists[name] = folder.files[file]
    return lists


def _policies(
    folder: Folder,
    sources: dict[str, bytes],
    *,
    schema: Schema,
    library: Library,
    charter: Charter,
    lists: Mapping[str, Path],
) -> Checked:
    files: dict[str, bytes] = {}
    for name in folder.below("policies", ".py"):
        data = _read(folder, sources, name)
        if data is not None:
            files[name] = data
    if not files:
        help = "add a policy file: `fairwater new DIR` makes a repository with examples to start from"
        folder.warning("FW752", "policies", "there are no policies", help)
    return check_files(files, schema, library, charter, frozenset(lists))


def _tests(folder: Folder, sources: dict[str, bytes], checked: Checked) -> tuple[CapturedTest, ...]:
    """The recorded streams. While policies have errors, their rules are not known, and no name of a rule is refused."""
    failed = any(found.severity is Severity.ERROR for found in checked.diagnostics)
    rules = None if failed else {rule.name for rule in checked.rules}
    tests = []
    for name in folder.below("tests", ".toml"):
        data = _read(folder, sources, name)
        if data is None:
            continue
        test, problems = read_captured(data, name, folder.files, rules)
        _note(folder, "FW706", name, problems)
        tests += [test] if test else []
    return tuple(tests)


def _unused(folder: Folder, tests: tuple[CapturedTest, ...]) -> None:
    """Warn about files that look as if they should do something but don't: a typing error hides a policy otherwise."""
    used = {test.events for test in tests}
    broken = any(found.code == "FW706" for found in folder.diagnostics)
    for name in folder.files:
        top, _, rest = name.partition("/")
        if not rest or top not in _KNOWN or name.lower().endswith((".md", ".pyi")):
            continue
        if not name.endswith(_KNOWN[top]):
            kinds = ", ".join(_KNOWN[top])
            folder.warning("FW751", name, f"{name} is not used", f"files of {top}/ end with {kinds}")
        elif name.endswith(EVENT_SUFFIXES) and name not in used and not broken:
            folder.warning(
                "FW751", name, f"{name} is not used", "no test names these events: add one, or remove the file"
            )
