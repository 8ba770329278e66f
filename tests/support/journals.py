"""Screenings to record, without any list: an answer about a name, with a proof that says nothing was held."""

from collections.abc import Sequence
from datetime import date

from ostrakon.cases import Screened
from ostrakon.model import Answer, Hit, ListingMatch, Proof, Query, Reason

__all__ = ["answer", "hit", "proof", "screened"]


def proof(day: date = date(2026, 11, 24)) -> Proof:
    return Proof(day, None, 0.7, "matcher for a test", (), (), ())


def hit(party: str = "us_ofac_sdn:12735", score: float = 0.93) -> Hit:
    dataset, _, listing_id = party.partition(":")
    name = "Orik VANTU"
    match = ListingMatch(
        dataset, listing_id, name, name, "strong", "Person", ("SYRIA",), (), "listed", None, "unknown"
    )
    return Hit(score, party, (match,), (Reason("name", score, name, name, "the same"),))


def answer(name: str, hits: Sequence[Hit] = ()) -> Answer:
    return Answer(Query(name=name), tuple(hits), proof(), False)


def screened(name: str, hits: Sequence[Hit] = ()) -> Screened:
    return Screened.of_answer(answer(name, hits), limit=10)
