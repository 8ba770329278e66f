"""From listings to candidates: a derived, memory-mapped folder per list version."""

from ostrakon.matching.index.build import build
from ostrakon.matching.index.index import INDEX_VERSION, Candidate, Index, IndexedName

__all__ = ["INDEX_VERSION", "Candidate", "Index", "IndexedName", "build"]
