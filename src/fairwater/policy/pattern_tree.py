"""The tree of a pattern: parts go in; nodes come out, and their matches by first or last character.

Nodes are made by `one`, `cat`, `alt` and `repeat`, which keep the tree in its simplest form. `size` is the number of
character tests the pattern has when all repetitions are written out (an odd set of characters counts for several);
`nullable` says whether a node may match no character, `plain` whether it holds no assertion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fairwater.policy import pattern_chars as chars
from fairwater.policy.pattern_chars import CharSet

START, END, BOUNDARY, NO_BOUNDARY = "start", "end", "boundary", "no boundary"


@dataclass(frozen=True, slots=True)
class One:
    """One character out of a set."""

    chars: CharSet
    size: int
    nullable: bool = False
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Assert:
    """A condition on the place itself: START or END of the text, (NO_)BOUNDARY of a word."""

    what: str
    size: int = 1
    nullable: bool = True
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Cat:
    """One after the other. No items: the empty text."""

    items: tuple[Node, ...]
    size: int
    nullable: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Alt:
    """Any one of these. No options: nothing at all."""

    options: tuple[Node, ...]
    size: int
    nullable: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Repeat:
    """`item` at least `least` and at most `most` times (None: any number)."""

    item: Node
    least: int
    most: int | None
    size: int
    nullable: bool
    plain: bool


Node = One | Assert | Cat | Alt | Repeat

EMPTY = Cat((), 0, True, True)
FAIL = Alt((), 0, False, True)


def _weight(members: CharSet) -> int:
    if len(members.ranges) <= 8:
        return 1
    weight = 2
    for part in chars.parts():
        inside = members & part
        if inside and inside != part:
            # Ranges to tell its members from the rest of the part: either side may be the shorter to list.
            weight += min(len(inside.ranges), len((part - members).ranges) + 1) // 4
    return weight


def one(members: CharSet) -> Node:
    """One character of this set."""
    return One(members, _weight(members)) if members else FAIL


def literal(text: str) -> Node:
    """Exactly this text."""
    return cat(one(chars.single(ord(char))) for char in text)


def cat(items: Iterable[Node]) -> Node:
    """These nodes, one after the other."""
    flat: list[Node] = []
    for item in items:
        if isinstance(item, Cat):
            flat.extend(item.items)
        else:
            flat.append(item)
    if any(item is FAIL or item == FAIL for item in flat):
        return FAIL
    if len(flat) == 1:
        return flat[0]
    return Cat(
        tuple(flat),
        sum(item.size for item in flat),
        all(item.nullable for item in flat),
        all(item.plain for item in flat),
    )


def alt(options: Iterable[Node]) -> Node:
    """Any one of these nodes; single characters become one set, doubles fall away."""
    members: list[chars.Range] = []
    others: dict[Node, None] = {}
    for option in options:
        for node in option.options if isinstance(option, Alt) else (option,):
            if isinstance(node, One):
                members.extend(node.chars.ranges)
            else:
                others[node] = None
    found: list[Node] = [*([one(CharSet.of(members))] if members else []), *others]
    if len(found) == 1:
        return found[0]
    return Alt(
        tuple(found),
        sum(node.size for node in found),
        any(node.nullable for node in found),
        all(node.plain for node in found),
    )


def repeat(item: Node, least: int, most: int | None) -> Node:
    """`item`, `least` to `most` times."""
    if most == 0 or item == EMPTY:
        return EMPTY
    if item == FAIL:
        return EMPTY if least == 0 else FAIL
    if least == most == 1:
        return item
    times = max(least, 1) if most is None else most
    return Repeat(item, least, most, item.size * times, least == 0 or item.nullable, item.plain)


def first_kinds(node: Node) -> int:
    """The kinds of character a (non-empty) match may begin with, as a mask; assertions are not considered."""
    return _edge_kinds(node, 1)


def last_kinds(node: Node) -> int:
    """The kinds of character a (non-empty) match may end with, as a mask; assertions are not considered."""
    return _edge_kinds(node, -1)


def _edge_kinds(node: Node, step: int) -> int:
    match node:
        case One():
            return chars.kinds(node.chars)
        case Cat():
            mask = 0
            for item in node.items[::step]:
                mask |= _edge_kinds(item, step)
                if not item.nullable:
                    break
            return mask
        case Alt():
            mask = 0
            for option in node.options:
                mask |= _edge_kinds(option, step)
            return mask
        case Repeat():
            return _edge_kinds(node.item, step)
        case Assert():
            return 0


def beginning_with(node: Node, mask: int) -> Node:
    """The matches of a plain node that have a first character, and one whose kind is in `mask`."""
    match node:
        case One():
            return one(chars.restrict(node.chars, mask))
        case Cat():
            found = []
            for at, item in enumerate(node.items):
                found.append(cat((beginning_with(item, mask), *node.items[at + 1 :])))
                if not item.nullable:
                    break
            return alt(found)
        case Alt():
            return alt(beginning_with(option, mask) for option in node.options)
        case Repeat():
            return cat((beginning_with(node.item, mask), _once_less(node)))
        case Assert():
            raise ValueError("only a node without assertions can be split")


def ending_with(node: Node, mask: int) -> Node:
    """The matches of a plain node that have a last character, and one whose kind is in `mask`."""
    match node:
        case One():
            return one(chars.restrict(node.chars, mask))
        case Cat():
            found = []
            for at in range(len(node.items) - 1, -1, -1):
                found.append(cat((*node.items[:at], ending_with(node.items[at], mask))))
                if not node.items[at].nullable:
                    break
            return alt(found)
        case Alt():
            return alt(ending_with(option, mask) for option in node.options)
        case Repeat():
            return cat((_once_less(node), ending_with(node.item, mask)))
        case Assert():
            raise ValueError("only a node without assertions can be split")


def _once_less(node: Repeat) -> Node:
    least = 0 if node.item.nullable else max(node.least - 1, 0)
    return repeat(node.item, least, None if node.most is None else node.most - 1)
