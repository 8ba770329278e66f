"""Where it happened, as the sentence has it."""

from collections.abc import Sequence
from typing import NamedTuple

from ostrakon.claims.extraction.cast import Cast, capital_run
from ostrakon.claims.extraction.counts import Count
from ostrakon.claims.extraction.predicates import nominal_outcome
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import countries_by_word, institutions, word_class, word_classes

__all__ = ["Place", "place_of", "places"]

_PREPOSITIONS = frozenset(
    "in at near outside off around across inside from on of into over throughout within along".split()
)
_WEAK = frozenset({"of", "on", "into", "over", "from"})
_ARTICLES = frozenset({"the", "a", "an", "our", "its", "their"})
_DIRECTIONS = frozenset(
    "northern southern eastern western north south east west central upper lower greater old".split()
)
_ORDINALS = frozenset({"first", "second", "third", "fourth", "last", "next"})
# They point back at a place that was named, or at none.
_POINTING = frozenset(
    {"city", "town", "village", "area", "areas", "district", "region", "street", "country", "province"}
)
_NO_PLACES = frozenset("english arabic twitter facebook telegram parliament congress".split())
_OF_PLACE = frozenset(
    "shelling bombardment bombing siege city town village east west north south outskirts suburbs "
    "province district region quarter area centre center part half parts countryside hospital port "
    "capital battle attack strike suburb neighbourhood neighborhood camp valley".split()
)
_FLED = frozenset({"fled", "flee", "fleeing", "left", "leaving", "abandoned", "evacuated"})


class Place(NamedTuple):
    """`proper` is False for a place without a name: the bridge. `origin`: "from" stood before it."""

    first: int
    last: int
    text: str
    proper: bool
    origin: bool = False


def places(tokens: Sequence[Token], cast: Cast | None, spoken: Sequence[range]) -> list[Place]:
    """Those of a sentence, in order. `spoken` are the tokens of speakers, which tell of no event."""
    found: list[Place] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.text.startswith("#") and len(token.text) > 2 and token.text[1].isupper():
            found.append(Place(index, index, token.text[1:], proper=True))
        elif index and tokens[index - 1].low == "based":
            pass  # who is based there, not what happened
        elif token.low in _PREPOSITIONS and not any(index in part for part in spoken):
            place = _place(tokens, index, cast)
            if place is not None:
                found.append(place._replace(origin=token.low == "from"))
                index = place.last
        elif token.low in _FLED and index + 1 < len(tokens) and tokens[index + 1].capital:
            last = capital_run(tokens, index + 1)
            found.append(Place(index + 1, *_named(tokens, index + 1, last)))
        index += 1
    return found


def place_of(tokens: Sequence[Token], count: Count, found: Sequence[Place]) -> str | None:
    """The place beside the count: its own, then the nearest after what befell it, then the nearest before."""
    if count.bracketed:
        return _before_bracket(tokens, count)
    if any(token.low == "there" for token in tokens[count.last :]):
        named = [place for place in places(tokens[: count.first], None, ()) if place.proper]
        if named:
            return named[-1].text
    if not found:
        return None
    start = next((i for i in range(count.first, -1, -1) if tokens[i].text == ";"), 0)
    end = next((i for i in range(count.first, len(tokens)) if tokens[i].text == ";"), len(tokens))
    near = [place for place in found if start <= place.first < end]
    near = [place for place in near if not place.origin or count.outcome == "displaced"]
    proper = [place for place in near if place.proper] or near
    own = next((place for place in proper if count.last < place.first <= count.last + 3), None)
    if own is not None and tokens[own.first - 1].low != "of":
        return own.text
    anchor = count.predicate[1] if count.predicate else count.last
    after = [place for place in proper if place.first > anchor]
    before = [place for place in proper if place.last < anchor]
    chosen = after[0] if after else before[-1] if before else None
    return chosen.text if chosen is not None else None


