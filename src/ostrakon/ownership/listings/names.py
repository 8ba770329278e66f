"""A name in words → the listing that has exactly this name, where one alone does."""

import re
from collections.abc import Iterable, Iterator

from ostrakon.model import Listing

__all__ = ["ListedNames", "folded"]

_ACRONYM = re.compile(r"\s*\([^()]*\)$")
_LONGEST = 16  # words of a name
_SHORTEST = 3  # letters; "AQ" stands in too many texts


def folded(name: str) -> str:
    """Without case, quotes, a leading "the" and more than single blanks."""
    text = re.sub(r"[\"“”„‘’'`]", "", name.casefold())
    return " ".join(text.split()).removeprefix("the ").strip(" ,.;-–")


class ListedNames:
    """The names of one list."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self.ids: set[str] = set()
        self._by_name: dict[str, set[str]] = {}
        for listing in listings:
            self.ids.add(listing.id)
            for name in listing.names:
                for text in {folded(name.text), folded(_ACRONYM.sub("", name.text))}:
                    if len(text) >= _SHORTEST:
                        self._by_name.setdefault(text, set()).add(listing.id)

    def find(self, name: str) -> str | None:
        """The id of the one listing with that name, or with that name before an acronym in brackets."""
        for text in (folded(name), folded(_ACRONYM.sub("", name))):
            if len(ids := self._by_name.get(text, ())) == 1:
                return next(iter(ids))
        return None

    def longest(self, text: str) -> tuple[str, int] | None:
        """The listing whose name `text` begins with, the longest there is, and where the name ends."""
        found = None
        for end in _word_ends(text):
            if (id_ := self.find(text[:end])) is not None:
                found = id_, end
        return found


def _word_ends(text: str) -> Iterator[int]:
    for count, word in enumerate(re.finditer(r"\S+", text)):
        if count >= _LONGEST:
            return
        bare = word[0].rstrip(",.;:-–")
        if bare:
            yield word.start() + len(bare)
