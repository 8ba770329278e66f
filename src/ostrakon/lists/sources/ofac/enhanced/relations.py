"""The relationships of all entities → relations, by the entity that each starts from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.ofac.enhanced.records import Relationship
from ostrakon.lists.sources.ofac.vocabulary import is_backwards
from ostrakon.model import Kind, Relation

__all__ = ["Party", "to_relations"]


class Party(Struct, frozen=True):
    """What the relations of others need to know of an entity."""

    id: str
    name: str
    kind: Kind
    relationships: tuple[Relationship, ...]


def to_relations(parties: Iterable[Party], doubts: Doubts) -> Mapping[str, list[Relation]]:
    """A relation the wrong way round is turned, and says so. One to an entity that is not in the
    file, as an SDN is not in the consolidated file, is kept with its number and name."""
    by_id = {party.id: party for party in parties}
    relations: dict[str, list[Relation]] = defaultdict(list)
    for party in by_id.values():
        for tie in party.relationships:
            other = by_id.get(tie.related_id)
            if other is None:
                doubts.note("relation to a party that is not in the file", f"{party.id} to {tie.related_id}")
            turned = other is not None and is_backwards(tie.type, party.kind, other.kind)
            holder = other.id if other and turned else party.id
            relations[holder].append(
                Relation(
                    tie.type,
                    party.id if turned else tie.related_id,
                    other_name=party.name if turned else tie.related_entity,
                    quality=tie.quality or None,
                    reversed=turned,
                )
            )
    return relations
