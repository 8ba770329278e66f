"""Who the counted are: the class by which figures are compared."""

import re

from ostrakon.claims.lexicon import word_class

__all__ = ["victim_class"]

_EVERYBODY = frozenset(
    {"people", "persons", "individuals", "souls", "lives", "bodies", "victims", "others", "dead"}
)
_ISLAMIC_STATE = re.compile(r"\b(?:islamic state|isis|isil|daesh|is)\b")
_REBELS = re.compile(r"\b(?:rebels?|opposition|insurgents?)\b")
_SIDE = re.compile(r"\b(?:from|of) (?:the )?(.+)$")
_CHILDREN = frozenset({"children", "minors", "kids", "child", "minor"})


def victim_class(victim: str | None) -> str | None:
    """One of all, civilians, children, women, soldiers, fighters, or a side's own: islamic state, rebels.

    None where the text leaves out who they are.
    """
    if victim is None:
        return None
    low = victim.lower()
    words = low.split()
    if _ISLAMIC_STATE.search(low) and words[0] != "is":
        return "islamic state"
    subgroup = sorted({"children" if word in _CHILDREN else word for word in words} & _subgroups())
    if subgroup:
        return " and ".join(subgroup)
    for name, class_ in (("fighter", "fighters"), ("soldier", "soldiers")):
        if any(word in word_class(name).words for word in words):
            if _REBELS.search(low):
                return "rebels"
            side = _SIDE.search(low)
            return side.group(1) if side is not None else class_
    if any(word in word_class("civilian").words for word in words):
        return "civilians"
    if words[-1] in _EVERYBODY or victim.split()[-1][:1].isupper():
        return "all"
    return words[-1]


def _subgroups() -> frozenset[str]:
    return word_class("subgroup").words
