"""`fairwater check`: a policy repository in, its problems out."""

from __future__ import annotations

from pathlib import Path

import click

from fairwater.commands.common import (
    DIRECTORY,
    FOUND,
    compile_repository,
    counted,
    json_option,
    load,
    plural,
    print_diagnostics,
)
from fairwater.policy import output
from fairwater.policy.cost import plan_cost


@click.command()
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@json_option
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1.0 for editors and CI.")
@click.option("--strict", is_flag=True, help="Warnings count as findings, too.")
def check(folder: Path, as_json: bool, as_sarif: bool, strict: bool) -> None:
    """Check the policies in DIR: names, types, units, patterns, charter, test cases.

    Nothing is run. Exit code 0: fine; 1: problems.

    Example: fairwater check my-policies --sarif > problems.sarif
    """
    loaded = load(folder)
    if as_sarif:
        click.echo(output.as_sarif(loaded.diagnostics))
    elif as_json:
        click.echo(output.as_json(loaded.diagnostics))
    else:
        if loaded.diagnostics:
            print_diagnostics(loaded)
        if loaded.repository is not None:
            checked = loaded.repository.checked
            plan = compile_repository(loaded.repository).plan
            click.echo(
                f"{folder}: {plural(len(checked.rules), 'rule')} for {len(checked.policies)} policies, "
                f"{plural(len(checked.cases), 'case')}, {counted(loaded.diagnostics)}. "
                f"Plan {plan.version}: {len(plan.nodes):,} operations, "
                f"{sum(len(scan.patterns) for scan in plan.scans):,} patterns in {plural(len(plan.scans), 'scan')}, "
                f"{plural(len(plan.windows), 'window')}, at most about "
                f"{plan_cost(plan, loaded.repository.library):,} ns an event."
            )
    if loaded.repository is None or (strict and loaded.diagnostics):
        raise SystemExit(FOUND)
