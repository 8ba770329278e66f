"""From an issuer's bytes to text, tables, elements, dates and countries; hostile until parsed."""

from ostrakon.lists.parsing.countries import country, country_or_doubt
from ostrakon.lists.parsing.days import iso_day
from ostrakon.lists.parsing.documents import Document
from ostrakon.lists.parsing.doubts import Doubts
from ostrakon.lists.parsing.editions import Download, Edition, Recognised, Source
from ostrakon.lists.parsing.tables import decode, rows
from ostrakon.lists.parsing.xml import all_text, children, elements, local_name, root_of, text_of

__all__ = [
    "Document",
    "Doubts",
    "Download",
    "Edition",
    "Recognised",
    "Source",
    "all_text",
    "children",
    "country",
    "country_or_doubt",
    "decode",
    "elements",
    "iso_day",
    "local_name",
    "root_of",
    "rows",
    "text_of",
]
