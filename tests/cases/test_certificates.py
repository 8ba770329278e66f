"""Certificates: what was searched and found, for anybody who trusts the key; any change shows."""

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from support.dates import moment
from support.journals import hit, screened

from ostrakon.cases import Journal, JournalError
from ostrakon.cases.certificates import (
    MOST_BYTES,
    CertificateError,
    certificate_of,
    entry_problems,
    read_certificate,
    signature_problems,
)
from ostrakon.cases.export import export_journal
from ostrakon.cases.records import canonical, commitment
from ostrakon.cases.signing import SignatureKeyError, SigningKey, public_key_in
from ostrakon.errors import UsageError
from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import journal as journal_table
from ostrakon.lists.store.schema import journal_personal, journal_proofs

NOW = moment("2026-11-24T12:00")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return SigningKey(tmp_path_factory.mktemp("home") / "keys")


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    journal = Journal(Database(tmp_path_factory.mktemp("journal") / "ostrakon.db"), lambda: NOW)
    journal.record(
        [screened("Nobody Inparticular"), screened("Orik Vantu", [hit()])], who="an analyst", channel="screen"
    )
    return journal


@pytest.fixture(scope="module")
def certificate(journal: Journal, key: SigningKey) -> bytes:
    return certificate_of(journal.find(1), key=key, at=NOW)


def problems(content: bytes, key: SigningKey) -> list[str]:
    sealed = read_certificate(content)
    return [str(one) for one in [*signature_problems(sealed, key.public()), *entry_problems(sealed)]]


def test_a_search_that_found_nothing_is_certified(certificate: bytes, key: SigningKey) -> None:
    assert problems(certificate, key) == []
    stated = json.loads(certificate)
    assert stated["screening"]["hits"] == []
    assert stated["screening"]["query"]["name"] == "Nobody Inparticular"
    assert stated["statement"] == (
        "“Nobody Inparticular” was searched for by an analyst at 2026-11-24 12:00:00 UTC in no list, "
        "as known by the end of 2026-11-24, with threshold 0.7: no hit."
    )


def test_a_hit_is_certified_with_its_reasons(journal: Journal, key: SigningKey) -> None:
    content = certificate_of(journal.find(2), key=key, at=NOW)
    assert problems(content, key) == []
    stated = json.loads(content)
    assert stated["screening"]["hits"][0]["party"] == "us_ofac_sdn:12735"
    assert stated["statement"].endswith(": 1 hit.")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_changed_byte_shows(certificate: bytes, key: SigningKey, data: st.DataObject) -> None:
    changed = bytearray(certificate)
    position = data.draw(st.integers(0, len(changed) - 1))
    changed[position] ^= data.draw(st.integers(1, 255))
    with suppress(CertificateError):
        assert problems(bytes(changed), key)


def test_each_letter_of_the_signature_counts(certificate: bytes, key: SigningKey) -> None:
    signature = json.loads(certificate)["signature"]
    for letter in "ABCDEFGHIJKLMNOP":
        other = f"{signature[:-3]}{letter}=="
        if other != signature:
            assert problems(certificate.replace(signature.encode(), other.encode()), key)


@pytest.mark.parametrize("field", ["screening", "entry", "proof", "statement", "as_of"])
def test_what_was_changed_and_signed_anew_still_contradicts_the_journal_or_says_so(
    certificate: bytes, key: SigningKey, field: str
) -> None:
    fields = msgspec.json.decode(certificate)
    other = msgspec.json.decode(certificate)
    other["screening"]["query"]["name"], other["entry"]["hits"] = "Somebody Else", 7
    other["proof"]["threshold"], other["statement"], other["as_of"] = 0.9, "All is well.", "2020-01-01"
    fields[field] = other[field]
    found = problems(canonical(fields), key)
    assert any("signature" in one for one in found)


def test_another_key_is_not_trusted(certificate: bytes, tmp_path: Path) -> None:
    found = problems(certificate, SigningKey(tmp_path / "keys"))
    assert len(found) == 1
    assert found[0].startswith("public_key: is ")


