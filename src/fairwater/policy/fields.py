"""`fields.toml` of a policy repository comes in as bytes, the event schema with the service's own fields goes out.

    ["edit.delta"]
    type = "int"
    doc = "Bytes added, negative when the edit removes text."

The path is how policies write the field. `json` (optional) is where it lies in the JSON of an event, `each` the key to
take from every object of a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from fairwater.charter.document import Problem, Table, read_document
from fairwater.events.schema import FieldSpec, Schema
from fairwater.events.types import ACCOUNT, BOOL, DOMAIN, DURATION, FLOAT, INT, STR, TIME, Type, list_of

MAX_FIELDS = 500
MAX_PROBLEMS = 20

_PLAIN = {
    "bool": BOOL,
    "int": INT,
    "float": FLOAT,
    "str": STR,
    "time": TIME,
    "duration": DURATION,
    "account": ACCOUNT,
    "domain": DOMAIN,
}

TYPES: Mapping[str, Type] = {**_PLAIN, **{f"list[{name}]": list_of(kind) for name, kind in _PLAIN.items()}}
"""Types as `fields.toml` writes them; `account` and `domain` are ids, texts that never mix with each other."""


@dataclass(frozen=True, slots=True)
class FieldsReading:
    """What came of reading `fields.toml`: `schema` is None exactly when there are problems."""

    schema: Schema | None
    problems: tuple[Problem, ...]


def read_fields(data: bytes, file: str = "fields.toml", reserved: Collection[str] = ()) -> FieldsReading:
    """Read and check a repository's own fields; problems are gathered, nothing is raised.

    `reserved`: names that the language uses by itself; no path may begin with one of them.
    """
    top, problems = read_document(data, file)
    if top is None:
        return FieldsReading(None, tuple(problems))
    specs: dict[str, tuple[FieldSpec, Table]] = {}
    for path, table in _entries(top, ""):
        spec = _field(path, table)
        if len(specs) >= MAX_FIELDS:
            table.problem(None, f"more than {MAX_FIELDS} fields", "keep those that policies use")
            break
        if path in specs:
            table.problem(None, f"the field {path!r} is described twice", "remove one of the two")
        elif path.split(".")[0] in reserved:
            first = path.split(".")[0]
            table.problem(None, f"the language uses the name {first!r} by itself", "choose another first name")
        elif spec is not None:
            specs[path] = (spec, table)
    while len(problems) < MAX_PROBLEMS:
        refused = _refused([spec for spec, _ in specs.values()])
        if refused is None:
            break
        path, reason = refused
        _, table = specs.pop(path)
        message, _, help = reason.partition(": ")
        table.problem(None, message, help or "choose another name")
    if problems:
        return FieldsReading(None, tuple(problems[:MAX_PROBLEMS]))
    return FieldsReading(Schema.of(spec for spec, _ in specs.values()), ())


def _entries(table: Table, above: str) -> Iterator[tuple[str, Table]]:
    """Every table that describes a field, with its path; `[edit.delta]` and `["edit.delta"]` mean the same."""
    for name, value in table.values.items():
        path = f"{above}.{name}" if above else name
        inner = table.table(name)
        if isinstance(value, dict):
            if value and all(isinstance(item, dict) for item in value.values()):
                yield from _entries(inner, path)
            else:
                yield path, inner


def _field(path: str, table: Table) -> FieldSpec | None:
    """One field; None when its table is wrong."""
    before = len(table.problems)
    kind = table.choice("type", TYPES)
    doc = table.text("doc", "What the field means, in one sentence.")
    place = table.text("json", path, required=False)
    each = table.text("each", "sha256", required=False, longest=100)
    table.close()
    if len(table.problems) > before:
        return None
    return FieldSpec(path, TYPES[kind], doc, "" if place == path else place, each)


def _refused(specs: list[FieldSpec]) -> tuple[str, str] | None:
    """The path of the first field that the schema refuses, and why; None when it takes them all."""
    fine, wrong, reason = 0, len(specs) + 1, ""
    while fine + 1 < wrong:
        middle = (fine + wrong) // 2
        try:
            Schema.of(specs[:middle])
        except ValueError as error:
            wrong, reason = middle, str(error)
        else:
            fine = middle
    if wrong > len(specs):
        return None
    return specs[wrong - 1].path, _own_words(specs, specs[wrong - 1].path, reason)


def _own_words(specs: list[FieldSpec], path: str, reason: str) -> str:
    """The reason, unless the field is in the way of another own one: then that one is named."""
    for other in (spec.path for spec in specs):
        if other != path and (other.startswith(f"{path}.") or path.startswith(f"{other}.")):
            return (
                f"{path!r} and {other!r} cannot both be fields, as one would lie within the other: choose other names"
            )
    return reason
