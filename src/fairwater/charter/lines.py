"""TOML text comes in, the line of every key goes out: `{("harms", "speech"): 12}`; `tomllib` tells no lines.

One pass over the characters, so that hostile text costs no more than its length. It also refuses what would make a
TOML parser slow (keys of very many parts take it quadratic time) or deep (nested brackets recurse). It trusts that the
text is TOML: on anything else the lines may be wrong, and `tomllib` refuses the text anyway.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_PARTS = 16
MAX_DEPTH = 16

Path = tuple[str | int, ...]


class TooDeep(ValueError):
    """The text nests deeper, or has longer dotted keys, than any honest file. `line`: 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested deeper than {MAX_DEPTH} brackets or a key of more than {MAX_PARTS} parts")
        self.line = line


@dataclass(slots=True)
class _Scan:
    """The state of the pass: where we are, the table we are in, and how often each array of tables was opened."""

    text: str
    at: int = 0
    line: int = 1
    table: Path = ()
    opened: dict[Path, int] = field(default_factory=dict)
    found: dict[Path, int] = field(default_factory=dict)

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.text[place] if place < len(self.text) else ""

    def step(self) -> None:
        if self.peek() == "\n":
            self.line += 1
        self.at += 1

    def string(self) -> str:
        """Pass over the string that starts here; its text without quotes, escapes left as they are."""
        quote = self.peek()
        close = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        begin = self.at + len(close)
        self.at = begin
        while self.at < len(self.text) and not self.text.startswith(close, self.at):
            if quote == '"' and self.peek() == "\\":
                self.step()
            if len(close) == 1 and self.peek() == "\n":
                break
            self.step()
        inside = self.text[begin : self.at]
        self.at += len(close)
        while len(close) == 3 and self.peek() == quote:
            self.at += 1
        return inside

    def comment(self) -> None:
        while self.at < len(self.text) and self.peek() != "\n":
            self.at += 1

    def key(self, stop: str) -> tuple[str, ...]:
        """Read a dotted key up to a character of `stop` or the end of the line."""
        parts = [""]
        while self.at < len(self.text) and self.peek() not in stop + "\n":
            character = self.peek()
            if character in "\"'":
                parts[-1] += self.string()
                continue
            if character == ".":
                parts.append("")
                if len(parts) > MAX_PARTS:
                    raise TooDeep(self.line)
            elif character not in " \t\r":
                parts[-1] += character
            self.at += 1
        return tuple(parts)

    def value(self) -> None:
        """Pass over a value up to the end of its last line, refusing long dotted keys inside inline tables."""
        depth = dots = 0
        while self.at < len(self.text):
            character = self.peek()
            if character in "\"'":
                self.string()
                continue
            if character == "#":
                self.comment()
                continue
            if character == "\n" and depth == 0:
                return
            if character in "[{":
                depth += 1
            elif character in "]}":
                depth -= 1
            if character in ",=[]{}\n":
                dots = 0
            elif character == ".":
                dots += 1
            if depth > MAX_DEPTH or dots >= MAX_PARTS:
                raise TooDeep(self.line)
            self.step()

    def resolved(self, parts: tuple[str, ...]) -> Path:
        """The path of a table header, with the index of the array of tables that each prefix is in."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self.opened:
                path = (*path, self.opened[path] - 1)
        return path

    def header(self) -> None:
        line = self.line
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        parts = self.key("]")
        if double:
            base = (*self.resolved(parts[:-1]), parts[-1])
            self.opened[base] = self.opened.get(base, 0) + 1
            self.found.setdefault(base, line)
        self.table = self.resolved(parts)
        self.note(self.table, line)
        self.comment()

    def note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], line)

    def run(self) -> None:
        while self.at < len(self.text):
            character = self.peek()
            if character in " \t\r\n":
                self.step()
            elif character == "#":
                self.comment()
            elif character == "[":
                self.header()
            else:
                line = self.line
                self.note((*self.table, *self.key("=")), line)
                self.value()


def lines_of(text: str) -> dict[Path, int]:
    """The 1-based line of every table, array of tables (by index) and key of `text`.

    Raises TooDeep for text that no honest file looks like. Linear in the length of the text.
    """
    scan = _Scan(text)
    scan.run()
    return scan.found
