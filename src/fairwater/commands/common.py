"""What commands share: exit codes, loading a policy repository, progress on a terminal, refusals without tracebacks."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
from tqdm import tqdm

from fairwater.connect.policies import Runnable, cache_folder, ready
from fairwater.policy.diagnostics import Diagnostic, Severity, render
from fairwater.policy.lower import Lowering
from fairwater.policy.plan import Plan
from fairwater.policy.repository import Loaded, Repository, load_repository
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists

FOUND = 1
"""Exit code: the check found something (invalid policies, failed cases)."""
USAGE = 2
"""Exit code: the command was used wrongly, or its input can't be read."""

DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of text.")


class Seconds(click.FloatRange):
    """A number of seconds up to a day. The range of click lets "nan" through, which is no number."""

    def __init__(self) -> None:
        super().__init__(0, 86_400)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; refused with a usage error otherwise."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value} is no number of seconds", param, ctx)
        return seconds


def refuse_overwriting(read: Iterable[str | Path], written: Mapping[str, str | Path | None]) -> None:
    """End the command when it would write over a file that it reads, or write two things into one file.

    `written`: by the option that names it. "-" is the standard stream: read and written at once, but by one only.
    """
    taken = {same_file(path): "which is read, too" for path in read if str(path) != "-"}
    for option, path in written.items():
        if path is None:
            continue
        if same_file(path) in taken:
            fail(f"{option} {path} names a file {taken[same_file(path)]}: name another one")
        taken[same_file(path)] = f"that {option} names, too"


def same_file(path: str | Path) -> object:
    """What two names of one file have in common, links included."""
    if str(path) == "-":
        return "-"
    try:
        found = Path(path).stat()
    except OSError:
        return Path(path).resolve()
    return found.st_dev, found.st_ino


def fail(message: str, code: int = USAGE) -> NoReturn:
    """Say on standard error what went wrong and what to do next, and end."""
    click.echo(f"fairwater: {message}", err=True)
    raise SystemExit(code)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


@dataclass(frozen=True)
class Compiled:
    """A repository that runs: its plan, its lists, and the lowering that knows the node of every expression."""

    repository: Repository
    plan: Plan
    lowering: Lowering
    lists: ManagedLists


def load(folder: Path) -> Loaded:
    """Load and check a policy repository."""
    return load_repository(folder, standard_library())


def compiled(folder: Path) -> Compiled:
    """A repository ready to run. One with errors ends the command: they are printed, exit code 1."""
    loaded = load(folder)
    repository = loaded.repository
    if repository is None:
        print_diagnostics(loaded, err=True)
        fail(f"{folder} has errors: mend them (`fairwater check {folder}` shows them again)", FOUND)
    return compile_repository(repository)


def compile_repository(repository: Repository) -> Compiled:
    """Lower the rules of a checked repository and read its lists."""
    lowering = Lowering(repository.schema, repository.library)
    plan = lowering.plan(repository.checked.rules)
    lists = ManagedLists.load(repository.path / "lists")
    say_list_problems(lists)
    return Compiled(repository, plan, lowering, lists)


def runnable(folder: Path) -> Runnable:
    """The policies of a folder ready to run. Ones with errors end the command: they are printed, exit code 1."""
    found = ready(folder, cache_folder())
    if isinstance(found, Loaded):
        print_diagnostics(found, err=True)
        fail(f"{folder} has errors: mend them (`fairwater check {folder}` shows them again)", FOUND)
    say_list_problems(found.lists)
    return found


def say_list_problems(lists: ManagedLists) -> None:
    """Say on standard error which lines of lists are left out, and which lists are out of date."""
    for problem in lists.problems:
        click.echo(f"fairwater: list {problem}", err=True)
    for name in lists.expired(datetime.now(UTC).date()):
        click.echo(
            f"fairwater: list {name} has expired ({lists[name].info.expires}): it still matches; renew it", err=True
        )


def print_diagnostics(loaded: Loaded, err: bool = False) -> None:
    """All problems with their source lines, and a closing count."""
    for found in loaded.diagnostics:
        click.echo(render(found, loaded.sources.get(found.span.file, "")), err=err)
        click.echo("", err=err)
    click.echo(counted(loaded.diagnostics), err=err)


def counted(diagnostics: tuple[Diagnostic, ...]) -> str:
    """ "2 errors, 1 warning"."""
    errors = sum(found.severity is Severity.ERROR for found in diagnostics)
    warnings = len(diagnostics) - errors
    return f"{plural(errors, 'error')}, {plural(warnings, 'warning')}"


def plural(count: int, word: str) -> str:
    """ "1 event", "2 events"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


class Bar:
    """A progress bar on standard error, only on a terminal; on anything else it is silent."""

    def __init__(self, total: int | None, unit: str, label: str) -> None:
        self.bar = tqdm(
            total=total,
            unit=unit,
            unit_scale=True,
            desc=label,
            disable=not sys.stderr.isatty(),
            leave=False,
            dynamic_ncols=True,
        )

    def advance(self, amount: int) -> None:
        """So much more is done."""
        self.bar.update(amount)

    def close(self) -> None:
        """Take the bar away."""
        self.bar.close()


@contextmanager
def progress(total: int | None, unit: str, label: str) -> Iterator[Bar]:
    """A bar for the time of a `with` block."""
    bar = Bar(total, unit, label)
    try:
        yield bar
    finally:
        bar.close()
