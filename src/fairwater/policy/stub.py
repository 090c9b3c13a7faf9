"""A schema and a library come in, the type stub of `from fairwater.policy import *` for editors and Pyright goes out.

The shipped `policy/__init__.pyi` is made from the core schema and the standard library. A repository with fields of its
own gets one of its own (`editor_files`). The stub is for help while writing; `fairwater check` alone decides what is
right.

Values of the language are not Python's, so the stub has classes of its own where Python's would allow too much: a
`Text` has the language's methods and no others, and a `Duration` cannot be compared with a number.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fairwater.charter.measures import MEASURES
from fairwater.charter.taxonomy import CATEGORIES
from fairwater.events.schema import Schema
from fairwater.events.types import Type
from fairwater.policy.functions import Function, Library, Param
from fairwater.policy.vocabulary import CASES, DEFINITIONS, GENERATORS, GROUNDS, SUBJECTS, UNITS, VALUES, WINDOWS

WIDTH = 120

_GIVEN = {"bool": "bool", "int": "int", "float": "float", "str": "Text", "time": "Time", "duration": "Duration"}
_TAKEN = _GIVEN | {"str": "Text | str"}
_ENTITIES = {"account": "AccountId", "domain": "DomainId"}


STUB_PATH = "typings/fairwater/policy/__init__.pyi"
"""Where Pyright looks for the stub of a repository before it takes the shipped one."""

PYRIGHT_CONFIG = """{
  "include": ["policies"],
  "typeCheckingMode": "basic",
  "reportWildcardImportFromLibrary": "none"
}
"""
"""Settings for Pyright: all names of the language are imported at once, which it warns about otherwise."""


def editor_files(schema: Schema, library: Library) -> Mapping[str, str]:
    """What a repository needs so that editors complete and check its policies: text by path in the repository."""
    return {STUB_PATH: stub_source(schema, library), "pyrightconfig.json": PYRIGHT_CONFIG}


def given(kind: Type) -> str:
    """How the stub writes the type of a value that the language gives."""
    if kind.item is not None:
        return f"List[{given(kind.item)}]"
    return _ENTITIES.get(kind.entity or "", _GIVEN.get(kind.name, "object"))


def taken(kind: Type) -> str:
    """How the stub writes the type of a parameter: literals of Python are taken, too."""
    if kind.item is not None:
        return f"List[{given(kind.item)}] | Sequence[{taken(kind.item)}]"
    return _TAKEN.get(kind.name, "object")


@dataclass(slots=True)
class _Namespace:
    """A root of dotted names: attributes with type and meaning, and namespaces within it.

    `fields`: parameters of the group when an event of a case is written, `account=account(age=days(2))`.
    """

    attributes: dict[str, tuple[str, str]] = field(default_factory=dict)
    inner: dict[str, _Namespace] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, kind: Type, doc: str, *, is_field: bool) -> None:
        first, _, rest = path.partition(".")
        if rest:
            self.inner.setdefault(first, _Namespace()).add(rest, kind, doc, is_field=is_field)
            if is_field:
                self.fields[first] = "Fields"
        else:
            self.attributes[first] = (given(kind), doc)
            if is_field:
                self.fields[first] = taken(kind)


def stub_source(schema: Schema, library: Library) -> str:
    """The text of the stub. The same schema and library give the same text."""
    root = _Namespace()
    for path, spec in schema.fields.items():
        root.add(path, spec.type, spec.doc, is_field=True)
    for name, function in library.functions.items():
        if function.form == "property":
            root.add(name, function.returns, function.doc, is_field=False)
    plain = _functions(library)
    parts = [
        _HEAD,
        _methods(library),
        _WORDS,
        *_units(),
        *_namespaces(root),
        *_subjects(root),
        *_harms(),
        *_measures(),
        *plain.values(),
    ]
    names = sorted(
        {
            *root.attributes,
            *root.inner,
            *SUBJECTS,
            *UNITS,
            *WINDOWS,
            *GENERATORS,
            *VALUES,
            *GROUNDS,
            *DEFINITIONS,
            *CASES,
            *(name for name in MEASURES if name != "terminate"),
            "review",
            *(category.name for category in CATEGORIES if category.keywords),
            *plain,
        }
    )
    exported = "__all__ = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n"
    return "\n".join([_DOCSTRING, exported, *parts]).rstrip() + "\n"


def _doc(text: str, indent: str, example: str = "") -> str:
    """A docstring, wrapped, with an example in a paragraph of its own."""
    width = WIDTH - len(indent)
    lines = textwrap.wrap(_escaped(text), width - (3 if example else 6), break_long_words=False)
    lines[0] = f'"""{lines[0]}'
    if example:
        lines += ["", f"Example: {_escaped(example)}"]
    if len(lines) > 1:
        lines.append('"""')
    else:
        lines[-1] += '"""'
    return "".join(f"{indent}{line}".rstrip() + "\n" for line in lines)


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return escaped + " " if escaped.endswith('"') else escaped


