"""The rooms of the house: each imports only from rooms below it, in Python files and in compiled ones."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "fairwater"
IMPORT = re.compile(r"^\s*(?:from\s+fairwater\.(\w+)[\w.]*\s+c?import|c?import\s+fairwater\.(\w+))", re.MULTILINE)


def rooms() -> list[str]:
    """The rooms, lowest first, as the contract has them."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    layers = contract["importlinter:contract:rooms"]["layers"].split()
    return [layer.strip("()") for layer in reversed(layers)]


def test_the_order_of_the_rooms_is_the_one_that_was_agreed() -> None:
    agreed = (
        "charter",
        "events",
        "policy",
        "signals",
        "engine",
        "replay",
        "reporting",
        "simulate",
        "connect",
        "bench",
        "cli",
    )
    assert [room for room in rooms() if room in agreed] == list(agreed)


def test_python_files_keep_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def compiled_files() -> list[Path]:
    return sorted(path for suffix in ("pyx", "pxd", "pyi") for path in PACKAGE.rglob(f"*.{suffix}"))


@pytest.mark.parametrize("path", compiled_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_compiled_files_keep_the_contract(path: Path) -> None:
    order = rooms()
    own = order.index(path.relative_to(PACKAGE).parts[0].removesuffix(path.suffix))
    for found in IMPORT.findall(path.read_text(encoding="utf-8")):
        room = found[0] or found[1]
        assert order.index(room) <= own, f"{path.relative_to(PACKAGE)} imports from {room}, a room above it"


def test_every_compiled_file_has_its_types_beside_it() -> None:
    untyped = [
        str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.pyx") if not path.with_suffix(".pyi").exists()
    ]
    assert untyped == []
