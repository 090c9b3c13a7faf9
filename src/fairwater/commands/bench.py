"""`fairwater bench`: nothing in; how fast this machine runs policies, against a named baseline, out."""

from __future__ import annotations

import click

from fairwater.bench.report import WORKLOADS, run_benchmark, table
from fairwater.commands.common import fail, json_option, print_json


@click.command()
@click.option("--workload", "names", multiple=True, type=click.Choice(tuple(WORKLOADS)), help="Only these workloads.")
@click.option(
    "--events",
    type=click.IntRange(2_000, 10_000_000),
    default=65_536,
    show_default=True,
    help="Events of each workload.",
)
@click.option("--curve", is_flag=True, help="Also the cost of an event against the number of rules.")
@json_option
def bench(names: tuple[str, ...], events: int, curve: bool, as_json: bool) -> None:  # fmt: skip
    """Measure events per CPU second in every mode, as ratios to plain Python closures in the same run.

    \b
    Example: fairwater bench --workload R500 --json
    """

    def say(text: str) -> None:
        click.echo(f"  {text} ...", err=True)

    try:
        found = run_benchmark(names or tuple(WORKLOADS), events, say, curve)
    except RuntimeError as error:
        fail(str(error))
    if as_json:
        print_json(found)
    else:
        click.echo(table(found))
