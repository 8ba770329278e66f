"""The counts of a sentence: each number with what it counts, and single people that are counted as one."""

import itertools
from collections.abc import Sequence

from msgspec import Struct

from ostrakon.claims.extraction.cast import capital_run
from ostrakon.claims.extraction.predicates import nominal_outcome
from ostrakon.claims.language import Quantity, Token
from ostrakon.claims.lexicon import countries_by_word, word_class, word_classes
from ostrakon.model.claims import Outcome, Qualifier

__all__ = ["Count", "counts"]

_PRONOUNS = frozenset({"them", "whom", "these", "those", "us", "which"})
_ARTICLES = frozenset({"the", "its", "his", "her", "their", "our", "my", "these", "those"})
_STOPS = frozenset(
    "in on at by from to with for into near during after before since until that which who whom whose "
    "when where while and or but as of than then so if because including among amid against through per "
    "via about over under have has had is are was were be been being may might could would will can "
    "should must do does did not".split()
)
_OPENERS = frozenset({"a", "an", "the", "this", "last"})
_SETS = frozenset(
    {"dead", "killed", "wounded", "injured", "missing", "detained", "displaced", "arrested", "fatalities"}
)
_QUOTES = frozenset('"“”')
_SIDE_NOUNS = frozenset(
    {"groups", "group", "factions", "faction", "militias", "militia", "forces", "army", "opposition"}
)
_REPORTS = frozenset({"reports", "cases", "records", "allegations", "entries"})
_MOST_MODIFIERS = 5
_PEOPLE_ENDINGS = ("men", "women", "people")
_AGENTS = ("ers", "ors", "ists", "eers", "ees", "ants")
# Things that end like people.
_NO_AGENTS = frozenset(
    "helicopters launchers carriers bulldozers trackers transporters tankers freighters trailers "
    "containers bunkers towers quarters transmitters computers boosters mortars tractors motors reactors "
    "sensors detonators papers numbers shelters centers metres meters kilometers litres hectares dollars "
    "rivers powers offers answers corners chapters clusters disasters barriers borders orders letters "
    "matters doors floors sectors factors mirrors corridors indicators trees degrees committees knees "
    "fees guarantees decrees plants grants restaurants covers others quarters headquarters newspapers "
    "posters folders filters printers scanners receivers speakers  trousers showers flowers "
    "tigers fingers shoulders boulders craters theaters theatres encounters manoeuvres errors vendors' "
    "visors armors colors favors labors harbors rumors tumors donors' ministers' elevators generators "
    "excavators incinerators refrigerators ventilators cylinders thunders wonders numbers' murders "
    "warrants tyres propellers silencers lighters explosers rollers interceptors bombers' howitzers "
    "fighters' gunners' lasers".split()
)
_OTHER_ENDINGS = ("specimen", "regimen", "acumen", "omen", "abdomen")


class Count(Struct):
    """A number and what it counts, by the places of its tokens; filled in while the sentence is understood.

    `kind` is persons, outcome (the noun itself is one: deaths), none (the noun is left out), reports (about
    people), or things.
    `holder` is the count that this one is a part of. `of` is what stands after "of": them, the dead.
    """

    first: int
    last: int
    low: int
    high: int
    qualifier: Qualifier
    kind: str
    head: str | None = None
    victim: str | None = None
    outcome: Outcome | None = None
    adjective: Outcome | None = None
    detail: str | None = None
    how: str | None = None
    predicate: tuple[int, int] | None = None
    holder: "Count | None" = None
    partitive: bool = False
    of: str | None = None
    relation: str | None = None
    conditional: bool = False
    doubtful: bool = False
    negated: bool = False
    bracketed: bool = False
    single: bool = False
    quantity: Quantity | None = None
    perpetrator: str | None = None
    group: int = -1


