"""A line, frame or row that is no event comes in; a dead letter with the reason, or a counted skip, goes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

RAW_LIMIT = 400
"""Most bytes of a bad line that a dead letter repeats."""


class Reason(StrEnum):
    """Why something is a dead letter. The values are stable: files and tests use them."""

    BLANK = "blank"
    LINE_TOO_LONG = "line-too-long"
    NOT_UTF8 = "not-utf8"
    BROKEN_JSON = "broken-json"
    NOT_FINITE = "not-finite"
    BAD_TEXT = "bad-text"
    TOO_DEEP = "too-deep"
    NOT_AN_OBJECT = "not-an-object"
    MISSING_FIELD = "missing-field"
    WRONG_TYPE = "wrong-type"
    OUT_OF_RANGE = "out-of-range"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    BAD_TIME = "bad-time"
    NAIVE_TIME = "naive-time"
    IMPLAUSIBLE_TIME = "implausible-time"
    BAD_KIND = "bad-kind"
    DUPLICATE_ID = "duplicate-id"
    BAD_FRAME = "bad-frame"
    CUT_SHORT = "cut-short"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Something that could not become an event.

    `line`: 1-based line (or row, or frame) number, 0 if not known; `offset`: byte within the line, -1 if not known;
    `field`: JSON path of the field at fault, "" if none; `raw`: the beginning of the input, safe to print.
    """

    reason: Reason
    message: str
    field: str = ""
    raw: str = ""
    line: int = 0
    offset: int = -1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Something understood that carries no event, such as a keep-alive frame. `reason`: stable words to count by."""

    reason: str


def excerpt(raw: bytes | bytearray | memoryview, limit: int = RAW_LIMIT) -> str:
    """The beginning of `raw`, `limit` bytes, as text that can always be written: bytes not UTF-8 become `\\xNN`."""
    head = bytes(raw[: limit + 4])
    if len(raw) <= limit:
        return bytes(raw).decode("utf-8", "backslashreplace")
    cut = limit
    while cut > limit - 3 and head[cut] & 0xC0 == 0x80:  # do not cut within a character
        cut -= 1
    return head[:cut].decode("utf-8", "backslashreplace") + "…"
