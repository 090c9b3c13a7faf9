r"""A pattern's tree goes in; the same without assertions comes out: plain trees with conditions on their neighbours.

`\b`, `^` and the like look at the characters on both sides, and most of that is known from the pattern itself:
`\bfoo` begins with a letter, so `\b` says that what stands before is no such letter; in `a.*\bfoo` it says what `.*`
may end with. Working that out leaves conditions at the two outer edges only, and an engine that knows no Unicode
boundaries can look for the rest. What is done is exact; the few patterns where it would grow without bound are refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fairwater.policy.pattern_chars import ANY_KIND, END, OTHER, SPACED, UNSPACED, is_boundary
from fairwater.policy.pattern_tree import (
    BOUNDARY,
    EMPTY,
    FAIL,
    NO_BOUNDARY,
    START,
    Alt,
    Assert,
    Cat,
    Node,
    One,
    Repeat,
    alt,
    beginning_with,
    cat,
    ending_with,
    first_kinds,
    last_kinds,
    repeat,
)

MAX_SIZE = 20_000
_MAX_UNROLLED = 6
_CHARACTERS = OTHER | SPACED | UNSPACED
_KINDS = (END, OTHER, SPACED, UNSPACED)


class UnresolvableError(ValueError):
    """The assertions of this pattern cannot be worked out within bounds; `args[0]` says what to change."""


@dataclass(frozen=True, slots=True)
class Term:
    """A match of the plain `node` whose neighbours' kinds are in `left` and `right` (masks; ANY_KIND: no matter)."""

    left: int
    node: Node
    right: int


_EMPTY_TERM = Term(ANY_KIND, EMPTY, ANY_KIND)


def resolve(node: Node) -> tuple[Term, ...]:
    """The terms any of which is a match of `node`. No terms: it can never match.

    Raises UnresolvableError if inner boundaries of a repetition differ from round to round, or if it grows too large.
    """
    return tuple(_terms(node, ANY_KIND, ANY_KIND))


def needed(node: Node) -> tuple[Term, ...]:
    """As `resolve`, less what does not change whether a text matches (`.*` at an open edge and the like)."""
    found = []
    for term in resolve(node):
        plain = term.node
        if term.right == ANY_KIND:
            plain = _trim(plain, last=True)
        if term.left == ANY_KIND:
            plain = _trim(plain, last=False)
        found.append(Term(term.left, plain, term.right))
    return tuple(_merge(found))


def _merge(terms: Iterable[Term]) -> list[Term]:
    by_edges: dict[tuple[int, int], list[Node]] = {}
    for term in terms:
        if term.left and term.right and term.node != FAIL:
            by_edges.setdefault((term.left, term.right), []).append(term.node)
    merged = [Term(left, alt(nodes), right) for (left, right), nodes in by_edges.items()]
    for term in merged:
        _bounded(term.node)
    return merged


def _terms(node: Node, left: int, right: int) -> list[Term]:
    """`left`, `right`: the kinds the neighbours of `node` may have at all."""
    if node.plain:
        return [Term(ANY_KIND, node, ANY_KIND)] if node != FAIL else []
    match node:
        case Assert():
            return _assertion(node.what, left, right)
        case Alt():
            return _merge(term for option in node.options for term in _terms(option, left, right))
        case Cat():
            return _sequence(node, left, right)
        case Repeat():
            inner = _terms(node.item, left | last_kinds(node.item), right | first_kinds(node.item))
            return _repeated(inner, node.least, node.most)
        case One():
            raise ValueError("a single character holds no assertion")


def _holds(what: str, left: int, right: int) -> bool:
    if what in (BOUNDARY, NO_BOUNDARY):
        return is_boundary(left, right) == (what == BOUNDARY)
    return (left if what == START else right) == END


