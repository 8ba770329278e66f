"""A small service: two official lists, one with an older version, and a FollowTheMoney file of one's own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.homes import home_with
from support.service import Client, asking, service_over
from support.service_lists import LISTS

# As OpenSanctions exports it: edges with lines of their own, collections beside the properties.
OWN = [
    {
        "id": "NK-marta",
        "schema": "Person",
        "caption": "Marta Holz",
        "properties": {"name": ["Marta Holz"], "topics": ["role.pep"], "nationality": ["de"]},
        "datasets": ["ext_peps"],
        "referents": ["old-marta"],
        "first_seen": "2024-01-01T00:00:00",
        "last_change": "2025-06-01T10:00:00",
    },
    {
        "id": "NK-firm",
        "schema": "Company",
        "caption": "Holz Werke GmbH",
        "properties": {"name": ["Holz Werke GmbH"], "country": ["de"]},
        "datasets": ["ext_firms"],
    },
    {
        "id": "NK-own",
        "schema": "Ownership",
        "properties": {"owner": ["NK-marta"], "asset": ["NK-firm"], "percentage": ["75"]},
    },
    {
        "id": "NK-home",
        "schema": "Address",
        "properties": {"full": ["1 Main Street, Bonn"], "country": ["de"]},
    },
]
OWN[0]["properties"] |= {"addressEntity": ["NK-home"]}  # type: ignore[operator]


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home: Path = tmp_path_factory.mktemp("service")
    engine = home_with(home, LISTS)
    file = home / "own.jsonl"
    file.write_text("".join(f"{json.dumps(entity)}\n" for entity in OWN))
    (outcome,) = engine.import_files([file], dataset="ours")
    assert outcome.error is None
    with asking(service_over(home, engine)) as client:
        yield client
