"""What the commands that read events share: the options that say how, and the progress through the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from fairwater.commands.common import Seconds, progress
from fairwater.connect.streams import Progress, file_size

READER_NAMES = ("fairwater", "jetstream", "mastodon")

Command = TypeVar("Command", bound=Callable[..., Any])


def reading_options(lateness_default: str) -> Callable[[Command], Command]:
    """The options --reader, --mapping, --lateness and --sort. `lateness_default`: what the help says of the default."""
    options = (
        click.option(
            "--reader",
            type=click.Choice(READER_NAMES),
            default="fairwater",
            show_default=True,
            help="Whose form the events have.",
        ),
        click.option(
            "--mapping",
            type=click.Path(path_type=Path),
            help="A mapping file (TOML) for events of any other form.",
        ),
        click.option(
            "--lateness",
            type=Seconds(),
            help=f"Seconds that events are held back for stragglers.  [default: {lateness_default}]",
        ),
        click.option(
            "--sort",
            is_flag=True,
            help="Read all files first and put the events in order of time (history only).",
        ),
    )

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@contextmanager
def file_progress(paths: Sequence[str], label: str) -> Iterator[Progress]:
    """A bar through the bytes of some files, one after the other; without a total when a size is not known."""
    sizes = [file_size(path) for path in paths]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    with progress(total, "B", label) as bar:
        before = 0

        def step(done: int, _: int | None) -> None:
            nonlocal before
            bar.advance(done - before if done >= before else done)  # less than before: the next file has begun
            before = done

        yield step
