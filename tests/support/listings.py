"""Small made-up lists for tests of what comes after reading."""

from datetime import date

from ostrakon.model import Country, Identifier, Listing, Name, PartialDate, Programme, Strength

__all__ = ["company", "person", "vessel"]


def person(
    id_: str,
    *names: str,
    weak: tuple[str, ...] = (),
    born: date | None = None,
    country: str | None = None,
    passport: str | None = None,
    listed_on: date | None = None,
) -> Listing:
    return Listing(
        dataset="us_ofac_sdn",
        id=id_,
        kind="Person",
        names=(*_names(names, "strong"), *(Name(text, "alias", "weak") for text in weak)),
        programmes=(Programme("SYRIA"),),
        measures=("Block",),
        birth_dates=(PartialDate.of_day(born),) if born else (),
        nationalities=(Country(country, country),) if country else (),
        identifiers=(Identifier("passport", passport, "Passport"),) if passport else (),
        listed_on=listed_on,
        date_basis="stated" if listed_on else "unknown",
    )


def company(id_: str, *names: str) -> Listing:
    return Listing("us_ofac_sdn", id_, "LegalEntity", _names(names, "strong"), (Programme("SDGT"),))


def vessel(id_: str, *names: str) -> Listing:
    return Listing("us_ofac_sdn", id_, "Vessel", _names(names, "strong"), (Programme("IRAN"),))


def _names(texts: tuple[str, ...], strength: Strength) -> tuple[Name, ...]:
    return tuple(Name(text, "alias" if i else "primary", strength) for i, text in enumerate(texts))
