"""From listings to columns that can be searched: a derived, memory-mapped folder per list version."""

from ostrakon.matching.index.build import build, index_of
from ostrakon.matching.index.heads import head_of
from ostrakon.matching.index.index import INDEX_VERSION, Index, IndexedName

__all__ = ["INDEX_VERSION", "Index", "IndexedName", "build", "head_of", "index_of"]
