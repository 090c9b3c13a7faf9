"""The schema comes in, the reference page of event fields goes out."""

from __future__ import annotations

from reference.page import filled, table

from fairwater.events.schema import KINDS, Schema
from fairwater.policy.fields import MAX_FIELDS, TYPES


def fields_page(schema: Schema) -> str:
    """The page: every field with its JSON path, type and meaning."""
    rows = []
    for path, spec in schema.fields.items():
        place = f"{spec.wire}[].{spec.each}" if spec.each else spec.wire
        rows.append((f"`{path}`", f"`{place}`", str(spec.type), spec.doc))
    return filled(
        "fields",
        FIELDS=table(("field", "JSON path", "type", "meaning"), rows),
        KINDS=", ".join(f"`{kind}`" for kind in KINDS),
        MOST=str(MAX_FIELDS),
        TYPES=", ".join(f"`{name}`" for name in TYPES),
    )
