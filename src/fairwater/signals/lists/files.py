"""The bytes of a list file come in; its entries with line numbers, its directives and its problems come out.

Formats, told by suffix, all in UTF-8:

- `.txt`: an entry a line; empty lines and lines that begin with `#` are skipped; `\\#` begins an entry with `#`.
- `.csv`: the column `value`, or the first one; the first row names the columns. Lines with `#` before it are skipped.
- `.json`: an array of strings, or `{"match": ..., "entries": [...]}` with the directives beside `match`.

Directives stand in `# word: value` lines at the head of a text or CSV file: `match` (exact, caseless or domain; exact
if not given), `source`, `reason`, `owner` and `expires` (a day, YYYY-MM-DD).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

MATCHES = ("exact", "caseless", "domain")
MAX_JSON = 256 * 1024 * 1024
"""Largest JSON list, in bytes: it is read as a whole, while text and CSV are read line by line."""
MAX_LINE = 65_536
"""Longest line of a text or CSV list, in bytes."""
MAX_PROBLEMS = 100
"""Problems kept for one file; further ones are only counted."""

DIRECTIVE = re.compile(r"#\s{0,9}(match|source|reason|owner|expires)\s{0,9}:(.{0,2000})\Z")


@dataclass(frozen=True, slots=True)
class ListProblem:
    """What is wrong in a list file: its name, the 1-based line (0: the file as a whole), and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class ListInfo:
    """What a list says about itself. `expires`: the last day on which it should be relied on."""

    match: str = "exact"
    source: str = ""
    reason: str = ""
    owner: str = ""
    expires: date | None = None


@dataclass(slots=True)
class ListFile:
    """One list file while it is read. `info` is complete once the first entry has come out of `entries`."""

    path: Path
    info: ListInfo = field(default_factory=ListInfo)
    problems: list[ListProblem] = field(default_factory=list)
    unreported: int = 0

    def problem(self, line: int, message: str) -> None:
        """Notes a problem; the line is skipped and reading goes on."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(ListProblem(self.path.name, line, message))
        else:
            self.unreported += 1

    def entries(self) -> Iterator[tuple[int, str]]:
        """Line and entry as written, without the white space around it. Raises OSError when the file cannot be read."""
        with self.path.open("rb") as file:
            if self.path.suffix == ".json":
                yield from self._json(file)
            elif self.path.suffix == ".csv":
                yield from self._csv(file)
            else:
                yield from self._text(file)
        if self.unreported:
            self.problems.append(ListProblem(self.path.name, 0, f"{self.unreported:,} more lines have problems"))

    def _lines(self, file: BinaryIO) -> Iterator[tuple[int, str]]:
        number = 0
        while line := file.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE and not line.endswith(b"\n"):
                self.problem(number, f"the line is longer than {MAX_LINE:,} bytes: put one entry on a line")
                while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                    pass
                continue
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            except UnicodeDecodeError:
                self.problem(number, "the line is not UTF-8: save the file as UTF-8")

    def _text(self, file: BinaryIO) -> Iterator[tuple[int, str]]:
        head = True
        for number, line in self._lines(file):
            if line[:1] == "#":
                if head:
                    self._directive(number, line)
            elif line:
                head = False
                yield number, line[1:] if line[:2] == "\\#" else line

    def _csv(self, file: BinaryIO) -> Iterator[tuple[int, str]]:
        column: int | None = None
        width = 0
        for number, line in self._lines(file):
            if not line:
                continue
            if column is None and line[0] == "#":
                self._directive(number, line)
                continue
            try:
                cells = next(csv.reader([line], strict=True), [])
            except csv.Error as error:
                self.problem(number, f"not a CSV row ({error}): quotes must be closed on the same line")
                continue
            if column is None:
                column = cells.index("value") if "value" in cells else 0
                width = len(cells)
            elif len(cells) != width:
                self.problem(number, f"{len(cells)} columns where the first row has {width}: quote what holds a comma")
            elif cells[column].strip():
                yield number, cells[column].strip()
            else:
                self.problem(number, "the value is empty: remove the row or fill it in")

    def _json(self, file: BinaryIO) -> Iterator[tuple[int, str]]:
        raw = file.read(MAX_JSON + 1)
        if len(raw) > MAX_JSON:
            self.problem(0, f"larger than {MAX_JSON // 1024**2} MB: make it a .txt list, an entry a line")
            return
        try:
            content = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            self.problem(0, f"not valid JSON ({error})")
            return
        if isinstance(content, dict):
            for word, value in content.items():
                if word == "entries":
                    continue
                if word in ("match", "source", "reason", "owner", "expires") and isinstance(value, str):
                    self._set(0, word, value)
                else:
                    self.problem(
                        0, f"unknown key {word[:40]!r}: known are match, source, reason, owner, expires, entries"
                    )
            content = content.get("entries")
        if not isinstance(content, list):
            self.problem(0, 'expected an array of strings, or {"match": "exact", "entries": [...]}')
            return
        for number, entry in enumerate(content, start=1):
            if isinstance(entry, str) and entry.strip():
                yield number, entry.strip()
            else:
                self.problem(
                    number, "the entry is not a string with something in it (the line is its place in the array)"
                )

    def _directive(self, number: int, line: str) -> None:
        found = DIRECTIVE.match(line)
        if found:
            self._set(number, found[1], found[2].strip())

    def _set(self, number: int, word: str, value: str) -> None:
        if word == "match" and value not in MATCHES:
            self.problem(number, f"no way to match is called {value[:40]!r}: use exact, caseless or domain")
        elif word == "expires":
            try:
                self.info = replace(self.info, expires=date.fromisoformat(value))
            except ValueError:
                self.problem(number, f"{value[:40]!r} is no day: write it as 2027-12-31")
        else:
            words: dict[str, Any] = {word: value}
            self.info = replace(self.info, **words)
