"""The frame of a page, a Markdown file beside this one, and what goes into it come in; the page goes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def filled(name: str, **values: str) -> str:
    """The frame `name`.md with a value in place of each @@NAME@@. Raises KeyError for a place without a value."""
    page = (Path(__file__).parent / f"{name}.md").read_text("utf-8")
    first, *parts = page.split("@@")
    for place, text in zip(parts[::2], parts[1::2], strict=True):
        first += values[place] + text
    return first
