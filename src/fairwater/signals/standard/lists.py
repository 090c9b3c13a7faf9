"""Lists come in; their items, other lists, and facts about them go out. Every function exists per type of item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fairwater.events.types import BOOL, DURATION, FLOAT, INT, STR, TIME, Type, list_of
from fairwater.policy.functions import Cost, Determinism, Function, Param
from fairwater.signals.standard.bounds import MAX_TEXT, finite, whole


@dataclass(frozen=True, slots=True)
class _Examples:
    """Two literal items and what a list of them gives, for the examples of one type of item."""

    low: str
    high: str
    total: str = ""


_ITEMS: tuple[tuple[Type, _Examples], ...] = (
    (STR, _Examples('"a"', '"b"')),
    (BOOL, _Examples("True", "False")),
    (INT, _Examples("2", "3", "5")),
    (FLOAT, _Examples("0.5", "1.5", "2.0")),
    (DURATION, _Examples("hours(1)", "hours(2)", "hours(3)")),
    (TIME, _Examples("event.time", "event.time + days(1)")),
)


def _unique(items: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(dict.fromkeys(items))


def _item(items: tuple[object, ...], index: int) -> object:
    return items[index] if -len(items) <= index < len(items) else None


def _intersects(items: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return not set(items).isdisjoint(others)


def _joined(items: tuple[str, ...], separator: str) -> str | None:
    if sum(map(len, items)) + len(separator) * len(items) > MAX_TEXT:
        return None
    return separator.join(items)


def _least(items: tuple[int, ...]) -> int | None:
    return min(items, default=None)


def _most(items: tuple[int, ...]) -> int | None:
    return max(items, default=None)


def _total(items: tuple[int, ...]) -> int | None:
    return whole(sum(items))


def _total_float(items: tuple[float, ...]) -> float | None:
    total = 0.0
    for item in items:
        total += item
    return finite(total)


def _function(
    name: str,
    form: str,
    params: tuple[Param, ...],
    returns: Type,
    scalar: Callable[..., object],
    *,
    doc: str,
    example: str,
) -> Function:
    """A function on lists: all cost about the same and depend on nothing but the list."""
    return Function(name, form, params, returns, scalar, Cost.CHEAP, Determinism.PURE, doc, example)


def _of(item: Type, shown: _Examples) -> tuple[Function, ...]:
    """The functions on lists of one type of item."""
    kind = list_of(item)
    items = Param("items", kind)
    pair = f"[{shown.low}, {shown.high}]"
    functions = [
        _function(
            "len." + str(kind),
            "function",
            (items,),
            INT,
            len,
            doc="How many items the list has.",
            example=f"len({pair}) == 2",
        ),
        _function(
            f"{kind}.unique",
            "method",
            (items,),
            kind,
            _unique,
            doc="The list with each item once, where it first stands.",
            example=f"[{shown.low}, {shown.high}, {shown.low}].unique() == {pair}",
        ),
        _function(
            f"{kind}.item",
            "method",
            (items, Param("index", INT)),
            item,
            _item,
            doc="The item at an index, 0 for the first, -1 for the last. Unknown outside the list.",
            example=f"{pair}.item(0) == {shown.low}",
        ),
        _function(
            f"{kind}.intersects",
            "method",
            (items, Param("others", kind)),
            BOOL,
            _intersects,
            doc="Whether the two lists have an item in common.",
            example=f"{pair}.intersects([{shown.high}])",
        ),
    ]
    if item in (INT, FLOAT, DURATION, TIME):
        functions += [
            _function(
                f"min.{kind}",
                "function",
                (items,),
                item,
                _least,
                doc="The least item. Unknown for an empty list.",
                example=f"min({pair}) == {shown.low}",
            ),
            _function(
                f"max.{kind}",
                "function",
                (items,),
                item,
                _most,
                doc="The greatest item. Unknown for an empty list.",
                example=f"max({pair}) == {shown.high}",
            ),
        ]
    if shown.total:
        functions.append(
            _function(
                f"total.{kind}",
                "function",
                (items,),
                item,
                _total_float if item == FLOAT else _total,
                doc="The items added up, from the first to the last; 0 for an empty list. Unknown when out of range.",
                example=f"total({pair}) == {shown.total}",
            )
        )
    return tuple(functions)


FUNCTIONS: tuple[Function, ...] = (
    *(function for item, shown in _ITEMS for function in _of(item, shown)),
    _function(
        "list[str].joined",
        "method",
        (Param("items", list_of(STR)), Param("separator", STR, constant=True, default="", optional=True)),
        STR,
        _joined,
        doc=f"The texts in one, with the separator between them. Unknown when longer than {MAX_TEXT:,} characters.",
        example='["a", "b"].joined("-") == "a-b"',
    ),
)
"""The functions on lists."""
