"""What a function of the policy language is: its types, meaning, cost and promises. The library is a set of these.

A signal is added by making one `Function` in one file and naming it in `fairwater.signals.library`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from fairwater.events.types import Type


class Cost(Enum):
    """Cost class of one call, for the static cost of a plan: rough nanoseconds on one core."""

    TRIVIAL = 50
    CHEAP = 500
    MODERATE = 5_000
    HEAVY = 100_000


class Determinism(Enum):
    """What the value depends on besides the arguments."""

    PURE = "the arguments alone"
    LISTS = "the arguments and the managed lists of the policy version"
    HISTORY = "the arguments and the events before"
    UNICODE = "the arguments and the Unicode tables of this version"


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter. `constant`: a literal is demanded. `many`: takes one or more arguments, as one tuple."""

    name: str
    type: Type
    constant: bool = False
    many: bool = False
    default: object = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    `name`: how the plan calls it ("lower", "link.domain"). `form`: "function" (`name(x)`), "method"
    (`x.name(...)`: the first parameter is the receiver and `name` starts with its type, "str.lower"), or
    "property" (written as the dotted name without a call; parameters are event fields, given by `inputs`).
    `scalar` is the meaning: known values in, a value or None (unknown) out; it must not raise, block or keep state.
    A property's `scalar` gets None for unknown inputs. `explain`: what was seen, in words, for a statement.
    """

    name: str
    form: str
    params: tuple[Param, ...]
    returns: Type
    scalar: Callable[..., object]
    cost: Cost
    determinism: Determinism
    doc: str
    example: str
    inputs: tuple[str, ...] = ()
    explain: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """All functions a policy may use, by name."""

    functions: Mapping[str, Function] = field(default_factory=dict)

    @staticmethod
    def of(functions: Iterable[Function]) -> Library:
        """A library of these; raises ValueError when two share a name."""
        table: dict[str, Function] = {}
        for function in functions:
            if function.name in table:
                raise ValueError(f"two functions are called {function.name!r}: rename one")
            table[function.name] = function
        return Library(MappingProxyType(table))
