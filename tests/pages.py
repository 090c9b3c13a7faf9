"""A page of the docs in, its code blocks, links and headings out; and its commands run as a reader would run them.

What blocks mean when a page is run, in order, in an empty folder:

- ```console: each `$ command` is run, the lines below it are its output, if any are shown. A line `...` stands for any
  lines, `...` within a line for any text. Commands end with 0, or with N where the block says `exit=N`.
- ```LANGUAGE title="path": the whole of a file; with `append="path"` lines added to its end.
- ```diff title="path": lines with `-` become those with `+`, at one place.

Other blocks (```sh, ```text ...) are only read.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PATIENCE = 60
"""Seconds that one command of a page may take."""

FENCE = re.compile(r"^```(\S*)[ \t]*([^\n]*)\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))')
LINK = re.compile(r"!?\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A code block: language, options of its first line, text, and the line of the page that it begins on."""

    language: str
    options: dict[str, str]
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command of a `console` block, and what the page shows of its output ("" for nothing)."""

    command: str
    shown: str
    exit: int
    line: int


def pages() -> list[Path]:
    """Every page: those at the top of the repository, and those in docs/."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("benchmarks/*.md"))]


def blocks(page: Path) -> list[Block]:
    """The code blocks of a page, in order."""
    text = page.read_text("utf-8")
    found = []
    for match in FENCE.finditer(text):
        options = {one[1]: one[2] if one[2] is not None else one[3] for one in OPTION.finditer(match[2])}
        found.append(Block(match[1], options, match[3], text.count("\n", 0, match.start()) + 1))
    return found


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block."""
    number, status = block.line, int(block.options.get("exit", "0"))
    command, at = "", number
    shown: list[str] = []
    for line in block.text.splitlines():
        number += 1
        if command.endswith("\\"):
            command = command[:-1].rstrip() + " " + line.strip()
        elif line.startswith("$ "):
            if command:
                yield Command(command, "\n".join(shown).strip("\n"), status, at)
            command, shown, at = line[2:], [], number
        else:
            shown.append(line)
    if command:
        yield Command(command, "\n".join(shown).strip("\n"), status, at)


def prose(page: Path) -> str:
    """The page without its code blocks."""
    return FENCE.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    """The targets of the links of a page, those to the web left out."""
    return [target for target in LINK.findall(prose(page)) if not re.match(r"[a-z]+:", target)]


def anchors(page: Path) -> set[str]:
    """The names under which code hosts let a heading be linked: lower case, no punctuation, hyphens for spaces."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(prose(page))}


def matches(shown: str, output: str) -> bool:
    """Whether the output is what the page shows of it."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*"
        else:
            pattern += r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("...")) + r"[ ]*\n"
    output = "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")
    return re.fullmatch(pattern, output + "\n") is not None


class Reader:
    """Follows a page in a folder, as a reader would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        programs = folder / ".bin"
        programs.mkdir()
        for name, arguments in {"fairwater": "-m fairwater.cli ", "python": ""}.items():
            (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {arguments}"$@"\n')
            (programs / name).chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "FAIRWATER_CACHE": str(folder / ".cache"),
            "COLUMNS": "100",
            "LC_ALL": "C.UTF-8",
        }

    def follow(self, page: Path) -> int:
        """Do what the page says. Returns how many commands were run; raises AssertionError where it is not so."""
        count = 0
        for block in blocks(page):
            place = f"{page.relative_to(ROOT)}:{block.line}"
            if block.language == "console":
                for command in commands(block):
                    self.run(command, f"{page.relative_to(ROOT)}:{command.line}")
                    count += 1
            elif block.language == "diff" and "title" in block.options:
                self.change(block, place)
            elif "title" in block.options:
                self.file(block.options["title"]).write_text(block.text, "utf-8")
            elif "append" in block.options:
                with self.file(block.options["append"]).open("a", encoding="utf-8") as file:
                    file.write("\n" + block.text)
        return count

    def file(self, name: str) -> Path:
        """A file in the folder, which the page may make."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def run(self, command: Command, place: str) -> None:
        """Run a command and compare what it prints with what the page shows."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command.command], cwd=self.folder, env=self.environment, text=True,
            encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE, check=False,
        )  # fmt: skip
        told = f"{place}: $ {command.command}\n"
        assert done.returncode == command.exit, f"{told}ended with {done.returncode}:\n{done.stdout}"
        if command.shown:
            assert matches(command.shown, done.stdout), f"{told}the page shows\n{command.shown}\nit is\n{done.stdout}"

    def change(self, block: Block, place: str) -> None:
        """Apply a diff to a file."""
        path = self.folder / block.options["title"]
        old = "".join(line[1:] for line in block.text.splitlines(keepends=True) if line[:1] in "- ")
        new = "".join(line[1:] for line in block.text.splitlines(keepends=True) if line[:1] in "+ ")
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{place}: these lines are {text.count(old)} times in {path.name}:\n{old}"
        path.write_text(text.replace(old, new), "utf-8")
