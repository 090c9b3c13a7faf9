"""A stage goes in, a charity drive is planned: many ask for money, in the words of scams, for an honest cause."""

from __future__ import annotations

from functools import partial

from fairwater.simulate import web
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import moments


def charity(stage: Stage) -> None:
    """Plans one drive of some ten hours; one account in five that takes part is young."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("charity_drive")
    start, end = stage.period(10)
    domain = dice.pick(web.CHARITIES) if dice.chance(0.8) else web.personal_domain(dice)
    link = f"https://{domain}/donate"

    def act(person: Person) -> None:
        text = world.say(person.language, "charity", person, link=link, money=dice.pick(("10€", "$25", "£5")))
        made = world.post(person, text, person.language, mark, links=[link])
        world.noticed(made, reports=0.01, reactions=0.8, replies=0.2)

    crowd = stage.neighbours(stage.some(120, 5)) + stage.burners(stage.some(25, 1), start, mark)
    for person in crowd:
        for when in moments(
            dice, max(start, person.created + 1_000_000), max(end, person.created + 2_000_000), 1 + dice.skewed(4)
        ):
            world.at(when, partial(act, person))
