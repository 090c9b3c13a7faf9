"""`fairwater explain`: policies, events and the id of one in; why each rule did or did not fire for it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import numpy as np

from fairwater.commands.common import (
    DIRECTORY,
    Compiled,
    compiled,
    fail,
    json_option,
    print_json,
)
from fairwater.commands.reading import file_progress, reading_options
from fairwater.connect.policies import cache_folder
from fairwater.connect.run import Stream, reader_for
from fairwater.engine import Engine, Finding
from fairwater.engine.proof import Proof, prove
from fairwater.events.order import BatchSequencer
from fairwater.policy import tree


@click.command()
@click.argument("folder", metavar="DIR", type=DIRECTORY)
@click.option("--events", "paths", multiple=True, required=True, metavar="FILE", help="Events, as for `fairwater run`.")
@click.argument("more", nargs=-1, metavar="[FILE]...")
@click.option("--event", "wanted", required=True, metavar="ID", help="The event to explain.")
@click.option("--rule", "only", metavar="NAME", help="Explain this rule, whether it fired or not.")
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
@reading_options("0")
@json_option
def explain(
    folder: Path, paths: tuple[str, ...], more: tuple[str, ...], wanted: str, only: str | None, every: bool,
    reader: str, mapping: Path | None, lateness: float | None, sort: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show why the rules in DIR did or did not fire for one event, with what came before it in the windows.

    Without --rule or --all the rules that fired are explained in full, the others in a line.

    \b
    Example: fairwater explain my-policies --events events.jsonl --event e123 --rule GiveawaySpree
    """
    made = compiled(folder)
    rules = {rule.name: rule for rule in made.repository.checked.rules}
    if only is not None and only not in rules:
        fail(f"there is no rule {only}: the rules are {', '.join(sorted(rules))}")
    repository = made.repository
    engine = Engine(made.plan, repository.schema, repository.library, made.lists, cache_folder())
    order = BatchSequencer(round((lateness or 0.0) * 1_000_000))
    stream = Stream(repository.schema, engine.fields, order, reader_for(reader, mapping, repository.schema), sort=sort)
    findings = advance(engine, stream, (*paths, *more), wanted)
    if findings is None:
        fail(f"there is no event {wanted} in the files: it may be a dead letter (`fairwater run` keeps them in a file)")
    shown = [rules[only]] if only is not None else list(rules.values())
    fired = {finding.rule: finding for finding in findings}
    if as_json:
        print_json({"event": wanted, "rules": [rule_json(made, engine, rule, fired.get(rule.name)) for rule in shown]})
        return
    click.echo(f"event {wanted}: {len(fired)} of {len(rules)} rules fired")
    quiet: list[str] = []
    for rule in shown:
        if rule.name in fired or only is not None or every:
            show_rule(made, engine, rule, fired.get(rule.name))
        else:
            quiet.append(f"  {rule.name}: {why_not(made, engine, rule)}")
    if quiet:
        click.echo("\nnot fired:")
        for line in quiet:
            click.echo(line)


def advance(engine: Engine, stream: Stream, paths: tuple[str, ...], wanted: str) -> list[Finding] | None:
    """Run everything up to and with the wanted event; its findings, or None when it never comes."""
    with file_progress(paths, "read") as step:
        for due in stream.read(paths, step):
            ids = due.batch.column("event.id").to_pylist()
            if wanted not in ids:
                engine.batch(due.batch, due.times)
                continue
            at = ids.index(wanted)
            if at:
                engine.batch(due.batch.slice(0, at), due.times[:at])
            event = next(iter(due.batch.take(np.array([at], dtype=np.int64)).rows()))
            return engine.one(event, int(due.times[at]))
    return None


def proof_of(made: Compiled, engine: Engine, rule: tree.RuleDef) -> Proof:
    """The proof tree of a rule's condition for the event last run."""
    return prove(rule.when, lambda expr: engine.machine.value(made.lowering.lower(expr)))


def rule_json(made: Compiled, engine: Engine, rule: tree.RuleDef, finding: Finding | None) -> dict[str, Any]:
    """One rule as a JSON object."""
    value = engine.machine.value(made.lowering.lower(rule.when))
    return {
        "rule": rule.name,
        "policy": rule.policy.name,
        "fired": finding is not None,
        "condition": value,
        "because": None if finding is None else finding.because,
        "finding": None if finding is None else finding.to_row(),
        "proof": proof_of(made, engine, rule).to_json(),
    }


def show_rule(made: Compiled, engine: Engine, rule: tree.RuleDef, finding: Finding | None) -> None:
    """One rule for a reader."""
    version = next(one.version for one in made.plan.rules if one.name == rule.name)
    state = "fired" if finding is not None else why_not(made, engine, rule)
    click.echo(f"\n{rule.name} (version {version}): {state}")
    click.echo(f"  policy {rule.policy.name}: {rule.policy.wording}")
    if finding is not None:
        click.echo(f"  because {finding.because}")
    for line in proof_of(made, engine, rule).lines(1):
        click.echo(f"  {line}")


def why_not(made: Compiled, engine: Engine, rule: tree.RuleDef) -> str:
    """ "false: ..." or "unknown: ...", with the first part that decided it."""
    value = engine.machine.value(made.lowering.lower(rule.when))
    word = "unknown" if value is None else "true" if value else "false"
    part = deciding(proof_of(made, engine, rule))
    note = f" ({part.note})" if part.note else ""
    return f"{word}: {part.source}{note}" if value is not True else word


def deciding(proof: Proof) -> Proof:
    """The innermost first part that has the value of the whole."""
    for part in proof.parts:
        if part.type.name == "bool" and part.value is proof.value:
            return deciding(part)
    return proof