def _class(name: str, space: _Namespace, base: str) -> Iterator[str]:
    """The class of a namespace, after those of the namespaces within it."""
    for inner, below in space.inner.items():
        yield from _class(f"{name}{_camel(inner)}", below, "")
    lines = f"class {name}{f'({base})' if base else ''}:\n"
    for attribute, (kind, doc) in space.attributes.items():
        lines += f"    {attribute}: {kind}\n" + _doc(doc, "    ")
    for inner in space.inner:
        lines += f"    {inner}: {name}{_camel(inner)}\n"
    if space.fields and name != "_Event":
        lines += _define("__call__", ["self", "*", *_keywords(space.fields)], "Fields", "    ")[:-1] + " ...\n"
    if "labels" in space.attributes:
        lines += _define("has_label", ["self", "label: Text | str", "/"], "bool", "    ")
        lines += _doc("Whether it has this label.", " " * 8) + " " * 8 + "...\n"
    yield lines


def _keywords(fields: Mapping[str, str]) -> list[str]:
    """Parameters by name, all optional."""
    return [f"{name}: {kind} = ..." for name, kind in fields.items()]


def _define(name: str, params: Sequence[str], returns: str, indent: str = "") -> str:
    """The first lines of a function, broken as the formatter breaks them."""
    line = f"{indent}def {name}({', '.join(params)}) -> {returns}:"
    if len(line) <= WIDTH:
        return line + "\n"
    inner = f"{indent}    {', '.join(params)}"
    if len(inner) <= WIDTH:
        return f"{indent}def {name}(\n{inner}\n{indent}) -> {returns}:\n"
    broken = "".join(f"{indent}    {param},\n" for param in params)
    return f"{indent}def {name}(\n{broken}{indent}) -> {returns}:\n"


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _namespaces(root: _Namespace) -> Iterator[str]:
    """Fields and properties. `event` is called, too: it makes an event of a case from all other fields."""
    for name, (kind, doc) in root.attributes.items():
        yield f"{name}: {kind}\n" + _doc(doc, "")
    fields = {"at": "Duration", "time": "Time", "id": "str", "kind": "str"}
    fields |= {name: kind for name, kind in root.fields.items() if name != "event"}
    for name, space in root.inner.items():
        base = {"account": "AccountSubject"}.get(name, "Subject") if name in SUBJECTS else ""
        *before, last = _class(f"_{_camel(name)}", space, base)
        if name == "event":
            doc = (
                "An event of a case; `at` counts from the start of the case; without it, the time of the event before."
            )
            last += _define("__call__", ["self", "*", *_keywords(fields)], "Event", "    ")
            last += _doc(doc, " " * 8) + " " * 8 + "...\n"
        yield from (*before, last)
        yield f"{name}: _{_camel(name)}\n"


def _subjects(root: _Namespace) -> Iterator[str]:
    """What measures fall on, where it is no field, too."""
    for name in SUBJECTS:
        if name not in root.inner:
            yield f"{name}: Subject\n" + _doc(f"The {name}, for a measure to fall on.", "")


def _harms() -> Iterator[str]:
    """Every harm that a charter may govern."""
    for category in CATEGORIES:
        if not category.keywords:
            continue
        name = f"_{_camel(category.name)}"
        lines = f"class {name}:\n" + _doc(category.doc, "    ") + "\n"
        for keyword in category.keywords:
            lines += f"    {keyword.name}: Harm\n" + _doc(keyword.doc, "    ")
        yield lines
        yield f"{category.name}: {name}\n" + _doc(category.doc, "")


def _measures() -> Iterator[str]:
    """The measures that a rule can ask for."""
    for kind in MEASURES.values():
        if kind.name == "terminate":
            continue
        subject = "AccountSubject" if kind.name in ("limit", "suspend") else "Subject"
        params = [f"subject: {subject}"]
        params += ["name: str"] if kind.name == "label" else []
        if kind.length != "none":
            params.append("duration: Duration" + (" = ..." if kind.length == "may" else ""))
        doc = kind.doc[0].upper() + kind.doc[1:] + "."
        yield _define(kind.name, params, "Measure") + _doc(doc, "    ") + "    ...\n"


def _units() -> Iterator[str]:
    for unit in UNITS:
        yield _define(unit, ["number: float", "/"], "Duration") + _doc(f"A number of {unit}.", "    ") + "    ...\n"


