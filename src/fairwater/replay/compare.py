"""The findings of two policy versions over the same history -> what each rule would do differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from fairwater.engine.finding import FindingBatch

EXAMPLES = 5
"""Events shown for each kind of difference of a rule."""


@dataclass(slots=True)
class RuleChange:
    """One rule in two versions: events both find, events only the old or only the new one finds."""

    rule: str
    old_version: str | None = None
    new_version: str | None = None
    both: int = 0
    gone: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    accounts_gone: int = 0
    accounts_added: int = 0

    def to_json(self) -> dict[str, Any]:
        """As a JSON object, with a few events as examples."""
        return {
            "rule": self.rule,
            "old_version": self.old_version,
            "new_version": self.new_version,
            "both": self.both,
            "only_old": len(self.gone),
            "only_new": len(self.added),
            "accounts_only_old": self.accounts_gone,
            "accounts_only_new": self.accounts_added,
            "examples_only_old": self.gone[:EXAMPLES],
            "examples_only_new": self.added[:EXAMPLES],
        }


class Tally:
    """Findings of one policy version by rule: event -> account. Holds ids only."""

    def __init__(self, versions: Mapping[str, str]) -> None:
        self.versions = dict(versions)
        self.events: dict[str, dict[str, str | None]] = {rule: {} for rule in versions}

    def add_batch(self, found: FindingBatch) -> None:
        """Take in the findings of a batch."""
        for hit in found.hits:
            rows = pa.array(hit.rows)
            pairs = zip(found.ids.take(rows).to_pylist(), found.accounts.take(rows).to_pylist(), strict=True)
            self.events[hit.view.rule.name].update(pairs)


def compare(old: Tally, new: Tally) -> list[RuleChange]:
    """What changes from `old` to `new`, rules in order of name; rules without any difference included."""
    changes = []
    for rule in sorted({*old.events, *new.events}):
        before, after = old.events.get(rule, {}), new.events.get(rule, {})
        gone = [event for event in before if event not in after]
        added = [event for event in after if event not in before]
        changes.append(
            RuleChange(
                rule,
                old.versions.get(rule),
                new.versions.get(rule),
                len(before) - len(gone),
                gone,
                added,
                len({before[event] for event in gone} - {None}),
                len({after[event] for event in added} - {None}),
            )
        )
    return changes
