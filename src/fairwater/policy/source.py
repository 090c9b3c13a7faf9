"""Bytes of one policy file in; its text, with lines and places in characters, or a diagnostic out.

Nothing here reads a file, and nothing in the bytes is ever run.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from itertools import accumulate

from fairwater.policy.diagnostics import Diagnostic, diagnostic
from fairwater.policy.limits import MAX_FILE_BYTES
from fairwater.policy.tree import Span

HIDDEN_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
"""Characters that change the order in which text is shown (Unicode bidirectional controls, UAX #9)."""
_PLAIN_LITERAL = re.compile(r"""(?P<raw>[rR]?)(?P<quote>\"\"\"|'''|\"|')(?P<body>.*)(?P=quote)""")


class Source:
    """The text of one policy file. Line ends are `\\n`; places are 1-based lines and 0-based characters."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = text.split("\n")
        self._line_starts: list[int] | None = None
        self._byte_offsets: dict[int, list[int]] = {}

    def span(self, node: ast.AST) -> Span:
        """The place of a node whose lines count from the start of this file."""
        line: int = getattr(node, "lineno", 1)
        end_line: int = getattr(node, "end_lineno", None) or line
        column = self._column(line, getattr(node, "col_offset", 0))
        end_column = self._column(end_line, getattr(node, "end_col_offset", None) or 0)
        return Span(self.file, line, column, end_line, end_column)

    def span_at(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(start, end))
        return Span(self.file, line, column, end_line, end_column)

    def words(self, span: Span) -> str:
        """The text at a place, shortened to one line of at most 60 characters."""
        first = self.lines[span.line - 1]
        words = first[span.column :] if span.end_line > span.line else first[span.column : span.end_column]
        if len(words) > 60 or span.end_line > span.line:
            return words[:57].rstrip() + "..."
        return words

    def whole(self, span: Span) -> str:
        """All the text at a place."""
        if span.end_line == span.line:
            return self.lines[span.line - 1][span.column : span.end_column]
        inner = self.lines[span.line : span.end_line - 1]
        return "\n".join(
            [self.lines[span.line - 1][span.column :], *inner, self.lines[span.end_line - 1][: span.end_column]]
        )

    def inside(self, node: ast.AST, position: int, length: int = 1) -> Span | None:
        """The place of a character within a text literal; None when the literal has escapes or several lines."""
        span = self.span(node)
        value = node.value if isinstance(node, ast.Constant) else None
        found = _PLAIN_LITERAL.fullmatch(self.whole(span)) if span.line == span.end_line else None
        if found is None or found["body"] != value:
            return None
        column = min(span.column + found.start("body") + position, span.end_column - 1)
        return Span(self.file, span.line, column, span.line, min(column + max(length, 1), span.end_column))

    def _place(self, offset: int) -> tuple[int, int]:
        if self._line_starts is None:
            self._line_starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        line = bisect_left(self._line_starts, offset + 1)
        return line, offset - self._line_starts[line - 1]

    def _column(self, line: int, byte_offset: int) -> int:
        """`ast` counts bytes of UTF-8; editors and people count characters."""
        if not 1 <= line <= len(self.lines):
            return 0
        text = self.lines[line - 1]
        if text.isascii():
            return min(byte_offset, len(text))
        offsets = self._byte_offsets.get(line)
        if offsets is None:
            offsets = [0, *accumulate(_utf8_length(char) for char in text)]
            self._byte_offsets[line] = offsets
        return min(bisect_left(offsets, byte_offset), len(text))


def _utf8_length(char: str) -> int:
    code = ord(char)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def read_source(file: str, data: bytes) -> Source | Diagnostic:
    """The text of a file's bytes: UTF-8 (a byte order mark is skipped), at most `MAX_FILE_BYTES`, without NUL."""
    start = Span(file, 1, 0, 1, 0)
    if len(data) > MAX_FILE_BYTES:
        return diagnostic(
            "FW101",
            start,
            f"the file has {len(data):,} bytes; a policy file may have {MAX_FILE_BYTES:,}",
            help="split it into several files; long lists of words or domains belong in lists/",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return diagnostic(
            "FW102",
            Span(file, line, 0, line, 0),
            f"byte {error.start:,} is not UTF-8 text",
            help="save the file as UTF-8",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(file, text)
    nul = text.find("\0")
    if nul >= 0:
        return diagnostic("FW102", source.span_at(nul, nul + 1), "a NUL character", help="remove it")
    hidden = HIDDEN_DIRECTION.search(text)
    if hidden:
        code = f"\\u{ord(hidden.group()):04x}"
        return diagnostic(
            "FW103",
            source.span_at(hidden.start(), hidden.end()),
            f"a hidden character ({code}) that changes the order in which this line is shown",
            help=f"remove it; where a text needs it, write {code}",
        )
    return source