def _param(param: Param) -> str:
    """One parameter as written in a signature."""
    kind = taken(param.type)
    if param.many:
        return f"*{param.name}: {kind}"
    return f"{param.name}: {kind}" + (" = ..." if param.optional or param.default is not None else "")


def _signature(name: str, function: Function, *, receiver: str = "", overloaded: bool, indent: str = "") -> str:
    params = [*([receiver] if receiver else []), *map(_param, function.params[1 if receiver else 0 :])]
    lines = f"{indent}@overload\n" if overloaded else ""
    lines += _define(name, params, given(function.returns), indent)
    return lines + _doc(function.doc, f"{indent}    ", function.example) + f"{indent}    ...\n"


def _functions(library: Library) -> Mapping[str, str]:
    """Every function by the name it is written with; its types one after the other, in the order they are tried."""
    grouped: dict[str, list[Function]] = {}
    for name, function in library.functions.items():
        if function.form == "function":
            grouped.setdefault(name.split(".")[0], []).append(function)
    return {
        name: "\n".join(_signature(name, one, overloaded=len(several) > 1) for one in several)
        for name, several in grouped.items()
    }


def _methods(library: Library) -> str:
    """The classes that have methods: texts, and lists by the type of their items."""
    texts: list[str] = []
    lists: dict[str, list[Function]] = {}
    for name, function in library.functions.items():
        if function.form != "method":
            continue
        kind, _, method = name.rpartition(".")
        if kind == "str":
            texts.append(_signature(method, function, receiver="self", overloaded=False, indent="    "))
        else:
            lists.setdefault(method, []).append(function)
    return _TEXT + "".join(texts) + _ENTITY_CLASSES + _LIST + "".join(_of_lists(lists.items()))


def _of_lists(methods: Iterable[tuple[str, list[Function]]]) -> Iterator[str]:
    for method, several in methods:
        for one in several:
            receiver = f"self: {given(one.params[0].type)}"
            yield _signature(method, one, receiver=receiver, overloaded=len(several) > 1, indent="    ")


_DOCSTRING = '''"""The names of the policy language for editors and type checkers.

Made by tools/make_stub.py: do not edit. Policy files are never run: `fairwater check` decides what is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar, overload
'''

_HEAD = '''_Item_co = TypeVar("_Item_co", covariant=True)
_Known = TypeVar("_Known", bool, int, float, Duration, Time)
_Key: TypeAlias = Text | str | int | Time | Duration
_Keys: TypeAlias = _Key | Sequence[_Key]

class Duration:
    """A length of time, such as days(7)."""

    def __lt__(self, other: Duration) -> bool: ...
    def __le__(self, other: Duration) -> bool: ...
    def __gt__(self, other: Duration) -> bool: ...
    def __ge__(self, other: Duration) -> bool: ...
    @overload
    def __add__(self, other: Duration) -> Duration: ...
    @overload
    def __add__(self, other: Time) -> Time: ...
    def __sub__(self, other: Duration) -> Duration: ...
    def __mul__(self, other: int) -> Duration: ...
    def __rmul__(self, other: int) -> Duration: ...
    def __floordiv__(self, other: int) -> Duration: ...
    def __truediv__(self, other: Duration) -> float: ...
    def __mod__(self, other: Duration) -> Duration: ...
    def __neg__(self) -> Duration: ...

class Time:
    """A moment, such as event.time."""

    def __lt__(self, other: Time) -> bool: ...
    def __le__(self, other: Time) -> bool: ...
    def __gt__(self, other: Time) -> bool: ...
    def __ge__(self, other: Time) -> bool: ...
    def __add__(self, other: Duration) -> Time: ...
    @overload
    def __sub__(self, other: Time) -> Duration: ...
    @overload
    def __sub__(self, other: Duration) -> Time: ...

class Listing:
    """A managed list; it stands on the right of `in`."""

    def __contains__(self, item: Text | str, /) -> bool: ...
'''

_TEXT = '''class Text:
    """A text of the event."""

    def __lt__(self, other: Text | str) -> bool: ...
    def __le__(self, other: Text | str) -> bool: ...
    def __gt__(self, other: Text | str) -> bool: ...
    def __ge__(self, other: Text | str) -> bool: ...
    def __add__(self, other: Text | str) -> Text: ...
    def __radd__(self, other: str) -> Text: ...
    def __contains__(self, part: Text | str, /) -> bool: ...
    def matches(self, *patterns: str | Sequence[str], case: bool = ...) -> bool:
        """Whether one of the regular expressions is found, in linear time. Case is ignored unless case=True."""
        ...
    def contains(self, *parts: str | Sequence[str], case: bool = ...) -> bool:
        """Whether one of the parts is found, anywhere. Case is ignored unless case=True."""
        ...
    def has_word(self, *words: str | Sequence[str], case: bool = ...) -> bool:
        """Whether one of the words or phrases is found whole. Case is ignored unless case=True."""
        ...
'''

