"""`fairwater test`: a policy repository in, which of its test cases hold out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from fairwater.commands.common import (
    DIRECTORY,
    FOUND,
    compiled,
    fail,
    json_option,
    plural,
    print_json,
)
from fairwater.connect.files import read_events
from fairwater.connect.policies import cache_folder
from fairwater.events.decode import EventDecoder
from fairwater.events.record import Event
from fairwater.policy.captured import CapturedTest
from fairwater.policy.explain import shortened
from fairwater.policy.repository import Repository
from fairwater.replay.cases import CaseRunner, TestReport


@click.command()
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@json_option
@click.option("--coverage/--no-coverage", default=True, help="Show conditions that no case made true or false.")
def test(folder: Path, as_json: bool, coverage: bool) -> None:
    """Run the test cases of DIR: `hit(...)` and `miss(...)` beside the rules, and captured events in tests/.

    Exit code 0: all hold; 1: some don't.

    \b
    Example: fairwater test my-policies
    """
    made = compiled(folder)
    runner = CaseRunner(made.repository, made.lowering, made.lists, cache_folder())
    report = runner.run(lambda test: captured_events(made.repository, test))
    if as_json:
        print_json(
            {
                "cases": [result.to_json() for result in report.results],
                "failed": len(report.failed),
                "outcomes_seen": report.outcomes[0],
                "outcomes": report.outcomes[1],
                "never": [
                    {"rules": gap.rules, "condition": gap.source, "never": gap.missing, "file": gap.span.file,
                     "line": gap.span.line}
                    for gap in report.gaps
                ],
            }
        )  # fmt: skip
    else:
        show(report, coverage)
    if report.failed:
        raise SystemExit(FOUND)


def captured_events(repository: Repository, test: CapturedTest) -> Iterator[Event]:
    """The events of a captured test, in the order of the file. A line that is no event ends the command."""
    for chunk in read_events(str(repository.path / test.events), EventDecoder(repository.schema)):
        for letter in chunk.letters:
            fail(f"{test.events}: line {letter.line}: {letter.message}", FOUND)
        yield from chunk.events if isinstance(chunk.events, list) else chunk.events.rows()


def show(report: TestReport, coverage: bool) -> None:
    """The report for a reader."""
    for result in report.failed:
        click.echo(f"FAILED {result.place}: {result.expected} {result.rule}: {result.title}")
        click.echo(f"       {result.problem}")
    if coverage and report.gaps:
        click.echo("Conditions that the cases never tried both ways:")
        for gap in report.gaps:
            click.echo(f"  {gap.span.file}:{gap.span.line}  never {gap.missing}: {shortened(gap.source)}")
    seen, possible = report.outcomes
    share = f"{100 * seen / possible:.0f} %" if possible else "nothing"
    click.echo(
        f"{plural(report.cases, 'case')} beside rules and {plural(len(report.results) - report.cases, 'event')} of "
        f"captured streams: {len(report.results) - len(report.failed)} hold, "
        f"{len(report.failed)} failed. Conditions seen both true and false: {share} of {possible} outcomes."
    )
