"""A name that OFAC prints as last name and first name → a name in reading order."""

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.ofac.vocabulary import ALIAS_TYPES
from ostrakon.model import Name, NamePart, NameType, Strength

__all__ = ["split_name", "to_alias_type", "to_name"]


def to_name(
    last: str,
    first: str = "",
    *,
    name_type: NameType = "primary",
    strength: Strength,
    note: str | None = None,
) -> Name:
    """ "AL-ASSAD", "Bashar" → "Bashar AL-ASSAD". Whatever is no person has a last name only."""
    if not first:
        return Name(last, name_type, strength, note=note)
    parts = (NamePart("first", first), NamePart("last", last))
    return Name(f"{first} {last}", name_type, strength, parts, note=note)


def split_name(text: str) -> tuple[str, str]:
    """Last and first name of a person printed as "LAST, First"; no first name where no comma stands."""
    last, _, first = text.partition(", ")
    return last, first


def to_alias_type(printed: str, *, doubts: Doubts, where: str) -> NameType:
    """ "a.k.a.", "A.K.A." or "aka" and the like; anything else counts as an alias, with a doubt."""
    short = printed.replace(".", "").lower()
    if short not in ALIAS_TYPES:
        doubts.note(f"unknown type of alias {printed!r}", where)
    return ALIAS_TYPES.get(short, "alias")
