"""Positions on sanctions → the listings that came after them, by the issuer whose government took them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ostrakon.claims.lexicon import countries_by_word
from ostrakon.model.claims import Claim, Reading
from ostrakon.model.positions import FollowThrough

__all__ = ["FOLLOWED_DAYS", "Listed", "ListedBetween", "follow"]

# Half a year: what comes later has reasons of its own.
FOLLOWED_DAYS = 183
_FOLLOWED = frozenset({"discussing", "considering", "proposing", "promising", "imposing", "not_ruled_out"})
_ISSUERS = {
    "United States": "us",
    "United Kingdom": "gb",
    "European Union": "eu",
    "EU": "eu",
    "United Nations": "un",
    "Security Council": "un",
}
# Until then EU measures were the UK's own (European Communities Act 1972; SAMLA 2018 from then on).
_UK_BY_ITSELF = date(2020, 12, 31)
_MOST_EXAMPLES = 5


class Listed(Struct, frozen=True):
    """A party that an issuer listed on a day, as some version of its list says."""

    dataset: str
    name: str
    listed_on: date


# Issuer, subject ("syria"), first and last day → the listings of the versions held; None: none is held, or
# no programme of the issuer is on that subject.
ListedBetween = Callable[[str, str, date, date], Sequence[Listed] | None]


def follow(
    readings: Sequence[Reading], listed_between: ListedBetween
) -> tuple[list[FollowThrough], list[str]]:
    """One step per position, issuer and day of listing, and remarks on what could not be followed.

    The link is temporal: nothing here shows that the one led to the other.
    """
    steps: list[FollowThrough] = []
    remarks: dict[str, None] = {}
    for number, reading in enumerate(readings):
        subject = _subject(reading)
        for claim in reading.claims:
            if not _is_followed(claim) or claim.spoken_on is None:
                continue
            for issuer in _issuers(claim):
                if subject is None:
                    remarks[f"{reading.document.name}: no country that sanctions could be on is named"] = None
                    continue
                via = "eu" if issuer == "gb" and claim.spoken_on < _UK_BY_ITSELF else None
                last = claim.spoken_on + timedelta(FOLLOWED_DAYS)
                found = listed_between(via or issuer, subject, claim.spoken_on, last)
                if found is None:
                    remarks[f"{via or issuer}: no version is held, or no programme is on {subject}"] = None
                    continue
                steps += _steps(f"{number}#{claim.id}", issuer, via, subject, claim.spoken_on, found)
    return steps, list(remarks)


def _is_followed(claim: Claim) -> bool:
    about = f"{claim.action or ''} {claim.text}".lower()
    return (
        claim.kind == "stance" and claim.modality in _FOLLOWED and ("sanction" in about or "listing" in about)
    )


def _issuers(claim: Claim) -> list[str]:
    """Of the actor, or of the state that the actor speaks for."""
    actors = f"{claim.actor or ''} and {claim.represents or ''}"
    return list(dict.fromkeys(issuer for name, issuer in _ISSUERS.items() if name in actors))


def _subject(reading: Reading) -> str | None:
    """The country that the report names most and that is none of the issuers'; in words of the programmes."""
    counts: dict[str, int] = {}
    for party in reading.parties:
        if party.party_class == "government" and party.name:
            name = party.name.partition(" (")[0]
            if name not in _ISSUERS:
                counts[name] = counts.get(name, 0) + 1
    targets = " ".join(claim.target or "" for claim in reading.claims if _is_followed(claim)).lower()
    for word in targets.replace("’s", "").split():
        known = countries_by_word().get(word)
        if known is not None:
            return known[0].name.lower().replace(" ", "_")
    if not counts:
        return None
    return max(counts, key=lambda name: counts[name]).lower().replace(" ", "_")


def _steps(
    position: str, issuer: str, via: str | None, subject: str, spoken_on: date, found: Sequence[Listed]
) -> Iterator[FollowThrough]:
    by_day: dict[tuple[date, str], list[Listed]] = {}
    for one in found:
        by_day.setdefault((one.listed_on, one.dataset), []).append(one)
    for (day, dataset), listed in sorted(by_day.items()):
        yield FollowThrough(
            position=position,
            issuer=issuer,
            acts_via=via,
            programme=subject,
            listed_on=day,
            days=(day - spoken_on).days,
            listings=len(listed),
            examples=tuple(one.name for one in listed[:_MOST_EXAMPLES]),
            link_basis="temporal",
            dataset=dataset,
        )