def counts(tokens: Sequence[Token], numbers: Sequence[Quantity]) -> list[Count]:
    """Numbers that may count people, denials ("no civilians") and single people, in order of place."""
    found = [
        count for number in numbers if number.decoy is None and (count := _count(tokens, number, numbers))
    ]
    taken = {index for count in found for index in range(count.first, count.last + 1)}
    taken |= {
        index for number in numbers for index in range(number.first, number.last + 1) if number.decoy != "age"
    }
    found += list(_denials(tokens, taken))
    taken |= {index for count in found for index in range(count.first, count.last + 1)}
    found += list(_singles(tokens, taken))
    found.sort(key=lambda count: count.first)
    _nest(found)
    return found


def _count(tokens: Sequence[Token], number: Quantity, numbers: Sequence[Quantity]) -> Count | None:
    count = Count(
        number.first, number.last, number.low, number.high, number.qualifier, "none", quantity=number
    )
    if number.further:
        count.relation = "further"
    if number.change == "to":
        count.relation = "update"
    start = number.last + 1
    if start < len(tokens) and tokens[start].low == "of":
        return _with_of(tokens, count, start, numbers)
    _with_noun(tokens, count, start)
    if count.kind in {"outcome", "none"} and (among := _among(tokens, count.last)):
        count.last, count.victim = among
    if number.low == number.high == 1 and count.kind == "none" and tokens[number.number].kind == "word":
        return None  # "one" without a noun is a pronoun
    before = tokens[count.first - 1].text if count.first else ""
    after = tokens[count.last + 1].text if count.last + 1 < len(tokens) else ""
    count.bracketed = before in "([" and before != "" and after in {")", "]", ",", ";"}
    return count


def _with_of(tokens: Sequence[Token], count: Count, of: int, numbers: Sequence[Quantity]) -> Count | None:
    """As in "58 of them", "hundreds of people", "ten of the 430 wounded", "26 of its soldiers"."""
    following = tokens[of + 1].low if of + 1 < len(tokens) else ""
    if count.high == 1:
        return None  # "one of 42 students" tells of one whom the others already count
    if following in _PRONOUNS and not _noun_after(tokens, of + 2):
        count.last, count.partitive, count.of = of + 1, True, following
        _with_noun(tokens, count, of + 2)
        if count.kind in {"things", "reports"}:
            count.kind, count.last = "none", of + 1
        return count
    if (
        following in {"their", "its", "our", "his", "her"}
        and of + 2 < len(tokens)
        and tokens[of + 2].low == "own"
    ):
        count.last, count.partitive, count.of = of + 2, True, "them"
        return count
    start = of + 2 if following in _ARTICLES else of + 1
    if any(number.first in {start, of + 1} for number in numbers):
        count.last, count.partitive, count.of = of, True, "number"
        return count
    lexical = count.qualifier == "lexical"
    _with_noun(tokens, count, start)
    if count.kind in {"none", "things"}:
        return None if not lexical else count if count.kind == "none" else None
    count.partitive = following in {"the", "those", "these"} and not lexical
    if count.partitive and count.kind == "outcome" and (count.head in _SETS or count.last == start):
        count.kind, count.outcome, count.how, count.predicate = "none", None, None, None
    count.of = count.head if count.partitive else None
    return count


def _noun_after(tokens: Sequence[Token], index: int) -> bool:
    return (
        index < len(tokens)
        and tokens[index].low in word_class("persons").words
        and tokens[index - 1].low in _ARTICLES
    )


