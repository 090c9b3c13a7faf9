"""The text of a policy file in; its statements, each small enough to be parsed safely, out.

This runs before Python's own parser sees anything: one pass over the text with possessive (never backtracking)
expressions, so that a hostile file is refused in time and memory in proportion to its size. Only single characters
are repeated possessively: with groups, `re` finds wrong matches before Python 3.11.5 (python/cpython#106052).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fairwater.policy.diagnostics import Report
from fairwater.policy.limits import MAX_BRACKETS, MAX_NUMBER_LENGTH, MAX_OPERATORS, MAX_SIGNS_IN_A_ROW, MAX_TOKENS
from fairwater.policy.source import Source

_TOKEN = re.compile(
    r"""(?P<space>[ \t\f]++|\\\n)
    | (?P<comment>\#[^\n]*+)
    | (?P<newline>\n)
    | (?P<name>[^\W\d]\w*+)
    | (?P<number>\.?\d[\w.]*+(?:(?<=[eE])[+-][\w.]*+)*)
    | (?P<quote>\"\"\"|'''|\"|')
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<comma>[,;])
    | (?P<sign>\*\*|//|[<>=!]=|:=|->|[-+*/%@&|^~<>=.:!])
    """,
    re.VERBOSE,
)
_STRING_STOP = {
    quote: re.compile(rf"\\.|{quote}" if len(quote) == 3 else rf"\\.|{quote}|\n", re.DOTALL)
    for quote in ('"', "'", '"""', "'''")
}
"""What ends a string or, escaped, does not: the first stop that begins with no backslash is its end."""
_STRING_PREFIXES = frozenset(("r", "u", "b", "br", "rb", "f", "fr", "rf", "t", "tr", "rt"))
_WORD_OPERATORS = frozenset(("not", "and", "or", "in", "is", "if", "else", "for", "lambda", "await", "yield", "async"))
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_NEW_STATEMENT = re.compile(r"[A-Za-z_]\w*+[ \t]*+=(?!=)|(?:from|import|def|class)\b|(?:hit|miss)[ \t]*+\(")
"""What, at the start of a line, most likely begins a statement although a bracket is still open."""
_ASSIGNED = re.compile(r"([A-Za-z_]\w*+)[ \t]*+=(?!=)")
_NAME_PARTS = "give the parts names: `Part = ...`"


@dataclass(slots=True)
class Statement:
    """One statement as text: `source.text[start:end]`. `refused`: a problem was reported, so it is not parsed."""

    start: int
    end: int
    refused: bool = False
    assigns: str | None = None


@dataclass(slots=True)
class _Scan:
    """Where the scan of the present statement stands."""

    open: list[tuple[str, int]] = field(default_factory=list)
    operators: list[int] = field(default_factory=lambda: [0])
    signs: int = 0


def split_statements(source: Source, report: Report) -> list[Statement]:
    """The statements of a file. Reports what is too large, too deep or unclosed; empty when the file is hopeless."""
    first = Report()
    statements, balanced = _split(source, first, recover=False)
    if not balanced:
        statements, _ = _split(source, report, recover=True)
        return statements
    for found in first.sorted():
        report.add(found)
    return statements


def _split(source: Source, report: Report, recover: bool) -> tuple[list[Statement], bool]:
    """`recover`: brackets are known not to balance, so a line that looks like a new statement begins one."""
    text, length = source.text, len(source.text)
    statements: list[Statement] = []
    current: Statement | None = None
    scan = _Scan()
    balanced = True
    position = tokens = 0

    def refuse(code: str, start: int, end: int, message: str, help: str) -> None:
        if current is None or not current.refused:
            report(code, source.span_at(start, min(end, length)), message, help=help)
        if current is not None:
            current.refused = True

    def finish(end: int) -> None:
        nonlocal current, balanced
        if current is None:
            return
        if scan.open:
            balanced = False
            sign, place = scan.open[-1]
            refuse("FW104", place, place + 1, f"`{sign}` is never closed", f"write the matching `{_CLOSING[sign]}`")
        current.end = end
        current = None
        scan.open.clear()
        scan.operators[:] = [0]
        scan.signs = 0

    while position < length:
        found = _TOKEN.match(text, position)
        if found is None:
            if current is None:
                current = Statement(position, length)
                statements.append(current)
            refuse("FW104", position, position + 1, f"{text[position]!r} has no meaning here", "remove it")
            position += 1
            continue
        kind, start = found.lastgroup, position
        position = found.end()
        if kind in ("space", "comment"):
            continue
        if kind == "newline":
            at_margin = position < length and text[position] not in " \t\f\n#)]}"
            if scan.open:
                if recover and at_margin and _NEW_STATEMENT.match(text, position):
                    finish(start)
            elif at_margin or position >= length:
                finish(start)
            continue
        tokens += 1
        if tokens > MAX_TOKENS:
            report(
                "FW106",
                source.span_at(start, position),
                f"the file has more than {MAX_TOKENS:,} words and signs",
                help="split it into several files; long lists of words or domains belong in lists/",
            )
            return [], balanced
        if current is None:
            current = Statement(start, length)
            statements.append(current)
            assigned = _ASSIGNED.match(text, start)
            current.assigns = assigned.group(1) if assigned else None
            if start and text[start - 1] != "\n":
                refuse("FW104", start, position, "this line is indented", "begin each statement at the margin")
        if kind == "quote":
            quote = found.group()
            stops = _STRING_STOP[quote].finditer(text, position)
            end = next((stop for stop in stops if text[stop.start()] != "\\"), None)
            scan.signs = 0
            if end is None or end.group() != quote:
                message = "this text is never closed"
                refuse("FW104", start, position, message, f"write {quote} at its end")
                if len(quote) == 3:
                    current.end = length
                    return statements, balanced
                line_end = text.find("\n", position)
                position = length if line_end < 0 else line_end
            else:
                position = end.end()
            continue
        word = found.group()
        if kind == "name" and text[position : position + 1] in ("'", '"') and word.lower() in _STRING_PREFIXES:
            if set(word.lower()) & set("ftb"):
                what = "bytes" if "b" in word.lower() else "a text with code in it"
                advice = "write a plain text; in `because`, {names} in a plain text are filled in"
                refuse(
                    "FW108",
                    start,
                    position + 1,
                    f"{what} ({word}{text[position]}...) is not part of the language",
                    advice,
                )
        elif kind in ("name", "number"):
            if kind == "name" and (word.startswith("__") or not word.isascii()):
                what = "begins with two underscores" if word.isascii() else "has letters other than a-z"
                refuse("FW112", start, position, f"the name `{word[:40]}` {what}", "use a-z, 0-9 and _ in names")
            if kind == "name" and word in _WORD_OPERATORS:
                scan.operators[-1] += 1
                scan.signs += 1
            else:
                scan.signs = 0
            if kind == "number" and len(word) > MAX_NUMBER_LENGTH:
                message = f"a number of {len(word):,} characters"
                refuse("FW309", start, position, message, "numbers have 64 bits: about 18 digits")
        elif kind == "open":
            scan.open.append((word, start))
            scan.operators[-1] += 1
            scan.operators.append(0)
            scan.signs = 0
            if len(scan.open) == MAX_BRACKETS + 1:
                refuse("FW105", start, position, f"more than {MAX_BRACKETS} brackets are open here", _NAME_PARTS)
            if len(scan.open) > MAX_TOKENS:
                return [], balanced
        elif kind == "close":
            if not scan.open or _CLOSING[scan.open[-1][0]] != word:
                balanced = False
                refuse("FW104", start, position, f"`{word}` closes nothing", "remove it or open the bracket before")
            if scan.open:
                scan.open.pop()
                scan.operators.pop()
            scan.signs = 0
        elif kind == "comma":
            scan.operators[-1] = 0
            scan.signs = 0
        else:
            scan.operators[-1] += 1
            scan.signs += 1
        if scan.signs > MAX_SIGNS_IN_A_ROW:
            refuse(
                "FW105",
                start,
                position,
                f"more than {MAX_SIGNS_IN_A_ROW} operators in a row",
                "write only those needed",
            )
        if scan.operators[-1] > MAX_OPERATORS:
            message = f"more than {MAX_OPERATORS:,} operators in one expression"
            refuse("FW105", start, position, message, _NAME_PARTS)
    finish(length)
    return statements, balanced
