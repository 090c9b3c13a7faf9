"""A stage goes in, people who warn are planned: victims who quote a scam, researchers who defang links."""

from __future__ import annotations

from functools import partial

from fairwater.simulate import web
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage


def warnings(stage: Stage) -> None:
    """All day long people repeat the words of scams to warn of them; now and then with the link itself."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("warning")

    def act(person: Person) -> None:
        text = world.say(person.language, "warn", person)
        links = []
        if dice.chance(0.07):
            link = web.gate(dice, web.lookalike_domain(dice, dice.pick(tuple(web.OFFICIAL))))
            links.append(link)
            text = f"{text} {link}"
        seen = dice.pick(world.recent) if dice.chance(0.3) and world.recent else None
        made = world.post(person, text, person.language, mark, links=links, reply=seen)
        world.noticed(made, reports=0.02, reactions=1.0, replies=0.5)

    for person in stage.neighbours(stage.some(130, 5)):
        world.at(stage.start + int(dice.random() * (stage.end - stage.start)), partial(act, person))


def researchers(stage: Stage) -> None:
    """Security people publish domains in a form that nobody can click."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("security_research")

    def act(person: Person) -> None:
        host = web.lookalike_domain(dice, dice.pick(tuple(web.OFFICIAL)))
        report = web.page(dice, "codeharbor.example")
        text = world.say("en", "research", defanged=web.defanged(dice, host), link=report)
        made = world.post(
            person,
            text,
            "en",
            mark,
            links=[report] if report in text else [],
            tags=["infosec"] if dice.chance(0.5) else [],
        )
        world.noticed(made, reports=0.02, reactions=1.5, replies=0.3)

    for person in stage.neighbours(stage.some(14, 1)):
        for _ in range(dice.between(1, 5)):
            world.at(stage.start + int(dice.random() * (stage.end - stage.start)), partial(act, person))
