"""A result comes in, the same result goes out, or None when it is too large for the language."""

from __future__ import annotations

import math

from fairwater.events.types import INT_MAX, INT_MIN, JOINED_LIMIT

MAX_TEXT = JOINED_LIMIT
"""Most characters of a text that a function makes, as for `+`."""

MAX_ITEMS = 10_000
"""Most items of a list that a function makes."""


def whole(value: int) -> int | None:
    """The int, or None outside 64 bits."""
    return value if INT_MIN <= value <= INT_MAX else None


def finite(value: float) -> float | None:
    """The float, or None when it is infinite or not a number."""
    return value if math.isfinite(value) else None
