"""Answers as people read them: tables that line up, colour on a terminal only."""

from collections import Counter
from collections.abc import Sequence
from itertools import repeat

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ostrakon.cli.consoles import one_line
from ostrakon.lists.status import DatasetStatus
from ostrakon.model import Answer, Hit, Proof, Query, TextAnswer, TiedHit
from ostrakon.screening.by_party import PartyHits

__all__ = ["show_answers", "show_notice", "show_proof", "show_statuses", "show_text"]

_KINDS = {"persons": "Person", "entities": "LegalEntity", "ships": "Vessel", "aircraft": "Airplane"}
# Scores from which a hit is shown in the colour of "almost surely" and of "look closely".
_STRONG, _MIDDLING = 0.9, 0.8


def show_answers(
    console: Console,
    answers: Sequence[Answer],
    *,
    reasons: bool,
    parties: Sequence[Sequence[PartyHits]] | None = None,
) -> int:
    """Print every answer, with or without its reasons; returns how many queries had a hit.

    `parties` are those of each answer; its hits then stand under them.
    """
    hit = 0
    for answer, groups in zip(answers, parties or repeat(None), strict=parties is not None):
        hit += bool(answer.hits or answer.tied)
        if answer.hits:
            console.print(Text(_asked(answer.query), style="bold"))
            if groups is None:
                console.print(_hits(answer.hits, reasons=reasons))
            else:
                _show_groups(console, groups, reasons=reasons)
            _say_more(console, more=answer.more_hits)
        else:
            said = ("  on no list", "yellow") if answer.tied else ("  no hit", "green")
            console.print(Text.assemble((_asked(answer.query), "bold"), said))
        if answer.tied:
            console.print(_tied(answer.tied))
        if answer.in_force:
            console.print(_in_force(answer))
    return hit


def _show_groups(console: Console, groups: Sequence[PartyHits], *, reasons: bool) -> None:
    """A heading per party, its hits under it, in columns that stand under each other."""
    everyone = [hit for party in groups for hit in party.hits]
    for place, party in enumerate(groups):
        heading = Text.assemble(
            "  ",
            (f"{party.score:.2f}", _style(party.score)),
            (f"  {one_line(party.name)}", "bold"),
            (f"  party {one_line(party.party)}", "dim"),
        )
        console.print(heading, soft_wrap=True)
        table = _table_of(party.hits, everyone, reasons=reasons, heading=place == 0)
        console.print(Padding(table, (0, 0, 0, 4)))


def _tied(hits: Sequence[TiedHit]) -> Table:
    """Parties on no list: how each is tied to listed ones, and what each rule makes of it."""
    table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    table.add_column("score", no_wrap=True)
    table.add_column("on no list", ratio=2)
    table.add_column("is", no_wrap=True)
    table.add_column("see chain", ratio=3)
    for hit in hits:
        said = " · ".join(f"{rule} {answer.replace('_', ' ')}" for rule, answer in hit.answers.items())
        chain = [
            f"{link.owner} → {link.asset}: {link.words or link.share or link.kind.replace('_', ' ')}"
            for link in hit.chain
        ]
        table.add_row(
            Text(f"{hit.score:.2f}", style=_style(hit.score)),
            Text(one_line(f"{hit.name} ({hit.party})")),
            Text(hit.tie),
            Text("\n".join(one_line(line) for line in chain)) + Text(f"\n{said}", style="dim"),
        )
    return table


def _in_force(answer: Answer) -> Text:
    """One answer per issuer, and how many hits are unknown."""
    said = " · ".join(f"{issuer} {word.replace('_', ' ')}" for issuer, word in answer.in_force.items())
    unknown = sum(one.status == "unknown" for hit in answer.hits for one in hit.listings)
    counted = f" ({unknown} of the hits unknown)" if unknown else ""
    return Text(f"  on {answer.proof.in_force_on}: {said}{counted}", style="bold")


def show_text(console: Console, answer: TextAnswer) -> None:
    if not answer.mentions:
        console.print(Text("no listed party is mentioned", style="green"))
    for mention in answer.mentions:
        where = Text(f"  at {mention.start}–{mention.end}", style="dim")
        console.print(Text(one_line(mention.text), style="bold") + where)
        console.print(_hits(mention.hits, reasons=False))
        _say_more(console, more=mention.more_hits)
    if answer.proof.in_force_on is not None:
        hits = [one for mention in answer.mentions for hit in mention.hits for one in hit.listings]
        counted = Counter(one.status for one in hits)
        said = " · ".join(f"{counted[word]} {word}" for word in ("listed", "reconstructed", "unknown"))
        console.print(Text(f"on {answer.proof.in_force_on}: {said}", style="bold"))


def show_proof(console: Console, proof: Proof) -> None:
    """The versions an answer rests on, and what it cannot show."""
    table = _table("checked", "version", "published", "sha256", right=("age", "entries"))
    for checked in proof.checked:
        given = "" if checked.captured_basis == "observed" else " (date given)"
        table.add_row(
            checked.dataset,
            f"{checked.version}{given}",
            str(checked.published_on or "not stated"),
            checked.sha256[:12],
            f"{checked.age_days:,} d",
            f"{checked.listings:,}",
        )
    console.print()
    console.print(table)
    for left_out in proof.not_checked:
        console.print(Text(f"not checked: {left_out.dataset}: {left_out.why}", style="yellow"))
    for gap in proof.not_covered:
        console.print(Text(f"no list shows: {gap}", style="dim"))
    force = "" if proof.in_force_on is None else f", in force on {proof.in_force_on}"
    console.print(
        Text(f"known by {proof.as_of}{force} · threshold {proof.threshold:g} · {proof.matcher}", style="dim")
    )


