"""Candidates for engines that have no index of their own: the listings with the most alike letters.

Perfect blocking: the listing meant is always among them, so a peer is measured by its scores alone.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.quality.cases import key_of
from benchmarks.quality.engines.protocol import Asked
from benchmarks.quality.spelling import ascii_form
from ostrakon.model import Listing

__all__ = ["Blocking"]

CANDIDATES = 50
_NAMES_LOOKED_AT = 200
_BATCH = 256


class Blocking:
    """Character n-grams by TF-IDF over every name, in ASCII. Shared by the peers of one run."""

    def __init__(self) -> None:
        self.listings: dict[str, Listing] = {}
        self._loaded: Sequence[Listing] | None = None
        self._owners: list[str] = []
        self._grams: Any = None
        self._names: Any = None
        self._found: dict[Asked, list[Listing]] = {}

    def load(self, listings: Sequence[Listing]) -> None:
        if listings is self._loaded:
            return
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._loaded = listings
        self.listings = {key_of(listing): listing for listing in listings}
        pairs = [(key_of(one), ascii_form(name.text)) for one in listings for name in one.names]
        self._owners = [key for key, _ in pairs]
        self._grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), dtype=np.float32)
        self._names = self._grams.fit_transform([text for _, text in pairs]).T.tocsr()
        self._found = {}

    def candidates(self, queries: Sequence[Asked]) -> list[list[Listing]]:
        """About fifty listings per query, and the one meant."""
        new = [query for query in dict.fromkeys(queries) if query not in self._found]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            alike = (self._grams.transform([ascii_form(q.text) for q in batch]) @ self._names).tocsr()
            for row, query in enumerate(batch):
                self._found[query] = self._nearest(alike, row, query)
        return [self._found[query] for query in queries]

    def _nearest(self, alike: Any, row: int, query: Asked) -> list[Listing]:
        start, end = alike.indptr[row], alike.indptr[row + 1]
        values, names = alike.data[start:end], alike.indices[start:end]
        if len(values) > _NAMES_LOOKED_AT:
            top = np.argpartition(values, -_NAMES_LOOKED_AT)[-_NAMES_LOOKED_AT:]
            values, names = values[top], names[top]
        order = np.argsort(-values, kind="stable")
        keys = list(dict.fromkeys(self._owners[name] for name in names[order]))[:CANDIDATES]
        if query.truth is not None and query.truth in self.listings and query.truth not in keys:
            keys.append(query.truth)
        return [self.listings[key] for key in keys]