def _with_noun(tokens: Sequence[Token], count: Count, start: int) -> None:
    """Find the noun that the number counts, from `start` on."""
    persons, adverbs = word_class("persons").words, word_class("adverbs").words
    if start < len(tokens) and tokens[start].text in _QUOTES:
        start += 1  # killed "more than 50" troops
    index = start
    while index < len(tokens) and index - start <= _MOST_MODIFIERS:
        token = tokens[index]
        if token.kind != "word" or token.low in _STOPS or (token.low in _OPENERS and index == start):
            break
        if _is_people(token) and not (token.low in {"killed", "missing"} and index == start):
            last = _extended(tokens, index)
            count.head = tokens[last].low
            count.last = last
            outcome = nominal_outcome(count.head)
            if outcome is not None and count.head not in {"refugees", "detainees", "martyrs"}:
                _be_outcome(count, outcome, last, last)
                count.victim = _modifier_victim(tokens, start, last)
            else:
                count.kind = "persons"
                if index == start < last:  # "400 dead soldiers"
                    count.adjective = nominal_outcome(token.low)
                    start = start + 1 if count.adjective else start
                count.last = _with_side(tokens, last)
                count.victim = " ".join(t.text for t in tokens[start : count.last + 1] if t.text not in "()")
            return
        if token.low in {"more", "extra"} and index == start:
            count.last, count.relation = index, "further"
            index += 1
            continue
        if index == start and (outcome := nominal_outcome(token.low)):
            count.head = token.low
            _be_outcome(count, outcome, index, index)
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if (
                following is not None and following.low in persons
            ):  # "400 dead soldiers", "40 captured soldiers"
                count.last, count.victim, count.kind = index + 1, following.text, "persons"
                count.head = following.low
                count.adjective, count.outcome, count.how = outcome, None, None
            return
        if index > start and (outcome := nominal_outcome(token.low)) and token.low not in {"killing"}:
            count.head = token.low
            _be_outcome(count, outcome, index, index)
            count.victim = _modifier_victim(tokens, start, index)
            return
        index += 1
    following = tokens[start] if start < len(tokens) else None
    plain = (
        following is None
        or following.kind != "word"
        or following.low in _STOPS | _OPENERS
        or following.low in adverbs
        or following.low.endswith("ly")
    )
    if count.relation == "further" and start < len(tokens) and tokens[start].low in {"more", "extra"}:
        plain = True
    count.kind = "none" if plain or _is_verb(tokens, start) else "things"
    if following is not None and following.low in _REPORTS:
        count.kind, count.last = "reports", start
    if count.kind == "things" and following is not None:
        count.head = following.low


def _with_side(tokens: Sequence[Token], last: int) -> int:
    """To the end of the side that fighters are of: "fighters from the Islamic State", "of rebel groups"."""
    if tokens[last].low not in word_classes("fighter", "soldier") | {"members"}:
        return last
    index = last + 1
    if index >= len(tokens) or tokens[index].low not in {"from", "of"}:
        return last
    start = index + 2 if _low(tokens, index + 1) == "the" else index + 1
    if start < len(tokens) and tokens[start].capital and tokens[start].low not in word_class("months").words:
        return capital_run(tokens, start)
    for end in range(start, min(start + 3, len(tokens))):
        if tokens[end].low in _SIDE_NOUNS:
            return end
    return last


def _among(tokens: Sequence[Token], last: int) -> tuple[int, str] | None:
    """The people of "2,746 dead among fighters of the Islamic State": where they end, and who they are."""
    if _low(tokens, last + 1) != "among":
        return None
    start = last + 3 if _low(tokens, last + 2) == "the" else last + 2
    for index in range(start, min(start + 4, len(tokens))):
        if tokens[index].kind == "word" and _is_people(tokens[index]):
            end = _with_side(tokens, _extended(tokens, index))
            return end, " ".join(token.text for token in tokens[start : end + 1])
    return None


def _be_outcome(count: Count, outcome: Outcome, place: int, last: int) -> None:
    """The noun itself is what befell them: deaths, 14 dead."""
    count.kind, count.outcome, count.how, count.last = "outcome", outcome, "noun", last
    count.predicate, count.group = (place, place), place
    count.detail = "casualties" if count.head in {"casualties", "casualty"} else None


