"""`fairwater replay`: history and one or two policy repositories in; what they find, or would find differently, out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from fairwater.commands.common import (
    DIRECTORY,
    Compiled,
    compiled,
    fail,
    json_option,
    plural,
    print_json,
    refuse_overwriting,
)
from fairwater.commands.reading import file_progress, reading_options
from fairwater.connect.policies import cache_folder
from fairwater.connect.run import Counts, Stream, reader_for
from fairwater.connect.writers import FindingsWriter
from fairwater.engine import Engine
from fairwater.events.order import BatchSequencer
from fairwater.replay.compare import RuleChange, Tally, compare


@click.command()
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@click.option(
    "--history",
    "paths",
    multiple=True,
    required=True,
    metavar="FILE",
    help="Recorded events in order of time, as for `fairwater run`. May be repeated.",
)
@click.argument("more", nargs=-1, metavar="[FILE]...")
@click.option("--against", type=DIRECTORY, metavar="DIR2", help="Compare: what would DIR2 find differently?")
@click.option("--out", metavar="FILE", help="Write the findings of DIR, as `fairwater run` does.")
@reading_options("0")
@json_option
def replay(
    folder: Path, paths: tuple[str, ...], more: tuple[str, ...], against: Path | None, out: str | None, reader: str,
    mapping: Path | None, lateness: float | None, sort: bool, as_json: bool,
) -> None:  # fmt: skip
    """Run the policies in DIR over recorded history, or compare them with those in DIR2.

    \b
    Example: fairwater replay my-policies --history 2026-*.parquet --against my-new-policies
    """
    every = (*paths, *more)
    if as_json and out == "-":
        fail("--json and --out - both want standard output: write the findings to a file")
    refuse_overwriting([*every, *([] if mapping is None else [mapping])], {"--out": out})
    if against is not None and not all(Path(path).is_file() for path in every if path == "-" or Path(path).exists()):
        fail("--against reads the history twice, and a stream can be read only once: name files")
    begin = time.perf_counter()
    old_made = compiled(folder)
    new_made = compiled(against) if against is not None else None
    old, counts = history(old_made, every, reader, mapping, lateness, sort, out)
    new = None
    if new_made is not None:
        new, _ = history(new_made, every, reader, mapping, lateness, sort, None)
    seconds = time.perf_counter() - begin
    changes = [] if new is None else compare(old, new)
    if as_json:
        print_json(
            {
                **counts.to_json(),
                "plan": old_made.plan.version,
                "against": None if new_made is None else new_made.plan.version,
                "findings": {rule: len(events) for rule, events in old.events.items()},
                "changes": [change.to_json() for change in changes],
                "wall_seconds": round(seconds, 3),
            }
        )
        return
    click.echo(f"{plural(counts.events, 'event')} in {seconds:.1f} s", err=out == "-")
    if sum(counts.letters.values()):
        told = f"{plural(sum(counts.letters.values()), 'dead letter')}: `fairwater run` writes them to a file"
        click.echo(told, err=out == "-")
    if new is None:
        width = max((len(rule) for rule in old.events), default=0)
        for rule, events in old.events.items():
            click.echo(f"  {rule:<{width}}  {len(events):>9,}", err=out == "-")
    else:
        show_changes(changes, folder, against)


def history(
    made: Compiled,
    paths: tuple[str, ...],
    reader: str,
    mapping: Path | None,
    lateness: float | None,
    sort: bool,
    out: str | None,
) -> tuple[Tally, Counts]:
    """All findings of a repository over the files, by rule."""
    schema = made.repository.schema
    engine = Engine(made.plan, schema, made.repository.library, made.lists, cache_folder())
    order = BatchSequencer(round((lateness or 0.0) * 1_000_000))
    stream = Stream(schema, engine.fields, order, reader_for(reader, mapping, schema), sort=sort)
    tally = Tally({rule.name: rule.version for rule in made.plan.rules})
    writer = None if out is None else FindingsWriter(out)
    failed = True
    try:
        with file_progress(paths, "replay") as step:
            for due in stream.read(paths, step):
                found = engine.batch(due.batch, due.times)
                tally.add_batch(found)
                if writer is not None:
                    writer.write(finding.to_row() for finding in found.to_findings())
        failed = False
    finally:
        if writer is not None:
            writer.close(failed)
    return tally, stream.counts


def show_changes(changes: list[RuleChange], old: Path, new: Any) -> None:
    """The comparison for a reader."""
    click.echo(f"findings of {new} compared with {old}:")
    width = max((len(change.rule) for change in changes), default=0)
    click.echo(f"  {'rule':<{width}}  {'both':>9}  {'only old':>9}  {'only new':>9}  {'accounts':>15}")
    for change in changes:
        note = " (new rule)" if change.old_version is None else " (removed)" if change.new_version is None else ""
        same = " same meaning" if change.old_version == change.new_version else ""
        accounts = f"-{change.accounts_gone:,} +{change.accounts_added:,}"
        click.echo(
            f"  {change.rule:<{width}}  {change.both:>9,}  {len(change.gone):>9,}  {len(change.added):>9,}  "
            f"{accounts:>15}{note}{same}"
        )
        for word, events in (("only old", change.gone), ("only new", change.added)):
            if events:
                shown = ", ".join(events[:5]) + (" ..." if len(events) > 5 else "")
                click.echo(f"  {'':<{width}}    {word}: {shown}")
