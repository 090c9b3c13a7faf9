"""The rules for charters come in, the reference page of `charter.toml` goes out."""

from __future__ import annotations

from reference.page import filled, table

from fairwater.charter.document import duration_words
from fairwater.charter.measures import MEASURES, MILDER
from fairwater.charter.reading import DEADLINE_BOUNDS, FLOOR, LONGEST_SUSPENSION, RETENTION_BOUNDS
from fairwater.charter.taxonomy import CATEGORIES, CIVIC

MEANINGS = {
    "notice": "until a notice is decided",
    "order": "until an authority's order is answered",
    "complaint": "until a complaint is decided",
    "complaint_window": "how long a person may complain (DSA Art. 20: six months at least)",
    "events": "how long events are kept",
    "findings": "how long findings are kept",
    "removed": "how long removed content is kept, sealed; not less than the complaint window",
    "cases": "how long cases are kept",
}


def charter_page(example: str) -> str:
    """The page; `example`: a charter that is valid."""
    measures = [(f"`{name}`", kind.doc, {"none": "no", "may": "may have", "must": "must have"}[kind.length])
                for name, kind in MEASURES.items()]  # fmt: skip
    harms = [
        (f"`{category.name}.{keyword.name}`", keyword.doc, "yes" if keyword.speech else "", f"`{keyword.code}`")
        for category in CATEGORIES
        for keyword in category.keywords
    ]
    lengths = [
        f"| `[{section}]` `{name}` | {' | '.join(map(duration_words, bounds))} | {MEANINGS[name]} |"
        for section, table_of in (("deadlines", DEADLINE_BOUNDS), ("retention", RETENTION_BOUNDS))
        for name, bounds in table_of.items()
    ]
    after: dict[str, list[str]] = {}
    for milder, stronger in MILDER:
        after.setdefault(stronger, []).append(f"`{milder}`")
    return filled(
        "charter",
        EXAMPLE=example,
        SUSPENSION=duration_words(LONGEST_SUSPENSION),
        MEASURES=table(("measure", "what it does", "length"), measures),
        ORDER="; ".join(f"`{stronger}` comes after {', '.join(milder)}" for stronger, milder in after.items()),
        HARMS=table(("harm", "what it is", "speech", "DSA keyword"), harms),
        FLOOR=" | ".join(map(str, FLOOR)),
        LENGTHS="\n".join(lengths),
        CIVIC=CIVIC,
    )
