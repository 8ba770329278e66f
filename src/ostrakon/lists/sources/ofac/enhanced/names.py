"""The names of an entity, the primary one first, each with its forms in other scripts."""

from collections.abc import Iterator

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.ofac.enhanced.records import Entity, Translation
from ostrakon.lists.sources.ofac.enhanced.records import Name as NameRecord
from ostrakon.lists.sources.ofac.name_parts import to_name, to_parts
from ostrakon.lists.sources.ofac.names import to_alias_type
from ostrakon.lists.sources.ofac.vocabulary import SCRIPTS
from ostrakon.model import Name, NameType, Strength

__all__ = ["primary_name", "to_names"]


def primary_name(entity: Entity) -> str:
    """As printed, "LAST, First"; "" where the entity has none."""
    names = (name for name in entity.names if name.is_primary == "true")
    forms = (form for name in names for form in name.translations if form.is_primary == "true")
    return next((form.formatted_full_name for form in forms), "")


def to_names(entity: Entity, doubts: Doubts) -> tuple[Name, ...]:
    """Raises SourceError where the entity has not exactly one primary name, or a name is empty."""
    primaries = [name for name in entity.names if name.is_primary == "true"]
    if len(primaries) != 1:
        raise SourceError(f"entity {entity.id} has {len(primaries)} primary names, not one")
    others = [name for name in entity.names if name.is_primary != "true"]
    return tuple(form for name in (*primaries, *others) for form in _forms(name, entity.id, doubts))


def _forms(name: NameRecord, where: str, doubts: Doubts) -> Iterator[Name]:
    """The primary translation goes by the type of the name, all others are the same name again."""
    name_type: NameType = "primary"
    if name.is_primary != "true":
        name_type = to_alias_type(name.alias_type, doubts=doubts, where=where)
    strength: Strength = "weak" if name.is_low_quality == "true" else "strong"
    if not name.translations:
        raise SourceError(f"entity {where}: a name without a translation")
    main, *further = sorted(name.translations, key=lambda form: form.is_primary != "true")
    yield _to_name(main, name_type, strength, None, where, doubts)
    of_which = f"{name.alias_type} {_printed(main)}" if name.alias_type else None
    for form in further:
        form_type: NameType = "variation" if form.script == "Latin" else "original_script"
        yield _to_name(form, form_type, strength, of_which, where, doubts)


def _to_name(
    form: Translation, name_type: NameType, strength: Strength, note: str | None, where: str, doubts: Doubts
) -> Name:
    if not _printed(form):
        raise SourceError(f"entity {where}: a name is empty")
    if form.script not in SCRIPTS:
        doubts.note(f"unknown script {form.script!r}", where)
    labelled = [(part.type, part.value) for part in form.name_parts]
    parts = to_parts(labelled, doubts=doubts, where=where)
    return to_name(parts, name_type, strength, script=SCRIPTS.get(form.script), note=note)


def _printed(form: Translation) -> str:
    return " ".join(part.value for part in form.name_parts if part.value)
