r"""Patterns and texts go in; byte expressions and *scan views* that hold the same meaning come out.

Matching engines differ in their Unicode tables, so they never see Unicode. A scan view is the text (folded for caseless
patterns) in a private encoding in which a single byte tells what kind of character stands beside it:

    ASCII, but for 00-05             the byte itself
    SPACED word character            its UTF-8 bytes (lead C2-F4)
    SPACED decimal digit             FE body
    UNSPACED word character          00 body 03
    white space                      05 body 04
    any other, and 00-05 themselves  01 body 04
    start and end of a text          02

A body is the code point in base 64, highest digit first, each digit plus 0x80: two digits below 0x1000, three below
0x40000, else four. Every character begins with a byte that never occurs inside another, so byte expressions made of
whole characters cannot match out of step. Texts in a buffer share the 02 between them; no character's expression
matches it, so no match crosses texts. `_scan.pyx` builds the views; `view` here is the same, slowly.

Kinds (SPACED ...) are those of `fairwater.policy.pattern_chars`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fairwater.policy import pattern_chars as chars
from fairwater.policy.pattern import Pattern
from fairwater.policy.pattern_chars import END, OTHER, SPACED, UNSPACED, CharSet, Range
from fairwater.policy.pattern_tree import FAIL, Alt, Cat, Node, One, Repeat

_UNIT = re.compile(r"\[[^\]]*\]|\\x..")
SEPARATOR = b"\x02"
VERSION = 1  # of this encoding: part of the key of cached databases

RESERVED = CharSet(((0, 5),))
_PLAIN_ASCII = CharSet(((6, 0x7F),))
_DIGIT, _SPACED, _UNSPACED, _SPACE, _OTHER = range(5)
# Lead and trail byte (none: 0) of each part but SPACED, which is UTF-8.
MARKS = {_DIGIT: (0xFE, 0), _UNSPACED: (0x00, 0x03), _SPACE: (0x05, 0x04), _OTHER: (0x01, 0x04)}

_BODY = r"[\x80-\xbf]+"
_ALL_OF = {
    _DIGIT: r"\xfe" + _BODY,
    _SPACED: r"[\xc2-\xf4]" + _BODY,
    _UNSPACED: r"\x00" + _BODY + r"\x03",
    _SPACE: r"\x05" + _BODY + r"\x04",
    _OTHER: r"\x01" + _BODY + r"\x04",
}
# Several whole parts at once: fewer states for an engine to track.
_UNIONS = (
    ((_DIGIT, _SPACED, _UNSPACED, _SPACE, _OTHER), r"[\x00\x01\x05\xc2-\xfe]" + _BODY + r"[\x03\x04]?"),
    ((_DIGIT, _SPACED), r"[\xc2-\xfe]" + _BODY),
    ((_SPACE, _OTHER), r"[\x01\x05]" + _BODY + r"\x04"),
)

Bytes = tuple[Range, ...]  # one byte range after the other


@lru_cache(maxsize=1)
def parts() -> tuple[CharSet, ...]:
    """What is encoded in more than one byte: digits, other SPACED, UNSPACED, white space, the rest."""
    *most, other = chars.parts()
    return (*most, other | RESERVED)


def encode(char: str) -> bytes:
    """One character of a view."""
    code = ord(char)
    if 6 <= code < 0x80:
        return bytes((code,))
    which = _OTHER
    if code >= 0x80:
        kind = chars.kind(char)
        if kind == SPACED:
            which = _DIGIT if char.isdecimal() else _SPACED
        elif kind == UNSPACED:
            which = _UNSPACED
        elif char.isspace():
            which = _SPACE
    return bytes(low for low, _ in _sequence(which, code))


def view(text: str) -> bytes:
    """The scan view of a text that is folded already (if it is to be), with a separator on both sides."""
    return SEPARATOR + b"".join(map(encode, text)) + SEPARATOR


def expression(pattern: Pattern) -> str | None:
    """The pattern as a regular expression over bytes of a view (all bytes escaped); None if it can never match."""
    found = []
    for term in pattern.terms:
        inner = _Translation(pattern.caseless).node(term.node)
        found.append(_edge(term.left, left=True) + inner + _edge(term.right, left=False))
    if not found:
        return None
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _edge(mask: int, *, left: bool) -> str:
    if mask == chars.ANY_KIND:
        return ""
    accepted: list[Range] = []
    word = CharSet(((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)))
    if mask & END:
        accepted.append((2, 2))
    if mask & OTHER:
        accepted += (_PLAIN_ASCII - word).ranges
        accepted += ((4, 4),) if left else ((1, 1), (5, 5))
    if mask & UNSPACED:
        accepted.append((3, 3) if left else (0, 0))
    if mask & SPACED:
        accepted += word.ranges
        accepted.append((0x80, 0xBF) if left else (0xC2, 0xFE))
    return _one_of(CharSet.of(accepted).ranges)


class _Translation:
    """Translates nodes; `caseless` drops characters that a folded view never holds."""

    def __init__(self, caseless: bool) -> None:
        self.caseless = caseless

    def node(self, node: Node) -> str:
        match node:
            case One():
                return _characters(node.chars, self.caseless)
            case Cat():
                return "".join(self.group(item) if isinstance(item, Alt) else self.node(item) for item in node.items)
            case Alt() if node != FAIL:
                return self.group(node)
            case Repeat():
                return self.repeated(node)
            case _:
                raise ValueError("only plain trees that can match are translated")

    def group(self, node: Node) -> str:
        if isinstance(node, Alt):
            return f"(?:{'|'.join(self.node(option) for option in node.options)})"
        inner = self.node(node)
        return inner if isinstance(node, One) else f"(?:{inner})"

    def repeated(self, node: Repeat) -> str:
        bounds = {(0, None): "*", (1, None): "+", (0, 1): "?"}
        least, most = node.least, node.most
        if most is None and least > 1:
            counted = f"{{{least},}}"
        elif least == most:
            counted = f"{{{least}}}"
        else:
            counted = bounds.get((least, most), f"{{{least},{most}}}")
        return self.group(node.item) + counted


@lru_cache(maxsize=4096)
def _characters(members: CharSet, caseless: bool) -> str:
    """One character out of a set, as one unit (a byte, a class or a group)."""
    ascii_members = members & _PLAIN_ASCII
    if caseless:
        ascii_members -= CharSet(((0x41, 0x5A),))
    found = [_one_of(ascii_members.ranges)] if ascii_members else []
    rest = members - _PLAIN_ASCII
    if rest:
        found += _beyond(rest, caseless)
    if not found:
        return r"\xff"  # capitals only, which no folded text holds; nor does any view hold FF
    if len(found) == 1 and _UNIT.fullmatch(found[0]):
        return found[0]
    return f"(?:{'|'.join(found)})"


def _beyond(members: CharSet, caseless: bool) -> list[str]:
    if len(members) <= 16:
        sequences = [
            tuple((byte, byte) for byte in encode(chr(code)))
            for code in members
            if not caseless or chars.fold_char(chr(code)) == chr(code)
        ]
        return [_tree(tuple(sequences))] if sequences else []
    found: list[str] = []
    inside = [members & part for part in parts()]
    whole = {which for which, part in enumerate(parts()) if inside[which] == part}
    for union, short in _UNIONS:
        if whole.issuperset(union):
            found.append(short)
            whole -= set(union)
            for which in union:
                inside[which] = chars.NOTHING
    sequences = []
    for which, part in enumerate(inside):
        if which in whole:
            found.append(_ALL_OF[which])
        elif part:
            ranges = _fewest(part, parts()[which] - part, caseless)
            sequences += [sequence for low, high in ranges for sequence in _sequences(which, low, high)]
    if sequences:
        found.append(_tree(tuple(sequences)))
    return found


def _fewest(wanted: CharSet, unwanted: CharSet, caseless: bool) -> list[Range]:
    """The fewest ranges with all wanted and no unwanted characters: others are never encoded this way."""
    if caseless:
        wanted, unwanted = wanted - chars.unfolded(), unwanted - chars.unfolded()
    found: list[Range] = []
    together = False
    for low, high, take in sorted([(*r, True) for r in wanted.ranges] + [(*r, False) for r in unwanted.ranges]):
        if take and together:
            found[-1] = (found[-1][0], high)
        elif take:
            found.append((low, high))
        together = take
    return found


# --- byte sequences of code point ranges


def _sequence(which: int, code: int) -> Bytes:
    if which == _SPACED:
        return tuple((byte, byte) for byte in chr(code).encode("utf-8", "surrogatepass"))
    width = 2 if code < 0x1000 else 3 if code < 0x40000 else 4
    digits = [0x80 + (code >> 6 * place & 63) for place in range(width - 1, -1, -1)]
    lead, trail = MARKS[which]
    return tuple((byte, byte) for byte in (lead, *digits, *([trail] if trail else [])))


def _sequences(which: int, low: int, high: int) -> list[Bytes]:
    """The bytes of all code points from `low` to `high` of one part, as sequences of byte ranges."""
    steps = (0x7F, 0x7FF, 0xFFFF) if which == _SPACED else (0xFFF, 0x3FFFF)
    found: list[Bytes] = []
    for step in (*steps, chars.LAST_CODE_POINT):
        if low > high or low > step:
            continue
        first = [byte for byte, _ in _sequence(which, low)]
        last = [byte for byte, _ in _sequence(which, min(high, step))]
        trail = MARKS[which][1] if which != _SPACED else 0
        if trail:
            first, last = first[:-1], last[:-1]
        found += [(*part, *([(trail, trail)] if trail else [])) for part in _spread(first, last)]
        low = step + 1
    return found


def _spread(first: list[int], last: list[int]) -> list[Bytes]:
    if first == last:
        return [tuple((byte, byte) for byte in first)]
    if len(first) == 1:
        return [((first[0], last[0]),)]
    if first[0] == last[0]:
        return [((first[0], first[0]), *rest) for rest in _spread(first[1:], last[1:])]
    found: list[Bytes] = []
    low, high, length = first[0], last[0], len(first) - 1
    if first[1:] != [0x80] * length:
        found += [((low, low), *rest) for rest in _spread(first[1:], [0xBF] * length)]
        low += 1
    tail: list[Bytes] = []
    if last[1:] != [0xBF] * length:
        tail = [((high, high), *rest) for rest in _spread([0x80] * length, last[1:])]
        high -= 1
    if low <= high:
        found.append(((low, high), *(((0x80, 0xBF),) * length)))
    return found + tail


def _tree(sequences: tuple[Bytes, ...]) -> str:
    """An expression for any of these sequences, in which common beginnings and equal endings are written once."""
    endings: dict[Range, list[Bytes]] = {}
    for first, *rest in sequences:
        endings.setdefault(first, []).append(tuple(rest))
    leads: dict[str, list[Range]] = {}
    for first, rests in endings.items():
        kept = tuple(rest for rest in rests if rest)
        leads.setdefault(_tree(kept) if kept else "", []).append(first)
    found = [_one_of(CharSet.of(firsts).ranges) + rest for rest, firsts in leads.items()]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _one_of(ranges: tuple[Range, ...]) -> str:
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return _byte(ranges[0][0])
    inner = "".join(_byte(low) if low == high else f"{_byte(low)}-{_byte(high)}" for low, high in ranges)
    return f"[{inner}]"


def _byte(value: int) -> str:
    return f"\\x{value:02x}"
