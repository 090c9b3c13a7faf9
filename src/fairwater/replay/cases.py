"""A checked repository and its lists -> which of its test cases hold, and what their events never tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from fairwater.engine import Engine
from fairwater.engine.scalar import ColumnLists
from fairwater.events.decode import EventDecoder
from fairwater.events.letters import DeadLetter
from fairwater.events.order import Sequencer
from fairwater.events.record import Event
from fairwater.policy.captured import CapturedTest
from fairwater.policy.cases import Case
from fairwater.policy.lower import Lowering
from fairwater.policy.repository import Repository
from fairwater.policy.tree import RuleDef
from fairwater.replay.coverage import Condition, Coverage
from fairwater.signals.lists import ManagedLists


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case went. `problem` is "" when it holds, else what happened instead."""

    rule: str
    title: str
    place: str
    expected: str
    problem: str

    @property
    def holds(self) -> bool:
        """Whether the case holds."""
        return not self.problem

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "rule": self.rule,
            "title": self.title,
            "place": self.place,
            "expected": self.expected,
            "holds": self.holds,
            "problem": self.problem,
        }


@dataclass(frozen=True, slots=True)
class TestReport:
    """All results (`cases` of them from beside rules, the others from captured streams), the conditions whose two
    outcomes were not both seen, and (seen, possible) outcomes.
    """

    __test__ = False  # a report, for all that its name begins like a test

    results: tuple[CaseResult, ...]
    gaps: tuple[Condition, ...]
    outcomes: tuple[int, int]
    cases: int

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that don't hold."""
        return tuple(result for result in self.results if not result.holds)


class CaseLists:
    """The repository's lists, with those that a case brings along in their place."""

    def __init__(self, base: ColumnLists) -> None:
        self.base = base
        self.own: ManagedLists = ManagedLists.of({})
        self.named: frozenset[str] = frozenset()

    def use(self, lists: Mapping[str, tuple[str, ...]], match: Callable[[str], str]) -> None:
        """Put these lists in place, matching the way the repository's lists of these names do."""
        self.own = ManagedLists(
            [ManagedLists.of({name: entries}, match(name))[name] for name, entries in lists.items()]
        )
        self.named = frozenset(lists)

    def contains(self, name: str, value: str) -> bool:
        """Membership of one value."""
        return (self.own if name in self.named else self.base).contains(name, value)

    def contains_many(self, name: str, values: pa.Array) -> npt.NDArray[np.bool_]:
        """Membership of a column."""
        return (self.own if name in self.named else self.base).contains_many(name, values)


class CaseRunner:
    """Runs cases with one engine that forgets everything between them."""

    def __init__(
        self, repository: Repository, lowering: Lowering, lists: ManagedLists, cache: Path | None = None
    ) -> None:
        self.repository = repository
        self.lists = CaseLists(lists)
        self.managed = lists
        plan = lowering.plan(repository.checked.rules)
        self.engine = Engine(plan, repository.schema, repository.library, self.lists, cache)
        self.decoder = EventDecoder(repository.schema)
        self.rules: dict[str, RuleDef] = {rule.name: rule for rule in repository.checked.rules}
        self.coverage = Coverage(repository.checked.rules, lowering.lower)

    def run(self, captured_events: Callable[[CapturedTest], Iterable[Event]]) -> TestReport:
        """Run every case of the repository. `captured_events` reads the event file of a captured test."""
        results = [self.case(case) for case in self.repository.checked.cases]
        cases = len(results)
        for test in self.repository.tests:
            results.extend(self.captured(test, captured_events(test)))
        return TestReport(tuple(results), tuple(self.coverage.gaps()), self.coverage.share, cases)

    def case(self, case: Case) -> CaseResult:
        """Run one case: a hit must fire on the last event, a miss on none."""
        self.engine.reset()
        self.lists.use(case.lists, self.match_of)
        place = f"{case.span.file}:{case.span.line}"
        expected = "hit" if case.expect_hit else "miss"
        hits: list[int] = []
        last = -1
        try:
            for number, fired in enumerate(self.fired(self.decoded(case), (case.rule,))):
                last = number
                if case.rule in fired:
                    hits.append(number)
        except CaseError as error:
            return CaseResult(case.rule, case.title, place, expected, str(error))
        finally:
            self.lists.use({}, self.match_of)
        problem = ""
        if case.expect_hit and last not in hits:
            problem = "the rule does not fire on the last event: " + self.why_not(case.rule)
        elif not case.expect_hit and hits:
            problem = f"the rule fires on event {hits[0] + 1} of {last + 1}"
        return CaseResult(case.rule, case.title, place, expected, problem)

    def captured(self, test: CapturedTest, events: Iterable[Event]) -> Iterator[CaseResult]:
        """Run one captured test: a result for each event it expects something of."""
        self.engine.reset()
        fired_for: dict[str, set[str]] = {}
        kept: list[Event] = []

        def noted() -> Iterator[Event]:
            for event in events:
                kept.append(event)
                yield event

        for fired in self.fired(noted(), tuple(self.rules)):
            fired_for[kept[-1].id] = fired
            kept.clear()
        place = f"{test.span.file}:{test.span.line}"
        for event, wanted in test.expect:
            expected = ", ".join(wanted) or "no finding"
            title = f"{test.title or test.name}: {event}"
            found = fired_for.get(event)
            problem = ""
            if found is None:
                problem = f"there is no event {event} in {test.events}"
            elif set(wanted) - found:
                problem = f"missing: {', '.join(sorted(set(wanted) - found))}"
            elif test.exact and found - set(wanted):
                problem = f"fired as well: {', '.join(sorted(found - set(wanted)))}"
            yield CaseResult(", ".join(wanted), title, place, expected, problem)

    def fired(self, events: Iterable[Event], covered: tuple[str, ...]) -> Iterator[set[str]]:
        """The rules that fire for each event, in order; notes what the conditions of `covered` were."""
        order = Sequencer(lateness_us=0, remember_ids=0)
        for event in events:
            ready = order.push(event)
            assert not isinstance(ready, DeadLetter), "ids are not remembered"
            for due, time in ready:
                findings = self.engine.one(due, time)
                for rule in covered:
                    self.coverage.note(rule, self.engine.machine.value)
                yield {finding.rule for finding in findings}

    def decoded(self, case: Case) -> Iterator[Event]:
        """The events of a case. Raises CaseError for one that is refused."""
        for wire in case.events:
            event = self.decoder.convert(wire)
            if isinstance(event, DeadLetter):
                raise CaseError(f"an event of the case is refused: {event.message}")
            yield event

    def match_of(self, name: str) -> str:
        """How the repository's list of this name matches; "domain" for a list that only cases have."""
        return self.managed[name].info.match if name in self.managed.names else "domain"

    def why_not(self, rule: str) -> str:
        """Which conditions of a rule were not true for the latest event."""
        value = self.engine.machine.value
        words = {False: "was false", None: "was unknown"}
        parts = [
            f"`{condition.source}` {words[value(condition.node)]}"
            for condition in self.coverage.conditions[rule]
            if value(condition.node) is not True
        ]
        return "; ".join(parts[:5]) or "all its conditions were true for it, but not together"


class CaseError(Exception):
    """A case that can't be run, and why."""
