"""A path such as `$.a.b[0]['x y'][*].c` comes in; what it finds in a frame goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

MAX_STEPS = 32
_STEP = re.compile(
    r"""\.(?P<name>[^\W\d][\w-]*)
    | \[(?P<index>\d{1,6})\]
    | \[(?P<each>\*)\]
    | \['(?P<one>[^']+)'\]
    | \["(?P<two>[^"]+)"\]""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of a path: a key (str), a place in a list (int), or each item (None). `many`: whether it has [*]."""

    source: str
    steps: tuple[str | int | None, ...]
    many: bool

    def find(self, frame: Any) -> Any:
        """What lies there: None when there is nothing; for `many` a list, with None for missing ones."""
        found = [frame]
        opened = False
        for step in self.steps:
            if step is None:
                if len(found) == 1 and not isinstance(found[0], list) and not opened:
                    return None
                opened = True
                items: list[Any] = []
                for value in found:
                    if isinstance(value, list):
                        items += value
                found = items
            else:
                found = [_step(value, step) for value in found]
        return found if self.many else found[0]


def _step(value: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return value.get(step) if isinstance(value, dict) else None
    return value[step] if isinstance(value, list) and step < len(value) else None


def parse_path(source: str) -> Path:
    """The path written in `source`; raises ValueError saying what is allowed."""
    if not source.startswith("$"):
        raise ValueError("a path begins with $")
    steps: list[str | int | None] = []
    at = 1
    while at < len(source):
        step = _STEP.match(source, at)
        if step is None:
            raise ValueError(f"not understood from {source[at : at + 20]!r} on: use .name, ['any name'], [0] or [*]")
        if step["index"] is not None:
            steps.append(int(step["index"]))
        else:
            steps.append(None if step["each"] else step["name"] or step["one"] or step["two"])
        at = step.end()
    if not 1 <= len(steps) <= MAX_STEPS:
        raise ValueError(f"a path has 1 to {MAX_STEPS} steps")
    if steps.count(None) > 2:
        raise ValueError("a path has at most two [*]")
    return Path(source, tuple(steps), None in steps)
