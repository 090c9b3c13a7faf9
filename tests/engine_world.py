"""Lines of policy in; an engine that runs them, and events for it, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np

from fairwater.engine import Engine, Finding
from fairwater.events.batch import EventBatch
from fairwater.events.clock import micros
from fairwater.events.decode import EventDecoder
from fairwater.events.letters import DeadLetter
from fairwater.events.record import Event
from fairwater.events.schema import Schema
from fairwater.policy.check import Checked, check_files
from fairwater.policy.functions import Function, Library
from fairwater.policy.lower import lower
from fairwater.policy.plan import Plan
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists
from policy_world import FILE, HEAD, POLICY, SmallCharter

SCHEMA = Schema.of()
LISTS = {"bad-words": ("casino", "lottery"), "scam-domains": ("bad.example",)}
START = datetime(2026, 3, 2, tzinfo=UTC)
DECODER = EventDecoder(SCHEMA)


def library(extra: Iterable[Function] = ()) -> Library:
    return Library.of((*standard_library().functions.values(), *extra))


def checked(lines: str, extra: Iterable[Function] = ()) -> Checked:
    """Lines after the import and a policy `Spam`, which must have no errors."""
    found = check_files(
        {FILE: (HEAD + POLICY + lines).encode()}, SCHEMA, library(extra), SmallCharter(), frozenset(LISTS)
    )
    assert not found.errors, [one.message for one in found.errors]
    return found


def rule(name: str, when: str, because: str = "it was seen", then: str = 'label(post, "seen")') -> str:
    return f'{name} = Rule(Spam, when={when}, then=[{then}], because="{because}")\n'


def plan_of(lines: str, extra: Iterable[Function] = ()) -> Plan:
    return lower(checked(lines, extra).rules, SCHEMA, library(extra))


def engine_of(lines: str, extra: Sequence[Function] = ()) -> Engine:
    return Engine(plan_of(lines, extra), SCHEMA, library(extra), ManagedLists.of(LISTS))


def event(number: int, seconds: float = 0.0, **fields: Any) -> Event:
    """Event "e<number>", a post so many seconds after START."""
    when = (START + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
    made = DECODER.decode(msgspec.json.encode({"id": f"e{number}", "time": when, "kind": "post.create", **fields}))
    assert not isinstance(made, DeadLetter), made
    return made


def one_by_one(engine: Engine, events: Iterable[Event]) -> list[Finding]:
    return [found for one in events for found in engine.one(one, micros(one.time))]


def in_batches(engine: Engine, events: Sequence[Event], size: int = 1000) -> list[Finding]:
    found: list[Finding] = []
    for start in range(0, len(events), size):
        part = events[start : start + size]
        batch = EventBatch.from_events(part, SCHEMA, ("event.kind", *engine.fields))
        found += engine.batch(batch, np.asarray(batch.times())).to_findings()
    return found


def rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [found.to_row() for found in findings]


def unknowns(engine: Engine) -> Mapping[str, int]:
    return dict(zip((one.name for one in engine.plan.rules), engine.unknown.tolist(), strict=True))
