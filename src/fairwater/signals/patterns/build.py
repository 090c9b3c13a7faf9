"""Pattern specifications go in; a scanner for all of them comes out, from the cache if it was built before."""

from __future__ import annotations

import importlib.util
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from fairwater.policy.pattern import Pattern, parse_pattern
from fairwater.policy.plan import PatternSpec
from fairwater.signals.patterns import _hyperscan
from fairwater.signals.patterns import cache as files
from fairwater.signals.patterns._scan import Scanner
from fairwater.signals.patterns.encoding import VERSION, expression
from fairwater.signals.patterns.portable import PortableMatcher

MATCHER_VARIABLE = "FAIRWATER_MATCHER"
_BUILD = 2  # of what is cached; raise it with any change to compilation

# Beyond this many character tests Hyperscan takes long to compile a pattern, or refuses it.
_ENGINE_SIZE = 600
# Compiling grows with about the cube of a pattern's character tests (measured: 0.3 s for one of 319, 16 ms for one of
# 119). Together they may take some seconds, not more: no policy can keep the process from starting.
_ENGINE_CUBES = 500_000_000


class _Built(msgspec.Struct, array_like=True):
    """What is cached: two serialised databases (exact, folded) and the ids left to the portable matcher."""

    exact: bytes | None
    folded: bytes | None
    portable: list[int]


@dataclass(frozen=True, slots=True)
class _Item:
    id: int
    source: bytes


@cache
def engine_available() -> bool:
    r"""Whether Hyperscan's shared library is installed and runs on this processor.

    The wheel `hypergrep` carries Intel's Hyperscan 5.4.2 for x86-64 Linux. Its fork Vectorscan is not taken: 5.4.12
    misses matches (for one, of `a\x02` at the end of a buffer when `b\x00\x83\x83\xbc\x03.` is in the same database).
    """
    found = importlib.util.find_spec("hypergrep")
    for folder in (found.submodule_search_locations or []) if found else []:
        for library in sorted((Path(folder) / "lib").glob("libhs.so*")):
            if _hyperscan.load_engine(str(library)):
                return True
    return False


def build_scanner(specs: Sequence[PatternSpec], cache: Path | None) -> Scanner:
    """A scanner whose pattern ids are the places in `specs`.

    `cache`: a private folder for compiled databases (made if missing), None for no caching. Without Hyperscan, or with
    FAIRWATER_MATCHER=portable in the environment, the portable matcher does all. Raises PatternError if a pattern is
    not taken.
    """
    if os.environ.get(MATCHER_VARIABLE) == "portable" or not engine_available():
        return _assemble(specs, _Built(None, None, list(range(len(specs)))), "portable")
    key = _key(specs)
    built = _cached(cache, key) if cache is not None else None
    if built is None:
        built = _compile(specs)
        if cache is not None:
            files.store(cache, key, msgspec.msgpack.encode(built))
    return _assemble(specs, built, "hyperscan+portable" if built.portable else "hyperscan")


def _key(specs: Sequence[PatternSpec]) -> bytes:
    facts = (_BUILD, VERSION, unicodedata.unidata_version, _hyperscan.engine_key())
    return sha256(msgspec.msgpack.encode((facts, [(s.source, s.mode, s.caseless) for s in specs]))).digest()


def _cached(folder: Path, key: bytes) -> _Built | None:
    content = files.load(folder, key)
    if content is None:
        return None
    try:
        return msgspec.msgpack.decode(content, type=_Built)
    except msgspec.MsgspecError:
        return None


def _parsed(spec: PatternSpec) -> Pattern:
    return parse_pattern(spec.source, spec.mode, spec.caseless)


def _assemble(specs: Sequence[PatternSpec], built: _Built, engine: str) -> Scanner:
    def matcher(caseless: bool) -> PortableMatcher | None:
        left = [(at, _parsed(specs[at])) for at in built.portable if specs[at].caseless == caseless]
        return PortableMatcher(left) if left else None

    return Scanner(len(specs), (built.exact, built.folded), (matcher(False), matcher(True)), engine)


def _compile(specs: Sequence[PatternSpec]) -> _Built:
    items: tuple[list[_Item], list[_Item]] = ([], [])
    portable: list[int] = []
    sized = [(sum(term.node.size for term in _parsed(spec).terms), at) for at, spec in enumerate(specs)]
    cubes = 0
    for size, at in sorted(sized):  # the small ones first: as many as can be get the fast engine
        source = expression(_parsed(specs[at]))
        if source is None:
            continue
        cubes += size**3
        if size > _ENGINE_SIZE or cubes > _ENGINE_CUBES:
            portable.append(at)
        else:
            items[specs[at].caseless].append(_Item(at, source.encode("ascii")))
    exact, folded = (_database(some, portable) for some in items)
    return _Built(exact, folded, sorted(portable))


def _database(items: list[_Item], refused: list[int]) -> bytes | None:
    """The database of these items; those the engine does not take are added to `refused`."""
    while items:
        try:
            return _hyperscan.compile_database([item.source for item in items], [item.id for item in items])
        except _hyperscan.CompileFailedError as error:
            if error.index >= 0:
                refused.append(items.pop(error.index).id)
            elif len(items) == 1:
                refused.append(items.pop().id)
            else:
                # It did not say which: keep those that compile alone.
                kept = [item for item in items if _compiles(item)]
                if len(kept) == len(items):
                    raise
                refused.extend(item.id for item in items if item not in kept)
                items = kept
    return None


def _compiles(item: _Item) -> bool:
    try:
        _hyperscan.compile_database([item.source], [item.id])
    except _hyperscan.CompileFailedError:
        return False
    return True
