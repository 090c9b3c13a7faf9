"""Findings and the truth about each event come in; precision, recall and their uncertainty go out, per rule and harm.

Every share comes with its 95 % score interval (E. B. Wilson, "Probable inference, the law of succession, and
statistical inference", J. Am. Stat. Assoc. 22, 1927). The interval takes events to be independent, and events of one
campaign are not: a rule that knows one campaign by heart looks more certain than it is. So each rule is also counted
by account, and the number of different campaigns behind its right hits stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, NamedTuple

Z95 = 1.959963984540054
"""97.5 % point of the normal distribution: 95 % lie between -Z95 and Z95."""


class Truth(NamedTuple):
    """The label of one event.

    `y` is 1 when the event itself breaches a published rule; then `harm` ("category.keyword") and `campaign` are set.
    `campaign` without `y` marks harmless events of a campaign's accounts, and those of a lawful look-alike, whose kind
    is in `lookalike`. `account` is who did it.
    """

    event: str
    account: str
    y: int
    harm: str | None = None
    campaign: str | None = None
    lookalike: str | None = None

    def as_json(self) -> dict[str, object]:
        """One line of a truth file."""
        return self._asdict()

    @staticmethod
    def of_json(line: Mapping[str, object]) -> Truth:
        """A line of a truth file; raises ValueError when it is none."""
        event, account, y = line.get("event"), line.get("account"), line.get("y")
        rest = [line.get(name) for name in ("harm", "campaign", "lookalike")]
        if not isinstance(event, str) or not isinstance(account, str) or isinstance(y, bool) or y not in (0, 1):
            raise ValueError('a line of truth needs "event" and "account" (texts) and "y" (0 or 1)')
        harm, campaign, lookalike = (one if isinstance(one, str) else None for one in rest)
        if (y == 1) != (harm is not None):
            raise ValueError(f'the truth about {event!r} has y = {y}: "harm" stands exactly where y is 1')
        return Truth(event, account, int(y == 1), harm, campaign, lookalike)


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, with its 95 % interval. `value` is None when `whole` is 0; the interval is then 0 to 1."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share itself, 0 to 1."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval: low and high, both within 0 and 1."""
        if self.whole == 0:
            return 0.0, 1.0
        n, share, square = self.whole, self.part / self.whole, Z95 * Z95
        middle = (share + square / (2 * n)) / (1 + square / n)
        reach = Z95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
        low = 0.0 if self.part == 0 else max(0.0, middle - reach)
        high = 1.0 if self.part == n else min(1.0, middle + reach)
        return low, high

    def as_json(self) -> dict[str, Any]:
        """As a JSON object."""
        low, high = self.interval
        return {"part": self.part, "whole": self.whole, "value": self.value, "low": low, "high": high}

    def __str__(self) -> str:
        if self.value is None:
            return "-"
        low, high = self.interval
        return f"{self.value:.3f} ({low:.3f}-{high:.3f})"


@dataclass(frozen=True, slots=True)
class RuleScore:
    """How one rule, or all together (`rule` "all rules", `harm` ""), did.

    `precision`: right hits of all hits. `recall`: events of its harm that it hit. `accounts`: accounts hit that did
    breach a rule, of all accounts hit. `account_recall`: accounts with an event of its harm that it hit. `other_harm`:
    right hits whose true harm is another. `campaigns`: different campaigns among right hits. `ordinary` and
    `lookalikes`: what its wrong hits were.
    """

    rule: str
    harm: str
    precision: Share
    recall: Share
    accounts: Share
    account_recall: Share
    other_harm: int
    campaigns: int
    ordinary: int
    lookalikes: Mapping[str, int]

    @property
    def hits(self) -> int:
        """Events it hit."""
        return self.precision.whole

    def as_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "rule": self.rule,
            "harm": self.harm,
            "hits": self.hits,
            "right": self.precision.part,
            "precision": self.precision.as_json(),
            "recall": self.recall.as_json(),
            "accounts": self.accounts.as_json(),
            "account_recall": self.account_recall.as_json(),
            "other_harm": self.other_harm,
            "campaigns": self.campaigns,
            "ordinary": self.ordinary,
            "lookalikes": dict(self.lookalikes),
        }


@dataclass(frozen=True, slots=True)
class Score:
    """How the rules did. `harms` and `campaigns`: found events of each; `lookalikes`: hit events of each.

    The fewer look-alikes are hit, the better. `unlabelled`: findings about events that the truth does not know; they
    count nowhere else.
    """

    events: int
    overall: RuleScore
    rules: tuple[RuleScore, ...]
    harms: Mapping[str, Share]
    campaigns: Mapping[str, Share]
    lookalikes: Mapping[str, Share]
    unlabelled: int

    def as_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "events": self.events,
            "overall": self.overall.as_json(),
            "rules": [rule.as_json() for rule in self.rules],
            "harms": {name: share.as_json() for name, share in self.harms.items()},
            "campaigns": {name: share.as_json() for name, share in self.campaigns.items()},
            "lookalikes": {name: share.as_json() for name, share in self.lookalikes.items()},
            "unlabelled": self.unlabelled,
        }

    def table(self) -> str:
        """As text: rules, harms, look-alikes, and how far to trust the intervals."""
        rows = [
            [
                one.rule,
                f"{one.hits:,}",
                str(one.precision),
                str(one.recall),
                f"{one.accounts.part}/{one.accounts.whole}",
                str(one.campaigns),
            ]
            for one in (*self.rules, self.overall)
        ]
        parts = [_grid(["rule", "hits", "precision (95 %)", "recall (95 %)", "accounts", "campaigns"], rows)]
        for title, shares in (("harm", self.harms), ("campaign", self.campaigns)):
            rows = [[name, f"{share.whole:,}", str(share)] for name, share in shares.items()]
            parts.append(_grid([title, "events", "found (95 %)"], rows))
        rows = [[name, f"{share.whole:,}", str(share.part), str(share)] for name, share in self.lookalikes.items()]
        parts.append(_grid(["lawful look-alike", "events", "hit", "share hit (95 %)"], rows))
        parts.append(
            "Events of one campaign are not independent: where a rule's hits come from one or two campaigns, its true\n"
            "uncertainty is larger than its interval. `accounts`: accounts hit that did break a rule, of all hit."
        )
        if self.unlabelled:
            parts.append(f"{self.unlabelled:,} findings are about events that the truth does not know.")
        return "\n\n".join(parts)


