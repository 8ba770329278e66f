"""Who did it: "Russian raids", "militia gunners", "by Karvian forces", never a bare place."""

from collections.abc import Sequence
from typing import NamedTuple

from ostrakon.claims.extraction.cast import capital_run
from ostrakon.claims.extraction.counts import Count
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import countries_by_word, institutions, word_class, word_classes

__all__ = ["Actor", "actor_of", "agent", "main_subject"]

_GROUPS = frozenset(
    "isis isil daesh hezbollah hizbollah hamas taliban al-qaeda al-qaida al-nusra nusra boko haram "
    "shabaab al-shabaab houthis houthi janjaweed wagner ypg pkk sdf farc ira eln m23 rsf shabab hts "
    "kurds israelis americans rebels".split()
)
_MEANS = frozenset(
    "air drone mortar rocket missile artillery barrel suicide car truck cross-border heavy overnight "
    "sniper tank gas chemical gun knife bomb cluster double-tap pre-dawn dawn night retaliatory "
    "indiscriminate sustained deadly fresh new recent repeated alleged suspected apparent joint aerial "
    "ground naval terror terrorist revenge massive second third latest daily nightly year-long brutal "
    "deliberate rocket-propelled small-arms parcel roadside vehicle".split()
)
_DETERMINERS = frozenset(
    "the a an its his her their our this that these those some several two three of".split()
)
_AFTER_HEAD = frozenset(
    "of by in on near at from for with against and or who that which to during between around over "
    "outside along across inside after under amid off into led backed loyal allied supported fired "
    "launched dropped planted claimed blamed operated".split()
)
_CLAUSE = frozenset(
    "when while after before because as that which who where if although though but ; :".split()
)
_RESPONSIBLE = frozenset({"blamed", "blame", "blaming", "attributed", "attributable", "pinned"})
_HOLD = frozenset({"hold", "holds", "held", "holding"})
_STATES = frozenset("dead deaths fatalities wounded injured bodies casualties missing displaced".split())
_HARMS = ("kill", "wound", "displace", "detain")
_NOBODY = frozenset(
    {"no", "some", "many", "most", "both", "others", "nobody", "this", "that", "those", "these"}
)
_NEVER = frozenset("name hand now then far sea air land road night day dawn train".split())


class Actor(NamedTuple):
    """`name` is None where what did it is nobody (a blast); `basis` says who alleges it, if anybody does."""

    name: str | None
    means: str | None = None
    basis: str | None = None


def actor_of(tokens: Sequence[Token], count: Count, spoken: Sequence[range], until: int) -> Actor:
    """Who did to the counted what befell them, as the sentence has it.

    `spoken` are tokens of speakers, `until` is where the next count begins that met something else.
    """
    if count.perpetrator is not None:
        return Actor(_national(count.perpetrator))
    if count.predicate is None:
        return _responsible(tokens, count) or _of_attacks(tokens, count, spoken)
    last = count.predicate[1]
    _, end = _segment(tokens, count.first)
    verb = _active_verb(tokens, count)
    if verb is not None:
        subject = _for_pronoun(tokens, main_subject(tokens, verb))
        if subject is not None:
            found = agent(tokens, *subject)
            if found.name is not None:
                return found
            if found.means is not None and not _has_agent_word(tokens, last, end):
                other = _responsible(tokens, count) or _of_attacks(tokens, count, spoken)
                return Actor(other.name, found.means, other.basis)
    by = _by(tokens, last + 1, min(end, until), spoken)
    if by is not None:
        return by
    responsible = _responsible(tokens, count)
    if responsible is not None:
        return responsible
    return _of_attacks(tokens, count, spoken)


