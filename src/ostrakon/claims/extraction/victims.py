"""Who the counted are: as written, and the class by which figures are compared."""

from collections.abc import Sequence

from ostrakon.claims.extraction.cast import capital_run
from ostrakon.claims.extraction.counts import Count
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import word_class

__all__ = ["victim_class", "victim_phrase"]

_EVERYBODY = frozenset("people persons individuals souls lives bodies victims others".split())
_SIDES = {
    "islamic state": "islamic state",
    "isis": "islamic state",
    "isil": "islamic state",
    "daesh": "islamic state",
    "is": "islamic state",
}


def victim_phrase(tokens: Sequence[Token], count: Count) -> tuple[int, str | None]:
    """The last token of the figure's phrase, and who the victims are: "fighters from the Islamic State"."""
    victim = count.victim
    if victim is None or count.head is None or (count.relation == "part_of" and count.kind == "none"):
        return count.last, victim
    if count.head not in word_class("fighter").words | word_class("soldier").words | {
        "members",
        "supporters",
    }:
        return count.last, victim
    index = count.last + 1
    if index >= len(tokens) or tokens[index].low not in {"from", "of"}:
        return count.last, victim
    start = index + 1
    if start < len(tokens) and tokens[start].low == "the":
        start += 1
    if start >= len(tokens) or not tokens[start].capital:
        return count.last, victim
    last = capital_run(tokens, start)
    words = " ".join(token.text for token in tokens[start : last + 1] if token.text not in {"(", ")"})
    if tokens[last].text != ")" and last + 1 < len(tokens) and tokens[last + 1].text == ")":
        last += 1
    article = "the " if tokens[start - 1].low == "the" else ""
    return last, f"{victim} {tokens[index].low} {article}{words}"


def victim_class(victim: str | None) -> str | None:
    """One of all, civilians, children, women, soldiers, fighters, or fighters of a side ("islamic state").

    None where the text leaves out who they are.
    """
    if victim is None:
        return None
    words = victim.lower().replace("(", " ").split()
    for size in (2, 1):
        for first in range(len(words) - size + 1):
            side = _SIDES.get(" ".join(words[first : first + size]))
            if side is not None:
                return side
    subgroup = [word for word in words if word in word_class("subgroup").words]
    if subgroup:
        return " and ".join(sorted(set(subgroup)))
    for name in ("fighter", "soldier", "civilian"):
        if any(word in word_class(name).words for word in words):
            return {"fighter": "fighters", "soldier": "soldiers", "civilian": "civilians"}[name]
    if (
        words[-1] in {"people", "persons", "souls", "lives", "bodies", "victims", "others"}
        or words[-1][:1].isupper()
    ):
        return "all"
    return words[-1]
