"""Listings of several issuers for tests of who is one party."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ostrakon.matching.index import Index, build
from ostrakon.matching.resolution import HeldListing, Override, Roll, ScoredPair
from ostrakon.model import Country, Identifier, Kind, Listing, Name, PartialDate, Programme

__all__ = ["confirmed", "held", "listed", "refused", "rolls", "scored"]

_EVER = 2**63 - 1


def listed(
    key: str,
    *names: str,
    kind: Kind = "Person",
    references: tuple[tuple[str, str], ...] = (),
    born: str | None = None,
    gender: str | None = None,
    country: str | None = None,
    programme: str | None = None,
    imo: str | None = None,
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
        genders=(gender,) if gender else (),
        nationalities=(Country(country, country),) if country else (),
        programmes=(Programme(programme),) if programme else (),
        identifiers=(
            *((Identifier("passport", passport),) if passport else ()),
            *((Identifier("imo", imo),) if imo else ()),
        ),
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


def rolls(folder: Path, held_listings: Iterable[HeldListing]) -> list[Roll]:
    """One index per list, under `folder`, with the listings in its order."""
    by_dataset: dict[str, list[HeldListing]] = {}
    for one in held_listings:
        by_dataset.setdefault(one.listing.dataset, []).append(one)
    made = []
    for dataset, some in by_dataset.items():
        place = folder / f"{dataset}-{len(list(folder.iterdir()))}"
        build((one.listing for one in some), place)
        made.append(Roll(Index(place), tuple(some)))
    return made


def scored(
    one: HeldListing, other: HeldListing, score: float = 0.99, *, referred: bool = False
) -> ScoredPair:
    """A pair as `score_pairs` gives it."""
    first, second = sorted((one, other), key=lambda held_listing: held_listing.key)
    return ScoredPair(
        first.key, second.key, score, (), referred, referred, both_in_one_version=first.stood_beside(second)
    )
