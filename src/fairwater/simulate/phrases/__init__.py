"""A language code goes in, its grammar of the simulated community comes out."""

from __future__ import annotations

from functools import cache

from fairwater.simulate.grammar import Grammar, slots
from fairwater.simulate.phrases import ar, de, en, en_harm, en_lookalike, es, fr, hi, ja, pt, ru, zh

_TEXTS = {
    "en": en.PHRASES + en_harm.PHRASES + en_lookalike.PHRASES,
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

LANGUAGES = tuple(_TEXTS)


@cache
def grammar(language: str) -> Grammar:
    """The grammar of one of `LANGUAGES`. Raises KeyError for another."""
    return Grammar(language, slots(_TEXTS[language]))


def speaking(language: str, slot: str) -> Grammar:
    """The grammar of `language` if it has phrases for `slot`, else the English one."""
    wanted = grammar(language)
    return wanted if wanted.has(slot) else grammar("en")
