"""How to know the CSV parts, and the checks that every set of them must pass."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Edition, Recognised
from ostrakon.lists.sources.ofac.delimited.mapper import to_listing, to_programmes
from ostrakon.lists.sources.ofac.delimited.reader import part_of, read_rows
from ostrakon.lists.sources.ofac.delimited.records import Address, Alias, Comment, Party, Row
from ostrakon.lists.sources.ofac.delimited.remarks import is_cut
from ostrakon.lists.sources.ofac.which_list import list_of
from ostrakon.model import Listing

__all__ = ["LAYOUT", "read", "recognise"]

LAYOUT = "CSV"

_Row = TypeVar("_Row", bound=Row)


class _Parts(Struct, frozen=True):
    """The rows of an edition by the number of the party; a part that was not given is None."""

    parties: dict[str, Party]
    aliases: dict[str, list[Alias]] | None
    addresses: dict[str, list[Address]] | None
    with_comments: bool


def recognise(document: Document) -> Recognised | None:
    """The part by its columns. Only the primary file can tell its list, by its programme tags."""
    part = part_of(document)
    if part is None:
        return None
    dataset = None
    if part == "primary":
        tags = (to_programmes(party.program) for party in read_rows(document, Party, Doubts()))
        dataset = list_of(tags, document.name)
    role = cast(Literal["primary", "addresses", "aliases", "comments"], part)
    return Recognised(LAYOUT, dataset, role)


def read(documents: Sequence[Document], dataset: str, doubts: Doubts) -> Edition:
    """The edition of a primary file and of what other parts are given with it, in any order.

    The format carries no date and no count; the remarks say which part is missing.
    """
    parts = _read_parts(documents, doubts)
    cut = [party.ent_num for party in parts.parties.values() if is_cut(party.remarks)]
    for ent_num in cut:
        doubts.note("remarks cut off, no comment continues them", ent_num)
    return Edition(
        dataset,
        LAYOUT,
        None,
        _listings(parts, dataset, doubts),
        remarks=tuple(_remarks(parts, len(cut))),
    )


def _read_parts(documents: Sequence[Document], doubts: Doubts) -> _Parts:
    by_part: dict[str, Document] = {}
    for document in documents:
        part = part_of(document)
        if part is None or part in by_part:
            problem = f"is a second {part} file" if part else "is no part of the CSV"
            raise SourceError(f"{document.name}: {problem}")
        by_part[part] = document
    if "primary" not in by_part:
        names = ", ".join(document.name for document in documents)
        raise SourceError(f"{names}: no primary file (sdn.csv, cons_prim.csv) among them")
    parties = _parties(by_part["primary"], doubts)
    if "comments" in by_part:
        for ent_num, comments in _by_party(by_part["comments"], Comment, parties, doubts).items():
            parties[ent_num] = _continued(parties[ent_num], comments)
    return _Parts(
        parties,
        _by_party(by_part["aliases"], Alias, parties, doubts) if "aliases" in by_part else None,
        _by_party(by_part["addresses"], Address, parties, doubts) if "addresses" in by_part else None,
        "comments" in by_part,
    )


def _parties(document: Document, doubts: Doubts) -> dict[str, Party]:
    parties: dict[str, Party] = {}
    for party in read_rows(document, Party, doubts):
        if party.ent_num in parties:
            raise SourceError(f"{document.name}: ent_num {party.ent_num} ({party.name}) stands there twice")
        parties[party.ent_num] = party
    if not parties:
        raise SourceError(f"{document.name}: not a single row")
    return parties


def _by_party(
    document: Document, row: type[_Row], parties: Mapping[str, Party], doubts: Doubts
) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for one in read_rows(document, row, doubts):
        if one.ent_num not in parties:
            raise SourceError(f"{document.name}: ent_num {one.ent_num} is not in the primary file")
        found.setdefault(one.ent_num, []).append(one)
    return found


def _continued(party: Party, comments: Sequence[Comment]) -> Party:
    """Joined without a blank: the remarks are cut in mid-word."""
    return replace(party, remarks=party.remarks + "".join(comment.text for comment in comments))


def _remarks(parts: _Parts, cut: int) -> Iterator[str]:
    if parts.aliases is None and parts.addresses is None:
        yield "primary names only"
    elif parts.aliases is None:
        yield "no aliases: the aliases file (alt.csv) was not given"
    elif parts.addresses is None:
        yield "no addresses: the addresses file (add.csv) was not given"
    if cut:
        why = (
            "the comments file does not continue them"
            if parts.with_comments
            else "no comments file was given"
        )
        yield f"remarks of {cut} entries are cut off at 1,000 characters: {why}"


def _listings(parts: _Parts, dataset: str, doubts: Doubts) -> Iterator[Listing]:
    for party in parts.parties.values():
        yield to_listing(
            party,
            aliases=(parts.aliases or {}).get(party.ent_num, ()),
            addresses=(parts.addresses or {}).get(party.ent_num, ()),
            dataset=dataset,
            doubts=doubts,
        )
