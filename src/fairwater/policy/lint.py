"""All checked definitions of a repository in; warnings about what is allowed but most likely not meant out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fairwater.policy.cases import Case
from fairwater.policy.diagnostics import Report
from fairwater.policy.lint_conditions import lint_conditions
from fairwater.policy.lint_values import lint_values
from fairwater.policy.names import Scope
from fairwater.policy.source import Source
from fairwater.policy.tree import Name, PolicyDef, RuleDef, Span
from fairwater.policy.walk import Numbering


@dataclass(slots=True)
class Repository:
    """What the files define, in the order they were checked. `whole`: no file has errors, so nothing is missing."""

    scopes: dict[str, Scope] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    policies: list[PolicyDef] = field(default_factory=list)
    rules: list[RuleDef] = field(default_factory=list)
    values: list[Name] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    whole: bool = True


def lint(repository: Repository, report: Report) -> None:
    """Run every lint."""
    numbering = Numbering()
    for one in LINTS:
        one(repository, numbering, report)


def lint_names(repository: Repository, numbering: Numbering, report: Report) -> None:
    """Names that nothing uses. Silent for a file with errors: what is wrong may have used them."""
    for file, scope in repository.scopes.items():
        if report.has_errors(file) or scope.hopeless:
            continue
        for name, (span, used) in scope.imported.items():
            if not used:
                report("FW602", span, f"`{name}` is imported and not used", help="remove it")
        if not repository.whole:
            continue
        for name, entry in scope.entries.items():
            if entry.used or name in scope.imported:
                continue
            if isinstance(entry.meaning, Name):
                report("FW601", entry.span, f"`{name}` is not used", help="use it in a rule, or remove it")
            elif isinstance(entry.meaning, PolicyDef):
                help = "write a rule for it, or remove it"
                report("FW603", entry.span, f"no rule holds up the policy `{name}`", help=help)


def lint_cases(repository: Repository, numbering: Numbering, report: Report) -> None:
    """Rules without a hit and a miss."""
    if not repository.whole:
        return
    tested = {(case.rule, case.expect_hit) for case in repository.cases}
    for rule in repository.rules:
        missing = [word for word, hit in (("hit", True), ("miss", False)) if (rule.name, hit) not in tested]
        if missing:
            help = f'write `{missing[0]}({rule.name}, "what it shows", event(...))` below it'
            message = f"the rule `{rule.name}` has no {' and no '.join(missing)}"
            report("FW604", _name_span(repository, rule), message, help=help)


def lint_duplicates(repository: Repository, numbering: Numbering, report: Report) -> None:
    """Rules of one policy with one meaning."""
    first: dict[tuple[str, int], RuleDef] = {}
    for rule in repository.rules:
        key = (rule.policy.name, numbering.number(rule.when))
        other = first.setdefault(key, rule)
        if other is not rule:
            message = f"`{rule.name}` has the same condition and policy as `{other.name}`"
            place = f"line {other.span.line} of {other.span.file}"
            report("FW608", _name_span(repository, rule), message, help=f"join it with the rule in {place}")


def lint_meaning(repository: Repository, numbering: Numbering, report: Report) -> None:
    """Conditions that cannot change, and values that do not do what they seem to."""
    seen: set[int] = set()
    for value in repository.values:
        lint_values(value.value, seen, numbering, report)
    for rule in repository.rules:
        lint_values(rule.when, seen, numbering, report)
    roots = [*(one.value for one in repository.values), *(one.when for one in repository.rules)]
    lint_conditions(roots, repository.sources, numbering, report)


def _name_span(repository: Repository, rule: RuleDef) -> Span:
    return repository.scopes[rule.span.file].entries[rule.name].span


LINTS: tuple[Callable[[Repository, Numbering, Report], None], ...] = (
    lint_names,
    lint_cases,
    lint_duplicates,
    lint_meaning,
)
"""Every lint, in the order they run."""
