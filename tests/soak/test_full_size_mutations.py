"""20 full-size damaged copies of the real files: an error and no version, or what the reader reads."""

import random
import time
from pathlib import Path

import pytest
from support.dates import moment
from support.engines import engine_over
from support.mutations import mutated
from support.shared import shared_list

from ostrakon.lists.ingest import Incoming, Received, import_files
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.parsing import Document, Doubts
from ostrakon.lists.unpacking import unpack

LONGEST_S = 60
# Long after the files' own dates, so that damage to a date seldom puts the file into the future.
RECEIVED = Received(moment("2030-01-01"), "given", moment("2032-01-01"))
FILES = (
    "us_ofac_sdn/2025-11-19/sdn_advanced.xml.bz2",
    "us_ofac_sdn/2024-05-28/sdn_advanced.xml.bz2",
    "us_ofac_sdn/2016-03-25/sdn.xml.gz",
    "us_ofac_cons/2025-01-10/CONS_ENHANCED.ZIP",
    "us_ofac_sdn/2018-01-26/sdn.csv.gz",
    "gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz",
    "gb_hmt_sanctions/2020-04-27/ConList.csv.gz",
    "gb_hmt_sanctions/2025-04-14/ConList.xlsx",
    "eu_fsf/2026-02-24/eu_fsf.xml.gz",
    "un_sc_sanctions/2026-08-01/consolidated.xml.gz",
)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(20))
def test_a_damaged_real_file_makes_no_version_or_one_equal_to_its_content(
    number: int, tmp_path: Path
) -> None:
    [original] = unpack(shared_list(FILES[number % len(FILES)]), tmp_path)
    content = mutated(original.read(), f"full size {number}")
    # In a folder of its own: a document that came unpacked still is the real file.
    damaged = tmp_path / "damaged" / original.name
    damaged.parent.mkdir()
    damaged.write_bytes(content)
    engine = engine_over(tmp_path / "home")

    started = time.monotonic()
    [outcome] = import_files(
        [Incoming(damaged, original.name, RECEIVED)], store=engine.store, captures=engine.captures
    )
    assert time.monotonic() - started < LONGEST_S
    if outcome.version is None:
        assert outcome.error
        assert engine.store.datasets() == ()
    else:
        document = Document(original.name, damaged)
        edition = SOURCES[outcome.version.dataset].read([document], Doubts())
        read = {listing.id: listing for listing in edition.listings}
        assert {one.id: one for one in engine.store.listings(outcome.version)} == read
    engine.store.close()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(40))
def test_a_packed_file_with_bytes_changed_is_refused_or_whole(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    file = shared_list(chance.choice([f for f in FILES if "advanced" not in f]))
    content = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 10)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    damaged = tmp_path / file.name
    damaged.write_bytes(content)
    engine = engine_over(tmp_path / "home")
    for outcome in import_files(
        [Incoming(damaged, damaged.name, RECEIVED)], store=engine.store, captures=engine.captures
    ):
        assert (outcome.version is None) == (outcome.error is not None)
    engine.store.close()
