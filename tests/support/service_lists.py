"""Two small official lists for tests of the service, one of them with an older version."""

from datetime import date

from msgspec.structs import replace

from ostrakon.model import Listing, Relation
from support.listings import company, person, vessel

__all__ = ["LISTS", "NEW", "OLD"]

OLD, NEW = date(2016, 10, 1), date(2026, 11, 20)


def un(listing: Listing) -> Listing:
    return replace(listing, dataset="un_sc_sanctions")


ORIK = person(
    "101",
    *("Orik VANTU", "Orik VANTOU"),
    weak=("The Fox",),
    born=date(1965, 9, 11),
    country="sy",
    passport="N0012345",
    listed_on=date(2015, 3, 2),
)
MELKA = replace(company("102", "Melka Trading House LLC"), relations=(Relation("Owned by", "101"),))
LISTS = {
    "us_ofac_sdn": {
        OLD: [ORIK, person("103", "Teodor GRUBANOV")],
        NEW: [ORIK, MELKA, vessel("104", "NORDIC PELICAN"), person("105", "Anselm KORVIN", country="ru")],
    },
    "un_sc_sanctions": {
        NEW: [un(person("QDi.001", "Orik VANTU", country="iq", listed_on=date(2020, 5, 1)))],
    },
}
