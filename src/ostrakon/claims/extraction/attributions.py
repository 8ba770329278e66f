"""Who a sentence says it from: "according to the ministry", "the army said", "police put the toll at"."""

from collections.abc import Sequence
from typing import NamedTuple

from ostrakon.claims.extraction.cast import Cast
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import countries_by_word, institutions, word_class, word_classes

__all__ = ["Attribution", "attributions", "clean_phrase", "resolved"]

_ADVERBS = frozenset(
    "also later previously has have had repeatedly earlier then again once never not does do did "
    "categorically angrily firmly strongly further only just still now however already publicly flatly "
    "quickly reportedly".split()
)
_NEGATIONS = frozenset({"not", "never", "n't", "no"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_DETERMINERS = frozenset("the a an one some its his her their our another this that".split())
_OPENERS = frozenset("the our its his her their my a an this local".split())
_PHRASE_STOPS = frozenset(
    "in on at by from to with into near during after before since until that which who whom whose when "
    "where while or but as than then so if because including among amid against through over under have "
    "has had is are was were be been being may might could would will can should must do does did not "
    "about per".split()
)
_INSIDE = frozenset({"of", "for", "and", "on", "in"})
_MARKS = frozenset(",;:.()[]{}!?…—–-\"“”«»'‘’")
_QUOTE_MARKS = frozenset("\"“”«»’'")
_LABEL_NO = frozenset(
    "breaking update just updated thread confirmed urgent alert watch exclusive toll killed wounded "
    "injured dead deaths casualties total missing displaced governorate province region context now "
    "today so far note victims numbers in figures civilians detained".split()
)
_FIGURE_NOUNS = frozenset(
    "figures data estimates records statistics numbers count tally report database survey analysis "
    "investigation inquiry study review probe".split()
)
_SHOWS = frozenset({"shows", "show", "showed", "indicates", "indicate", "indicated", "found", "finds"})
_QUOTE_SAY = frozenset(
    "vowed promised joked demanded asked pleaded boasted threatened pledged thundered".split()
)
_LONGEST_PHRASE = 14


class Attribution(NamedTuple):
    """`first`..`last` are the tokens of the cue, `who_first`..`who_last` those of the speaker. `scope` is the
    range of tokens it speaks for. `way`: leading, trailing, according, aside, as, counting, label, by."""

    first: int
    last: int
    who_first: int
    who_last: int
    scope: range
    way: str
    verb: str
    negated: bool

    @property
    def denies(self) -> bool:
        return self.verb in {"denied", "denies", "deny", "denying"} or self.negated


def attributions(tokens: Sequence[Token]) -> list[Attribution]:
    """Those of a sentence, in order of place."""
    found: list[Attribution] = []
    found += _according(tokens)
    say, count = word_class("say").words | _SHOWS, word_class("count").words
    for index, token in enumerate(tokens):
        quoting = token.low in _QUOTE_SAY and index and tokens[index - 1].text in _QUOTE_MARKS
        if (token.low in say or token.low in count or quoting) and not token.capital:
            one = _saying(tokens, index, token.low in say or bool(quoting))
            if one is not None and tokens[one.who_first].low in {"no", "nobody", "neither"}:
                continue
            if one is None and found and tokens[index - 1].low in {"and", "but"} and token.low in say:
                one = _joined(tokens, index, found[-1])
            if one is not None and token.low in _SHOWS and not _is_study(tokens, one):
                continue
            if one is not None and not any(_overlap(one, other) for other in found):
                found.append(one)
    found += _adding(tokens, found)
    label = _label(tokens)
    if label is not None and not found:
        found.append(label)
    return _without_pronouns(tokens, sorted(found, key=lambda one: one.first))


def _without_pronouns(tokens: Sequence[Token], found: list[Attribution]) -> list[Attribution]:
    """As in "The union said it had counted 48 bodies": it is the union."""
    known: Attribution | None = None
    for position, one in enumerate(found):
        if one.who_first == one.who_last and tokens[one.who_first].low in {"it", "they"}:
            if known is not None:
                found[position] = one._replace(who_first=known.who_first, who_last=known.who_last)
        else:
            known = one
    return found


def _joined(tokens: Sequence[Token], verb: int, before: Attribution) -> Attribution | None:
    """As in "denied it and said seven had been killed": the same speaker again."""
    if before.way not in {"leading", "trailing"} or before.first > verb:
        return None
    low = tokens[verb].low
    return Attribution(
        verb, verb, before.who_first, before.who_last, _after(tokens, verb), "leading", low, negated=False
    )


def _is_study(tokens: Sequence[Token], one: Attribution) -> bool:
    """Who shows or finds is a count, or after all has been said, a body by its name."""
    if tokens[one.who_last].low in _FIGURE_NOUNS or _that(tokens, one.last):
        return True
    return one.way == "trailing" and tokens[one.who_last].capital and one.last >= len(tokens) - 3


def _adding(tokens: Sequence[Token], found: Sequence[Attribution]) -> list[Attribution]:
    """As in "said Johnson, adding there was no appetite": he says that as well."""
    more = []
    for index, token in enumerate(tokens):
        if (
            token.low in {"adding", "saying", "warning", "insisting", "noting"}
            and index
            and tokens[index - 1].text == ","
        ):
            earlier = [one for one in found if one.last < index and one.way in {"trailing", "leading"}]
            if earlier:
                one = earlier[-1]
                scope = _after(tokens, index)
                more.append(
                    one._replace(
                        first=index, last=index, scope=scope, way="leading", verb=token.low, negated=False
                    )
                )
    return more


def clean_phrase(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words without article and without "Britain-based" before a name."""
    while first < last and (tokens[first].low in _DETERMINERS or tokens[first].low.endswith("-based")):
        first += 1
    text = ""
    previous_end = None
    for token in tokens[first : last + 1]:
        text += (" " if previous_end is not None and token.start > previous_end else "") + token.text
        previous_end = token.end
    return text


def resolved(tokens: Sequence[Token], first: int, last: int, cast: Cast) -> tuple[str | None, str]:
    """Who the phrase means, by the fullest name in the document, and the phrase as written.

    A pronoun of one person is the last person named; "we", "they" and "it" stay open.
    """
    written = clean_phrase(tokens, first, last)
    words = [token.text for token in tokens[first : last + 1] if token.kind == "word"]
    low = written.lower()
    if low in {"he", "she"}:
        return cast.last_person(tokens[first].start), written
    if low in {
        "they",
        "we",
        "it",
        "i",
        "you",
        "who",
        "which",
        "that",
        "this",
        "many",
        "some",
        "others",
        "both",
    }:
        return None, written
    capitals = [word for word in words if word[:1].isupper() or "-" in word]
    person = (
        cast.person(capitals)
        if capitals and not any(w.lower() in {"regime", "government"} for w in words)
        else None
    )
    if person is not None and (
        len(capitals) == 1 or person.split()[-1] in words or person.split()[0] in words
    ):
        return person, written
    if (
        len(words) <= 3
        and words
        and words[-1].lower() in _SHORT_BODIES
        and not any(w[0].isupper() for w in words[1:-1])
    ):
        body = cast.last_body(words[-1].lower(), tokens[first].start)
        if body is not None and tokens[first].low == "the":
            return body, written
    return written.lstrip("@#"), written


_SHORT_BODIES = frozenset(
    "monitor group observatory network organisation organization agency charity centre".split()
)


def _overlap(one: Attribution, other: Attribution) -> bool:
    return one.first <= other.last and other.first <= one.last


def _according(tokens: Sequence[Token]) -> list[Attribution]:
    found = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1].low if index + 1 < len(tokens) else ""
        if token.low == "according" and following == "to":
            start, way = index + 2, "according"
        elif token.low in {"citing", "quoting"} or (
            token.low == "per" and (following.startswith("@") or _after_comma(tokens, index))
        ):
            start, way = index + 1, "according"
        elif (
            token.low
            in {
                "documented",
                "recorded",
                "reported",
                "verified",
                "compiled",
                "counted",
                "collected",
                "provided",
                "published",
            }
            and following == "by"
        ):
            start, way = index + 2, "according"
            if start < len(tokens) and tokens[start].low == "name":
                continue
        elif token.low == "figures" and following == "from":
            start, way = index + 2, "according"
        else:
            continue
        end = _phrase_end(tokens, start)
        if end < start:
            continue
        scope = range(0, len(tokens))
        lead = index == 0 or all(t.kind == "mark" for t in tokens[:index])
        found.append(
            Attribution(
                index, end, start, end, scope, "according lead" if lead else way, token.low, negated=False
            )
        )
    return found


def _after_comma(tokens: Sequence[Token], index: int) -> bool:
    """As in ", per health directorate"; "60 per cent" has none."""
    return index > 0 and tokens[index - 1].text == ","


def _phrase_end(tokens: Sequence[Token], start: int) -> int:
    """The last token of the noun phrase that begins at `start`; start - 1 where there is none."""
    index = start
    while index < len(tokens) and index - start < _LONGEST_PHRASE:
        token = tokens[index]
        if token.kind == "number":
            break
        if token.text in _MARKS and token.text not in {"-"}:
            if (
                token.text == "."
                and index > start
                and len(tokens[index - 1].text) <= 3
                and tokens[index - 1].capital
                and index + 1 < len(tokens)
            ):
                index += 1
                continue
            break
        if token.low in _PHRASE_STOPS or (
            token.low in word_class("say").words
            and index > start
            and token.low not in _FIGURE_NOUNS
            and token.low != "report"
        ):
            inner = (
                token.low in _INSIDE and index > start and index + 1 < len(tokens) and _goes_on(tokens, index)
            )
            if not inner:
                break
        if token.low == "and" and not _goes_on(tokens, index):
            break
        index += 1
    return index - 1


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether "of", "for", "in" or "and" continues a name: what follows is capitalised or its article."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return False
    if tokens[index].low == "and":
        before = tokens[index - 1]
        return following.capital and before.capital
    after = tokens[index + 2] if index + 2 < len(tokens) else None
    if tokens[index].low in {"of", "for"}:
        return following.kind == "word"
    return following.capital or (following.low == "the" and after is not None and after.capital)


def _saying(tokens: Sequence[Token], verb: int, says: bool) -> Attribution | None:
    low = tokens[verb].low
    group = verb
    while group > 0 and (tokens[group - 1].low in _ADVERBS or tokens[group - 1].low.endswith(("n't", "n’t"))):
        group -= 1
    negated = any(
        token.low in _NEGATIONS or token.low.endswith(("n't", "n’t")) for token in tokens[group:verb]
    )
    before = tokens[group - 1] if group else None
    after = tokens[verb + 1] if verb + 1 < len(tokens) else None
    if before is not None and before.low in _BE | {
        "to",
        "be",
        "by",
        "of",
        "the",
        "a",
        "its",
        "their",
        "this",
        "in",
        "new",
    }:
        return None  # "were reported", "the report", "put to"
    if low in {"estimated", "estimate", "estimates"} and (
        before is None or before.low in {"an", "un"} or (before.text == "UN")
    ):
        return None
    if after is not None and after.low == "by" and low.endswith("ed") and not _by_name(tokens, verb):
        return None  # "an attack claimed by"
    if low in {"claimed", "claims", "claim", "claiming"} and _claims_lives(tokens, verb):
        return None
    if low == "states" and before is not None and before.low == "united":
        return None
    inverted = (
        says
        and low not in {"told", "tells", "tell", "assured"}
        and (before is None or before.text in _MARKS)
        and after is not None
        and _can_speak(tokens, verb + 1)
        and not low.endswith("ing")
    )
    if inverted:
        end = _phrase_end(tokens, verb + 1)
        if end > verb and _is_whole(tokens, end):
            return Attribution(group, end, verb + 1, end, range(0, group), "trailing", low, negated)
    subject = _subject(tokens, group)
    if subject is None:
        return None
    first, last = _with_head(tokens, *subject)
    opening = tokens[first - 1].text if first else ""
    if opening == "," and first > 1 and tokens[first - 2].low in {"and", "but"}:
        return Attribution(first, verb, first, last, _after(tokens, verb), "aside", low, negated)
    asked = first > 0 and tokens[first - 1].low == "as"
    if asked:
        comma = next((i for i in range(first - 2, -1, -1) if tokens[i].text == ","), -1)
        start = 0 if comma == first - 2 else comma + 1
        return Attribution(first - 1, verb, first, last, range(start, len(tokens)), "as", low, negated)
    trailing = opening in {",", "”", '"', "’", "—", "–"} and says and _ends_there(tokens, verb)
    if trailing:
        scope = range(0, _after(tokens, verb).stop)
        return Attribution(first, verb, first, last, scope, "trailing", low, negated)
    if not says and not _counts(tokens, verb):
        return None
    if low in {
        "suggested",
        "suggests",
        "observed",
        "continued",
        "posted",
        "urged",
        "thinks",
        "urge",
    } and not _that(tokens, verb):
        return None
    return Attribution(
        first, verb, first, last, _after(tokens, verb), "leading" if says else "counting", low, negated
    )


def _claims_lives(tokens: Sequence[Token], verb: int) -> bool:
    """As in "claimed responsibility", "claimed 1,480 lives", "claimed the lives of"."""
    return any(
        token.low in {"responsibility", "lives", "credit", "victory"} for token in tokens[verb + 1 : verb + 6]
    )


def _by_name(tokens: Sequence[Token], verb: int) -> bool:
    return verb + 2 < len(tokens) and tokens[verb + 2].low in {"name", "names"}


def _is_whole(tokens: Sequence[Token], end: int) -> bool:
    """Whether the speaker after the verb ends its clause: "said the bloc was considering" says more."""
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    if following is None or following.kind != "word":
        return True
    return following.low in _PHRASE_STOPS and following.low not in word_class("auxiliaries").words


def _with_head(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """From a place back to who is there: "doctors at the central hospital"."""
    if first < 2 or tokens[first - 1].low not in {"at", "in", "from", "with", "of", "on", "by"}:
        return first, last
    head = _backwards(tokens, first - 2)
    return (head[0], last) if head is not None else (first, last)


def _that(tokens: Sequence[Token], verb: int) -> bool:
    return verb + 1 < len(tokens) and tokens[verb + 1].low in {"that", ",", ":"}


def _counts(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the object of a counting verb holds a number or speaks of a toll."""
    window = tokens[verb + 1 : verb + 14]
    return any(
        token.kind == "number"
        or token.low in word_class("toll").words
        or token.low in {"bodies", "dozens", "hundreds"}
        for token in window
    ) or any(token.low in _SMALL_NUMBERS for token in window[:4])


_SMALL_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty ninety as "
    "at".split()
)


def _after(tokens: Sequence[Token], verb: int) -> range:
    """To the end of the segment: a semicolon begins another one."""
    end = next((i for i in range(verb, len(tokens)) if tokens[i].text == ";"), len(tokens))
    return range(verb + 1, end)


def _ends_there(tokens: Sequence[Token], verb: int) -> bool:
    """After the verb comes a mark, the end, whom it was told, or when: nothing that is said."""
    index = verb + 1
    if index >= len(tokens) or tokens[index].text in _MARKS:
        return True
    rest = tokens[index]
    if rest.low in {
        "reporters",
        "journalists",
        "us",
        "me",
        "the",
        "parliament",
        "a",
        "state",
        "local",
    } and tokens[verb].low in {"told", "tells", "assured", "reported"}:
        return True
    return (
        rest.low
        in {
            "on",
            "in",
            "at",
            "by",
            "late",
            "earlier",
            "today",
            "yesterday",
            "after",
            "before",
            "when",
            "during",
            "from",
        }
        or rest.low in word_class("weekdays").words
    )


def _can_speak(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.low in {"he", "she", "they", "it", "we"}:
        return True
    if token.low in _DETERMINERS:
        return True
    return (token.capital and token.low not in word_class("weekdays").words) or token.low in word_class(
        "roles"
    ).words | word_classes("sources", "titles")


def _subject(tokens: Sequence[Token], group: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before the verb at `group`, over an apposition between commas."""
    last = group - 1
    if last < 0:
        return None
    if tokens[last].text == ",":
        opening = next((i for i in range(last - 1, max(-1, last - 25), -1) if tokens[i].text == ","), None)
        if opening is None or opening == 0:
            return None
        named = _backwards(tokens, last - 1)
        head = _backwards(tokens, opening - 1)
        if (
            named is not None
            and named[0] == opening + 1
            and tokens[opening + 1].capital
            and tokens[last - 1].capital
        ):
            return (head[0] if head else named[0], last - 1)
        return head
    relative = next(
        (i for i in range(last, max(-1, last - 8), -1) if tokens[i].low in {"that", "which"}), None
    )
    comma = next((i for i in range(last, max(-1, last - 12), -1) if tokens[i].text == ","), None)
    if relative is not None and comma is not None and comma < relative - 1:
        return _backwards(tokens, relative - 1)
    return _backwards(tokens, last)


def _backwards(tokens: Sequence[Token], last: int) -> tuple[int, int] | None:
    if last < 0 or tokens[last].kind == "number":
        return None
    auxiliaries = word_class("auxiliaries").words
    index = last
    while index >= 0 and last - index < _LONGEST_PHRASE:
        token = tokens[index]
        if token.text in {"'", "’"} and index and tokens[index - 1].low.endswith("s"):
            index -= 1
            continue  # "the Families' Committee"
        if token.text in _MARKS and token.text != ".":
            break
        if token.text == "." and not (index and len(tokens[index - 1].text) <= 3):
            break
        if token.kind == "number" or token.low in auxiliaries:
            break
        if token.low in word_class("say").words and token.low not in _FIGURE_NOUNS and index < last:
            break
        if token.low in {"of", "for"} or (
            token.low in {"in", "on", "and"} and index < last and _goes_on(tokens, index)
        ):
            index -= 1
            continue
        if token.low in _PHRASE_STOPS or token.low == "and":
            break
        index -= 1
        if (
            token.low in _OPENERS
            and not token.capital
            and not (index >= 0 and tokens[index].low in {"of", "for", "in"})
        ):
            break
    first = index + 1
    while first <= last and tokens[first].low in {"of", "for", "in", "on", "and", "s", "."}:
        first += 1
    if first > last or not _is_speaker(tokens, first, last):
        return None
    return first, last


def _is_speaker(tokens: Sequence[Token], first: int, last: int) -> bool:
    words = [token.low for token in tokens[first : last + 1] if token.kind == "word"]
    if not words:
        return False
    if words[0] in word_class("pronouns").words and len(words) == 1:
        return True
    speakers = word_classes("sources", "roles", "persons", "person", "actors")
    if any(word in speakers for word in words):
        return True
    return any(token.capital for token in tokens[first : last + 1]) or any(
        word.startswith("@") for word in words
    )


def _label(tokens: Sequence[Token]) -> Attribution | None:
    """As in "Civil defence: 22 dead"."""
    colon = next((i for i, token in enumerate(tokens[:9]) if token.text == ":"), None)
    if not colon:
        return None
    if colon <= 4 and colon + 1 < len(tokens) and tokens[colon + 1].text in _QUOTE_MARKS:
        scope = range(colon + 1, len(tokens))
        return Attribution(0, colon, 0, colon - 1, scope, "label", ":", negated=False)
    if not any(token.kind == "number" for token in tokens[colon + 1 : colon + 5]):
        return None
    start = next((i + 1 for i in range(colon - 1, -1, -1) if tokens[i].text in {".", ",", ";", "—", "/"}), 0)
    words = [token.low for token in tokens[start:colon]]
    if not words or any(word in _LABEL_NO or word.isdigit() for word in words) or len(words) > 5:
        return None
    bodies = (
        word_class("sources").words
        | set(institutions())
        | {w for w, (_, role) in countries_by_word().items() if role != "people"}
    )
    if not any(word in bodies for word in words) and not tokens[start].text.startswith("@"):
        return None
    return Attribution(
        start, colon, start, colon - 1, range(colon + 1, len(tokens)), "label", ":", negated=False
    )
