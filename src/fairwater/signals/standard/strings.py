"""Texts come in; other texts, their words, and facts about their characters go out.

Case and kinds of characters follow the Unicode tables of the running Python (`unicodedata.unidata_version`); where
these decide, a function says so by `Determinism.UNICODE`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from fairwater.events.types import BOOL, FLOAT, INT, STR, Type, list_of
from fairwater.policy.functions import Cost, Determinism, Function, Param
from fairwater.signals.standard.bounds import MAX_ITEMS, MAX_TEXT, finite, whole

_TEXT = Param("text", STR)
_NUMBER = re.compile(r"[+-]?[0-9]{1,19}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")


class _WordCharacters(dict[int, int]):
    """For `str.translate`: keeps the characters of words, makes a space of every other. Remembers what it was asked."""

    remembered = 8192

    def __missing__(self, code: int) -> int:
        character = chr(code)
        kept = code if character.isalnum() or ("a" + character).isidentifier() else 0x20
        if len(self) < self.remembered:
            self[code] = kept
        return kept


_WORD_CHARACTERS = _WordCharacters()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.translate(_WORD_CHARACTERS).split()[:MAX_ITEMS])


def _replace(text: str, old: str, new: str) -> str | None:
    if not old:
        return None
    if len(new) > len(old) and len(text) + text.count(old) * (len(new) - len(old)) > MAX_TEXT:
        return None
    return text.replace(old, new)


def _split(text: str, separator: str) -> tuple[str, ...] | None:
    return tuple(text.split(separator, MAX_ITEMS - 1)) if separator else None


def _count(text: str, part: str) -> int | None:
    return text.count(part) if part else None


def _first(text: str, characters: int) -> str | None:
    return text[:characters] if characters >= 0 else None


def _last(text: str, characters: int) -> str | None:
    if characters < 0:
        return None
    return text[-characters:] if characters else ""


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())


def _uppercase_share(text: str) -> float | None:
    upper = sum(character.isupper() for character in text)
    cased = upper + sum(character.islower() for character in text)
    return upper / cased if cased else None


def _to_int(text: str) -> int | None:
    return whole(int(text)) if _NUMBER.fullmatch(text) else None


def _to_float(text: str) -> float | None:
    if not _DECIMAL.fullmatch(text):
        return None
    return finite(float(text))


def _startswith(text: str, prefixes: tuple[str, ...]) -> bool:
    return text.startswith(prefixes)


def _endswith(text: str, suffixes: tuple[str, ...]) -> bool:
    return text.endswith(suffixes)


def _method(
    name: str,
    scalar: Callable[..., object],
    doc: str,
    example: str,
    *params: Param,
    returns: Type = STR,
    determinism: Determinism = Determinism.PURE,
    cost: Cost = Cost.CHEAP,
) -> Function:
    """A method of texts."""
    return Function(f"str.{name}", "method", (_TEXT, *params), returns, scalar, cost, determinism, doc, example)


_UNICODE = Determinism.UNICODE

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "len.str",
        "function",
        (_TEXT,),
        INT,
        len,
        Cost.TRIVIAL,
        Determinism.PURE,
        "How many characters (code points) the text has.",
        'len("grüße") == 5',
    ),
    _method("lower", str.lower, "The text in lower case.", '"ÄB".lower() == "äb"', determinism=_UNICODE),
    _method("upper", str.upper, "The text in upper case.", '"äb".upper() == "ÄB"', determinism=_UNICODE),
    _method(
        "casefold",
        str.casefold,
        "The text as it is compared when case shall not matter: stronger than lower.",
        '"Straße".casefold() == "strasse"',
        determinism=_UNICODE,
    ),
    _method(
        "strip",
        str.strip,
        "The text without white space at both ends.",
        '"  now ".strip() == "now"',
        determinism=_UNICODE,
    ),
    _method(
        "startswith",
        _startswith,
        "Whether the text starts with one of these.",
        '"https://shop.example".startswith("http://", "https://")',
        Param("prefixes", STR, many=True),
        returns=BOOL,
    ),
    _method(
        "endswith",
        _endswith,
        "Whether the text ends with one of these.",
        '"invoice.exe".endswith(".exe", ".scr")',
        Param("suffixes", STR, many=True),
        returns=BOOL,
    ),
    _method(
        "replace",
        _replace,
        f"The text with every `old` made `new`. Unknown when `old` is empty or the text grows beyond {MAX_TEXT:,}"
        " characters.",
        '"w-i-n".replace("-", "") == "win"',
        Param("old", STR, constant=True),
        Param("new", STR, constant=True),
    ),
    _method(
        "split",
        _split,
        f"The pieces between separators, up to {MAX_ITEMS:,}: the last one holds the rest. Unknown when it is empty.",
        '"a,b,c".split(",") == ["a", "b", "c"]',
        Param("separator", STR, constant=True),
        returns=list_of(STR),
    ),
    _method(
        "words",
        _words,
        "The words of the text, in order: runs of letters, digits, combining marks and underscores, up to"
        f" {MAX_ITEMS:,}. Text written without spaces, as in Chinese or Thai, is one word up to the next"
        " punctuation.",
        '"Win big, now!".words() == ["Win", "big", "now"]',
        returns=list_of(STR),
        determinism=_UNICODE,
        cost=Cost.MODERATE,
    ),
    _method(
        "count",
        _count,
        "How often a part occurs, without overlaps, in exact case. Unknown when the part is empty.",
        '"free!!!".count("!") == 3',
        Param("part", STR),
        returns=INT,
    ),
    _method(
        "first",
        _first,
        "The first characters of the text, all of it when it is shorter. Unknown for a negative number.",
        '"giveaway".first(4) == "give"',
        Param("characters", INT),
    ),
    _method(
        "last",
        _last,
        "The last characters of the text, all of it when it is shorter. Unknown for a negative number.",
        '"giveaway".last(4) == "away"',
        Param("characters", INT),
    ),
    _method(
        "digits",
        _digits,
        "The decimal digits of the text in any script, written as 0 to 9, and nothing else.",
        '"+49 (30) 123".digits() == "4930123"',
        determinism=_UNICODE,
        cost=Cost.MODERATE,
    ),
    _method(
        "is_alpha",
        str.isalpha,
        "Whether the text has characters and all are letters.",
        '"Grüße".is_alpha()',
        returns=BOOL,
        determinism=_UNICODE,
    ),
    _method(
        "is_digit",
        str.isdecimal,
        "Whether the text has characters and all are decimal digits, in any script.",
        '"2026".is_digit()',
        returns=BOOL,
        determinism=_UNICODE,
    ),
    _method(
        "is_upper",
        str.isupper,
        "Whether the text has letters with case and all of them are upper case.",
        '"ACT NOW!".is_upper()',
        returns=BOOL,
        determinism=_UNICODE,
    ),
    _method(
        "is_ascii",
        str.isascii,
        "Whether all characters are ASCII; true for an empty text.",
        'not "pаypal".is_ascii()',
        returns=BOOL,
    ),
    _method(
        "uppercase_share",
        _uppercase_share,
        "The share, 0.0 to 1.0, of upper case among the letters that have case. Unknown when there are none.",
        '"ACTnow".uppercase_share() == 0.5',
        returns=FLOAT,
        determinism=_UNICODE,
        cost=Cost.MODERATE,
    ),
    Function(
        "to_int",
        "function",
        (_TEXT,),
        INT,
        _to_int,
        Cost.CHEAP,
        Determinism.PURE,
        "The whole number that the text is: ASCII digits, perhaps with a sign. Otherwise, or outside 64 bits, unknown.",
        'to_int("-42") == -42',
    ),
    Function(
        "to_float",
        "function",
        (_TEXT,),
        FLOAT,
        _to_float,
        Cost.CHEAP,
        Determinism.PURE,
        'The number that the text is, such as "1.5" or "2e3". Otherwise, or when it is infinite, unknown.',
        'to_float("1.5") == 1.5',
    ),
)
"""The functions on texts."""
