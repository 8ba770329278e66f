"""What is known of a document while its sentences are read."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from ostrakon.claims.extraction.attributions import Attribution
from ostrakon.claims.extraction.cast import Cast
from ostrakon.claims.extraction.grammar import Tree
from ostrakon.claims.extraction.places import Place
from ostrakon.claims.language import Sentence
from ostrakon.claims.language.moments import Anchor
from ostrakon.model.claims import Claim, TimeExpression

__all__ = ["Context", "SentenceParts"]


class SentenceParts(Struct):
    """One sentence with all that its neighbours ask of it."""

    sentence: Sentence
    times: list[TimeExpression]
    said_by: list[Attribution]
    spoken: list[range]
    places: list[Place]
    tree: Tree | None = None


class Context(Struct):
    """The document: its text and its people, its day, and the parts of each sentence, in order."""

    text: str
    cast: Cast
    anchor: Anchor
    extractor: str
    parts: Sequence[SentenceParts]
    quotations: Sequence[Claim] = ()
    home: str | None = None

    def quotation_at(self, place: int) -> Claim | None:
        """The quotation that holds the character at `place`."""
        index = bisect_right(self.quotations, place, key=lambda one: one.start) - 1
        found = self.quotations[index] if index >= 0 else None
        return found if found is not None and place < found.end else None
