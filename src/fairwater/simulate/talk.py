"""The world goes in, its ordinary life is planned: talk, answers, follows, reactions, newcomers."""

from __future__ import annotations

from functools import partial

from fairwater.events.types import DAY, HOUR, MINUTE
from fairwater.simulate import web
from fairwater.simulate.dice import running
from fairwater.simulate.people import HOURS_EAST, LANGUAGE_SHARES, Person
from fairwater.simulate.world import START, Post, World

ACTS_A_DAY = 8.6
"""How many things an account does in a day, on average."""

NEWCOMERS_A_DAY = 0.006
"""New accounts in a day, as a share of all."""

_CURVE = (
    0.35,
    0.25,
    0.18,
    0.15,
    0.16,
    0.25,
    0.5,
    0.8,
    0.95,
    1.0,
    1.0,
    1.05,
    1.2,
    1.15,
    1.05,
    1.0,
    1.05,
    1.2,
    1.45,
    1.65,
    1.75,
    1.6,
    1.15,
    0.7,
)
"""How lively each hour is, by the clock on the wall; the mean is near 1."""

_LANGUAGES = tuple(LANGUAGE_SHARES)
_REACTIONS = ("like", "like", "like", "❤️", "😂", "👍", "🎉", "😢")


class Talk:
    """Ordinary life of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.accounts = len(world.members)
        self.owed = 0.0
        self.friends: list[tuple[Person, Person]] = []
        for person in world.dice.sample(world.members, max(1, self.accounts // 40)):
            self.friends.append((person, world.speaker(person.language)))
        self.acts = (
            self._react,
            self._answer,
            self._say,
            self._share_link,
            self._follow,
            self._repost,
            self._message,
            self._edit,
            self._delete,
            self._unfollow,
            self._describe,
            self._vote,
            self._block,
            self._report,
            self._upload,
        )
        self.bounds = running(
            (0.33, 0.22, 0.16, 0.035, 0.07, 0.065, 0.07, 0.012, 0.008, 0.01, 0.008, 0.007, 0.002, 0.0025, 0.01)
        )
        world.at(START, self._minute)

    def _minute(self) -> None:
        """Plans the next minute."""
        world, dice = self.world, self.world.dice
        hour = (world.now - START) // HOUR
        weights = [share * _CURVE[(hour + HOURS_EAST[language]) % 24] for language, share in LANGUAGE_SHARES.items()]
        lively = sum(weights)
        self.owed += self.accounts * ACTS_A_DAY / 1440 * lively
        count = int(self.owed)
        self.owed -= count
        bounds = running(weights)
        for _ in range(count):
            act = dice.weighted(self.acts, self.bounds)
            world.at(world.now + int(dice.random() * MINUTE), partial(act, dice.weighted(_LANGUAGES, bounds)))
        if dice.chance(self.accounts * NEWCOMERS_A_DAY / 1440 * lively):
            world.at(world.now + int(dice.random() * MINUTE), partial(self._sign_up, dice.weighted(_LANGUAGES, bounds)))
        world.at(world.now + MINUTE, self._minute)

    def _lately(self, language: str) -> Post | None:
        """A post of the last hours that a speaker of `language` may have seen; fresh ones more often."""
        recent, dice = self.world.recent, self.world.dice
        size = len(recent)
        for _ in range(6):
            if size == 0:
                return None
            u = dice.random()
            post = recent[size - 1 - int(size * u * u * u)]
            if post.language == language or dice.random() < 0.04:
                return post
        return None

    # Acts

    def _say(self, language: str) -> None:
        world, dice = self.world, self.world.dice
        person = world.speaker(language)
        u = dice.random()
        if u < 0.012:
            self._birthday(person)
            return
        text = world.say(language, "post", person)
        community = dice.pick(world.communities) if dice.chance(0.2) else None
        image = world.image() if dice.chance(0.13) else None
        mentions: list[Person] = []
        if u < 0.08:
            other = world.speaker(language)
            mentions.append(other)
            text = f"{text} {other.at}"
        tags = (
            [dice.pick(("monday", "food", "nofilter", "football", "cats", "throwback", "garden"))]
            if dice.chance(0.08)
            else []
        )
        if tags:
            text = f"{text} #{tags[0]}"
        if dice.chance(0.02):  # writing that looks odd and is not: wide letters, stretched words, joiners between emoji
            text = dice.pick(
                (" ".join(text[:18]), f"{text} 👩\u200d🍳", f"sooooo {text}", f"{text} ✨𝓿𝓲𝓫𝓮𝓼✨", f"~ {text} ~")
            )
        world.post(person, text, language, mentions=mentions, tags=tags, community=community, image=image)

    def _birthday(self, person: Person) -> None:
        world = self.world
        other = world.speaker(person.language)
        world.post(person, world.say(person.language, "birthday", handle=other.at), person.language, mentions=[other])

    def _share_link(self, language: str) -> None:
        world, dice = self.world, self.world.dice
        person = world.speaker(language)
        links = [web.ordinary(dice)]
        if dice.chance(0.1):
            links.append(web.ordinary(dice))
        text = world.say(language, "share", person, link=" ".join(links))
        reply = self._lately(language) if dice.chance(0.25) else None
        image = world.image() if dice.chance(0.2) else None
        world.post(person, text, language, links=links, reply=reply, image=image)

    def _answer(self, language: str) -> None:
        world, dice = self.world, self.world.dice
        seen = self._lately(language)
        if seen is None:
            self._say(language)
            return
        person = world.speaker(seen.language)
        text = world.say(seen.language, "reply", person)
        mentions = [seen.author] if dice.chance(0.15) else []
        if mentions:
            text = f"{seen.author.at} {text}"
        answer = world.post(person, text, seen.language, reply=seen, mentions=mentions)
        if dice.chance(0.2):  # the author answers back
            world.at(world.now + int(dice.random() * 20 * MINUTE), partial(self._answer_back, seen.author, answer))

    def _answer_back(self, person: Person, post: Post) -> None:
        self.world.post(person, self.world.say(post.language, "reply", person), post.language, reply=post)

    def _react(self, language: str) -> None:
        seen = self._lately(language)
        if seen is None:
            self._say(language)
            return
        self.world.on_post(self.world.speaker(language), "reaction", seen, word=self.world.dice.pick(_REACTIONS))

    def _repost(self, language: str) -> None:
        seen = self._lately(language)
        if seen is None:
            self._share_link(language)
            return
        self.world.on_post(self.world.speaker(language), "share", seen)

    def _follow(self, language: str) -> None:
        world, dice = self.world, self.world.dice
        other = world.famous[dice.skewed(len(world.famous))] if dice.chance(0.6) else world.speaker(language)
        world.on_account(world.speaker(language), "follow", other)

    def _unfollow(self, language: str) -> None:
        world = self.world
        world.on_account(world.speaker(language), "unfollow", world.famous[world.dice.skewed(len(world.famous))])

    def _block(self, language: str) -> None:
        world = self.world
        seen = self._lately(language)
        if seen is not None:
            world.on_account(world.speaker(language), "block", seen.author)

    def _message(self, language: str) -> None:
        world, dice = self.world, self.world.dice
        if dice.chance(0.7):
            person, other = dice.pick(self.friends)
        else:
            person, other = world.speaker(language), world.speaker(language)
        first = dice.chance(0.12)
        slot = "share" if dice.chance(0.08) else "message"
        text = world.say(person.language, slot, person, link=web.ordinary(dice))
        world.message(person, other, text, person.language, first=first)

    def _edit(self, language: str) -> None:
        world, dice = self.world, self.world.dice
        seen = self._lately(language)
        if seen is None:
            return
        text = world.say(seen.language, "post", seen.author)
        event = world.event(seen.author, "post.edit")
        event["subject"] = {
            "id": seen.id,
            "kind": "post",
            "account": seen.author.id,
            "created": world.stamp(seen.created),
        }
        event["text"] = text + dice.pick(("", " (edit: typo)", " EDIT"))
        event["language"] = seen.language
        event["links"] = []

    def _delete(self, language: str) -> None:
        world = self.world
        seen = self._lately(language)
        if seen is not None:
            world.on_post(seen.author, "post.delete", seen)

    def _vote(self, language: str) -> None:
        seen = self._lately(language)
        if seen is not None:
            self.world.on_post(self.world.speaker(language), "vote", seen)

    def _report(self, language: str) -> None:
        """Reports are not always right: most of these are about a quarrel, or a joke that nobody got."""
        seen = self._lately(language)
        if seen is not None:
            world = self.world
            world.on_post(
                world.speaker(language),
                "report",
                seen,
                word=world.dice.pick(("other", "spam", "rude", "harassment", "false")),
            )

    def _describe(self, language: str) -> None:
        person = self.world.speaker(language)
        if self.world.dice.chance(0.15):
            person.changed = self.world.now  # a new phone, a new password
        self.world.describe(person, self.world.say(language, "bio", person))

    def _upload(self, language: str) -> None:
        world = self.world
        person = world.speaker(language)
        image = world.image()
        event = world.event(person, "media.upload")
        event["subject"] = {"id": image[:16], "kind": "media"}
        event["media"] = [{"kind": "image", "sha256": image, "alt": world.say(language, "post", person)}]

    # Newcomers

    def _sign_up(self, language: str) -> None:
        world, dice = self.world, self.world.dice
        person = world.newcomer(language)
        world.sign_up(person)
        when = world.now
        if dice.chance(0.6):
            when += int(dice.spread(1, 8) * MINUTE)
            world.at(when, partial(self._introduce, person))
        for _ in range(dice.between(0, 12)):
            when += int(dice.spread(0.03, 2) * MINUTE)
            world.at(when, partial(self._follow_suggested, person))
        for _ in range(dice.between(0, 4)):
            when += int(dice.spread(2, 90) * MINUTE)
            world.at(when, partial(self._first_words, person))
        world.at(when + int(dice.random() * DAY), partial(self._settle, person))

    def _introduce(self, person: Person) -> None:
        self.world.describe(person, self.world.say(person.language, "bio"))

    def _follow_suggested(self, person: Person) -> None:
        famous = self.world.famous
        self.world.on_account(person, "follow", famous[self.world.dice.skewed(min(60, len(famous)))])

    def _first_words(self, person: Person) -> None:
        world, dice = self.world, self.world.dice
        if dice.chance(0.2):
            link = web.ordinary(dice)
            world.post(person, world.say(person.language, "share", link=link), person.language, links=[link])
        else:
            world.post(person, world.say(person.language, "post"), person.language)

    def _settle(self, person: Person) -> None:
        self.world.by_language[person.language].append(person)
        self.world.members.append(person)
