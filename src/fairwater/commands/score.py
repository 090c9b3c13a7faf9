"""A truth file in; its labels, line by line, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from fairwater.connect.lines import split_lines
from fairwater.connect.streams import pieces
from fairwater.events.errors import InputError
from fairwater.replay.score import Truth


def read_truth(path: Path) -> Iterator[Truth]:
    """The labels in a file of `fairwater simulate --truth`. Raises InputError for a line that is none."""
    decode = msgspec.json.Decoder().decode
    for group in split_lines(pieces(str(path))):
        for number, line in enumerate(group.lines, group.first):
            if isinstance(line, bytes) and not line.strip():
                continue
            try:
                if not isinstance(line, bytes):
                    raise ValueError("the line is too long")
                made = decode(line)
                if not isinstance(made, dict):
                    raise ValueError("a line of truth is a JSON object")
                yield Truth.of_json(made)
            except ValueError as error:
                hint = "give the file that `fairwater simulate --truth` wrote for these events"
                raise InputError(f"{path}, line {number}: {error}", hint) from None
