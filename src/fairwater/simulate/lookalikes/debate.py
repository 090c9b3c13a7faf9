"""A stage goes in, a heated and lawful debate is planned: hundreds address one official, most of them angry."""

from __future__ import annotations

from functools import partial

from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Post, moments


def debate(stage: Stage) -> None:
    """Plans one debate of some eight hours about a decision of the town."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("heated_debate")
    start, end = stage.period(8)
    official = world.famous[dice.skewed(min(100, len(world.famous)))]
    official.verified = True
    if "public_official" not in official.labels:
        official.labels.append("public_official")
    posts: list[Post] = []

    def announce() -> None:
        posts.append(world.post(official, world.say("en", "town", official), "en", mark))

    def act(person: Person) -> None:
        language = person.language if person.language in ("en", "de", "es", "fr", "pt", "ru") else "en"
        text = world.say(language, "criticism", person, handle=official.at)
        reply = posts[0] if posts and dice.chance(0.7) else None
        made = world.post(person, text, language, mark, mentions=[official], reply=reply)
        world.noticed(made, reports=0.04, reactions=0.5, replies=0.2)

    world.at(start, announce)
    for person in stage.neighbours(stage.some(260, 8)):
        if person is not official:
            for when in moments(dice, start + 1_000_000, end, 1 + dice.skewed(5), burst=0.5):
                world.at(when, partial(act, person))
