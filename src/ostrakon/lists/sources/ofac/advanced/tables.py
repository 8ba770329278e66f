"""The reference values at the head of a file → the label of an id."""

from collections import defaultdict

from lxml import etree

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import children, text_of
from ostrakon.model import Kind

__all__ = ["Tables"]

_KINDS: dict[str, Kind] = {
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
    "Individual": "Person",
    "Entity": "LegalEntity",
}


class Tables:
    """Labels by the name of the table and the id in it, both as the file prints them."""

    def __init__(self, reference_value_sets: etree._Element, file_name: str) -> None:
        self._file_name = file_name
        self._labels: dict[str, dict[str, str]] = defaultdict(dict)
        self._attributes: dict[tuple[str, str], dict[str, str]] = {}
        for _, values in children(reference_value_sets):
            for table, value in children(values):
                id_ = str(value.get("ID", ""))
                self._labels[table][id_] = text_of(value)
                self._attributes[table, id_] = {str(k): str(v) for k, v in value.attrib.items()}

    def label(self, table: str, id_: str) -> str:
        """Raises SourceError for an id that the file itself does not explain."""
        label = self._labels[table].get(id_)
        if label is None:
            raise SourceError(f"{self._file_name}: {table} {id_!r} is not among the reference values")
        return label

    def labels(self, table: str) -> frozenset[str]:
        """Every label of a table."""
        return frozenset(self._labels[table].values())

    def country_of_area(self, area_code_id: str) -> str:
        """The country's label: an area code is the ISO code of one country."""
        self.label("AreaCode", area_code_id)
        area = self._attributes["AreaCode", area_code_id]
        return self.label("Country", area["CountryID"]) if "CountryID" in area else area["Description"]

    def kind(self, party_sub_type_id: str) -> Kind:
        """Persons and entities are both of an "Unknown" sub-type, so their party type tells (facts 1.3)."""
        label = self.label("PartySubType", party_sub_type_id)
        if label not in _KINDS:
            attributes = self._attributes["PartySubType", party_sub_type_id]
            label = self.label("PartyType", attributes.get("PartyTypeID", ""))
        if label not in _KINDS:
            raise SourceError(f"{self._file_name}: unknown type of party {label!r}")
        return _KINDS[label]
