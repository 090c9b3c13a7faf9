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
from fairwater.commands.new import write_editor_files
from fairwater.policy import output
from fairwater.policy.cost import plan_cost, rule_costs


@click.command()
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@json_option
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1.0 for editors and CI.")
@click.option("--strict", is_flag=True, help="Warnings count as findings, too.")
@click.option("--costs", is_flag=True, help="Show the static cost of each rule: the most that one event can take.")
@click.option("--write-stub", is_flag=True, help="Write anew what editors need to complete and check the policies.")
def check(folder: Path, as_json: bool, as_sarif: bool, strict: bool, costs: bool, write_stub: bool) -> None:
    """Check the policies in DIR: names, types, units, patterns, charter, test cases.

    Nothing is run. Exit code 0: fine; 1: problems.

    \b
    Example: fairwater check my-policies --sarif > problems.sarif
    """
    loaded = load(folder)
    made = None if loaded.repository is None else compile_repository(loaded.repository)
    if as_sarif:
        click.echo(output.as_sarif(loaded.diagnostics))
    elif as_json:
        click.echo(output.as_json(loaded.diagnostics))
    else:
        if loaded.diagnostics:
            print_diagnostics(loaded)
        if made is not None:
            checked, plan = made.repository.checked, made.plan
            click.echo(
                f"{folder}: {plural(len(checked.rules), 'rule')} for {len(checked.policies)} policies, "
                f"{plural(len(checked.cases), 'case')}, {counted(loaded.diagnostics)}. "
                f"Plan {plan.version}: {len(plan.nodes):,} operations, "
                f"{sum(len(scan.patterns) for scan in plan.scans):,} patterns in {plural(len(plan.scans), 'scan')}, "
                f"{plural(len(plan.windows), 'window')}, at most about "
                f"{plan_cost(plan, made.repository.library):,} ns an event."
            )
            if costs:
                show_costs(rule_costs(plan, made.repository.library))
    if made is not None and write_stub:
        write_editor_files(folder, made.repository.schema)
    if made is None or (strict and (loaded.diagnostics or made.lists.problems)):
        raise SystemExit(FOUND)


def show_costs(costs: dict[str, int]) -> None:
    """The rules, dearest first, each reckoned as if it were alone."""
    width = max(map(len, costs), default=0)
    for rule, cost in sorted(costs.items(), key=lambda one: (-one[1], one[0])):
        click.echo(f"  {rule:<{width}}  {cost:>9,} ns")
