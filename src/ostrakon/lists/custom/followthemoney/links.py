"""What FollowTheMoney keeps in entities of their own: sanctions, addresses, documents, ties."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from ostrakon.lists.custom.dates import partial_date
from ostrakon.lists.custom.followthemoney.reader import Entity
from ostrakon.lists.parsing import Doubts, country_or_doubt
from ostrakon.model import Address, Identifier, Programme, Property, Relation

__all__ = ["Links"]

# Where a sanction's property needs another name than its own, beside those of the party.
_SANCTION_PROPERTIES = {
    "country": "sanctionCountry",
    "duration": "sanctionDuration",
    "status": "sanctionStatus",
    "listingDate": "sanctionListingDate",
    "startDate": "sanctionStartDate",
    "endDate": "sanctionEndDate",
    "date": "sanctionDate",
    "recordId": "sanctionRecordId",
    "modifiedAt": "sanctionModifiedAt",
    "retrievedAt": "sanctionRetrievedAt",
}
_LISTING_DATES = ("listingDate", "startDate")
# What stands in a field of the listing.
_SANCTION_FIELDS = {"entity", "program", "provisions", "reason", "unscId", "summary", "description"}
_ADDRESS_FIELDS = {
    *("full", "name", "street", "street2", "postOfficeBox", "city", "postalCode", "region", "state"),
    *("country", "remarks"),
}
_DOCUMENT_FIELDS = {
    *("holder", "type", "passportNumber", "number", "country", "startDate", "endDate", "authority"),
    "summary",
}
_WALLET_FIELDS = {
    *("holder", "publicKey", "cryptoAddress", "currency", "currencySymbol", "blockchain"),
    *("managingExchange", "name"),
}
_TIE_FIELDS = {"role", "relationship", "ownershipType", "percentage", "endDate"}
# Ties of a party that are no entities of their own: a vessel's owner, a company's parent.
_OWN_TIES = ("owner", "operator", "parent", "riskSource")


class Links:
    """The linked entities of a file by the party they belong to; those of none are counted."""

    def __init__(self, entities: Mapping[str, Entity], parties: Mapping[str, Entity], doubts: Doubts) -> None:
        self._entities, self._parties, self._doubts = entities, parties, doubts
        self._sanctions: defaultdict[str, list[Entity]] = defaultdict(list)
        self._documents: defaultdict[str, list[Entity]] = defaultdict(list)
        self._wallets: defaultdict[str, list[Entity]] = defaultdict(list)
        self._ties: defaultdict[str, list[tuple[Entity, str]]] = defaultdict(list)
        self._ties_to: defaultdict[str, list[tuple[Entity, str]]] = defaultdict(list)
        addresses = {address for party in parties.values() for address in party.all("addressEntity")}
        for entity in entities.values():
            if entity.id not in parties and entity.id not in addresses and not self._linked(entity):
                doubts.note(f"belongs to no party: {entity.schema.name}", entity.id)

    def programmes(self, party: Entity) -> tuple[Programme, ...]:
        """One per sanction, under its programme, else its id; the party's own where it has no sanction."""
        found = [
            Programme(code, listed_on=_listing_date(sanction, self._doubts))
            for sanction in self._sanctions[party.id]
            for code in sanction.all("program") or sanction.all("programId")[:1]
        ]
        own = party.all("program") or party.all("programId")
        return tuple(dict.fromkeys(found or [Programme(code) for code in own]))

    def listed_on(self, party: Entity) -> date | None:
        """The earliest of its sanctions' listing dates."""
        dates = (_listing_date(sanction, self._doubts) for sanction in self._sanctions[party.id])
        return min(filter(None, dates), default=None)

    def texts(self, party: Entity, name: str) -> tuple[str, ...]:
        """The values of one property over all sanctions."""
        sanctions = self._sanctions[party.id]
        return tuple(dict.fromkeys(text for sanction in sanctions for text in sanction.all(name)))

    def cross_references(self, party: Entity) -> tuple[Identifier, ...]:
        """The UN's reference, where a sanction names it."""
        return tuple(Identifier("un_reference", text, label="unscId") for text in self.texts(party, "unscId"))

    def properties(self, party: Entity) -> Iterator[Property]:
        """All else that its sanctions state. The dates are left out that date the listing."""
        for sanction in self._sanctions[party.id]:
            listed_on = str(_listing_date(sanction, self._doubts))
            codes = [] if sanction.all("program") else sanction.all("programId")[:1]
            for name, values in sanction.values.items():
                if name in _SANCTION_FIELDS or sanction.schema.properties[name].stub:
                    continue
                for value in values:
                    if value not in codes and not (name in _LISTING_DATES and value[:10] == listed_on):
                        yield Property(_SANCTION_PROPERTIES.get(name, name), value)

    def notes(self, party: Entity) -> Iterator[str]:
        """What sanctions say in words, and ties that come from someone who is not listed."""
        for sanction in self._sanctions[party.id]:
            yield from sanction.all("summary", "description")
        for tie, other in self._ties_to[party.id]:
            if other not in self._parties:
                yield f"{_label(tie)} of this party by {self._name(other)}"

    def addresses(self, party: Entity) -> Iterator[Address]:
        for address_id in party.all("addressEntity"):
            address = self._entities.get(address_id)
            if address is None:
                self._doubts.note("address that is not in the file", f"{party.id}: {address_id}")
            else:
                yield _to_address(address, self._doubts)
                self._note_rest(address, _ADDRESS_FIELDS)

    def identifiers(self, party: Entity) -> Iterator[Identifier]:
        """Of its documents and its wallets."""
        for document in self._documents[party.id]:
            yield from _to_identifiers(document, self._doubts)
            self._note_rest(document, _DOCUMENT_FIELDS)
        for wallet in self._wallets[party.id]:
            yield from _to_wallets(wallet)
            self._note_rest(wallet, _WALLET_FIELDS)

    def relations(self, party: Entity) -> tuple[Relation, ...]:
        """Ties from this party to another, by id where that one is listed too, else by name."""
        relations = []
        for tie, other in self._ties[party.id]:
            ends = {str(tie.schema.edge_source), str(tie.schema.edge_target)}
            self._note_rest(tie, _TIE_FIELDS | ends)
            quality, former = tie.first("percentage") or None, bool(tie.first("endDate"))
            relations.append(self._relation(_label(tie), other, quality=quality, former=former))
        for name in _OWN_TIES:
            relations += [self._relation(name, other) for other in party.all(name)]
        return tuple(relations)

    def _relation(
        self, label: str, other: str, *, quality: str | None = None, former: bool = False
    ) -> Relation:
        listed = other in self._parties
        return Relation(
            label,
            other_id=other if listed else None,
            other_name=None if listed else self._name(other),
            quality=quality,
            former=former,
        )

    def _note_rest(self, entity: Entity, kept: Collection[str]) -> None:
        """Count what a linked entity states and a listing has no field for."""
        for name, values in entity.values.items():
            if values and name not in kept and not entity.schema.properties[name].stub:
                self._doubts.note(f"not kept: {entity.schema.name}.{name}", f"{entity.id}: {values[0]}")

    def _linked(self, entity: Entity) -> bool:
        if entity.schema.is_a("Sanction"):
            return self._put(self._sanctions, entity, entity.all("entity"))
        if entity.schema.is_a("Identification"):
            return self._put(self._documents, entity, entity.all("holder"))
        if entity.schema.is_a("CryptoWallet"):
            return self._put(self._wallets, entity, entity.all("holder"))
        if entity.schema.edge and entity.schema.edge_source and entity.schema.edge_target:
            sources = entity.all(entity.schema.edge_source)
            targets = entity.all(entity.schema.edge_target)
            for source in sources:
                for target in targets:
                    self._ties[source].append((entity, target))
                    self._ties_to[target].append((entity, source))
            return any(party in self._parties for party in (*sources, *targets))
        return False

    def _put(self, into: defaultdict[str, list[Entity]], entity: Entity, parties: list[str]) -> bool:
        for party in parties:
            into[party].append(entity)
        return any(party in self._parties for party in parties)

    def _name(self, entity_id: str) -> str:
        entity = self._entities.get(entity_id)
        return (entity.first("name", "alias") if entity else "") or entity_id


