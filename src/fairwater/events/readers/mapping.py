"""A mapping file (TOML) and frames of any JSON come in; events go out.

    [event]
    id = "$.comment_id"                                       # a path into the frame
    time = { path = "$.ts", time_format = "unix_ms" }
    kind = "= post.create"                                    # a constant
    "account.id" = { path = "$.user.name", prefix = "u:" }
    "account.bot" = { path = "$.flags", map = { B = true }, default = false }
    "links" = "$.urls[*].expanded"
    "subject.id" = { join = ["$.site", "$.page"], separator = "/" }

Targets are fields of the schema: by their path in the language, or in JSON ("id", "time", "kind"). A path is `$`, then
`.name`, `['any name']`, `[0]` or `[*]` (each item of a list); what it does not find is unknown. A target that is a list
takes a path to a list, or one with `[*]`. Values keep their type unless `type` says otherwise. Everything is checked
when the file is read; an error names the key and what is allowed.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fairwater.events.errors import InputError
from fairwater.events.readers.common import BadFrame, Frame, Reading, no_object
from fairwater.events.readers.paths import Path, parse_path
from fairwater.events.readers.values import TIME_FORMATS, TYPES, change_type, read_time
from fairwater.events.schema import FieldSpec, Schema

_OPTIONS = ("path", "const", "join", "separator", "prefix", "map", "default", "type", "time_format")
_SOURCES = ("path", "const", "join")
_TOP = ("about", "event")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one field is made. Exactly one of `path`, `join` is set, or neither: then `const` is the value."""

    spec: FieldSpec
    path: Path | None = None
    join: tuple[Path | str, ...] = ()
    const: Any = None
    separator: str = ""
    prefix: str = ""
    map: Mapping[str, Any] | None = None
    default: Any = None
    type: str = ""
    time_format: str = ""

    def value(self, frame: Frame) -> Any:
        """The field of this frame, None when unknown; raises `BadFrame` when it cannot be made."""
        if self.join:
            pieces = [piece if isinstance(piece, str) else piece.find(frame) for piece in self.join]
            if any(piece is None for piece in pieces):
                return self.default
            found: Any = self.separator.join(str(change_type(piece, "str", self.spec.path)) for piece in pieces)
        elif self.path is not None:
            found = self.path.find(frame)
        else:
            return self.const
        if isinstance(found, list) and self.spec.type.item is not None:
            return [self._one(item) for item in found]
        return self._one(found)

    def _one(self, value: Any) -> Any:
        if value is not None and self.map is not None:
            value = self.map.get(_key(value))
        if value is None:
            return self.default
        if self.type:
            value = change_type(value, self.type, self.spec.path)
        if self.time_format:
            value = read_time(value, self.time_format, self.spec.path)
        if self.prefix:
            value = self.prefix + str(change_type(value, "str", self.spec.path))
        return value


class MappingReader:
    """Reads frames by a mapping."""

    def __init__(self, name: str, rules: tuple[Rule, ...]) -> None:
        self.name = name
        self.rules = rules

    @staticmethod
    def parse(text: str, schema: Schema, name: str) -> MappingReader:
        """The mapping in the text of a file called `name`; raises `InputError` for anything not understood."""
        try:
            table = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise InputError(f"{name} is not TOML", str(error)) from None
        for key in table:
            if key not in _TOP:
                raise InputError(f"{name}: unknown key {key!r}", f"allowed are {', '.join(_TOP)}")
        if not isinstance(table.get("event"), dict):
            raise InputError(f"{name}: there is no table [event]", "it says where each field of an event comes from")
        parser = _Parser(name, schema)
        rules = tuple(parser.rules(table["event"], ""))
        made = [rule.spec.path for rule in rules]
        for path in ("event.id", "event.time", "event.kind"):
            if path not in made:
                raise InputError(f"{name}: [event] lacks {schema.fields[path].wire!r}", "every event needs it")
        for path in made:
            if made.count(path) > 1:
                raise InputError(f"{name}: {path!r} is given twice", "leave one out")
        return MappingReader(name, rules)

    def convert(self, frame: object) -> Reading:
        """The one event of a frame."""
        if not isinstance(frame, dict):
            return no_object(frame)
        made: Frame = {}
        try:
            for rule in self.rules:
                value = rule.value(frame)
                if value is not None:
                    _place(made, rule.spec, value)
        except BadFrame as error:
            return error.letter
        return [made]


def _place(made: Frame, spec: FieldSpec, value: Any) -> None:
    *parents, last = spec.wire.split(".")
    node = made
    for parent in parents:
        node = node.setdefault(parent, {})
    if not spec.each:
        node[last] = value
        return
    if not isinstance(value, list):
        raise BadFrame(spec.path, "must be a list")
    objects = node.setdefault(last, [])
    objects += [{} for _ in range(len(value) - len(objects))]
    for item, known in zip(objects, value, strict=False):
        if known is not None:
            item[spec.each] = known