def _place(tokens: Sequence[Token], preposition: int, cast: Cast | None) -> Place | None:
    index = preposition + 1
    low = tokens[preposition].low
    while index < len(tokens) and tokens[index].low in _ARTICLES:
        index += 1
    article = index > preposition + 1
    if index >= len(tokens) or tokens[index].kind != "word":
        return None
    if low == "of" and not (preposition and tokens[preposition - 1].low in _OF_PLACE):
        return None
    if (
        tokens[index].low in _DIRECTIONS
        and index + 1 < len(tokens)
        and (tokens[index + 1].capital or tokens[index].capital)
    ):
        end = index + 1 if tokens[index + 1].capital else index
        last = capital_run(tokens, end)
        return Place(index, *_named(tokens, index, last))
    if tokens[index].capital or tokens[index].text.startswith("#"):
        struck = (
            low == "on" and preposition > 0 and tokens[preposition - 1].low in word_class("attacks").words
        )
        return _proper(tokens, index, "in" if struck else low, cast)
    return _common(tokens, index, low) if article else None


def _proper(tokens: Sequence[Token], index: int, preposition: str, cast: Cast | None) -> Place | None:
    last = capital_run(tokens, index)
    words = [token.text for token in tokens[index : last + 1]]
    text = " ".join(words)
    following = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if text.lower() in institutions() or (cast is not None and text.lower() in cast.people):
        return None
    if tokens[index].low in word_classes("months", "weekdays") | _NO_PLACES:
        return None
    known = countries_by_word().get(text.lower())
    if known is not None and known[1] == "people":
        return None  # "in Russian air raids", "in the Syrian war"
    kind = following in word_class("places").words
    if preposition in _WEAK and preposition != "from" and not kind and preposition != "of":
        return None
    if following in word_classes("attacks", "actors", "equipment"):
        return None
    if following in word_class("persons").words and nominal_outcome(following) is None:
        return None  # "in Russian raids", "from Karvian forces"
    if following in {"'s", "’s"}:
        return None  # "in Russia's offensive"
    return Place(index, *_named(tokens, index, last))


def _named(tokens: Sequence[Token], first: int, last: int) -> tuple[int, str, bool]:
    """The name with a common noun of place after it: "Orlan province"."""
    if last + 1 < len(tokens) and tokens[last + 1].low in word_class("places").words:
        last += 1
    text = ""
    for token in tokens[first : last + 1]:
        text += (" " if text and not token.text.startswith((".",)) else "") + token.text.lstrip("#")
    return last, text, True


def _common(tokens: Sequence[Token], index: int, preposition: str) -> Place | None:
    """A place without a name: "the capital", "near the bridge", "the village of Oum Deir" is that one."""
    places_ = word_class("places").words
    for step in range(4):
        if index + step >= len(tokens):
            return None
        token = tokens[index + step]
        if token.low in _ORDINALS:
            return None  # "in the first quarter"
        if token.low in _POINTING:
            return None
        if token.low in places_:
            following = tokens[index + step + 1 : index + step + 3]
            if following and following[0].low in {"of", "in"}:
                return None  # its name comes
            first = index
            text = " ".join(t.text for t in tokens[first : index + step + 1])
            return Place(
                first, index + step, f"near the {text}" if preposition == "near" else text, proper=False
            )
        if token.kind != "word" or token.low in _PREPOSITIONS:
            return None
    return None


def _before_bracket(tokens: Sequence[Token], count: Count) -> str | None:
    """As in "Port Salim (377)", "Aleppo 402": the name right before."""
    last = count.first - 1
    while last >= 0 and tokens[last].text in {"(", "[", ":", "-", "–"}:
        last -= 1
    first = last
    while (
        first > 0
        and tokens[first - 1].kind == "word"
        and (
            tokens[first - 1].capital
            or tokens[first - 1].low in _DIRECTIONS
            or tokens[first - 1].low in {"al", "of"}
        )
        and tokens[first].kind == "word"
    ):
        first -= 1
    while first < last and tokens[first].low in {"in", "and", "of"}:
        first += 1
    text = " ".join(token.text for token in tokens[first : last + 1])
    if tokens[last].capital or tokens[last].low in word_class("places").words | {"elsewhere"}:
        return text or None
    if nominal_outcome(tokens[last].low) is None or not tokens[0].capital:
        return None  # "mines (38)": no place
    # "Eastern Derzan saw the heaviest losses (412)": the subject.
    return " ".join(token.text for token in tokens[: capital_run(tokens, 0) + 1])
