"""People and plans go in, labelled events in time order come out: the clock and the memory of a community."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from fairwater.events.types import DAY, HOUR, MINUTE
from fairwater.simulate import people, phrases, web
from fairwater.simulate.dice import Dice
from fairwater.simulate.people import LOUD, LOWER, SLOPPY, Person
from fairwater.simulate.truth import Json, SimulatedEvent, Truth

START = int((datetime(2026, 3, 2, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1))
"""When every simulation begins: a Monday, 2026-03-02T00:00:00Z, in microseconds since 1970."""

_RECENT = 3_000
_MILLISECOND = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CASED = ("en", "de", "fr", "es", "pt", "ru")


class Mark(NamedTuple):
    """The label of events to come."""

    y: int = 0
    harm: str | None = None
    campaign: str | None = None
    lookalike: str | None = None

    def harmless(self) -> Mark:
        """The same campaign, but this event breaches nothing."""
        return Mark(0, None, self.campaign, self.lookalike)


ORDINARY = Mark()


class Post(NamedTuple):
    """What others need to know of a post in order to answer, share or report it."""

    id: str
    author: Person
    thread: str
    language: str
    created: int
    community: Json | None


class World:
    """The community while it runs. `at` plans an act; acts call `post`, `message` ...; `run` gives the events."""

    def __init__(self, accounts: int, seed: int) -> None:
        self.dice = Dice(seed)
        self.now = START
        self.members = [people.resident(number, START, self.dice) for number in range(accounts)]
        self.by_language: dict[str, list[Person]] = {language: [] for language in people.LANGUAGE_SHARES}
        for person in self.members:
            self.by_language[person.language].append(person)
        for language, speakers in self.by_language.items():
            if not speakers:
                speakers.append(Person(accounts + 1 + len(language), language, START - 900 * DAY, self.dice))
        self.famous = sorted(self.members, key=lambda person: (-person.followers, person.id))
        self.recent: deque[Post] = deque(maxlen=_RECENT)
        self.communities: list[Json] = [
            {
                "id": f"c{number:04d}",
                "name": f"{self.dice.pick(_TOPICS)} {number}",
                "members": self.dice.between(8, max(9, accounts // 10)),
            }
            for number in range(max(3, accounts // 120))
        ]
        self.memes = [self._sha256() for _ in range(40)]
        self._plans: list[tuple[int, int, Callable[[], None]]] = []
        self._ready: deque[SimulatedEvent] = deque()
        self._planned = self._events = self._posts = 0
        self._accounts = accounts + 1000
        self._day = -1
        self._date = ""
        for first in range(0, accounts - 3, 97):  # families and libraries share machines
            if self.dice.chance(0.5):
                for person in self.members[first + 1 : first + self.dice.between(2, 4)]:
                    person.device, person.ip = self.members[first].device, self.members[first].ip

    # The clock

    def at(self, when: int, act: Callable[[], None]) -> None:
        """Plans `act` for `when` (microseconds), or at once if that has passed."""
        self._planned += 1
        heappush(self._plans, (max(when, self.now) // _MILLISECOND * _MILLISECOND, self._planned, act))

    def run(self, end: int) -> Iterator[SimulatedEvent]:
        """The events before `end` (microseconds), in time order."""
        plans, ready = self._plans, self._ready
        while plans and plans[0][0] < end:
            self.now, _, act = heappop(plans)
            act()
            while ready:
                yield ready.popleft()

    def stamp(self, when: int) -> str:
        """A time in RFC 3339, to the millisecond."""
        day, rest = divmod(when, DAY)
        if day != self._day:
            self._day = day
            self._date = (_EPOCH + timedelta(days=day)).strftime("%Y-%m-%d")
        milliseconds = rest // _MILLISECOND
        seconds = milliseconds // 1000
        minutes = seconds // 60
        return f"{self._date}T{minutes // 60:02d}:{minutes % 60:02d}:{seconds % 60:02d}.{milliseconds % 1000:03d}Z"

    # People

    def speaker(self, language: str) -> Person:
        """Somebody who speaks it; the active ones more often."""
        speakers = self.by_language[language]
        u = self.dice.random()
        return speakers[int(len(speakers) * u * (0.08 + 0.92 * u))]

    def somebody(self) -> Person:
        """Anybody; the active ones more often."""
        u = self.dice.random()
        return self.members[int(len(self.members) * u * (0.08 + 0.92 * u))]

    def burner(self, language: str, when: int) -> Person:
        """An account made for a campaign that begins at `when`."""
        self._accounts += 1
        return people.burner(self._accounts, language, when, self.dice)

    def newcomer(self, language: str) -> Person:
        """A new member, signed up now; the event is emitted by `sign_up`."""
        self._accounts += 1
        return Person(self._accounts, language, self.now, self.dice)

    # Acts

    def event(self, person: Person, kind: str, mark: Mark = ORDINARY) -> Json:
        """An event of `person` now, to be filled in before the act ends."""
        self._events += 1
        account: Json = {
            "id": person.id,
            "handle": person.handle,
            "name": person.name,
            "created": self.stamp(person.created),
            "posts": person.posts,
            "followers": person.followers,
            "following": person.following,
            "reports": person.reports,
            "verified": person.verified,
            "bot": person.bot,
            "country": person.country,
            "language": person.language,
            "email_domain": person.email_domain,
            "labels": person.labels[:],
        }
        if person.changed is not None:
            account["changed"] = self.stamp(person.changed)
        event: Json = {"id": f"e{self._events:08d}", "time": self.stamp(self.now), "kind": kind, "account": account}
        if self.dice.random() < 0.96:
            event["client"] = {
                "app": person.app,
                "ip": person.ip,
                "country": person.place,
                "asn": person.asn,
                "device": person.device,
            }
        self._ready.append(SimulatedEvent(event, Truth(f"e{self._events:08d}", person.id, *mark)))
        return event

    def post(
        self,
        person: Person,
        text: str,
        language: str,
        mark: Mark = ORDINARY,
        *,
        links: Sequence[str] = (),
        mentions: Sequence[Person] = (),
        reply: Post | None = None,
        quote: Post | None = None,
        tags: Sequence[str] = (),
        community: Json | None = None,
        image: str | None = None,
    ) -> Post:
        """A new post, an answer if `reply`."""
        event = self.event(person, "post.create", mark)
        self._posts += 1
        name = f"p{self._posts:08d}"
        event["subject"] = {"id": name, "kind": "post"}
        event["text"] = text
        if self.dice.random() < 0.93:
            event["language"] = language
        event["links"] = list(links)
        event["mentions"] = [other.id for other in mentions]
        if tags:
            event["tags"] = list(tags)
        thread = name
        if reply is not None:
            thread = reply.thread
            community = reply.community
            event["reply"] = {"id": reply.id, "account": reply.author.id, "thread": thread}
        if quote is not None:
            event["quote"] = {"id": quote.id, "account": quote.author.id}
        if community is not None:
            event["community"] = community
        if image is not None:
            event["media"] = [
                {"kind": "image", "sha256": image, "url": f"https://media.community.example/{image[:12]}.jpg"}
            ]
        person.posts += 1
        made = Post(name, person, thread, language, self.now, community)
        self.recent.append(made)
        return made

    def message(
        self, person: Person, other: Person, text: str, language: str, mark: Mark = ORDINARY, *, first: bool
    ) -> None:
        """A private message; `first`: they have never written to each other. Links stay in the text."""
        event = self.event(person, "message.send", mark)
        self._posts += 1
        event["subject"] = {"id": f"m{self._posts:08d}", "kind": "message", "account": other.id}
        event["text"] = text
        event["language"] = language
        event["contact"] = {"first": first}

    def on_account(self, person: Person, kind: str, other: Person, mark: Mark = ORDINARY) -> None:
        """follow, unfollow, block."""
        event = self.event(person, kind, mark)
        event["subject"] = {
            "id": other.id,
            "kind": "account",
            "account": other.id,
            "created": self.stamp(other.created),
        }
        change = 1 if kind == "follow" else -1 if kind == "unfollow" else 0
        person.following = max(0, person.following + change)
        other.followers = max(0, other.followers + change)

    def on_post(self, person: Person, kind: str, post: Post, mark: Mark = ORDINARY, *, word: str = "") -> Json:
        """reaction, share, report; `word`: which reaction, or the reason of a report."""
        event = self.event(person, kind, mark)
        event["subject"] = {
            "id": post.id,
            "kind": "post",
            "account": post.author.id,
            "created": self.stamp(post.created),
        }
        if kind == "reaction":
            event["reaction"] = word
        elif kind == "report":
            event["report"] = {"reason": word}
            post.author.reports += 1
        elif kind == "share":
            event["quote"] = {"id": post.id, "account": post.author.id}
        return event

    def sign_up(self, person: Person, mark: Mark = ORDINARY) -> None:
        """The account is made now."""
        person.created = self.now
        event = self.event(person, "account.create", mark)
        event["subject"] = {"id": person.id, "kind": "account", "account": person.id}

    def describe(self, person: Person, text: str, mark: Mark = ORDINARY) -> None:
        """A new description of oneself."""
        person.bio = text
        event = self.event(person, "profile.update", mark)
        account = event["account"]
        assert isinstance(account, dict)
        account["bio"] = text
        event["text"] = text
        event["subject"] = {"id": person.id, "kind": "account", "account": person.id}

    # What people say, and what others make of it

    def say(self, language: str, slot: str, person: Person | None = None, **given: str) -> str:
        """A sentence in `language` (English where it has none of the kind), in the manner of `person`."""
        text = phrases.speaking(language, slot).say(self.dice, slot, given)
        if person is None or person.style == 0 or language not in _CASED:
            return text
        if person.style == LOWER:
            return text if "://" in text or "@" in text else text.lower()
        if person.style == LOUD:
            return text if "://" in text or "@" in text else text.upper()
        if person.style == SLOPPY and len(text) > 12 and "://" not in text:
            cut = 4 + self.dice.below(len(text) - 8)
            if text[cut].isalpha() and text[cut + 1].isalpha():
                return text[:cut] + text[cut + 1] + text[cut] + text[cut + 2 :]
        return text

    def noticed(
        self, post: Post, *, reports: float = 0.0, reactions: float = 0.5, replies: float = 0.3, mark: Mark = ORDINARY
    ) -> None:
        """Others see `post`: it gets about so many reports, reactions and answers in the next hours."""
        dice = self.dice

        def later(act: Callable[[], None]) -> None:
            self.at(self.now + MINUTE + int(dice.random() * dice.random() * 3 * HOUR), act)

        for _ in range(_about(dice, reports)):
            later(lambda: self._report(post, mark))
        for _ in range(_about(dice, reactions)):
            later(lambda: self._react(post, mark))
        for _ in range(_about(dice, replies)):
            later(lambda: self._answer(post, mark))

    def _report(self, post: Post, mark: Mark) -> None:
        self.on_post(
            self.speaker(post.language),
            "report",
            post,
            mark,
            word=self.dice.pick(("scam", "spam", "harassment", "other", "spam")),
        )

    def _react(self, post: Post, mark: Mark) -> None:
        self.on_post(
            self.speaker(post.language), "reaction", post, mark, word=self.dice.pick(("like", "like", "❤️", "😂", "👍"))
        )

    def _answer(self, post: Post, mark: Mark) -> None:
        other = self.speaker(post.language)
        self.post(other, self.say(post.language, "reply", other), post.language, mark, reply=post)

    def image(self) -> str:
        """SHA-256 of a picture: one that goes round, or a new one."""
        return self.dice.pick(self.memes) if self.dice.chance(0.1) else self._sha256()

    def _sha256(self) -> str:
        return hashlib.sha256(repr(self.dice.random()).encode()).hexdigest()

    def codes(self) -> dict[str, str]:
        """What harmful and ordinary phrases need to be filled with, apart from links and people."""
        return {
            "code": web.code(self.dice, 28),
            "code_short": web.code(self.dice, 6),
            "digits": str(self.dice.between(10, 99)),
        }


_TOPICS = (
    "gardeners",
    "cooks",
    "runners",
    "film club",
    "choir",
    "chess",
    "parents",
    "cyclists",
    "photo",
    "neighbours",
    "cats",
    "retro games",
)


def _about(dice: Dice, mean: float) -> int:
    """A count near `mean`: its whole part, and one more with the rest as chance."""
    return int(mean + dice.random())


def moments(dice: Dice, start: int, end: int, count: int, *, burst: float = 0.0) -> list[int]:
    """`count` times in [start, end), sorted; with `burst` near 1 most of them early, as waves are."""
    span = end - start
    times = []
    for _ in range(count):
        u = dice.random()
        times.append(start + int(span * u * (1.0 - burst * (1.0 - u))))
    times.sort()
    return times