def _key(value: Any) -> str:
    """A value as a key of `map` in TOML: true, false, 3, 0.5, text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Parser:
    """Reads the rules of one file."""

    def __init__(self, name: str, schema: Schema) -> None:
        self.name = name
        self.targets = {spec.wire: spec for spec in schema.fields.values() if not spec.each}
        self.targets |= schema.fields

    def rules(self, table: Mapping[str, Any], prefix: str) -> list[Rule]:
        """The rules in a table; a table without any option in it is a part of a dotted target."""
        made = []
        for key, value in table.items():
            target = prefix + key
            if isinstance(value, dict) and target not in self.targets and not value.keys() & set(_SOURCES):
                made += self.rules(value, target + ".")
            else:
                made.append(self._rule(target, value))
        return made

    def _rule(self, target: str, value: Any) -> Rule:
        spec = self.targets.get(target)
        if spec is None:
            near = difflib.get_close_matches(target, self.targets, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise self._error(target, "is no field of the schema", f"{hint}Own fields are declared in fields.toml")
        if isinstance(value, str):
            value = {"path": value} if value.startswith("$") else self._constant(target, value)
        if not isinstance(value, dict):
            raise self._error(
                target, "must be a path, a constant or a table", 'such as "$.a.b", "= text" or { path = … }'
            )
        for option in value:
            if option not in _OPTIONS:
                raise self._error(target, f"has the unknown key {option!r}", f"allowed are {', '.join(_OPTIONS)}")
        given = [option for option in _SOURCES if option in value]
        if len(given) != 1:
            raise self._error(target, "needs one source", f"give one of {', '.join(_SOURCES)}")
        return self._checked(target, spec, value)

    def _constant(self, target: str, value: str) -> dict[str, Any]:
        if not value.startswith("="):
            raise self._error(target, f"has the source {value!r}", 'a path begins with "$", a constant with "="')
        return {"const": value[1:].strip()}

    def _checked(self, target: str, spec: FieldSpec, value: dict[str, Any]) -> Rule:
        for option in ("separator", "prefix"):
            if not isinstance(value.get(option, ""), str):
                raise self._error(target, f"has a {option} that is no text", "put it in quotes")
        kind = self._choice(target, value, "type", TYPES)
        time_format = self._choice(target, value, "time_format", TIME_FORMATS)
        item = spec.type.item or spec.type
        if time_format and item.name != "time":
            raise self._error(target, "is no time", "leave out time_format")
        if time_format and (kind or "prefix" in value):
            raise self._error(target, "has a time_format and another change of its value", "leave out type and prefix")
        if value.get("prefix") and item.name != "str":
            raise self._error(target, f"is of type {spec.type}", "a prefix is for texts")
        if "separator" in value and "join" not in value:
            raise self._error(target, "has a separator without join", "leave it out")
        table = value.get("map")
        if table is not None and (not isinstance(table, dict) or not all(map(_is_plain, table.values()))):
            raise self._error(target, "has a map that is no table of values", 'such as { "0" = "post", "1" = "page" }')
        for option in ("default", "const"):
            if option in value and not _is_plain(value[option], lists=True):
                raise self._error(target, f"has a {option} that is no plain value", "give a text, number, bool or list")
        return Rule(
            spec,
            self._path(target, value["path"], spec) if "path" in value else None,
            self._join(target, value["join"], spec) if "join" in value else (),
            value.get("const"),
            value.get("separator", ""),
            value.get("prefix", ""),
            table,
            value.get("default"),
            kind,
            time_format,
        )

    def _choice(self, target: str, value: dict[str, Any], option: str, allowed: tuple[str, ...]) -> str:
        given = value.get(option, "")
        if option in value and given not in allowed:
            raise self._error(target, f"has the {option} {given!r}", f"allowed are {', '.join(allowed)}")
        return str(given)

    def _path(self, target: str, source: Any, spec: FieldSpec | None) -> Path:
        if not isinstance(source, str):
            raise self._error(target, "has a path that is no text", 'such as "$.a.b[0]"')
        try:
            path = parse_path(source)
        except ValueError as error:
            raise self._error(target, f"has the path {source!r}", str(error)) from None
        if path.many and (spec is None or spec.type.item is None):
            raise self._error(target, "takes one value, but its path has [*]", "choose an item, such as [0]")
        return path

    def _join(self, target: str, sources: Any, spec: FieldSpec) -> tuple[Path | str, ...]:
        if not isinstance(sources, list) or not sources or spec.type.name != "str":
            raise self._error(target, "has a join that cannot be used", "join lists paths and constants for a text")
        made: list[Path | str] = []
        for source in sources:
            constant = isinstance(source, str) and source.startswith("=")
            made.append(source[1:].strip() if constant else self._path(target, source, None))
        return tuple(made)

    def _error(self, target: str, what: str, hint: str) -> InputError:
        return InputError(f"{self.name}: [event] {target!r} {what}", hint)


def _is_plain(value: Any, lists: bool = False) -> bool:
    if isinstance(value, list):
        return lists and all(_is_plain(item) for item in value)
    return isinstance(value, (str, int, float, bool))
