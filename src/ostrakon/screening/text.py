"""A document → the places in it that name a listed party, with exact offsets."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ostrakon.matching import Match, Matches, MatchQuery
from ostrakon.model import Mention, Reason, TextAnswer
from ostrakon.names import AnalysedName, Role, Token, analyse
from ostrakon.screening.single import Screening, hits_of, matches_in_force
from ostrakon.screening.words import Word, joined, rejoined, starts_sentence, words_of

__all__ = ["TEXT_THRESHOLD", "screen_text"]

# Higher than for a name somebody asked for: a document holds hundreds of phrases that nobody
# meant as a party, and each would be a false alarm.
TEXT_THRESHOLD = 0.85

# Of the 103,637 names of the lists of 2026, 1.3 in a hundred are longer.
_LONGEST_MENTION_WORDS = 12
# Two letters are a country or a title (US, EU, Mr); names of three capitals are on the lists.
_SHORTEST_ACRONYM = 3
# "Un" of "Kim Jong Un" is an organisation and a French article.
_SHORTEST_LAST_NAME = 3
_SHORT_FORM_FACTOR = 0.9
_NONE = Matches((), more=False)


class _Phrase(NamedTuple):
    start: int
    end: int
    words: int


class _Found(NamedTuple):
    phrase: _Phrase
    matches: Matches

    @property
    def best(self) -> Match:
        return self.matches.best[0]


class _Taken:
    """The places of mentions so far, none overlapping."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, phrase: _Phrase) -> bool:
        """Whether the place was free; then it is taken."""
        after = bisect_left(self._starts, phrase.end)
        if after and self._ends[after - 1] > phrase.start:
            return False
        self._starts.insert(after, phrase.start)
        self._ends.insert(after, phrase.end)
        return True


def screen_text(text: str, screening: Screening) -> TextAnswer:
    """Mentions of listed parties in `text`, in order, none overlapping.

    A mention is a phrase of name-like words (capitalised, where the script has capitals) that agrees
    with a listed name word for word. A single word is one only as an acronym that is itself a strong
    listed name (ISIS), or as the last name of a person the document names in full: one-word listed
    names such as NEXT or SAID are ordinary words.
    """
    words = words_of(text)
    taken = _Taken()
    found = _best_phrases(text, words, screening, taken)
    found += _short_forms(text, words, found, taken)
    mentions = []
    for phrase, matches in sorted(found, key=lambda one: one.phrase.start):
        hits = hits_of(matches, screening)
        mentions.append(
            Mention(phrase.start, phrase.end, text[phrase.start : phrase.end], hits, matches.more)
        )
    return TextAnswer(tuple(mentions), screening.proof)


def _best_phrases(text: str, words: Sequence[Word], screening: Screening, taken: _Taken) -> list[_Found]:
    cache: dict[str, Matches] = {}
    acronyms = _acronyms(text, words)
    candidates: list[_Found] = []
    for phrase in _phrases(text, words):
        wording = rejoined(text[phrase.start : phrase.end])
        if wording not in cache:
            cache[wording] = _matches(wording, phrase.words, acronyms, screening)
        if cache[wording].best:
            candidates.append(_Found(phrase, cache[wording]))
    candidates.sort(key=lambda one: (-one.best.score, -one.phrase.words, one.phrase.start))
    return [candidate for candidate in candidates if taken.take(candidate.phrase)]


def _acronyms(text: str, words: Sequence[Word]) -> set[str]:
    """Words of capitals only among other words, or where all words are so, those in brackets: (ISIS)."""
    return {
        word.text
        for word in words
        if len(word.text) >= _SHORTEST_ACRONYM
        and word.text.isupper()
        and word.text.isalnum()
        and (not word.shouted or text[word.start - 1 : word.start] + text[word.end : word.end + 1] == "()")
    }


def _phrases(text: str, words: Sequence[Word]) -> Iterator[_Phrase]:
    """Runs of up to twelve words within one clause that begin and end with a name-like word.

    A title before a name ("President Bashar al-Assad") is no part of the phrase.
    """
    for first, word in enumerate(words):
        if not word.name_like:
            continue
        for last in range(first, min(first + _LONGEST_MENTION_WORDS, len(words))):
            current = words[last]
            if last > first and not joined(text, words[last - 1], current):
                break
            if not current.name_like and not current.inner:
                break
            if current.name_like and not (last > first and _is_title(text, words[first : last + 1])):
                yield _Phrase(word.start, current.end, last - first + 1)


