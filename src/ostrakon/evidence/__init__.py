"""From bytes as received to captures: kept under their hash, never edited, verified at any time."""

from ostrakon.evidence.captures import CaptureError, CaptureProblem, CaptureStore

__all__ = ["CaptureError", "CaptureProblem", "CaptureStore"]
