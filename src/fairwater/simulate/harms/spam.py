"""A stage goes in, a spam ring is planned: offers to strangers, most of them disguised against word filters."""

from __future__ import annotations

from functools import partial

from fairwater.simulate import web
from fairwater.simulate.disguise import disguised
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Mark, moments

HARM = "other_violation_tc.other"


def spam(stage: Stage) -> None:
    """Plans one ring that works for some fourteen hours."""
    dice, guilty = stage.dice, stage.guilty(HARM)
    start, end = stage.period(14)
    crowd = stage.burners(stage.some(45, 3), start, guilty, ("en", "en", "en", "de", "es", "ru"))
    stage.share_devices(crowd, max(2, len(crowd) // 3))
    domains = [web.scam_domain(dice) for _ in range(stage.some(12, 3))]
    for person in crowd:
        mine = dice.sample(domains, 2)
        count = dice.between(4, 34)
        for when in moments(dice, max(start, person.created), max(end, person.created + 1_000_000), count):
            stage.world.at(when, partial(_act, stage, person, mine, guilty))


def _act(stage: Stage, person: Person, domains: list[str], guilty: Mark) -> None:
    world, dice = stage.world, stage.dice
    if dice.chance(0.06):
        world.post(person, world.say(person.language, "post", person), person.language, guilty.harmless())
        return
    link = web.shortened(dice) if dice.chance(0.15) else f"https://{dice.pick(domains)}/{web.code(dice, 4)}"
    text = world.say("en", "spam", None, **world.codes(), link=link)
    if dice.chance(0.75):
        text = disguised(dice, text)
    links = [link] if link in text else []
    u = dice.random()
    if u < 0.12:
        world.message(person, world.somebody(), text, "en", guilty, first=True)
        return
    if u < 0.17:
        world.describe(person, text, guilty)
        return
    seen = dice.pick(world.recent) if u < 0.75 and world.recent else None
    made = world.post(person, text, "en", guilty, links=links, reply=seen)
    world.noticed(made, reports=0.1, reactions=0.03, replies=0.05)
