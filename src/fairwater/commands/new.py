"""`fairwater new`: an empty folder in, a policy repository to start from out."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import click

from fairwater.commands.common import fail
from fairwater.events.schema import Schema
from fairwater.examples import community
from fairwater.policy.fields import read_fields
from fairwater.policy.stub import editor_files
from fairwater.signals.library import standard_library

SKIPPED = ("__pycache__",)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a policy repository in DIR: charter, example policies, lists, tests.

    DIR must not exist or be empty: nothing is ever overwritten.

    \b
    Example: fairwater new my-policies
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fail(f"{folder} is not empty: name a new folder, so that nothing is overwritten")
    try:
        count = copy_tree(community(), folder)
        schema = read_fields((folder / "fields.toml").read_bytes()).schema or Schema.of()
        count += write_editor_files(folder, schema)
    except OSError as error:
        fail(f"can't write {folder}: {error.strerror or error}")
    click.echo(
        f"{folder}: {count} files. Next:\n"
        f"  fairwater check {folder}     problems in the policies\n"
        f"  fairwater test {folder}      their test cases\n"
        f"  fairwater run {folder} --events events.jsonl --out findings.jsonl"
    )


def write_editor_files(folder: Path, schema: Schema) -> int:
    """Write what editors need to complete and check the policies, own fields included. Returns how many files."""
    made = editor_files(schema, standard_library())
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(made)


def copy_tree(source: Traversable, target: Path) -> int:
    """Copy a folder of the package. Returns how many files."""
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for item in source.iterdir():
        if item.name in SKIPPED:
            continue
        if item.is_dir():
            count += copy_tree(item, target / item.name)
        else:
            (target / item.name).write_bytes(item.read_bytes())
            count += 1
    return count
