"""A stage goes in, school classes are planned: fresh accounts on few machines that all follow the same people."""

from __future__ import annotations

from functools import partial

from fairwater.events.types import MINUTE
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Post, moments


def classroom(stage: Stage) -> None:
    """Two lessons in a library: classes sign up on five computers, follow the teacher and each other."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("shared_devices")

    def sit_down(pupils: list[Person], seat: Person, teacher: Person, posts: list[Post]) -> None:
        pupil = world.newcomer(teacher.language)
        pupil.device, pupil.ip, pupil.asn, pupil.place = seat.device, seat.ip, seat.asn, seat.place
        pupils.append(pupil)
        world.sign_up(pupil, mark)
        world.at(world.now + MINUTE, partial(world.on_account, pupil, "follow", teacher, mark))
        world.at(world.now + 6 * MINUTE, partial(talk, pupil, posts))
        for _ in range(dice.between(2, 6)):
            world.at(world.now + int(dice.spread(2, 25) * MINUTE), partial(befriend, pupil, pupils, posts))

    def talk(pupil: Person, posts: list[Post]) -> None:
        posts.append(world.post(pupil, world.say(pupil.language, "post"), pupil.language, mark))

    def befriend(pupil: Person, pupils: list[Person], posts: list[Post]) -> None:
        world.on_account(pupil, "follow", dice.pick(pupils), mark)
        if posts:
            world.on_post(pupil, "reaction", dice.pick(posts), mark, word="like")

    for _ in range(stage.some(2, 1)):
        start, end = stage.period(0.7)
        teacher = world.somebody()
        seats = stage.neighbours(5)
        pupils: list[Person] = []
        posts: list[Post] = []
        for when in moments(dice, start, start + (end - start) // 3, stage.some(26, 5)):
            world.at(when, partial(sit_down, pupils, dice.pick(seats), teacher, posts))
