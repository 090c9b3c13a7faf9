"""What the tests share: a cache of their own, and one small community with its events, simulated once a process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Compiled plans and patterns of the tests stay out of the user's cache."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAIRWATER_CACHE", str(folder))
        yield folder


@dataclass(frozen=True)
class Community:
    """A policy repository as `fairwater new` makes it, and a simulated stretch of a day. For reading only."""

    folder: Path
    events: Path
    truth: Path

    @property
    def lines(self) -> list[bytes]:
        return self.events.read_bytes().splitlines(keepends=True)


@pytest.fixture(scope="session")
def community(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Community:
    from shell import fairwater  # not above: other tests need no command line

    place = tmp_path_factory.mktemp("community")
    made = Community(place / "policies", place / "events.jsonl", place / "truth.jsonl")
    fairwater("new", made.folder).fine()
    fairwater(
        "simulate", "--accounts", 200, "--hours", 6, "--seed", 5, "--out", made.events, "--truth", made.truth
    ).fine()
    return made
