"""Writes the reference pages of the language from its implementation.

python tools/make_reference.py             writes docs/reference/
python tools/make_reference.py --check     only says which pages differ
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from reference.charter import charter_page
from reference.fields import fields_page
from reference.functions import functions_page
from reference.language import language_page

from fairwater.events.schema import Schema
from fairwater.policy.codes_repository import CHARTER
from fairwater.signals.library import standard_library

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


def pages() -> Mapping[str, str]:
    """Every page by its file name."""
    return {
        "language.md": language_page(),
        "functions.md": functions_page(standard_library()),
        "fields.md": fields_page(Schema.of()),
        "charter.md": charter_page(CHARTER.decode()),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        old = [name for name, text in pages().items() if (FOLDER / name).read_text("utf-8") != text]
        for name in old:
            print(f"docs/reference/{name} is not what the implementation says: run python tools/make_reference.py")
        return 1 if old else 0
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
