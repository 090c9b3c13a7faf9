"""A line of JSON (or an object a reader made) comes in; an event or a dead letter goes out.

Times: RFC 3339 with `Z` or an offset; digits beyond the microsecond are rounded to the nearest, half up. Durations:
numbers of seconds. Of a key given twice the last counts; each must be of the right type. Keys that the schema does not
have are ignored (of their contents only the JSON form is checked). A UTF-8 byte order mark at the start is accepted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from fairwater.events.letters import DeadLetter, Reason, excerpt
from fairwater.events.record import Event, event_type, raw_reader
from fairwater.events.schema import FieldSpec, Schema

MAX_LINE_BYTES = 1_048_576
"""Longest line that is decoded, in bytes without the line end."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Times before this are refused as implausible (clocks that stand at 1970)."""
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""Times from this on are refused as implausible."""
MAX_KIND = 100
"""Most characters in the kind of an event."""

KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_BOM = b"\xef\xbb\xbf"
_MANY_KINDS = 10_000


class EventDecoder:
    """Decodes lines into events of one schema.

    `fields`: language paths to decode (all by default; id, time and kind always): others are then ignored like
    unknown keys, and an error in them is not seen. `latest`: events from this time on are refused; an operator may
    set it to a little after now, since one event from a far future would make all others late.
    """

    def __init__(self, schema: Schema, fields: Iterable[str] | None = None, latest: datetime = LATEST) -> None:
        self.schema = schema
        self.fields = wanted(schema, fields)
        self.type = event_type(self.fields)
        self.latest = min(latest, LATEST)
        self._decode = msgspec.json.Decoder(self.type).decode
        self._kinds: set[str] = set()
        self._times = [
            (spec, raw_reader(spec)) for spec in self.fields if _item(spec) == "time" and spec.path != "event.time"
        ]
        self._numbers = [(spec, raw_reader(spec)) for spec in self.fields if _item(spec) in ("float", "duration")]

    def decode(self, line: bytes, number: int = 0) -> Event | DeadLetter:
        """The event in `line` (with or without line end), or why there is none. Never raises for any bytes.

        `number`: the line's number, repeated in the dead letter.
        """
        if len(line) > MAX_LINE_BYTES:
            return self._too_long(line, number)
        try:
            event = self._decode(line)
        except (ValueError, RecursionError) as error:
            if line.startswith(_BOM):
                return self.decode(line[len(_BOM) :], number)
            return _refusal(error, line, number)
        if event.kind in self._kinds and EARLIEST <= event.time < self.latest:
            for _, read in self._times:
                moment = read(event)
                if moment is not None and not (type(moment) is datetime and EARLIEST <= moment < LATEST):
                    break
            else:
                return event  # by far the most events end here; `_check` judges the others
        refusal = self._check(event)
        return event if refusal is None else replace(refusal, raw=excerpt(line.rstrip()), line=number)

    def convert(self, obj: Mapping[str, Any], number: int = 0) -> Event | DeadLetter:
        """The same for an object as JSON would give it (str, int, float, bool, None, list, dict; datetimes as well)."""
        try:
            event = msgspec.convert(obj, self.type)
            msgspec.json.encode(event)  # refuses lone surrogates, which only Python objects can carry this far
        except UnicodeEncodeError:
            return DeadLetter(Reason.BAD_TEXT, "a text holds half of a surrogate pair", raw=_shown(obj), line=number)
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            return _refusal(error, _shown(obj).encode(), number)
        for spec, read in self._numbers:
            found = read(event)
            for item in found if isinstance(found, list) else (found,):
                if isinstance(item, float) and not math.isfinite(item):
                    message = f"{spec.wire}: a number must be finite"
                    return DeadLetter(Reason.NOT_FINITE, message, spec.wire, _shown(obj), number)
        refusal = self._check(event)
        return event if refusal is None else replace(refusal, raw=_shown(obj), line=number)

    def _check(self, event: Event) -> DeadLetter | None:
        """What the class of events cannot express: plausible times and the form of the kind."""
        if not EARLIEST <= event.time < self.latest:
            return implausible("time", event.time, self.latest)
        for spec, read in self._times:
            found = read(event)
            if found is None:
                continue
            for moment in found if isinstance(found, list) else (found,):
                if moment is not None and not EARLIEST <= moment < LATEST:
                    return implausible(spec.wire, moment, LATEST)
        if event.kind not in self._kinds:
            if not is_kind(event.kind):
                return bad_kind()
            if len(self._kinds) < _MANY_KINDS:
                self._kinds.add(event.kind)
        return None

    def _too_long(self, line: bytes, number: int) -> DeadLetter | Event:
        if len(line) <= MAX_LINE_BYTES + len(_BOM) + 2:  # at the limit the mark and the line end do not count
            bare = line.removeprefix(_BOM).rstrip(b"\r\n")
            if len(bare) <= MAX_LINE_BYTES:
                return self.decode(bare, number)
        return line_too_long(line, number)


def parse_frame(line: bytes, number: int = 0) -> object | DeadLetter:
    """The JSON value in a line, for readers of other services; a dead letter as `EventDecoder.decode` gives it."""
    if len(line) > MAX_LINE_BYTES + len(_BOM) + 2:
        return line_too_long(line, number)
    try:
        return msgspec.json.decode(line)  # type: ignore[no-any-return]
    except (ValueError, RecursionError) as error:
        if line.startswith(_BOM):
            return parse_frame(line[len(_BOM) :], number)
        return _refusal(error, line, number)


def wanted(schema: Schema, fields: Iterable[str] | None) -> tuple[FieldSpec, ...]:
    """The specs of these language paths (None: all) and of id, time and kind, in the order of the schema.

    Raises KeyError for a path that the schema does not have.
    """
    if fields is None:
        return tuple(schema.fields.values())
    paths = {"event.id", "event.time", "event.kind", *fields}
    unknown = paths - schema.fields.keys()
    if unknown:
        raise KeyError(f"the schema has no field {min(unknown)!r}")
    return tuple(spec for path, spec in schema.fields.items() if path in paths)


def is_kind(kind: str) -> bool:
    """Whether `kind` is lower-case words joined by dots, such as post.create."""
    return len(kind) <= MAX_KIND and KIND.fullmatch(kind) is not None


def bad_kind() -> DeadLetter:
    """The refusal of a kind of the wrong form."""
    message = f"kind: must be lower-case words joined by dots, such as post.create, of at most {MAX_KIND} characters"
    return DeadLetter(Reason.BAD_KIND, message, "kind")


def implausible(field: str, moment: datetime | str, latest: datetime) -> DeadLetter:
    """The refusal of a time outside the plausible range."""
    shown = moment.isoformat() if isinstance(moment, datetime) else moment
    message = f"{field}: {shown} is not plausible: must be from {EARLIEST:%Y-%m-%d} and before {latest:%Y-%m-%d}"
    return DeadLetter(Reason.IMPLAUSIBLE_TIME, message, field)


def line_too_long(head: bytes, number: int) -> DeadLetter:
    """The refusal of a line over `MAX_LINE_BYTES`; `head` is its beginning."""
    return DeadLetter(
        Reason.LINE_TOO_LONG, f"the line is longer than {MAX_LINE_BYTES} bytes", raw=excerpt(head), line=number
    )


def _item(spec: FieldSpec) -> str:
    return spec.type.item.name if spec.type.item is not None else spec.type.name


def _shown(obj: Any) -> str:
    try:
        return excerpt(repr(obj).encode("utf-8", "backslashreplace"))
    except RecursionError:
        return "(too deeply nested to show)"


_PLACE = re.compile(r"(?s)(.*) - at `(?:key in )?\$\.?(.*)`$")
_TYPES = {
    "object": "an object",
    "array": "a list",
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "datetime": "a time such as 2026-01-31T12:00:00Z",
    "null": "null",
}
_EXPECTED = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_FORMS: tuple[tuple[re.Pattern[str], Reason, str], ...] = (
    (re.compile(r"Object missing required field `(.*)`"), Reason.MISSING_FIELD, "is required"),
    (re.compile(r"Expected `datetime` with a timezone"), Reason.NAIVE_TIME, "the time needs an offset, such as Z"),
    (re.compile(r"Invalid RFC3339"), Reason.BAD_TIME, "not a time after RFC 3339, such as 2026-01-31T12:00:00Z"),
    (re.compile(r"Expected `str` of length >="), Reason.MISSING_FIELD, "must not be empty"),
    (re.compile(r"Expected `str` of length <= (.*)"), Reason.TOO_LONG, "longer than {0} characters"),
    (re.compile(r"Expected `array` of length <= (.*)"), Reason.TOO_MANY, "more than {0} items"),
    (re.compile(r"Expected `(?:int|float)` [<>]=|out of range"), Reason.OUT_OF_RANGE, "number out of range"),
)
_NOT_FINITE = re.compile(rb"NaN|Infinity")
_HIGH = rb"\\u[dD][89abAB][0-9a-fA-F]{2}"
_LOW = rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_LONE = re.compile(rb"\\\\|" + _HIGH + _LOW + rb"|(" + _HIGH + rb"|" + _LOW + rb")")


def _refusal(error: Exception, line: bytes, number: int) -> DeadLetter:
    """The dead letter for what msgspec raised."""
    raw = excerpt(line.rstrip())
    if isinstance(error, RecursionError):
        return DeadLetter(Reason.TOO_DEEP, "nested too deeply", raw=raw, line=number)
    if isinstance(error, msgspec.ValidationError):
        return _wrong_value(str(error), raw, number)
    if not line or line.isspace():
        return DeadLetter(Reason.BLANK, "the line is blank", line=number)
    try:
        line.decode()
    except UnicodeDecodeError as fault:
        hint = " (it looks like UTF-16)" if line[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        return DeadLetter(Reason.NOT_UTF8, f"not UTF-8 text{hint}", raw=raw, line=number, offset=fault.start)
    return _broken(str(error), line, raw, number)


def _wrong_value(text: str, raw: str, number: int) -> DeadLetter:
    place = _PLACE.match(text)
    said, field = (place[1], place[2]) if place else (text, "")
    for form, reason, words in _FORMS:
        found = form.search(said)
        if found:
            if reason is Reason.MISSING_FIELD and found.groups():
                field = f"{field}.{found[1]}" if field else found[1]
            message = words.format(*found.groups())
            return DeadLetter(reason, f"{field or 'the event'}: {message}", field, raw, number)
    expected = _EXPECTED.search(said)
    if expected is None:
        return DeadLetter(Reason.WRONG_TYPE, f"{field or 'the event'}: {said}", field, raw, number)
    given = _TYPES.get(expected[2], expected[2])
    if not field:
        return DeadLetter(Reason.NOT_AN_OBJECT, f"an event must be an object, not {given}", "", raw, number)
    names = [name for name in expected[1].split(" | ") if name != "null"]
    want = " or ".join(_TYPES.get(name, name) for name in names if name != "int" or "float" not in names)
    return DeadLetter(Reason.WRONG_TYPE, f"{field}: must be {want}, not {given}", field, raw, number)


def _broken(text: str, line: bytes, raw: str, number: int) -> DeadLetter:
    place = re.search(r"\(byte (\d+)\)", text)
    offset = int(place[1]) if place else -1
    if offset >= 0 and _NOT_FINITE.match(line, offset):
        message = "NaN and Infinity are not JSON: leave out what is unknown"
        return DeadLetter(Reason.NOT_FINITE, message, "", raw, number, offset)
    lone = next((found for found in _LONE.finditer(line) if found[1]), None)
    if lone and ("truncated" in text or "surrogate" in text or "escape" in text):
        return DeadLetter(Reason.BAD_TEXT, "a text holds half of a surrogate pair", "", raw, number, lone.start())
    if "truncated" in text:
        message = "broken JSON: the line ends too early"
        return DeadLetter(Reason.BROKEN_JSON, message, "", raw, number, len(line.rstrip()))
    detail = text.removeprefix("JSON is malformed: ")
    return DeadLetter(Reason.BROKEN_JSON, f"broken JSON: {detail}", "", raw, number, offset)
