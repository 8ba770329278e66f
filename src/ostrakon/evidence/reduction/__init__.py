"""From a document's bytes to its text: a normalised copy that offsets count in, and its segments by kind."""

from ostrakon.evidence.reduction.media import media_type_of
from ostrakon.evidence.reduction.parts import ReductionError
from ostrakon.evidence.reduction.reducer import reduce_document

__all__ = ["ReductionError", "media_type_of", "reduce_document"]
