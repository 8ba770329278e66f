"""A certificate checked: its signature, its own sense, and the journal and lists where they are held."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from ostrakon.cases.certificates import (
    Certificate,
    entry_problems,
    read_certificate,
    signature_problems,
)
from ostrakon.cases.journal import Journal
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.matching import MATCHER_VERSION
from ostrakon.model import Checked, ListVersion, Mention, Problem, Proof
from ostrakon.screening import Screening, screen, screen_text

__all__ = ["HeldVersions", "Holdings", "Trusted", "Verification", "Workshop", "verify_certificate"]


class Trusted(Struct, frozen=True):
    """A public key that is believed, and where it came from."""

    public: bytes
    source: str


class Verification(Struct, frozen=True):
    """What was checked and holds, what could not be checked and why, and what is wrong."""

    certificate: Certificate
    holds: tuple[str, ...]
    not_checked: tuple[str, ...]
    problems: tuple[Problem, ...]


class Holdings(Protocol):
    """Lists by their versions."""

    def datasets(self) -> Sequence[str]: ...
    def versions(self, dataset: str) -> Sequence[ListVersion]: ...
    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None: ...
    def checked_at(self, dataset: str, *, as_of: datetime) -> datetime | None: ...


class HeldVersions:
    """`holdings` as they were for a proof: of each list, the versions that it names and no other."""

    def __init__(self, holdings: Holdings, proof: Proof) -> None:
        self._holdings = holdings
        self._named = {(one.dataset, one.version, one.sha256) for one in proof.checked}

    def datasets(self) -> Sequence[str]:
        return [name for name in self._holdings.datasets() if self.versions(name)]

    def versions(self, dataset: str) -> Sequence[ListVersion]:
        held = self._holdings.versions(dataset)
        return [one for one in held if (one.dataset, one.name, one.sha256) in self._named]

    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None:
        known = [one for one in self.versions(dataset) if one.captured_at <= as_of]
        return max(known, key=lambda one: one.captured_at) if known else None

    def checked_at(self, dataset: str, *, as_of: datetime) -> datetime | None:
        return self._holdings.checked_at(dataset, as_of=as_of)


class Workshop(Struct, frozen=True):
    """What a home has to check a certificate with. `capture_problem` hashes one capture anew: None for one
    that is whole. `again` opens the lists of a proof as they were. `document` is a text by its hash."""

    journal: Journal | None
    holdings: Holdings
    capture_problem: Callable[[str], str | None]
    again: Callable[[Proof, int], Screening]
    document: Callable[[str], str | None]


def verify_certificate(content: bytes, *, trusted: Trusted | None, workshop: Workshop) -> Verification:
    """Raises CertificateError for a file that is no certificate."""
    sealed = read_certificate(content)
    certificate = sealed.certificate
    found = _Findings()
    if trusted is None:
        found.wrong(
            "public_key",
            f"{certificate.public_key} is the certificate's own word: no trusted key is known here; "
            "give the issuer's with --public-key FILE",
        )
    else:
        found.check(
            f"the signature, by the public key {trusted.source}", signature_problems(sealed, trusted.public)
        )
    found.check("query, hits and proof are those of its journal entry", entry_problems(sealed))
    if found.problems:
        return found.of(certificate)  # what it asks for is not to be believed, nor to be done
    _check_journal(certificate, workshop, found)
    if _lists_are_whole(certificate, workshop, found):
        _check_again(certificate, workshop, found)
    return found.of(certificate)


class _Findings:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._holds: list[str] = []
        self._not_checked: list[str] = []

    def check(self, what: str, problems: Sequence[Problem]) -> None:
        self.problems += problems
        if not problems:
            self._holds.append(what)

    def wrong(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what))

    def left_out(self, why: str) -> None:
        self._not_checked.append(why)

    def of(self, certificate: Certificate) -> Verification:
        return Verification(certificate, tuple(self._holds), tuple(self._not_checked), tuple(self.problems))


def _check_journal(certificate: Certificate, workshop: Workshop, found: _Findings) -> None:
    number = certificate.entry.number
    try:
        held = None if workshop.journal is None else workshop.journal.find(number)
    except UsageError:
        held = None
    if held is None:
        found.left_out(f"journal entry {number}: the journal is not held here")
    elif held.sha256 == certificate.entry_sha256:
        found.check(f"journal entry {number} is the one held here", [])
    else:
        what = f"has SHA-256 {held.sha256} here, not {certificate.entry_sha256}"
        found.wrong(f"journal entry {number}", what)


def _lists_are_whole(certificate: Certificate, workshop: Workshop, found: _Findings) -> bool:
    """Whether every version that was searched is held, and the file it was read from is unchanged."""
    whole = True
    for checked in certificate.proof.checked:
        where = f"{checked.dataset} {checked.version}"
        version = _held(checked, workshop.holdings)
        if version is None:
            found.left_out(f"{where}: the version with SHA-256 {checked.sha256} is not held here")
            whole = False
            continue
        if version.imported_at is None:
            found.left_out(f"{where}: comes with Ostrakon, without the file it was read from")
            continue
        for capture in version.captures:
            problem = workshop.capture_problem(capture.sha256)
            if problem is not None:
                found.wrong(where, problem)
                whole = False
    if whole:
        found.check("every version that was searched is held here, unchanged", [])
    return whole


def _held(checked: Checked, holdings: Holdings) -> ListVersion | None:
    versions = holdings.versions(checked.dataset)
    return next((v for v in versions if (v.name, v.sha256) == (checked.version, checked.sha256)), None)


def _check_again(certificate: Certificate, workshop: Workshop, found: _Findings) -> None:
    if certificate.matcher != MATCHER_VERSION:
        found.left_out(f"not executed again: made with {certificate.matcher}, this is {MATCHER_VERSION}")
        return
    try:
        screening = workshop.again(certificate.proof, certificate.entry.limit)
    except OstrakonError as error:
        found.left_out(f"not executed again: {error}")
        return
    said = certificate.screening
    if said.query is not None:
        then = [(hit.party, hit.score) for hit in said.hits or ()]
        now = [(hit.party, hit.score) for hit in screen(said.query, screening).hits]
    else:
        assert said.document is not None
        digest = said.document.sha256
        text = workshop.document(digest)
        if text is None:
            what = f"the document with SHA-256 {digest} is not held here; `ostrakon evidence add` it"
            found.left_out(f"not executed again: {what}")
            return
        then, now = _mentioned(said.mentions or ()), _mentioned(screen_text(text, screening).mentions)
    if then == now:
        found.check("executed again on the same versions, with the same result", [])
    else:
        found.wrong("executed again", f"the result is {now or 'none'}, the certificate says {then or 'none'}")


def _mentioned(mentions: Sequence[Mention]) -> list[tuple[str, float]]:
    """Where each is, with its best hit."""
    return [(f"{one.start}-{one.end} {one.hits[0].party}", one.hits[0].score) for one in mentions]
