"""What stands between quotation marks, and who said it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ostrakon.claims.extraction.actors import main_subject
from ostrakon.claims.extraction.attributions import Attribution, resolved
from ostrakon.claims.extraction.context import Context, SentenceParts
from ostrakon.claims.language import Token
from ostrakon.claims.lexicon import word_class, word_classes
from ostrakon.model.claims import Claim

__all__ = ["Quoted", "quotations", "quoted"]

_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'"}
_LONGEST = 3000
# Words in quotation marks that nobody is said to have said ("the so-called “safe zone”").
_SHORT_WORDS = 4
_INDIRECT = frozenset(
    "called calls calling described describes describing dismissed dismisses dismissing denounced "
    "condemned labelled termed hailed branded spoke speaking derided praised deplored likened welcomed "
    "vowed promised pledged threatened rejected demanded criticised criticized blasted slammed mocked "
    "ridiculed characterised characterized referred expressed hoped doubted blamed asked refused cited "
    "quoted asking wanted sees saw".split()
)
_EARLIER = frozenset({"previously", "earlier", "once", "before"})


class Quoted(NamedTuple):
    """A stretch between marks; `start` and `end` take the marks in."""

    start: int
    end: int
    closed: bool


def quoted(text: str, start: int, end: int) -> list[Quoted]:
    """The quotations of one paragraph, none inside another. An opening mark without a closing one counts to
    the end of the paragraph, as printers have it when the next paragraph goes on."""
    found = []
    index = start
    while index < end:
        mark = text[index]
        if mark in _PAIRS and _opens(text, index, start):
            closing = _closing(text, index, end)
            if closing is not None:
                found.append(Quoted(index, closing + 1, closed=True))
                index = closing + 1
                continue
            if mark in "“«" and index == start:
                found.append(Quoted(index, end, closed=False))
                break
        index += 1
    return found


def quotations(context: Context) -> list[Claim]:
    """Every quotation in order, ids q1, q2 …; a speaker is None where the text does not tell."""
    found: list[Claim] = []
    previous: tuple[int, Claim] | None = None
    earlier = -2  # the paragraph that told of something said on another day
    for number, paragraph in enumerate(_paragraphs(context)):
        start, end = paragraph[0].sentence.start, paragraph[-1].sentence.end
        spans = quoted(context.text, start, end)
        if not spans and _says_earlier(paragraph):
            earlier = number
        for span in spans:
            name = f"q{len(found) + 1}"
            claim = _claim(context, paragraph, span, name, previous, number, earlier=number == earlier + 1)
            if claim is not None:
                found.append(claim)
                previous = number, claim
    return found


def _paragraphs(context: Context) -> Iterator[list[SentenceParts]]:
    current: list[SentenceParts] = []
    for parts in context.parts:
        if current and parts.sentence.paragraph != current[0].sentence.paragraph:
            yield current
            current = []
        if parts.sentence.speaks:
            current.append(parts)
    if current:
        yield current


def _claim(
    context: Context,
    paragraph: Sequence[SentenceParts],
    span: Quoted,
    name: str,
    previous: tuple[int, Claim] | None,
    number: int,
    *,
    earlier: bool,
) -> Claim | None:
    words = context.text[span.start : span.end].split()
    cue = _cue(context, paragraph, span)
    if len(words) < _SHORT_WORDS and any(letter.isdigit() for letter in context.text[span.start : span.end]):
        return None  # a number in quotation marks is read as a figure
    if len(words) == 1 and _is_scare_quote(context.text, span):
        return None
    if cue is None and len(words) < _SHORT_WORDS and not _is_sentence(context.text, span):
        return None
    who = written = None
    continues = None
    if cue is not None:
        who, written = cue
    elif (
        previous is not None
        and number - previous[0] <= 1
        and _goes_on(context, paragraph, span, previous, number)
    ):
        who, written, continues = previous[1].speaker, None, previous[1].id
    fragment = not _is_sentence(context.text, span) and len(words) < 12
    form = "fragment" if fragment and _starts_small(context.text, span) else "direct"
    unknown = earlier or (continues and previous and previous[1].spoken_on is None)
    spoken = None if unknown else _spoken_on(context, paragraph, span)
    return Claim(
        id=name,
        kind="quotation",
        start=span.start,
        end=span.end,
        text=context.text[span.start : span.end],
        speaker=who,
        speaker_text=written,
        form=form if continues is None else "continued",
        continues=continues,
        spoken_on=spoken,
        anchor_date=context.anchor.day,
        anchor_basis=context.anchor.basis,
        extractor=context.extractor,
        confidence=0.9 if cue is not None and who else 0.6 if continues else 0.4,
    )


def _cue(context: Context, paragraph: Sequence[SentenceParts], span: Quoted) -> tuple[str | None, str] | None:
    """Who says it: the speaker after or before the marks, in the sentence that the quotation stands in."""
    best: tuple[int, tuple[str | None, str]] | None = None
    begin = max(0, bisect_right(paragraph, span.start - 2, key=lambda parts: parts.sentence.start) - 1)
    for parts in paragraph[begin:]:
        tokens = parts.sentence.tokens
        if parts.sentence.start > span.end + 2:
            break
        for one in parts.said_by:
            first, last = tokens[one.first], tokens[one.last]
            if first.start >= span.start and last.end <= span.end:
                continue  # inside the quotation: a speaker spoken of
            distance = _distance(context.text, span, first.start, last.end, one)
            if distance is not None and (best is None or distance < best[0]):
                best = distance, resolved(tokens, one.who_first, one.who_last, context.cast)
        indirect = _indirect(context, parts, span)
        if indirect is not None and best is None:
            best = 1000, indirect
    return best[1] if best else None


def _distance(text: str, span: Quoted, start: int, end: int, one: Attribution) -> int | None:
    """How far the cue stands from the marks; None where another sentence or quotation lies between."""
    if start >= span.end and one.way == "label":
        return None
    if start >= span.end:
        between = text[span.end : start]
        if re.search(r"[.!?;]\s|[“«]", between) or len(between) > 120:
            return None
        return len(between)
    between = text[end : span.start]
    if one.way == "trailing" and start > 0 and re.search(r"[.!?]\s*$", between):
        return None
    if re.search(r"[.!?;]\s|[”»]", between) or len(between) > 200:
        return None
    return len(between) + 1


def _indirect(context: Context, parts: SentenceParts, span: Quoted) -> tuple[str | None, str] | None:
    """The subject of "called the offer “a trap”": a verb of judging before the marks, in one sentence."""
    tokens = parts.sentence.tokens
    if not (parts.sentence.start <= span.start < parts.sentence.end):
        return None
    verbs = [i for i, token in enumerate(tokens) if token.end <= span.start and token.low in _INDIRECT]
    saying = [
        i
        for i, token in enumerate(tokens)
        if token.end <= span.start and token.low in word_class("say").words
    ]
    for verb in reversed(verbs or saying):
        subject = _named_aside(tokens, verb) or main_subject(tokens, verb)
        if subject is not None and _names_somebody(tokens, subject):
            return resolved(tokens, *subject, context.cast)
    return None


def _named_aside(tokens: Sequence[Token], verb: int) -> tuple[int, int] | None:
    """As in "Karvia's president, Lev Orban, rejected": the name between commas before the verb."""
    if verb < 3 or tokens[verb - 1].text != ",":
        return None
    first = verb - 2
    while first > 0 and tokens[first - 1].capital:
        first -= 1
    named = tokens[first].capital and first > 0 and tokens[first - 1].text == ","
    return (first, verb - 2) if named else None


def _names_somebody(tokens: Sequence[Token], subject: tuple[int, int]) -> bool:
    words = tokens[subject[0] : subject[1] + 1]
    speakers = word_classes("sources", "roles", "actors", "person", "persons")
    return any(token.capital or token.low in speakers or token.low in {"he", "she"} for token in words)


def _goes_on(
    context: Context,
    paragraph: Sequence[SentenceParts],
    span: Quoted,
    previous: tuple[int, Claim],
    number: int,
) -> bool:
    """Whether the quotation stands alone after another one: nothing but it in its paragraph, or right after
    the cue of the one before in the same paragraph."""
    start, end = paragraph[0].sentence.start, paragraph[-1].sentence.end
    if number == previous[0]:
        return context.text.count(".", previous[1].end, span.start) <= 1
    return span.start == start and end - span.end <= 1


def _opens(text: str, index: int, start: int) -> bool:
    before = text[index - 1] if index > start else " "
    after = text[index + 1 : index + 2]
    if text[index] == "'":
        return not before.isalnum() and after.isalnum() and (before.isspace() or before in "([—–")
    if text[index] == '"':
        return not before.isalnum() and not after.isspace() and bool(after)
    return text[index] in "“«„" or (text[index] == "‘" and not before.isalnum())


def _closing(text: str, opening: int, end: int) -> int | None:
    mark = _PAIRS[text[opening]]
    limit = min(end, opening + _LONGEST)
    index = opening + 1
    while index < limit:
        if text[index] == mark and not (mark in "'’" and text[index + 1 : index + 2].isalnum()):
            return index
        index += 1
    return None


def _is_sentence(text: str, span: Quoted) -> bool:
    inner = text[span.start + 1 : span.end - 1].strip()
    return bool(inner) and inner[0].isupper() and inner[-1] in ".,!?…—"


def _is_scare_quote(text: str, span: Quoted) -> bool:
    """As in "blamed “terrorists”": one word that a verb has for its object names somebody."""
    before = text[max(0, span.start - 40) : span.start].split()
    return (
        bool(before)
        and before[-1].endswith("ed")
        and before[-1] not in _INDIRECT | word_class("say").words - {"blamed"}
    )


def _starts_small(text: str, span: Quoted) -> bool:
    return text[span.start + 1 : span.start + 2].islower()


def _says_earlier(paragraph: Sequence[SentenceParts]) -> bool:
    """As in "Boris has previously said": what follows was not said on the day of the report."""
    for parts in paragraph:
        lows = {token.low for token in parts.sentence.tokens}
        if lows & _EARLIER and any(one.verb in word_class("say").words for one in parts.said_by):
            return True
    return False


def _spoken_on(context: Context, paragraph: Sequence[SentenceParts], span: Quoted) -> date | None:
    """The day that the sentences around the quotation give, else the document's."""
    place = max(0, bisect_right(paragraph, span.start, key=lambda parts: parts.sentence.start) - 1)
    for parts in paragraph[max(0, place - 1) : place + 3]:
        for time in parts.times:
            if time.first is not None and time.first == time.last and time.resolved:
                return time.first
    return context.anchor.day
