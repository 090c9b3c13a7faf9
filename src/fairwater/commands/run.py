"""`fairwater run`: policies and events in, findings out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from fairwater.commands.common import (
    DIRECTORY,
    fail,
    json_option,
    plural,
    print_json,
    refuse_overwriting,
    runnable,
)
from fairwater.commands.reading import file_progress, reading_options
from fairwater.commands.score import read_truth
from fairwater.connect.policies import Runnable, cache_folder
from fairwater.connect.run import Stream, reader_for
from fairwater.connect.streams import Progress
from fairwater.connect.writers import DeadLetterWriter, FindingsWriter, check_lines
from fairwater.engine import Engine, Finding
from fairwater.events.decode import EventDecoder
from fairwater.events.order import BatchSequencer, Sequencer
from fairwater.replay.score import Score, score


@dataclass
class Outcome:
    """What a run found and took."""

    findings: Counter[str] = field(default_factory=Counter)
    hits: list[tuple[str, str]] = field(default_factory=list)
    cpu: float = 0.0
    wall: float = 0.0


@click.command()
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@click.option(
    "--events",
    "paths",
    multiple=True,
    required=True,
    metavar="FILE",
    help="Events: .jsonl, .jsonl.gz, .jsonl.zst, .parquet, or - for standard input. May be repeated.",
)
@click.argument("more", nargs=-1, metavar="[FILE]...")
@click.option("--out", required=True, metavar="FILE", help="Findings: .jsonl (.gz, .zst), .parquet, or -.")
@click.option("--dead-letters", metavar="FILE", help="Where lines that are no events go. Default: beside --out.")
@click.option("--state", type=click.Path(path_type=Path), help="Go on from this file's windows, and save them there.")
@click.option(
    "--mode",
    type=click.Choice(("batch", "one")),
    default="batch",
    show_default=True,
    help="Many events at a time, or one by one: the findings are the same.",
)
@click.option("--truth", type=click.Path(path_type=Path), help="Labels of `fairwater simulate`: precision, recall.")
@reading_options("0, or what the state was saved with")
@json_option
def run(
    folder: Path, paths: tuple[str, ...], more: tuple[str, ...], out: str, reader: str, mapping: Path | None,
    dead_letters: str | None, state: Path | None, lateness: float | None, mode: str, truth: Path | None,
    sort: bool, as_json: bool,
) -> None:  # fmt: skip
    """Run the policies in DIR over events and write the findings.

    \b
    Example: fairwater run my-policies --events events.jsonl.gz --out findings.jsonl
    """
    if as_json and "-" in (out, dead_letters):
        fail("--json and the findings or dead letters both want standard output: write these to a file")
    if sort and (mode == "one" or state is not None):
        fail("--sort reads all events before the first goes: it can't be used with --mode one or --state")
    every = (*paths, *more)
    letters_path = dead_letters or ("dead-letters.jsonl" if out == "-" else str(beside(Path(out))))
    refuse_overwriting(
        [*every, *(path for path in (mapping, truth) if path is not None)],
        {"--out": out, "--dead-letters": letters_path, "--state": state},
    )
    made = runnable(folder)
    engine, order = opened(made, state, lateness, mode)
    outcome = Outcome()
    begin, begin_cpu = time.perf_counter(), time.process_time()
    letters = LazyLetters(letters_path)
    try:
        with FindingsWriter(out) as findings, file_progress(every, "run") as step:
            stream = Stream(made.schema, engine.fields, order, reader_for(reader, mapping, made.schema), letters.write,
                            keep_open=state is not None, sort=sort)  # fmt: skip
            judged = (
                in_batches(engine, stream, every, step) if mode == "batch" else one_by_one(engine, stream, every, step)
            )
            for found in judged:
                findings.write(finding.to_row() for finding in found)
                tally(outcome, found, truth is not None)
    finally:
        letters.close()
    if letters.writer is None and dead_letters is None and out != "-":
        Path(letters.path).unlink(missing_ok=True)  # of an earlier run to the same --out: it would look like this one's
    outcome.cpu, outcome.wall = time.process_time() - begin_cpu, time.perf_counter() - begin
    if state is not None:
        write_state(state, engine.save({"order": order.save()}))
    harms = {rule.name: rule.harm for rule in made.plan.rules}
    scored = None if truth is None else score(outcome.hits, read_truth(truth), harms)
    report(made, engine, stream, outcome, letters, out, scored, as_json)


def opened(
    made: Runnable, state: Path | None, lateness: float | None, mode: str
) -> tuple[Engine, BatchSequencer | Sequencer]:
    """An engine and an order of events: new, or as a state file left them."""
    lateness_us = round((lateness or 0.0) * 1_000_000)
    if state is not None and not state.parent.is_dir():
        fail(f"{state} can't be written: there is no folder {state.parent}")
    if state is None or not state.exists():
        engine = Engine(made.plan, made.schema, made.library, made.lists, cache_folder())
        return engine, (BatchSequencer if mode == "batch" else Sequencer)(lateness_us)
    try:
        data = state.read_bytes()
    except OSError as error:
        fail(f"{state} can't be read: {error.strerror}")
    engine = Engine.load(made.plan, made.schema, made.library, made.lists, data, cache_folder())
    fields = tuple(dict.fromkeys(("event.id", "event.time", "event.kind", *engine.fields)))
    try:
        kind = BatchSequencer if mode == "batch" else Sequencer
        order = kind.load(engine.extra["order"], EventDecoder(made.schema, fields if mode == "batch" else None))
    except (KeyError, ValueError) as error:
        fail(f"{state}: {error}")
    if lateness is not None and order.lateness_us != lateness_us:
        fail(f"{state} was saved with --lateness {order.lateness_us / 1_000_000:g}: go on with that, or leave it out")
    return engine, order


def write_state(path: Path, data: bytes) -> None:
    """Replace a state file as a whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        fail(f"{path} can't be written: {error.strerror}")


