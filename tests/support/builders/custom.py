"""Custom lists as bytes: FollowTheMoney JSON Lines and the CSV template, all entries invented."""

import csv
import io
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ostrakon.lists.custom import read_custom, template
from ostrakon.lists.parsing import Document, Doubts
from support.reading import Reading

__all__ = ["csv_list", "ftm_entity", "ftm_list", "read"]


def ftm_entity(entity_id: str, schema: str, **properties: Any) -> dict[str, Any]:
    """One entity as OpenSanctions publishes it; a value that is no list stands for a list of one."""
    return {
        "id": entity_id,
        "schema": schema,
        "properties": {
            name: value if isinstance(value, list) else [value] for name, value in properties.items()
        },
        "datasets": ["invented"],
    }


def ftm_list(*entities: Mapping[str, Any]) -> bytes:
    """One line of JSON per entity."""
    return b"".join(json.dumps(entity, ensure_ascii=False).encode() + b"\n" for entity in entities)


def csv_list(*rows: Mapping[str, str]) -> bytes:
    """The template's header with one row per mapping from column to cell."""
    header = template().splitlines()[0].split(",")
    file = io.StringIO()
    writer = csv.DictWriter(file, header)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def read(content: bytes, *, dataset: str = "mine") -> Reading:
    """The content as an import of the custom list `dataset` reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine"
        path.write_bytes(content)
        doubts = Doubts()
        edition = read_custom(Document("mine", path), dataset, doubts)
        return Reading(edition, list(edition.listings), doubts)
