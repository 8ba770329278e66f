"""Rows → the parties that issuers list on different grounds, with what each of them prints."""

from collections.abc import Callable, Iterator, Sequence

from ostrakon.coalition.comparison import Grounds, OnIssuer, PartyRow, Text
from ostrakon.coalition.question import Question
from ostrakon.lists.programmes import programme_of

__all__ = ["TextOf", "grounds_of"]

# What a listing, `dataset:id`, prints as its grounds in the version of the day asked for, else in the
# next one; None where none has it.
TextOf = Callable[[str], Text | None]


def grounds_of(rows: Sequence[PartyRow], question: Question, text_of: TextOf) -> tuple[Grounds, ...]:
    """Parties that two issuers list, under programmes of different subjects, or both giving reasons."""
    return tuple(_grounds(rows, question, text_of))


def _grounds(rows: Sequence[PartyRow], question: Question, text_of: TextOf) -> Iterator[Grounds]:
    for row in rows:
        listing = [i for i in question.issuers if row.by_issuer[i].answer in {"listed", "reconstructed"}]
        if len(listing) < 2:
            continue
        subjects = {issuer: _subjects(issuer, row.by_issuer[issuer]) for issuer in listing}
        texts = {issuer: _texts(row.by_issuer[issuer], text_of) for issuer in listing}
        reasoned = sum(any(text.reasons for text in of_issuer) for of_issuer in texts.values())
        different = {frozenset(of_issuer) for of_issuer in subjects.values() if of_issuer}
        if len(different) > 1 or reasoned > 1:
            yield Grounds(row.party, row.name, subjects, texts)


def _subjects(issuer: str, on: OnIssuer) -> tuple[str, ...]:
    """The families of its programmes; a programme of none by its title."""
    found = [programme_of(issuer, code) for code in on.programmes]
    return tuple(sorted({one.family or one.title for one in found if one is not None}))


def _texts(on: OnIssuer, text_of: TextOf) -> tuple[Text, ...]:
    found = (text_of(listing) for listing in on.listings)
    return tuple(text for text in found if text is not None)
