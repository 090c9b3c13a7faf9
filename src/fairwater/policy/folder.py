"""The folder of a policy repository comes in, its files by relative path go out, within limits and without surprises.

Only regular files inside the folder are read. A link that leads out of it, a folder that is a link, a pipe or a device
is refused: a repository is shown to many people, and what it does must not depend on the machine it lies on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fairwater.policy.diagnostics import Diagnostic, Severity
from fairwater.policy.limits import MAX_FILE_BYTES
from fairwater.policy.tree import Span

MAX_FILES = 5_000
"""Files of one repository, of all kinds together."""

MAX_FOLDERS = 8
"""Levels of folders below the repository's own."""

MAX_SMALL_BYTES = MAX_FILE_BYTES
"""Bytes of one file that is read whole: charter, fields, policy, test. Lists and events are only named here."""

MAX_TOTAL_BYTES = 32 * 1024 * 1024
"""Bytes of all these files together."""


def at(file: str, line: int | None = None) -> Span:
    """A line of a file, or its beginning."""
    return Span(file, line or 1, 0, line or 1, 0)


@dataclass(slots=True)
class Folder:
    """The files below `root` as far as they may be used, and the diagnostics about the others."""

    root: Path
    files: dict[str, Path] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    total: int = 0

    def error(self, code: str, file: str, message: str, help: str, line: int | None = None) -> None:
        """Note an error about a file."""
        self.diagnostics.append(Diagnostic(code, Severity.ERROR, message, at(file, line), help))

    def warning(self, code: str, file: str, message: str, help: str) -> None:
        """Note something to look at."""
        self.diagnostics.append(Diagnostic(code, Severity.WARNING, message, at(file), help))

    def below(self, folder: str, *suffixes: str) -> Iterator[str]:
        """The relative paths of the files in a folder and below, with one of the suffixes, in order."""
        for name in self.files:
            if name.startswith(f"{folder}/") and name.endswith(suffixes):
                yield name

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when it is too large or cannot be read, which is then noted."""
        path = self.files[name]
        try:
            size = path.stat().st_size
            if size > MAX_SMALL_BYTES:
                wrong = f"{name} has {size:,} bytes, more than {MAX_SMALL_BYTES:,}"
                self.error("FW703", name, wrong, "split it; long lists of words or domains belong in lists/")
                return None
            self.total += size
            if self.total > MAX_TOTAL_BYTES:
                wrong = f"the files together have more than {MAX_TOTAL_BYTES:,} bytes"
                self.error("FW703", name, wrong, "make several repositories of it")
                return None
            with path.open("rb") as file:
                return file.read(MAX_SMALL_BYTES)
        except OSError as error:
            self.error("FW702", name, f"{name} cannot be read: {_reason(error)}", "check that it is there and readable")
            return None


def open_folder(root: Path) -> Folder:
    """Look through a folder; nothing is read yet. Files are sorted by their relative path with `/`."""
    folder = Folder(root)
    try:
        home = root.resolve(strict=True)
        _look(folder, home, home, "", 0)
    except OSError as error:
        folder.error(
            "FW701", str(root), f"{root} cannot be opened: {_reason(error)}", "name a folder with a charter.toml"
        )
    folder.files = dict(sorted(folder.files.items()))
    return folder


def _look(folder: Folder, home: Path, place: Path, above: str, level: int) -> None:
    """Note the files of one folder, and look into the folders in it."""
    for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        name = f"{above}{entry.name}"
        if not name.isprintable() or "\\" in name:
            shown = ascii(name)
            folder.error("FW702", shown, f"the name {shown} cannot be shown to people", "rename the file")
            continue
        if entry.is_dir(follow_symlinks=False):
            if level >= MAX_FOLDERS:
                wrong = f"{name} lies more than {MAX_FOLDERS} folders deep"
                folder.error("FW703", name, wrong, "move it up")
                continue
            _look(folder, home, Path(entry.path), f"{name}/", level + 1)
            continue
        refused = _refused(home, Path(entry.path))
        if refused:
            folder.error("FW702", name, f"{name} {refused}", "put the file itself into the repository")
        elif len(folder.files) >= MAX_FILES:
            if not any(found.code == "FW703" and found.span.file == above for found in folder.diagnostics):
                folder.error(
                    "FW703", above, f"the repository has more than {MAX_FILES:,} files", "remove what it does not need"
                )
            return
        else:
            folder.files[name] = Path(entry.path)


def _refused(home: Path, path: Path) -> str:
    """Why something in a folder is not used as a file; "" when it is."""
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(home):
            return "is a link that leads out of the repository"
        mode = target.stat().st_mode
    except (OSError, RuntimeError):
        return "is a link that leads nowhere"
    if stat.S_ISDIR(mode):
        return "is a link to a folder"
    return "" if stat.S_ISREG(mode) else "is not a plain file"


def _reason(error: OSError) -> str:
    """What the system said, without the path."""
    return (error.strerror or "it failed").lower()
