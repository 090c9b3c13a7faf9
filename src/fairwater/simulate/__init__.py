"""Accounts, hours and a seed go in; a day in a community comes out: events in time order, each with its true label."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fairwater.events.types import DAY, HOUR
from fairwater.simulate import harms, lookalikes
from fairwater.simulate.stage import Stage
from fairwater.simulate.talk import Talk
from fairwater.simulate.truth import SimulatedEvent, Truth
from fairwater.simulate.world import START, World

FULL_SIZE = 20_000
"""Accounts of a community in which each campaign has its full size; in a larger one there are more campaigns."""

__all__ = ["FULL_SIZE", "START", "SimulatedEvent", "Truth", "simulate"]


def simulate(accounts: int, hours: float, seed: int) -> Iterator[SimulatedEvent]:
    """The events of `hours` hours in a community of `accounts` accounts, in time order, with their true labels.

    The same arguments give the same events on every machine. Each day there are campaigns of every harm and lawful
    look-alikes of each; what is planned beyond the end is cut off. Needs memory for the accounts and one day's
    campaigns, not for the events. Raises ValueError when `accounts` is below 50 or `hours` is not positive.
    """
    if accounts < 50:
        raise ValueError(f"a community needs at least 50 accounts, not {accounts}: give a larger number")
    if not 0 < hours < 24 * 366:
        raise ValueError(f"hours must lie between 0 and {24 * 366}, not {hours}: give a smaller or positive number")
    return _simulate(accounts, hours, seed)


def _simulate(accounts: int, hours: float, seed: int) -> Iterator[SimulatedEvent]:
    world = World(accounts, seed)
    end = START + int(hours * HOUR)
    Talk(world)
    for day in range(START, end, DAY):
        world.at(day, partial(_plan_day, world, accounts, day, min(day + DAY, end)))
    yield from world.run(end)


def _plan_day(world: World, accounts: int, start: int, end: int) -> None:
    times = max(1, round(accounts / FULL_SIZE))
    size = min(1.0, accounts / FULL_SIZE)
    day = (start - START) // DAY + 1
    for number, plan in enumerate((*harms.PLANS, *lookalikes.PLANS)):
        for turn in range(times):
            name = f"{plan.__name__}-{day}.{turn + 1}"
            plan(Stage(world, world.dice.child(number), name, start, end, size))
