"""The relationships of a file → the ties of each of its parties."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.ofac.advanced.records import Relationship
from ostrakon.lists.sources.ofac.advanced.wording import date_of
from ostrakon.lists.sources.ofac.vocabulary import is_backwards
from ostrakon.model import Kind, Relation

__all__ = ["Ties", "to_ties"]


class Ties(Struct):
    """The relations that start at one party, and what is said of them besides."""

    relations: list[Relation] = []
    notes: list[str] = []


def to_ties(
    relationships: Iterable[Relationship], kinds: Mapping[str, Kind], dataset: str, doubts: Doubts
) -> Mapping[str, Ties]:
    """By party id. A tie is held by the side it starts from; one that stands the wrong way round is
    turned, and says so.

    A party of the Consolidated List may be tied to one that is on the SDN List only, and so not in
    the file: 1 of 283 ties in January 2025. Raises SourceError for any other side that is missing.
    """
    ties: dict[str, Ties] = defaultdict(Ties)
    for tie in relationships:
        _check_sides(tie, kinds, dataset, doubts)
        turned = tie.to_id in kinds and is_backwards(tie.type, kinds[tie.from_id], kinds[tie.to_id])
        holder_id, other_id = (tie.to_id, tie.from_id) if turned else (tie.from_id, tie.to_id)
        quality = None if tie.quality == "Unknown" else tie.quality
        relation = Relation(tie.type, other_id, quality=quality, former=tie.former, reversed=turned)
        ties[holder_id].relations.append(relation)
        if said := _said_besides(tie):
            ties[holder_id].notes.append(f"{tie.type} {other_id}: {said}")
    return ties


def _check_sides(tie: Relationship, kinds: Mapping[str, Kind], dataset: str, doubts: Doubts) -> None:
    missing = next((id_ for id_ in (tie.from_id, tie.to_id) if id_ not in kinds), None)
    if missing is None:
        return
    if dataset == "us_ofac_sdn" or missing == tie.from_id:
        raise SourceError(f"{dataset}: a relationship {tie.type!r} of {missing}, which is no party")
    doubts.note("relation to a party that is not in the file", f"{tie.from_id} to {missing}")


def _said_besides(tie: Relationship) -> str:
    """7 of 8,175 ties have a date, 3 a comment."""
    dated = date_of(tie.period)
    since = "since " if tie.period and tie.period.ongoing else ""
    return "; ".join(filter(None, (f"{since}{dated.text}" if dated else "", tie.comment)))
