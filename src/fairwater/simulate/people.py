"""Dice go in, the people of the simulated community come out: accounts with age, reach, language, device and habits."""

from __future__ import annotations

from fairwater.events.types import DAY, HOUR, MINUTE
from fairwater.simulate.dice import Dice, running

LANGUAGE_SHARES = {
    "en": 0.46,
    "de": 0.1,
    "es": 0.09,
    "fr": 0.07,
    "pt": 0.07,
    "ru": 0.06,
    "ja": 0.05,
    "zh": 0.04,
    "ar": 0.03,
    "hi": 0.03,
}
"""Share of accounts by language."""

HOURS_EAST = {"en": -2, "de": 1, "es": -1, "fr": 1, "pt": -3, "ru": 3, "ja": 9, "zh": 8, "ar": 2, "hi": 5}
"""Where the speakers of a language live, in hours before UTC, roughly."""

_COUNTRIES = {
    "en": ("US", "GB", "US", "IE", "CA", "IN", "AU", "NG"),
    "de": ("DE", "DE", "AT", "CH"),
    "es": ("ES", "MX", "AR", "CO"),
    "fr": ("FR", "FR", "BE", "CA", "SN"),
    "pt": ("BR", "BR", "PT"),
    "ru": ("RU", "KZ", "LV", "IL"),
    "ja": ("JP",),
    "zh": ("CN", "TW", "SG"),
    "ar": ("EG", "MA", "SA", "JO"),
    "hi": ("IN",),
}
_FIRST = {
    "en": ("Maya", "Tom", "Ruth", "Callum", "Ivy", "Noah", "Priya", "Owen", "Tess", "Femi", "Zoe", "Marcus"),
    "de": ("Lena", "Jonas", "Heike", "Emre", "Klara", "Uwe", "Mia", "Torsten"),
    "es": ("Lucía", "Diego", "Carmen", "Iker", "Sofía", "Andrés"),
    "fr": ("Chloé", "Bastien", "Aïcha", "Luc", "Manon", "Yann"),
    "pt": ("Ana", "João", "Bia", "Rui", "Carla", "Caio"),
    "ru": ("Оля", "Илья", "Вера", "Миша", "Дарья", "Глеб"),
    "ja": ("ゆき", "けん", "みほ", "そうた"),
    "zh": ("小雨", "阿明", "丽丽", "大伟"),
    "ar": ("ليلى", "سامي", "نور", "كريم"),
    "hi": ("आशा", "रवि", "मीना", "विजय"),
}
_ROOTS = (
    "maple",
    "otter",
    "jonas",
    "lena",
    "vera",
    "moon",
    "kite",
    "pixel",
    "salt",
    "tess",
    "rio",
    "fox",
    "nori",
    "dotty",
    "hugo",
    "mila",
    "sunny",
    "kaya",
    "bramble",
    "echo",
    "juno",
    "taro",
    "lupo",
    "nina",
    "omar",
    "pip",
    "quill",
    "rosa",
    "stella",
    "ulla",
    "wren",
    "yuki",
    "zara",
    "cedar",
    "finch",
    "gale",
)
_MAIL = (
    "mailpond.example",
    "postbox.example",
    "inbox.example",
    "letterbee.example",
    "halvenmail.test",
    "quickmail.test",
)
_APPS = ("web", "android", "ios", "android", "ios", "desktop")

AGE = (
    (0.0, 0.2 * HOUR),
    (0.01, 1 * DAY),
    (0.035, 7 * DAY),
    (0.09, 30 * DAY),
    (0.25, 180 * DAY),
    (0.5, 500 * DAY),
    (0.8, 1200 * DAY),
    (1.0, 2600 * DAY),
)
"""Ages of ordinary accounts, microseconds: one in thirty is younger than a week."""

BURNER_AGE = (
    (0.0, 20 * MINUTE),
    (0.35, 1 * DAY),
    (0.7, 6 * DAY),
    (0.85, 25 * DAY),
    (0.93, 200 * DAY),
    (1.0, 1400 * DAY),
)
"""Ages of accounts made or bought for a campaign."""

