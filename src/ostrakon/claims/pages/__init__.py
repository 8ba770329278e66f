"""A reading → one page of HTML that stands alone and prints: the text left, the findings right."""

from ostrakon.claims.pages.reading import page_of_reading

__all__ = ["page_of_reading"]
