"""The table of codes: each example yields just its code, its correction nothing; the page in the docs is the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fairwater.policy import check as check_module
from fairwater.policy.codes import CODES, codes_page
from fairwater.policy.codes_repository import REPOSITORY_CODES
from fairwater.policy.diagnostics import render, severity_of
from policy_world import check

ROOT = Path(__file__).parent.parent
SOURCES = Path(check_module.__file__).parent


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_the_wrong_example_yields_its_code_and_nothing_else(code) -> None:
    found = check(code.bad.files).diagnostics
    assert {one.code for one in found} == {code.code}, [(one.code, one.message) for one in found]
    for one in found:
        assert one.help
        assert one.severity is severity_of(code.code)
        source = code.bad.files[one.span.file].decode("utf-8", "replace")
        assert code.code in render(one, source)


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_the_right_example_yields_nothing(code) -> None:
    assert [(one.code, one.message) for one in check(code.good.files).diagnostics] == []


def test_every_code_that_is_reported_is_in_the_table_and_every_code_in_the_table_is_reported() -> None:
    used = set()
    for file in SOURCES.glob("*.py"):
        if not file.name.startswith("codes"):
            used |= set(re.findall(r'"(FW[1-6]\d\d)"', file.read_text("utf-8")))
    assert used - {code.code for code in REPOSITORY_CODES} == set(CODES)


def test_the_page_of_codes_is_made_from_the_table() -> None:
    assert (ROOT / "docs" / "reference" / "codes.md").read_text(encoding="utf-8") == codes_page()
