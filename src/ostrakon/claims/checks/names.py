"""Who in the text is on which list, and who is on none."""

from collections.abc import Sequence, Set

from msgspec import Struct

from ostrakon.model import Hit, ListingMatch
from ostrakon.model.claims import Check, Party

__all__ = ["ISSUERS", "Issuers", "issuers_of", "names_check"]

ISSUERS = {
    "us_ofac_sdn": "US",
    "us_ofac_cons": "US",
    "gb_fcdo_sanctions": "UK",
    "gb_hmt_sanctions": "UK",
    "eu_fsf": "EU",
    "un_sc_sanctions": "UN",
}
_ORDER = ("US", "EU", "UK", "UN")


class Issuers(Struct, frozen=True):
    """`unknown` have an entry today, of which the files held do not tell whether it stood on that day."""

    by: tuple[str, ...]
    unknown: tuple[str, ...]

    def __str__(self) -> str:
        """ "US, EU; not known of that day: UK", or "" for nobody."""
        unknown = f"not known of that day: {', '.join(self.unknown)}" if self.unknown else ""
        return "; ".join(part for part in (", ".join(self.by), unknown) if part)


def names_check(parties: Sequence[Party], searched: Sequence[str]) -> Check | None:
    """One line for everybody: listed by whom, not listed by whom, and who is no list's business."""
    if not parties:
        return None
    issuers = [one for one in _ORDER if one in {ISSUERS.get(dataset) for dataset in searched}]
    lines = []
    for name, group in _grouped(parties).items():
        if group[0].party_class == "listed":
            hits = [hit for party in group for hit in (*party.listings, *party.also_listed)]
            said = issuers_of(hits)
            never = [one for one in issuers if one not in {*said.by, *said.unknown}]
            parts = [", ".join(said.by), *([f"not {', '.join(never)}"] if never else [])]
            parts += [f"not known of that day: {', '.join(said.unknown)}"] if said.unknown else []
            lines.append(f"{name}: {'; '.join(part for part in parts if part)}")
    people = [
        name
        for name, group in _grouped(parties).items()
        if group[0].party_class in {"official", "other", "institution"}
    ]
    if people:
        lines.append(f"on no list searched: {', '.join(people)}")
    counter = [
        f"{party.name or party.text} ({measure})"
        for party in {party.name: party for party in parties if party.counter_sanctions}.values()
        for measure in party.counter_sanctions
    ]
    if counter:
        lines.append(f"under counter-sanctions, which is no hit: {'; '.join(counter)}")
    states = [name for name, group in _grouped(parties).items() if group[0].party_class == "government"]
    if states:
        lines.append(f"states and governments, which are no list entries: {', '.join(states)}")
    return Check("names_and_lists", "info", (), ". ".join(lines) + ".") if lines else None


def issuers_of(hits: Sequence[Hit]) -> Issuers:
    """Who listed them on the day asked for, and of whom nothing held tells."""
    by = {_issuer(one) for hit in hits for one in hit.listings if one.status != "unknown"}
    unknown = {_issuer(one) for hit in hits for one in hit.listings} - by
    return Issuers(_in_order(by), _in_order(unknown))


def _issuer(listing: ListingMatch) -> str:
    return ISSUERS.get(listing.dataset, listing.dataset)


def _in_order(issuers: Set[str]) -> tuple[str, ...]:
    return (*(one for one in _ORDER if one in issuers), *sorted(issuers - set(_ORDER)))


def _grouped(parties: Sequence[Party]) -> dict[str, list[Party]]:
    grouped: dict[str, list[Party]] = {}
    for party in parties:
        grouped.setdefault(party.name or party.text, []).append(party)
    return grouped
