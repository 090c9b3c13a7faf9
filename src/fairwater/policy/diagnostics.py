"""A problem found in a policy file: its code, place, words and help in; the lines a person reads out."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from fairwater.policy.limits import MAX_PROBLEMS
from fairwater.policy.tree import Span

TAB = "    "
SHOWN_WIDTH = 120
MAX_CANDIDATES = 500
"""Names that are compared letter by letter with an unknown one."""


class Severity(Enum):
    """Errors stop a policy from being used; warnings ask a person to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. `help` is the next step; `suggestion` is text that may stand in place of `span`."""

    code: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    suggestion: str | None = None


def severity_of(code: str) -> Severity:
    """FW6xx (lints) and FW75x (lints of the folder) warn; all others are errors."""
    return Severity.WARNING if code.startswith(("FW6", "FW75")) else Severity.ERROR


def diagnostic(code: str, span: Span, message: str, *, help: str = "", suggestion: str | None = None) -> Diagnostic:
    """A diagnostic of `code` with the severity of that code."""
    return Diagnostic(code, severity_of(code), message, span, help, suggestion)


class Report:
    """Collects diagnostics: each problem of a place once, at most `MAX_PROBLEMS` errors and as many warnings a file."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Span], Diagnostic] = {}
        self._per_file: dict[tuple[str, Severity], int] = {}
        self._with_errors: set[str] = set()

    def add(self, found: Diagnostic) -> None:
        """Keep one diagnostic, unless the same code stands at the same place or the file has too many."""
        key = (found.code, found.span)
        if key in self._found:
            return
        file = found.span.file
        if found.severity is Severity.ERROR:
            self._with_errors.add(file)
        # Errors and warnings are counted apart: many warnings must not make a policy unusable, nor hide an error.
        counted = (file, found.severity)
        number = self._per_file[counted] = self._per_file.get(counted, 0) + 1
        if number == MAX_PROBLEMS:
            what = "problems" if found.severity is Severity.ERROR else "warnings"
            message = f"more than {MAX_PROBLEMS - 1} {what} in this file: the others are left out"
            found = Diagnostic("FW106", found.severity, message, found.span, "correct these and check again")
        if number <= MAX_PROBLEMS:
            self._found[found.code, found.span] = found

    def __call__(self, code: str, span: Span, message: str, *, help: str = "", suggestion: str | None = None) -> None:
        """Report a problem of `code` at a place."""
        self.add(diagnostic(code, span, message, help=help, suggestion=suggestion))

    def is_full(self, file: str) -> bool:
        """Whether so many errors of a file are known that no more are kept."""
        return self._per_file.get((file, Severity.ERROR), 0) >= MAX_PROBLEMS

    def has_errors(self, file: str) -> bool:
        """Whether an error was found in a file."""
        return file in self._with_errors

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All diagnostics by file, place and code."""

        def order(found: Diagnostic) -> tuple[str, int, int, str]:
            return found.span.file, found.span.line, found.span.column, found.code

        return tuple(sorted(self._found.values(), key=order))


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The name most like `word`, or None when none is close."""
    if len(word) > 80:
        return None
    names = sorted({name for name in among if len(name) <= 80})
    if len(names) > MAX_CANDIDATES:
        names = [name for name in names if name[:1] == word[:1] and abs(len(name) - len(word)) < 3][:MAX_CANDIDATES]
    folded = {name.casefold(): name for name in names}
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, among: Iterable[str], otherwise: str = "") -> tuple[str, str | None]:
    """Help text that names the nearest of `among`, and that name as a suggestion."""
    best = nearest(word, among)
    return (f"did you mean `{best}`?", best) if best else (otherwise, None)


def render(found: Diagnostic, source_text: str) -> str:
    """One diagnostic as lines for a person: place, code and message; the source line; a caret; help.

    Wide characters take two columns and combining marks none, as terminals show them; control characters are
    shown as a middle dot, so that a file cannot write to the terminal.
    """
    span = found.span
    head = (
        f"{_safe(span.file)}:{span.line}:{span.column + 1}: {found.severity.value} {found.code}: {_safe(found.message)}"
    )
    lines = [head]
    source_lines = re.split("\r\n|\r|\n", source_text)
    whole_file = span.line == span.end_line and span.column == span.end_column == 0
    shows = 1 <= span.line <= len(source_lines) and span.column <= len(source_lines[span.line - 1])
    if shows and not (whole_file and not source_lines[span.line - 1].strip()):
        text = source_lines[span.line - 1]
        end = span.end_column if span.end_line == span.line else len(text)
        shown, before, marked = _window(text, span.column, max(end, span.column))
        number = str(span.line)
        lines.append(f"{number} | {shown}".rstrip())
        lines.append(f"{' ' * len(number)} | {' ' * before}{'^' * max(marked, 1)}")
    if found.help:
        lines.append(f"  help: {_safe(found.help)}")
    return "\n".join(lines)


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a line to show, the columns before the mark, and the columns of the mark."""
    first = 0
    if len(text) > SHOWN_WIDTH:
        first = max(0, min(start - 20, len(text) - SHOWN_WIDTH))
    last = min(len(text), first + SHOWN_WIDTH)
    lead, tail = ("..." if first else ""), ("..." if last < len(text) else "")
    end = min(end, last)
    shown = lead + _safe(text[first:last]) + tail
    before = len(lead) + _width(_safe(text[first:start]))
    return shown, before, _width(_safe(text[start:end]))


def _safe(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        TAB
        if char == "\t"
        else "·"
        if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or _hides(char)
        else char
        for char in text
    )


def _hides(char: str) -> bool:
    """A format character is shown only if it joins letters (zero-width joiner and non-joiner)."""
    return unicodedata.category(char) == "Cf" and char not in "\u200c\u200d"


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
