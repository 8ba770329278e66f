"""The aliases of a party → its names, the primary one first."""

from collections.abc import Iterator

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.ofac.advanced.records import Alias, DocumentedName, Party
from ostrakon.lists.sources.ofac.advanced.wording import name_text
from ostrakon.lists.sources.ofac.name_parts import to_name, to_parts
from ostrakon.lists.sources.ofac.names import to_alias_type
from ostrakon.lists.sources.ofac.vocabulary import SCRIPTS
from ostrakon.model import Name, NameType, Strength

__all__ = ["to_names"]


def to_names(party: Party, doubts: Doubts) -> tuple[Name, ...]:
    """Raises SourceError where the party has not exactly one primary alias, or a name is empty."""
    primaries = [alias for alias in party.aliases if alias.primary]
    if len(primaries) != 1:
        raise SourceError(f"party {party.id} has {len(primaries)} primary names, not one")
    others = [alias for alias in party.aliases if not alias.primary]
    return tuple(name for alias in (*primaries, *others) for name in _of_alias(alias, party.id, doubts))


def _of_alias(alias: Alias, where: str, doubts: Doubts) -> Iterator[Name]:
    """The form the alias goes by (the primary Latin one, else the first), then its other forms."""
    name_type = to_alias_type(alias.type, doubts=doubts, where=where)
    if alias.primary != (name_type == "primary"):
        doubts.note(f"alias of type {alias.type!r} that is primary or not against its type", where)
        name_type = "primary" if alias.primary else "alias"
    strength: Strength = "weak" if alias.low_quality else "strong"
    if not alias.names:
        raise SourceError(f"party {where}: an alias without a name")
    main, *further = sorted(
        alias.names, key=lambda name: (name.status != "Primary Latin", not _is_latin(name))
    )
    yield _to_name(main, name_type, strength, None, where, doubts)
    of_which = None if alias.primary else f"{alias.type} {name_text(main)}"
    for name in further:
        form: NameType = "variation" if _is_latin(name) else "original_script"
        yield _to_name(name, form, strength, of_which, where, doubts)


def _to_name(
    name: DocumentedName,
    name_type: NameType,
    strength: Strength,
    note: str | None,
    where: str,
    doubts: Doubts,
) -> Name:
    if not name_text(name).strip():
        raise SourceError(f"party {where}: name {name.id} is empty")
    for printed in name.scripts:
        if printed not in SCRIPTS:
            doubts.note(f"unknown script {printed!r}", where)
    script = SCRIPTS.get(name.scripts[0]) if len(name.scripts) == 1 else None
    parts = to_parts(name.parts, doubts=doubts, where=where)
    return to_name(parts, name_type, strength, script=script, note=note)


def _is_latin(name: DocumentedName) -> bool:
    return name.scripts == ("Latin",)
