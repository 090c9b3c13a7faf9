"""A stage goes in, honest crowds are planned: fans, newcomers to an event, a shared headline, birthdays."""

from __future__ import annotations

from functools import partial

from fairwater.events.types import MINUTE
from fairwater.simulate import web
from fairwater.simulate.people import Person, language_of
from fairwater.simulate.stage import Stage
from fairwater.simulate.world import moments

_SLOGANS = (
    ("We never stop singing", "NeverStopSinging"),
    ("Bring Velvet Otter back to the stage", "OtterBack"),
    ("Ten years of Nine Lanterns", "TenLanterns"),
    ("Herons in our hearts", "GoHerons"),
    ("Vote for Mira Lune at the song prize", "MiraToTheTop"),
)
_HEADLINES = (
    "Storm closes the coast road",
    "Northgate wins the cup after penalties",
    "Lighthouse saved by its neighbours",
    "Halvenbank was down for six hours",
    "Town votes for the tram",
    "Giveaway scam: police warn of fake Kryptonest pages",
    "Last ferry to leave on Friday",
    "Mayor resigns over the harbour plan",
)


def fans(stage: Stage) -> None:
    """Fans post the same slogan, most of them as it stands, within a few hours; it is copied text, and honest."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("fan_campaign")
    start, end = stage.period(6)
    slogan, tag = dice.pick(_SLOGANS)
    link = web.page(dice, "songshelf.example")

    def act(person: Person) -> None:
        text = world.say("en", "fan", slogan=slogan, tag=tag, link=link)
        world.post(person, text, "en", mark, tags=[tag], links=[link] if link in text else [])

    for person in stage.neighbours(stage.some(380, 8)):
        for when in moments(dice, start, end, 1 + dice.skewed(6), burst=0.7):
            world.at(when, partial(act, person))


def newcomers(stage: Stage) -> None:
    """An event page invites its visitors: many accounts sign up at once and post the same link."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("newcomers_day")
    start, end = stage.period(9)
    link = web.page(dice, dice.pick(("eventboard.example", "open-day-saltmarsh.example")))
    host = dice.pick(world.members)

    def join(language: str) -> None:
        person = world.newcomer(language)
        world.sign_up(person, mark)
        when = world.now
        for _ in range(dice.between(1, 3)):
            when += int(dice.spread(1, 25) * MINUTE)
            world.at(when, partial(greet, person))
        if dice.chance(0.8):
            world.at(when + MINUTE, partial(world.on_account, person, "follow", host, mark))

    def greet(person: Person) -> None:
        text = world.say(person.language, "newcomer", link=link)
        world.post(person, text, person.language, mark, links=[link] if link in text else [])

    for when in moments(dice, start, end, stage.some(110, 4), burst=0.4):
        language = "en" if dice.chance(0.7) else language_of(dice)
        world.at(when, partial(join, language))


def headline(stage: Stage) -> None:
    """One article is shared by hundreds within an hour."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("shared_news")
    start, end = stage.period(1.2)
    title = dice.pick(_HEADLINES)
    link = web.page(dice, dice.pick(("dailyherring.example", "northgatepost.example", "gazette-saltmarsh.example")))
    short = web.shortened(dice)

    def act(person: Person) -> None:
        address = link if dice.chance(0.85) else short
        text = world.say(person.language, "news", headline=title, link=address)
        world.post(person, text, person.language, mark, links=[address])

    for person in stage.neighbours(stage.some(320, 6)):
        world.at(start + int(dice.random() * (end - start)), partial(act, person))


def birthdays(stage: Stage) -> None:
    """Popular people have birthdays: dozens mention them with the same few words."""
    world, dice, mark = stage.world, stage.dice, stage.innocent("birthday")

    def act(person: Person, star: Person) -> None:
        text = world.say(person.language, "birthday", handle=star.at)
        world.post(person, text, person.language, mark, mentions=[star])

    for _ in range(stage.some(6, 1)):
        start, end = stage.period(10)
        star = world.famous[dice.skewed(min(300, len(world.famous)))]
        for person in stage.neighbours(stage.some(70, 4)):
            world.at(start + int(dice.random() * (end - start)), partial(act, person, star))
