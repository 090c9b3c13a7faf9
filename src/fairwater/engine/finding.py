"""What the engine gives: findings, one by one or in columns, with the values that made each rule true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from fairwater.events.types import DURATION, SECOND, Type
from fairwater.policy.explain import in_words, rfc3339
from fairwater.policy.plan import Measure, Plan, PlanRule


class RuleView(msgspec.Struct, frozen=True):
    """What findings of one rule share: the rule, the labels and types of its values, the types said in `because`."""

    rule: PlanRule
    number: int
    labels: tuple[str, ...]
    types: tuple[Type, ...]
    nodes: tuple[int, ...]
    said_types: tuple[Type, ...]
    said_nodes: tuple[int, ...]


def rule_views(plan: Plan) -> tuple[RuleView, ...]:
    """One view for each rule of the plan, in order."""
    return tuple(
        RuleView(
            rule,
            number,
            tuple(label for label, _ in rule.values),
            tuple(plan.nodes[node].type for _, node in rule.values),
            tuple(node for _, node in rule.values),
            tuple(plan.nodes[part].type for part in rule.because if not isinstance(part, str)),
            tuple(part for part in rule.because if not isinstance(part, str)),
        )
        for number, rule in enumerate(plan.rules)
    )


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One rule true for one event. `time`: the event's own, microseconds since 1970.

    `shown` and `said` are the run-time values of `view.labels` and of the expressions in `because`.
    """

    view: RuleView
    event: str
    time: int
    account: str | None
    subject: str | None
    shown: tuple[Any, ...]
    said: tuple[Any, ...]

    @property
    def rule(self) -> str:
        """Name of the rule."""
        return self.view.rule.name

    @property
    def rule_version(self) -> str:
        """Version of the rule: a hash of its meaning."""
        return self.view.rule.version

    @property
    def policy(self) -> str:
        """Name of the policy that the rule detects breaches of."""
        return self.view.rule.policy

    @property
    def values(self) -> dict[str, Any]:
        """Label -> run-time value of everything named in the condition (see `fairwater.events.types`)."""
        return dict(zip(self.view.labels, self.shown, strict=True))

    @property
    def because(self) -> str:
        """The rule's sentence with this finding's values."""
        said = iter(zip(self.said, self.view.said_types, strict=True))
        return "".join(part if isinstance(part, str) else in_words(*next(said)) for part in self.view.rule.because)

    def to_row(self) -> dict[str, Any]:
        """The finding as a JSON object: times as RFC 3339, durations in seconds, lists as arrays, unknown as null."""
        pairs = zip(self.view.labels, self.shown, self.view.types, strict=True)
        return {
            "event": self.event,
            "rule": self.rule,
            "rule_version": self.rule_version,
            "policy": self.policy,
            "harm": self.view.rule.harm,
            "time": rfc3339(self.time),
            "account": self.account,
            "subject": self.subject,
            "values": {label: wire_value(value, type_) for label, value, type_ in pairs},
            "measures": [measure_row(one) for one in self.view.rule.measures],
            "because": self.because,
        }


def measure_row(measure: Measure) -> dict[str, Any]:
    """A measure asked for as a JSON object, its duration in seconds."""
    options = {name: wire_value(value, DURATION) if name == "duration" else value for name, value in measure.options}
    return {"measure": measure.name, "subject": measure.subject, **options}


def wire_value(value: Any, type_: Type) -> Any:
    """A run-time value in JSON: durations in seconds (an int when whole), times as RFC 3339."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return [wire_value(item, type_.item or type_) for item in value]
    if type_.name == "duration":
        return value // SECOND if value % SECOND == 0 else value / SECOND
    if type_.name == "time":
        return rfc3339(value)
    return value


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one node for some rows: `values` (NumPy or Arrow, any where unknown), `unknown` (None: all known)."""

    values: npt.NDArray[Any] | pa.Array
    unknown: npt.NDArray[np.bool_] | None

    def take(self, rows: npt.NDArray[np.intp]) -> Column:
        """The values of these rows."""
        picked = self.values.take(rows)
        return Column(picked, None if self.unknown is None else self.unknown[rows])

    def to_list(self) -> list[Any]:
        """Python values, None where unknown."""
        found: list[Any] = self.values.tolist() if isinstance(self.values, np.ndarray) else self.values.to_pylist()
        if self.unknown is None:
            return found
        return [None if unknown else value for value, unknown in zip(found, self.unknown.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class RuleHits:
    """All findings of one rule in one batch: rows (ascending) and the recorded values of each, in columns."""

    view: RuleView
    rows: npt.NDArray[np.intp]
    shown: tuple[Column, ...]
    said: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class FindingBatch:
    """Findings of a batch of events, by rule and in columns. `ids`, `times`, `accounts`, `subjects`: of all events."""

    hits: tuple[RuleHits, ...]
    ids: pa.Array
    times: npt.NDArray[np.int64]
    accounts: pa.Array
    subjects: pa.Array

    def __len__(self) -> int:
        return sum(len(hit.rows) for hit in self.hits)

    def to_findings(self) -> list[Finding]:
        """The findings one by one, by event and then in the order of rules."""
        made = [(row, hit.view.number, finding) for hit in self.hits for row, finding in self.of_rule(hit)]
        made.sort(key=lambda one: one[:2])
        return [finding for _, _, finding in made]

    def of_rule(self, hit: RuleHits) -> Iterator[tuple[int, Finding]]:
        """Row and finding of each hit of one rule."""
        rows = hit.rows.tolist()
        index = pa.array(hit.rows)
        shown = rows_of(hit.shown, len(rows))
        said = rows_of(hit.said, len(rows))
        ids = self.ids.take(index).to_pylist()
        accounts = self.accounts.take(index).to_pylist()
        subjects = self.subjects.take(index).to_pylist()
        times = self.times[hit.rows].tolist()
        for at, row in enumerate(rows):
            yield row, Finding(hit.view, ids[at], times[at], accounts[at], subjects[at], shown[at], said[at])


def rows_of(columns: Sequence[Column], length: int) -> list[tuple[Any, ...]]:
    """Columns turned into one tuple a row."""
    if not columns:
        return [()] * length
    return [tuple(row) for row in zip(*(column_values(column) for column in columns), strict=True)]


def column_values(column: Column) -> list[Any]:
    """Values of a column with Arrow lists as tuples."""
    return [tuple(value) if isinstance(value, list) else value for value in column.to_list()]
