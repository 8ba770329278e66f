"""From a query in Lucene's words to the entities of a reach that it finds, counted and in order."""

from ostrakon.api.search.parsing import parse, parse_simple
from ostrakon.api.search.results import Found, Sought, search

__all__ = ["Found", "Sought", "parse", "parse_simple", "search"]
