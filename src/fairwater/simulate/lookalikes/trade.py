"""A stage goes in, honest trade is planned: notices of small shops, raffles, talk about coins, a first release."""

from __future__ import annotations

from functools import partial

from fairwater.simulate import web
from fairwater.simulate.people import Person
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import moments


def notices(stage: Stage) -> None:
    """Shops and clubs write to their customers in the words that phishers borrow, with their own addresses."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("service_notice")

    def act(sender: Person, domain: str) -> None:
        other = world.speaker("en")
        link = web.page(dice, domain)
        text = world.say("en", "notice", handle=other.at, link=link, code_short=web.code(dice, 6))
        if dice.chance(0.5):
            world.message(sender, other, text.replace(other.at, "").strip(), "en", mark, first=dice.chance(0.4))
        else:
            world.post(sender, text, "en", mark, links=[link], mentions=[other] if other.at in text else [])

    senders = stage.neighbours(stage.some(14, 2)) + stage.burners(stage.some(3, 1), stage.start, mark, ("en",))
    for sender in senders:
        domain = web.personal_domain(dice)
        first = max(stage.start, sender.created + 1_000_000)
        for when in moments(dice, first, max(stage.end, first + 1_000_000), dice.between(1, 7)):
            world.at(when, partial(act, sender, domain))


def raffles(stage: Stage) -> None:
    """Makers and clubs give things away for real, and their winners are happy."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("honest_raffle")

    def act(person: Person, domain: str) -> None:
        link = web.page(dice, domain)
        winner = world.speaker("en")
        text = world.say("en", "raffle", handle=winner.at, link=link)
        world.post(person, text, "en", mark, links=[link], mentions=[winner] if winner.at in text else [])

    hosts = stage.neighbours(stage.some(12, 2)) + stage.burners(stage.some(4, 1), stage.start, mark, ("en",))
    for host in hosts:
        domain = web.personal_domain(dice)
        for person in [host, *stage.neighbours(dice.between(0, 4))]:
            first = max(stage.start, person.created + 1_000_000)
            for when in moments(dice, first, max(stage.end, first + 1_000_000), dice.between(1, 2)):
                world.at(when, partial(act, person, domain))


def coin_talk(stage: Stage) -> None:
    """People talk about coins and wallets all day; some of them are new."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("crypto_talk")

    def act(person: Person) -> None:
        link = web.ordinary(dice)
        text = world.say("en", "crypto_talk", person, link=link)
        world.post(person, text, "en", mark, links=[link] if link in text else [])

    for person in stage.neighbours(stage.some(80, 3)) + stage.burners(stage.some(8, 1), stage.start, mark, ("en",)):
        first = max(stage.start, person.created + 1_000_000)
        for when in moments(dice, first, max(stage.end, first + 1_000_000), 1 + dice.skewed(3)):
            world.at(when, partial(act, person))


def release(stage: Stage) -> None:
    """A hobbyist releases a program on a site of their own; testers, some of them new, pass the link on."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("indie_release")
    start, end = stage.period(10)
    link = f"https://{web.personal_domain(dice)}/build{dice.between(1, 40)}.{dice.pick(('apk', 'exe'))}"

    def act(person: Person) -> None:
        world.post(person, world.say("en", "release", person, link=link), "en", mark, links=[link])

    for person in stage.neighbours(stage.some(9, 2)) + stage.burners(stage.some(3, 1), start, mark, ("en",)):
        first = max(start, person.created + 1_000_000)
        for when in moments(dice, first, max(end, first + 1_000_000), dice.between(1, 2)):
            world.at(when, partial(act, person))
