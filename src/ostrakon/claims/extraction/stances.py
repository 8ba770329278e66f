"""Who considers, proposes, demands, promises, suspends, denies or rules out what."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from ostrakon.claims.extraction.actors import main_subject
from ostrakon.claims.extraction.attributions import Attribution, clean_phrase, resolved
from ostrakon.claims.extraction.context import Context, SentenceParts
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import countries_by_word, word_class, word_classes
from ostrakon.model.claims import Claim

__all__ = ["stances"]

_NOT = frozenset({"not", "no", "never", "nothing", "neither", "nor", "cannot", "without"})
_REFUSE = frozenset("refused refuses refuse refusing declined declines decline declining".split())
_CONSIDER = frozenset(
    "considering weighing mulling contemplating pondering consider considers considered weighs mulls "
    "weighed".split()
)
_DISCUSS = frozenset({"discuss", "discusses", "discussed", "discussing"})
_PROPOSE = frozenset({"propose", "proposes", "proposed", "proposing", "tabled"})
_OFFER = frozenset({"offered", "offers", "offering"})
_READY = frozenset({"ready", "prepared", "willing"})
_OPPOSE = frozenset({"oppose", "opposes", "opposed", "opposing"})
_REJECT = frozenset(
    "reject rejects rejected rejecting dismissed dismisses dismiss refuted disputed disputes".split()
)
_ALLEGED = frozenset(
    "charge charges claim claims accusation accusations allegation allegations report reports suggestion "
    "suggestions blame account accounts assertion assertions statement".split()
)
_DENY = frozenset({"deny", "denies", "denied", "denying"})
_SUSPEND = frozenset({"suspend", "suspends", "suspended", "suspending", "halted", "froze"})
_IMPOSE = frozenset({"impose", "imposes", "imposed", "imposing", "slapped"})
_MEASURES = frozenset(
    "sanction sanctions ban bans embargo measure measures restriction restrictions freeze freezes "
    "tariffs blockade penalties curbs".split()
)
_PROMISE = frozenset(
    "promise promises promised promising vow vows vowed vowing pledge pledges pledged pledging threaten "
    "threatens threatened threatening".split()
)
_URGE = frozenset("urge urges urged urging implored exhorted pressed pressing begged".split())
_CALL = frozenset({"call", "calls", "called", "calling"})
_DEMAND = frozenset({"demand", "demands", "demanded", "demanding"})
_APPEAL = frozenset({"appeal", "appeals", "appealed", "appealing"})
_DOUBT = frozenset("dubious doubtful doubts doubted sceptical skeptical unlikely".split())
_BELIEF = frozenset({"belief", "beliefs", "believe", "think", "fear", "believed"})
_MANY = frozenset({"many", "people", "some", "observers", "analysts", "widely"})
_SELF = frozenset({"we", "i"})
_BACK = frozenset({"they", "it", "he", "she", "who", "which"})
_CLAUSE_MARKS = frozenset({".", ";", ":", "?", "!", "”", '"', "»"})
_OWN_STATE = frozenset({"government", "governments", "country", "countries", "administration", "capitals"})
_HELPERS = frozenset(
    "not never also then again later still now categorically strongly firmly in would previously "
    "already".split()
)
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "any", "no"})
_LONGEST = 45


class _Trigger(NamedTuple):
    """The words that tell the stance: kind, modality, and where they stand."""

    kind: str
    modality: str
    first: int
    last: int


def stances(context: Context) -> list[Claim]:
    """Stances and demands in order of place; ids s1, s2 … and d1, d2 …"""
    found: list[Claim] = []
    said: dict[str, int] = {"stance": 0, "demand": 0}
    for parts in context.parts:
        if not parts.sentence.speaks:
            continue
        marks = _triggers(parts.sentence.tokens)
        for position, trigger in enumerate(marks):
            following = marks[position + 1].first if position + 1 < len(marks) else None
            claim = _claim(context, parts, trigger, following, found)
            if claim is None:
                continue
            said[claim.kind] += 1
            found.append(_named(claim, said[claim.kind]))
    return found


def _named(claim: Claim, number: int) -> Claim:
    return replace(claim, id=f"{claim.kind[0]}{number}")


def _triggers(tokens: Sequence[Token]) -> list[_Trigger]:
    found: list[_Trigger] = []
    for index in range(len(tokens)):
        trigger = _trigger(tokens, index)
        if trigger is None:
            continue
        if found and (trigger.first <= found[-1].last or _is_inside(tokens, found[-1], trigger)):
            continue
        found.append(trigger)
    return found


def _is_inside(tokens: Sequence[Token], outer: _Trigger, inner: _Trigger) -> bool:
    """As in "considering imposing sanctions": the second is what the first is about."""
    between = [token.low for token in tokens[outer.last + 1 : inner.first]]
    if inner.first - outer.last > 14:
        return False
    if any(mark in between for mark in (",", ";", ".", "”", "but")) or (
        "and" in between and inner.kind == outer.kind
    ):
        return False
    if outer.modality in {"denying", "opposing"} and "and" not in between:
        return True
    form = tokens[inner.first].low
    if _low(tokens, inner.first - 1) in {"is", "are", "was", "were"} and "and" in between:
        return False
    return (
        form.endswith("ing")
        or "to" in between[-3:]
        or not between
        or inner.modality in {"calling_for", "expecting"}
    )


def _trigger(tokens: Sequence[Token], index: int) -> _Trigger | None:
    if tokens[index].low not in _FIRST_WORDS:
        return None
    for rule in _RULES:
        trigger = rule(tokens, index)
        if trigger is not None:
            return trigger
    return None


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].low if 0 <= index < len(tokens) else ""


def _negated(tokens: Sequence[Token], index: int, reach: int = 5) -> bool:
    words = [token.low for token in tokens[max(0, index - reach) : index]]
    return any(word in _NOT or word in _REFUSE or word.endswith(("n't", "n’t")) for word in words)


def _is_noun(tokens: Sequence[Token], index: int) -> bool:
    """After an article or adjective-like word the form is a noun: "the demand", "his call"."""
    before = _low(tokens, index - 1)
    return before in _DETERMINERS | {
        "this",
        "that",
        "new",
        "such",
        "of",
        "'s",
        "’s",
        "latest",
        "by",
        "under",
        "in",
    }


def _ruling(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if low not in {"rule", "ruled", "rules", "ruling", "exclude", "excluded", "excludes", "foreclose"}:
        return None
    if low.startswith("rul"):
        out = next(
            (i for i in range(index + 1, min(index + 5, len(tokens))) if _low(tokens, i) == "out"), None
        )
        if out is None:
            return None
    else:
        out = index
        if low.startswith("excl") and not _negated(tokens, index):
            return None
    return _Trigger("stance", "not_ruled_out" if _negated(tokens, index) else "ruling_out", index, out)


def _table(tokens: Sequence[Token], index: int) -> _Trigger | None:
    if tokens[index].low not in {"off", "on"} or [_low(tokens, index + 1), _low(tokens, index + 2)] != [
        "the",
        "table",
    ]:
        return None
    words = [token.low for token in tokens[max(0, index - 9) : index]]
    if not any(word.startswith("option") or word in {"anything", "nothing", "everything"} for word in words):
        return None
    first = next(
        (
            i
            for i in range(max(0, index - 9), index)
            if _low(tokens, i) in {"not", "no", "all", "every", "nothing", "everything"}
        ),
        index,
    )
    if tokens[index].low == "off" and not _negated(tokens, index, 9):
        return _Trigger("stance", "ruling_out", first, index + 2)
    return _Trigger("stance", "not_ruled_out", first, index + 2)


def _weighing(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if low in _CONSIDER and not _is_noun(tokens, index) and _low(tokens, index - 1) != "to":
        if low in {"considered", "weighed"} and _low(tokens, index - 1) in {
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
        }:
            return None
        if _low(tokens, index + 1) in {"that", "it", "him", "her", "them", "itself"} and low != "considering":
            return None
        return _Trigger("stance", "considering", index, index)
    if low in _DISCUSS and not _is_noun(tokens, index):
        return _Trigger("stance", "discussing", index, index)
    return None


def _offering(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if low in _PROPOSE and not _is_noun(tokens, index):
        return _Trigger("stance", "proposing", index, index)
    if low in _OFFER and _low(tokens, index + 1) in {"to", "a", "an", "talks"}:
        return _Trigger("stance", "proposing", index, index)
    if (
        low in _READY
        and _low(tokens, index + 1) == "to"
        and _low(tokens, index - 1) in {"is", "are", "was", "were", "be", "stands", "stand"}
    ):
        return _Trigger("stance", "proposing", index, index + 1)
    if low == "put" and _low(tokens, index + 1) == "forward":
        return _Trigger("stance", "proposing", index, index + 1)
    return None


def _opposing(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if (
        low in _OPPOSE
        and not _is_noun(tokens, index)
        and _low(tokens, index + 1) not in {"to", "sides", "forces"}
    ):
        return _Trigger("stance", "opposing", index, index)
    if low in _DENY:
        return _Trigger("stance", "denying", index, index)
    if low in _REJECT and not _is_noun(tokens, index):
        after = [_low(tokens, i) for i in range(index + 1, index + 6)]
        if any(word in _ALLEGED for word in after):
            return _Trigger("stance", "denying", index, index)
        if low in {"reject", "rejects", "rejected", "rejecting"}:
            return _Trigger("stance", "opposing", index, index)
    return None


def _suspending(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if (
        low in _SUSPEND
        and not _is_noun(tokens, index)
        and _low(tokens, index - 1) not in {"is", "are", "was", "were", "be", "been"}
    ):
        if low in {"halted", "froze"} and not any(
            _low(tokens, i)
            in {"talks", "discussions", "negotiations", "cooperation", "contacts", "relations"}
            for i in range(index, index + 6)
        ):
            return None
        return _Trigger("stance", "suspended", index, index)
    if low in {"broke", "breaking", "broken"} and _low(tokens, index + 1) == "off":
        return _Trigger("stance", "suspended", index, index + 1)
    return None


def _imposing(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    measures = any(_low(tokens, i) in _MEASURES for i in range(index + 1, index + 8))
    helpers = {_low(tokens, i) for i in range(index - 4, index)}
    if low in _IMPOSE and measures and not helpers & {"been", "were", "was"}:
        if helpers & {"will", "would", "could", "might", "'ll", "’ll"}:
            return _Trigger("stance", "promising", index, index)
        if _low(tokens, index - 1) == "to" and low == "impose":
            return None
        return _Trigger("stance", "imposing", index, index)
    if (
        low in {"sanctioned", "blacklisted"}
        and not helpers & {"was", "were", "been", "is", "are", "be"}
        and not _is_noun(tokens, index)
    ):
        return _Trigger("stance", "imposing", index, index)
    if low in {"added", "adds", "adding"} and any(
        _low(tokens, i) in {"blacklist", "sanctions"} for i in range(index + 2, index + 12)
    ):
        if any(_low(tokens, i) in {"list", "blacklist"} for i in range(index + 2, index + 13)):
            return _Trigger("stance", "imposing", index, index)
    return None


def _promising(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if (
        low in _PROMISE
        and not _is_noun(tokens, index)
        and _low(tokens, index + 1) in {"to", "that", "more", "further", "new", "a", "an", "action"}
    ):
        return _Trigger("stance", "promising", index, index)
    return None


def _demanding(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low, after = tokens[index].low, _low(tokens, index + 1)
    noun = _is_noun(tokens, index)
    if low in _URGE and not noun and after not in {"by", ","}:
        if low in {"pressed", "pressing"} and not any(
            _low(tokens, i) == "to" for i in range(index + 1, index + 8)
        ):
            return None
        if low in {"pressed", "pressing"} and after == "on":
            return None
        return _Trigger("demand", "demanding", index, index)
    if low in _CALL and not noun and after in {"on", "upon", "for"}:
        return _Trigger("demand", "demanding", index, index + 1)
    if (
        low in _DEMAND
        and not noun
        and not (low == "demands" and _low(tokens, index - 1) in {"'s", "’s", "and"})
    ):
        return _Trigger("demand", "demanding", index, index)
    if low in _APPEAL and after == "to":
        return _Trigger("demand", "demanding", index, index + 1)
    if low == "up" and after == "to" and _low(tokens, index - 1) in {"is", "was", "'s", "’s"}:
        if any(_low(tokens, i) == "to" for i in range(index + 3, index + 7)):
            return _Trigger("demand", "demanding", index - 1, index + 1)
    if low in {"asked", "told", "asks"} and not noun:
        to = next((i for i in range(index + 2, min(index + 6, len(tokens))) if _low(tokens, i) == "to"), None)
        named = after in {"the", "both"} or (index + 1 < len(tokens) and tokens[index + 1].capital)
        if (
            to is not None
            and named
            and not any(_low(tokens, i) in {"that", ",", "reporters"} for i in range(index, to))
        ):
            return _Trigger("demand", "demanding", index, index)
    if (
        low == "must"
        and index
        and (tokens[index - 1].capital or _low(tokens, index - 1) in word_class("actors").words)
    ):
        if _low(tokens, index - 1) not in _SELF | {"there"}:
            return _Trigger("demand", "demanding", index, index)
    return None


def _prosecuting(tokens: Sequence[Token], index: int) -> _Trigger | None:
    """As in "measures to bring those responsible for war crimes to the International Criminal Court"."""
    if tokens[index].low not in {"bring", "refer", "prosecute"} or _low(tokens, index - 1) != "to":
        return None
    if not any(
        _low(tokens, i) in {"measures", "steps", "ways", "plans", "efforts"} for i in range(index - 3, index)
    ):
        return None
    if any(
        _low(tokens, i) in {"court", "icc", "justice", "tribunal", "trial"}
        for i in range(index + 1, index + 14)
    ):
        return _Trigger("stance", "proposing", index, index)
    return None


def _conditional(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if low in {"can't", "can’t", "cannot"} or (low == "can" and _low(tokens, index + 1) == "not"):
        if any(
            _low(tokens, i) in {"without", "unless", "until"}
            for i in range(index + 1, min(index + 8, len(tokens)))
        ):
            return _Trigger("stance", "conditional", index, index)
    if (
        low in {"should", "must"}
        and _low(tokens, index - 1) in _SELF
        and index + 1 < len(tokens)
        and tokens[index + 1].kind == "word"
    ):
        return _Trigger("stance", "calling_for", index, index)
    return None


def _assessing(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if low in _DOUBT and not _is_noun(tokens, index):
        return _Trigger("stance", "assessing", index, index)
    if low in _BELIEF:
        around = [_low(tokens, i) for i in range(max(0, index - 6), index + 6)]
        said_of_many = low in {"belief", "beliefs"} and "people" in around
        many = _low(tokens, index - 1) in _MANY and _low(tokens, index + 1) in {"that", "russia", "the"}
        if said_of_many or (low not in {"belief", "beliefs"} and many):
            return _Trigger("stance", "reported_belief", index, index)
    return None


def _hoping(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if (
        low in {"hope", "hopes", "hoped", "hoping"}
        and not _is_noun(tokens, index)
        and _low(tokens, index - 1) != "the"
    ):
        return _Trigger("stance", "expecting", index, index)
    if low == "appetite" and _negated(tokens, index, 2):
        return _Trigger("stance", "ruling_out", index - 1, index)
    if (
        low in {"intention", "plans", "plan"}
        and _low(tokens, index - 1) == "no"
        and _low(tokens, index + 1) in {"of", "to"}
    ):
        return _Trigger("stance", "ruling_out", index - 1, index)
    return None


def _naming(tokens: Sequence[Token], index: int) -> _Trigger | None:
    if tokens[index].low in {"name", "naming"} and _negated(tokens, index, 3) and not _is_noun(tokens, index):
        return _Trigger("stance", "not_named", index - 1 if index else index, index)
    return None


def _refusing(tokens: Sequence[Token], index: int) -> _Trigger | None:
    low = tokens[index].low
    if (
        low in _REFUSE
        and _low(tokens, index + 1) == "to"
        and _low(tokens, index + 2) not in {"rule", "name", "comment", "say", "answer", "exclude", "give"}
    ):
        return _Trigger("stance", "ruling_out", index, index + 1)
    own = _low(tokens, index - 1) in _SELF
    if own and (low in {"won't", "won’t"} or (low == "will" and _low(tokens, index + 1) in {"not", "never"})):
        return _Trigger("stance", "ruling_out", index, index + (low == "will"))
    return None


# --- who, what, whom ---------------------------------------------------------------------------------


def _claim(
    context: Context, parts: SentenceParts, trigger: _Trigger, following: int | None, found: Sequence[Claim]
) -> Claim | None:
    tokens = parts.sentence.tokens
    end = _clause_end(tokens, trigger, following)
    actor, written, first, chain = _actor(context, parts, trigger, found)
    target, action = _object(tokens, trigger, end, found)
    first = trigger.first if first is None or trigger.first - first > 16 else first
    start, stop = tokens[first].start, tokens[end].end
    quotation = context.quotation_at(tokens[trigger.first].start)
    if quotation is not None and not _is_fragment(quotation):
        start, stop = max(start, quotation.start), min(stop, quotation.end)
    return Claim(
        id="",
        kind="demand" if trigger.kind == "demand" else "stance",
        start=start,
        end=stop,
        text=context.text[start:stop],
        speaker=quotation.speaker if quotation is not None else (chain[0] if chain else None),
        chain=chain,
        modality=trigger.modality,
        polarity="negative" if trigger.modality in _NEGATIVE else "positive",
        actor=actor,
        actor_text=written,
        represents=context.cast.nations.get(actor or ""),
        action=action,
        target=target,
        spoken_on=quotation.spoken_on if quotation is not None else _on(parts, context),
        anchor_date=context.anchor.day,
        anchor_basis=context.anchor.basis,
        extractor=context.extractor,
        confidence=0.8 if actor is not None else 0.5,
    )


_NEGATIVE = frozenset({"denying", "opposing", "ruling_out", "not_named"})


def _is_fragment(quotation: Claim) -> bool:
    return quotation.form == "fragment"


def _on(parts: SentenceParts, context: Context) -> date | None:
    if any(token.low in {"previously", "earlier"} for token in parts.sentence.tokens):
        return None
    exact = [time.first for time in parts.times if time.resolved and time.first == time.last]
    return exact[0] if exact else context.anchor.day


def _clause_end(tokens: Sequence[Token], trigger: _Trigger, following: int | None) -> int:
    end = trigger.last
    say = word_class("say").words
    while end + 1 < len(tokens) and end - trigger.last < _LONGEST:
        token = tokens[end + 1]
        if token.text in {"”", '"'} and trigger.modality == "assessing":
            end += 1
            continue
        if token.low == "and" and _stem(_low(tokens, end + 2)) in _SELF | {"he", "she", "they"}:
            break
        if token.text in _CLAUSE_MARKS or (following is not None and end + 1 >= following - 1):
            break
        if token.text == "," and any(_low(tokens, i) in say for i in range(end + 2, end + 8)):
            break
        if token.text == "," and _low(tokens, end + 2) in {
            "but",
            "while",
            "which",
            "who",
            "adding",
            "saying",
        }:
            break
        if token.low in {"but"}:
            break
        end += 1
    while end > trigger.last and tokens[end].low in {"and", ",", "but", "also", "has", "have"}:
        end -= 1
    return end


def _actor(
    context: Context, parts: SentenceParts, trigger: _Trigger, found: Sequence[Claim]
) -> tuple[str | None, str | None, int | None, tuple[str, ...]]:
    """Whose stance it is: name, words, where these begin, and who relays it."""
    tokens = parts.sentence.tokens
    quotation = context.quotation_at(tokens[trigger.first].start)
    relay = _relay(context, parts, trigger)
    subject = _subject(tokens, trigger, quotation)
    chain: tuple[str, ...] = (
        (relay,) if relay else (quotation.speaker,) if quotation is not None and quotation.speaker else ()
    )
    if trigger.modality == "reported_belief":
        return "a lot of people" if "lot" in [t.low for t in tokens] else "many", None, None, chain
    if trigger.modality == "ruling_out" and _low(tokens, trigger.last) == "appetite":
        place = next(
            (i for i in range(trigger.last + 1, min(trigger.last + 4, len(tokens))) if tokens[i].capital),
            None,
        )
        return (tokens[place].text if place is not None else relay), None, trigger.first, chain
    if subject is None:
        speaker = relay or (quotation.speaker if quotation is not None else None)
        return speaker, None, None, ()
    first, last = subject
    words = clean_phrase(tokens, first, last)
    low = _stem(words.lower())
    if low in _SELF:
        return (quotation.speaker if quotation is not None else relay), words, first, ()
    if low in _BACK and low not in {"he", "she"}:
        return relay or (found[-1].actor if found else None), words, first, ()
    if tokens[first].low in {"their", "its"} and relay and tokens[last].low in _OWN_STATE:
        return relay, words, first, ()
    if not _is_somebody(tokens, first, last) and tokens[0].low in {"he", "she"}:
        first, last, words = 0, 0, tokens[0].text
    name = _names(context, tokens, first, last)
    if trigger.kind == "demand" and _low(tokens, trigger.first) == "must":
        return relay or (quotation.speaker if quotation is not None else None), None, None, ()
    chain = tuple(one for one in chain if one != name)
    return name, words, first, chain


def _is_somebody(tokens: Sequence[Token], first: int, last: int) -> bool:
    known = word_classes("sources", "roles", "actors")
    known |= word_classes("persons", "person") | _SELF | _BACK
    return any(token.capital or token.low in known for token in tokens[first : last + 1])


def _subject(tokens: Sequence[Token], trigger: _Trigger, quotation: Claim | None) -> tuple[int, int] | None:
    """The subject of the verb at the trigger, inside the quotation where that holds it."""
    if trigger.kind == "demand" and _low(tokens, trigger.last - 1) == "up":
        return None
    start = 0
    if quotation is not None and quotation.form != "fragment":
        start = next((i for i, token in enumerate(tokens) if token.start >= quotation.start), 0)
    verb = trigger.first
    before = verb - 1
    helpers = word_class("auxiliaries").words | _HELPERS
    while before > start and tokens[before].low in helpers:
        before -= 1
    pronoun = _pronoun(tokens, start, verb)
    if pronoun is not None:
        return pronoun, pronoun
    if _low(tokens, before) in {"who", "which"}:
        return _antecedent(tokens, before - 1)
    if _low(tokens, before) in {"and", "but"}:
        earlier = _first_verb(tokens, start, before)
        if earlier is not None:
            aside = _named_before(tokens, earlier)
            return aside or _trimmed(tokens, main_subject(tokens[start:earlier], earlier - start), start)
    if _low(tokens, before) == ",":
        comma = next((i for i in range(start, before) if _low(tokens, i) == ","), None)
        if comma is not None and comma > start:
            return _named_before(tokens, before + 1) or _trimmed(tokens, (start, comma - 1), 0)
    window = tokens[start:verb]
    return _trimmed(tokens, main_subject(window, len(window)) if window else None, start)


def _named_before(tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    """The name between commas before a verb: "Orlan's president, Ilham Sadiq, said"."""
    if _low(tokens, verb - 1) != ",":
        return None
    first = verb - 2
    while first > 0 and tokens[first - 1].capital:
        first -= 1
    return (
        (first, verb - 2) if first > 0 and tokens[first].capital and _low(tokens, first - 1) == "," else None
    )


def _pronoun(tokens: Sequence[Token], start: int, verb: int) -> int | None:
    for index in range(verb - 1, max(start - 1, verb - 7), -1):
        low = _stem(_low(tokens, index))
        if low in _SELF | _BACK and low not in {"who", "which"}:
            return index
        if low in {"and", "but", ",", "that", "”", "“", '"'} or low in word_class("say").words:
            return None
    return None


def _stem(word: str) -> str:
    """Without what is drawn together: "we’re" is we."""
    return word.replace("’", "'").partition("'")[0]


def _antecedent(tokens: Sequence[Token], last: int) -> tuple[int, int] | None:
    if _low(tokens, last) == ",":
        last -= 1
    first = last
    while first > 0 and (tokens[first - 1].capital or _low(tokens, first - 1) in {"the", "of"}):
        first -= 1
    return (first, last) if last >= 0 and tokens[last].kind == "word" else None


def _first_verb(tokens: Sequence[Token], start: int, end: int) -> int | None:
    verbs = word_classes("say", "auxiliaries")
    for index in range(start + 1, end):
        if _low(tokens, index) in verbs and _low(tokens, index - 1) not in {"the", "a", "united"}:
            return index
        if _trigger(tokens, index) is not None:
            return index
    return None


def _trimmed(tokens: Sequence[Token], found: tuple[int, int] | None, start: int) -> tuple[int, int] | None:
    if found is None:
        return None
    first, last = found[0] + start, found[1] + start
    while last > first and tokens[last].low in word_class("adverbs").words | _HELPERS:
        last -= 1
    while first < last and tokens[first].kind == "mark":
        first += 1
    while (
        tokens[first].capital
        and _low(tokens, last + 1) == ","
        and _low(tokens, last + 2) in countries_by_word()
    ):
        last += 2  # "US, Britain discuss"
    if tokens[first].low in {"there", "it", "this", "that"} or _stem(tokens[first].low) == "there":
        return None
    return (first, last) if last >= first and tokens[first].kind == "word" else None


def _names(context: Context, tokens: Sequence[Token], first: int, last: int) -> str:
    """The subject by the fullest names: "Boris Johnson and John Kerry"."""
    people = context.cast.between(tokens[first].start, tokens[last].end)
    if len(people) > 1:
        return " and ".join(people)
    name, written = resolved(tokens, first, last, context.cast)
    if people and name == people[0]:
        return name
    low = written.lower()
    if low in countries_by_word():
        return countries_by_word()[low][0].name
    states = _states(tokens, first, last)
    if len(states) > 1 and len(written.split()) <= 8:
        return " and ".join(sorted(states))
    if low in {"his government", "her government", "his country", "her country"} or (
        tokens[first].low in {"his", "her"}
        and _low(tokens, last) in {"government", "country", "administration", "delegation", "party"}
    ):
        owner = context.cast.last_person(tokens[first].start)
        nation = context.cast.nations.get(owner or "")
        if nation is not None:
            return f"{nation} government" if _low(tokens, last) == "government" else nation
        return f"{_low(tokens, last)} of {owner}" if owner else written
    return name or written


def _states(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    found = []
    index = first
    while index <= last:
        for size in (3, 2, 1):
            words = " ".join(token.low for token in tokens[index : min(index + size, last + 1)])
            known = countries_by_word().get(words)
            if known is not None and known[1] != "people":
                found.append(known[0].name)
                index += size - 1
                break
        index += 1
    return found


def _relay(context: Context, parts: SentenceParts, trigger: _Trigger) -> str | None:
    """Who says it, where the trigger is not the verb of saying itself."""
    tokens = parts.sentence.tokens
    best: Attribution | None = None
    for one in parts.said_by:
        if one.first <= trigger.first <= one.last and one.verb == tokens[trigger.first].low:
            continue
        if trigger.first in one.scope or (one.way == "trailing" and trigger.first < one.first):
            best = one
    if best is None:
        return None
    people = context.cast.between(tokens[best.who_first].start, tokens[best.who_last].end)
    if people:
        return " and ".join(people)
    states = _states(tokens, best.who_first, best.who_last)
    whole = _whole_subject(tokens, best)
    more = _states(tokens, *whole)
    if len(more) > len(states):
        return " and ".join(sorted(more))
    name, written = resolved(tokens, best.who_first, best.who_last, context.cast)
    return countries_by_word()[written.lower()][0].name if written.lower() in countries_by_word() else name


def _whole_subject(tokens: Sequence[Token], one: Attribution) -> tuple[int, int]:
    """As in "Britain and the United States said": with what is joined to it on the left."""
    first = one.who_first
    while first > 0 and (tokens[first - 1].low in {"and", "the"} or tokens[first - 1].capital):
        first -= 1
    return first, one.who_last


def _object(
    tokens: Sequence[Token], trigger: _Trigger, end: int, found: Sequence[Claim]
) -> tuple[str | None, str | None]:
    """At whom it is aimed and what it is about."""
    start = trigger.last + 1
    if start > end:
        return None, None
    if trigger.kind == "demand":
        return _demanded(tokens, trigger, start, end, found)
    if _low(tokens, trigger.last) == "table":
        return None, _plain(tokens, trigger.first + 1, trigger.last - 3)
    that = next((i for i in range(start, end + 1) if _low(tokens, i) in {"that", "for"}), None)
    if that is not None and (
        trigger.modality in {"reported_belief", "assessing"} or _low(tokens, trigger.last) == "appetite"
    ):
        return None, _plain(tokens, that + 1, end)
    link = next((i for i in range(start, end + 1) if _low(tokens, i) in {"on", "against"}), None)
    link = link or next((i for i in range(start, end + 1) if _low(tokens, i) == "with"), None)
    if trigger.modality == "not_named":
        stop = next((i - 1 for i in range(start, end + 1) if _low(tokens, i) == "as"), end)
        return _plain(tokens, start, stop), "name as a target"
    action = _plain(tokens, start, end if link is None else link - 1)
    target = None
    if link is not None and link < end:
        stop = next(
            (
                i - 1
                for i in range(link + 2, end + 1)
                if _low(tokens, i) in {"for", "after", "over", "following", "if", "unless", "in", ","}
            ),
            end,
        )
        target = _target(tokens, link + 1, stop)
    return target, action or None


def _demanded(
    tokens: Sequence[Token], trigger: _Trigger, start: int, end: int, found: Sequence[Claim]
) -> tuple[str | None, str | None]:
    if _low(tokens, trigger.first) == "must":
        first = trigger.first - 1
        while first > 0 and (tokens[first - 1].capital or _low(tokens, first - 1) in {"the", "and"}):
            first -= 1
        return _target(tokens, first, trigger.first - 1), _plain(tokens, start, end)
    if _low(tokens, trigger.last) == "for":
        return None, _plain(tokens, start, end)
    if _low(tokens, trigger.first) in _DEMAND and _low(tokens, start) != "that":
        of = next((i for i in range(start, end + 1) if _low(tokens, i) in {"from"}), None)
        return (_target(tokens, of + 1, end) if of is not None else None), _plain(tokens, start, end)
    if _low(tokens, start) == "that":
        start += 1
    to = next(
        (
            i
            for i in range(start + 1, end + 1)
            if _low(tokens, i) in {"to", "for", "not", "be", "release", "stop"}
        ),
        None,
    )
    stop = to - 1 if to is not None else end
    target = _target(tokens, start, stop)
    if target is not None and target.lower() in {"them", "they", "him", "her", "it"}:
        earlier = next((c.target for c in reversed(found) if c.kind == "demand" and c.target), None)
        target = earlier
    return target, _plain(
        tokens, (to + 1) if to is not None and _low(tokens, to) in {"to", "for"} else stop + 1, end
    ) or None


def _target(tokens: Sequence[Token], first: int, last: int) -> str | None:
    text = _plain(tokens, first, last)
    if not text:
        return None
    known = countries_by_word().get(text.lower())
    if known is not None:
        return known[0].name
    return text


def _plain(tokens: Sequence[Token], first: int, last: int) -> str:
    while first <= last and (tokens[first].low in {"the", "a", "an", "that"} or tokens[first].kind == "mark"):
        first += 1
    while last >= first and tokens[last].kind == "mark" and tokens[last].text not in {")"}:
        last -= 1
    return clean_phrase(tokens, first, last) if first <= last else ""


_RULES = (
    _prosecuting,
    _ruling,
    _table,
    _weighing,
    _offering,
    _opposing,
    _suspending,
    _imposing,
    _promising,
    _demanding,
    _conditional,
    _assessing,
    _hoping,
    _naming,
    _refusing,
)
# Every word that one of the rules begins with; most words of a text are none.
_FIRST_WORDS = (
    _CONSIDER
    | _DISCUSS
    | _PROPOSE
    | _OFFER
    | _READY
    | _OPPOSE
    | _REJECT
    | _DENY
    | _SUSPEND
    | _IMPOSE
    | _PROMISE
    | _URGE
    | _CALL
    | _DEMAND
    | _APPEAL
    | _DOUBT
    | _BELIEF
    | _REFUSE
    | frozenset(
        "rule ruled rules ruling exclude excluded excludes foreclose off on put broke breaking broken "
        "sanctioned blacklisted added adds adding up asked told asks must bring refer prosecute can't "
        "can’t cannot can should hope hopes hoped hoping appetite intention plans plan name naming "
        "won't won’t will".split()
    )
)
