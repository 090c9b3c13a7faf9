"""`charter.toml` comes in as bytes, a `Charter` goes out, or the problems that keep it from being one.

Besides the form, the promises that no charter may break are checked here: nothing terminates by itself, what limits a
person has an end, opinions on civic affairs are never hidden or removed, removal in speech harms needs people, a person
has six months to complain, and nothing is kept for ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from fairwater.charter.charter import Charter, Contact, Deadlines, Ground, Harm, Retention, Sampling, Step
from fairwater.charter.document import Problem, Table, duration_words, read_document
from fairwater.charter.measures import CIVIC_MEASURES, MEASURES, MILDER, REVIEW
from fairwater.charter.taxonomy import BY_NAME, CATEGORIES, CIVIC

DAY = 86_400_000_000
HOUR = 3_600_000_000

LONGEST_SUSPENSION = 366 * DAY
COMPLAINT_WINDOW = 183 * DAY
"""DSA Art. 20(1): complaints are open for at least six months."""

DEADLINE_BOUNDS = {
    "notice": (HOUR, 90 * DAY, 7 * DAY),
    "order": (HOUR, 30 * DAY, 1 * DAY),
    "complaint": (HOUR, 90 * DAY, 14 * DAY),
    "complaint_window": (COMPLAINT_WINDOW, 5 * 366 * DAY, COMPLAINT_WINDOW),
}
"""Least, most and default of each deadline."""

RETENTION_BOUNDS = {
    "events": (DAY, 400 * DAY, 90 * DAY),
    "findings": (DAY, 3 * 366 * DAY, 366 * DAY),
    "removed": (COMPLAINT_WINDOW, 3 * 366 * DAY, 200 * DAY),
    "cases": (COMPLAINT_WINDOW, 6 * 366 * DAY, 2 * 366 * DAY),
}
"""Least, most and default of each time that things are kept."""

FLOOR = (0.5, 0.9999, 0.9)
"""Least, most and default of the precision that a rule must prove before it acts."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CLAUSE = re.compile(r"[A-Za-z0-9§][A-Za-z0-9§ ./()-]{0,79}")
_CONTACT = re.compile(r"https://[^\s]{4,}|[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True)
class CharterReading:
    """What came of reading a charter: `charter` is None exactly when there are problems."""

    charter: Charter | None
    problems: tuple[Problem, ...]


def read_charter(data: bytes, file: str = "charter.toml") -> CharterReading:
    """Read and check a charter. All problems are gathered; nothing is raised. `file` names the input in messages."""
    top, problems = read_document(data, file)
    if top is None:
        return CharterReading(None, tuple(problems))
    title = top.text("title", "Charter of Example Community")
    edition = top.text("edition", "2026-11-01", longest=40)
    operator = top.text("operator", "Example Community e.V.")
    languages = _languages(top)
    contact = _contact(top)
    ladder = _ladder(top)
    harms = _harms(top, ladder)
    grounds = _grounds(top)
    promises = top.table("promises")
    floor = promises.number("precision_floor", *FLOOR)
    promises.close()
    deadlines = Deadlines(**_lengths(top.table("deadlines"), DEADLINE_BOUNDS))
    keeping = top.table("retention")
    retention = Retention(**_lengths(keeping, RETENTION_BOUNDS))
    if retention.removed < deadlines.complaint_window:
        keeping.problem(
            "removed",
            "removed content would be gone before the complaint window ends",
            f'write removed = "{duration_words(deadlines.complaint_window)}" or more',
        )
    drawn = top.table("sampling")
    sampling = Sampling(
        float(drawn.number("share", 0.001, 1, 0.02)), int(drawn.number("weekly", 1, 10_000, 10, whole=True))
    )
    drawn.close()
    top.close()
    if problems:
        return CharterReading(None, tuple(problems))
    charter = Charter(
        title=title,
        edition=edition,
        operator=operator,
        languages=languages,
        contact=contact,
        ladder=ladder,
        harms=MappingProxyType(harms),
        grounds=MappingProxyType(grounds),
        precision_floor=float(floor),
        deadlines=deadlines,
        retention=retention,
        sampling=sampling,
    )
    return CharterReading(charter, ())


def _languages(top: Table) -> tuple[str, ...]:
    """The languages in which people are told things."""
    languages = top.texts("languages", '["en"]', required=True, most=100)
    if top.has("languages") and not languages:
        top.problem("languages", "languages is empty", 'name at least one, such as languages = ["en"]')
    for code in languages:
        if not _LANGUAGE.fullmatch(code):
            top.problem("languages", f"{code!r} is not a language code", 'use BCP 47 codes such as "en" or "pt-BR"')
    return languages


def _contact(top: Table) -> Contact:
    """The two points of contact."""
    example = 'people = "help@community.example"\nauthorities = "legal@community.example"'
    table = top.table("contact", required=True, example=example)
    found = {}
    for name in ("people", "authorities"):
        found[name] = table.text(name, f"{name}@community.example", required=top.has("contact"))
        if found[name] and not _CONTACT.fullmatch(found[name]):
            table.problem(
                name,
                f"contact.{name} must be an e-mail address or an https address",
                f'write something like {name} = "{name}@community.example"',
            )
    table.close()
    return Contact(**found)


def _ladder(top: Table) -> tuple[Step, ...]:
    """The ladder, mildest first."""
    steps: dict[str, Step] = {}
    for table in top.tables("ladder", required=True, example='measure = "label"'):
        measure = table.choice("measure", MEASURES)
        longest = table.duration("longest", HOUR, LONGEST_SUSPENSION)
        table.close()
        if not measure:
            continue
        length = MEASURES[measure].length
        if length == "must" and not table.has("longest"):
            table.problem(
                "longest",
                f"{measure} needs a longest length: what limits a person always ends",
                'add longest = "30 days"',
            )
        if length == "none" and table.has("longest"):
            table.problem("longest", f"{measure} has no length", "remove this line")
        if measure in steps:
            table.problem("measure", f"{measure} stands on the ladder twice", "remove one of the two")
            continue
        steps[measure] = Step(measure, longest)
    _check_order(top, list(steps))
    return tuple(steps.values())


def _check_order(top: Table, order: list[str]) -> None:
    """The order that every ladder keeps."""
    pairs = [*MILDER, *((other, "terminate") for other in MEASURES if other != "terminate")]
    for milder, stronger in pairs:
        if milder in order and stronger in order and order.index(milder) > order.index(stronger):
            wrong = f"{stronger} stands before {milder} on the ladder"
            top.problem("ladder", wrong, f"put {milder} first: mildest to strongest")


def _harms(top: Table, ladder: tuple[Step, ...]) -> dict[str, Harm]:
    """The harms that the charter governs."""
    governed: dict[str, Harm] = {}
    example = 'automatic = ["label", "hide"]\nstrongest = "remove"'
    table = top.table("harms", required=True, example=f"[harms.scams_and_fraud.phishing]\n{example}")
    names = [category.name for category in CATEGORIES if category.keywords]
    for category in table.values:
        inner = table.table(category)
        if category not in names:
            near = table.near(category, names)
            table.problem(
                category,
                f"{category[:100]!r} is no category of harm; a charter cannot add one",
                f"did you mean {near!r}?" if near else f"the categories are {', '.join(names)}",
                near,
            )
            continue
        for keyword in inner.values:
            name = f"{category}.{keyword}"
            entry = inner.table(keyword)
            if name not in BY_NAME:
                known = [word.split(".")[1] for word in BY_NAME if word.startswith(f"{category}.")]
                near = inner.near(keyword, known)
                inner.problem(
                    keyword,
                    f"{keyword[:100]!r} is no keyword of {category}; a charter cannot add one",
                    f"did you mean {near!r}?" if near else f"its keywords are {', '.join(known)}",
                    near,
                )
                continue
            governed[name] = _harm(name, entry, ladder)
    if top.has("harms") and not table.values:
        help = f"add one, for example:\n[harms.scams_and_fraud.phishing]\n{example}"
        top.problem("harms", "the charter governs no harm", help)
    return governed


def _harm(name: str, table: Table, ladder: tuple[Step, ...]) -> Harm:
    """One harm, and the promises about it."""
    order = [step.measure for step in ladder]
    category, keyword = BY_NAME[name]
    speech = table.flag("speech", keyword.speech)
    if keyword.speech and not speech:
        table.problem("speech", f"{name} lies in what is said", "remove this line: its removals always need people")
    automatic = table.choices("automatic", (*order, REVIEW), '["label", "hide"]')
    strongest = table.choice("strongest", (*order, REVIEW))
    limits = table.table("longest")
    longest: list[tuple[str, int]] = []
    for measure in limits.values:
        if measure in MEASURES and MEASURES[measure].length != "none" and measure in order:
            bound = next(step.longest for step in ladder if step.measure == measure) or LONGEST_SUSPENSION
            length = limits.duration(measure, HOUR, bound)
            longest += [(measure, length)] if length is not None else []
        else:
            limits.take(measure)
            limits.unknown(measure, "given a length", measure, [m for m in order if MEASURES[m].length != "none"])
    table.close()
    for measure in automatic:
        _check_automatic(name, table, measure, order=order, strongest=strongest, speech=speech)
    if category.name == CIVIC and strongest not in ("", REVIEW, *CIVIC_MEASURES):
        table.problem(
            "strongest",
            f"{strongest} for {name}: civic discourse may be labelled or reviewed, and nothing else",
            'write strongest = "label" or "review"',
        )
    kept = tuple(measure for measure in order if measure in automatic)
    return Harm(name, speech, kept, strongest or REVIEW, tuple(sorted(longest)))


def _check_automatic(name: str, table: Table, measure: str, *, order: list[str], strongest: str, speech: bool) -> None:
    """Whether a measure may be automatic for a harm at all."""
    reason = ""
    if measure == REVIEW:
        return
    if measure == "terminate":
        reason = "terminate is never automatic: two people decide it"
    elif name.startswith(f"{CIVIC}.") and measure not in CIVIC_MEASURES:
        reason = f"{measure} for {name}: civic discourse may be labelled or reviewed, and nothing else"
    elif speech and "remove" in order and order.index(measure) >= order.index("remove"):
        reason = f"{measure} cannot be automatic for {name}, which lies in what is said: people decide"
    elif strongest == REVIEW or (strongest and order.index(measure) > order.index(strongest)):
        reason = f"{measure} is automatic for {name}, but stronger than its strongest measure, {strongest}"
    if reason:
        table.problem("automatic", reason, f"take {measure!r} out of automatic")


def _grounds(top: Table) -> dict[str, Ground]:
    """The terms and laws that policies rest on, by name."""
    grounds: dict[str, Ground] = {}
    table = top.table("grounds", required=True, example='[grounds.terms]\n"3.2" = "Fake giveaways"')
    for kind in ("terms", "law"):
        inner = table.table(kind)
        for clause in inner.values:
            if isinstance(inner.values[clause], dict):
                inner.take(clause)
                wrong = f"the id {clause}. ... was taken for a table: an id with a dot needs quotes"
                inner.problem(clause, wrong, 'write it like "3.2" = "Fake giveaways"')
                continue
            title = inner.text(clause, "Fake giveaways")
            if not _CLAUSE.fullmatch(clause):
                inner.problem(
                    clause,
                    f"{clause[:100]!r} is no id of a clause",
                    "use letters, digits, spaces and . / ( ) - §, up to 80 characters",
                )
            grounds[f"{kind} {clause}"] = Ground(f"{kind} {clause}", kind, clause, title)
    table.close()
    if top.has("grounds") and not grounds:
        help = 'add a clause, for example "3.2" = "Fake giveaways"'
        top.problem("grounds", "the charter names no terms and no law", help)
    return grounds


def _lengths(table: Table, bounds: dict[str, tuple[int, int, int]]) -> dict[str, int]:
    """Durations of a table by name, each within its bounds or its default."""
    lengths = {}
    for name, (low, high, default) in bounds.items():
        length = table.duration(name, low, high, default)
        lengths[name] = default if length is None else length
    table.close()
    return lengths
