"""A plain sentence goes in, the same sentence as spammers write it to get past word filters comes out."""

from __future__ import annotations

from fairwater.simulate.dice import Dice

_ALIKE = {
    "a": "а",
    "e": "е",
    "o": "о",
    "p": "р",
    "c": "с",
    "x": "х",
    "y": "у",
    "i": "і",
    "B": "В",
    "H": "Н",
    "M": "М",
    "T": "Т",
}
"""Latin letters and the Cyrillic ones that look the same."""

_LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}
_MARKS = ("\u0336", "\u0301", "\u0323")
_INVISIBLE = ("\u200b", "\u200c", "\u2060", "\u00ad")


def disguised(dice: Dice, text: str) -> str:
    """`text` with its words (never its links) disguised in one of seven ways."""
    way = dice.below(7)
    words = text.split(" ")
    return " ".join([word if "://" in word or "." in word else _word(dice, word, way) for word in words])


def _word(dice: Dice, word: str, way: int) -> str:
    if len(word) < 3:
        return word
    if way == 0:
        place = dice.between(1, len(word) - 1)
        return word[:place] + dice.pick(_INVISIBLE) + word[place:]
    if way == 1:
        return "".join([_ALIKE.get(letter, letter) if dice.chance(0.6) else letter for letter in word])
    if way == 2:
        return " ".join(word) if dice.chance(0.7) else word
    if way == 3:
        return "".join([_LEET.get(letter, letter) if dice.chance(0.7) else letter for letter in word.lower()])
    if way == 4:
        return "".join([chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in word])
    if way == 5:
        return (
            ".".join(word)
            if dice.chance(0.5)
            else "".join([letter + letter if dice.chance(0.15) else letter for letter in word])
        )
    return "".join([letter + dice.pick(_MARKS) if dice.chance(0.4) else letter for letter in word])
