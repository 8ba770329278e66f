"""Answers as people read them: tables that line up, colour on a terminal only."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.lists.status import DatasetStatus
from ostrakon.model import Answer, Hit, Proof, TextAnswer

__all__ = ["show_answers", "show_notice", "show_proof", "show_statuses", "show_text"]

# Scores from which a hit is shown in the colour of "almost surely" and of "look closely".
_STRONG, _MIDDLING = 0.9, 0.8


def show_answers(console: Console, answers: Iterable[Answer], *, reasons: bool = True) -> int:
    """Print every answer; returns how many queries had a hit."""
    hit = 0
    for answer in answers:
        hit += bool(answer.hits)
        if answer.hits:
            console.print(Text(answer.query.name, style="bold"))
            console.print(_hits(answer.hits, reasons=reasons))
        else:
            console.print(Text.assemble((answer.query.name, "bold"), ("  no hit", "green")))
    return hit


def show_text(console: Console, answer: TextAnswer) -> None:
    if not answer.mentions:
        console.print(Text("no listed party is mentioned", style="green"))
    for mention in answer.mentions:
        where = Text(f"  at {mention.start}–{mention.end}", style="dim")
        console.print(Text(mention.text, style="bold") + where)
        console.print(_hits(mention.hits, reasons=False))


def show_proof(console: Console, proof: Proof) -> None:
    """The versions an answer rests on, and what it cannot show."""
    table = Table(box=None, pad_edge=False, header_style="dim", title_justify="left")
    for heading in ("checked", "version", "published", "age", "entries", "sha256"):
        table.add_column(heading, justify="right" if heading in {"age", "entries"} else "left", no_wrap=True)
    for checked in proof.checked:
        given = "" if checked.captured_basis == "observed" else " (date given)"
        table.add_row(
            checked.dataset,
            f"{checked.version}{given}",
            str(checked.published_on or "not stated"),
            f"{checked.age_days:,} d",
            f"{checked.listings:,}",
            checked.sha256[:12],
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
        console.print(Text(proof.notice, style="bold red"))


def show_statuses(console: Console, statuses: Sequence[DatasetStatus]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (
        "list",
        "version",
        "published",
        "age",
        "persons",
        "entities",
        "ships",
        "aircraft",
        "names",
    ):
        table.add_column(
            heading, justify="left" if heading in {"list", "version", "published"} else "right", no_wrap=True
        )
    for status in statuses:
        version = status.version
        if version is None:
            table.add_row(status.dataset, Text("not held", style="yellow"))
            continue
        kinds = [version.entries.get(k, 0) for k in ("Person", "LegalEntity", "Vessel", "Airplane")]
        table.add_row(
            status.dataset,
            version.name,
            str(version.published_on or "not stated"),
            f"{status.age_days:,} d",
            *(f"{number:,}" for number in (*kinds, version.names)),
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
        if version.captured_basis == "given":
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


def _hits(hits: Sequence[Hit], *, reasons: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", width=1)
    for heading in ("score", "list", "id", "listed as", "programme", "since"):
        table.add_column(heading, no_wrap=heading in {"score", "id", "list", "since"}, overflow="fold")
    for hit in hits:
        listing = hit.listings[0]
        names = listing.name
        if listing.matched_name != listing.name:
            names += f"\n  as {listing.matched_name}"
        if listing.strength == "weak":
            names += " (weak alias)"
        table.add_row(
            "",
            Text(f"{hit.score:.2f}", style=_style(hit.score)),
            listing.dataset,
            listing.id,
            names,
            ", ".join(listing.programmes),
            _since(hit),
        )
        if reasons:
            for reason in hit.reasons:
                table.add_row(
                    "", "", "", "", Text(f"  {reason.feature}: {reason.detail}", style="dim"), "", ""
                )
    return table


def _since(hit: Hit) -> str:
    listing = hit.listings[0]
    if listing.listed_on is None:
        return "not known"
    before = "by " if listing.date_basis == "derived" else ""
    status = "" if listing.status == "listed" else f"\n({listing.status})"
    return f"{before}{listing.listed_on}{status}"


def _style(score: float) -> str:
    return "bold red" if score >= _STRONG else "red" if score >= _MIDDLING else "yellow"
