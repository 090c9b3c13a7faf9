"""`fairwater simulate`: a size and a seed in, a day in a community out, with or without the truth about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

import click

from fairwater.commands.common import fail, plural, progress, refuse_overwriting
from fairwater.connect.writers import LineSink, check_lines
from fairwater.simulate import SimulatedEvent
from fairwater.simulate import simulate as simulated

GROUP = 1_000
"""Events written at once."""
EVENTS_PER_ACCOUNT_DAY = 10
"""Roughly how many events one account makes a day: for the progress bar only."""


@click.command()
@click.option("--accounts", type=click.IntRange(50, 10_000_000), default=20_000, show_default=True, help="Accounts.")
@click.option("--hours", type=float, default=24.0, show_default=True, help="Hours of simulated time.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same events.")
@click.option("--out", required=True, help="Events as JSON Lines (.jsonl, .gz, .zst, or - for standard output).")
@click.option("--truth", help="The truth about each event (harm, campaign, look-alike) as JSON Lines.")
def simulate(accounts: int, hours: float, seed: int, out: str, truth: str | None) -> None:
    """Simulate a community with scams, spam, pile-ons and their lawful look-alikes.

    \b
    Example: fairwater simulate --accounts 2000 --hours 24 --seed 7 --out events.jsonl.gz --truth truth.jsonl
    """
    for path in (out, *([] if truth is None else [truth])):
        check_lines(path)
    refuse_overwriting((), {"--out": out, "--truth": truth})
    try:
        source = simulated(accounts, hours, seed)
    except ValueError as error:
        fail(str(error))
    total = int(accounts * hours / 24 * EVENTS_PER_ACCOUNT_DAY)
    count = harmful = 0
    failed = True
    sinks: list[LineSink] = []
    try:
        sinks.extend(LineSink(path, whole=True) for path in (out, truth) if path is not None)
        with progress(total, "ev", "simulate") as bar:
            for group in batched(source, GROUP):
                lines = [[dumped(made.event) for made in group], [dumped(made.truth.as_json()) for made in group]]
                for sink, part in zip(sinks, lines, strict=False):
                    sink.write(part)
                count += len(group)
                harmful += sum(made.truth.y for made in group)
                bar.advance(len(group))
        failed = False
    finally:
        for sink in sinks:
            sink.close(failed)
    click.echo(f"{plural(count, 'event')} of {accounts:,} accounts, {harmful:,} of them harmful: {out}", err=True)


def batched(source: Iterator[SimulatedEvent], size: int) -> Iterator[list[SimulatedEvent]]:
    """The source in groups of at most `size`."""
    while group := list(islice(source, size)):
        yield group


def dumped(value: object) -> bytes:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
