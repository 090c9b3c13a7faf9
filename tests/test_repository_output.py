"""Diagnostics for programs: JSON, and SARIF as OASIS specifies version 2.1.0."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fairwater.policy.codes import CODES
from fairwater.policy.codes_repository import REPOSITORY_CODES
from fairwater.policy.diagnostics import Diagnostic, Severity, diagnostic
from fairwater.policy.output import as_json, as_sarif
from fairwater.policy.tree import Span

TYPO = diagnostic(
    "FW201",
    Span("policies/späm wave.py", 3, 8, 3, 14),
    "there is no `acount`",
    help="did you mean `account`?",
    suggestion="account",
)
UNUSED = diagnostic("FW601", Span("policies/a.py", 9, 0, 10, 4), "`fresh` is not used")
ALL_CODES = sorted({*CODES, *(code.code for code in REPOSITORY_CODES)})

_SPANS = st.builds(
    lambda file, line, column, lines, columns: Span(file, line, column, line + lines, column + columns),
    st.sampled_from(["policies/a.py", "charter.toml", "policies/with space/ü%.py"]),
    st.integers(1, 9999),
    st.integers(0, 500),
    st.integers(0, 3),
    st.integers(0, 80),
)
_DIAGNOSTICS = st.lists(
    st.builds(
        lambda code, span, message, help, suggestion: diagnostic(code, span, message, help=help, suggestion=suggestion),
        st.sampled_from(ALL_CODES),
        _SPANS,
        st.text(min_size=1),
        st.text(),
        st.none() | st.text(),
    ),
    max_size=5,
)


def test_json_counts_lines_and_columns_from_one() -> None:
    assert json.loads(as_json([TYPO, UNUSED])) == {
        "ok": False,
        "errors": 1,
        "warnings": 1,
        "diagnostics": [
            {
                "code": "FW201",
                "severity": "error",
                "message": "there is no `acount`",
                "file": "policies/späm wave.py",
                "line": 3,
                "column": 9,
                "end_line": 3,
                "end_column": 15,
                "help": "did you mean `account`?",
                "suggestion": "account",
            },
            {
                "code": "FW601",
                "severity": "warning",
                "message": "`fresh` is not used",
                "file": "policies/a.py",
                "line": 9,
                "column": 1,
                "end_line": 10,
                "end_column": 5,
                "help": None,
                "suggestion": None,
            },
        ],
    }
    assert json.loads(as_json([UNUSED]))["ok"] is True
    assert json.loads(as_json([])) == {"ok": True, "errors": 0, "warnings": 0, "diagnostics": []}


def test_a_result_of_sarif_names_its_rule_place_and_fix() -> None:
    log: Any = json.loads(as_sarif([TYPO]))
    (run,) = log["runs"]
    (result,) = run["results"]
    assert result["ruleId"] == "FW201"
    assert result["level"] == "error"
    assert result["message"] == {"text": "there is no `acount`. Did you mean `account`?"}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "policies/sp%C3%A4m%20wave.py"
    assert place["region"] == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 15}
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": place["region"], "insertedContent": {"text": "account"}}]
    assert run["tool"]["driver"]["rules"] == [{"id": "FW201", "shortDescription": {"text": CODES["FW201"].title}}]


@given(_DIAGNOSTICS)
def test_every_log_keeps_the_rules_of_sarif(found: list[Diagnostic]) -> None:
    log: Any = json.loads(as_sarif(found))
    assert log["version"] == "2.1.0"
    assert re.fullmatch(r"https://\S+sarif-schema-2\.1\.0\.json", log["$schema"])
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert driver["version"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert len(run["results"]) == len(found)
    for one, result in zip(found, run["results"], strict=True):
        assert ids[result["ruleIndex"]] == result["ruleId"] == one.code
        assert result["level"] == ("error" if one.severity is Severity.ERROR else "warning")
        assert result["message"]["text"]
        for location in result["locations"]:
            physical = location["physicalLocation"]
            base = physical["artifactLocation"]["uriBaseId"]
            assert base in run["originalUriBaseIds"]
            assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", physical["artifactLocation"]["uri"])
            region = physical["region"]
            assert min(region.values()) >= 1
            assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])
        assert ("fixes" in result) == (one.suggestion is not None)
