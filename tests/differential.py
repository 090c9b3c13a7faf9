"""Rules and a stream of events in; the first difference between the reference and a fast path out, shrunk."""

from __future__ import annotations

import random
import struct
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

import msgspec
import numpy as np
from hypothesis import strategies as st

from fairwater.engine import Engine, Finding
from fairwater.engine.reference import Reference
from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder
from fairwater.events.letters import DeadLetter
from fairwater.events.record import Event
from fairwater.events.schema import Schema
from fairwater.events.types import BOOL
from fairwater.policy import tree
from fairwater.policy.explain import children, in_words, source_of
from fairwater.policy.functions import Library
from fairwater.policy.lower import lower
from fairwater.policy.pattern import search
from fairwater.policy.plan import Plan
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists
from strategies import SPAN, Maker, Scope, rules
from strategies_events import LISTS, SCHEMA, Sent, stream

LARGEST_BATCH = 65_536

search_once = lru_cache(maxsize=100_000)(search)


class Remembering(Reference):
    """The reference, searching a text for a pattern only once: most of its time is in the reference matcher."""

    def found(self, pattern: str, mode: str, caseless: bool, text: str) -> bool:
        return search_once(pattern, mode, caseless, text)


Judge = Callable[..., Reference]
Row = tuple[str, str, tuple[Any, ...], tuple[Any, ...], str]
"""Event, rule, recorded values with labels and said values by their bits, the sentence."""


@dataclass(frozen=True)
class World:
    """What rules are written for."""

    schema: Schema
    library: Library
    lists: ManagedLists


@cache
def fuzz_world() -> World:
    """The schema of the fuzz, the whole library, and lists of every way of matching."""
    ways = {"words": "caseless", "hosts": "domain", "people": "exact", "empty": "exact"}
    lists = [ManagedLists.of({name: sorted(LISTS[name])}, match)[name] for name, match in ways.items()]
    return World(SCHEMA, standard_library(), ManagedLists(lists))


@dataclass(frozen=True)
class Case:
    """Rules over a stream. `splits`: seed of how the stream is cut into batches and where it is restarted."""

    rules: tuple[tree.RuleDef, ...]
    sent: tuple[Sent, ...]
    splits: int
    world: World = field(default_factory=fuzz_world, repr=False, compare=False)

    @property
    def pairs(self) -> int:
        return len(self.rules) * len(self.sent)

    def events(self, fields: Iterable[str] | None = None) -> list[Event]:
        return decoded(self.sent, self.world.schema, fields)

    def plan(self) -> Plan:
        return lower(self.rules, self.world.schema, self.world.library)

    def engine(self, plan: Plan) -> Engine:
        return Engine(plan, self.world.schema, self.world.library, self.world.lists)

    def judge(self, judge: Judge) -> Reference:
        return judge(self.rules, self.world.schema, self.world.library, self.world.lists)


@dataclass(frozen=True)
class Difference:
    """What one way of running a case gave, where it is not what the reference gives."""

    case: Case
    way: str
    wanted: str
    got: str

    def __str__(self) -> str:
        shown = "\n".join(f"  {rule.name}: {source_of(rule.when)}" for rule in self.case.rules)
        return (
            f"the way {self.way!r} differs from the reference\n  wanted {self.wanted}\n  got    {self.got}\n"
            f"rules:\n{shown}\n\n{reproduction(self)}"
        )


def decoded(sent: Iterable[Sent], schema: Schema, fields: Iterable[str] | None = None) -> list[Event]:
    """The events as the engine sees them, through JSON; all fields of the schema or only some."""
    decoder = EventDecoder(schema, fields)
    events = []
    for one in sent:
        event = decoder.decode(msgspec.json.encode(one.wire))
        if isinstance(event, DeadLetter):
            raise ValueError(f"an event of the fuzz is not valid: {event.message}")
        events.append(event)
    return events


def bits(value: Any) -> Any:
    """A value so that equal means the same in type and bits: True is not 1, 0.0 is not -0.0."""
    if isinstance(value, tuple):
        return ("tuple", *(bits(item) for item in value))
    if isinstance(value, float):
        return (type(value).__name__, struct.pack("<d", value).hex(), repr(value))
    return (type(value).__name__, value)


def sentence(rule: tree.RuleDef, because: Sequence[Any]) -> str:
    """The rule's reason with the reference's values in words."""
    parts = zip(rule.because, because, strict=True)
    return "".join(part if isinstance(part, str) else in_words(value, part.type) for part, value in parts)


