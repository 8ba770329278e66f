"""Readings → pages of HTML that stand alone and print: the text left, the findings right."""

from ostrakon.claims.pages.reading import page_of_reading
from ostrakon.claims.pages.reconciliation import page_of_reconciliation

__all__ = ["page_of_reading", "page_of_reconciliation"]
