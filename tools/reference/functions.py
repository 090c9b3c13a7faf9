"""The library of functions comes in, its reference page goes out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from reference.page import filled

from fairwater.policy.functions import Function, Library, Param

TITLES = {
    "str": "Texts",
    "list": "Lists",
    "number": "Numbers",
    "time": "Times and durations",
}


def functions_page(library: Library) -> str:
    """The page: a chapter per kind of value and per root of properties, an entry per written name."""
    chapters: dict[str, dict[str, list[Function]]] = {}
    for function in library.functions.values():
        chapters.setdefault(_chapter(function), {}).setdefault(written_name(function), []).append(function)
    order = [*TITLES.values(), *sorted(set(chapters) - set(TITLES.values()))]
    parts = [_contents(chapters, order)]
    for title in order:
        if title in chapters:
            parts.append(f"## {title}\n")
            parts += [_entry(name, several) for name, several in chapters[title].items()]
    return filled("functions", CHAPTERS="\n".join(parts).rstrip())


def written_name(function: Function) -> str:
    """How a function is named in the page: `len`, `text.lower`, `list.unique`, `link.domain`."""
    if function.form == "method":
        receiver, _, name = function.name.rpartition(".")
        return f"{'text' if receiver == 'str' else 'list'}.{name}"
    return function.name if function.form == "property" else function.name.split(".")[0]


def _chapter(function: Function) -> str:
    if function.form == "property":
        return f"Properties of `{function.name.split('.')[0]}`"
    name = function.params[0].type.name
    kind = {"int": "number", "float": "number", "duration": "time"}.get(name, name)
    return TITLES.get(kind, "Others")


def _contents(chapters: Mapping[str, Mapping[str, list[Function]]], order: list[str]) -> str:
    lines = []
    for title in order:
        if title in chapters:
            names = ", ".join(f"`{name}`" for name in chapters[title])
            lines.append(f"- {title}: {names}")
    return "\n".join(lines) + "\n"


def _entry(name: str, several: list[Function]) -> str:
    """One written name with all its types."""
    lines = [f"### `{name}`\n"]
    for _, same in groupby(several, key=lambda one: one.doc):
        group = list(same)
        lines.append("\n".join(["```python", *(_signature(name, one) for one in group), "```"]) + "\n")
        lines.append(group[0].doc + "\n")
    first = several[0]
    lines.append(f"Example: `{first.example}`\n")
    lines.append(
        f"Cost: {first.cost.name.lower()} (about {first.cost.value:,} ns). Depends on {first.determinism.value}.\n"
    )
    return "\n".join(lines)


def _signature(name: str, function: Function) -> str:
    if function.form == "property":
        return f"{name} -> {function.returns}"
    params = function.params[1:] if function.form == "method" else function.params
    receiver = f"{function.params[0].name}: {function.params[0].type}" if function.form == "method" else ""
    method = name.partition(".")[2]
    call = f"({receiver}).{method}" if receiver else name
    return f"{call}({', '.join(map(_param, params))}) -> {function.returns}"


def _param(param: Param) -> str:
    text = f"{'*' if param.many else ''}{param.name}: {'constant ' if param.constant else ''}{param.type}"
    return f"{text} = {param.default!r}" if param.optional or param.default is not None else text
