"""The page of one reading, from its template; all that a document says is escaped."""

from typing import Any

from ostrakon.claims.checks.figures import said
from ostrakon.claims.checks.names import Issuers, issuers_of
from ostrakon.claims.pages.marks import Mark, pieces
from ostrakon.claims.pages.templates import template
from ostrakon.model.claims import Claim, Party, Reading

__all__ = ["page_of_reading"]

_KINDS = ("figure", "quotation", "stance", "demand", "event", "attribution")
_HEADINGS = {
    "figure": "Figures",
    "quotation": "Quotations",
    "stance": "Positions",
    "demand": "Demands",
    "event": "Events",
    "attribution": "Indirect speech",
}
_LEVELS = ("error", "disputed", "warn", "info", "pass")


def page_of_reading(reading: Reading) -> str:
    """HTML without a script, a font or an address of anything outside it."""
    marks = [
        Mark(claim.id, claim.start, claim.end, claim.kind)
        for claim in reading.claims
        if claim.kind != "attribution"
    ]
    marks += [
        Mark(f"p{number}", party.start, party.end, f"party-{party.party_class}")
        for number, party in enumerate(reading.parties, 1)
    ]
    marks += [
        Mark(f"x{number}", one.start, one.end, "apart")
        for number, one in enumerate(reading.document.set_apart, 1)
    ]
    return str(
        template("reading.html.j2").render(
            document=reading.document,
            pieces=pieces(reading.text, marks),
            checks=sorted(reading.checks, key=lambda check: _LEVELS.index(check.level)),
            parties=_parties(reading),
            sections=[
                (kind, _HEADINGS[kind], [claim for claim in reading.claims if claim.kind == kind])
                for kind in _KINDS
                if kind != "attribution"
            ],
            proof=reading.proof,
            number=_number,
            interval=lambda claim: said(claim.envelope) if claim.envelope else "",
            details=_details,
        )
    )


def _parties(reading: Reading) -> list[tuple[str, Party, Issuers, int]]:
    """Each party once, listed ones first: anchor of the first mention, issuers that list it, mentions."""
    grouped: dict[str, list[tuple[int, Party]]] = {}
    for number, party in enumerate(reading.parties, 1):
        grouped.setdefault(party.name or party.text, []).append((number, party))
    rows = [
        (
            f"p{group[0][0]}",
            group[0][1],
            issuers_of([*group[0][1].listings, *group[0][1].also_listed]),
            len(group),
        )
        for group in grouped.values()
    ]
    order = ("listed", "official", "institution", "other", "government")
    return sorted(rows, key=lambda row: order.index(row[1].party_class))


def _number(claim: Claim) -> str:
    if claim.value is None:
        return ""
    low, high = claim.value.low, claim.value.high
    digits = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    words = {"at_least": "at least", "more_than": "more than", "up_to": "up to", "fewer_than": "fewer than"}
    qualifier = words.get(claim.qualifier or "", claim.qualifier or "")
    return digits if qualifier in {"exact", "range", "lexical", "denial"} else f"{qualifier} {digits}"


def _details(claim: Claim) -> list[tuple[str, str]]:
    """The slots that are filled, as label and value."""
    window = claim.window
    days = None
    if window is not None:
        days = " to ".join(str(day) for day in (window.start, window.end) if day) or window.text
    slots: list[tuple[str, Any]] = [
        ("victims", claim.victim),
        ("by", claim.perpetrator),
        ("means", claim.means),
        ("place", claim.place if claim.place_basis != "context" else f"{claim.place} (from the context)"),
        ("time", days),
        ("as of", claim.as_of or claim.as_of_text),
        ("source", _source(claim)),
        ("speaker", claim.speaker),
        ("told by", ", ".join(claim.chain)),
        ("to", claim.target),
        ("what", claim.action),
        ("accuser", claim.accuser),
        ("accused", claim.accused),
        ("denied by", claim.denied_by),
        ("part of", claim.part_of),
    ]
    return [(label, str(value)) for label, value in slots if value]


def _source(claim: Claim) -> str | None:
    if claim.kind != "figure":
        return None
    basis = {"inferred": " (by context)", "uncertain": " (scope open)", "quoted": " (quoted)"}
    return f"{claim.source or 'none named'}{basis.get(claim.source_basis or '', '')}, {claim.source_class}"
