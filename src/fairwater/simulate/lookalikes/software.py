"""A stage goes in, honest advice about programs is planned: installers linked at their makers'."""

from __future__ import annotations

from functools import partial

from fairwater.simulate import web
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage


def install_advice(stage: Stage) -> None:
    """People help each other with new devices: official downloads, and now and then a hobbyist's own program."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("install_advice")

    def act(person: Person) -> None:
        if dice.chance(0.8):
            link = web.download(dice)
        else:
            link = (
                f"https://{web.personal_domain(dice)}/files/tool{dice.between(1, 9)}.{dice.pick(('exe', 'apk', 'zip'))}"
            )
        seen = dice.pick(world.recent) if dice.chance(0.5) and world.recent else None
        world.post(person, world.say("en", "install", person, link=link), "en", mark, links=[link], reply=seen)

    crowd = stage.neighbours(stage.some(60, 3)) + stage.burners(stage.some(6, 1), stage.start, mark, ("en",))
    for person in crowd:
        when = stage.start + int(dice.random() * (stage.end - stage.start))
        world.at(max(when, person.created + 1_000_000), partial(act, person))