def _is_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word after a bare number tells what befell them: "two died", "20 fled"."""
    word = tokens[index].low
    return any(
        word in word_class(name).words or word in word_class(name).phrases
        for name in ("kill", "wound", "displace", "detain", "rescue", "harm", "die", "flee", "vanish")
    )


def _is_people(token: Token) -> bool:
    low = token.low
    if low in word_class("persons").words:
        return True
    if low.endswith(_PEOPLE_ENDINGS) and not low.endswith(_OTHER_ENDINGS):
        return True
    if low.startswith("non-") and low[4:] in word_class("persons").words:
        return True
    if "-" in low and low.rpartition("-")[2] in word_class("persons").words:
        return True
    if low.endswith(_AGENTS) and low not in _NO_AGENTS and len(low) > 5:
        return True
    known = countries_by_word().get(low)
    if (
        known is not None
        and known[1] == "people"
        and low.endswith(("s", "ese", "ch", "sh"))
        and token.capital
    ):
        return low.endswith("s")
    return token.capital and low.endswith(("ians", "eans", "ners", "ites", "ese")) and len(low) > 5


def _extended(tokens: Sequence[Token], index: int) -> int:
    """To the end of "women and children", "police officers", "men, women and children"."""
    persons = word_class("persons").words
    last = index
    while last + 1 < len(tokens):
        following = tokens[last + 1]
        if following.low in persons and not _ends_noun(tokens, last + 1):
            last += 1
        elif (
            following.low in {"and", "or"}
            and last + 2 < len(tokens)
            and tokens[last + 2].low in persons
            and nominal_outcome(tokens[last + 2].low) is None
        ):
            last += 2
        else:
            break
    return last


def _ends_noun(tokens: Sequence[Token], index: int) -> bool:
    """As in "people dead": dead is what befell them, not what they are."""
    return nominal_outcome(tokens[index].low) is not None and tokens[index].low not in {
        "casualties",
        "deaths",
        "bodies",
    }


def _modifier_victim(tokens: Sequence[Token], start: int, last: int) -> str | None:
    words = [
        token.text
        for token in tokens[start:last]
        if token.low in word_classes("civilian", "person", "persons")
    ]
    return words[-1] if words else None


def _denials(tokens: Sequence[Token], taken: set[int]) -> list[Count]:
    """As in "No civilians", "nobody", "no casualties"."""
    found = []
    for index, token in enumerate(tokens):
        if index in taken:
            continue
        if token.low in {"nobody", "no-one"} or (token.low == "no" and _low(tokens, index + 1) == "one"):
            last = index if token.low != "no" else index + 1
            found.append(Count(index, last, 0, 0, "denial", "persons"))
        elif token.low == "no" or (token.low == "none" and _low(tokens, index + 1) == "of"):
            count = Count(index, index, 0, 0, "denial", "none")
            _with_noun(tokens, count, index + (3 if token.low == "none" else 1))
            if count.kind in {"persons", "outcome"}:
                count.qualifier = "denial"
                found.append(count)
    return found


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].low if index < len(tokens) else ""


def _singles(tokens: Sequence[Token], taken: set[int]) -> list[Count]:
    """As in "A teacher", "a 12-year-old boy", "his driver": one person each, if something befell them."""
    person = word_class("person").words
    found = []
    for index, token in enumerate(tokens):
        if index in taken or token.low not in {"a", "an", "another", "his", "her", "their"}:
            continue
        for step in range(1, _MOST_MODIFIERS + 3):
            word = _low(tokens, index + step)
            if word in person and _low(tokens, index + step + 1) not in person | word_class("persons").words:
                noun = tokens[index + step]
                count = Count(
                    index,
                    index + step,
                    1,
                    1,
                    "exact",
                    "persons",
                    head=noun.low,
                    victim=noun.text,
                    single=True,
                )
                if token.low == "another":
                    count.relation = "further"
                found.append(count)
                break
            if word in person:
                continue
            if not word or word in _STOPS or word in {",", ".", ";", ":", "(", '"', "“", "”"}:
                break
    return found


def _nest(found: list[Count]) -> None:
    """As in "ten of the 430 wounded": the first is part of the second."""
    for one, other in itertools.pairwise(found):
        if one.of == "number" and one.last < other.first <= one.last + 3:
            one.holder, one.relation = other, "part_of"
