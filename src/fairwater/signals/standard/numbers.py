"""Numbers come in; their size, bounds and rounding go out. min, max, abs and clamp work on durations, too."""

from __future__ import annotations

import math
from collections.abc import Callable

from fairwater.events.types import DURATION, FLOAT, INT, TIME, Type
from fairwater.policy.functions import Cost, Determinism, Function, Param
from fairwater.signals.standard.bounds import finite, whole


def _abs(value: int) -> int | None:
    return whole(abs(value))


def _abs_float(value: float) -> float:
    return abs(value)


def _clamp(value: int, low: int, high: int) -> int | None:
    return min(max(value, low), high) if low <= high else None


def _least(values: tuple[int, ...]) -> int:
    return min(values)


def _most(values: tuple[int, ...]) -> int:
    return max(values)


def _ratio(part: float, of: float) -> float | None:
    return finite(part / of) if of else None


def _round(value: float) -> int | None:
    return whole(round(value)) if math.isfinite(value) else None


def _floor(value: float) -> int | None:
    return whole(math.floor(value)) if math.isfinite(value) else None


def _ceil(value: float) -> int | None:
    return whole(math.ceil(value)) if math.isfinite(value) else None


def _function(
    name: str, params: tuple[Param, ...], returns: Type, scalar: Callable[..., object], *, doc: str, example: str
) -> Function:
    """A function on numbers: all are cheap and depend on nothing but their arguments."""
    return Function(name, "function", params, returns, scalar, Cost.TRIVIAL, Determinism.PURE, doc, example)


def _bounds(kind: Type, low: str, high: str) -> tuple[Function, ...]:
    """min and max of single values of one type."""
    values = Param("values", kind, many=True)
    return (
        _function(
            f"min.{kind}", (values,), kind, _least, doc="The least of these.", example=f"min({low}, {high}) == {low}"
        ),
        _function(
            f"max.{kind}", (values,), kind, _most, doc="The greatest of these.", example=f"max({low}, {high}) == {high}"
        ),
    )


def _sizes(kind: Type, low: str, high: str) -> tuple[Function, ...]:
    """abs and clamp of one type."""
    value = Param("value", kind)
    return (
        _function(
            f"abs.{kind}",
            (value,),
            kind,
            _abs_float if kind == FLOAT else _abs,
            doc="The value without its sign. Unknown outside 64 bits.",
            example=f"abs({low} - {high}) == {high} - {low}",
        ),
        _function(
            f"clamp.{kind}",
            (value, Param("low", kind), Param("high", kind)),
            kind,
            _clamp,
            doc="The value, or the bound that it is beyond. Unknown when low is above high.",
            example=f"clamp({high} + {high}, {low}, {high}) == {high}",
        ),
    )


_FRACTION = (Param("value", FLOAT),)

FUNCTIONS: tuple[Function, ...] = (
    *_bounds(INT, "2", "3"),
    *_bounds(FLOAT, "0.5", "1.5"),
    *_bounds(DURATION, "hours(1)", "days(1)"),
    *_bounds(TIME, "event.time", "event.time + days(1)"),
    *_sizes(INT, "2", "3"),
    *_sizes(FLOAT, "0.5", "1.5"),
    *_sizes(DURATION, "hours(1)", "days(1)"),
    _function(
        "ratio",
        (Param("part", FLOAT), Param("of", FLOAT)),
        FLOAT,
        _ratio,
        doc="One number divided by another. Unknown when the second is 0.",
        example="ratio(1, 4) == 0.25",
    ),
    _function(
        "round",
        _FRACTION,
        INT,
        _round,
        doc="The nearest whole number; halves go to the even one.",
        example="round(2.5) == 2",
    ),
    _function(
        "floor", _FRACTION, INT, _floor, doc="The greatest whole number not above it.", example="floor(-0.5) == -1"
    ),
    _function("ceil", _FRACTION, INT, _ceil, doc="The least whole number not below it.", example="ceil(0.5) == 1"),
)
"""The functions on numbers."""