def show_notice(console: Console, proof: Proof) -> None:
    """What must be read before the answer: that it does not come from current lists."""
    if proof.notice:
        console.print(Text(proof.notice, style="bold red"), soft_wrap=True)


def show_statuses(console: Console, statuses: Sequence[DatasetStatus]) -> None:
    table = _table("list", "version", "published", right=("age", *_KINDS, "names"))
    for status in statuses:
        version = status.version
        if version is None:
            table.add_row(status.dataset, Text("not held", style="yellow"))
            continue
        counts = [version.entries.get(kind, 0) for kind in _KINDS.values()]
        table.add_row(
            status.dataset,
            version.name,
            str(version.published_on or "not stated"),
            f"{status.age_days:,} d",
            *(f"{number:,}" for number in (*counts, version.names)),
        )
    console.print(table)
    for status in statuses:
        for line in _remarks(status):
            console.print(line)


def _remarks(status: DatasetStatus) -> list[Text]:
    lines = []
    version = status.version
    if status.closed_on is not None:
        lines.append(Text(f"{status.dataset}: closed on {status.closed_on}, kept for history", style="dim"))
    if version is not None:
        if version.captured_basis == "given" and version.imported_at is not None:
            lines.append(
                Text(
                    f"{status.dataset}: capture date given by hand, imported {version.imported_at:%Y-%m-%d}",
                    style="dim",
                )
            )
        lines += [Text(f"{status.dataset}: {remark}", style="yellow") for remark in version.remarks]
        if version.forced:
            lines.append(
                Text(f"{status.dataset}: imported against a refusal: {version.forced}", style="yellow")
            )
        if version.doubts:
            most = sorted(version.doubts.items(), key=lambda one: -one[1])[:3]
            said = ", ".join(f"{what} ({count:,})" for what, count in most)
            more = "" if len(version.doubts) <= len(most) else f", and {len(version.doubts) - len(most)} more"
            lines.append(Text(f"{status.dataset}: not understood: {said}{more}", style="dim"))
    if status.error:
        lines.append(Text(f"{status.dataset}: last try failed: {status.error}", style="red"))
    return lines


def _hits(hits: Sequence[Hit], *, reasons: bool) -> Padding:
    """One row per hit, with its reasons under the name."""
    return Padding(_table_of(hits, hits, reasons=reasons), (0, 0, 0, 2))


def _table_of(hits: Sequence[Hit], among: Sequence[Hit], *, reasons: bool, heading: bool = True) -> Table:
    """As wide in each column as it would be with all hits of `among`."""
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_header=heading, expand=True
    )
    table.add_column("score", no_wrap=True, width=5)
    table.add_column("listing", no_wrap=True, width=max(7, *(cell_len(one_line(hit.party)) for hit in among)))
    table.add_column("listed as", ratio=3)
    table.add_column("programme", ratio=2)
    since = max(cell_len(line) for hit in among for line in ("since", *_since(hit).splitlines()))
    table.add_column("since", no_wrap=True, width=since)
    for hit in hits:
        listing = hit.listings[0]
        table.add_row(
            Text(f"{hit.score:.2f}", style=_style(hit.score)),
            Text(one_line(hit.party), overflow="fold"),
            _listed_as(hit, reasons=reasons),
            Text(one_line(", ".join(listing.programmes))),
            _since(hit),
        )
    return table


def _asked(query: Query) -> str:
    return one_line(query.name or ", ".join(query.identifiers))


def _say_more(console: Console, *, more: bool) -> None:
    if more:
        console.print(Text("  there are more hits: raise --limit to see them", style="yellow"))


def _listed_as(hit: Hit, *, reasons: bool) -> Text:
    listing = hit.listings[0]
    weak = " (weak alias)" if listing.strength == "weak" else ""
    said = Text(f"{one_line(listing.name)}{'' if listing.matched_name != listing.name else weak}")
    if listing.matched_name != listing.name:
        said.append(f"\nas {one_line(listing.matched_name)}{weak}")
    if reasons:
        for reason in hit.reasons:
            said.append(f"\n{reason.feature}: {one_line(reason.detail)}", style="dim")
    return said


def _table(*left: str, right: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for heading in left:
        table.add_column(heading, no_wrap=True)
    for heading in right:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _since(hit: Hit) -> str:
    listing = hit.listings[0]
    standing = None if listing.standing == "in_force" else listing.standing
    said = [word for word in (listing.status, standing) if word not in {"listed", None}]
    status = "".join(f"\n({word.replace('_', ' ')})" for word in said if word)
    if listing.listed_on is None:
        return f"not known{status}"
    before = "by " if listing.date_basis == "derived" else ""
    return f"{before}{listing.listed_on}{status}"


def _style(score: float) -> str:
    return "bold red" if score >= _STRONG else "red" if score >= _MIDDLING else "yellow"