@dataclass(slots=True)
class _Tally:
    """What is counted for one rule while the truth goes by."""

    right: int = 0
    wrong: int = 0
    own: int = 0
    ordinary: int = 0
    campaigns: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    own_accounts: set[str] = field(default_factory=set)
    lookalikes: Counter[str] = field(default_factory=Counter)

    def note(self, truth: Truth, harm: str) -> None:
        """A hit on an event; `harm` "" stands for every harm."""
        self.accounts.add(truth.account)
        if truth.y:
            self.right += 1
            if harm in ("", truth.harm):
                self.own += 1
                self.own_accounts.add(truth.account)
            if truth.campaign is not None:
                self.campaigns.add(truth.campaign)
            return
        self.wrong += 1
        if truth.lookalike is not None:
            self.lookalikes[truth.lookalike] += 1
        else:
            self.ordinary += 1


def score(findings: Iterable[tuple[str, str]], truths: Iterable[Truth], harms: Mapping[str, str]) -> Score:
    """Hold findings, each (event, rule), against the truth. `harms`: the harm of each rule, "category.keyword".

    A finding that comes twice counts once. A hit is right when its event breaches any rule, whatever the harm; recall
    looks at the rule's own harm. Rules of `harms` without findings are there with none. Raises KeyError for a finding
    of a rule that `harms` lacks.
    """
    hits: dict[str, set[str]] = {}
    for event, rule in findings:
        if rule not in harms:
            raise KeyError(f"there is no rule {rule!r} among those scored")
        hits.setdefault(event, set()).add(rule)
    tallies = {rule: _Tally() for rule in harms}
    overall = _Tally()
    of_harm: Counter[str] = Counter()
    accounts_of: dict[str, set[str]] = {}
    found_of: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = {"campaign": Counter(), "lookalike": Counter()}
    hit: dict[str, Counter[str]] = {"campaign": Counter(), "lookalike": Counter()}
    events = 0
    for truth in truths:
        events += 1
        rules = hits.pop(truth.event, None)
        if truth.harm is not None:
            of_harm[truth.harm] += 1
            found_of[truth.harm] += rules is not None
            accounts_of.setdefault(truth.harm, set()).add(truth.account)
        kind = _kind(truth)
        if kind is not None:
            what, name = kind
            seen[what][name] += 1
            hit[what][name] += rules is not None
        if rules is None:
            continue
        overall.note(truth, "")
        for rule in rules:
            tallies[rule].note(truth, harms[rule])
    guilty = set[str]().union(*accounts_of.values()) if accounts_of else set()
    scores = tuple(
        _rule_score(rule, harm, tallies[rule], of_harm[harm], accounts_of.get(harm, set()), guilty)
        for rule, harm in harms.items()
    )
    return Score(
        events=events,
        overall=_rule_score("all rules", "", overall, of_harm.total(), guilty, guilty),
        rules=scores,
        harms={harm: Share(found_of[harm], whole) for harm, whole in sorted(of_harm.items())},
        campaigns={name: Share(hit["campaign"][name], whole) for name, whole in sorted(seen["campaign"].items())},
        lookalikes={name: Share(hit["lookalike"][name], whole) for name, whole in sorted(seen["lookalike"].items())},
        unlabelled=sum(map(len, hits.values())),
    )


def _kind(truth: Truth) -> tuple[str, str] | None:
    """What an event is counted under besides its harm: its campaign without the number, or its look-alike."""
    if truth.y and truth.campaign is not None:
        return "campaign", truth.campaign.partition("-")[0]
    return None if truth.lookalike is None else ("lookalike", truth.lookalike)


def _rule_score(rule: str, harm: str, tally: _Tally, events: int, accounts: set[str], guilty: set[str]) -> RuleScore:
    return RuleScore(
        rule=rule,
        harm=harm,
        precision=Share(tally.right, tally.right + tally.wrong),
        recall=Share(tally.own, events),
        accounts=Share(len(tally.accounts & guilty), len(tally.accounts)),
        account_recall=Share(len(tally.own_accounts), len(accounts)),
        other_harm=tally.right - tally.own,
        campaigns=len(tally.campaigns),
        ordinary=tally.ordinary,
        lookalikes=dict(sorted(tally.lookalikes.items())),
    )


def _grid(head: list[str], rows: list[list[str]]) -> str:
    """Columns under their heads; the first is set left, the others right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in lines
    )
