"""What a simulated event truly is: the event in wire form and its label, side by side."""

from __future__ import annotations

from typing import NamedTuple

Json = dict[str, object]


class Truth(NamedTuple):
    """The label of one event.

    `y` is 1 when the event itself breaches a published rule; then `harm` ("category.keyword") and `campaign` are set.
    `campaign` without `y` marks harmless filler by accounts of a campaign, and the events of a lawful look-alike, whose
    kind is in `lookalike`. `account` is who did it, for figures by account.
    """

    event: str
    account: str
    y: int
    harm: str | None = None
    campaign: str | None = None
    lookalike: str | None = None

    def as_json(self) -> Json:
        """One line of a truth file."""
        return self._asdict()


class SimulatedEvent(NamedTuple):
    """One event as it would come over the wire (see `fairwater.events.schema`), and what it truly is."""

    event: Json
    truth: Truth
