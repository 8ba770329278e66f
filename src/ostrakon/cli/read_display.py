"""A reading as people read it: what to look at, figures, sayings, positions, parties, and the lists."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.claims.checks.figures import said
from ostrakon.claims.checks.names import issuers_of
from ostrakon.cli.consoles import one_line
from ostrakon.cli.display import show_notice, show_proof
from ostrakon.model.claims import Claim, Party, Reading

__all__ = ["LEVEL_STYLES", "show_reading"]

LEVEL_STYLES = {"error": "bold red", "disputed": "red", "warn": "yellow", "info": "cyan", "pass": "green"}
_LEVELS = tuple(LEVEL_STYLES)
_SHORT = 90


def show_reading(console: Console, reading: Reading) -> None:
    document = reading.document
    if reading.proof is not None:
        show_notice(console, reading.proof)
    console.print(Text(one_line(document.title or document.name), style="bold"))
    dated = (
        f"dated {document.dated} ({document.dated_basis})" if document.dated else "no date stated or given"
    )
    console.print(Text(f"{document.name} · {dated} · read by {document.extractor}", style="dim"))
    _checks(console, reading)
    _figures(console, [claim for claim in reading.claims if claim.kind == "figure"])
    _said(console, [claim for claim in reading.claims if claim.kind == "quotation"])
    _positions(console, [claim for claim in reading.claims if claim.kind in {"stance", "demand"}])
    _events(console, [claim for claim in reading.claims if claim.kind == "event"])
    _parties(console, reading.parties)
    if reading.proof is not None:
        show_proof(console, reading.proof)
    console.print(Text("Every item is a proposal until a person has reviewed it.", style="dim"))


def _checks(console: Console, reading: Reading) -> None:
    console.print()
    if not reading.checks:
        console.print(Text("nothing to look at", style="green"))
    for check in sorted(reading.checks, key=lambda one: _LEVELS.index(one.level)):
        line = Text(f"{check.level:<5} ", style=LEVEL_STYLES[check.level])
        line.append(f"{check.check.replace('_', ' ')} ", style="bold")
        if check.claims:
            line.append(f"({', '.join(check.claims)}) ", style="dim")
        line.append(one_line(check.message), style="default")
        console.print(line)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _figures(console: Console, figures: Sequence[Claim]) -> None:
    if not figures:
        return
    table = _table("figure", "number", "can be", "outcome", "who", "by", "where", "when", "source")
    for claim in figures:
        window = claim.window.text if claim.window else claim.as_of_text
        outcome = claim.outcome_detail if claim.outcome == "other" and claim.outcome_detail else claim.outcome
        source = f"{claim.source or 'none named'} ({claim.source_class})"
        table.add_row(
            claim.id,
            Text(_number(claim), style="bold"),
            said(claim.envelope) if claim.envelope else "",
            Text(f"{(outcome or '').replace('_', ' ')}{_note(claim)}"),
            *(Text(one_line(slot or "–")) for slot in (claim.victim, claim.perpetrator, claim.place, window)),
            Text(one_line(source)),
        )
    console.print()
    console.print(table)


def _note(claim: Claim) -> str:
    notes = [claim.modality or "", "denied" if claim.polarity == "negative" else ""]
    notes.append(f"part of {claim.part_of}" if claim.part_of else "")
    told = ", ".join(note.replace("_", " ") for note in notes if note)
    return f" ({told})" if told else ""


def _number(claim: Claim) -> str:
    if claim.value is None:
        return ""
    low, high = claim.value.low, claim.value.high
    mark = {"at_least": "≥ ", "more_than": "> ", "about": "≈ ", "nearly": "just under ", "up_to": "≤ "}
    digits = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{mark.get(claim.qualifier or '', '< ' if claim.qualifier == 'fewer_than' else '')}{digits}"


def _said(console: Console, quotations: Sequence[Claim]) -> None:
    if not quotations:
        return
    table = _table("said", "by", "on", "words")
    for claim in quotations:
        who = claim.speaker or (f"not told ({claim.speaker_text})" if claim.speaker_text else "not told")
        table.add_row(
            claim.id, Text(one_line(who)), str(claim.spoken_on or "–"), Text(_shortened(claim.text))
        )
    console.print()
    console.print(table)


def _positions(console: Console, positions: Sequence[Claim]) -> None:
    if not positions:
        return
    table = _table("position", "who", "does", "to", "what")
    for claim in positions:
        told = f" (told by {', '.join(claim.chain)})" if claim.chain else ""
        table.add_row(
            claim.id,
            Text(one_line(f"{claim.actor or 'not told'}{told}")),
            Text((claim.modality or "").replace("_", " "), style="bold"),
            Text(one_line(claim.target or "–")),
            Text(_shortened(claim.action or claim.text)),
        )
    console.print()
    console.print(table)


def _events(console: Console, events: Sequence[Claim]) -> None:
    if not events:
        return
    table = _table("event", "what", "by", "accused", "where", "when", "words")
    for claim in events:
        accused = claim.accused or "–"
        if claim.accuser:
            accused += f" (by {claim.accuser})"
        if claim.denied_by:
            accused += ", denied"
        table.add_row(
            claim.id,
            Text((claim.event_type or "").replace("_", " "), style="bold"),
            Text(one_line(claim.actor or "–")),
            Text(one_line(accused)),
            Text(one_line(claim.place or "–")),
            Text(one_line((claim.window.text if claim.window else None) or "–")),
            Text(_shortened(claim.text)),
        )
    console.print()
    console.print(table)


def _parties(console: Console, parties: Sequence[Party]) -> None:
    if not parties:
        return
    table = _table("party", "what", "listed by", "mentions")
    grouped: dict[str, list[Party]] = {}
    for party in parties:
        grouped.setdefault(party.name or party.text, []).append(party)
    for name, group in sorted(grouped.items(), key=lambda one: one[1][0].party_class != "listed"):
        first = group[0]
        issuers = issuers_of([*first.listings, *first.also_listed])
        since = min(
            (
                str(one.listed_on)
                for hit in first.listings
                for one in hit.listings
                if one.listed_on and one.status != "unknown"
            ),
            default="",
        )
        ids = ", ".join(hit.party for hit in first.listings)
        by = f"{', '.join(issuers.by)}{f' since {since}' if since else ''}"
        unknown = f"not known of that day: {', '.join(issuers.unknown)}" if issuers.unknown else ""
        listed = f"{'; '.join(part for part in (by, unknown) if part) or '–'}{f' ({ids})' if ids else ''}"
        counter = f"no hit; {'; '.join(first.counter_sanctions)}" if first.counter_sanctions else listed
        style = "bold red" if first.party_class == "listed" else ""
        table.add_row(
            Text(one_line(name), style=style), first.party_class, Text(one_line(counter)), str(len(group))
        )
    console.print()
    console.print(table)


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
