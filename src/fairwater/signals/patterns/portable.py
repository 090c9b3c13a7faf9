"""Scan views go in; the ids of the patterns found come out: the same findings on any machine, slower.

An Aho-Corasick automaton looks for the strings that patterns need; RE2 then confirms the few that may match.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

import re2
from ahocorasick_rs import BytesAhoCorasick

from fairwater.policy.pattern import Pattern
from fairwater.signals.patterns.encoding import SEPARATOR, expression
from fairwater.signals.patterns.literals import required

# What RE2 may use for one pattern: its own default, and more only for the few large patterns that need it.
_MEMORY_BYTES = (8 << 20, 64 << 20, 512 << 20)


def _compile(source: str) -> Callable[[bytes], object]:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_capture = True
    options.log_errors = False
    for memory in _MEMORY_BYTES:
        options.max_mem = memory
        try:
            search: Callable[[bytes], object] = re2.compile(source.encode("ascii"), options).search
            return search
        except re2.error:
            if memory == _MEMORY_BYTES[-1]:
                raise
    raise ValueError("no memory is allowed")


class PortableMatcher:
    """Looks for (id, pattern) in views of one sort, folded or exact."""

    def __init__(self, patterns: Iterable[tuple[int, Pattern]]) -> None:
        self._searches: dict[int, Callable[[bytes], object]] = {}
        self._always: list[int] = []
        needing: dict[bytes, list[int]] = {}
        for number, pattern in patterns:
            source = expression(pattern)
            if source is None:
                continue
            self._searches[number] = _compile(source)
            strings = required(pattern)
            if strings is None:
                self._always.append(number)
            for string in strings or ():
                needing.setdefault(string, []).append(number)
        self._needing = list(needing.values())
        self._automaton = BytesAhoCorasick(list(needing)) if needing else None

    def found(self, view: bytes) -> list[int]:
        """The ids found in one view (separators on both sides), each once."""
        candidates = set(self._always)
        if self._automaton is not None:
            for string, _, _ in self._automaton.find_matches_as_indexes(view, overlapping=True):
                candidates.update(self._needing[string])
        return [number for number in candidates if self._searches[number](view)]

    def found_in_column(self, views: bytes, starts: Sequence[int]) -> list[tuple[int, int]]:
        """The (k, id) found in views in a row; view k has its separators at starts[k] and starts[k + 1]."""
        candidates = {(at, number) for number in self._always for at in range(len(starts) - 1)}
        if self._automaton is not None:
            for string, begin, _ in self._automaton.find_matches_as_indexes(views, overlapping=True):
                at = bisect_left(starts, begin) - 1
                candidates.update((at, number) for number in self._needing[string])
        return [
            (at, number)
            for at, number in candidates
            if self._searches[number](views[starts[at] : starts[at + 1] + len(SEPARATOR)])
        ]
