"""A stage goes in, a copy-paste network is planned: one praise for a brand under many names, from few networks."""

from __future__ import annotations

from functools import partial

from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Mark, moments

HARM = "scams_and_fraud.inauthentic_accounts"


def copypaste(stage: Stage) -> None:
    """Plans one network that works for some four hours; two thirds of its posts are copies, the others are reworded."""
    world, dice, guilty = stage.world, stage.dice, stage.guilty(HARM)
    start, end = stage.period(4)
    crowd = stage.burners(stage.some(75, 5), start, guilty, ("en",))
    stage.share_devices(crowd, max(2, len(crowd) // 5))
    for person in crowd[::4]:
        person.device = f"z{person.id[1:]}"
    slogans = [world.say("en", "slogan_source") for _ in range(stage.some(5, 2))]
    for person in crowd:
        for when in moments(dice, max(start, person.created), max(end, person.created + 1_000_000), dice.between(2, 8)):
            world.at(when, partial(_act, stage, person, slogans, guilty))


def _act(stage: Stage, person: Person, slogans: list[str], guilty: Mark) -> None:
    world, dice = stage.world, stage.dice
    u = dice.random()
    if u < 0.1:
        world.post(person, world.say("en", "post", person), "en", guilty.harmless())
        return
    text = dice.pick(slogans) if u < 0.7 else world.say("en", "slogan_source", person)
    seen = dice.pick(world.recent) if u < 0.5 and world.recent else None
    made = world.post(person, text, "en", guilty, reply=seen)
    world.noticed(made, reports=0.02, reactions=0.2, replies=0.1)
