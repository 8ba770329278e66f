"""The newest list of each issuer, read in place → listings."""

import hashlib
import tempfile
from pathlib import Path

import msgspec

from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.unpacking import unpack
from ostrakon.model import Listing

__all__ = ["LISTS", "NEWEST", "load", "read", "versions"]

ROOT = Path(__file__).parents[2]
LISTS = ROOT.parent / "shared" / "lists"
NEWEST = (
    "us_ofac_sdn/2025-11-19/sdn_advanced.xml.bz2",
    "us_ofac_cons/2025-03-28/consolidated.xml.gz",
    "gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz",
    "eu_fsf/2026-02-24/eu_fsf.xml.gz",
    "un_sc_sanctions/2026-08-01/consolidated.xml.gz",
)


def versions() -> list[str]:
    """Dataset and day of each list, for the head of the report."""
    return [" ".join(name.split("/")[:2]) for name in NEWEST]


def load() -> list[Listing]:
    """All listings of the newest lists, in list order. SystemExit where the files are absent.

    Reading takes 20 s, so the result is kept in the temporary folder until a file or a reader changes.
    """
    missing = [name for name in NEWEST if not (LISTS / name).exists()]
    if missing:
        raise SystemExit(f"the quality benchmark needs the real lists; not found: {LISTS / missing[0]}")
    kept = Path(tempfile.gettempdir()) / f"ostrakon-quality-listings-{_fingerprint()}.json"
    if kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=list[Listing])
    listings = [listing for name in NEWEST for listing in read(LISTS / name)]
    part = kept.with_suffix(".part")
    part.write_bytes(msgspec.json.encode(listings))
    part.rename(kept)
    return listings


def read(path: Path) -> list[Listing]:
    source = SOURCES[path.parents[1].name]
    with tempfile.TemporaryDirectory() as folder:
        documents = list(unpack(path, Path(folder)))
        return list(source.read(documents, Doubts()).listings)


def _fingerprint() -> str:
    """Changes with the list files and with the code that reads them."""
    code = ROOT / "src" / "ostrakon"
    readers = [*sorted((code / "lists").rglob("*.py")), *sorted((code / "model").rglob("*.py"))]
    digest = hashlib.sha256()
    for name in NEWEST:
        stat = (LISTS / name).stat()
        digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}".encode())
    for path in readers:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
