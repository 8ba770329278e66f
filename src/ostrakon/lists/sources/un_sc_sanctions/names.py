"""Names of a record: the main one, its original script, and aliases with what is said of them."""

import re
from collections.abc import Iterator

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.un_sc_sanctions.records import Alias, Record
from ostrakon.model import Name, NamePart, NameType, Strength

__all__ = ["split_names", "to_names"]

_QUALITIES: dict[str, tuple[NameType, Strength]] = {
    "good": ("alias", "strong"),
    "low": ("alias", "weak"),
    "a.k.a.": ("alias", "not_stated"),
    "f.k.a.": ("former", "not_stated"),
}
# "A; B", and the "b)" that was left inside when lettered names were taken apart.
_BETWEEN_NAMES = re.compile(r";|\s[b-h]\)\s")
# "حسن غول (Hassan Ghul; Hassan Gul)": a name, and in brackets its other spellings.
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<spellings>[^()]*)\)\s*")


def to_names(record: Record, doubts: Doubts) -> tuple[Name, ...]:
    """The main name first. The four name elements are not first and last names in any culture's
    sense (facts 5.3): they are kept as parts of one role, "part", in the order printed."""
    whole, *others = split_names(" ".join(_name_parts(record)))
    parts = tuple(NamePart("part", text) for text in _name_parts(record))
    names = [Name(whole, parts=parts if len(parts) > 1 and not others else ())]
    names += [Name(other, "alias") for other in others]
    if record.name_original_script:
        names.append(Name(record.name_original_script, "original_script"))
    for alias in record.alias:
        names += _to_aliases(alias, record.reference_number, doubts)
    return tuple(names)


def split_names(text: str) -> list[str]:
    """The names that one element joins with "; ", brackets around several spellings opened."""
    bracketed = _IN_BRACKETS.fullmatch(text)
    if bracketed and ";" in bracketed["spellings"]:
        return [bracketed["name"].strip(), *split_names(bracketed["spellings"])]
    pieces = [piece.strip() for piece in _BETWEEN_NAMES.split(text)]
    return [piece for piece in pieces if piece] or [text]


def _name_parts(record: Record) -> list[str]:
    names = (record.first_name, record.second_name, record.third_name, record.fourth_name)
    return [name for name in names if name]


def _to_aliases(alias: Alias, where: str, doubts: Doubts) -> Iterator[Name]:
    if not alias.alias_name:
        if alias.note:
            doubts.note("note of an alias without a name", f"{where}: {alias.note}")
        return
    if alias.quality.lower() not in _QUALITIES:
        doubts.note(f"unknown alias quality {alias.quality!r}", where)
    name_type, strength = _QUALITIES.get(alias.quality.lower(), ("alias", "not_stated"))
    for text in split_names(alias.alias_name):
        yield Name(text, name_type, strength, note=_note(alias))


def _note(alias: Alias) -> str | None:
    birth = ", ".join(filter(None, (alias.date_of_birth, alias.city_of_birth, alias.country_of_birth)))
    return "; ".join(filter(None, (alias.note, birth and f"born {birth}"))) or None