def judged(case: Case, judge: Judge = Remembering) -> list[Row]:
    """What the reference finds."""
    reference = case.judge(judge)
    by_name = {rule.name: rule for rule in case.rules}
    rows = []
    for event, one in zip(case.events(), case.sent, strict=True):
        for found in reference.one(event, one.effective):
            rule = by_name[found.rule_name]
            said = tuple(
                bits(value)
                for part, value in zip(rule.because, found.because, strict=True)
                if not isinstance(part, str)
            )
            values = tuple((label, bits(value)) for label, value in found.values)
            rows.append((found.event_id, found.rule_name, values, said, sentence(rule, found.because)))
    return rows


def row_of(found: Finding) -> Row:
    values = tuple((label, bits(value)) for label, value in found.values.items())
    return found.event, found.rule, values, tuple(bits(value) for value in found.said), found.because


# -- the ways of running a plan --------------------------------------------------------------------------------------


def sizes(rng: random.Random, total: int) -> Iterator[int]:
    """Lengths of batches, 1 to 65,536, small and large ones alike, that make up `total`."""
    while total > 0:
        size = rng.choice((1, 2, 7, int(2 ** rng.uniform(0, 16)), LARGEST_BATCH))
        yield min(size, total)
        total -= size


def one_by_one(engine: Engine, events: Sequence[Event], times: Sequence[int]) -> list[Finding]:
    return [found for event, time in zip(events, times, strict=True) for found in engine.one(event, time)]


def as_batch(engine: Engine, events: Sequence[Event], times: Sequence[int]) -> list[Finding]:
    batch = EventBatch.from_events(events, engine.schema, engine.fields)
    return engine.batch(batch, np.array(times, dtype=np.int64)).to_findings()


def in_parts(case: Case, plan: Plan, runs: Sequence[Callable[..., list[Finding]]], restarts: bool) -> list[Finding]:
    """The stream in parts, each by one of `runs`; with `restarts`, an engine is saved and loaded between some."""
    rng = random.Random(case.splits)
    events, times = case.events(), [one.effective for one in case.sent]
    engine = case.engine(plan)
    found: list[Finding] = []
    start = 0
    for size in sizes(rng, len(events)):
        part = slice(start, start + size)
        found += rng.choice(runs)(engine, events[part], times[part])
        start += size
        if restarts and rng.random() < 0.4:
            world = case.world
            engine = Engine.load(plan, world.schema, world.library, world.lists, engine.save())
    return found


def way_one(case: Case, plan: Plan) -> list[Finding]:
    engine = case.engine(plan)
    return one_by_one(engine, case.events(engine.fields), [one.effective for one in case.sent])


def way_batch(case: Case, plan: Plan) -> list[Finding]:
    return in_parts(case, plan, (as_batch,), restarts=False)


def way_restart(case: Case, plan: Plan) -> list[Finding]:
    return in_parts(case, plan, (one_by_one, as_batch), restarts=True)


WAYS: dict[str, Callable[[Case, Plan], list[Finding]]] = {
    "one": way_one,
    "batch": way_batch,
    "one and batch mixed, restarted": way_restart,
}


# -- comparing -------------------------------------------------------------------------------------------------------


def compare(case: Case, way: str, wanted: Sequence[Row]) -> Difference | None:
    """The first difference of one way. An error of the engine is a difference, too."""
    try:
        plan = case.plan()
        got = [row_of(found) for found in WAYS[way](case, plan)]
    except Exception:
        return Difference(case, way, f"{len(wanted)} findings", traceback.format_exc())
    for mine, theirs in zip([*wanted, None], [*got, None], strict=False):
        if mine != theirs:
            return Difference(case, way, parted(mine, theirs), parted(theirs, mine))
    return None


def parted(row: Row | None, other: Row | None) -> str:
    """A row, or only what is not the same in the other one when both are about the same."""
    if row is None or other is None or row[:2] != other[:2]:
        return f"finding {row}" if row else "no further finding"
    parts = [part for part, its in zip(row[2:], other[2:], strict=True) if part != its]
    values = [one for one in row[2] if one not in other[2]]
    return f"{row[:2]} {values or parts}"


def check(case: Case, judge: Judge = Remembering, ways: Iterable[str] = tuple(WAYS)) -> Difference | None:
    """The first difference between the judge and any of the ways."""
    return held_to(case, judged(case, judge), ways)


def held_to(case: Case, wanted: Sequence[Row], ways: Iterable[str] = tuple(WAYS)) -> Difference | None:
    """The first difference between what is wanted and any of the ways."""
    for way in ways:
        found = compare(case, way, wanted)
        if found is not None:
            return found
    return None


