"""A comparison → one page that stands alone and prints, with its charts."""

from ostrakon.coalition.pages.report import report

__all__ = ["report"]
