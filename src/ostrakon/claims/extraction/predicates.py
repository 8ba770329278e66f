"""The words of a sentence that say what befell people: killed, wounded, fled, are missing."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import word_class
from ostrakon.model.claims import Outcome

__all__ = ["NOMINALS", "Predicate", "nominal_outcome", "predicates"]

# class of words → outcome, detail, whether somebody does it to somebody
_CLASSES: dict[str, tuple[Outcome, str | None, bool]] = {
    "kill": ("killed", None, True),
    "wound": ("wounded", None, True),
    "displace": ("displaced", None, True),
    "detain": ("detained", None, True),
    "rescue": ("other", None, True),
    "harm": ("other", None, True),
    "die": ("killed", None, False),
    "flee": ("displaced", "fled", False),
    "vanish": ("missing", None, False),
    "suffer": ("other", None, False),
}
_NOUN_CLASSES: dict[str, Outcome] = {
    "killed nouns": "killed",
    "wounded nouns": "wounded",
    "displaced nouns": "displaced",
    "missing nouns": "missing",
    "detained nouns": "detained",
    "other nouns": "other",
}
# "the killing of 12 people": the noun before "of".
NOMINALS: dict[str, tuple[Outcome, str | None]] = {
    **dict.fromkeys(
        "death deaths killing killings murder murders execution executions massacre slaughter drowning "
        "loss losses lives assassination beheading slaying bodies corpses".split(),
        ("killed", None),
    ),
    **dict.fromkeys("wounding injury injuries injuring maiming".split(), ("wounded", None)),
    **dict.fromkeys(
        "displacement eviction expulsion exodus flight deportation uprooting".split(),
        ("displaced", None),
    ),
    **dict.fromkeys(
        "arrest arrests detention detentions abduction kidnapping capture imprisonment".split(),
        ("detained", None),
    ),
    **dict.fromkeys("disappearance disappearances".split(), ("missing", None)),
    "evacuation": ("other", "evacuated"),
    "release": ("other", "released"),
    "rescue": ("other", "rescued"),
    "recruitment": ("other", "recruited"),
}
_DETAILS = {
    "lost": "lost_home",
    "lose": "lost_home",
    "losing": "lost_home",
    "need": "in_need",
    "needed": "in_need",
    "needs": "in_need",
    "in": "in_need",
    "evacuate": "evacuated",
    "evacuates": "evacuated",
    "evacuating": "evacuated",
    "left": "excluded_reports",
    "lacked": "excluded_reports",
}
_BASE = frozenset(
    "kill murder execute slay massacre behead hang wound injure hurt maim displace uproot evict detain "
    "arrest abduct kidnap capture imprison jail evacuate rescue free release shoot die perish drown flee "
    "leave abandon disappear vanish go survive lose need face be remain injure".split()
)
_OF_ITSELF = frozenset(
    {"choked", "bled", "froze", "frozen", "starved", "burned", "burnt", "choking", "bleeding", "fell"}
)
_BE = frozenset("is are was were be been being got get getting remain remains remained stay stayed".split())
_CONDITIONAL = frozenset("could would may might will can should risk threatens threatened".split())
_DOUBT = frozenset({"feared", "believed", "thought", "presumed", "allegedly", "reportedly"})
_NEGATION = frozenset({"not", "never", "n't", "no", "neither", "nor"})
_WHO = frozenset({"who", "which", "that", "whom"})
_HEALTHY_IN = frozenset({"need", "custody"})


class Predicate(NamedTuple):
    """`group` is where its auxiliaries and adverbs begin. `form`: "ed", "ing" or "base". `relative`: who,
    which or that stands before them. `bare`: it has no auxiliary."""

    first: int
    last: int
    group: int
    outcome: Outcome
    detail: str | None
    transitive: bool
    passive: bool
    relative: bool
    bare: bool
    form: str
    conditional: bool
    doubtful: bool
    negated: bool


def predicates(tokens: Sequence[Token]) -> list[Predicate]:
    """In order, none overlapping; a phrase ("shot dead") wins over its first word."""
    found: list[Predicate] = []
    position = 0
    while position < len(tokens):
        match = _match(tokens, position) if tokens[position].kind == "word" else None
        if match is None:
            position += 1
            continue
        name, last = match
        found.append(_predicate(tokens, position, last, name))
        position = last + 1
    return found


def nominal_outcome(word: str) -> Outcome | None:
    """The outcome that a noun is: deaths, wounded, missing."""
    return next((outcome for name, outcome in _NOUN_CLASSES.items() if word in word_class(name).words), None)


def _match(tokens: Sequence[Token], position: int) -> tuple[str, int] | None:
    word = tokens[position].low
    best: tuple[str, int] | None = None
    if [token.low for token in tokens[position + 1 : position + 3]] == ["to", "death"] and word.endswith(
        ("ed", "en", "t", "g", "ze", "ve")
    ):
        return ("die" if word in _OF_ITSELF else "kill"), position + 2
    for name, phrases, alone in _by_first_word().get(word, ()):
        for phrase in phrases:
            end = position + len(phrase)
            if end <= len(tokens) and all(
                token.low == part for token, part in zip(tokens[position:end], phrase, strict=True)
            ):
                if best is None or end - 1 > best[1]:
                    best = name, end - 1
                break
        if alone and best is None:
            best = name, position
    return best


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[str, tuple[tuple[str, ...], ...], bool]]]:
    """For each word: the classes it begins phrases of, these, and whether it stands in them alone."""
    found: dict[str, list[tuple[str, tuple[tuple[str, ...], ...], bool]]] = {}
    for name in _CLASSES:
        words = word_class(name)
        for word in dict.fromkeys((*words.phrases, *words.words)):
            found.setdefault(word, []).append((name, words.phrases.get(word, ()), word in words.words))
    return found


def _predicate(tokens: Sequence[Token], first: int, last: int, name: str) -> Predicate:
    outcome, detail, transitive = _CLASSES[name]
    word = tokens[first].low
    auxiliaries, adverbs = word_class("auxiliaries").words, word_class("adverbs").words
    group = first
    while group > 0 and (
        (tokens[group - 1].low.endswith("ly") and len(tokens[group - 1].low) > 4)
        or tokens[group - 1].low in auxiliaries
        or tokens[group - 1].low in adverbs | _NEGATION
    ):
        if tokens[group - 1].low == "of":
            break
        group -= 1
    between = [token.low for token in tokens[group:first]]
    while between and between[0] in {"to", "all", "both", "each"} and not auxiliaries & set(between):
        group, between = group + 1, between[1:]
    helpers = set(between)
    form = "ing" if word.endswith("ing") else "base" if _is_base(word) else "ed"
    if name in {"rescue", "harm", "suffer"}:
        detail = _DETAILS.get(word, word if name != "suffer" else detail)
        if word == "in" and tokens[last].low not in _HEALTHY_IN:
            detail = "in_care"
    return Predicate(
        first=first,
        last=last,
        group=group,
        outcome=outcome,
        detail=detail,
        transitive=transitive,
        passive=bool(helpers & _BE) and (form == "ed" or word == "hurt"),
        relative=group > 0 and tokens[group - 1].low in _WHO,
        bare=not helpers & auxiliaries,
        form=form,
        conditional=bool(helpers & _CONDITIONAL)
        and not (helpers & {"may", "might"} and "have" in helpers and "to" not in helpers),
        doubtful=bool(helpers & _DOUBT) or bool(helpers & {"may", "might"} and "have" in helpers),
        negated=bool(helpers & _NEGATION),
    )


def _is_base(word: str) -> bool:
    """The form after "to" and in the present; hurt is left to its auxiliaries."""
    return word in _BASE or (word.endswith("s") and word[:-1] in _BASE)
