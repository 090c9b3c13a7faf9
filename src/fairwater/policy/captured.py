"""A test of `tests/*.toml` comes in: recorded events, and which rules must fire for which of them.

    title = "The giveaway wave of March"
    events = "giveaway.jsonl"
    exact = true

    [expect]
    "post-17" = ["GiveawaySpree"]
    "post-18" = []

`events` is a file beside the test (JSON Lines, plain, .gz or .zst, or Parquet). With `exact` (the default) the rules
named are all that fire for these events; without it, more may. Events that `expect` does not name may do anything.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass

from fairwater.charter.document import Problem, read_document
from fairwater.policy.tree import Span

EVENT_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
MAX_EXPECTED = 10_000
"""Events that one test may expect something of."""


@dataclass(frozen=True, slots=True)
class CapturedTest:
    """A recorded stream and what must be found in it. `events`: path relative to the repository."""

    name: str
    title: str
    events: str
    expect: tuple[tuple[str, tuple[str, ...]], ...]
    exact: bool
    span: Span


def read_captured(
    data: bytes, file: str, files: Collection[str], rules: Collection[str] | None
) -> tuple[CapturedTest | None, tuple[Problem, ...]]:
    """Read and check one test. `files`: what the repository holds; `rules`: its rules, None when they are not known."""
    top, problems = read_document(data, file)
    if top is None:
        return None, tuple(problems)
    title = top.text("title", "The giveaway wave of March", required=False)
    written = top.text("events", "giveaway.jsonl")
    events = posixpath.normpath(posixpath.join(posixpath.dirname(file), written)) if written else ""
    folder = [name for name in files if name.startswith("tests/") and name.endswith(EVENT_SUFFIXES)]
    if written and not written.endswith(EVENT_SUFFIXES):
        top.problem(
            "events", f"{written} is no file of events", f"name a file that ends with {', '.join(EVENT_SUFFIXES)}"
        )
    elif written and events not in folder:
        near = top.near(events, folder)
        help = f"did you mean {posixpath.relpath(near, posixpath.dirname(file))}?" if near else "put it into tests/"
        top.problem("events", f"there is no file {events} in the repository", help)
    exact = top.flag("exact", True)
    table = top.table("expect", required=True, example='"post-17" = ["GiveawaySpree"]')
    expect = []
    for event in list(table.values)[:MAX_EXPECTED]:
        wanted = table.texts(event, '["GiveawaySpree"]', most=1000)
        for rule in wanted:
            if rules is not None and rule not in rules:
                near = table.near(rule, rules)
                help = f"did you mean {near!r}?" if near else "name a rule of this repository"
                table.problem(event, f"there is no rule {rule!r}", help, near)
        expect.append((event, wanted))
    if len(table.values) > MAX_EXPECTED:
        top.problem("expect", f"more than {MAX_EXPECTED:,} events", "expect something of those that tell most")
    elif top.has("expect") and not expect:
        top.problem("expect", "the test expects nothing", 'name an event and its rules: "post-17" = ["GiveawaySpree"]')
    top.close()
    if problems:
        return None, tuple(problems)
    return CapturedTest(file, title or file, events, tuple(expect), exact, Span(file, 1, 0, 1, 0)), ()
