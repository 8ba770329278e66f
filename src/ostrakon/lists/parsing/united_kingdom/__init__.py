"""What the UK's two lists print alike: cells, names, addresses, countries and numbers → our words."""

from ostrakon.lists.parsing.united_kingdom.cells import distinct, numbered, pairs, stated, values
from ostrakon.lists.parsing.united_kingdom.identifiers import (
    document_identifiers,
    imo_number,
    registration_identifiers,
    un_reference,
)
from ostrakon.lists.parsing.united_kingdom.names import (
    full_name,
    kind_of,
    original_script_name,
)
from ostrakon.lists.parsing.united_kingdom.places import address, birth_places, printed_country

__all__ = [
    "address",
    "birth_places",
    "distinct",
    "document_identifiers",
    "full_name",
    "imo_number",
    "kind_of",
    "numbered",
    "original_script_name",
    "pairs",
    "printed_country",
    "registration_identifiers",
    "stated",
    "un_reference",
    "values",
]
