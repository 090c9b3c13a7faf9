r"""The source of a pattern and a text go in; whether and where it is found comes out. What patterns mean is said here.

A pattern has one of three modes. "literal": the text as it is, anywhere. "word": the same, but not as a part of a
longer word: where it begins (ends) with a word character, a word must begin (end) there. "regex":

    abc            these characters                  [a-z_] [^a-z]  one of a set, one not of a set
    .              any character but a newline       \d \w \s       digit, word character, white space (any script)
    a|b            one or the other                  \D \W \S       any other character
    ( ) (?: )      a group (nothing is captured)     \n \t \r \f \v  control characters
    * + ? {2,5}    repetition, up to 1,000           \xHH \uHHHH \UHHHHHHHH  a character by its number
    *? +? ?? {}?   the same as without the `?`       \. \$ ...      punctuation itself
    ^ \A, $ \Z     start and end of the whole text   \b \B          a word begins or ends here; it does not

Everything works on code points. A caseless pattern is found in `fold(text)`; its own characters are folded alike, and a
set means every character whose fold is the fold of a member (its complement is taken after that). Word characters and
boundaries are defined in `pattern_chars`. A pattern that could match without any character is refused: it would match
every text. Everything accepted here can be searched in time linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fairwater.policy import pattern_chars as chars
from fairwater.policy.pattern_chars import fold
from fairwater.policy.pattern_edges import MAX_SIZE, Term, UnresolvableError, needed
from fairwater.policy.pattern_reference import find_in
from fairwater.policy.pattern_syntax import MAX_SOURCE, PatternError, parse_regex
from fairwater.policy.pattern_tree import BOUNDARY, Assert, Node, cat, literal

__all__ = ["MODES", "Pattern", "PatternError", "find", "fold", "parse_pattern", "search"]

MODES = ("regex", "literal", "word")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as parsed: its tree, and the terms (see `pattern_edges`) a fast matcher looks for."""

    source: str
    mode: str
    caseless: bool
    tree: Node
    terms: tuple[Term, ...]


@lru_cache(maxsize=8192)
def parse_pattern(source: str, mode: str, caseless: bool) -> Pattern:
    """The pattern of this source. Raises PatternError if it is not taken, ValueError for an unknown mode."""
    if mode not in MODES:
        raise ValueError(f"unknown pattern mode {mode!r}: use one of {', '.join(MODES)}")
    if len(source) > MAX_SOURCE:
        raise PatternError(
            f"the pattern has {len(source):,} characters; at most {MAX_SOURCE:,} are taken", MAX_SOURCE, help="split it"
        )
    for at, char in enumerate(source):
        if "\ud800" <= char <= "\udfff":
            raise PatternError(f"U+{ord(char):04X} is no character", at, help="write the character itself")
    tree = parse_regex(source, caseless) if mode == "regex" else _plain(source, mode, caseless)
    if tree.nullable:
        raise PatternError(
            "this pattern can match without any character, so it would match every text",
            help="demand at least one character",
        )
    try:
        terms = needed(tree)
    except (UnresolvableError, RecursionError) as error:
        reason = str(error) if isinstance(error, UnresolvableError) else "it is nested too deeply"
        raise PatternError(f"this pattern cannot be searched fast: {reason}", help="write it more simply") from None
    if sum(term.node.size for term in terms) > MAX_SIZE:
        raise PatternError("this pattern is too large", help="use smaller repetition counts, or split the pattern")
    return Pattern(source, mode, caseless, tree, terms)


def _plain(source: str, mode: str, caseless: bool) -> Node:
    node = literal(fold(source) if caseless else source)
    if mode == "literal" or not source:
        return node
    word = chars.SPACED | chars.UNSPACED
    edges = [[Assert(BOUNDARY)] if chars.kind(char) & word else [] for char in (source[0], source[-1])]
    return cat((*edges[0], node, *edges[1]))


def find(source: str, mode: str, caseless: bool, text: str) -> tuple[int, int] | None:
    """The first match in `text`, and of those that begin there the longest: [start, end) in code points; else None.

    This is the slow and obvious way. Raises PatternError if the pattern is not taken.
    """
    return find_in(parse_pattern(source, mode, caseless).tree, fold(text) if caseless else text)


def search(source: str, mode: str, caseless: bool, text: str) -> bool:
    """Whether the pattern is found in `text`, the slow and obvious way; raises PatternError."""
    return find(source, mode, caseless, text) is not None
