"""The labelled parts of a name in OFAC's structured formats → the name in reading order."""

from collections.abc import Sequence

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.ofac.vocabulary import NAME_PART_ROLES
from ostrakon.model import Name, NamePart, NameType, Strength

__all__ = ["to_name", "to_parts"]

# A patronymic beside a last name stands before it (Aleksey Vasilyevich Anichin). Where there is no
# last name, patronymic and matronymic are a Spanish father's and mother's surnames, in this order too.
_READING_ORDER = ("whole", "first", "middle", "patronymic", "last", "matronymic", "maiden", "nickname")
_FAMILY_NAME_FIRST = {"Hans", "Hant", "Hang", "Kore", "Jpan"}  # and without blanks: 王国英


def to_parts(labelled: Sequence[tuple[str, str]], *, doubts: Doubts, where: str) -> tuple[NamePart, ...]:
    """From ("Last Name", "AL-ASSAD") and the like, in the order printed."""
    for label, _ in labelled:
        if label not in NAME_PART_ROLES:
            doubts.note(f"unknown part of a name {label!r}", where)
    return tuple(NamePart(NAME_PART_ROLES.get(label, label.lower()), text) for label, text in labelled)


def to_name(
    parts: Sequence[NamePart],
    name_type: NameType,
    strength: Strength,
    *,
    script: str | None = None,
    note: str | None = None,
) -> Name:
    """Parts are printed last name first more often than not, so they are put in order by their roles.

    A name in one piece (of an entity, a vessel, an aircraft) keeps no parts beside its text.
    """
    family_first = script in _FAMILY_NAME_FIRST
    order = ("whole", "last", *_READING_ORDER) if family_first else _READING_ORDER
    ranked = sorted(parts, key=lambda part: order.index(part.role) if part.role in order else len(order))
    text = ("" if family_first else " ").join(part.text for part in ranked)
    in_one_piece = len(parts) == 1 and parts[0].role == "whole"
    return Name(text, name_type, strength, () if in_one_piece else tuple(parts), script, note=note)
