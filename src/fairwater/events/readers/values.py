"""A value of a foreign frame comes in; the value in the type or the form of time that a mapping asks for goes out."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

import msgspec

from fairwater.events.readers.common import BadFrame
from fairwater.events.record import moment

TYPES = ("str", "int", "float", "bool")
TIME_FORMATS = ("rfc3339", "unix", "unix_ms", "unix_us", "naive_utc")

_UNITS = {"unix": 1_000_000, "unix_ms": 1_000, "unix_us": 1}
_LIMIT = 253_402_300_799  # seconds, the last of the year 9999
_BOOLS = {"true": True, "false": False, "1": True, "0": False}


def change_type(value: Any, kind: str, field: str) -> Any:
    """`value` as one of `TYPES`; raises `BadFrame` unless that is possible without loss."""
    if isinstance(value, (dict, list)):
        raise BadFrame(field, f"an object or a list cannot become {kind}")
    if kind == "str":
        return str(value).lower() if isinstance(value, bool) else str(value)
    if kind == "bool":
        found = _BOOLS.get(str(value).strip().lower())
        if found is None:
            raise BadFrame(field, "must be true, false, 1 or 0 to become bool")
        return found
    return _number(value, kind, field)


def _number(value: Any, kind: str, field: str) -> int | float:
    try:
        if kind == "float":
            made = float(value)
            if not math.isfinite(made):
                raise ValueError
            return made
        if isinstance(value, float) and value != int(value):
            raise ValueError
        return int(value)
    except (ValueError, TypeError, OverflowError):
        raise BadFrame(field, f"cannot become {kind}") from None


def read_time(value: Any, form: str, field: str) -> Any:
    """A time in one of `TIME_FORMATS` as an event takes it; raises `BadFrame` for a value of another form.

    rfc3339: text with an offset. naive_utc: the same without an offset, known to be UTC. unix, unix_ms, unix_us: a
    number of seconds, milliseconds or microseconds since 1970, rounded half to even to the microsecond.
    """
    if form == "rfc3339":
        return value
    if form == "naive_utc":
        return _naive(value, field)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadFrame(field, f"must be a number to be a time in {form}")
    micros = value * _UNITS[form] if isinstance(value, int) else round(value * float(_UNITS[form]))
    if not 0 <= micros <= _LIMIT * 1_000_000:
        raise BadFrame(field, "a time out of range")
    return moment(micros)


def _naive(value: Any, field: str) -> datetime:
    try:
        made = msgspec.convert(value, datetime)
    except ValueError:
        raise BadFrame(field, "not a time such as 2026-01-31T12:00:00") from None
    if made.tzinfo is not None:
        raise BadFrame(field, "has an offset: use time_format rfc3339")
    return made.replace(tzinfo=UTC)
