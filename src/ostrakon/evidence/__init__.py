"""From bytes as received to captures, custody and text: kept under their hash, never edited, verifiable."""

from ostrakon.evidence.captures import CaptureError, CaptureProblem, CaptureStore
from ostrakon.evidence.reduction import ReductionError, media_type_of, reduce_document

__all__ = [
    "CaptureError",
    "CaptureProblem",
    "CaptureStore",
    "ReductionError",
    "media_type_of",
    "reduce_document",
]
