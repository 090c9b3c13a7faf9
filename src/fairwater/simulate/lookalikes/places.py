"""A stage goes in, people who share a machine, an address, a text or a fashion are planned."""

from __future__ import annotations

from functools import partial

from fairwater.simulate import web
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import Post, moments


def hostel(stage: Stage) -> None:
    """Guests use the one computer in the lobby through the day; most of them follow the host and like what it posts."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("shared_devices")

    def visit(guest: Person, desk: Person, host: Person, posts: list[Post]) -> None:
        own = guest.device, guest.ip, guest.asn, guest.place
        guest.device, guest.ip, guest.asn, guest.place = desk.device, desk.ip, desk.asn, desk.place
        if dice.chance(0.7):
            world.on_account(guest, "follow", host, mark)
        if posts and dice.chance(0.6):
            world.on_post(guest, "reaction", posts[-1], mark, word="like")
        if dice.chance(0.5):
            posts.append(world.post(guest, world.say("en", "hostel_talk", guest), "en", mark))
        guest.device, guest.ip, guest.asn, guest.place = own

    for _ in range(stage.some(3, 1)):
        host, desk = world.somebody(), world.somebody()
        posts: list[Post] = []
        guests = stage.neighbours(stage.some(12, 3)) + stage.burners(stage.some(6, 1), stage.start, mark)
        start, end = stage.period(11)
        for guest in guests:
            first = max(start, guest.created + 1_000_000)
            world.at(first + int(dice.random() * max(1, end - first)), partial(visit, guest, desk, host, posts))


def petition(stage: Stage) -> None:
    """One text, copied by many on purpose. Phones of one network share an address, and a stall lends out a tablet."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("petition")
    start, end = stage.period(7)
    text = world.say("en", "petition_text")
    address = world.somebody().ip
    tablet = world.somebody().device

    def sign(person: Person, by_phone: bool, at_stall: bool) -> None:
        own = person.ip, person.device
        if by_phone or at_stall:
            person.ip = address
        if at_stall:
            person.device = tablet
        world.post(person, text, "en", mark, tags=["sign"] if dice.chance(0.3) else [])
        person.ip, person.device = own

    for person in stage.neighbours(stage.some(110, 5)) + stage.burners(stage.some(14, 1), start, mark, ("en",)):
        first = max(start, person.created + 1_000_000)
        sign_at = first + int(dice.random() * max(1, end - first))
        world.at(sign_at, partial(sign, person, dice.chance(0.2), dice.chance(0.05)))


def diaries(stage: Stage) -> None:
    """Young people write with w i d e and struck letters, and link their diaries."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("odd_writing")

    def act(person: Person, domain: str) -> None:
        link = web.page(dice, domain)
        text = world.say("en", "stylish", link=link)
        world.post(person, text, "en", mark, links=[link] if link in text else [])

    for person in stage.neighbours(stage.some(35, 2)) + stage.burners(stage.some(9, 1), stage.start, mark, ("en",)):
        domain = web.personal_domain(dice) if dice.chance(0.7) else "songshelf.example"
        first = max(stage.start, person.created + 1_000_000)
        for when in moments(dice, first, max(stage.end, first + 1_000_000), dice.between(1, 3)):
            world.at(when, partial(act, person, domain))