def _listing_date(sanction: Entity, doubts: Doubts) -> date | None:
    """The earliest day of listing, else the earliest on which the sanction starts."""
    for name in _LISTING_DATES:
        days = [_day(text, sanction, doubts) for text in sanction.all(name)]
        if any(days):
            return min(day for day in days if day)
    return None


def _day(text: str, sanction: Entity, doubts: Doubts) -> date | None:
    found = partial_date(text)
    if found and found.precision == "day":
        return found.earliest
    doubts.note("listing date that is no day", f"{sanction.id}: {text}")
    return None


def _to_address(address: Entity, doubts: Doubts) -> Address:
    country = country_or_doubt(address.first("country"), doubts=doubts, where=address.id)
    street = ", ".join(address.all("street", "street2"))
    region = ", ".join(address.all("region", "state"))
    box = ", ".join(f"PO Box {number}" for number in address.all("postOfficeBox"))
    parts = (
        *(street, box, address.first("city"), address.first("postalCode"), region),
        country.text if country else "",
    )
    return Address(
        address.first("full", "name") or ", ".join(part for part in parts if part),
        street=street or None,
        city=address.first("city") or None,
        region=region or None,
        postal_code=address.first("postalCode") or None,
        country=country,
        note="; ".join(address.all("remarks")) or None,
    )


def _to_identifiers(document: Entity, doubts: Doubts) -> Iterator[Identifier]:
    label = document.first("type") or document.schema.name
    passport = document.schema.is_a("Passport") or "passport" in label.lower()
    for number in dict.fromkeys(document.all("passportNumber", "number")):
        yield Identifier(
            "passport" if passport else "other",
            number,
            label=label,
            country=country_or_doubt(document.first("country"), doubts=doubts, where=document.id),
            issued_on=partial_date(document.first("startDate")),
            expires_on=partial_date(document.first("endDate")),
            note="; ".join(document.all("authority", "summary")) or None,
        )


def _to_wallets(wallet: Entity) -> Iterator[Identifier]:
    for address in dict.fromkeys(wallet.all("publicKey", "cryptoAddress")):
        yield Identifier(
            "wallet",
            address,
            label=wallet.schema.name,
            asset=wallet.first("currencySymbol", "currency") or None,
            note="; ".join(wallet.all("blockchain", "managingExchange", "name")) or None,
        )


def _label(tie: Entity) -> str:
    """The schema, and what it says of itself: "Directorship (chairman)"."""
    words = "; ".join(tie.all("role", "relationship", "ownershipType"))
    return f"{tie.schema.name} ({words})" if words else tie.schema.name
