"""The measures a charter may put on its ladder: what each does, to what, and whether it must have an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

REVIEW = "review"
"""Asking people to look. It stands beside the ladder: always allowed, and no measure on anybody."""


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """A measure. `length`: "none" (has no length), "may" (may have one) or "must" (always ends)."""

    name: str
    doc: str
    length: str


MEASURES: Mapping[str, MeasureKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            MeasureKind("label", "puts a note beside the content or account that everybody sees", "may"),
            MeasureKind("warn", "tells the person what is wrong and lets the content through", "none"),
            MeasureKind("limit", "lets the account do less, such as fewer posts or messages an hour", "must"),
            MeasureKind("hide", "keeps the content from others until somebody decides or the length is over", "may"),
            MeasureKind("remove", "takes the content away; it stays sealed until the complaint window ends", "none"),
            MeasureKind("suspend", "locks the account", "must"),
            MeasureKind("terminate", "ends the account; two people decide", "none"),
        )
    }
)
"""Every measure of the ladder, mildest first as Fairwater's default."""

MILDER: tuple[tuple[str, str], ...] = (
    ("label", "limit"),
    ("label", "hide"),
    ("warn", "limit"),
    ("warn", "hide"),
    ("hide", "remove"),
    ("limit", "suspend"),
    ("label", "remove"),
    ("warn", "remove"),
    ("label", "suspend"),
    ("warn", "suspend"),
)
"""Pairs that every ladder keeps in this order; `terminate` always comes last. The rest is the operator's to order."""

CIVIC_MEASURES = frozenset({"label"})
"""What may be done for harms to civic discourse or elections besides review: no opinion is hidden or removed."""
