"""A stage goes in, a phishing campaign is planned: look-alike domains in rotation, messages and mentions."""

from __future__ import annotations

from functools import partial

from fairwater.simulate import web
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Mark, moments

HARM = "scams_and_fraud.phishing"
LANGUAGES = ("en", "en", "en", "de", "de", "fr", "es", "pt", "ru", "zh", "ar", "ja", "hi")


def phishing(stage: Stage) -> None:
    """Plans one campaign of some ten hours; each hour other domains are in use."""
    dice, guilty = stage.dice, stage.guilty(HARM)
    start, end = stage.period(10)
    crowd = stage.burners(stage.some(60, 4), start, guilty, LANGUAGES) + stage.neighbours(stage.some(8, 1))
    brands = dice.sample(tuple(web.OFFICIAL), 3)
    rotation = [[web.lookalike_domain(dice, dice.pick(brands)) for _ in range(3)] for _ in range(10)]
    for person in crowd:
        count = dice.between(2, 22)
        for when in moments(dice, max(start, person.created), max(end, person.created + 1_000_000), count, burst=0.2):
            slot = min(9, (when - start) * 10 // max(1, end - start))
            stage.world.at(when, partial(_act, stage, person, rotation[slot], guilty))


def _act(stage: Stage, person: Person, hosts: list[str], guilty: Mark) -> None:
    world, dice = stage.world, stage.dice
    language = person.language
    u = dice.random()
    if u < 0.08:
        world.post(
            person,
            world.say(language, "reply", person),
            language,
            guilty.harmless(),
            reply=dice.pick(world.recent) if world.recent else None,
        )
        return
    link = web.shortened(dice) if u < 0.25 else web.gate(dice, dice.pick(hosts))
    text = world.say(language, "phish", None, **world.codes(), link=link, money="€19")
    other = world.speaker(language)
    if u < 0.6:
        world.message(person, other, text, language, guilty, first=dice.chance(0.9))
        return
    if u < 0.85:
        made = world.post(person, f"{other.at} {text}", language, guilty, links=[link], mentions=[other])
    else:
        made = world.post(person, text, language, guilty, links=[link])
    world.noticed(made, reports=0.15, reactions=0.05, replies=0.15)
