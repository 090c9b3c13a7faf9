"""Characters as patterns see them: a code point goes in; its fold, its kind (for boundaries) or a set comes out.

Kinds. A character is a *word* character if `str.isalnum` says so, if it is the underscore, or if it is a combining
mark (general category M*), except the marks that dress up a symbol (variation selectors, the enclosing keycap): they
belong to the symbol before them. Word characters of scripts written without spaces are UNSPACED (decimal digits never
are: a number ends where its digits end); all others are SPACED. Everything that is no word character is OTHER. END
stands for "no character there". Word, digit and space follow the Unicode version of the running Python.

Source of the unspaced ranges: Unicode Character Database, Blocks.txt (the block names stand beside the ranges).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

END, OTHER, SPACED, UNSPACED = 1, 2, 4, 8
_CHARACTERS = OTHER | SPACED | UNSPACED
ANY_KIND = END | _CHARACTERS
LAST_CODE_POINT = 0x10FFFF

_UNSPACED_BLOCKS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # CJK Symbols and Punctuation: iteration mark, closing mark, zero
    (0x3021, 0x303C),  # the same: Hangzhou numerals, kana repeat marks
    (0x3041, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),  # Katakana Phonetic Extensions
    (0x3400, 0x4DBF),  # CJK Unified Ideographs Extension A
    (0x4E00, 0x9FFF),  # CJK Unified Ideographs
    (0xA9E0, 0xA9FF),  # Myanmar Extended-B
    (0xAA60, 0xAA7F),  # Myanmar Extended-A
    (0xF900, 0xFAFF),  # CJK Compatibility Ideographs
    (0xFF65, 0xFF9F),  # Halfwidth and Fullwidth Forms: halfwidth Katakana
    (0x116D0, 0x116FF),  # Myanmar Extended-C
    (0x16FE2, 0x16FE3),  # Ideographic Symbols and Punctuation: Old Chinese marks
    (0x16FF0, 0x16FFF),  # the same: Vietnamese reading marks
    (0x1AFF0, 0x1B16F),  # Kana Extended-B, Kana Supplement, Kana Extended-A, Small Kana Extension
    (0x20000, 0x3FFFF),  # planes 2 and 3: CJK Unified Ideographs Extensions
)
_SYMBOL_MARKS = ((0x20E3, 0x20E3), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
# Planes 4 and up hold neither letters nor digits, white space or case (unassigned, private use, and symbol marks);
# planes 2 and 3 hold ideographs only. Leaving them out makes the tables four times as fast to build.
_LAST_OF_WORDS = 0x3FFFF
_LAST_WITH_MARKS = 0x1FFFF

_FEW = 128  # sets up to this size are looked at one by one, without the tables of all of Unicode

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CharSet:
    """A set of code points: sorted inclusive ranges that neither touch nor overlap."""

    ranges: tuple[Range, ...]

    @staticmethod
    def of(ranges: Iterable[Range]) -> CharSet:
        """The set of these ranges, in any order, overlapping or not."""
        merged: list[Range] = []
        for low, high in sorted(ranges):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return CharSet(tuple(merged))

    def __contains__(self, code: int) -> bool:
        at = bisect_right(self.ranges, (code, LAST_CODE_POINT)) - 1
        return at >= 0 and self.ranges[at][1] >= code

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __len__(self) -> int:
        return sum(high - low + 1 for low, high in self.ranges)

    def __iter__(self) -> Iterator[int]:
        for low, high in self.ranges:
            yield from range(low, high + 1)

    def __or__(self, other: CharSet) -> CharSet:
        return CharSet.of(self.ranges + other.ranges)

    def __and__(self, other: CharSet) -> CharSet:
        found: list[Range] = []
        mine, theirs = 0, 0
        while mine < len(self.ranges) and theirs < len(other.ranges):
            (a_low, a_high), (b_low, b_high) = self.ranges[mine], other.ranges[theirs]
            low, high = max(a_low, b_low), min(a_high, b_high)
            if low <= high:
                found.append((low, high))
            if a_high < b_high:
                mine += 1
            else:
                theirs += 1
        return CharSet(tuple(found))

    def __sub__(self, other: CharSet) -> CharSet:
        return self & other.complement()

    def complement(self) -> CharSet:
        """Every code point that is not in this set."""
        found: list[Range] = []
        start = 0
        for low, high in self.ranges:
            if low > start:
                found.append((start, low - 1))
            start = high + 1
        if start <= LAST_CODE_POINT:
            found.append((start, LAST_CODE_POINT))
        return CharSet(tuple(found))


NOTHING = CharSet(())


@lru_cache(maxsize=4096)
def single(code: int) -> CharSet:
    """The set of one code point."""
    return CharSet(((code, code),))


@lru_cache(maxsize=65536)
def fold_char(char: str) -> str:
    """The caseless form of one character: always one character (so ß and İ stay as they are)."""
    folded = char.casefold()
    if len(folded) == 1:
        return folded
    folded = char.lower()
    return folded if len(folded) == 1 else char


def fold(text: str) -> str:
    """The text as caseless patterns see it: as long as before, each code point folded by itself."""
    if text.isascii():
        return text.lower()
    return "".join(map(fold_char, text))


@lru_cache(maxsize=65536)
def kind(char: str) -> int:
    """SPACED, UNSPACED or OTHER (see the head of this file)."""
    code = ord(char)
    word = char == "_" or char.isalnum() or (unicodedata.category(char)[0] == "M" and not _within(code, _SYMBOL_MARKS))
    if not word:
        return OTHER
    return UNSPACED if not char.isdecimal() and _within(code, _UNSPACED_BLOCKS) else SPACED


def is_boundary(left: int, right: int) -> bool:
    """Whether a word begins or ends between neighbours of these kinds.

    So it is if at least one of them is a word character and they are not both SPACED: letters of a script with spaces
    hold together, and between two characters of running Chinese or Thai a word may begin anywhere.
    """
    words = SPACED | UNSPACED
    return bool((left | right) & words) and not (left == SPACED and right == SPACED)


def _within(code: int, ranges: tuple[Range, ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


@cache
def _every_text() -> str:
    return array("I", range(_LAST_OF_WORDS + 1)).tobytes().decode(f"utf-32-{sys.byteorder[0]}e", "surrogatepass")


def _runs(expression: str) -> CharSet:
    found = re.finditer(expression, _every_text())
    return CharSet(tuple((match.start(), match.end() - 1) for match in found))


@cache
def digits() -> CharSet:
    r"""`\d`: decimal digits of any script (`str.isdecimal`)."""
    return _runs(r"\d+")


@cache
def spaces() -> CharSet:
    r"""`\s`: white space (`str.isspace`)."""
    return _runs(r"\s+")


@cache
def words() -> CharSet:
    r"""`\w`: word characters, SPACED and UNSPACED."""
    alnum = _runs(r"\w+")
    candidates = CharSet(((0, _LAST_WITH_MARKS),)) - alnum - CharSet(_SYMBOL_MARKS)
    marks = [(code, code) for code in candidates if unicodedata.category(chr(code))[0] == "M"]
    return alnum | CharSet.of(marks)


@cache
def of_kind(which: int) -> CharSet:
    """All characters of one kind: SPACED, UNSPACED or OTHER."""
    if which == OTHER:
        return words().complement()
    unspaced = (words() & CharSet(_UNSPACED_BLOCKS)) - digits()
    return unspaced if which == UNSPACED else words() - unspaced


@cache
def folds() -> dict[int, int]:
    """Every code point that `fold` changes, with what it becomes (about 1,400)."""
    changed: dict[int, int] = {}
    step = 64
    everything = _every_text()
    for start in range(0, len(everything), step):
        part = everything[start : start + step]
        if part.casefold() == part and part.lower() == part:
            continue
        for char in part:
            folded = fold_char(char)
            if folded != char:
                changed[ord(char)] = ord(folded)
    return changed


@cache
def _folding() -> tuple[CharSet, dict[int, tuple[int, ...]]]:
    sources: dict[int, tuple[int, ...]] = {}
    for code, folded in folds().items():
        sources[folded] = (*sources.get(folded, ()), code)
    return CharSet.of((code, code) for code in folds()), sources


@lru_cache(maxsize=1024)
def fold_set(chars: CharSet) -> CharSet:
    """Every character whose fold is the fold of a member: the set a caseless pattern means."""
    if chars.ranges and chars.ranges[-1][1] < 0x80:
        # Cheap where it matters; ſ and the Kelvin sign are the only characters beyond ASCII that fold into it.
        lower = {fold_char(chr(code)) for code in chars}
        upper = {char.upper() for char in lower}
        beyond = {other for char, other in (("s", "ſ"), ("k", "\u212a")) if char in lower}
        return CharSet.of((ord(char), ord(char)) for char in lower | upper | beyond)
    changed, sources = _folding()
    folded = {folds()[code] for code in chars & changed}
    kept = [code for code in sources if code in chars]
    more = [(code, code) for target in (*folded, *kept) for code in (target, *sources[target])]
    return chars | CharSet.of(more)


@cache
def parts() -> tuple[CharSet, ...]:
    """The characters beyond ASCII in five sets: SPACED digits, other SPACED, UNSPACED, white space, the rest."""
    beyond = CharSet(((0x80, LAST_CODE_POINT),))
    spaced, other = of_kind(SPACED) & beyond, of_kind(OTHER) & beyond
    return spaced & digits(), spaced - digits(), of_kind(UNSPACED), other & spaces(), other - spaces()


@lru_cache(maxsize=4096)
def restrict(chars: CharSet, mask: int) -> CharSet:
    """The members whose kind is in `mask`."""
    if mask & _CHARACTERS == _CHARACTERS:
        return chars
    if len(chars) <= _FEW:
        return CharSet.of((code, code) for code in chars if kind(chr(code)) & mask)
    return CharSet.of(
        part for which in (OTHER, SPACED, UNSPACED) if mask & which for part in (chars & of_kind(which)).ranges
    )


@lru_cache(maxsize=4096)
def kinds(chars: CharSet) -> int:
    """The kinds that occur in a set, as a mask."""
    if len(chars) <= _FEW:
        mask = 0
        for code in chars:
            mask |= kind(chr(code))
        return mask
    return sum(which for which in (OTHER, SPACED, UNSPACED) if chars & of_kind(which))


@cache
def unfolded() -> CharSet:
    """The characters that never occur in a folded text."""
    return _folding()[0]
