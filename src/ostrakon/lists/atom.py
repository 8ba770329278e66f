"""A diff → an Atom feed (RFC 4287) with one entry per listing that changed."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from lxml import etree

from ostrakon.lists.changes import Diff, FieldChange, ListingChange
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.wording import field_words, listed_words
from ostrakon.model import ListVersion
from ostrakon.version import __version__

__all__ = ["atom_feed"]

_ATOM = "http://www.w3.org/2005/Atom"
# Ids stay the same for the same change, wherever and whenever the feed is made (RFC 9562, UUIDv5).
_OSTRAKON = UUID("0a357f39-e6ad-5cda-91ba-29af6e67e362")
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")


def atom_feed(diff: Diff) -> bytes:
    """UTF-8, with an XML declaration. Entries are dated by the capture that first showed the change."""
    feed = etree.Element(_tag("feed"), nsmap={None: _ATOM})  # type: ignore[dict-item]  # no prefix
    source = SOURCES.get(diff.after.dataset)
    title = source.title if source else diff.after.dataset
    asked = [f"kind {diff.kind}"] if diff.kind else []
    asked += [] if diff.programme is None else [f"programmes {diff.programme}"]
    only = f" ({', '.join(asked)})" if asked else ""
    _text(feed, "title", f"{title}: changes from {diff.before.name} to {diff.after.name}{only}")
    _text(feed, "id", _urn(diff, only))  # a choice of the entries is another feed
    _text(feed, "updated", diff.after.captured_at.isoformat())
    _text(etree.SubElement(feed, _tag("author")), "name", "Ostrakon")
    generator = _text(feed, "generator", "Ostrakon")
    generator.set("version", __version__)
    for change in diff:
        _entry(feed, change, diff)
    encoded: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return encoded


def _entry(feed: etree._Element, change: ListingChange, diff: Diff) -> None:
    listing = change.listing
    party = f"{listing.dataset}:{listing.id}"
    entry = etree.SubElement(feed, _tag("entry"))
    _text(entry, "title", f"{_what(change)}: {listing.name} ({party})")
    _text(entry, "id", _urn(diff, party))
    _text(entry, "updated", diff.after.captured_at.isoformat())
    for scheme, term in (
        ("change", _what(change).lower()),
        ("kind", listing.kind),
        *(("programme", code) for code in listing.programme_codes),
    ):
        etree.SubElement(entry, _tag("category"), term=_clean(term), scheme=f"urn:ostrakon:{scheme}")
    content = _text(entry, "content", "\n".join(_lines(change, diff.before, diff.after)))
    content.set("type", "text")


def _what(change: ListingChange) -> str:
    return "Added" if change.before is None else "Removed" if change.after is None else "Changed"


def _lines(change: ListingChange, before: ListVersion, after: ListVersion) -> Iterator[str]:
    listing = change.listing
    if change.before is None or change.after is None:
        programmes = ", ".join(listing.programme_codes)
        since = listed_words(listing.listed_on, listing.date_basis) if listing.listed_on else "not stated"
        yield f"{listing.kind}; programmes: {programmes or 'not stated'}; listed on: {since}"
    for field in change.fields:
        yield _in_words(field)
    if change.before is not None and change.after is not None:
        yield "Material to matching." if change.material else "Not material to matching."
    yield f"Versions {before.name} (SHA-256 {before.sha256}) and {after.name} (SHA-256 {after.sha256})."


def _in_words(change: FieldChange) -> str:
    gone = f"; no longer: {' | '.join(change.before)}" if change.before else ""
    new = f"; now: {' | '.join(change.after)}" if change.after else ""
    return f"{field_words(change.field)}{gone}{new}"


def _urn(diff: Diff, what: str) -> str:
    between = f"{diff.before.dataset}\n{diff.before.sha256}\n{diff.after.sha256}\n{what}"
    return uuid5(_OSTRAKON, between).urn


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name))
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """What XML cannot write becomes U+FFFD."""
    return text.translate(_NOT_XML)


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
