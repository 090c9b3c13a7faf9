"""What commands share: exit codes, loading a policy repository, progress on a terminal, refusals without tracebacks."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click
from tqdm import tqdm

import fairwater
from fairwater.events.schema import Schema
from fairwater.policy.compiled import pack, plan_key, unpack
from fairwater.policy.diagnostics import Diagnostic, Severity, render
from fairwater.policy.fields import read_fields
from fairwater.policy.folder import open_folder
from fairwater.policy.functions import Library
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


def fail(message: str, code: int = USAGE) -> NoReturn:
    """Say on standard error what went wrong and what to do next, and end."""
    click.echo(f"fairwater: {message}", err=True)
    raise SystemExit(code)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def cache_folder() -> Path:
    """Where compiled patterns are kept between runs: FAIRWATER_CACHE, else the user's cache folder."""
    named = os.environ.get("FAIRWATER_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "fairwater"


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
    return Compiled(repository, plan, lowering, lists)


@dataclass(frozen=True)
class Runnable:
    """What is needed to run the policies of a folder, and no more: no trees, no cases."""

    plan: Plan
    schema: Schema
    library: Library
    lists: ManagedLists


def runnable(folder: Path, cache: Path | None = None) -> Runnable:
    """The policies of a folder ready to run, from the cache when nothing changed, else checked and kept there."""
    cache = cache or cache_folder()
    library = standard_library()
    files = policy_files(folder)
    key = plan_key(files, library, fairwater.__version__)
    kept = cache / f"plan-{key[:32]}.bin"
    plan = kept_plan(kept)
    if plan is not None:
        own = files.get("fields.toml")
        schema = Schema.of() if own is None else read_fields(own).schema
        if schema is not None:
            return Runnable(plan, schema, library, ManagedLists.load(folder / "lists"))
    made = compiled(folder)
    keep_plan(kept, made.plan)
    return Runnable(made.plan, made.repository.schema, library, made.lists)


def kept_plan(path: Path) -> Plan | None:
    """A plan from the cache; None when there is none that can be used."""
    try:
        return unpack(path.read_bytes())
    except OSError:
        return None


def keep_plan(path: Path, plan: Plan) -> None:
    """Put a plan into the cache. One that can't be written is no error: the next start takes longer, that is all."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_bytes(pack(plan))
        part.replace(path)


def policy_files(folder: Path) -> dict[str, bytes]:
    """The files that the plan depends on, by their path in the repository; names only for lists."""
    opened = open_folder(folder)
    read = {name: opened.read(name) or b"" for name in opened.files if name.endswith((".toml", ".py"))}
    return {**read, **{name: b"" for name in opened.files if name not in read}}


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
