"""One entry of one issuer's list, every field the issuer states, in the words of this project."""

from datetime import date
from typing import Literal

from msgspec import Struct

from ostrakon.model.dates import PartialDate

__all__ = [
    "Address",
    "Country",
    "DateBasis",
    "Identifier",
    "Kind",
    "Listing",
    "Name",
    "NamePart",
    "NameType",
    "Place",
    "Programme",
    "Property",
    "Relation",
    "Strength",
]

# FollowTheMoney schema names; LegalEntity where the issuer does not say company or organisation.
Kind = Literal["Person", "LegalEntity", "Vessel", "Airplane"]
# What the issuer says of an alias; most UK and EU names say nothing, and that is not "strong".
Strength = Literal["strong", "weak", "not_stated"]
NameType = Literal["primary", "variation", "alias", "former", "new", "original_script"]
# stated: the issuer's own listing date. derived: an upper bound, the listing happened on or before.
DateBasis = Literal["stated", "derived", "unknown"]


class NamePart(Struct, frozen=True, omit_defaults=True):
    """A part the issuer prints apart; `role` is first, middle, last, maiden, patronymic,
    matronymic, nickname, title, given, or whole."""

    role: str
    text: str


class Name(Struct, frozen=True, omit_defaults=True):
    """`text` is the whole name in reading order; `script` an ISO 15924 code, `language` ISO 639,
    both only where the issuer states them."""

    text: str
    type: NameType = "primary"
    strength: Strength = "not_stated"
    parts: tuple[NamePart, ...] = ()
    script: str | None = None
    language: str | None = None
    note: str | None = None


class Country(Struct, frozen=True, omit_defaults=True):
    """A country as printed; `code` as FollowTheMoney writes it (ISO 3166-1 alpha-2, lower case),
    None when the text names no territory we know."""

    text: str
    code: str | None = None


class Place(Struct, frozen=True, omit_defaults=True):
    """A birth place: the text as printed, and its country and town where the issuer keeps them apart."""

    text: str
    country: Country | None = None
    town: str | None = None


class Address(Struct, frozen=True, omit_defaults=True):
    """An address; `text` is the whole of it in one line, street lines first, country last."""

    text: str
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: Country | None = None
    note: str | None = None


class Identifier(Struct, frozen=True, omit_defaults=True):
    """A number that names the listed party. `type` is one of passport, national_id, tax,
    registration, imo, mmsi, call_sign, bic, lei, wallet, aircraft, ship, other;
    `label` the issuer's own type; `asset` the currency of a wallet ("XBT")."""

    type: str
    value: str
    label: str | None = None
    country: Country | None = None
    asset: str | None = None
    issued_on: PartialDate | None = None
    expires_on: PartialDate | None = None
    valid: bool | None = None  # False: the issuer says it is fraudulent or known false
    note: str | None = None


class Programme(Struct, frozen=True, omit_defaults=True):
    """What a party is listed under: `code` as the issuer prints it (SYRIA, SYR, a regime's title).

    `list_name` tells lists apart that share a file (SSI, NS-MBS in us_ofac_cons); `listed_on` is
    kept here where the issuer gives a date for this programme or list alone.
    """

    code: str
    list_name: str | None = None
    legal_basis: tuple[str, ...] = ()
    listed_on: date | None = None


class Relation(Struct, frozen=True, omit_defaults=True):
    """A tie to another entry of the same list, from this listing to `other_id`, label verbatim.

    `other_id` is None where the issuer names the other side in words only (`other_name`).
    `quality` is the issuer's own grade. `reversed` says that the issuer's direction was turned round
    because it cannot be meant (a person "owned" by a company).
    """

    type: str
    other_id: str | None = None
    other_name: str | None = None
    quality: str | None = None
    former: bool = False
    reversed: bool = False


class Property(Struct, frozen=True, omit_defaults=True):
    """Anything else the issuer states; `name` is FollowTheMoney's where it has one (flag, tonnage)."""

    name: str
    value: str


class Listing(Struct, frozen=True, omit_defaults=True):
    """One entry in one version of one dataset. `id` is the issuer's stable number.

    `listed_on` with `date_basis` is when the listing took effect; `designated_on` is the UK's date
    under the Sanctions Act where that is another day; `amended_on` the issuer's last change.
    `cross_references` are other issuers' ids for the same party, printed by this issuer.
    """

    dataset: str
    id: str
    kind: Kind
    names: tuple[Name, ...]
    programmes: tuple[Programme, ...] = ()
    measures: tuple[str, ...] = ()
    listed_on: date | None = None
    date_basis: DateBasis = "unknown"
    designated_on: date | None = None
    amended_on: date | None = None
    birth_dates: tuple[PartialDate, ...] = ()
    birth_places: tuple[Place, ...] = ()
    nationalities: tuple[Country, ...] = ()
    citizenships: tuple[Country, ...] = ()
    genders: tuple[str, ...] = ()  # "male", "female", else the issuer's word
    titles: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    cross_references: tuple[Identifier, ...] = ()
    relations: tuple[Relation, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()

    @property
    def name(self) -> str:
        """The primary name, or the first where the issuer marks none."""
        return next((n.text for n in self.names if n.type == "primary"), self.names[0].text)

    @property
    def programme_codes(self) -> tuple[str, ...]:
        """What it is listed under as printed, each once, in the issuer's order."""
        return tuple(dict.fromkeys(programme.code for programme in self.programmes))

    @property
    def numbers(self) -> tuple[Identifier, ...]:
        """What the party can be found by: its identifiers, and the references that other issuers give it.

        References of digits alone (OFSI's group ids, the UN's data ids) are running numbers of a list,
        which anybody's account number may equal.
        """
        references = (r for r in self.cross_references if not r.value.isdigit())
        return (*self.identifiers, *references)