_FOLLOWERS = ((0.0, 0), (0.1, 3), (0.4, 40), (0.7, 180), (0.9, 700), (0.98, 4_000), (0.998, 30_000), (1.0, 250_000))
_POSTS = ((0.0, 0), (0.15, 10), (0.5, 220), (0.85, 2_500), (0.99, 20_000), (1.0, 60_000))
_LANGUAGES = tuple(LANGUAGE_SHARES)
_BOUNDS = running(tuple(LANGUAGE_SHARES.values()))

PLAIN, LOWER, SLOPPY, LOUD = range(4)


class Person:
    """One account as the service sees it; counts change while the simulation runs."""

    __slots__ = (
        "app",
        "asn",
        "bio",
        "bot",
        "changed",
        "country",
        "created",
        "device",
        "email_domain",
        "followers",
        "following",
        "handle",
        "id",
        "ip",
        "labels",
        "language",
        "name",
        "place",
        "posts",
        "reports",
        "style",
        "verified",
    )

    def __init__(self, number: int, language: str, created: int, dice: Dice) -> None:
        self.id = f"a{number:07d}"
        root = dice.pick(_ROOTS)
        self.handle = (
            f"{root}{dice.pick(('_', '.', '', ''))}{dice.pick(_ROOTS) if dice.chance(0.4) else ''}{number % 9973}"
        )
        self.name = dice.pick(_FIRST[language]) if dice.chance(0.7) else root.title()
        self.bio = ""
        self.language = language
        self.country = dice.pick(_COUNTRIES[language])
        self.place = self.country if dice.chance(0.97) else dice.pick(_COUNTRIES[dice.pick(_LANGUAGES)])
        self.created = created
        self.changed: int | None = None
        self.posts = 0
        self.followers = 0
        self.following = 0
        self.reports = 0
        self.verified = False
        self.bot = False
        self.email_domain = dice.pick(_MAIL)
        self.labels: list[str] = []
        self.device = f"d{number:07d}"
        self.ip = f"198.{18 + dice.below(2)}.{dice.below(256)}.{dice.below(256)}"
        self.asn = 64496 + dice.below(16)
        self.app = dice.pick(_APPS)
        self.style = PLAIN

    @property
    def at(self) -> str:
        """How others write to it."""
        return "@" + self.handle


def language_of(dice: Dice) -> str:
    """A language, as often as it is spoken."""
    return dice.weighted(_LANGUAGES, _BOUNDS)


def resident(number: int, now: int, dice: Dice) -> Person:
    """An ordinary member who was there before the simulation begins at `now` (microseconds)."""
    age = int(dice.quantile(AGE))
    person = Person(number, language_of(dice), now - age, dice)
    settled = min(1.0, age / (200 * DAY))
    person.followers = int(dice.quantile(_FOLLOWERS) * settled)
    person.following = int(dice.spread(0.3, 1.4) * min(person.followers, 900)) + dice.below(60)
    person.posts = int(dice.quantile(_POSTS) * settled)
    person.reports = dice.below(4) if dice.chance(0.12) else 0
    person.verified = person.followers > 1500 and dice.chance(0.25)
    person.bot = dice.chance(0.008)
    if age > 300 * DAY and person.reports == 0 and dice.chance(0.1):
        person.labels.append("trusted")
    if dice.chance(0.03):
        person.changed = now - int(dice.spread(0, 3) * DAY)
    elif age > 60 * DAY:
        person.changed = now - int(dice.spread(0.05, 1.0) * age)
    if person.changed is not None:
        person.changed = max(person.changed, person.created)
    u = dice.random()
    person.style = LOWER if u < 0.25 else SLOPPY if u < 0.4 else LOUD if u < 0.42 else PLAIN
    return person


def burner(number: int, language: str, now: int, dice: Dice) -> Person:
    """An account made or bought for a campaign, as it is at `now`. Some have a history, to look like anybody."""
    age = int(dice.quantile(BURNER_AGE))
    person = Person(number, language, now - age, dice)
    if age > 25 * DAY:
        person.followers = dice.between(5, 400)
        person.posts = dice.between(10, 900)
    else:
        person.followers = dice.below(25)
        person.posts = dice.below(12)
    person.following = dice.between(0, 300)
    person.style = dice.pick((PLAIN, PLAIN, LOWER, SLOPPY))
    if dice.chance(0.3):
        person.email_domain = "quickmail.test"
    return person