def _assertion(what: str, left: int, right: int) -> list[Term]:
    """Cover the pairs of neighbours for which it holds with as few (mask, mask) terms as possible."""
    lefts = [kind for kind in _KINDS if kind & left]
    rights = [kind for kind in _KINDS if kind & right]
    rows: dict[int, int] = {}
    for a in lefts:
        held = sum(b for b in rights if _holds(what, a, b))
        rows[held] = rows.get(held, 0) | a
    columns: dict[int, int] = {}
    for b in rights:
        held = sum(a for a in lefts if _holds(what, a, b))
        columns[held] = columns.get(held, 0) | b
    rows.pop(0, None)
    columns.pop(0, None)
    pairs = [(a, b) for b, a in rows.items()] if len(rows) <= len(columns) else list(columns.items())
    # A mask that allows every kind there can be is no condition.
    return [Term(ANY_KIND if a == left else a, EMPTY, ANY_KIND if b == right else b) for a, b in pairs]


def _sequence(node: Cat, left: int, right: int) -> list[Term]:
    before = [left]
    for item in node.items:
        before.append(last_kinds(item) | (before[-1] if item.nullable else 0))
    after = [right]
    for item in reversed(node.items):
        after.append(first_kinds(item) | (after[-1] if item.nullable else 0))
    after.reverse()
    found = [_EMPTY_TERM]
    plain: list[Node] = []
    for at, item in enumerate(node.items):
        if item.plain:
            plain.append(item)
            continue
        found = _joined(found, [Term(ANY_KIND, cat(plain), ANY_KIND)])
        plain = []
        found = _joined(found, _terms(item, before[at], after[at + 1]))
    return _joined(found, [Term(ANY_KIND, cat(plain), ANY_KIND)])


def _joined(first: list[Term], then: list[Term]) -> list[Term]:
    if then == [_EMPTY_TERM]:
        return first
    return _merge(term for a in first for b in then for term in _join(a, b))


def _join(a: Term, b: Term) -> list[Term]:
    if a.right == ANY_KIND and b.left == ANY_KIND:
        return [Term(a.left, cat((a.node, b.node)), b.right)]
    return [
        Term(*edges)
        for x in _split(a.node, b.left != ANY_KIND)
        for y in _split(b.node, a.right != ANY_KIND)
        if (edges := _meet(Term(a.left, x, a.right), Term(b.left, y, b.right)))
    ]


def _meet(a: Term, b: Term) -> tuple[int, Node, int]:
    """Join terms whose nodes are empty or never empty where the other's condition falls on them."""
    if a.node == EMPTY and b.node == EMPTY:
        return a.left & b.left, EMPTY, a.right & b.right
    if a.node == EMPTY:
        return a.left & b.left, _beginning(b.node, a.right), b.right
    if b.node == EMPTY:
        return a.left, _ending(a.node, b.left), a.right & b.right
    return a.left, cat((_ending(a.node, b.left), _beginning(b.node, a.right))), b.right


def _split(node: Node, wanted: bool) -> tuple[Node, ...]:
    """The node as it is, or its empty match and its other matches apart."""
    if not wanted or not node.nullable or node == EMPTY:
        return (node,)
    return EMPTY, beginning_with(node, _CHARACTERS)


def _beginning(node: Node, mask: int) -> Node:
    return node if mask & _CHARACTERS == _CHARACTERS else beginning_with(node, mask)


def _ending(node: Node, mask: int) -> Node:
    return node if mask & _CHARACTERS == _CHARACTERS else ending_with(node, mask)


def _repeated(inner: list[Term], least: int, most: int | None) -> list[Term]:
    if most == 0:
        return [_EMPTY_TERM]
    empty = [term for term in inner if term.node.nullable]
    if empty and least:
        if any(term.left == term.right == ANY_KIND for term in empty):
            return _repeated(inner, 0, most)
        if least > _MAX_UNROLLED:
            raise UnresolvableError("it repeats a part that may be nothing but a word boundary; repeat less of it")
        return _joined(inner, _repeated(inner, least - 1, None if most is None else most - 1))
    rounds = _merge(
        Term(term.left, part, term.right) for term in inner for part in _split(term.node, wanted=True) if part != EMPTY
    )
    none = [_EMPTY_TERM] if least == 0 else []
    if not rounds or most == 1:
        return _merge([*none, *rounds])
    if len(rounds) == 1:
        return _merge([*none, _chain(rounds[0], least, most)])
    if most is None and least <= 1:
        return _merge([*none, *_closure(rounds)])
    if max(least, most or 0) > _MAX_UNROLLED:
        raise UnresolvableError(
            "a word boundary in a repeated part means something else in each round; "
            "put it outside the repetition, or repeat it at most 6 times or without limit"
        )
    rest = _repeated(rounds, max(least - 1, 0), None if most is None else most - 1)
    return _merge([*none, *_joined(rounds, rest)])


