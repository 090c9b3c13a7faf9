"""The bytes of all policy files in; policies, rules, named values, cases and every problem found out.

The passes, in order: read (bytes to text), split and parse (text to statements of the language), link (imports to an
order of files), check (statements to typed definitions), lint (definitions to warnings). A file that fails one pass
does not stop another; what is wrong is left out of the result and never reported twice.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from fairwater.events.schema import Schema
from fairwater.policy.cases import Case
from fairwater.policy.check_cases import check_case
from fairwater.policy.check_context import Charter, Context, Sizes, World
from fairwater.policy.check_expression import HANDLERS
from fairwater.policy.check_rules import check_policy, check_rule
from fairwater.policy.diagnostics import Diagnostic, Report, Severity
from fairwater.policy.functions import Library
from fairwater.policy.limits import MAX_FILE_CASE_EVENTS, MAX_FILES
from fairwater.policy.lint import Repository, lint
from fairwater.policy.names import Entry, Links, Scope, bind_import, link_files
from fairwater.policy.source import Source, read_source
from fairwater.policy.syntax import CaseCall, Definition, Import, PolicyFile, parse_file
from fairwater.policy.tree import Name, PolicyDef, RuleDef, Span
from fairwater.policy.vocabulary import DEFINITIONS, taken_words

__all__ = ["Charter", "Checked", "check_files"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a policy repository says, as far as it is right. Everything is in the order of files and lines.

    `values`: named values where they are defined. `diagnostics`: sorted by file and place.
    """

    policies: tuple[PolicyDef, ...]
    rules: tuple[RuleDef, ...]
    values: tuple[Name, ...]
    cases: tuple[Case, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that keep these policies from being used."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)


@dataclass(slots=True)
class _Found:
    """Definitions gathered over all files, and what they are checked against."""

    world: World
    report: Report
    taken: frozenset[str]
    sizes: Sizes = field(default_factory=Sizes)
    names: dict[str, Span] = field(default_factory=dict)
    repository: Repository = field(default_factory=Repository)


def check_files(
    files: Mapping[str, bytes], schema: Schema, library: Library, charter: Charter, lists: Collection[str]
) -> Checked:
    """Check policy files: path in the repository ("policies/scams.py") -> bytes. `lists`: names of managed lists.

    Never raises for what is in the files, and never runs any of it. Time and memory are bounded by `limits`.
    """
    report = Report()
    parsed = _parse(files, report)
    links = link_files(parsed, report)
    world = World(schema, library, charter, frozenset(lists))
    found = _Found(world, report, taken_words(schema, library, tuple(charter.measures)))
    for file in links.order:
        _check_file(parsed[file], links, found)
    repository = found.repository
    repository.whole = not any(report.has_errors(file) for file in files)
    lint(repository, report)
    rules = sorted(repository.rules, key=lambda rule: _order(rule.span))
    policies = sorted(repository.policies, key=lambda policy: _order(policy.span))
    values = sorted(repository.values, key=lambda value: _order(value.span))
    cases = sorted(repository.cases, key=lambda case: _order(case.span))
    return Checked(tuple(policies), tuple(rules), tuple(values), tuple(cases), report.sorted())


def _order(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.column


def _parse(files: Mapping[str, bytes], report: Report) -> dict[str, PolicyFile]:
    parsed: dict[str, PolicyFile] = {}
    for number, file in enumerate(sorted(files), start=1):
        if number > MAX_FILES:
            help = "join small files"
            report("FW101", Span(file, 1, 0, 1, 0), f"more than {MAX_FILES:,} policy files", help=help)
            break
        source = read_source(file, files[file])
        if isinstance(source, Source):
            parsed[file] = parse_file(source, report)
        else:
            report.add(source)
            parsed[file] = PolicyFile(Source(file, ""), hopeless=True)
    return parsed


def _check_file(file: PolicyFile, links: Links, found: _Found) -> None:
    """Check the statements of one file, in their order."""
    source, report = file.source, found.report
    scope = Scope(source.file, hopeless=file.hopeless)
    found.repository.scopes[source.file] = scope
    found.repository.sources[source.file] = source
    ctx = Context(source, found.world, scope, report, HANDLERS)
    for name, span in file.broken.items():
        scope.entries[name] = Entry(name, span, None, used=True)
    for statement in reversed(file.statements):
        if isinstance(statement, Definition):
            scope.later[statement.name] = statement.name_span
    events = 0
    for statement in file.statements:
        match statement:
            case Import():
                target = links.targets.get(statement.span)
                bind_import(scope, statement, found.repository.scopes[target] if target else None, report)
            case Definition():
                _define(ctx, statement, found)
            case CaseCall():
                case = check_case(ctx, statement)
                events += len(case.events) if case is not None else 0
                if events > MAX_FILE_CASE_EVENTS:
                    help = "repeat less often, or move cases to another file"
                    ctx.problem("FW514", statement.span, f"the cases of this file have {events:,} events", help)
                    return
                if case is not None:
                    found.repository.cases.append(case)


def _define(ctx: Context, definition: Definition, found: _Found) -> None:
    """Check one definition and give it its name."""
    scope, name, span = ctx.scope, definition.name, definition.name_span
    before = scope.entries.get(name)
    if before is not None:
        help = f"the first is in line {before.span.line} of {before.span.file}; choose another name"
        ctx.problem("FW203", span, f"`{name}` is defined twice", help)
        return
    if name in found.taken:
        ctx.problem("FW204", span, f"`{name}` is a word of the language", "choose another name")
        scope.entries[name] = Entry(name, span, None, used=True)
        return
    meaning = _meaning(ctx, definition, found)
    scope.later.pop(name, None)
    if isinstance(meaning, (PolicyDef, RuleDef)):
        first = found.names.setdefault(name, span)
        if first != span:
            help = f"the first is in line {first.line} of {first.file}; findings name them, so names are unique"
            ctx.problem("FW203", span, f"`{name}` is defined twice in this repository", help)
            meaning = None
    scope.entries[name] = Entry(name, span, meaning, used=meaning is None)
    match meaning:
        case Name():
            found.repository.values.append(meaning)
        case PolicyDef():
            found.repository.policies.append(meaning)
        case RuleDef():
            found.repository.rules.append(meaning)


def _meaning(ctx: Context, definition: Definition, found: _Found) -> Name | PolicyDef | RuleDef | None:
    """What a definition defines; None when it is wrong, which was reported."""
    node, name = definition.value, definition.name
    kind = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    meaning: Name | PolicyDef | RuleDef | None = None
    if isinstance(node, ast.Call) and kind in DEFINITIONS:
        meaning = check_policy(ctx, node, name) if kind == "Policy" else check_rule(ctx, node, name)
    else:
        value = ctx.expression(node)
        if value is not None:
            meaning = Name(value.type, definition.name_span, name, value)
    written_out = meaning.when if isinstance(meaning, RuleDef) else meaning if isinstance(meaning, Name) else None
    problem = found.sizes.too_large(written_out) if written_out is not None else None
    if problem:
        help = "write it more simply: each name stands for all that it was made of"
        ctx.problem("FW113", definition.name_span, problem, help)
        return None
    return meaning
