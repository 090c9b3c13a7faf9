"""A folder of list files comes in; named sets that answer "is this on the list?" for one string or a column go out.

Entries are kept as 128-bit fingerprints, 22 bytes each, so that millions fit; with ten million entries a string that is
not on the list passes for one that is with a chance of 3 in 10**32. How a list matches is said in its file (`files`):

- exact: the same string, character for character;
- caseless: the same after simple case folding, as caseless patterns see it;
- domain: `scam.example` stands for itself and every host below it, label by label (not for `notscam.example`);
  `*.scam.example` only for what is below. Values may be hosts, addresses or URLs; they are brought to normal form.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from fairwater.policy.pattern_chars import fold
from fairwater.signals._fingerprint import FingerprintSet, fingerprint_array
from fairwater.signals.links import host_of
from fairwater.signals.lists._member import contains, contains_column, contains_domain
from fairwater.signals.lists.files import ListFile, ListInfo, ListProblem

SUFFIXES = (".txt", ".csv", ".json")
MAX_ENTRY = 1_024
"""Longest entry, in characters."""
MAX_ENTRIES = 50_000_000
MAX_LISTS = 1_000
PIECE = 65_536

UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")


@dataclass(frozen=True, slots=True)
class ManagedList:
    """One list. `count`: entries as listed; `version`: SHA-256 (hex) of how it matches and its entries in order."""

    name: str
    info: ListInfo
    count: int
    version: str
    held: FingerprintSet
    below: bool

    def contains(self, value: str) -> bool:
        """Whether `value` is on the list."""
        if self.info.match == "exact":
            return contains(self.held, value)
        if self.info.match == "caseless":
            return contains(self.held, fold(value))
        found = contains_domain(self.held, value, self.below)
        if found is not None:
            return found
        host = host_of(value)
        if host is None:
            return False
        found = contains_domain(self.held, host, self.below)
        return contains(self.held, host) if found is None else found  # an IPv6 address has no parent domains

    def contains_many(self, values: pa.Array) -> npt.NDArray[np.bool_]:
        """Membership of each string of an Arrow column; False for null."""
        if not pa.types.is_string(values.type) and not pa.types.is_large_string(values.type):
            values = values.cast(pa.string())
        if not len(values):
            return np.zeros(0, np.bool_)
        if self.info.match == "caseless":
            values = _folded(values)
        _, offsets, data = values.buffers()
        wide = pa.types.is_large_string(values.type)
        found = contains_column(
            self.held,
            np.frombuffer(offsets, np.int64) if wide else np.frombuffer(offsets, np.int32),
            np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8),
            values.offset,
            len(values),
            self.info.match == "domain",
            self.below,
        )
        for row in np.flatnonzero(found > 1):
            value = values[int(row)].as_py()
            found[row] = value is not None and self.contains(value)
        if values.null_count:
            found[values.is_null().to_numpy(zero_copy_only=False)] = 0
        return found.view(np.bool_)


class ManagedLists:
    """The managed lists of a policy repository, by name. `problems`: what was skipped while reading, and why."""

    def __init__(self, lists: Iterable[ManagedList] = (), problems: Iterable[ListProblem] = ()) -> None:
        self._lists = {each.name: each for each in lists}
        self.problems = tuple(problems)

    @classmethod
    def of(cls, entries: Mapping[str, Iterable[str]], match: str = "exact") -> ManagedLists:
        """Lists of these entries, all matched in one way. An entry that cannot be one is a problem, not an error."""
        problems: list[ListProblem] = []
        lists = []
        for name, values in entries.items():
            file = ListFile(Path(name), ListInfo(match=match))
            lists.append(_build(name, file, enumerate(values, start=1)))
            problems.extend(file.problems)
        return cls(lists, problems)

    @classmethod
    def load(cls, folder: Path) -> ManagedLists:
        """The lists in `folder` (none when there is no such folder); the name of a list is its file's without suffix.

        A line that cannot be read is skipped and noted in `problems`, and so is a file that is no list.
        """
        problems: list[ListProblem] = []
        lists: dict[str, ManagedList] = {}
        for path in _files(folder, problems):
            name = path.stem
            if name in lists:
                problems.append(ListProblem(path.name, 0, f"there is already a list {name!r}: rename one of the files"))
                continue
            file = ListFile(path)
            try:
                lists[name] = _build(name, file, file.entries())
            except OSError as error:
                file.problem(0, f"cannot be read ({error.strerror}): check the file and its permissions")
            problems.extend(file.problems)
        return cls(lists.values(), problems)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the lists, sorted."""
        return tuple(sorted(self._lists))

    def __getitem__(self, name: str) -> ManagedList:
        """The list `name`; raises KeyError that names the ones there are."""
        found = self._lists.get(name)
        if found is None:
            raise KeyError(f"no managed list is called {name!r}: there are {', '.join(self.names) or 'none'}")
        return found

    def contains(self, name: str, value: str) -> bool:
        """Whether the list `name` has `value`, by its own way of matching. Raises KeyError for an unknown list."""
        return self[name].contains(value)

    def contains_many(self, name: str, values: pa.Array | list[str | None]) -> npt.NDArray[np.bool_]:
        """Membership of each string, shape (len(values),); null is False. Raises KeyError for an unknown list."""
        array = pa.array(values, pa.string()) if isinstance(values, list) else values
        return self[name].contains_many(array)

    def version(self, name: str) -> str:
        """Hash of the list's content (hex): changes with its entries or how it matches, not with comments."""
        return self[name].version

    def expired(self, today: date) -> tuple[str, ...]:
        """Names of the lists whose `expires` day is over. They still match: what to do about it is for people."""
        return tuple(name for name in self.names if (last := self[name].info.expires) is not None and last < today)


