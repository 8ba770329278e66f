"""Remarks of the EU and the UN → ties, only where the wording states them, with the span.

A phrase counts where it opens a sentence, or follows the party's own name, "it" or "the company": the
subject is then the party. Its object counts where it is exactly a name on the same list, or has that
list's reference in brackets. Few and sure beats many.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from ostrakon.model import Listing, Share, StakeKind
from ostrakon.ownership.listings.names import ListedNames, folded
from ostrakon.ownership.reading.shares import share_of_cells

__all__ = ["Said", "ties_said"]


class Said(Struct, frozen=True):
    """A tie between the listing and `other` (an id of the same list); `outward`: the listing is the owner.

    `text` is the wording, from `start` to `end` of `field`, in characters.
    """

    kind: StakeKind
    other: str
    outward: bool
    share: Share | None
    text: str
    field: str
    start: int
    end: int


class _Phrase(Struct, frozen=True):
    kind: StakeKind
    outward: bool
    pattern: re.Pattern[str]


def _phrase(kind: StakeKind, pattern: str, *, outward: bool) -> _Phrase:
    return _Phrase(kind, outward, re.compile(rf"\b{pattern}\s+", re.I))


_PHRASES = (
    # "or": it may be the one or the other, so it is neither ownership nor agency.
    _phrase("link", r"owned or controlled by,? or act(?:s|ing) (?:for or )?on behalf of,?", outward=False),
    _phrase("owned_or_controlled", r"(?:partially )?owned (?:and|or) controlled by", outward=False),
    _phrase(
        "owned_or_controlled",
        r"(?:an? )?(?P<wholly>wholly[- ]owned )?subsidiary(?: company)?"
        r"(?:[\s,(–-]{1,3}(?P<percent>\d{1,3}(?:\.\d{1,4})?) ?%\)?)?,? of",
        outward=False,
    ),
    _phrase(
        "owned_or_controlled",
        r"(?:(?P<wholly>wholly[- ])|(?P<majority>majority[- ]))?owned by",
        outward=False,
    ),
    _phrase("influence", r"controlled by", outward=False),
    _phrase("acts_for", r"act(?:s|ed|ing)? (?:for or )?on behalf of", outward=True),
    _phrase("association", r"associated with", outward=True),
    _phrase("association", r"(?:an? )?affiliate of", outward=True),
    _phrase("link", r"(?:an? )?front company (?:of|for)", outward=True),
    _phrase(
        "family",
        r"(?:the )?(?:son|daughter|father|mother|brother|sister|wife|husband|cousin|uncle|nephew) of",
        outward=True,
    ),
)
_PARENT = re.compile(r"\bis the parent company of\s+", re.I)
_OPENING = re.compile(r"(?:^|[.;:)]\s+)")
_VERB = re.compile(r"\s*\b(?:is|was|has been)?(?:\s+(?:also|in turn))?\s*$", re.I)
_SUBJECTS = {
    *("", "it", "he", "she"),
    *("company", "entity", "bank", "firm", "organisation", "organization", "group"),
}
_LONGEST_SUBJECT = 160
_REFERENCE = re.compile(r"(?P<name>[^.;()]{2,120}(?:\([^()]{2,20}\)\s*)?)\((?P<id>[A-Z]{2}[ie]\.\d{3})\)")
_NEXT = re.compile(r"\s*(?:\([^()]*\))?\s*(?P<joint>,?\s*(?:and\s+)?)")
_QUICK = re.compile(r"owned|subsidiary|controlled by|behalf of|associated with|affiliate|company| of ", re.I)
_MOST_OBJECTS = 30


def ties_said(listing: Listing, names: ListedNames) -> Iterator[Said]:
    """Of the remarks and functions of one listing, in order."""
    own = {folded(name.text) for name in listing.names}
    for field in ("notes", "positions", "reasons"):
        for number, text in enumerate(getattr(listing, field), start=1):
            if _QUICK.search(text):
                place = f"{field} {number}"
                yield from _of_phrases(text, place, listing, own, names)
                yield from _of_parents(text, place, listing, names)


def _of_phrases(text: str, field: str, listing: Listing, own: set[str], names: ListedNames) -> Iterator[Said]:
    for phrase in _PHRASES:
        for found in phrase.pattern.finditer(text):
            if not _is_about(text, found.start(), own):
                continue
            kind, share = _share(phrase, found)
            for other, end in _objects(text, found.end(), listing, names):
                words = text[found.start() : end]
                yield Said(kind, other, phrase.outward, share, words, field, found.start(), end)


def _is_about(text: str, start: int, own: set[str]) -> bool:
    """Whether what stands between the opening of a sentence and the phrase is the party itself."""
    window = max(0, start - _LONGEST_SUBJECT)
    for opening in _OPENING.finditer(text, window, start):
        subject = folded(_VERB.sub("", text[opening.end() : start]))
        if subject in _SUBJECTS or subject in own:
            return True
    return False


def _share(phrase: _Phrase, found: re.Match[str]) -> tuple[StakeKind, Share | None]:
    """A share that the wording states makes it shares."""
    groups = found.groupdict()
    if percent := groups.get("percent"):
        try:
            return "shares", share_of_cells(percent, percent)
        except ValueError:
            return phrase.kind, None
    if groups.get("wholly"):
        return "shares", share_of_cells("100", "100")
    return ("shares", share_of_cells(">50", "")) if groups.get("majority") else (phrase.kind, None)


def _objects(text: str, start: int, listing: Listing, names: ListedNames) -> Iterator[tuple[str, int]]:
    """The parties named from `start` on, one after another: "X (QDe.005), Y (QDe.014) and Z"."""
    for _ in range(_MOST_OBJECTS):
        found = _object(text[start:], names)
        if found is None:
            return
        other, length = found
        start += length
        if other != listing.id:
            yield other, start
        following = _NEXT.match(text, start)
        if following is None or not following["joint"].strip():
            return
        start = following.end()


def _object(text: str, names: ListedNames) -> tuple[str, int] | None:
    """The party that `text` begins with: by a reference in brackets, else by the longest name."""
    reference, named = _REFERENCE.match(text), names.longest(text)
    if reference and reference["id"] in names.ids and (named is None or named[1] <= reference.end("name")):
        return reference["id"], reference.end()
    return named


def _of_parents(text: str, field: str, listing: Listing, names: ListedNames) -> Iterator[Said]:
    """ "X is the parent company of …", in the entry of the subsidiary."""
    for found in _PARENT.finditer(text):
        named = names.longest(text[found.end() :])
        if named is None or named[0] != listing.id:
            continue
        openings = [opening.end() for opening in _OPENING.finditer(text, 0, found.start())]
        start = openings[-1] if openings else 0
        other = names.find(text[start : found.start()].strip())
        if other is not None and other != listing.id:
            end = found.end() + named[1]
            words = text[start:end]
            yield Said("owned_or_controlled", other, False, None, words, field, start, end)
