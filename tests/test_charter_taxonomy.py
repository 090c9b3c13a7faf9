"""The harms are those of the European taxonomy: no more, no fewer, under the same codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairwater.charter.taxonomy import BY_NAME, CATEGORIES

STANDARD = Path(__file__).parent.parent.parent / "shared" / "standards" / "dsa_statement_of_reasons.json"


def test_categories_and_keywords_are_those_of_the_standard() -> None:
    if not STANDARD.exists():
        pytest.skip(f"{STANDARD} is not there: the taxonomy was not compared with the standard")
    standard = json.loads(STANDARD.read_text("utf-8"))
    expected = {
        entry["category"]: {keyword["keyword"] for keyword in entry["keywords"]}
        for entry in standard["category_keyword_map"]["categories"]
    }
    assert {category.code: {keyword.code for keyword in category.keywords} for category in CATEGORIES} == expected
    accepted = {entry["value"] for entry in standard["enums"]["category_specification"]}
    assert {keyword.code for _, keyword in BY_NAME.values()} <= accepted


def test_every_harm_can_be_written_in_a_policy() -> None:
    for name, (category, keyword) in BY_NAME.items():
        assert name == f"{category.name}.{keyword.name}"
        assert category.name.isidentifier()
        assert keyword.name.isidentifier()
        assert keyword.doc
        assert keyword.name == keyword.code.removeprefix("KEYWORD_").lower()
