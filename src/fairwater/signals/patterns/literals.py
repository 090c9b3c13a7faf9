"""A pattern goes in; byte strings come out, one of which is in every view the pattern is found in."""

from __future__ import annotations

from fairwater.policy.pattern import Pattern
from fairwater.policy.pattern_tree import Alt, Cat, Node, One, Repeat
from fairwater.signals.patterns.encoding import encode

_MOST_STRINGS = 64
_MOST_CHARACTERS = 4  # a set larger than this is not spelled out
_LEAST_BYTES = 2  # shorter strings are in nearly every text

Strings = tuple[bytes, ...]


def required(pattern: Pattern) -> Strings | None:
    """Strings, at least one of which every match holds; None if none were found that are worth looking for."""
    found: set[bytes] = set()
    for term in pattern.terms:
        strings = _needed(term.node)
        if strings is None:
            return None
        found.update(strings)
    return tuple(sorted(found)) if len(found) <= 4 * _MOST_STRINGS else None


def _spelled(node: Node) -> Strings | None:
    """All the node matches, if that is little."""
    match node:
        case One():
            if len(node.chars) > _MOST_CHARACTERS:
                return None
            return tuple(encode(chr(code)) for code in node.chars)
        case Cat():
            found: Strings = (b"",)
            for item in node.items:
                more = _spelled(item)
                if more is None or len(found) * len(more) > _MOST_STRINGS:
                    return None
                found = tuple(head + tail for head in found for tail in more)
            return found
        case Alt():
            options = [_spelled(option) for option in node.options]
            every = [string for option in options if option is not None for string in option]
            return None if None in options or len(every) > _MOST_STRINGS else tuple(every)
        case Repeat() if node.most is not None and node.most * node.size <= _MOST_STRINGS:
            once = _spelled(node.item)
            if once is None or len(once) ** node.most > _MOST_STRINGS:
                return None
            rounds: list[Strings] = [(b"",)]
            for _ in range(node.most):
                rounds.append(tuple(head + tail for head in rounds[-1] for tail in once))
            every = [string for strings in rounds[node.least :] for string in strings]
            return tuple(every) if len(every) <= _MOST_STRINGS else None
        case _:
            return None


def _worth(strings: Strings | None) -> tuple[int, int]:
    """The longer the shortest string and the fewer the strings, the better."""
    if not strings:
        return (0, 0)
    return (min(map(len, strings)), -len(strings))


def _needed(node: Node) -> Strings | None:
    whole = _spelled(node)
    if whole is not None:
        return whole if _worth(whole)[0] >= _LEAST_BYTES else None
    match node:
        case Cat():
            return _best_of(node)
        case Alt():
            found: list[bytes] = []
            for option in node.options:
                strings = _needed(option)
                if strings is None:
                    return None
                found.extend(strings)
            return tuple(found)
        case Repeat() if node.least:
            return _needed(node.item)
        case _:
            return None


def _best_of(node: Cat) -> Strings | None:
    candidates: list[Strings | None] = []
    run: Strings = (b"",)
    for item in node.items:
        strings = _spelled(item)
        if strings is None:
            candidates += [run, _needed(item)]
            run = (b"",)
        elif len(run) * len(strings) > _MOST_STRINGS:
            candidates.append(run)
            run = strings
        else:
            run = tuple(head + tail for head in run for tail in strings)
    candidates.append(run)
    best = max(candidates, key=_worth)
    return best if _worth(best)[0] >= _LEAST_BYTES else None
