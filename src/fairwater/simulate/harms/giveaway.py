"""A stage goes in, a wave of fake giveaways is planned: fresh, bought and hijacked accounts, many words."""

from __future__ import annotations

from functools import partial

from fairwater.events.types import MINUTE
from fairwater.simulate import web
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Mark, moments

HARM = "scams_and_fraud.other"
LANGUAGES = ("en", "en", "en", "en", "de", "es", "pt", "ru", "fr", "zh", "ja", "hi", "ar")


def giveaway(stage: Stage) -> None:
    """Plans one wave of some five hours."""
    world, dice, guilty = stage.world, stage.dice, stage.guilty(HARM)
    start, end = stage.period(5)
    crowd = stage.burners(stage.some(85, 4), start, guilty, LANGUAGES)
    if dice.chance(0.5):
        stage.share_devices(crowd[: len(crowd) // 2], max(1, len(crowd) // 6))
    hijacked = stage.neighbours(stage.some(16, 2))
    domains = [web.scam_domain(dice) for _ in range(stage.some(9, 2))]
    for person in hijacked:
        taken = start + int(dice.random() * (end - start) * 0.5)
        world.at(taken, partial(_take_over, person, taken))
        _plan(stage, person, domains, taken + MINUTE, end, guilty, dice.between(4, 12))
    for person in crowd:
        _plan(stage, person, domains, max(start, person.created), end, guilty, dice.between(2, 14))


def _take_over(person: Person, when: int) -> None:
    person.changed = when
    person.device = f"x{person.device[1:]}"


def _plan(stage: Stage, person: Person, domains: list[str], start: int, end: int, guilty: Mark, count: int) -> None:
    wallet = web.code(stage.dice, 28)
    for when in moments(stage.dice, start, max(end, start + MINUTE), count, burst=0.4):
        stage.world.at(when, partial(_act, stage, person, domains, guilty, wallet))


def _act(stage: Stage, person: Person, domains: list[str], guilty: Mark, wallet: str) -> None:
    world, dice = stage.world, stage.dice
    language = person.language
    if dice.chance(0.12):  # a little ordinary life, to look like anybody
        world.post(person, world.say(language, "post", person), language, guilty.harmless())
        return
    if dice.chance(0.1):
        link = web.shortened(dice)
    else:
        link = f"https://{domains[dice.skewed(len(domains))]}/{dice.pick(('', 'claim', 'go', 'event'))}"
    given = world.codes() | {"link": link, "code": wallet}
    text = world.say(language, "giveaway", person, **given)
    links = [link] if link in text else []
    u = dice.random()
    if u < 0.15:
        world.message(person, world.speaker(language), text, language, guilty, first=True)
        return
    seen = world.recent[dice.below(len(world.recent))] if u < 0.55 and world.recent else None
    image = world.image() if dice.chance(0.15) else None
    tags = ["giveaway"] if dice.chance(0.2) else []
    made = world.post(person, text, language, guilty, links=links, reply=seen, image=image, tags=tags)
    world.noticed(made, reports=0.12, reactions=0.3, replies=0.12)
