"""The simulated web: dice go in, addresses of ordinary, official, shortened and harmful pages come out.

All domains are invented and end in .example or .test, which never resolve (RFC 2606).
"""

from __future__ import annotations

from fairwater.simulate.dice import Dice

POPULAR = (
    "dailyherring.example",
    "northgatepost.example",
    "tubewave.example",
    "pixelbarn.example",
    "openatlas.example",
    "lumaplay.example",
    "cookpot.example",
    "trailnotes.example",
    "songshelf.example",
    "marketlane.example",
    "gazette-saltmarsh.example",
    "wikigrove.example",
    "eventboard.example",
    "codeharbor.example",
    "petfinders.example",
    "ticketnest.example",
    "bookmoth.example",
    "meteo.example",
)
"""Sites that everybody links to."""

OFFICIAL = {
    "halvenbank": "halvenbank.example",
    "pakketo": "pakketo.example",
    "kryptonest": "kryptonest.example",
    "lumaplay": "lumaplay.example",
}
"""Brands that phishers imitate, and where they really live."""

MAKERS = (
    "opensail.example",
    "download.lumaplay.example",
    "starforge-game.example",
    "drivers.tandemprint.example",
    "mossandbone.example",
)
"""Makers of programs."""

SHORTENERS = ("sho.test", "tinyhop.example", "lnk9.test", "brief.example")

CHARITIES = ("hospice-fund.example", "floodhelp.example", "animalharbour.example", "foodbank-north.example")

_WORDS = (
    "blue",
    "river",
    "stone",
    "maple",
    "paper",
    "little",
    "golden",
    "quiet",
    "north",
    "salt",
    "lamp",
    "fox",
    "garden",
    "kettle",
    "cloud",
    "button",
    "harbor",
    "velvet",
    "window",
    "corner",
    "lemon",
    "otter",
    "moss",
    "pine",
    "ember",
    "cotton",
    "anchor",
    "bread",
    "violet",
    "hill",
)
_KINDS = (
    "blog",
    "shop",
    "studio",
    "club",
    "notes",
    "kitchen",
    "garage",
    "band",
    "choir",
    "farm",
    "photos",
    "lab",
    "news",
    "school",
    "cafe",
    "tours",
)
_PATHS = (
    "a",
    "story",
    "2026/03",
    "read",
    "post",
    "item",
    "event",
    "watch",
    "p",
    "news",
    "recipe",
    "tickets",
    "login",
    "account/help",
    "download",
    "prize-draw",
)
_LURES = ("gift", "bonus", "drop", "claim", "promo", "reward", "lucky", "x2", "event", "wallet", "prize", "free")
_GATES = (
    "secure",
    "login",
    "verify",
    "account",
    "support",
    "service",
    "update",
    "help",
    "id",
    "alert",
    "delivery",
    "billing",
)
_BAD_NAMES = ("qx", "zn", "vr", "kt", "mv", "lp", "wd", "hj", "bf", "tc")
_LETTERS = "abcdefghijkmnopqrstuvwxyz23456789"


def code(dice: Dice, length: int) -> str:
    """Random letters and digits."""
    return "".join([_LETTERS[int(dice.random() * len(_LETTERS))] for _ in range(length)])


def personal_domain(dice: Dice) -> str:
    """Domain of a small site."""
    ending = "example" if dice.chance(0.7) else "test"
    return f"{dice.pick(_WORDS)}{dice.pick(('', '-', ''))}{dice.pick(_WORDS)}-{dice.pick(_KINDS)}.{ending}"


def page(dice: Dice, domain: str) -> str:
    """Address of some page there."""
    host = f"www.{domain}" if dice.chance(0.2) else domain
    scheme = "http" if dice.chance(0.04) else "https"
    if dice.chance(0.15):
        return f"{scheme}://{host}/"
    tail = f"?ref={code(dice, 5)}" if dice.chance(0.12) else ""
    return f"{scheme}://{host}/{dice.pick(_PATHS)}/{dice.between(1, 9999)}{tail}"


def ordinary(dice: Dice) -> str:
    """Address that people share on an ordinary day: well-known, personal, shortened, official."""
    u = dice.random()
    if u < 0.5:
        return page(dice, POPULAR[dice.skewed(len(POPULAR))])
    if u < 0.9:
        return page(dice, personal_domain(dice))
    if u < 0.96:
        return shortened(dice)
    if u < 0.985:
        return page(dice, dice.pick(tuple(OFFICIAL.values())))
    return page(dice, dice.pick(("lumaplay-fans.example", "halvenbank-careers.example", "kryptonest-watch.example")))


def shortened(dice: Dice) -> str:
    """Address at a link shortener."""
    return f"https://{dice.pick(SHORTENERS)}/{code(dice, 6)}"


def download(dice: Dice) -> str:
    """Address of a program at its maker's."""
    name = dice.pick(("setup", "player", "patch", "app", "driver"))
    version = f"{dice.between(1, 9)}.{dice.between(0, 9)}"
    return f"https://{dice.pick(MAKERS)}/get/{name}-{version}.{dice.pick(('exe', 'apk', 'dmg', 'msi'))}"


def scam_domain(dice: Dice) -> str:
    """Domain of a fake giveaway."""
    ending = dice.pick(("test", "test", "example"))
    u = dice.random()
    if u < 0.35:
        return f"{dice.pick(_LURES)}-{dice.pick(_LURES)}{dice.between(1, 99)}.{ending}"
    if u < 0.6:
        return f"{dice.pick(tuple(OFFICIAL))}-{dice.pick(_LURES)}.{ending}"
    if u < 0.8:
        return f"{code(dice, 7)}.{ending}"
    return personal_domain(dice)


def lookalike_domain(dice: Dice, brand: str) -> str:
    """Host that imitates a brand: words added, letters swapped, a sub-domain; or a broken-into small site."""
    ending = dice.pick(("test", "test", "example"))
    u = dice.random()
    if u < 0.3:
        return f"{brand}-{dice.pick(_GATES)}.{ending}"
    if u < 0.45:
        return f"{dice.pick(_GATES)}-{brand}.{ending}"
    if u < 0.65:
        swapped = brand
        for old, new in dice.sample(
            (("l", "1"), ("o", "0"), ("e", "3"), ("a", "4"), ("k", "kk"), ("n", "nn"), ("p", "pp")), 3
        )[:2]:
            swapped = swapped.replace(old, new, 1)
        return f"{swapped}.{ending}"
    if u < 0.8:
        return f"{brand}.{dice.pick(_GATES)}-{code(dice, 4)}.{ending}"
    if u < 0.9:
        return f"{dice.pick(_BAD_NAMES)}{code(dice, 6)}.{ending}"
    return personal_domain(dice)


def gate(dice: Dice, host: str) -> str:
    """Address of a page that asks for a password."""
    path = dice.pick(("login", "id", "verify", "p", "secure/step1", "wp-content/x", "index.html", "track"))
    return f"https://{host}/{path}?{dice.pick(('s', 'id', 't'))}={code(dice, 8)}"


def defanged(dice: Dice, host: str) -> str:
    """A host as security people write it, so that nobody follows it."""
    return dice.pick(("hxxps://", "hxxp://", "")) + host.replace(".", dice.pick(("[.]", "[.]", "(.)", " [dot] ")))
