"""A certificate: one screening of the journal, signed, for somebody who has neither journal nor lists."""

import base64
import binascii
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Literal

import msgspec
import rfc8785
from msgspec import Struct

from ostrakon.cases.journal import Held, JournalError
from ostrakon.cases.records import JournalEntry, Personal, canonical, commitment
from ostrakon.cases.signing import SigningKey, is_signed
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.model import Problem, Proof

__all__ = [
    "MOST_BYTES",
    "Certificate",
    "CertificateError",
    "SealedCertificate",
    "certificate_of",
    "entry_problems",
    "read_certificate",
    "signature_problems",
]

MOST_BYTES = 64 << 20


class CertificateError(OstrakonError):
    """A file that is no certificate, or a screening of which none can be made."""


class Certificate(Struct, frozen=True, kw_only=True):
    """What was searched, in which versions, with what result.

    `statement` says it in words, `screening` has the query and the hits. `entry` is the journal's, whose
    SHA-256 is `entry_sha256`; `salt` is what binds the screening to it. `public_key` and `signature` are
    Base64; signed is the canonical JSON (RFC 8785) of all other fields.
    """

    schema_version: int = 1
    type: Literal["ostrakon screening certificate"] = "ostrakon screening certificate"
    issued_at: datetime
    statement: str
    as_of: date
    in_force_on: date | None
    threshold: float
    matcher: str
    screening: Personal
    proof: Proof
    entry: JournalEntry
    entry_sha256: str
    salt: str
    public_key: str
    signature: str = ""


class SealedCertificate(Struct, frozen=True):
    """A certificate as it came: `fields` are those of the file, to the letter, whatever a later Ostrakon
    would write; `certificate` is what they say."""

    fields: dict[str, Any]
    certificate: Certificate


def certificate_of(held: Held, *, key: SigningKey, at: datetime) -> bytes:
    """The certificate of a screening, as canonical JSON. Raises CertificateError for an entry whose person
    was erased, JournalError for one that was changed since, UsageError for one that is no screening."""
    entry = held.entry
    if not isinstance(entry, JournalEntry):
        raise UsageError(f"journal entry {entry.number}: says that others were erased; it is no screening")
    if held.personal is None or held.salt is None or held.proof is None:
        raise CertificateError(
            f"journal entry {entry.number}: the person was erased from it, so nothing can be certified"
        )
    unsigned = Certificate(
        issued_at=at,
        statement=_statement(held, held.proof),
        as_of=held.proof.as_of,
        in_force_on=held.proof.in_force_on,
        threshold=held.proof.threshold,
        matcher=held.proof.matcher,
        screening=held.personal,
        proof=held.proof,
        entry=entry,
        entry_sha256=held.sha256,
        salt=held.salt.hex(),
        public_key=base64.b64encode(key.public()).decode(),
    )
    fields: dict[str, Any] = msgspec.to_builtins(unsigned) | _as_written(held)
    problems = entry_problems(SealedCertificate(fields, unsigned))
    if problems:
        raise JournalError(
            f"journal entry {entry.number}: is not as it was written: {problems[0]}; "
            "`ostrakon verify` names all that was changed"
        )
    signature = key.sign(_signed_bytes(fields))
    return canonical(fields | {"signature": base64.b64encode(signature).decode()})


def read_certificate(content: bytes) -> SealedCertificate:
    """Raises CertificateError for what is none, or is not, byte for byte, as one is written."""
    if len(content) > MOST_BYTES:
        raise CertificateError(f"more than {MOST_BYTES:,} bytes: too large for a certificate")
    try:
        certificate = msgspec.json.decode(content, type=Certificate)
        fields = msgspec.json.decode(content)
        is_canonical = canonical(fields) == content
    except (msgspec.DecodeError, UnicodeDecodeError, UsageError, rfc8785.CanonicalizationError) as error:
        raise CertificateError(f"no certificate: {error}") from error
    if not is_canonical:
        raise CertificateError("not in canonical form: something was added or changed")
    return SealedCertificate(fields, certificate)


def signature_problems(sealed: SealedCertificate, trusted: bytes) -> list[Problem]:
    """What is wrong with the signature, seen by somebody who trusts the public key `trusted`."""
    certificate = sealed.certificate
    if _decoded(certificate.public_key) != trusted:
        shown = base64.b64encode(trusted).decode()
        return [Problem("public_key", f"is {certificate.public_key}, the trusted one is {shown}")]
    if not is_signed(_signed_bytes(sealed.fields), _decoded(certificate.signature), trusted):
        return [Problem("signature", "does not fit: something in the certificate was changed")]
    return []


def entry_problems(sealed: SealedCertificate) -> list[Problem]:
    """Where the certificate contradicts itself: its journal entry, what is personal, and its proof."""
    fields, certificate = sealed.fields, sealed.certificate
    problems = []
    digest = sha256(canonical(fields["entry"])).hexdigest()
    if digest != certificate.entry_sha256:
        problems.append(Problem("entry", f"has SHA-256 {digest}, not {certificate.entry_sha256}"))
    proof = sha256(canonical(fields["proof"])).hexdigest()
    if proof != certificate.entry.proof_sha256:
        what = f"has SHA-256 {proof}, the entry says {certificate.entry.proof_sha256}"
        problems.append(Problem("proof", what))
    try:
        bound = commitment(bytes.fromhex(certificate.salt), canonical(fields["screening"]))
    except ValueError:
        bound = "none, for its salt is no hexadecimal number"
    if bound != certificate.entry.personal_sha256:
        problems.append(Problem("screening", "query and hits are not those of the journal entry"))
    return problems


def _as_written(held: Held) -> dict[str, Any]:
    written = held.written
    stored = {"entry": written.entry, "screening": written.personal, "proof": written.proof}
    return {name: msgspec.json.decode(body) for name, body in stored.items() if body is not None}


def _signed_bytes(fields: dict[str, Any]) -> bytes:
    return canonical({name: value for name, value in fields.items() if name != "signature"})


def _statement(held: Held, proof: Proof) -> str:
    assert isinstance(held.entry, JournalEntry)
    assert held.personal is not None
    entry, query = held.entry, held.personal.query
    asked = "" if query is None else query.name or ", ".join(query.identifiers)
    what = "A document" if query is None else f"“{asked}”"
    found = "mention of a listed party" if query is None else "hit"
    count = f"{entry.hits:,}{' or more' if entry.more_hits else ''}" if entry.hits else "no"
    result = f"{count} {found}"
    plural = "" if entry.hits <= 1 else "s"
    lists = ", ".join(f"{checked.dataset} {checked.version}" for checked in proof.checked)
    force = "" if proof.in_force_on is None else f", in force on {proof.in_force_on}"
    asker = f"{'for ' if query else ''}by {entry.who} at {entry.at:%Y-%m-%d %H:%M:%S} UTC"
    known = f"as known by the end of {proof.as_of}{force}, with threshold {proof.threshold:g}"
    tied = len(held.personal.tied)
    besides = f", and {tied:,} of the network tied to listed parties" if tied else ""
    return f"{what} was searched {asker} in {lists or 'no list'}, {known}: {result}{plural}{besides}."


def _decoded(text: str) -> bytes:
    """Nothing for what is not Base64 as it is written: spare bits of the last letter could be others."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""
    return decoded if base64.b64encode(decoded).decode() == text else b""
