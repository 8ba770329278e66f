"""From an issuer's bytes to text, tables, elements, dates and countries; hostile until parsed."""

from ostrakon.lists.parsing.countries import country
from ostrakon.lists.parsing.documents import Document
from ostrakon.lists.parsing.doubts import Doubts
from ostrakon.lists.parsing.editions import Download, Edition, Recognised, Source
from ostrakon.lists.parsing.tables import decode, rows
from ostrakon.lists.parsing.xml import children, elements, local_name, root_of, text_of

__all__ = [
    "Document",
    "Doubts",
    "Download",
    "Edition",
    "Recognised",
    "Source",
    "children",
    "country",
    "decode",
    "elements",
    "local_name",
    "root_of",
    "rows",
    "text_of",
]
