"""The `fairwater` command: its sub-commands, and errors as one line that says what to do next."""

from __future__ import annotations

import os
import sys

import click

from fairwater import __version__
from fairwater.commands.bench import bench
from fairwater.commands.check import check
from fairwater.commands.common import fail
from fairwater.commands.explain import explain
from fairwater.commands.new import new
from fairwater.commands.replay import replay
from fairwater.commands.run import run
from fairwater.commands.simulate import simulate
from fairwater.commands.test import test
from fairwater.events.errors import InputError
from fairwater.signals.windows import StateError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="fairwater")
def group() -> None:
    """Govern what happens on an online service: published rules as code, found breaches explained.

    Exit codes: 0 fine, 1 findings of a check, 2 wrong use or unreadable input.

    Example: fairwater new my-policies && fairwater check my-policies
    """


for command in (new, check, test, run, explain, replay, simulate, bench):
    group.add_command(command)


def main() -> None:
    """Entry point: problems of a user's making end in one clear line, never in a traceback."""
    try:
        group(prog_name="fairwater")
    except (InputError, StateError) as error:
        fail(str(error))
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): nothing more to say, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        fail("stopped", 130)


if __name__ == "__main__":
    main()
