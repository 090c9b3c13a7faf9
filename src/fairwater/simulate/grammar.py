"""Phrase grammars: lists of templates with slots go in, sentences come out.

A grammar maps a slot to its templates. In a template `{slot}` stands for any template of that slot; a slot that the
grammar lacks (`{link}`, `{handle}` ...) is filled by the caller. Phrase files are texts of this form:

    greeting:
        hello{tail} | good morning{tail}
        hi
    tail:
        ∅ | ! | ·😊

A name and a colon at the margin begin a slot; its templates follow, apart by `|` or the end of the line. `∅` is the
empty template, `·` a space at the edge of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fairwater.simulate.dice import Dice

Source = Mapping[str, tuple[str, ...]]
Given = Mapping[str, str]

_SLOT = re.compile(r"\{([a-z_]+)\}")
_NOTHING: Given = {}


def slots(text: str) -> dict[str, tuple[str, ...]]:
    """The slots of a phrase file. Raises ValueError for a template before any slot, and for a slot that comes twice."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        if not line.strip():
            continue
        if not line.startswith(" "):
            name = line.strip().removesuffix(":")
            if name in found:
                raise ValueError(f"the slot {name!r} comes twice: join the two")
            current = found[name] = []
        elif current is None:
            raise ValueError(f"the template {line.strip()!r} belongs to no slot: write `name:` above it")
        else:
            current.extend(_template(piece.strip()) for piece in line.split("|"))
    return {name: tuple(templates) for name, templates in found.items()}


def _template(written: str) -> str:
    """A template as it is meant: `∅` is empty, `·` at an edge a space."""
    if written == "∅":
        return ""
    if written.startswith("·"):
        written = " " + written[1:]
    return written[:-1] + " " if written.endswith("·") else written


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
