"""A stage goes in, a ring of fake engagement is planned: many accounts on few machines push the same people."""

from __future__ import annotations

from functools import partial

from fairwater.events.types import MINUTE
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Mark, Post, moments

HARM = "scams_and_fraud.inauthentic_accounts"


def engagement(stage: Stage) -> None:
    """Plans one ring that works off its orders through some twelve hours."""
    world, dice, guilty = stage.world, stage.dice, stage.guilty(HARM)
    start, end = stage.period(12)
    crowd = stage.burners(stage.some(140, 8), start, guilty)
    stage.share_devices(crowd, max(2, len(crowd) // 9))
    for person in crowd[: len(crowd) // 6]:  # a few have a machine of their own
        person.device = f"y{person.id[1:]}"
    buyers = stage.neighbours(stage.some(12, 5))
    for buyer in buyers:
        first = start + int(dice.random() * 0.8 * (end - start))
        last = min(end, first + int(dice.spread(20, 160) * MINUTE))
        workers = dice.sample(crowd, dice.between(max(2, len(crowd) // 4), len(crowd)))
        posts: list[Post] = []
        world.at(first, partial(_advertise, stage, buyer, posts))
        for person, when in zip(
            workers, moments(dice, first + 1_000_000, max(last, first + 2_000_000), len(workers)), strict=True
        ):
            world.at(max(when, person.created + 1_000_000), partial(_serve, stage, person, buyer, posts, guilty))
    for person in crowd:
        for when in moments(
            dice, max(start, person.created + 1_000_000), max(end, person.created + 2_000_000), dice.below(3)
        ):
            world.at(when, partial(_idle, stage, person, guilty))


def _advertise(stage: Stage, buyer: Person, posts: list[Post]) -> None:
    world = stage.world
    posts.append(world.post(buyer, world.say(buyer.language, "post", buyer), buyer.language))


def _serve(stage: Stage, person: Person, buyer: Person, posts: list[Post], guilty: Mark) -> None:
    world, dice = stage.world, stage.dice
    if dice.chance(0.6):
        world.on_account(person, "follow", buyer, guilty)
    if posts and dice.chance(0.7):
        world.on_post(person, "reaction", posts[-1], guilty, word=dice.pick(("like", "❤️")))
    if posts and dice.chance(0.2):
        world.on_post(person, "share", posts[-1], guilty)


def _idle(stage: Stage, person: Person, guilty: Mark) -> None:
    world = stage.world
    world.post(person, world.say(person.language, "post", person), person.language, guilty.harmless())
