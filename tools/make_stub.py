"""Writes the type stub of the policy language for editors and Pyright.

python tools/make_stub.py                  the shipped one, src/fairwater/policy/__init__.pyi
python tools/make_stub.py REPOSITORY       one with the fields of a policy repository, and settings for Pyright
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fairwater.events.schema import Schema
from fairwater.policy.fields import read_fields
from fairwater.policy.stub import editor_files, stub_source
from fairwater.signals.library import standard_library

SHIPPED = Path(__file__).parent.parent / "src" / "fairwater" / "policy" / "__init__.pyi"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", nargs="?", type=Path)
    repository = parser.parse_args().repository
    if repository is None:
        SHIPPED.write_text(stub_source(Schema.of(), standard_library()), "utf-8")
        return 0
    fields = repository / "fields.toml"
    reading = read_fields(fields.read_bytes() if fields.is_file() else b"", str(fields))
    if reading.schema is None:
        for problem in reading.problems:
            print(f"{fields}:{problem.line or 1}: {problem.message}\n  help: {problem.help}", file=sys.stderr)
        return 1
    for name, text in editor_files(reading.schema, standard_library()).items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
