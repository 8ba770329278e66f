"""Names of an entity: which is the main one, and what is said of each one's quality."""

import re

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.eu_fsf.records import NameAlias, SanctionEntity
from ostrakon.model import Name, NamePart, NameType, Strength

__all__ = ["to_names"]

# "low quality alias", also spelled "lo quality"; "good", "god" and "ood quality" (facts 4.3).
_LOW = re.compile(r"\blow? quality", re.IGNORECASE)
_GOOD = re.compile(r"\b(?:goo?d|ood) quality", re.IGNORECASE)


def to_names(entity: SanctionEntity, doubts: Doubts) -> tuple[Name, ...]:
    """In file order. Nothing marks the main name: it is the first strong one that is English or of
    no stated language, else the first strong one, else the first."""
    aliases = [alias for alias in entity.names if _whole(alias)]
    if len(aliases) < len(entity.names):
        doubts.note("nameAlias without a name", entity.listing_id)
    if not aliases:
        raise SourceError(f"eu_fsf: no name in {entity.listing_id}")
    primary = min(aliases, key=_rank)
    return tuple(_to_name(alias, "primary" if alias is primary else "alias") for alias in aliases)


def _rank(alias: NameAlias) -> tuple[bool, bool]:
    """Lower is the better main name; min keeps the first of equals."""
    return _strength(alias) == "weak", alias.name_language.upper() not in {"", "EN"}


def _to_name(alias: NameAlias, name_type: NameType) -> Name:
    parts = (("first", alias.first_name), ("middle", alias.middle_name), ("last", alias.last_name))
    return Name(
        _whole(alias),
        name_type,
        _strength(alias),
        tuple(NamePart(role, text) for role, text in parts if text),
        language=alias.name_language.lower() or None,
        note="; ".join(alias.remarks) or None,
    )


def _whole(alias: NameAlias) -> str:
    parts = (alias.first_name, alias.middle_name, alias.last_name)
    return alias.whole_name or " ".join(part for part in parts if part)


def _strength(alias: NameAlias) -> Strength:
    """By the remark. `strong` says true of every name ever seen, so true says nothing; false does."""
    remark = "; ".join(alias.remarks)
    if alias.strong == "false" or _LOW.search(remark):
        return "weak"
    return "strong" if _GOOD.search(remark) else "not_stated"
