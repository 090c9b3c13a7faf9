"""Writes the reference page of the commands from the commands themselves.

python tools/make_cli_reference.py             writes docs/reference/cli.md
python tools/make_cli_reference.py --check     only says whether the page differs
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reference.cli import cli_page

from fairwater.cli import group

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "cli.md"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    page = cli_page(group)
    if not parser.parse_args().check:
        PAGE.write_text(page, "utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text("utf-8") == page:
        return 0
    print("docs/reference/cli.md is not what the commands say: run python tools/make_cli_reference.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
