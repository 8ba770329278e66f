"""`ostrakon parties`: which listings are about one person, company or ship, and why."""

from typing import Annotated, Any

import typer

from ostrakon.cli.consoles import one_line, output_console
from ostrakon.cli.options import AsOf, Json, day, text_of
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine
from ostrakon.errors import UsageError
from ostrakon.matching.resolution import Party, Resolution, Undecided

__all__ = ["parties_command", "parties_document", "party_document", "review_document"]

_SCHEMA_VERSION = 1


def parties_command(
    listing: Annotated[
        str | None, typer.Argument(metavar="LISTING-ID", help="A listing, as us_ofac_sdn:12735.")
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="The pairs that are left to you, the likeliest first.")
    ] = False,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Which listings of all issuers are about one party, with the score and reasons of every link."""
    if listing is not None and review:
        raise UsageError("--review goes without a LISTING-ID")
    asked = None if listing is None else text_of(listing, "LISTING-ID")
    engine = open_engine()
    with waiting("joining listings to parties"):
        resolution = engine.parties(as_of=day(as_of, "--as-of"))
    if asked is not None:
        _print_party(resolution, resolution.party_of(asked), json=json)
    elif review:
        _print_review(resolution, json=json)
    else:
        _print_summary(resolution, json=json)


def parties_document(resolution: Resolution) -> dict[str, Any]:
    """Every party of several listings; those of one are counted."""
    joined = [party for party in resolution.parties if len(party.listings) > 1]
    return {
        "schema_version": _SCHEMA_VERSION,
        "parties": joined,
        "counts": _counts(resolution),
    }


def party_document(resolution: Resolution, party: Party) -> dict[str, Any]:
    return {
        "schema_version": _SCHEMA_VERSION,
        "party": party,
        "undecided": resolution.undecided_of(party),
    }


def review_document(resolution: Resolution) -> dict[str, Any]:
    return {"schema_version": _SCHEMA_VERSION, "undecided": _likeliest_first(resolution)}


def _counts(resolution: Resolution) -> dict[str, int]:
    return {
        "parties": len(resolution.parties),
        "listings": sum(len(party.listings) for party in resolution.parties),
        "of_several_listings": sum(len(party.listings) > 1 for party in resolution.parties),
        "undecided": len(resolution.undecided),
    }


def _likeliest_first(resolution: Resolution) -> list[Undecided]:
    return sorted(resolution.undecided, key=lambda pair: (-pair.score, pair.one, pair.other))


def _print_summary(resolution: Resolution, *, json: bool) -> None:
    if json:
        _print_json(parties_document(resolution))
        return
    counts = _counts(resolution)
    output_console().print(
        f"{counts['listings']:,} listings are about {counts['parties']:,} parties, "
        f"{counts['of_several_listings']:,} of them with several listings. "
        f"{counts['undecided']:,} pairs are left to you: ostrakon parties --review",
        markup=False,
        soft_wrap=True,
    )


def _print_party(resolution: Resolution, party: Party, *, json: bool) -> None:
    if json:
        _print_json(party_document(resolution, party))
        return
    from rich.text import Text

    console = output_console()
    console.print(Text(f"{party.id}  {one_line(party.name)}  ({party.kind})", style="bold"))
    for key in party.listings:
        console.print(Text(f"  {key}"))
    for link in party.links:
        console.print(Text(f"{link.score:.2f}  {link.one} = {link.other}  by {link.basis}"), soft_wrap=True)
        for reason in link.reasons:
            console.print(
                Text(f"      {reason.feature}: {one_line(reason.detail)}", style="dim"), soft_wrap=True
            )
    for pair in resolution.undecided_of(party):
        _print_pair(pair)


def _print_review(resolution: Resolution, *, json: bool) -> None:
    if json:
        _print_json(review_document(resolution))
        return
    for pair in _likeliest_first(resolution):
        _print_pair(pair)


def _print_pair(pair: Undecided) -> None:
    from rich.text import Text

    console = output_console()
    console.print(Text(f"{pair.score:.2f}  {pair.one} ? {pair.other}", style="yellow"), soft_wrap=True)
    console.print(Text(f"      {one_line(pair.why)}", style="dim"), soft_wrap=True)
    names = next((reason for reason in pair.reasons if reason.feature == "name"), None)
    if names is not None:
        said = f"      {one_line(names.query)} | {one_line(names.listed)}"
        console.print(Text(said, style="dim"), soft_wrap=True)


def _print_json(document: dict[str, Any]) -> None:
    from ostrakon.cli.wire import to_json

    typer.echo(to_json(document))
