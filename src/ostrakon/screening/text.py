"""A document → the places in it that name a listed party, with exact offsets."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ostrakon.matching import Match, MatchQuery
from ostrakon.model import Mention, Reason, TextAnswer
from ostrakon.names import analyse
from ostrakon.screening.single import Screening, hit_of, proof_of

__all__ = ["TEXT_THRESHOLD", "screen_text"]

# Higher than for a name somebody asked for: a document holds hundreds of phrases that nobody
# meant as a party, and each would be a false alarm.
TEXT_THRESHOLD = 0.85

_LONGEST_MENTION_WORDS = 8
# Two letters are a country or a title (US, EU, Mr); names of three capitals are on the lists.
_SHORTEST_ACRONYM = 3
_SHORT_FORM_FACTOR = 0.9

_WORD = re.compile(r"[^\W_]+(?:[.'’ʼ&-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_BREAK = re.compile(r"['’]s|[^ \t\u00a0'’&/-]")
# Small words that stand inside names in text that has capitals.
_INNER_WORDS = frozenset(
    "abu al and bin ben bint da de del den der di dos el fi for ibn in la of the van von wa y".split()  # noqa: SIM905
)


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    name_like: bool


class _Phrase(NamedTuple):
    start: int
    end: int
    words: int


class _Found(NamedTuple):
    phrase: _Phrase
    matches: tuple[Match, ...]


def screen_text(text: str, screening: Screening) -> TextAnswer:
    """Mentions of listed parties in `text`, in order, none overlapping.

    A mention is a phrase of name-like words (capitalised, where the script has capitals) that agrees
    with a listed name word for word. A single word is one only as an acronym that is itself a strong
    listed name (ISIS), or as the last name of a person the document names in full: one-word listed
    names such as NEXT or SAID are ordinary words.
    """
    words = _words(text)
    found = _best_phrases(text, words, screening)
    found += _short_forms(text, words, found)
    mentions = []
    for phrase, matches in sorted(found, key=lambda one: one.phrase.start):
        hits = tuple(hit for match in matches if (hit := hit_of(match, screening)) is not None)
        if hits:
            mentions.append(Mention(phrase.start, phrase.end, text[phrase.start : phrase.end], hits))
    return TextAnswer(tuple(mentions), proof_of(screening))


def _words(text: str) -> list[_Word]:
    letters = [character for character in text if character.isalpha()]
    upper = sum(character.isupper() for character in letters)
    shouted = upper > len(letters) / 2
    words = []
    for found in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", found.group())
        words.append(_Word(found.start(), found.start() + len(word), word, shouted or _is_name_like(word)))
    return words


def _is_name_like(word: str) -> bool:
    """Begins a part with a capital ("al-Assad"), or is written in a script without capitals, or a number."""
    parts = re.split(r"[-'’&]", word)
    return any(part and (part[0].isupper() or not _has_case(part[0])) for part in parts)


def _has_case(character: str) -> bool:
    return unicodedata.category(character) in {"Ll", "Lu", "Lt"}


def _best_phrases(text: str, words: Sequence[_Word], screening: Screening) -> list[_Found]:
    cache: dict[str, tuple[Match, ...]] = {}
    candidates: list[_Found] = []
    for phrase in _phrases(text, words):
        wording = text[phrase.start : phrase.end]
        if wording not in cache:
            cache[wording] = _matches(wording, phrase.words, screening)
        if cache[wording]:
            candidates.append(_Found(phrase, cache[wording]))
    candidates.sort(key=lambda one: (-one.matches[0].score, -one.phrase.words, one.phrase.start))
    kept: list[_Found] = []
    for candidate in candidates:
        if not any(_overlap(candidate.phrase, other.phrase) for other in kept):
            kept.append(candidate)
    return kept


def _phrases(text: str, words: Sequence[_Word]) -> Iterator[_Phrase]:
    """Runs of up to eight words within one clause that begin and end with a name-like word.

    A title before a name ("President Bashar al-Assad") is no part of the phrase.
    """
    for first, word in enumerate(words):
        if not word.name_like:
            continue
        for last in range(first, min(first + _LONGEST_MENTION_WORDS, len(words))):
            current = words[last]
            if last > first and _BREAK.search(text, words[last - 1].end, current.start):
                break
            if not current.name_like and current.text.casefold() not in _INNER_WORDS:
                break
            if current.name_like and not (last > first and _is_title(text, words[first : last + 1])):
                yield _Phrase(word.start, current.end, last - first + 1)


def _is_title(text: str, words: Sequence[_Word]) -> bool:
    """Whether the first of `words` goes when they are read as a person's name."""
    whole, rest = text[words[0].start : words[-1].end], text[words[1].start : words[-1].end]
    return analyse(whole, "person").tokens == analyse(rest, "person").tokens


def _matches(wording: str, words: int, screening: Screening) -> tuple[Match, ...]:
    analysed = analyse(wording)
    weighty = [token for token in analysed.words if token.role == "word"]
    if words == 1 and len(weighty) == 1 and not _is_acronym(wording):
        return ()
    if not weighty or not screening.matcher.knows(analysed):
        return ()
    matches = screening.matcher.match(
        MatchQuery.of(wording), threshold=screening.threshold, limit=screening.limit
    )
    if len(weighty) == 1:
        return tuple(match for match in matches if _names_exactly(match, wording))
    return tuple(match for match in matches if _accounts_for(match, len(weighty)))


def _is_acronym(word: str) -> bool:
    return len(word) >= _SHORTEST_ACRONYM and word.isupper() and word.isalnum()


def _names_exactly(match: Match, wording: str) -> bool:
    """A strong one-word name of something other than a person, letter for letter."""
    same = match.name.text.casefold() == wording.casefold()
    return same and match.listing.kind != "Person" and match.name.strength != "weak"


def _accounts_for(match: Match, weighty: int) -> bool:
    """The listed name has about as many words: a phrase must not swallow words around the name."""
    return weighty <= sum(token.role == "word" for token in match.name.tokens) + 1


def _short_forms(text: str, words: Sequence[_Word], found: Sequence[_Found]) -> list[_Found]:
    """Later and earlier uses of the last name alone of a person named in full somewhere in the text."""
    last_names: dict[str, _Found] = {}
    for one in found:
        best = one.matches[0]
        tokens = analyse(text[one.phrase.start : one.phrase.end], "person").words
        if best.listing.kind == "Person" and len(tokens) > 1:
            last_names.setdefault(tokens[-1].text, one)
    forms = []
    for word in words:
        tokens = analyse(word.text, "person").words
        if not word.name_like or len(tokens) != 1 or tokens[0].text not in last_names:
            continue
        phrase = _Phrase(word.start, word.end, 1)
        if not any(_overlap(phrase, other.phrase) for other in found):
            full = last_names[tokens[0].text]
            wording = text[full.phrase.start : full.phrase.end]
            forms.append(_Found(phrase, tuple(_shortened(m, word.text, wording) for m in full.matches)))
    return forms


def _shortened(match: Match, word: str, wording: str) -> Match:
    reason = Reason(
        "short_form", _SHORT_FORM_FACTOR, word, wording, f"last name of {wording!r} in this document"
    )
    return replace(match, score=round(match.score * _SHORT_FORM_FACTOR, 4), reasons=(*match.reasons, reason))


def _overlap(one: _Phrase, other: _Phrase) -> bool:
    return one.start < other.end and other.start < one.end