def test_an_erased_person_and_an_erasure_cannot_be_certified(tmp_path: Path, key: SigningKey) -> None:
    journal = Journal(Database(tmp_path / "ostrakon.db"), lambda: NOW)
    journal.record([screened("Orik Vantu")], who="an analyst", channel="screen")
    journal.erase([1], who="an officer", why="asked")
    with pytest.raises(CertificateError, match="erased"):
        certificate_of(journal.find(1), key=key, at=NOW)
    with pytest.raises(UsageError, match="no screening"):
        certificate_of(journal.find(2), key=key, at=NOW)


@pytest.mark.parametrize(
    ("table", "column", "old", "new"),
    [
        (journal_table, "body", b'"hits":0', b'"hits":1'),
        (journal_personal, "body", b"Orik Vantu", b"Orik Other"),
        (journal_proofs, "body", b'"threshold":0.7', b'"threshold":0.9'),
    ],
)
def test_an_entry_that_was_changed_is_not_certified(
    tmp_path: Path, key: SigningKey, table: sa.Table, column: str, old: bytes, new: bytes
) -> None:
    database = Database(tmp_path / "ostrakon.db")
    journal = Journal(database, lambda: NOW)
    journal.record([screened("Orik Vantu")], who="an analyst", channel="screen")
    with database.writing() as connection:
        body = connection.execute(sa.select(table.c[column])).scalar_one()
        assert old in body
        connection.execute(sa.update(table).values({column: body.replace(old, new)}))
    with pytest.raises(JournalError, match="journal entry 1: is not as it was written"):
        certificate_of(journal.find(1), key=key, at=NOW)


def test_what_an_earlier_version_recorded_with_fewer_fields_is_certified_to_the_letter(
    tmp_path: Path, key: SigningKey
) -> None:
    database = Database(tmp_path / "ostrakon.db")
    journal = Journal(database, lambda: NOW)
    journal.record([screened("Orik Vantu")], who="an analyst", channel="screen")
    held = journal.find(1)
    assert held.salt is not None
    fewer = canonical({"query": {"name": "Orik Vantu"}, "hits": []})
    entry = msgspec.json.decode(held.written.entry) | {"personal_sha256": commitment(held.salt, fewer)}
    digest = sha256(canonical(entry)).hexdigest()
    with database.writing() as connection:
        connection.execute(sa.update(journal_table).values(body=canonical(entry), sha256=digest))
        connection.execute(sa.update(journal_personal).values(body=fewer))
    assert problems(certificate_of(journal.find(1), key=key, at=NOW), key) == []
    export_journal(journal.entries(), tmp_path / "journal.jsonl")
    line = json.loads((tmp_path / "journal.jsonl").read_text())
    assert canonical(line["personal"]) == fewer


def test_a_file_without_end_is_no_certificate() -> None:
    with pytest.raises(CertificateError, match="too large for a certificate"):
        read_certificate(bytes(MOST_BYTES + 1))


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = SigningKey(tmp_path / "keys")
    assert key.public_if_any() is None
    assert not key.path.exists()
    assert key.public() == key.public() == SigningKey(tmp_path / "keys").public()
    assert key.path.stat().st_mode & 0o777 == 0o600
    assert public_key_in(key.public_path) == key.public()
    key.path.chmod(0o644)
    with pytest.raises(SignatureKeyError, match="others may read it"):
        key.sign(b"")


def test_a_changed_key_is_named_whichever_half_it_is(tmp_path: Path) -> None:
    key = SigningKey(tmp_path / "keys")
    assert list(key.verify()) == []
    assert not key.path.exists()  # looking makes none
    key.sign(b"")
    assert list(key.verify()) == []
    for path, place in ((key.path, 60), (key.path, 3), (key.public_path, 60), (key.public_path, 3)):
        content = path.read_bytes()
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert any(str(one).startswith(f"{key.path.parent}/certificates.p") for one in key.verify())
        path.write_bytes(content)
    key.public_path.unlink()
    [problem] = key.verify()
    assert str(problem).startswith(f"{key.public_path}: No such file")
    key.sign(b"")
    assert list(key.verify()) == []


@pytest.mark.parametrize(
    "content", [b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n", b"AAAA", b"\xff\xfe", b"not a key"]
)
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.pub"
    path.write_bytes(content)
    with pytest.raises(SignatureKeyError, match="key"):
        public_key_in(path)