def _chain(term: Term, least: int, most: int | None) -> Term:
    """`least` to `most` (at least one) rounds of one term that is never empty."""
    if term.left == term.right == ANY_KIND:
        return Term(ANY_KIND, repeat(term.node, max(least, 1), most), ANY_KIND)
    head, tail = _ending(term.node, term.left), _beginning(term.node, term.right)
    middle = _ending(tail, term.left)
    between = repeat(middle, max(least, 2) - 2, None if most is None else most - 2)
    chained = cat((head, between, tail))
    return Term(term.left, alt((term.node, chained)) if least <= 1 else chained, term.right)


def _closure(rounds: list[Term]) -> list[Term]:
    """One or more rounds of terms that are never empty.

    X[c, l] are the chains of rounds whose first term has the left condition l, after a round with the right
    condition c: X[c, l] = sum of A (one last round) and E · X (a round, then a chain). Solved by Arden's rule.
    """
    afters, lefts = {ANY_KIND, *(term.right for term in rounds)}, {term.left for term in rounds}
    states = [(after, left) for after in sorted(afters) for left in sorted(lefts)]
    last: dict[tuple[int, int], dict[int, Node]] = {}
    step: dict[tuple[int, int], dict[tuple[int, int], Node]] = {}
    for state in states:
        after, left = state
        ends: dict[int, list[Node]] = {}
        steps: dict[tuple[int, int], list[Node]] = {}
        for term in rounds:
            node = _beginning(term.node, after) if term.left == left else FAIL
            ends.setdefault(term.right, []).append(node)
            for target in states:
                if target[0] == term.right:
                    steps.setdefault(target, []).append(_ending(node, target[1]))
        last[state] = {right: alt(nodes) for right, nodes in ends.items()}
        step[state] = {target: alt(nodes) for target, nodes in steps.items()}
    while states:
        gone = states.pop()
        loop = repeat(step[gone].pop(gone, FAIL), 0, None)
        ends_of = {right: _bounded(cat((loop, node))) for right, node in last[gone].items()}
        steps_of = {target: _bounded(cat((loop, node))) for target, node in step[gone].items()}
        last[gone], step[gone] = ends_of, steps_of
        for state, mine in last.items():
            way = step[state].pop(gone, FAIL)
            if way == FAIL:
                continue
            for right, node in ends_of.items():
                mine[right] = _bounded(alt((mine.get(right, FAIL), cat((way, node)))))
            for target, node in steps_of.items():
                step[state][target] = _bounded(alt((step[state].get(target, FAIL), cat((way, node)))))
    first = [(left, ends) for (after, left), ends in last.items() if after == ANY_KIND]
    return [Term(left, node, right) for left, ends in first for right, node in ends.items()]


def _bounded(node: Node) -> Node:
    if node.size > MAX_SIZE:
        raise UnresolvableError("it grows too large when its word boundaries are worked out; use fewer of them")
    return node


def _trim(node: Node, *, last: bool) -> Node:
    """The least that must be found at an open edge: a longer match there would change nothing."""
    match node:
        case Cat():
            items = list(node.items)
            at = -1 if last else 0
            while items and items[at].nullable:
                items.pop(at)
            if items:
                items[at] = _trim(items[at], last=last)
            return cat(items)
        case Alt():
            return alt(_trim(option, last=last) for option in node.options)
        case Repeat() if not node.nullable:
            rest = repeat(node.item, node.least - 1, node.least - 1)
            edge = _trim(node.item, last=last)
            return cat((rest, edge) if last else (edge, rest))
        case _:
            return node
