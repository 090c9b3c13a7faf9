"""A stage goes in, a pile-on is planned: a crowd insults one person for hours, a few of them threaten."""

from __future__ import annotations

from functools import partial

from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Mark, Post, moments

HARASSMENT = "cyber_violence.cyber_harassment"
THREAT = "cyber_violence.cyber_bullying_intimidation"


def pileon(stage: Stage) -> None:
    """Plans one pile-on of some six hours, by ordinary accounts and a few made for it."""
    world, dice = stage.world, stage.dice
    start, end = stage.period(6)
    target = dice.pick(world.by_language["en"])
    crowd = stage.neighbours(stage.some(95, 5)) + stage.burners(
        stage.some(35, 2), start, stage.guilty(HARASSMENT), ("en", "en", "de", "es")
    )
    crowd = [person for person in crowd if person is not target]
    posts: list[Post] = []

    def begin() -> None:
        posts.append(world.post(target, world.say("en", "post", target), "en"))

    world.at(start, begin)
    for person in crowd:
        count = 1 + dice.skewed(14)
        for when in moments(
            dice, max(start, person.created) + 1_000_000, max(end, person.created + 2_000_000), count, burst=0.6
        ):
            world.at(when, partial(_act, stage, person, target, posts))
    for when in moments(dice, start + 1_000_000, end, stage.some(12, 1)):
        world.at(when, partial(_supports, stage, target, posts))


def _act(stage: Stage, person: Person, target: Person, posts: list[Post]) -> None:
    world, dice = stage.world, stage.dice
    language = person.language if person.language in ("en", "de", "es", "fr", "pt", "ru") else "en"
    handle = target.at if dice.chance(0.75) else ""
    u = dice.random()
    reply = posts[0] if posts and (u < 0.6 or not handle) else None
    if u < 0.14:  # an answer that hurts nobody
        world.post(
            person,
            world.say(language, "reply", person),
            language,
            Mark(0, None, stage.name),
            reply=posts[0] if posts else None,
        )
        return
    slot, harm = ("threat", THREAT) if dice.chance(0.07) else ("insult", HARASSMENT)
    text = world.say(language, slot, person, handle=handle).strip()
    if dice.chance(0.08):
        world.message(person, target, text.replace(target.at, "").strip(" ,"), language, stage.guilty(harm), first=True)
        return
    made = world.post(person, text, language, stage.guilty(harm), mentions=[target] if handle else [], reply=reply)
    world.noticed(made, reports=0.08, reactions=0.4, replies=0.05)


def _supports(stage: Stage, target: Person, posts: list[Post]) -> None:
    """Friends of the target quote what was said to them, and stand by them."""
    world, dice = stage.world, stage.dice
    friend = world.speaker("en")
    quoted = world.say("en", "insult", handle=target.at)
    text = dice.pick(
        (
            f'who writes "{quoted}" to somebody? leave {target.at} alone',
            f"block them {target.at}, you are loved ❤️",
            f'got told "{quoted}" for defending a friend. stop it',
        )
    )
    world.post(
        friend,
        text,
        "en",
        Mark(0, None, stage.name, "victim_support"),
        mentions=[target],
        reply=posts[0] if posts else None,
    )