def _active_verb(tokens: Sequence[Token], count: Count) -> int | None:
    """The verb whose subject did it: killed 12, left 14 dead, cost the lives of six, drove 9,000 out."""
    if count.predicate is None or count.how == "lost":
        return None
    first = count.predicate[0]
    if count.how == "shared" and tokens[first].low in _STATES:
        return None
    if count.how in {"object", "driven"} or (count.how == "shared" and first < count.first):
        return count.group if count.group >= 0 else first
    begin = min(count.first, first) if count.how == "after noun" else count.first
    for index in range(begin - 1, max(-1, begin - 6), -1):
        if tokens[index].low in {
            "leaving",
            "left",
            "leaves",
            "cost",
            "costing",
            "claimed",
            "claiming",
            "took",
            "taking",
        }:
            return index
        if tokens[index].kind == "mark":
            return None
    return None


def _for_pronoun(tokens: Sequence[Token], subject: tuple[int, int] | None) -> tuple[int, int] | None:
    """As in "The insurgents say they killed": they are the insurgents."""
    if (
        subject is None
        or subject[0] != subject[1]
        or tokens[subject[0]].low not in {"they", "it", "he", "she"}
    ):
        return subject
    verb = next((i for i in range(subject[0] - 1, -1, -1) if tokens[i].low in word_class("say").words), None)
    return main_subject(tokens, verb) if verb else subject


