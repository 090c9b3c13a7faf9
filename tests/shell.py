"""A command line in; what `fairwater` said and its exit code out: in this process, or in one of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from fairwater.cli import group

COMMAND = (sys.executable, "-m", "fairwater.cli")
SECONDS = 60


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    def fine(self) -> Said:
        """Itself, when it ended well."""
        assert self.code == 0, self
        return self

    def refused(self, code: int = 2) -> Said:
        """Itself, when it ended with this code and said why, without a traceback."""
        assert self.code == code, self
        assert self.err.strip(), self
        assert "Traceback" not in self.out + self.err, self
        return self

    def json(self) -> Any:
        return json.loads(self.out)

    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def fairwater(*arguments: object, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Said:
    """Run a command in this process. An exception that would be a traceback is raised here."""
    done = CliRunner().invoke(group, [str(one) for one in arguments], input=stdin, env=env, catch_exceptions=False)
    return Said(done.exit_code, done.stdout, done.stderr)


def process(*arguments: object, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Said:
    """Run a command in a process of its own."""
    command = [*COMMAND, *(one if isinstance(one, bytes) else str(one) for one in arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, env=env, timeout=SECONDS, check=False)
    return Said(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
