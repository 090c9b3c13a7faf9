"""A pattern's tree and a text go in; the place of the first, longest match comes out. The judge of the fast matchers.

A Thompson simulation (K. Thompson, "Regular Expression Search Algorithm", CACM 11(6), 1968) over code points: slow,
obvious, and linear in text times pattern. It evaluates assertions where they stand, as the fast matchers do not.
"""

from __future__ import annotations

from functools import lru_cache

from fairwater.policy import pattern_chars as chars
from fairwater.policy.pattern_chars import CharSet
from fairwater.policy.pattern_tree import BOUNDARY, NO_BOUNDARY, START, Alt, Assert, Cat, Node, One, Repeat

_MATCH = 0
# A state: (set of characters, next), (assertion, next) or a tuple of next states. State 0 is the match.
_State = tuple[CharSet, int] | tuple[str, int] | tuple[int, ...]


@lru_cache(maxsize=1024)
def _machine(node: Node) -> tuple[tuple[_State, ...], int]:
    states: list[_State] = [()]

    def add(state: _State) -> int:
        states.append(state)
        return len(states) - 1

    def build(part: Node, then: int) -> int:
        """The first state of `part`, which goes on to `then`."""
        match part:
            case One():
                return add((part.chars, then))
            case Assert():
                return add((part.what, then))
            case Cat():
                for item in reversed(part.items):
                    then = build(item, then)
                return then
            case Alt():
                return add(tuple(build(option, then) for option in part.options))
            case Repeat():
                if part.most is None:
                    loop = add(())
                    states[loop] = (build(part.item, loop), then)
                    then = loop
                else:
                    end = then
                    for _ in range(part.most - part.least):
                        then = add((build(part.item, then), end))
                for _ in range(part.least):
                    then = build(part.item, then)
                return then

    begin = build(node, _MATCH)
    return tuple(states), begin


def _holds(what: str, left: int, right: int) -> bool:
    if what in (BOUNDARY, NO_BOUNDARY):
        return chars.is_boundary(left, right) == (what == BOUNDARY)
    return (left if what == START else right) == chars.END


def find_in(node: Node, text: str) -> tuple[int, int] | None:
    """Where `node` first matches in `text` (folded already if need be), and of those the longest: [start, end)."""
    states, begin = _machine(node)
    kinds = [chars.END, *map(chars.kind, text), chars.END]
    best: tuple[int, int] | None = None
    threads: dict[int, int] = {}  # state that waits for a character -> earliest start of a match that got there
    for at in range(len(text) + 1):
        if best is None:
            threads.setdefault(begin, at)
        reached: dict[int, int] = {}
        for state, start in sorted(threads.items(), key=lambda item: item[1]):
            waiting = [state]
            while waiting:
                here = waiting.pop()
                if here in reached:
                    continue
                reached[here] = start
                if here == _MATCH:
                    if best is None or start <= best[0]:
                        best = (start, at)
                    continue
                match states[here]:
                    case (str(what), int(then)):
                        if _holds(what, kinds[at], kinds[at + 1]):
                            waiting.append(then)
                    case (CharSet(), int()):
                        pass
                    case more:
                        waiting.extend(more)
        threads = {}
        if at == len(text):
            break
        code = ord(text[at])
        for state, start in reached.items():
            if state == _MATCH or (best is not None and start > best[0]):
                continue
            match states[state]:
                case (CharSet() as members, int(then)):
                    if code in members:
                        threads[then] = min(start, threads.get(then, start))
                case _:
                    pass
        if best is not None and not threads:
            break
    return best
