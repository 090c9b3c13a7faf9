"""Diagnostics come in, JSON for programs or SARIF 2.1.0 for code hosts and editors goes out.

SARIF: OASIS Standard "Static Analysis Results Interchange Format Version 2.1.0". Places count from 1; columns are
characters ("unicodeCodePoints"), as in a `Span`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import quote

from fairwater import __version__
from fairwater.policy.codes import CODES
from fairwater.policy.codes_repository import REPOSITORY_CODES
from fairwater.policy.diagnostics import Diagnostic, Severity
from fairwater.policy.tree import Span

TITLES: Mapping[str, str] = MappingProxyType({code.code: code.title for code in (*CODES.values(), *REPOSITORY_CODES)})
"""What each code means, in a few words; those of policy files and those of the repository's folder."""

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """One JSON object: `ok` (no error), how many `errors` and `warnings`, and the `diagnostics` in order.

    Lines and columns count from 1, ends are exclusive. `help` and `suggestion` are null when there is none.
    """
    found = list(diagnostics)
    errors = sum(one.severity is Severity.ERROR for one in found)
    report = {
        "ok": errors == 0,
        "errors": errors,
        "warnings": len(found) - errors,
        "diagnostics": [
            {
                "code": one.code,
                "severity": one.severity.value,
                "message": one.message,
                "file": one.span.file,
                "line": one.span.line,
                "column": one.span.column + 1,
                "end_line": one.span.end_line,
                "end_column": one.span.end_column + 1,
                "help": one.help or None,
                "suggestion": one.suggestion,
            }
            for one in found
        ],
    }
    return json.dumps(report, indent=2)


def as_sarif(diagnostics: Iterable[Diagnostic], titles: Mapping[str, str] = TITLES) -> str:
    """A SARIF log with one run. `titles`: what each code means, in a few words; others have their usual one."""
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    driver = {
        "name": "Fairwater",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": titles.get(code) or TITLES[code]}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"REPOSITORY": {"description": {"text": "The folder of the policy repository."}}},
        "results": [_result(one, codes.index(one.code)) for one in found],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(found: Diagnostic, rule: int) -> dict[str, object]:
    """One result; a suggestion becomes a fix that an editor may offer."""
    place = {
        "artifactLocation": {"uri": quote(found.span.file), "uriBaseId": "REPOSITORY"},
        "region": _region(found.span),
    }
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": "error" if found.severity is Severity.ERROR else "warning",
        "message": {"text": f"{found.message}. {_sentence(found.help)}" if found.help else found.message},
        "locations": [{"physicalLocation": place}],
    }
    if found.suggestion is not None:
        change = {"deletedRegion": _region(found.span), "insertedContent": {"text": found.suggestion}}
        result["fixes"] = [
            {
                "description": {"text": f"Write {found.suggestion}"},
                "artifactChanges": [{"artifactLocation": place["artifactLocation"], "replacements": [change]}],
            }
        ]
    return result


def _region(span: Span) -> dict[str, int]:
    """The place of a span, counted from 1."""
    return {
        "startLine": span.line,
        "startColumn": span.column + 1,
        "endLine": span.end_line,
        "endColumn": span.end_column + 1,
    }


def _sentence(text: str) -> str:
    """Text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
