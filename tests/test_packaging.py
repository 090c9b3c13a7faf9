"""The package: version, licence and contents, and that the pinned requirements are those of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path

import pytest

import fairwater

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GENERATED = (".c", ".so", ".pyc")


def test_one_version_everywhere() -> None:
    stated = PROJECT["project"]["version"]
    assert fairwater.__version__ == version("fairwater") == stated
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?{re.escape(stated)}\]?", changelog, re.MULTILINE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel of everything but the compiled parts: without setup.py none are built, which saves minutes."""
    place = tmp_path_factory.mktemp("package")
    ignored = shutil.ignore_patterns(*(f"*{suffix}" for suffix in GENERATED), "*.egg-info", "__pycache__")
    shutil.copytree(ROOT / "src", place / "src", ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, place / name)
    build = "from setuptools import build_meta; build_meta.build_wheel('.')"
    done = subprocess.run([sys.executable, "-c", build], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = place.glob("*.whl")
    return zipfile.ZipFile(path)


def test_everything_in_the_source_folder_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    package = ROOT / "src"
    files = {
        str(path.relative_to(package))
        for path in (package / "fairwater").rglob("*")
        if path.is_file() and path.suffix not in GENERATED and "__pycache__" not in path.parts
    }
    assert files - set(wheel.namelist()) == set()


@pytest.mark.parametrize(
    "part", [r"py\.typed", r".*\.pyi", r".*\.pyx", r"examples/.*/charter\.toml", r"examples/.*\.py"]
)
def test_the_wheel_holds_types_and_examples(wheel: zipfile.ZipFile, part: str) -> None:
    assert any(re.fullmatch(rf"fairwater/{part}", name) for name in wheel.namelist())


def test_the_wheel_carries_its_licence_and_its_command(wheel: zipfile.ZipFile) -> None:
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    fields = Parser().parsestr(wheel.read(metadata).decode())
    assert fields["License-Expression"] == "Apache-2.0"
    assert fields["Requires-Python"] == ">=3.11"
    licence = wheel.read(metadata.replace("METADATA", "licenses/LICENSE")).decode()
    assert "Apache License" in licence and "Version 2.0, January 2004" in licence
    commands = wheel.read(metadata.replace("METADATA", "entry_points.txt")).decode()
    assert "fairwater = fairwater.cli:main" in commands


def test_patterns_repeat_no_group_possessively() -> None:
    """Before Python 3.11.5, which Debian 12 is, `re` then finds wrong matches (python/cpython#106052)."""
    possessive_group = re.compile(r"(?<!\()\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
    sources = (ROOT / "src").rglob("*.py")
    found = {path.name for path in sources if possessive_group.search(path.read_text(encoding="utf-8"))}
    assert found == set(), "repeat single characters possessively, groups plainly"


def requirement_name(line: str) -> str:
    return re.split(r"[\s<>=!~;\[]", line.strip(), maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", ["runtime", "dev"])
def test_the_lock_pins_every_requirement_with_hashes(lock: str) -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    if lock == "dev":
        wanted += PROJECT["project"]["optional-dependencies"]["dev"]
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9][a-z0-9.\-]*)==\S+.*?\\\n\s+--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    missing = {requirement_name(line) for line in wanted} - set(pins)
    assert missing == set(), "run `make lock`"
    assert len(pins) == len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE))
    assert "://" not in text  # no registry is named: whoever installs says where from


def test_both_locks_pin_the_same_versions() -> None:
    def pins(lock: str) -> set[str]:
        text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9][a-z0-9.\-]*==\S+", text, re.MULTILINE))

    assert pins("runtime") <= pins("dev")


def test_the_lock_builds_with_what_the_project_names() -> None:
    lines = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == PROJECT["build-system"]["requires"]
