"""Policy files in; the order in which to check them, and what each name of each file stands for, out.

A name is defined before it is used. A file sees its own names and those it imports, from where they are defined.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fairwater.policy.diagnostics import Report, did_you_mean
from fairwater.policy.syntax import Import, PolicyFile
from fairwater.policy.tree import Name, PolicyDef, RuleDef, Span


@dataclass(slots=True)
class Entry:
    """What a name stands for: a value, a policy or a rule; None when its definition is wrong and was reported."""

    name: str
    span: Span
    meaning: Name | PolicyDef | RuleDef | None
    used: bool = False

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.meaning is None:
            return "something wrong"
        return {Name: "a value", PolicyDef: "a policy", RuleDef: "a rule"}[type(self.meaning)]


@dataclass(slots=True)
class Scope:
    """The names of one file. `imported`: where a name is imported, and whether it is used; `later`: names defined
    further down; `hopeless`: the file could not be read, so it may define anything.
    """

    file: str
    entries: dict[str, Entry] = field(default_factory=dict)
    imported: dict[str, tuple[Span, bool]] = field(default_factory=dict)
    later: dict[str, Span] = field(default_factory=dict)
    hopeless: bool = False

    def use(self, name: str) -> Entry | None:
        """What a name stands for; it counts as used from now on."""
        entry = self.entries.get(name)
        if entry is not None:
            entry.used = True
            if name in self.imported:
                self.imported[name] = (self.imported[name][0], True)
        return entry


def target_of(file: str, wanted: Import, files: Mapping[str, object]) -> str | None:
    """The path of the file that an import names: `policies.shared` from the root, `.shared` from the same folder."""
    relative = wanted.module.replace(".", "/") + ".py"
    if wanted.level:
        folder = posixpath.dirname(file)
        for _ in range(wanted.level - 1):
            folder = posixpath.dirname(folder)
        relative = posixpath.join(folder, relative)
    return relative if relative in files else None


def module_name(file: str) -> str:
    """How a file is imported from anywhere in the repository."""
    return file.removesuffix(".py").replace("/", ".")


@dataclass(slots=True)
class Links:
    """Which file each import (by its place) leads to. Imports that lead nowhere or in a circle are absent."""

    order: list[str]
    targets: dict[Span, str]


def link_files(files: Mapping[str, PolicyFile], report: Report) -> Links:
    """Order files so that each comes after those it imports. Unknown files and circles are reported."""
    links = Links([], {})
    begun: set[str] = set()
    done: set[str] = set()
    for start in sorted(files):
        if start in begun:
            continue
        begun.add(start)
        stack: list[tuple[str, Iterator[Import]]] = [(start, _imports(files[start]))]
        while stack:
            file, imports = stack[-1]
            wanted = next(imports, None)
            if wanted is None:
                stack.pop()
                done.add(file)
                links.order.append(file)
                continue
            target = target_of(file, wanted, files)
            if target is None:
                written = "." * wanted.level + wanted.module
                known = [module_name(other) for other in files if other != file]
                help, _ = did_you_mean(written.lstrip("."), known, "name a file of this repository: `policies.file`")
                report("FW205", wanted.span, f"there is no policy file `{written}`", help=help)
            elif target in begun and target not in done:
                round_trip = [one for one, _ in stack[[one for one, _ in stack].index(target) :]]
                way = " -> ".join([*round_trip, target])
                help = "move what both need into a third file"
                report("FW206", wanted.span, f"these files import each other: {way}", help=help)
            else:
                links.targets[wanted.span] = target
                if target not in begun:
                    begun.add(target)
                    stack.append((target, _imports(files[target])))
    return links


def _imports(file: PolicyFile) -> Iterator[Import]:
    return iter([statement for statement in file.statements if isinstance(statement, Import)])


def bind_import(scope: Scope, wanted: Import, origin: Scope | None, report: Report) -> None:
    """Bring the names of an import into a scope. `origin`: None when the import leads nowhere (reported before)."""
    for name, span in wanted.names:
        if name in scope.entries:
            before = scope.entries[name].span
            help = f"the first is in line {before.line} of {before.file}; import or define it once"
            report("FW203", span, f"`{name}` is defined twice in this file", help=help)
            continue
        if origin is None or (origin.hopeless and name not in origin.entries):
            scope.entries[name] = Entry(name, span, None, used=True)
            continue
        entry = origin.entries.get(name)
        if entry is None:
            help, best = did_you_mean(name, origin.entries, f"define it in {origin.file}")
            report("FW207", span, f"{origin.file} defines no `{name}`", help=help, suggestion=best)
            entry = Entry(name, span, None)
        elif name in origin.imported:
            home = module_name(entry.span.file)
            help = f"write `from {home} import {name}`"
            report("FW207", span, f"`{name}` is not defined in {origin.file} but imported there", help=help)
        entry.used = True
        scope.entries[name] = entry
        scope.imported[name] = (span, False)