_ENTITY_CLASSES = '''
class AccountId(Text):
    """The id of an account."""

class DomainId(Text):
    """A registrable domain."""

'''

_LIST = '''class List(Generic[_Item_co]):
    """A list of the event."""

    def __iter__(self) -> Iterator[_Item_co]: ...
    def __contains__(self, item: object, /) -> bool: ...
    @overload
    def __add__(self: List[Text], other: List[Text] | Sequence[Text | str]) -> List[Text]: ...
    @overload
    def __add__(self, other: List[_Item_co] | Sequence[_Item_co]) -> List[_Item_co]: ...
    @overload
    def __radd__(self: List[Text], other: Sequence[Text | str]) -> List[Text]: ...
    @overload
    def __radd__(self, other: Sequence[_Item_co]) -> List[_Item_co]: ...
'''

_WORDS = '''class Subject:
    """What a measure falls on."""

class AccountSubject(Subject):
    """The account, for a measure to fall on."""

class Harm:
    """A harm, "category.keyword"."""

class Ground:
    """What a policy rests on."""

class Measure:
    """A measure that a rule asks for."""

class Policy:
    """A published rule for people."""

    def __init__(self, *, title: str, harm: Harm, ground: Ground, wording: str) -> None: ...

class Rule:
    """A condition that detects a breach of one policy, the measures it asks for, and what the person is told."""

    def __init__(self, policy: Policy, *, when: bool, then: Measure | Sequence[Measure], because: str) -> None: ...

class Event:
    """An event of a case."""

class Fields:
    """A group of fields of an event of a case."""

def hit(rule: Rule, title: str, /, *events: Event, lists: Mapping[str, Sequence[str]] = ...) -> None:
    """A case: the rule must fire on the last of these events. `lists`: what managed lists hold in this case."""
    ...

def miss(rule: Rule, title: str, /, *events: Event, lists: Mapping[str, Sequence[str]] = ...) -> None:
    """A case: the rule must not fire on any of these events."""
    ...

def repeat(times: int, event: Event, /, *, every: Duration = ...) -> Event:
    """Equal events one after the other; {n} in their texts is the number of each."""
    ...

def Terms(clause: str, /) -> Ground:
    """A clause of the terms that the charter names."""
    ...

def Law(name: str, /) -> Ground:
    """A law that the charter names."""
    ...

def review(*, queue: str, severity: int) -> Measure:
    """Asks people to look: in which queue, and how grave it is, 1 (least) to 5 (most)."""
    ...

def listed(name: str, /) -> Listing:
    """The managed list of lists/NAME, on the right of `in`."""
    ...

def time(moment: str, /) -> Time:
    """A moment, RFC 3339: time("2026-01-31T12:00:00Z")."""
    ...

def is_known(value: object, /) -> bool:
    """Whether a value is known; never unknown itself."""
    ...

@overload
def known_or(value: Text, default: Text | str, /) -> Text: ...
@overload
def known_or(value: List[_Item_co], default: List[_Item_co] | Sequence[_Item_co], /) -> List[_Item_co]: ...
@overload
def known_or(value: _Known, default: _Known, /) -> _Known:
    """The value if it is known, else the default."""
    ...

def any(items: Iterable[bool], /) -> bool:
    """Whether something is true for one item at least: any(d in listed("x") for d in link.domains)."""
    ...

def all(items: Iterable[bool], /) -> bool:
    """Whether something is true for every item."""
    ...

@overload
def count(items: Iterable[bool], /) -> int:
    """For how many items something is true."""
    ...

@overload
def count(*, per: _Keys, within: Duration, where: bool = ...) -> int:
    """How many events had the same keys in that time, this one among them."""
    ...

def distinct(value: _Key, /, *, per: _Keys, within: Duration, where: bool = ...) -> int:
    """How many different values there were among events with the same keys in that time."""
    ...

@overload
def sum(value: int, /, *, per: _Keys, within: Duration, where: bool = ...) -> int: ...
@overload
def sum(value: float, /, *, per: _Keys, within: Duration, where: bool = ...) -> float:
    """The values of events with the same keys in that time, added up."""
    ...

def first_seen(*, per: _Keys, within: Duration, where: bool = ...) -> Time:
    """When the first event with the same keys in that time was."""
    ...

def seconds_since_last(*, per: _Keys, within: Duration, where: bool = ...) -> Duration:
    """How long ago the last event with the same keys was, before this one. Unknown when there was none in that time."""
    ...
'''
