"""A charter as typed, frozen values: what the operator governs, what a rule may ask for, what people are promised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from fairwater.charter.document import duration_words, nearest
from fairwater.charter.measures import MEASURES, REVIEW
from fairwater.charter.taxonomy import BY_NAME


@dataclass(frozen=True, slots=True)
class Contact:
    """Where people and authorities reach the operator (DSA Art. 11 and 12): e-mail addresses or https addresses."""

    people: str
    authorities: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder: a measure and the longest it may last in microseconds (None: it has no length)."""

    measure: str
    longest: int | None


@dataclass(frozen=True, slots=True)
class Harm:
    """A harm that the charter governs, "category.keyword".

    `automatic`: measures a rule may ask for without a person, in the order of the ladder. `strongest`: the strongest
    measure anybody may take ("review" when none may be). `longest`: microseconds by measure, where this harm is
    stricter than the ladder. `speech`: people decide about removal and everything stronger.
    """

    name: str
    speech: bool
    automatic: tuple[str, ...]
    strongest: str
    longest: tuple[tuple[str, int], ...]

    @property
    def doc(self) -> str:
        """What the harm is, in a few words."""
        return BY_NAME[self.name][1].doc

    @property
    def codes(self) -> tuple[str, str]:
        """Category and keyword of the DSA Transparency Database."""
        category, keyword = BY_NAME[self.name]
        return category.code, keyword.code


@dataclass(frozen=True, slots=True)
class Ground:
    """What a policy rests on. `name`: "terms 3.2" or "law DE StGB 263"; `kind`: terms or law; `id`: the rest."""

    name: str
    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How soon people get an answer, in microseconds. `complaint_window`: how long a person may complain."""

    notice: int
    order: int
    complaint: int
    complaint_window: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept, in microseconds. `removed`: removed content, kept sealed."""

    events: int
    findings: int
    removed: int
    cases: int


@dataclass(frozen=True, slots=True)
class Sampling:
    """How quality is measured: the share of automatic decisions that people look at, the least per rule and week."""

    share: float
    weekly: int


@dataclass(frozen=True, slots=True)
class Charter:
    """The operator's constitution. `edition`: as the operator numbers it; `version`: the hash of what it says."""

    title: str
    edition: str
    operator: str
    languages: tuple[str, ...]
    contact: Contact
    ladder: tuple[Step, ...]
    harms: Mapping[str, Harm]
    grounds: Mapping[str, Ground]
    precision_floor: float
    deadlines: Deadlines
    retention: Retention
    sampling: Sampling

    @property
    def version(self) -> str:
        """SHA-256 (hex) of the charter's meaning: comments, order of tables and formatting don't change it."""
        meaning = {
            "title": self.title,
            "edition": self.edition,
            "operator": self.operator,
            "languages": self.languages,
            "contact": asdict(self.contact),
            "ladder": [asdict(step) for step in self.ladder],
            "harms": [asdict(self.harms[name]) for name in sorted(self.harms)],
            "grounds": [asdict(self.grounds[name]) for name in sorted(self.grounds)],
            "precision_floor": self.precision_floor,
            "deadlines": asdict(self.deadlines),
            "retention": asdict(self.retention),
            "sampling": asdict(self.sampling),
        }
        text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of the ladder, mildest first, and "review" after them."""
        return (*(step.measure for step in self.ladder), REVIEW)

    def longest(self, harm: str, measure: str) -> int | None:
        """The longest a measure may last for a harm, in microseconds; None when it has no bound. Both must be known."""
        steps = {step.measure: step.longest for step in self.ladder}
        return dict(self.harms[harm].longest).get(measure, steps.get(measure))

    def allows(self, harm: str, measure: str, duration_us: int | None) -> str | None:
        """Why a rule may *not* ask for a measure by itself, in words for its author; None when it may.

        `harm`: "category.keyword"; `duration_us`: microseconds the measure lasts, None when the rule gives no length.
        """
        governed = self.harms.get(harm)
        if governed is None:
            near = nearest(harm, self.harms)
            hint = f"; did you mean {near}?" if near else f": add [harms.{harm}]"
            return f"the charter does not govern {harm}{hint}"
        if measure not in self.measures:
            near = nearest(measure, self.measures)
            known = f"did you mean {near}?" if near else f"its measures are {', '.join(self.measures)}"
            return f"the charter has no measure {measure}; {known}"
        if measure == REVIEW:
            return None if duration_us is None else "a review has no length"
        if measure not in governed.automatic:
            return self._reserved(governed, measure)
        return self._length(governed, measure, duration_us)

    def _reserved(self, harm: Harm, measure: str) -> str:
        """Why a measure that is not automatic for a harm is not."""
        order = self.measures
        if measure == "terminate":
            return "no rule terminates an account: two people decide that; ask for review(...)"
        if harm.strongest == REVIEW or order.index(measure) > order.index(harm.strongest):
            limit = "nothing but review" if harm.strongest == REVIEW else f"nothing stronger than {harm.strongest}"
            return f"{measure} is stronger than the charter allows for {harm.name}: {limit}"
        if harm.speech and "remove" in order and order.index(measure) >= order.index("remove"):
            return f"{harm.name} lies in what is said, so people decide about {measure}; ask for review(...)"
        allowed = ", ".join((*harm.automatic, REVIEW))
        return f"a rule may not ask for {measure} by itself for {harm.name}: it may ask for {allowed}"

    def _length(self, harm: Harm, measure: str, duration_us: int | None) -> str | None:
        """Whether a length fits an automatic measure."""
        kind = MEASURES[measure]
        longest = self.longest(harm.name, measure)
        if duration_us is None:
            if kind.length != "must":
                return None
            return f"{measure} must have an end" + (f", at most {duration_words(longest)}" if longest else "")
        if kind.length == "none":
            return f"{measure} has no length: leave it out"
        if duration_us <= 0:
            return f"{measure} must last longer than nothing"
        if longest is not None and duration_us > longest:
            return (
                f"{measure} for {duration_words(duration_us)} is longer than the charter allows for {harm.name}:"
                f" at most {duration_words(longest)}"
            )
        return None
