"""Phrase grammars: lists of templates with slots go in, sentences come out.

A grammar maps a slot to its templates. In a template `{slot}` stands for any template of that slot; a slot that the
grammar lacks (`{link}`, `{handle}` ...) is filled by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fairwater.simulate.dice import Dice

Source = Mapping[str, tuple[str, ...]]
Given = Mapping[str, str]

_SLOT = re.compile(r"\{([a-z_]+)\}")
_NOTHING: Given = {}


class _Slot:
    """The templates of one slot; each a plain str or alternating texts, slots and names to be given."""

    __slots__ = ("templates",)

    def __init__(self) -> None:
        self.templates: list[str | tuple[str | _Slot | _Hole, ...]] = []


class _Hole:
    """A slot that the caller fills."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Grammar:
    """The phrases of one language."""

    def __init__(self, language: str, source: Source) -> None:
        self.language = language
        self._slots = {name: _Slot() for name in source}
        for name, templates in source.items():
            slot = self._slots[name]
            for template in templates:
                slot.templates.append(self._compiled(template))

    def _compiled(self, template: str) -> str | tuple[str | _Slot | _Hole, ...]:
        pieces = _SLOT.split(template)
        if len(pieces) == 1:
            return template
        parts: list[str | _Slot | _Hole] = []
        for place, piece in enumerate(pieces):
            if place % 2 == 0:
                if piece:
                    parts.append(piece)
            else:
                parts.append(self._slots.get(piece) or _Hole(piece))
        return tuple(parts)

    def has(self, slot: str) -> bool:
        """Whether this language has phrases for `slot`."""
        return slot in self._slots

    def say(self, dice: Dice, slot: str, given: Given = _NOTHING) -> str:
        """A sentence of `slot`. Raises KeyError for a slot that neither the grammar nor `given` has."""
        out: list[str] = []
        self._say(dice, self._slots[slot], given, out)
        return "".join(out)

    def _say(self, dice: Dice, slot: _Slot, given: Given, out: list[str]) -> None:
        templates = slot.templates
        template = templates[int(dice.random() * len(templates))]
        if isinstance(template, str):
            out.append(template)
            return
        for part in template:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, _Slot):
                self._say(dice, part, given, out)
            else:
                out.append(given[part.name])
