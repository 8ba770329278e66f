"""A document → its reading: parties, claims, dates and checks, with the lists of its day."""

from datetime import date

from ostrakon.claims.checks import figure_checks, names_check, saying_checks, time_checks
from ostrakon.claims.extraction.grammar import Grammar
from ostrakon.claims.extraction.reading import extract
from ostrakon.claims.language.moments import Anchor, dateline
from ostrakon.claims.parties import OtherLists, parties
from ostrakon.errors import UsageError
from ostrakon.model import ReducedText, TextAnswer
from ostrakon.model.claims import Check, ReadDocument, Reading

__all__ = ["MOST_CHARACTERS", "anchor_of", "read"]

# A hundred and fifty thousand words: a book. What is longer is no report, and is refused.
MOST_CHARACTERS = 1_000_000


def read(
    document: ReducedText,
    grammar: Grammar,
    *,
    name: str,
    dated: date | None,
    listed: TextAnswer | None,
    other_lists: OtherLists = lambda _: (),
    today: date,
) -> Reading:
    """`document` read by `grammar`. `dated` is the day given for it, which goes before its own.

    `listed` are the listed parties it mentions, None where no lists were asked. Raises UsageError for a
    text longer than MOST_CHARACTERS.
    """
    text = document.text
    if len(text) > MOST_CHARACTERS:
        raise UsageError(
            f"{name}: {len(text):,} characters; a report has at most {MOST_CHARACTERS:,}. Cut it up."
        )
    anchor = anchor_of(document, dated)
    context, claims = extract(text, anchor, grammar, document.segments)
    mentions = parties(context, listed.mentions if listed else (), other_lists, anchor.day or today)
    times = [time for parts in context.parts for time in parts.times]
    checks: list[Check] = [
        *figure_checks(claims),
        *time_checks(times, anchor),
        *saying_checks(context, claims),
    ]
    if listed is not None:
        names = names_check(mentions, [checked.dataset for checked in listed.proof.checked])
        checks += [names] if names is not None else []
    return Reading(
        document=ReadDocument(
            name=name,
            sha256=document.source_sha256,
            text_sha256=document.sha256,
            characters=len(text),
            dated=anchor.day,
            dated_basis=anchor.basis,
            extractor=grammar.name,
            title=document.title,
            set_apart=tuple(segment for segment in document.segments if segment.is_set_apart),
        ),
        text=text,
        parties=tuple(mentions),
        claims=tuple(claims),
        times=tuple(times),
        checks=tuple(checks),
        proof=listed.proof if listed else None,
    )


def anchor_of(document: ReducedText, dated: date | None) -> Anchor:
    """The day given, else the one that the text states."""
    if dated is not None:
        return Anchor(dated, "external")
    stated = document.dated or dateline(document.text)
    return Anchor(stated, "stated" if stated else None)
