"""Which figures may be compared, and how: the scope of each, field by field.

A scope is (outcome, victim, perpetrator, place, window, source class). For each field two figures are equal,
subset, superset, disjoint, overlap or unknown; from the six follows the one comparison that is allowed, or
none. Documented and estimated figures are never added, nor dead and wounded, nor relays of one origin.
"""

from typing import Literal

from msgspec import Struct

from ostrakon.claims.lexicon import word_class
from ostrakon.model.claims import Claim, Window

__all__ = ["Comparison", "Relation", "are_disjoint", "compare", "relation_of_victims"]

Relation = Literal["equal", "subset", "superset", "disjoint", "overlap", "unknown"]
Rule = Literal["reconcile", "part_at_most_whole", "partition", "monotonic", "not_comparable"]

# Classes whose people may be of any side; all others are those of an armed one.
_UNARMED = frozenset(
    "civilians children women men minors boys girls kids infants babies elderly all teenagers youths".split()
)
_CHILDREN = frozenset({"children", "minors", "kids", "boys", "girls", "infants", "babies"})


class Comparison(Struct, frozen=True):
    """The relations of `first` to `second`, and the rule that follows; `fields` names those that decided."""

    outcome: Relation
    victim: Relation
    perpetrator: Relation
    place: Relation
    window: Relation
    source_class: Relation
    rule: Rule
    fields: tuple[str, ...]


def compare(first: Claim, second: Claim) -> Comparison:
    """How the scope of `first` lies to that of `second`, and what may be done with the two."""
    relations: dict[str, Relation] = {
        "outcome": _plain(first.outcome, second.outcome),
        "victim": relation_of_victims(first.victim_class, second.victim_class),
        "perpetrator": _perpetrators(first, second),
        "place": _places(first, second),
        "window": _windows(first.window, second.window),
    }
    rule, fields = _rule(relations)
    return Comparison(
        outcome=relations["outcome"],
        victim=relations["victim"],
        perpetrator=relations["perpetrator"],
        place=relations["place"],
        window=relations["window"],
        source_class=_plain(first.source_class, second.source_class),
        rule=rule,
        fields=fields,
    )


def are_disjoint(first: str | None, second: str | None) -> bool:
    """Whether nobody can be counted in both classes."""
    return relation_of_victims(first, second) == "disjoint"


def relation_of_victims(first: str | None, second: str | None) -> Relation:
    """Of classes as `extraction.victims.victim_class` gives them; None is unknown."""
    if first is None or second is None:
        return "unknown"
    if first == second:
        return "equal"
    if second == "all":
        return "subset"
    if first == "all":
        return "superset"
    for one, other, told in ((first, second, "subset"), (second, first, "superset")):
        if other == "civilians" and (
            one in _CHILDREN or one in word_class("civilian").words or one == "women"
        ):
            return told  # type: ignore[return-value]
        if other == "fighters" and one == "islamic state":
            return "overlap"
    sides = {first, second}
    armed = sides - _UNARMED
    if armed and sides & {"civilians"}:
        return "disjoint"
    if len(armed) == 2 and "fighters" not in armed:
        return "disjoint"  # sides of a war: soldiers, rebels, the Islamic State
    if "fighters" in armed and "soldiers" in armed:
        return "disjoint"
    if sides & _CHILDREN and sides & {"women", "men", "soldiers"}:
        return "disjoint"
    if sides == {"women", "men"}:
        return "disjoint"
    return "overlap"


def _plain(first: str | None, second: str | None) -> Relation:
    if first is None or second is None:
        return "unknown"
    return "equal" if first == second else "disjoint"


def _perpetrators(first: Claim, second: Claim) -> Relation:
    """Nobody named means whoever it was: everybody. One named is a part of that."""
    one, other = first.perpetrator, second.perpetrator
    if one is None or other is None:
        return "equal" if one is other else "subset" if other is None else "superset"
    return "equal" if _same_words(one, other) else "overlap" if _share_word(one, other) else "disjoint"


def _places(first: Claim, second: Claim) -> Relation:
    one, other = first.place, second.place
    if one is None or other is None:
        return "unknown"
    return "equal" if _same_words(one, other) else "unknown"


def _same_words(one: str, other: str) -> bool:
    return set(one.lower().split()) == set(other.lower().split())


def _share_word(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


def _windows(first: Window | None, second: Window | None) -> Relation:
    if first is None or second is None:
        return "unknown"
    if first.start is None or second.start is None or first.end is None or second.end is None:
        return "equal" if first.text is not None and first.text == second.text else "unknown"
    if (first.start, first.end) == (second.start, second.end):
        return "equal"
    if second.start <= first.start and first.end <= second.end:
        return "subset"
    if first.start <= second.start and second.end <= first.end:
        return "superset"
    if first.end < second.start or second.end < first.start:
        return "disjoint"
    return "overlap"


def _rule(relations: dict[str, Relation]) -> tuple[Rule, tuple[str, ...]]:
    """The rule, after what the fields are to one another: see docs/concepts/claims.md."""
    unlike = {field: relation for field, relation in relations.items() if relation != "equal"}
    if not unlike:
        return "reconcile", ()
    doubtful = tuple(field for field, relation in unlike.items() if relation in {"unknown", "overlap"})
    if doubtful:
        return "not_comparable", doubtful
    kinds = set(unlike.values())
    if "outcome" in unlike or len(kinds) > 1:
        return "not_comparable", tuple(unlike)
    if kinds == {"disjoint"}:
        return ("partition", tuple(unlike)) if len(unlike) == 1 else ("not_comparable", tuple(unlike))
    if set(unlike) == {"window"}:
        return "monotonic", ("window",)
    return "part_at_most_whole", tuple(unlike)
