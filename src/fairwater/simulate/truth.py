"""What the simulation gives: an event in wire form and the truth about it, side by side."""

from __future__ import annotations

from typing import NamedTuple

from fairwater.replay.score import Truth

Json = dict[str, object]

__all__ = ["Json", "SimulatedEvent", "Truth"]


class SimulatedEvent(NamedTuple):
    """One event as it would come over the wire (see `fairwater.events.schema`), and what it truly is."""

    event: Json
    truth: Truth
