"""What a plan of a campaign or look-alike is given: the world, dice, a name, when it may happen, how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from fairwater.events.types import HOUR
from fairwater.simulate.dice import Dice
from fairwater.simulate.people import Person, language_of
from fairwater.simulate.world import ORDINARY, Mark, World


@dataclass(frozen=True, slots=True)
class Stage:
    """Times in microseconds. `size`: 1.0 in a community of 20,000 accounts, less in a smaller one."""

    world: World
    dice: Dice
    name: str
    start: int
    end: int
    size: float

    def some(self, full: int, least: int = 2) -> int:
        """How many there are of what is `full` at size 1."""
        return max(least, round(full * self.size))

    def period(self, hours: float) -> tuple[int, int]:
        """A start and an end within the stage, `hours` apart where there is room."""
        span = self.end - self.start
        length = min(int(hours * HOUR), span)
        start = self.start + int(self.dice.random() * (span - length))
        return start, start + length

    def guilty(self, harm: str) -> Mark:
        """The label of an event of this campaign that breaches a rule."""
        return Mark(1, harm, self.name, None)

    def innocent(self, lookalike: str) -> Mark:
        """The label of an event of this look-alike."""
        return Mark(0, None, self.name, lookalike)

    def burners(self, count: int, start: int, mark: Mark = ORDINARY, languages: tuple[str, ...] = ()) -> list[Person]:
        """Accounts made for the campaign. Those younger than the simulation sign up in it."""
        world, dice = self.world, self.dice
        made = []
        for _ in range(count):
            person = world.burner(dice.pick(languages) if languages else language_of(dice), start)
            if person.created >= world.now:
                world.at(person.created, partial(world.sign_up, person, Mark(0, None, mark.campaign, mark.lookalike)))
            made.append(person)
        return made

    def share_devices(self, crowd: list[Person], devices: int) -> None:
        """The accounts are run from a few machines."""
        ends = [self.dice.pick(crowd) for _ in range(devices)]
        for person in crowd:
            end = self.dice.pick(ends)
            person.device, person.ip, person.asn, person.place = end.device, end.ip, end.asn, end.place

    def neighbours(self, count: int) -> list[Person]:
        """Different ordinary members; when they are few, the active ones more often."""
        return self.dice.sample(self.world.members, count) if count > 200 else self._few(count)

    def _few(self, count: int) -> list[Person]:
        chosen: dict[str, Person] = {}
        for _ in range(count * 4):
            if len(chosen) == count:
                break
            person = self.world.somebody()
            chosen[person.id] = person
        return list(chosen.values())