def _is_title(text: str, words: Sequence[Word]) -> bool:
    """Whether the first of `words` goes when they are read as a person's name."""
    whole, rest = text[words[0].start : words[-1].end], text[words[1].start : words[-1].end]
    return analyse(whole, "person").words == analyse(rest, "person").words


def _matches(wording: str, words: int, acronyms: set[str], screening: Screening) -> Matches:
    asked = MatchQuery.of(wording)
    weighty = _count_words(asked.name.words)
    if not weighty or (words == weighty == 1 and wording not in acronyms):
        return _NONE
    if not screening.matcher.knows(asked.name):
        return _NONE
    if weighty == 1:
        return matches_in_force(asked, screening, lambda match: _names_exactly(match, wording))
    return matches_in_force(asked, screening, lambda match: _accounts_for(match, weighty))


def _count_words(tokens: Sequence[Token]) -> int:
    return sum(token.is_weighty and token.role != Role.NUMBER for token in tokens)


def _names_exactly(match: Match, wording: str) -> bool:
    """A strong one-word name of something other than a person, letter for letter."""
    same = match.name.text.casefold() == wording.casefold()
    return same and match.listing.kind != "Person" and match.name.strength != "weak"


def _accounts_for(match: Match, weighty: int) -> bool:
    """The listed name has about as many words: a phrase must not swallow words around the name."""
    return weighty <= _count_words(match.name.tokens) + 1


def _short_forms(text: str, words: Sequence[Word], found: Sequence[_Found], taken: _Taken) -> list[_Found]:
    """Later and earlier uses of the last name alone of a person named in full somewhere in the text."""
    last_names = _last_names(text, found)
    if not last_names:
        return []
    written = {word.text for word in words}
    forms = []
    for position, word in enumerate(words):
        if not word.name_like or (tokens := _as_person(word.text).words)[1:] or not tokens:
            continue
        full = last_names.get(tokens[0].text)
        if full is None or not _means_the_person(text, words, position, full, written):
            continue
        phrase = _Phrase(word.start, word.end, 1)
        if taken.take(phrase):
            wording = text[full.phrase.start : full.phrase.end]
            best = tuple(_shortened(match, word.text, wording) for match in full.matches.best)
            forms.append(_Found(phrase, Matches(best, full.matches.more)))
    return forms


def _last_names(text: str, found: Sequence[_Found]) -> dict[str, _Found]:
    """The last name of each person named in full, as analysed, with the best of these mentions."""
    last_names: dict[str, _Found] = {}
    for one in found:
        tokens = _as_person(text[one.phrase.start : one.phrase.end]).words
        if one.best.listing.kind != "Person" or len(tokens) < 2:
            continue
        if len(tokens[-1].text) >= _SHORTEST_LAST_NAME:
            last_names.setdefault(tokens[-1].text, one)
    return last_names


def _means_the_person(
    text: str, words: Sequence[Word], position: int, full: _Found, written: set[str]
) -> bool:
    """Whether a word that reads like the last name stands for it: no acronym, no ordinary word that
    begins a sentence ("Said one minister"), not the last name of somebody else ("Jane Assad")."""
    word = words[position]
    if word.text.isupper() and not word.shouted and not text[: full.phrase.end].endswith(word.text):
        return False
    if starts_sentence(text, words, position):
        return word.text.lower() == word.text or word.text.lower() not in written
    before = words[position - 1]
    another = before.name_like and not before.shouted and before.text[0].isupper()
    return (
        not another
        or starts_sentence(text, words, position - 1)
        or _is_title(text, words[position - 1 : position + 1])
    )


def _as_person(wording: str) -> AnalysedName:
    return analyse(rejoined(wording), "person")


def _shortened(match: Match, word: str, wording: str) -> Match:
    reason = Reason(
        "short_form", _SHORT_FORM_FACTOR, word, wording, f"last name of {wording!r} in this document"
    )
    return replace(match, score=round(match.score * _SHORT_FORM_FACTOR, 4), reasons=(*match.reasons, reason))