def _files(folder: Path, problems: list[ListProblem]) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        problems.append(ListProblem(folder.name, 0, f"cannot be opened ({error.strerror}): check its permissions"))
        return []
    files: list[Path] = []
    for path in paths:
        if path.name.startswith(".") or path.suffix not in SUFFIXES:
            continue
        if not path.is_file():
            problems.append(ListProblem(path.name, 0, "is no regular file"))
        elif not path.stem or not NAME_CHARACTERS.issuperset(path.stem):
            problems.append(
                ListProblem(path.name, 0, "the name of a list has lower-case letters, digits, - and _ only")
            )
        elif len(files) == MAX_LISTS:
            problems.append(ListProblem(path.name, 0, f"is one list too many: {MAX_LISTS:,} are read"))
        else:
            files.append(path)
    return files


def _build(name: str, file: ListFile, entries: Iterable[tuple[int, str]]) -> ManagedList:
    """The list of these entries. Pieces of `PIECE` become fingerprints at once, so that no million strings live."""
    firsts: list[npt.NDArray[np.uint64]] = []
    seconds: list[npt.NDArray[np.uint64]] = []
    digest = hashlib.sha256()
    count = 0
    below = False
    normal = _normalised(file, entries)
    while piece := list(islice(normal, PIECE)):
        if not count:
            digest.update(f"{file.info.match}\n".encode())
        count += len(piece)
        if count > MAX_ENTRIES:
            file.problem(0, f"has more than {MAX_ENTRIES:,} entries: the rest was left out; split the list")
            break
        digest.update(("\n".join(piece) + "\n").encode())
        below = below or (file.info.match == "domain" and any(entry[0] == "*" for entry in piece))
        first, second = fingerprint_array(pa.array(piece, pa.string()), "str")
        firsts.append(first)
        seconds.append(second)
    empty = [np.zeros(0, np.uint64)]
    held = FingerprintSet.of(np.concatenate(firsts or empty), np.concatenate(seconds or empty))
    return ManagedList(name, file.info, count, digest.hexdigest(), held, below)


def _normalised(file: ListFile, entries: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Entries in the form in which they are compared; what cannot be one is noted as a problem."""
    for line, entry in entries:
        if len(entry) > MAX_ENTRY:
            file.problem(line, f"the entry is longer than {MAX_ENTRY:,} characters")
            continue
        if not entry.isprintable() and UNWRITABLE.search(entry):
            file.problem(line, f"the entry {entry[:40]!r} holds a control character: remove it")
            continue
        if file.info.match == "domain":
            host = _domain(entry)
            if host is None:
                file.problem(line, f"{entry[:60]!r} is no domain: write it like scam.example or *.scam.example")
                continue
            yield host
        else:
            yield fold(entry) if file.info.match == "caseless" else entry


def _domain(entry: str) -> str | None:
    below = entry.startswith("*.")
    host = entry[2:] if below else entry
    # Most entries are in normal form already; a digit at the end may make it an address in disguise.
    if not (HOST_CHARACTERS.issuperset(host) and host and host[-1].isalpha() and ".." not in host and host[0] != "."):
        if "/" in host or "@" in host:
            return None
        host = host_of(host) or ""
    if not host or len(host) > 253:
        return None
    return "*." + host if below else host


def _folded(values: pa.Array) -> pa.Array:
    if pc.all(pc.string_is_ascii(values)).as_py() is not False:
        return pc.ascii_lower(values)
    folded = [None if value is None else fold(value) for value in values.to_pylist()]
    return pa.array(folded, values.type)
