"""The implementation of the language comes in, the reference page of the language goes out."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise, product

from reference.page import filled, table

from fairwater.charter import read_charter
from fairwater.charter.measures import MEASURES
from fairwater.events import types
from fairwater.events.schema import FieldSpec, Schema
from fairwater.events.types import DAY, FLOAT
from fairwater.policy import limits
from fairwater.policy.check import check_files
from fairwater.policy.codes_repository import CHARTER
from fairwater.policy.vocabulary import SUBJECTS, UNITS
from fairwater.signals.library import standard_library

SAMPLES = {
    "int": "account.posts",
    "float": "number",
    "duration": "account.age",
    "time": "event.time",
    "str": "title",
    "list": "links",
}
OPERATORS = ("+", "-", "*", "/", "//", "%")
WINDOWS = (
    ("count(per=, within=, where=)", "int", "how many events"),
    ("distinct(value, per=, within=, where=)", "int", "how many different known values"),
    ("sum(value, per=, within=, where=)", "int or float", "the known values added up; floats exactly, rounded once"),
    ("first_seen(per=, within=, where=)", "time", "when the earliest was; unknown if none counts"),
    (
        "seconds_since_last(per=, within=, where=)",
        "duration",
        "how long before this one the latest was; unknown if none was",
    ),
)
GENERATORS = (
    ("any(body for x in list if condition)", "bool", "whether the body is true for one item at least"),
    ("all(body for x in list if condition)", "bool", "whether it is true for every item"),
    ("count(body for x in list if condition)", "int", "for how many items it is true"),
)


def language_page() -> str:
    """The page, from its frame and the tables."""
    measures = [(f"`{_measure(name)}`", kind.doc) for name, kind in MEASURES.items() if name != "terminate"]
    measures.append(('`review(queue="fraud", severity=3)`', "asks people to look; severity 1 (least) to 5 (most)"))
    return filled(
        "language",
        SUBJECTS=", ".join(f"`{name}`" for name in SUBJECTS),
        MEASURES=table(("measure", "what it does"), measures),
        TYPES=_types(),
        UNITS=", ".join(f"`{unit}(n)`" for unit in UNITS),
        JOINED=f"{types.JOINED_LIMIT:,}",
        KLEENE=_kleene(),
        ARITHMETIC=_arithmetic(),
        WINDOWS=table(("window", "type", "what it gives"), [(f"`{one}`", kind, doc) for one, kind, doc in WINDOWS]),
        WITHIN=f"{limits.MAX_WITHIN // DAY} days",
        GENERATORS=table(("written", "type", "what it gives"), [(f"`{o}`", kind, doc) for o, kind, doc in GENERATORS]),
        LIMITS=_limits(),
    )


def _measure(name: str) -> str:
    """A measure as it is written."""
    kind = MEASURES[name]
    subject = "account" if name in ("limit", "suspend") else "post"
    args = [subject, *(['"possible scam"'] if name == "label" else []), *(["days(2)"] if kind.length == "must" else [])]
    return f"{name}({', '.join(args)})"


def _types() -> str:
    """The table of types in the docstring of `events.types`."""
    doc = inspect.getdoc(types) or ""
    return "\n".join(line for line in doc.splitlines() if line.startswith("|"))


def _kleene() -> str:
    """The truth tables of Kleene's strong logic."""
    order = (False, None, True)
    words = {True: "true", False: "false", None: "unknown"}
    rows = []
    for a in order:
        for b in order:
            both = min(order.index(a), order.index(b))
            either = max(order.index(a), order.index(b))
            rows.append(
                (words[a], words[b], words[order[both]], words[order[either]], words[order[2 - order.index(a)]])
            )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _arithmetic() -> str:
    """What the checker says about every operator between every two types."""
    charter = read_charter(CHARTER).charter
    assert charter is not None
    schema = Schema.of([FieldSpec("number", FLOAT, "A number.")])
    names = {
        f"v{index}": (left, op, right) for index, (left, op, right) in enumerate(product(SAMPLES, OPERATORS, SAMPLES))
    }
    text = "".join(f"{name} = {SAMPLES[left]} {op} {SAMPLES[right]}\n" for name, (left, op, right) in names.items())
    results: dict[tuple[str, str], dict[str, list[str]]] = {}
    for start in range(0, len(names), 100):
        lines = text.splitlines()[start : start + 100]
        source = "\n".join(["from fairwater.policy import *", *lines, ""])
        checked = check_files({"policies/x.py": source.encode()}, schema, standard_library(), charter, ())
        for value in checked.values:
            left, op, right = names[value.name]
            results.setdefault((left, right), {}).setdefault(value.type.name, []).append(op)
    rows = []
    for left in SAMPLES:
        cells = []
        for right in SAMPLES:
            found = results.get((left, right), {})
            cells.append(", ".join(f"`{' '.join(ops)}` {kind}" for kind, ops in found.items()))
        rows.append((f"**{left}**", *cells))
    return table(("", *SAMPLES), rows)


def _limits() -> str:
    """Every limit with its docstring."""
    body = ast.parse(inspect.getsource(limits)).body
    rows = []
    for assigned, doc in pairwise(body):
        if isinstance(assigned, ast.Assign) and isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
            target = assigned.targets[0]
            assert isinstance(target, ast.Name)
            value = getattr(limits, target.id)
            shown = f"{value // DAY} days" if target.id == "MAX_WITHIN" else f"{value:,}"
            rows.append((str(doc.value.value).split("\n")[0], shown))
    return table(("what", "at most"), rows)
