"""A language code goes in, its grammar of the simulated community comes out."""

from __future__ import annotations

from functools import cache

from fairwater.simulate.grammar import Grammar
from fairwater.simulate.phrases import ar, de, en, es, fr, hi, ja, pt, ru, zh

LANGUAGES = ("en", "de", "fr", "es", "pt", "ru", "zh", "ar", "hi", "ja")

_SOURCES = {
    "en": en.TALK | en.HARM | en.LOOKALIKE,
    "de": de.PHRASES,
    "fr": fr.PHRASES,
    "es": es.PHRASES,
    "pt": pt.PHRASES,
    "ru": ru.PHRASES,
    "zh": zh.PHRASES,
    "ar": ar.PHRASES,
    "hi": hi.PHRASES,
    "ja": ja.PHRASES,
}


@cache
def grammar(language: str) -> Grammar:
    """The grammar of one of `LANGUAGES`. Raises KeyError for another."""
    return Grammar(language, _SOURCES[language])


def speaking(language: str, slot: str) -> Grammar:
    """The grammar of `language` if it has phrases for `slot`, else the English one."""
    wanted = grammar(language)
    return wanted if wanted.has(slot) else grammar("en")