def main_subject(tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    """The first noun phrase of the clause whose verb (or a later joined one) stands at `verb`."""
    start = 0
    depth_say = word_class("say").words
    for index in range(verb - 1, -1, -1):
        low = tokens[index].low
        says = (
            low in depth_say
            and not tokens[index].capital
            and not _noun_use(tokens, index)
            and not any(token.low == "to" for token in tokens[index + 1 : index + 2])
        )
        if low in {"which", "who", "whose"} and index and tokens[index - 1].text == ",":
            if any(token.text == "," for token in tokens[index:verb]):
                return main_subject(tokens, index - 1)  # over an aside: "The ambush, which …, cost"
        if low in _CLAUSE or says:
            start = index + 1
            break
    index = start
    while index < verb and (
        tokens[index].low
        in {"of", "on", "since", "in", "during", "late", "early", "according", "at", "for", "over", "by"}
    ):
        comma = next((i for i in range(index, verb) if tokens[i].text == ","), None)
        if comma is None:
            break
        index = comma + 1
    while index < verb and tokens[index].kind == "mark":
        index += 1
    if index < verb and tokens[index].low in {
        "in",
        "on",
        "during",
        "at",
        "after",
        "with",
        "over",
        "since",
        "for",
    }:
        article = [i for i in range(index + 2, verb) if tokens[i].low in {"the", "a", "an"}]
        index = article[0] if article else index  # "In this attack the enemy murdered"
    end = index
    auxiliaries = word_class("auxiliaries").words
    while (
        end < verb
        and tokens[end].low not in auxiliaries
        and tokens[end].text not in {",", "—", "–"}
        and not _is_finite(tokens, end, index)
    ):
        end += 1
    return (index, end - 1) if end > index else None


def agent(tokens: Sequence[Token], first: int, last: int) -> Actor:
    """The actor that a noun phrase names: "Karvian artillery" → Karvia's; "A missile" → nobody."""
    actors, equipment, attacks = (
        word_class("actors").words,
        word_class("equipment").words,
        word_class("attacks").words,
    )
    harmless = word_class("harmless actors").words
    head = _head(tokens, first, last)
    low = tokens[head].low
    known = _known_name(tokens, first, last)
    if low in attacks or low in equipment or low in harmless:
        modifier = _modifier(tokens, first, head)
        inner = next((i for i in range(head + 1, last + 1) if tokens[i].low == "by"), None)
        if inner is not None and inner < last:
            found = agent(tokens, inner + 1, last)
            return Actor(found.name, _words(tokens, head, head))
        if modifier is None and low in actors and low not in equipment | harmless:
            return Actor(_phrase(tokens, first, head))
        return Actor(modifier, _means(tokens, first, head))
    if low in actors or low.endswith(("men", "forces")):
        return Actor(_phrase(tokens, first, head))
    if known is not None:
        return Actor(known)
    return Actor(None)


def _noun_use(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].low in {"the", "a", "an", "its", "of", "united"}


def _is_finite(tokens: Sequence[Token], index: int, first: int) -> bool:
    if index == first:
        return False
    low = tokens[index].low
    if low in word_class("say").words and (low.endswith("ed") or low in {"said", "says", "say", "told"}):
        return True
    if (
        low in word_class("attack verbs").words
        and low not in word_class("attacks").words
        and low not in {"shot", "shoot", "hit", "carried", "struck"}
    ):
        return True
    if low.endswith("ed") and any(low in word_class(name).words for name in _HARMS):
        return True
    return low in {
        "struck",
        "hit",
        "said",
        "carried",
        "came",
        "went",
        "began",
        "continued",
        "left",
        "killed",
        "wounded",
        "injured",
    }


def _segment(tokens: Sequence[Token], position: int) -> tuple[int, int]:
    """From the semicolon before to the one after."""
    start = next((i + 1 for i in range(position, -1, -1) if tokens[i].text == ";"), 0)
    end = next((i for i in range(position, len(tokens)) if tokens[i].text == ";"), len(tokens))
    return start, end


def _has_agent_word(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(tokens[i].low == "by" for i in range(start, end))


def _head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last noun before a preposition or a mark."""
    index = first
    while index < last:
        following = tokens[index + 1]
        if following.low in {"-", "'s", "’s"} and index + 2 <= last:
            index += 2
        elif following.low in _AFTER_HEAD or following.kind == "mark":
            break
        else:
            index += 1
    return index


def _modifier(tokens: Sequence[Token], first: int, head: int) -> str | None:
    """The actor before an attack or a weapon: "Russian", "coalition", "Russia's", "rebel"."""
    index = head - 1
    while index >= first and (
        tokens[index].low in _MEANS
        or tokens[index].text in {"-", "“", "”", '"'}
        or (tokens[index].low in word_classes("attacks", "equipment") and tokens[index].low not in {"army"})
    ):
        index -= 1
    if index < first:
        return None
    if tokens[index].low in {"'s", "’s"}:
        index -= 1
        start = index
        while start > first and tokens[start - 1].capital and tokens[start].capital:
            start -= 1
        words = _words(tokens, start, index)
        if tokens[index].low in word_class("weekdays").words | {
            "yesterday",
            "today",
            "year",
            "week",
            "month",
            "night",
            "morning",
        } or not (tokens[index].capital or tokens[index].low in word_class("actors").words):
            return None
        return _national(words)
    start = index
    while start > first and _is_modifier(tokens, start - 1):
        start -= 1
    while start <= index and (tokens[start].low in _DETERMINERS or tokens[start].kind != "word"):
        start += 1
    if start > index or not _is_actor_word(tokens[index]):
        return None
    return _national(_words(tokens, start, index))


def _is_modifier(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    return (
        token.kind == "word"
        and token.low not in _DETERMINERS
        and (
            token.capital
            or token.low in word_class("actors").words
            or token.low.endswith(("-backed", "-led", "-allied", "-aligned", "-run"))
        )
    )


def _is_actor_word(token: Token) -> bool:
    low = token.low
    if (
        low in word_class("weekdays").words
        or low in word_class("months").words
        or low in word_class("places").words
    ):
        return False
    known = countries_by_word().get(low)
    if known is not None:
        return known[1] != "metonym"
    if low in word_class("actors").words or low in _GROUPS or low.endswith(("-led", "-backed")):
        return True
    return token.capital and low.endswith(("ian", "ean", "ish", "ese", "ist", "i", "ic")) and len(low) > 4


def _phrase(tokens: Sequence[Token], first: int, head: int) -> str | None:
    """The noun and what qualifies it, without article and number."""
    while first < head and (
        tokens[first].low in _DETERMINERS
        or tokens[first].kind == "number"
        or (
            tokens[first].low
            in {
                "unknown",
                "unidentified",
                "suspected",
                "alleged",
                "masked",
                "at",
                "least",
                "about",
                "other",
                "heavily",
                "armed",
            }
            and tokens[head].low != "groups"
        )
    ):
        first += 1
    while first < head and tokens[first].kind == "mark":
        first += 1
    return _national(_words(tokens, first, head))


def _known_name(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """A state or group named as such: "by Russia", "by the Islamic State"."""
    index = first
    while index <= last and tokens[index].low in _DETERMINERS:
        index += 1
    if index > last or tokens[index].kind != "word" or not tokens[index].capital:
        return None
    if tokens[index].low in word_class("pronouns").words | _NOBODY:
        return None
    end = min(capital_run(tokens, index), last)
    words = _words(tokens, index, end)
    low = words.lower()
    if low in countries_by_word():
        country, role = countries_by_word()[low]
        return country.name if role != "metonym" else words
    if low in institutions():
        return institutions()[low]
    if tokens[index].low in word_classes("weekdays", "months"):
        return None
    following = tokens[end + 1].low if end + 1 < len(tokens) else ""
    if following in {"province", "district", "city", "market", "street"}:
        return None
    return words


def _by(tokens: Sequence[Token], start: int, end: int, spoken: Sequence[range]) -> Actor | None:
    """The agent after "by" or "at the hands of"."""
    for index in range(start, end):
        low = tokens[index].low
        if low == "hands" and index + 1 < end and tokens[index + 1].low == "of":
            first = index + 2
        elif low == "by" and not any(index in part for part in spoken):
            first = index + 1
        else:
            continue
        if first >= end or tokens[first].low in _NEVER or tokens[first].kind == "number":
            continue
        if tokens[index - 1].low in {
            "said",
            "blamed",
            "confirmed",
            "documented",
            "recorded",
            "followed",
            "caused",
            "accompanied",
            "run",
            "owned",
            "led",
            "backed",
            "brokered",
        }:
            continue
        last = _agent_end(tokens, first, end)
        found = agent(tokens, first, last)
        if found.name is not None or found.means is not None:
            return (
                Actor(found.name, found.means)
                if found.name is not None or found.means is None
                else None
                if _later_by(tokens, index + 1, end)
                else found
            )
    return None


def _later_by(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(tokens[i].low == "by" for i in range(start, end))


def _agent_end(tokens: Sequence[Token], first: int, end: int) -> int:
    last = first
    while (
        last + 1 < end
        and tokens[last + 1].text not in {",", ";", ":", ".", "(", ")", "—", "–", "”", '"'}
        and tokens[last + 1].low
        not in {
            "in",
            "on",
            "near",
            "at",
            "during",
            "since",
            "when",
            "while",
            "after",
            "before",
            "who",
            "that",
            "which",
            "between",
            "from",
        }
    ):
        last += 1
    return last


def _responsible(tokens: Sequence[Token], count: Count) -> Actor | None:
    """As in "blamed on the coalition", "attributed to ISIS", "Security services were responsible for 290"."""
    start, end = _segment(tokens, count.first)
    for index in range(start, end):
        low = tokens[index].low
        if low in _RESPONSIBLE:
            target = next(
                (i for i in range(index + 1, min(end, index + 8)) if tokens[i].low in {"on", "to"}), None
            )
            if target is not None and target + 1 < end:
                found = agent(tokens, target + 1, _agent_end(tokens, target + 1, end))
                by = next((i for i in range(index + 1, target) if tokens[i].low == "by"), None)
                basis = f"alleged by {_words(tokens, by + 1, target - 1)}" if by is not None else "alleged"
                if found.name is not None:
                    return Actor(found.name, found.means, basis)
        if low in {"responsibility"} and tokens[index - 1].low in {"claimed", "claims", "claiming"}:
            subject = main_subject(tokens, index - 1)
            found = agent(tokens, *subject) if subject is not None else Actor(None)
            if found.name is not None:
                return Actor(found.name, found.means, "claimed")
        if (
            low in {"responsible", "accounted"}
            and index + 1 < end
            and tokens[index + 1].low == "for"
            and index < count.first <= index + 7
            and not any(token.low in {"cent", "percent", "%"} for token in tokens[index : count.first])
        ):
            hold = next((i for i in range(index - 1, max(-1, index - 9), -1) if tokens[i].low in _HOLD), None)
            if hold is not None and hold + 1 < index:
                return agent(tokens, hold + 1, index - 1)
            subject = main_subject(tokens, index if low == "accounted" else index - 1)
            if subject is not None:
                found = agent(tokens, *subject)
                if found.name is not None:
                    return found
    return None


def _of_attacks(tokens: Sequence[Token], count: Count, spoken: Sequence[range]) -> Actor:
    """The actor of an attack that the sentence tells of beside the count, nearest first."""
    start, end = _segment(tokens, count.first)
    anchor = count.predicate[0] if count.predicate else count.first
    attacks, equipment = word_class("attacks").words, word_class("equipment").words
    places = [
        i
        for i in range(start, end)
        if (tokens[i].low in attacks or tokens[i].low in equipment) and not any(i in part for part in spoken)
    ]
    means = None
    for index in sorted(places, key=lambda i: abs(i - anchor)):
        first = index
        while (
            first > start
            and (tokens[first - 1].kind == "word" or tokens[first - 1].low in {"'s", "’s", "-"})
            and tokens[first - 1].low
            not in {
                "in",
                "by",
                "of",
                "on",
                "from",
                "when",
                "after",
                "under",
                "during",
                "to",
                "with",
                "that",
                "and",
                "as",
                "at",
                "said",
            }
        ):
            first -= 1
        modifier = _modifier(tokens, first, index)
        if tokens[index].low in attacks:
            means = means or _means(tokens, first, index)
        if modifier is not None and modifier.lower() not in {"parties", "unit", "units", "group"}:
            return Actor(modifier, _means(tokens, first, index))
        by = index + 1
        while by < end and by < index + 8 and tokens[by].low != "by" and tokens[by].text not in {",", ";"}:
            by += 1
        if by < end - 1 and tokens[by].low == "by" and not any(by in part for part in spoken):
            found = agent(tokens, by + 1, _agent_end(tokens, by + 1, end))
            if found.name is not None:
                return Actor(found.name, _means(tokens, first, index))
    attack = _attacking(tokens, start, end)
    if attack is not None:
        return Actor(attack, means)
    return Actor(None, means)


def _attacking(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """As in "when Karvian artillery shelled the market", "after gunmen stormed the bus"."""
    for index in range(start + 1, end):
        low = tokens[index].low
        if (
            low in word_class("attack verbs").words
            and low.endswith(("ed", "ck", "an", "it", "ot", "re"))
            and tokens[index - 1].kind == "word"
        ):
            first = index - 1
            while (
                first >= start
                and tokens[first].kind == "word"
                and tokens[first].low not in _CLAUSE
                and tokens[first].low not in {"and", "in", "of", "to", "was", "were", "been"}
            ):
                first -= 1
            if first + 1 < index and tokens[index - 1].low in word_classes("actors", "equipment"):
                found = agent(tokens, first + 1, index - 1)
                if found.name is not None:
                    return found.name
    return None


def _means(tokens: Sequence[Token], first: int, head: int) -> str | None:
    start = head
    while start > first and (tokens[start - 1].low in _MEANS or tokens[start - 1].text == "-"):
        start -= 1
    return _words(tokens, start, head).lower()


def _words(tokens: Sequence[Token], first: int, last: int) -> str:
    text = ""
    for index in range(first, last + 1):
        glue = "" if index == first or tokens[index].start == tokens[index - 1].end else " "
        text += glue + tokens[index].text
    return text


def _national(phrase: str) -> str:
    """A bare word for a people becomes its country: "Russian" → Russia; "Russian forces" stays."""
    known = countries_by_word().get(phrase.lower())
    return known[0].name if known is not None and known[1] != "metonym" else phrase
