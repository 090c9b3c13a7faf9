"""Random choices: an integer seed goes in, the same choices come out on every machine and version of Python.

Only `random.Random.random()` is promised to keep its sequence between versions of Python, so every choice is made from
it, with additions, multiplications and comparisons alone: logarithms may differ in their last bit between machines.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

Quantiles = Sequence[tuple[float, float]]
"""A distribution as (share, value) points, rising, from share 0 to share 1, with straight lines between."""


class Dice:
    """One stream of random choices."""

    def __init__(self, seed: int) -> None:
        self.random: Callable[[], float] = random.Random(seed).random

    def child(self, salt: int) -> Dice:
        """A stream of its own, fixed by this one's next number and `salt`."""
        return Dice(int(self.random() * 2**53) * 1_000_003 + salt)

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.random() < share

    def below(self, end: int) -> int:
        """An int in [0, end)."""
        return int(self.random() * end)

    def between(self, low: int, high: int) -> int:
        """An int in [low, high], both ends included."""
        return low + int(self.random() * (high - low + 1))

    def spread(self, low: float, high: float) -> float:
        """A float in [low, high)."""
        return low + self.random() * (high - low)

    def pick(self, items: Sequence[T]) -> T:
        """One of `items`, all alike."""
        return items[int(self.random() * len(items))]

    def skewed(self, end: int) -> int:
        """An int in [0, end); small ones far more often (density falls as the power -2/3)."""
        u = self.random()
        return int(end * u * u * u)

    def weighted(self, items: Sequence[T], bounds: Sequence[float]) -> T:
        """One of `items`; `bounds` are their running sums of weight (see `running`)."""
        return items[bisect_right(bounds, self.random() * bounds[-1])]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different places of `items` (all of them when there are fewer), in random order."""
        pool = list(items)
        count = min(count, len(pool))
        for place in range(count):
            other = place + int(self.random() * (len(pool) - place))
            pool[place], pool[other] = pool[other], pool[place]
        return pool[:count]

    def quantile(self, table: Quantiles) -> float:
        """A value drawn from a distribution given by its quantiles."""
        u = self.random()
        low = table[0]
        for high in table:
            if u < high[0]:
                return low[1] + (high[1] - low[1]) * (u - low[0]) / (high[0] - low[0])
            low = high
        return low[1]


def running(weights: Sequence[float]) -> tuple[float, ...]:
    """Running sums, for `Dice.weighted`."""
    total = 0.0
    sums = []
    for weight in weights:
        total += weight
        sums.append(total)
    return tuple(sums)
