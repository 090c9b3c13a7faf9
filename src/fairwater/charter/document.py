"""A TOML file comes in, checked values go out, one by one, with a `Problem` for whatever is wrong.

A reader asks a `Table` for each key it knows; `close` then refuses the keys nobody asked for, with the nearest name.
Nothing is raised: all problems of a file are gathered, so that a person mends them in one go.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from fairwater.charter.lines import Path, TooDeep, lines_of

MAX_BYTES = 256 * 1024
MAX_PROBLEMS = 100
"""Problems told of one file; the last one says that there are more."""

_UNITS = {
    "second": 1_000_000,
    "minute": 60_000_000,
    "hour": 3_600_000_000,
    "day": 86_400_000_000,
    "week": 7 * 86_400_000_000,
}
_DURATION = re.compile(r"([1-9][0-9]{0,5}) (second|minute|hour|day|week)s?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a TOML file. `key`: dotted path; `line`: 1-based, None when no line can be shown."""

    key: str
    line: int | None
    message: str
    help: str
    suggestion: str = ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`, or ""."""
    if len(word) > 100:
        return ""
    return next(iter(difflib.get_close_matches(word, [name for name in known if len(name) <= 100], 1, 0.6)), "")


def duration_of(text: str) -> int | None:
    """Microseconds of "3 days", "12 hours", "90 minutes", "2 weeks"; None when `text` is not such a duration."""
    match = _DURATION.fullmatch(text)
    return int(match[1]) * _UNITS[match[2]] if match else None


def duration_words(microseconds: int) -> str:
    """The duration in words, in the largest unit that divides it: "3 days"."""
    for unit, size in reversed(_UNITS.items()):
        if microseconds % size == 0 and microseconds >= size:
            count = microseconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{microseconds} microseconds"


def _dotted(path: Path) -> str:
    """The path as a person writes it: "harms.scams_and_fraud", "ladder[2].max"."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part[:100]}" if text else part[:100]
    return text


@dataclass(slots=True)
class Table:
    """One table of a TOML document and the keys taken from it so far."""

    values: Mapping[str, object]
    path: Path
    lines: Mapping[Path, int]
    problems: list[Problem]
    taken: set[str] = field(default_factory=set)

    def line(self, name: str | int | None = None) -> int | None:
        """The line of a key of this table, or the nearest line above it that is known."""
        path = self.path if name is None else (*self.path, name)
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return None

    def problem(self, name: str | None, message: str, help: str, suggestion: str = "") -> None:
        """Note a problem with a key of this table, or with the table itself."""
        if self.full:
            return
        key = _dotted(self.path if name is None else (*self.path, name))
        if len(self.problems) == MAX_PROBLEMS - 1:
            message, help, suggestion = f"more than {MAX_PROBLEMS - 1} problems", "mend these and check again", ""
        self.problems.append(Problem(key, self.line(name), message, help, suggestion))

    @property
    def full(self) -> bool:
        """Whether so many problems were noted that no more are."""
        return len(self.problems) >= MAX_PROBLEMS

    def near(self, word: str, known: Iterable[str]) -> str:
        """The known word most like `word`, or ""; not looked for when the problem would not be noted anyway."""
        return "" if self.full else nearest(word, known)

    def take(self, name: str) -> object:
        """The raw value of a key, or None; whoever asks checks it."""
        self.taken.add(name)
        return self.values.get(name)

    def has(self, name: str) -> bool:
        """Whether the key is there."""
        return name in self.values

    def _missing(self, name: str, example: str) -> None:
        self.problem(name, f"{_dotted((*self.path, name))} is missing", f"add it, for example {name} = {example}")

    def text(self, name: str, example: str, *, required: bool = True, longest: int = 300) -> str:
        """A string of 1 to `longest` characters on one line; "" when absent or wrong."""
        value = self.take(name)
        if value is None:
            if required:
                self._missing(name, f'"{example}"')
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > longest or not value.isprintable():
            self.problem(
                name,
                f"{_dotted((*self.path, name))} must be a text of 1 to {longest} characters on one line",
                f'write something like {name} = "{example}"',
            )
            return ""
        return value

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.take(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        key = _dotted((*self.path, name))
        self.problem(name, f"{key} must be true or false", f"write {name} = true, without quotes")
        return default

    def number(self, name: str, low: float, high: float, default: float, *, whole: bool = False) -> float:
        """A number from `low` to `high`; `default` when absent or wrong."""
        value = self.take(name)
        if value is None:
            return default
        fits = isinstance(value, int) if whole else isinstance(value, (int, float))
        if fits and not isinstance(value, bool) and isinstance(value, (int, float)) and low <= value <= high:
            return value
        kind = "a whole number" if whole else "a number"
        self.problem(
            name,
            f"{_dotted((*self.path, name))} must be {kind} from {low} to {high}, not {_shown(value)}",
            f"write {name} = {default}",
        )
        return default

    def duration(self, name: str, low: int, high: int, default: int | None = None) -> int | None:
        """A duration such as "3 days", in microseconds, from `low` to `high`; `default` when absent or wrong."""
        value = self.take(name)
        if value is None:
            return default
        length = duration_of(value) if isinstance(value, str) else None
        if length is None:
            self.problem(
                name,
                f"{_dotted((*self.path, name))} must be a duration, not {_shown(value)}",
                f'write a whole number and seconds, minutes, hours, days or weeks, such as {name} = "3 days"',
            )
            return default
        if not low <= length <= high:
            self.problem(
                name,
                f"{_dotted((*self.path, name))} is {value}, but must be from {duration_words(low)} to"
                f" {duration_words(high)}",
                "choose a length within these bounds",
            )
            return default
        return length

    def choice(self, name: str, allowed: Collection[str], default: str = "") -> str:
        """One of `allowed`; `default` when absent or wrong. Without a default it must be there."""
        value = self.take(name)
        if value is None:
            if not default:
                self._missing(name, f'"{next(iter(allowed))}"')
            return default
        if isinstance(value, str) and value in allowed:
            return value
        self.unknown(name, _shown(value), str(value), allowed)
        return default

    def unknown(self, name: str | None, shown: str, word: str, allowed: Collection[str]) -> None:
        """Note that `shown` is none of the `allowed` values."""
        near = self.near(word, allowed)
        key = _dotted(self.path if name is None else (*self.path, name))
        self.problem(
            name,
            f"{key} cannot be {shown}",
            f"did you mean {near!r}? It may be: {', '.join(allowed)}" if near else f"it may be: {', '.join(allowed)}",
            near,
        )

    def texts(self, name: str, example: str, *, required: bool = False, most: int = 1000) -> tuple[str, ...]:
        """A list of up to `most` different short strings; () when absent or wrong."""
        value = self.take(name)
        if value is None:
            if required:
                self._missing(name, example)
            return ()
        if (
            not isinstance(value, list)
            or len(value) > most
            or not all(isinstance(item, str) and 0 < len(item) <= 300 for item in value)
        ):
            key = _dotted((*self.path, name))
            wanted = f"{key} must be a list of at most {most} texts"
            self.problem(name, wanted, f"write something like {name} = {example}")
            return ()
        once = dict.fromkeys(value)
        if len(once) != len(value):
            self.problem(name, f"{_dotted((*self.path, name))} names something twice", "name each once")
        return tuple(once)

    def choices(self, name: str, allowed: Collection[str], example: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of different words, each of `allowed`; wrong ones are noted and left out."""
        kept = []
        for item in self.texts(name, example, required=required):
            if item in allowed:
                kept.append(item)
            else:
                self.unknown(name, f"{item!r}", item, allowed)
        return tuple(kept)

    def table(self, name: str, *, required: bool = False, example: str = "") -> Table:
        """The table under a key; an empty one when absent or wrong."""
        value = self.take(name)
        if value is None and required:
            key = _dotted((*self.path, name))
            self.problem(name, f"[{key}] is missing", f"add the table, for example:\n[{key}]\n{example}")
        if value is not None and not isinstance(value, dict):
            key = _dotted((*self.path, name))
            self.problem(name, f"{key} must be a table", f"write [{key}]")
            value = None
        return Table(value if isinstance(value, dict) else {}, (*self.path, name), self.lines, self.problems)

    def tables(self, name: str, *, required: bool = False, example: str = "") -> tuple[Table, ...]:
        """The array of tables under a key."""
        value = self.take(name)
        key = _dotted((*self.path, name))
        if value is None:
            if required:
                self.problem(name, f"[[{key}]] is missing", f"add at least one, for example:\n[[{key}]]\n{example}")
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(name, f"{key} must be written as tables", f"write [[{key}]] before each")
            return ()
        return tuple(
            Table(item, (*self.path, name, index), self.lines, self.problems) for index, item in enumerate(value)
        )

    def close(self) -> None:
        """Refuse every key that nobody took."""
        for name in self.values:
            if name in self.taken or self.full:
                continue
            left = [known for known in self.taken if known not in self.values] or list(self.taken)
            near = self.near(name, left) or self.near(name, self.taken)
            known = ", ".join(sorted(self.taken))
            where = f" in [{_dotted(self.path)}]" if self.path else ""
            self.problem(
                name,
                f"unknown key {name[:100]!r}{where}",
                f"did you mean {near!r}?" if near else f"remove it, or use one of: {known}",
                near,
            )


def _shown(value: object) -> str:
    """A wrong value, short enough to show."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def read_document(data: bytes, file: str) -> tuple[Table | None, list[Problem]]:
    """The top table of a TOML file, and the list that its problems go to; None when it is no TOML at all."""
    problems: list[Problem] = []

    def refuse(line: int | None, message: str, help: str) -> tuple[None, list[Problem]]:
        problems.append(Problem("", line, message, help))
        return None, problems

    if len(data) > MAX_BYTES:
        return refuse(None, f"{file} has {len(data):,} bytes, more than {MAX_BYTES:,}", "make it shorter")
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return refuse(data.count(b"\n", 0, error.start) + 1, f"{file} is not UTF-8", "save the file as UTF-8")
    try:
        lines = lines_of(text)
        values = tomllib.loads(text)
    except TooDeep as error:
        return refuse(error.line, f"{file}: {error}", "write it with fewer levels")
    except (ValueError, RecursionError) as error:
        found = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1 if found else None
        reason = str(error)[: found.start()] if found else "it cannot be read"
        return refuse(line, f"{file} is not TOML: {reason}", "mend the syntax: https://toml.io describes it")
    return Table(values, (), lines, problems), problems
