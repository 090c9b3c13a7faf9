"""The `fairwater` command: its sub-commands, and errors as one line that says what to do next."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from fairwater import __version__
from fairwater.commands.bench import bench
from fairwater.commands.check import check
from fairwater.commands.common import USAGE, fail
from fairwater.commands.explain import explain
from fairwater.commands.new import new
from fairwater.commands.replay import replay
from fairwater.commands.run import run
from fairwater.commands.simulate import simulate
from fairwater.commands.test import test
from fairwater.events.errors import InputError
from fairwater.signals.windows import StateError


class Group(click.Group):
    """The sub-commands. What goes wrong in one ends it with one clear line and never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command that was asked for."""
        try:
            return super().invoke(ctx)
        except (InputError, StateError) as error:
            if isinstance(error.__context__, BrokenPipeError):
                leave(0)
            fail(str(error))
        except BrokenPipeError:
            leave(0)
        except OSError as error:  # the disk is full, standard output is closed ...
            click.echo(f"fairwater: {error.filename or 'standard output'}: {error.strerror or error}", err=True)
            leave(USAGE)
        except KeyboardInterrupt:
            fail("stopped", 130)


def leave(code: int) -> NoReturn:
    """End when standard output can't be written to: its reader is gone (`| head`), or the disk is full.

    What is still buffered goes nowhere, or Python would try again at its end, and complain.
    """
    with suppress(OSError, AttributeError), Path(os.devnull).open("wb") as null:
        os.dup2(null.fileno(), sys.stdout.fileno())
    raise SystemExit(code)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="fairwater")
def group() -> None:
    """Govern what happens on an online service: published rules as code, found breaches explained.

    Exit codes: 0 fine, 1 findings of a check, 2 wrong use or unreadable input.

    \b
    Example: fairwater new my-policies && fairwater check my-policies
    """


for command in (new, check, test, run, explain, replay, simulate, bench):
    group.add_command(command)


def main() -> None:
    """Entry point. A file name that is no UTF-8 is shown with escapes, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        group(prog_name="fairwater")
    except OSError as error:  # help is printed before any sub-command begins, and standard output may be full, too
        click.echo(f"fairwater: standard output: {error.strerror or error}", err=True)
        leave(USAGE)


if __name__ == "__main__":
    main()
