"""A pattern or a harm in; whether it names who people are or what they believe, instead of what they do, out.

Fairwater judges conduct. These short lists, by category, only decide when a second pair of eyes is asked for: a pattern
that *is* such a word finds everybody who speaks of the matter, whatever they do. They are not lists of bad words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        category: frozenset(words.split())
        for category, words in {
            "a religion or its followers": """
                christian christians christianity catholic catholics protestant protestants evangelical
                evangelicals muslim muslims islam islamic sunni shia jew jews jewish judaism hindu hindus hinduism
                buddhist buddhists buddhism sikh sikhs sikhism bahai yazidi atheist atheists pagan pagans
                christen muslime juden hindus buddhisten atheisten chrétiens musulmans juifs
                bouddhistes cristianos musulmanes judíos católicos cristiani musulmani ebrei
            """,
            "a people or nationality": """
                african africans american americans arab arabs armenian armenians asians blacks whites
                chinese cuban cubans european europeans germans greeks
                indians iranian iranians iraqi iraqis irish israeli israelis italians japanese korean koreans
                kurd kurds mexican mexicans nigerian nigerians pakistani pakistanis palestinian palestinians
                roma romani russian russians serb serbs somali somalis syrian syrians turk turks turkish
                ukrainian ukrainians uyghur uyghurs vietnamese immigrant immigrants migrant migrants refugee refugees
                deutsche franzosen russen türken ausländer flüchtlinge migranten étrangers réfugiés inmigrantes
                refugiados extranjeros immigrati stranieri
            """,
            "a party or conviction": """
                anarchist anarchists capitalism capitalist communism communist communists conservative conservatives
                democrat democrats environmentalist environmentalists feminism feminist feminists
                leftist leftists leftwing left-wing liberal liberals libertarian libertarians marxist marxists
                nationalist nationalists pacifist pacifists populist populists republican republicans rightist rightists
                rightwing right-wing socialism socialist socialists tory tories vegan vegans zionism zionist zionists
                sozialisten kommunisten socialistes communistes socialistas comunistas conservadores
            """,
            "an office holder": """
                president chancellor pope senator congressman congresswoman mayor
                kanzler kanzlerin präsident präsidentin président présidente presidente presidenta
            """,
            "a news outlet": """
                aljazeera bbc breitbart cnn cnbc lemonde msnbc nytimes reuters spiegel
                tagesschau
            """,
        }.items()
    }
)
"""Words by category, in lower case."""

POLITICAL = frozenset(
    (
        "political",
        "politics",
        "civic",
        "election",
        "elections",
        "opinion",
        "opinions",
        "belief",
        "beliefs",
        "religion",
        "party",
    )
)
"""Words of a harm's name that say it lies in what people think or vote."""

GENTLE = frozenset(("label", "review"))
"""What a rule may do about such harms: say something beside it, or ask people to look."""

_SYNTAX = re.compile(r"\\[bBAZ]|[\^$]|\(\?:|[()]|s\?")


def names_who(pattern: str, mode: str) -> tuple[str, str] | None:
    """A whole alternative of the pattern that is such a word, and its category; None when there is none."""
    whole = pattern.casefold()
    alternatives = _SYNTAX.sub("", whole).split("|") if mode == "regex" else [whole]
    for alternative in alternatives:
        word = alternative.strip()
        for category, words in WORDS.items():
            if word in words:
                return word, category
    return None


def is_political(harm: str) -> bool:
    """Whether a harm ("category.keyword") lies in what people think, believe or vote."""
    return not POLITICAL.isdisjoint(re.split(r"[._]", harm.lower()))
