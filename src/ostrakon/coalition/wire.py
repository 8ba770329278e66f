"""A comparison as the JSON document that programs read (schema_version 1)."""

from typing import Any

from ostrakon.coalition.comparison import Comparison

__all__ = ["SCHEMA_VERSION", "comparison_document"]

SCHEMA_VERSION = 1


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    fields = {name: getattr(comparison, name) for name in comparison.__struct_fields__}
    return {"schema_version": SCHEMA_VERSION, **fields}