def make_case(seed: int, length: int, most_rules: int, rng: random.Random | None = None) -> Case:
    """A random case; the same seed gives the same one. Seeds in a row call each function of the library in turn.

    `rng`: another source of chance than the seed.
    """
    rng = rng or random.Random(seed)
    sent = tuple(stream(rng, length))
    world = fuzz_world()
    samples = decoded(sent[: min(12, length)], world.schema)
    maker = Maker(rng, world.schema, world.library, world.lists, samples, wild=rng.random() < 0.1)
    made = rules(maker, rng.randint(1, most_rules), rng.randint(1, 4))
    functions = sorted(world.library.functions)
    called = maker.call(world.library.functions[functions[seed % len(functions)]], Scope(2))
    made[0] = replace(made[0], because=(*made[0].because, called))
    return Case(tuple(made), sent, seed)


@st.composite
def cases(draw: st.DrawFn, length: int, most_rules: int) -> Case:
    """Random cases that hypothesis can shrink."""
    rng = draw(st.randoms(use_true_random=False))
    return make_case(draw(st.integers(0, 2**32)), draw(st.integers(1, length)), most_rules, rng)


# -- shrinking -------------------------------------------------------------------------------------------------------


def shrink(found: Difference, judge: Judge = Remembering, attempts: int = 300) -> Difference:
    """A smaller case of the same way that still differs: fewer events, fewer rules, smaller conditions."""
    smaller = True
    while smaller and attempts > 0:
        smaller = False
        for case in smaller_cases(found.case):
            attempts -= 1
            again = check(case, judge, (found.way,))
            if again is not None:
                found, smaller = again, True
                break
            if attempts <= 0:
                break
    return found


def smaller_cases(case: Case) -> Iterator[Case]:
    """Cases with something left out, the largest cuts first."""
    size = len(case.rules)
    for rule in case.rules if size > 1 else ():
        yield replace(case, rules=(rule,))
    for at in range(size if size > 1 else 0):
        yield replace(case, rules=(*case.rules[:at], *case.rules[at + 1 :]))
    part = len(case.sent) // 2
    while part > 0:
        for start in range(0, len(case.sent), part):
            kept = (*case.sent[:start], *case.sent[start + part :])
            if kept:
                yield replace(case, sent=kept)
        part //= 2
    for at, rule in enumerate(case.rules):
        for other in smaller_rules(rule):
            yield replace(case, rules=(*case.rules[:at], other, *case.rules[at + 1 :]))
    for at, one in enumerate(case.sent):
        for key in set(one.wire) - {"id", "time", "kind"}:
            wire = {name: value for name, value in one.wire.items() if name != key}
            yield replace(case, sent=(*case.sent[:at], replace(one, wire=wire), *case.sent[at + 1 :]))


def smaller_rules(rule: tree.RuleDef) -> Iterator[tree.RuleDef]:
    """The same rule with a smaller condition or less to say."""
    if len(rule.because) > 1:
        yield replace(rule, because=("",))
        for part in rule.because:
            if not isinstance(part, str):
                yield replace(rule, because=(part,))
    if rule.when != tree.Const(BOOL, SPAN, True):
        yield replace(rule, when=tree.Const(BOOL, SPAN, True))
        for part in children(rule.when):
            if part.type.name == "bool" and not isinstance(rule.when, tree.Gen):
                yield replace(rule, when=part)
            elif not isinstance(rule.when, tree.Gen):
                yield replace(rule, when=tree.IsKnown(BOOL, SPAN, part), because=(part,))
    for part in rule.because:
        if not isinstance(part, str | tree.Gen):
            for child in children(part):
                yield replace(rule, because=(child,))


# -- showing ---------------------------------------------------------------------------------------------------------

_NAMES = ("BOOL", "INT", "FLOAT", "STR", "TIME", "DURATION", "ACCOUNT", "DOMAIN")


def code_of(value: object) -> str:
    """Python source that makes a rule again (`reproduction` says with which names)."""
    from fairwater.events import types

    text = repr(value).replace(repr(SPAN), "SPAN")
    for name in _NAMES:
        text = text.replace(repr(getattr(types, name)), name)
    return text


def reproduction(found: Difference) -> str:
    """A program to paste: run it in the folder `tests`."""
    case = found.case
    made = ",\n    ".join(code_of(rule) for rule in case.rules)
    sent = ",\n    ".join(f"Sent({one.wire!r}, {one.effective})" for one in case.sent)
    return (
        "from differential import *\nfrom fairwater.events.types import *\nfrom fairwater.policy.tree import *\n\n"
        f"case = Case(\n    rules=({made},),\n    sent=({sent},),\n    splits={case.splits},\n)\n"
        f"print(check(case, ways=({found.way!r},)))"
    )
