"""The pages hold what they show: their commands are run, their files written, and the output compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairwater.charter import Charter, read_charter
from fairwater.events.schema import Schema
from fairwater.examples import charter_text
from fairwater.policy.check import check_files
from fairwater.signals.library import standard_library
from pages import ROOT, Block, Reader, blocks, matches, pages

RUN = [page for page in pages() if any(block.language == "console" for block in blocks(page))]
HAND_WRITTEN = [page for page in pages() if "reference" not in page.parts]
FRAGMENTS = [
    (page, block)
    for page in HAND_WRITTEN
    for block in blocks(page)
    if block.language == "python" and not block.options and "fairwater.signals" not in block.text
]
LISTS = ("scam-domains", "official-domains", "shorteners")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def charter() -> Charter:
    read = read_charter(charter_text().encode()).charter
    assert read is not None
    return read


@pytest.mark.parametrize("page", RUN, ids=name)
def test_a_reader_who_follows_a_page_sees_what_it_shows(page: Path, tmp_path: Path) -> None:
    assert Reader(tmp_path).follow(page) > 0


@pytest.mark.parametrize(("page", "block"), FRAGMENTS, ids=lambda one: name(one) if isinstance(one, Path) else "")
def test_a_piece_of_policy_is_without_errors(page: Path, block: Block) -> None:
    source = block.text if "import *" in block.text else "from fairwater.policy import *\n" + block.text
    checked = check_files({"policies/a.py": source.encode()}, Schema.of(), standard_library(), charter(), LISTS)
    assert [f"{name(page)}:{block.line}: {one.code} {one.message}" for one in checked.errors] == []


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md", *sorted(map(name, (ROOT / "docs/howto").glob("*")))])
def test_the_pages_that_a_reader_follows_are_run(page: str) -> None:
    assert ROOT / page in RUN


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("one line", "one line\n", True),
        ("one line", "another line\n", False),
        ("one line", "one line\nand more\n", False),
        ("one ... line", "one short line\n", True),
        ("one ... line", "one short\nline\n", False),
        ("...\nlast", "a\nb\nlast\n", True),
        ("...\nlast", "last\n", True),
        ("...\nlast", "a\nlast one\n", False),
        ("first\n...\nlast", "first\nlast\n", True),
        ("a.b", "axb\n", False),
        ("...", "", True),
    ],
)
def test_shown_output_stands_for_real_output(shown: str, output: str, same: bool) -> None:
    assert matches(shown, output) is same
