"""Evidence handed out: it comes back in unchanged, and others' tools can read it."""

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from prov.model import ProvDocument
from support.builders.documents import page, pdf
from support.dates import moment
from support.evidence import WHO, evidence_in, taken
from warcio.archiveiterator import ArchiveIterator

from ostrakon.errors import UsageError
from ostrakon.evidence.exports import export
from ostrakon.evidence.store import EvidenceStore
from ostrakon.model import Exported

NOW = moment("2026-11-24T12:00")
PAGE = page("<h1>A headline here</h1><p>Words.</p>")


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    store = evidence_in(tmp_path / "home")
    taken(store, tmp_path / "in", "a page.html", PAGE)
    taken(store, tmp_path / "in", "report.pdf", pdf([["Words"]]))
    return store


def exported(store: EvidenceStore, path: Path, *names: str) -> Exported:
    items = [store.item(name) for name in names] if names else store.items()
    return export(items, path, store, who=WHO, now=lambda: NOW)


@pytest.mark.parametrize("name", ["out.warc", "out.warc.gz"])
def test_a_warc_passes_the_checks_of_others_and_comes_back_in(
    store: EvidenceStore, tmp_path: Path, name: str
) -> None:
    exported(store, tmp_path / name)
    with (tmp_path / name).open("rb") as file:
        kinds = []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
    assert kinds == ["warcinfo", *["resource", "conversion", "metadata"] * 2]
    other = evidence_in(tmp_path / "other")
    _, first, second = other.add_file(tmp_path / name, who=WHO)
    assert [first.captured.sha256, second.captured.sha256] == [item.captured.sha256 for item in store.items()]
    assert first.captured.source == "file:///a%20page.html"


def test_a_wacz_has_the_hash_of_each_file_and_an_index_that_leads_to_each_record(
    store: EvidenceStore, tmp_path: Path
) -> None:
    exported(store, tmp_path / "out.wacz")
    with zipfile.ZipFile(tmp_path / "out.wacz") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        assert {member.external_attr >> 16 for member in archive.infolist()} == {0o644}  # for `unzip`
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    digest = json.loads(files["datapackage-digest.json"])
    assert digest["hash"] == f"sha256:{sha256(files['datapackage.json']).hexdigest()}"
    for line in files["indexes/index.cdxj"].decode().splitlines():
        fields = json.loads(line.split(" ", 2)[2])
        start = int(fields["offset"])
        record = files["archive/data.warc.gz"][start : start + int(fields["length"])]
        [found] = ArchiveIterator(io.BytesIO(record))
        assert found.rec_headers.get_header("WARC-Target-URI") == fields["url"]
    pages = [json.loads(line) for line in files["pages/pages.jsonl"].decode().splitlines()]
    assert pages[1]["title"] == "A headline here"


def test_provenance_is_a_prov_document_that_others_read(store: EvidenceStore, tmp_path: Path) -> None:
    exported(store, tmp_path / "out.prov.json")
    document = ProvDocument.deserialize(tmp_path / "out.prov.json")
    provn = document.get_provn()
    for item in store.items():
        assert f"entity(ostrakon:sha256-{item.captured.sha256}" in provn
        assert item.derived is not None
        derived = (
            f"wasDerivedFrom(ostrakon:sha256-{item.derived.sha256}, ostrakon:sha256-{item.captured.sha256}"
        )
        assert derived in provn
    assert 'prov:label="an analyst"' in provn


def test_the_original_bytes_of_one_item_come_out_as_they_came_in(
    store: EvidenceStore, tmp_path: Path
) -> None:
    event = exported(store, tmp_path / "page.html", "1")
    assert (tmp_path / "page.html").read_bytes() == PAGE
    assert (event.format, event.sha256) == ("original", sha256(PAGE).hexdigest())
    with pytest.raises(UsageError, match="2 items go into a file that ends in"):
        exported(store, tmp_path / "both.html")


def test_handing_out_is_an_event_of_custody(store: EvidenceStore, tmp_path: Path) -> None:
    event = exported(store, tmp_path / "out.warc", "2")
    custody = store.custody(store.items())
    assert custody[2][-1].event == event
    assert event not in [entry.event for entry in custody[1]]
    assert list(store.verify()) == []


def test_nothing_is_written_over(store: EvidenceStore, tmp_path: Path) -> None:
    (tmp_path / "out.warc").write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists already"):
        exported(store, tmp_path / "out.warc")
    assert (tmp_path / "out.warc").read_bytes() == b"mine"
