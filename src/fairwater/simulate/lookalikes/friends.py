"""A stage goes in, rough words among friends are planned: teasing, mockery of oneself, reclaimed words."""

from __future__ import annotations

from functools import partial

from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import moments


def banter(stage: Stage) -> None:
    """Pairs and circles of friends tease each other, in the words of insults; some circles many times a day."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("friendly_banter")

    def act(person: Person, friend: Person) -> None:
        text = world.say(person.language, "banter", handle=friend.at)
        made = world.post(person, text, person.language, mark, mentions=[friend])
        if dice.chance(0.5):
            world.at(
                world.now + 60_000_000 + int(dice.random() * 1_800_000_000), partial(back, friend, person, made.thread)
            )

    def back(person: Person, friend: Person, thread: str) -> None:
        seen = next((post for post in world.recent if post.thread == thread), None)
        world.post(
            person,
            world.say(person.language, "banter", handle=friend.at),
            person.language,
            mark,
            mentions=[friend],
            reply=seen,
        )

    for person in stage.neighbours(stage.some(120, 3)):
        friend = world.speaker(person.language)
        if friend is person:
            continue
        for when in moments(dice, stage.start, stage.end, 1 + dice.skewed(6)):
            world.at(when, partial(act, person, friend))
    star = world.speaker("en")
    for person in stage.neighbours(stage.some(25, 2)):  # a stag night: everybody mocks one of them, with love
        if person is not star:
            start, end = stage.period(3)
            for when in moments(dice, start, end, dice.between(1, 3)):
                world.at(when, partial(act, person, star))


def self_mockery(stage: Stage) -> None:
    """People use hard words for themselves, and a group wears with pride what it was called."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("reclaimed_words")

    def act(person: Person, to: Person | None) -> None:
        text = world.say("en", "self", person)
        if to is not None:
            text = f"{text} {to.at}"
        world.post(person, text, "en", mark, mentions=[to] if to is not None else [])

    circle = stage.neighbours(stage.some(30, 2))
    for person in circle + stage.neighbours(stage.some(90, 3)):
        to = dice.pick(circle) if dice.chance(0.4) else None
        world.at(stage.start + int(dice.random() * (stage.end - stage.start)), partial(act, person, to))
