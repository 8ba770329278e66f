"""The plain CSV template: one row per party, for a list kept by hand."""

from collections.abc import Iterator, Mapping
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.custom.dates import partial_date
from ostrakon.lists.parsing import Document, Doubts, country_or_doubt, decode, rows
from ostrakon.model import Address, Identifier, Kind, Listing, Name, PartialDate, Programme

__all__ = ["is_header", "read_listings", "template"]

_COLUMNS = (
    *("id", "name", "kind", "aliases", "weak_aliases", "birth_date", "countries", "identifiers"),
    *("programme", "listed_on", "notes"),
)
_REQUIRED = {"id", "name"}
_SEPARATOR = ";"
_COMMENT = "#"
_KINDS: dict[str, Kind] = {
    "": "LegalEntity",
    "person": "Person",
    "legalentity": "LegalEntity",
    "company": "LegalEntity",
    "organization": "LegalEntity",
    "vessel": "Vessel",
    "airplane": "Airplane",
}
_IDENTIFIER_TYPES = {
    *("passport", "national_id", "tax", "registration", "imo", "mmsi", "call_sign", "bic", "lei"),
    *("wallet", "aircraft", "ship", "other"),
}
_EXAMPLE = (
    "#example-1,Jane Roe,Person,Jane Q. Roe; Jane Doe,JR,1970-05-17; 1971,gb; Malta,"
    "passport:X0000000; 4711,internal,2020-01-31,a line that begins with # is not read"
)


def template() -> str:
    """The header and one example, commented out. Several values in a cell are separated by "; "."""
    return f"{','.join(_COLUMNS)}\n{_EXAMPLE}\n"


def is_header(head: bytes) -> bool:
    """Whether a file begins with a table's header that has the two columns no list can do without."""
    first_line = head.split(b"\n", 1)[0].decode("utf-8", errors="replace")
    return {cell.strip().strip('"').lower() for cell in first_line.split(",")} >= _REQUIRED


def read_listings(document: Document, dataset: str, doubts: Doubts) -> Iterator[Listing]:
    """One listing per row; a row that cannot be read raises SourceError with its line and value."""
    lines_by_id: dict[str, int] = {}
    header: list[str] | None = None
    text = decode(document.read(), name=document.name, doubts=doubts)
    for line, cells in rows(text, name=document.name):
        place = f"{document.name}, line {line}"
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith(_COMMENT):
            continue
        if header is None:
            header = _header(cells, place)
            continue
        listing = _to_listing(_row(header, cells, place), dataset, place, doubts)
        if listing.id in lines_by_id:
            raise SourceError(f"{place}: id {listing.id!r} is already in line {lines_by_id[listing.id]}")
        lines_by_id[listing.id] = line
        yield listing
    if not lines_by_id:
        raise SourceError(f"{document.name}: a header without a single row")


def _header(cells: list[str], place: str) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    unknown = [name for name in header if name not in _COLUMNS]
    if unknown or len(set(header)) < len(header):
        raise SourceError(f"{place}: columns {unknown or header}; known, once each: {', '.join(_COLUMNS)}")
    return header


def _row(header: list[str], cells: list[str], place: str) -> Mapping[str, str]:
    if len(cells) != len(header):
        raise SourceError(f"{place}: {len(cells)} cells under {len(header)} columns: {cells}")
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    for name in sorted(_REQUIRED):
        if not row[name]:
            raise SourceError(f"{place}: no {name}: {cells}")
    return row


def _to_listing(row: Mapping[str, str], dataset: str, place: str, doubts: Doubts) -> Listing:
    listed_on = _day(row.get("listed_on", ""), place)
    aliases = [Name(text, "alias") for text in _values(row, "aliases")]
    aliases += [Name(text, "alias", "weak") for text in _values(row, "weak_aliases")]
    return Listing(
        dataset=dataset,
        id=row["id"],
        kind=_kind(row.get("kind", ""), place),
        names=(Name(" ".join(row["name"].split())), *aliases),
        programmes=tuple(Programme(text) for text in _values(row, "programme")),
        listed_on=listed_on,
        date_basis="stated" if listed_on else "unknown",
        birth_dates=tuple(_date(text, place) for text in _values(row, "birth_date")),
        addresses=tuple(_addresses(row, place, doubts)),
        identifiers=tuple(_identifier(text) for text in _values(row, "identifiers")),
        notes=tuple(filter(None, (row.get("notes", ""),))),
    )


def _values(row: Mapping[str, str], name: str) -> list[str]:
    values = (" ".join(value.split()) for value in row.get(name, "").split(_SEPARATOR))
    return [value for value in values if value]


def _kind(text: str, place: str) -> Kind:
    """An empty cell is a LegalEntity: FollowTheMoney's word for a party of a kind not stated."""
    if text.lower() not in _KINDS:
        raise SourceError(f"{place}: kind {text!r} is none of Person, LegalEntity, Vessel, Airplane")
    return _KINDS[text.lower()]


def _date(text: str, place: str) -> PartialDate:
    found = partial_date(text)
    if found is None:
        raise SourceError(f"{place}: birth date {text!r}; write 1970-05-17, 1970-05 or 1970")
    return found


def _day(text: str, place: str) -> date | None:
    if not text:
        return None
    found = partial_date(text)
    if found is None or found.precision != "day":
        raise SourceError(f"{place}: listed_on {text!r}; write a day such as 2020-01-31")
    return found.earliest


def _addresses(row: Mapping[str, str], place: str, doubts: Doubts) -> Iterator[Address]:
    """A country alone is an address of which no more is known."""
    for text in _values(row, "countries"):
        country = country_or_doubt(text, doubts=doubts, where=place)
        if country:
            yield Address(text, country=country)


def _identifier(text: str) -> Identifier:
    """ "passport:X0000000", or a number of any other type by itself."""
    label, colon, value = text.partition(":")
    if colon and value.strip() and label.strip().lower() in _IDENTIFIER_TYPES:
        return Identifier(label.strip().lower(), value.strip())
    return Identifier("other", text)