def beside(out: Path) -> Path:
    """Where dead letters go when nobody said: 2026.03.jsonl.gz -> 2026.03.dead-letters.jsonl."""
    name = out.name
    for suffix in (".gz", ".zst", ".jsonl", ".ndjson", ".json", ".parquet"):
        name = name.removesuffix(suffix)
    return out.with_name(f"{name}.dead-letters.jsonl")


class LazyLetters:
    """A dead-letter file that is only made when there is a dead letter."""

    def __init__(self, path: str) -> None:
        check_lines(path)
        self.path = path
        self.writer: DeadLetterWriter | None = None

    def write(self, letters: Any) -> None:
        """Add dead letters."""
        if self.writer is None:
            self.writer = DeadLetterWriter(self.path)
        self.writer.write(letters)

    def close(self) -> None:
        """End the file, if there is one."""
        if self.writer is not None:
            self.writer.close()


def in_batches(engine: Engine, stream: Stream, paths: tuple[str, ...], step: Progress) -> Iterator[list[Finding]]:
    """Findings, batch by batch."""
    for due in stream.read(paths, step):
        yield engine.batch(due.batch, due.times).to_findings()


def one_by_one(engine: Engine, stream: Stream, paths: tuple[str, ...], step: Progress) -> Iterator[list[Finding]]:
    """Findings, event by event."""
    for event, at in stream.read_single(paths, step):
        found = engine.one(event, at)
        if found:
            yield found


def tally(outcome: Outcome, found: list[Finding], keep: bool) -> None:
    """Count findings by rule; with `keep`, remember which event each is about."""
    for finding in found:
        outcome.findings[finding.rule] += 1
        if keep:
            outcome.hits.append((finding.event, finding.rule))


def report(
    made: Runnable, engine: Engine, stream: Stream, outcome: Outcome, letters: LazyLetters, out: str,
    scored: Score | None, as_json: bool,
) -> None:  # fmt: skip
    """Say what happened."""
    rules = [rule.name for rule in made.plan.rules]
    unknown = {rule: int(count) for rule, count in zip(rules, engine.unknown.tolist(), strict=True) if count}
    counts = stream.counts
    if as_json:
        print_json(
            {
                "plan": made.plan.version,
                "matcher": engine.matcher,
                **counts.to_json(),
                "findings": {rule: outcome.findings[rule] for rule in rules},
                "unknown": unknown,
                "failures": engine.failures,
                "cpu_seconds": round(outcome.cpu, 3),
                "wall_seconds": round(outcome.wall, 3),
                "score": None if scored is None else scored.as_json(),
            }
        )
        return

    def say(text: str) -> None:
        click.echo(text, err=out == "-")

    rate = counts.events / outcome.wall if outcome.wall > 0 else 0.0
    say(
        f"{plural(counts.events, 'event')} in {outcome.wall:.1f} s ({rate:,.0f} a second), "
        f"{plural(sum(outcome.findings.values()), 'finding')}: {'standard output' if out == '-' else out}"
    )
    if sum(counts.letters.values()):
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in counts.letters.most_common())
        say(f"{plural(sum(counts.letters.values()), 'dead letter')} ({reasons}): {letters.path}")
    if counts.skipped:
        say("passed over: " + ", ".join(f"{count:,} {reason}" for reason, count in counts.skipped.most_common()))
    if counts.late:
        say(f"{plural(counts.late, 'event')} came late: windows count them at the latest time reached (see --lateness)")
    if engine.matcher == "portable":
        say("patterns ran on the portable matcher: same findings, slower than Hyperscan (Linux on x86-64)")
    for name, count in sorted(engine.failures.items()):
        say(f"the function {name} failed {count:,} times: its value was unknown")
    if scored is not None:
        say("\n" + scored.table())
        if unknown:
            shown = ", ".join(f"{rule} for {count:,}" for rule, count in sorted(unknown.items()))
            say(f"\nUnknown, and so not fired: {shown}.")
    else:
        width = max((len(rule) for rule in rules), default=0)
        for rule in rules:
            note = f"   unknown for {unknown[rule]:,}" if rule in unknown else ""
            say(f"  {rule:<{width}}  {outcome.findings[rule]:>9,}{note}")
