"""Times and durations come in; parts of a date, and numbers of seconds or days, go out.

Parts of a date are those of the proleptic Gregorian calendar in UTC, moved by a constant offset where one is given.
There are no named time zones: their rules change, and a policy must mean the same tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable

from fairwater.events.types import DAY, DURATION, FLOAT, HOUR, INT, MINUTE, SECOND, TIME, Type
from fairwater.policy.functions import Cost, Determinism, Function, Param
from fairwater.signals.standard.bounds import finite, whole

FURTHEST = 14 * HOUR
"""The largest offset from UTC in use."""

_ERA_DAYS = 146_097
_DAYS_TO_1970 = 719_468


def _local(time: int, offset: int) -> int | None:
    """Microseconds since 1970 on a clock that shows UTC plus the offset."""
    return time + offset if -FURTHEST <= offset <= FURTHEST else None


def _civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of a day counted from 1970-01-01.

    Counts in eras of 400 years that start on 1 March, so that the day of a leap year comes last; works for any int.
    """
    era, day_of_era = divmod(days + _DAYS_TO_1970, _ERA_DAYS)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, day


def _of_day(unit: int, cycle: int) -> Callable[[int, int], int | None]:
    """How many `unit`s have passed, counted round after `cycle`."""

    def part(time: int, offset: int) -> int | None:
        local = _local(time, offset)
        return None if local is None else local // unit % cycle

    return part


def _weekday(time: int, offset: int) -> int | None:
    local = _local(time, offset)
    return None if local is None else (local // DAY + 3) % 7


def _of_date(index: int) -> Callable[[int, int], int | None]:
    """Year (0), month (1) or day (2)."""

    def part(time: int, offset: int) -> int | None:
        local = _local(time, offset)
        return None if local is None else _civil(local // DAY)[index]

    return part


def _total(unit: int) -> Callable[[int], float]:
    def total(duration: int) -> float:
        return duration / unit

    return total


def _in_seconds(seconds: int) -> int | None:
    return whole(seconds * SECOND)


def _in_seconds_float(seconds: float) -> int | None:
    micros = finite(seconds * SECOND)
    return None if micros is None else whole(round(micros))


def _function(
    name: str, params: tuple[Param, ...], returns: Type, scalar: Callable[..., object], *, doc: str, example: str
) -> Function:
    """A function on times: all are cheap and depend on nothing but their arguments."""
    return Function(name, "function", params, returns, scalar, Cost.TRIVIAL, Determinism.PURE, doc, example)


def _part(name: str, scalar: Callable[[int, int], int | None], doc: str, value: int) -> Function:
    """A part of a date."""
    params = (Param("time", TIME), Param("offset", DURATION, constant=True, default=0, optional=True))
    text = f"{doc} In UTC, or `offset` ahead of it; unknown for more than 14 hours."
    return _function(
        name, params, INT, scalar, doc=text, example=f'{name}(time("2026-11-01T23:30:00Z"), hours(2)) == {value}'
    )


FUNCTIONS: tuple[Function, ...] = (
    _part("minute", _of_day(MINUTE, 60), "Minute of the hour, 0 to 59.", 30),
    _part("hour", _of_day(HOUR, 24), "Hour of the day, 0 to 23.", 1),
    _part("weekday", _weekday, "Day of the week, 0 for Monday to 6 for Sunday.", 0),
    _part("day_of_month", _of_date(2), "Day of the month, 1 to 31.", 2),
    _part("month", _of_date(1), "Month, 1 to 12.", 11),
    _part("year", _of_date(0), "Year.", 2026),
    _function(
        "total_seconds",
        (Param("duration", DURATION),),
        FLOAT,
        _total(SECOND),
        doc="The duration as a number of seconds.",
        example="total_seconds(minutes(2)) == 120.0",
    ),
    _function(
        "total_days",
        (Param("duration", DURATION),),
        FLOAT,
        _total(DAY),
        doc="The duration as a number of days of 24 hours.",
        example="total_days(hours(36)) == 1.5",
    ),
    _function(
        "in_seconds.int",
        (Param("seconds", INT),),
        DURATION,
        _in_seconds,
        doc="A number of seconds as a duration, for numbers that events carry. Unknown when out of range.",
        example="in_seconds(60) == minutes(1)",
    ),
    _function(
        "in_seconds.float",
        (Param("seconds", FLOAT),),
        DURATION,
        _in_seconds_float,
        doc="A number of seconds as a duration, to the nearest microsecond. Unknown when out of range.",
        example="in_seconds(0.5) * 2 == seconds(1)",
    ),
)
"""The functions on times and durations."""
