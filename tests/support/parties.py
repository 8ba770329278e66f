"""Listings of several issuers for tests of who is one party."""

from datetime import date

from ostrakon.matching.resolution import HeldListing, Override
from ostrakon.model import Identifier, Kind, Listing, Name, PartialDate

__all__ = ["confirmed", "held", "listed", "refused"]

_EVER = 2**63 - 1


def listed(
    key: str,
    *names: str,
    kind: Kind = "Person",
    references: tuple[tuple[str, str], ...] = (),
    born: str | None = None,
    passport: str | None = None,
) -> Listing:
    """`key` is `dataset:id`, `references` are (type, number) as printed, `born` is an ISO day or a year."""
    dataset, _, id_ = key.partition(":")
    return Listing(
        dataset,
        id_,
        kind,
        tuple(Name(text, "alias" if place else "primary") for place, text in enumerate(names or ("A NAME",))),
        birth_dates=(_born(born),) if born else (),
        identifiers=(Identifier("passport", passport),) if passport else (),
        cross_references=tuple(Identifier(type_, value) for type_, value in references),
    )


def held(listing: Listing, first: int = 1, until: int = _EVER) -> HeldListing:
    """In all versions from position `first` up to, not including, `until`."""
    return HeldListing(listing, ((first, until),))


def confirmed(*keys: str, why: str = "seen to be one") -> Override:
    return Override(keys, why)


def refused(one: str, other: str, why: str = "seen to be two") -> Override:
    return Override((one, other), why)


def _born(text: str) -> PartialDate:
    return PartialDate.of_year(int(text)) if len(text) == 4 else PartialDate.of_day(date.fromisoformat(text))
