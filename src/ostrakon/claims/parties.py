"""Who is mentioned: listed parties, and governments, institutions and officials, who are no hits."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml
from msgspec import Struct
from msgspec.structs import replace

from ostrakon.claims.extraction.context import Context
from ostrakon.claims.language import Sentence, Token
from ostrakon.claims.lexicon import countries_by_word, institutions, word_classes
from ostrakon.model import Hit, Mention
from ostrakon.model.claims import Party

__all__ = ["OtherLists", "parties"]

# The hits that a listed name itself has on other lists.
OtherLists = Callable[[str], Sequence[Hit]]

_STATE_WORDS = frozenset(
    {"regime", "government", "administration", "authorities", "army", "forces", "military", "state"}
)
_OFFICES = frozenset(
    "president minister secretary chancellor premier ambassador envoy king queen pope general governor "
    "mayor senator commissioner spokesman spokeswoman spokesperson chief negotiator deputy prime foreign "
    "commander colonel".split()
)


class _Span(Struct, frozen=True):
    start: int
    end: int
    name: str
    kind: str


def parties(
    context: Context, mentions: Sequence[Mention], other_lists: OtherLists, today: date
) -> list[Party]:
    """Every mention in order, none overlapping.

    A listed name wins its place, but for a last name that stands for a government ("Assad regime"): that is
    no mention of the man.
    """
    found: list[Party] = []
    states = _states(context)
    spoken = [parts.sentence for parts in context.parts if parts.sentence.speaks]
    for mention in mentions:
        if not _holds(spoken, mention.start, mention.start + 1):
            continue  # in a line that is no part of the report
        short = _is_short(mention)
        if short and _holds(states, mention.start, mention.end):
            continue
        meant = _of_all_namesakes(mention, mentions) if short else mention
        found.append(_listed(meant, other_lists))
    listed = [_Span(one.start, one.end, "", "listed") for one in found]
    end = 0
    for span in sorted(
        [*states, *_bodies(context), *_people(context)], key=lambda one: (one.start, -one.end)
    ):
        if span.start < end or _meets(listed, span):
            continue
        end = span.end
        found.append(_unlisted(context, span, today))
    return sorted(_under_one_name(found), key=lambda one: one.start)


def _holds(spans: Sequence[_Span | Sentence], start: int, end: int) -> bool:
    """Whether one of `spans`, which are in order, takes in all of it."""
    index = bisect_right(spans, start, key=lambda one: one.start) - 1
    return index >= 0 and end <= spans[index].end


def _meets(spans: Sequence[_Span], one: _Span) -> bool:
    index = bisect_right(spans, one.end - 1, key=lambda span: span.start) - 1
    return index >= 0 and one.start < spans[index].end


def _listed(mention: Mention, other_lists: OtherLists) -> Party:
    best = mention.hits[0]
    name = best.listings[0].name
    known = {hit.party for hit in mention.hits}
    also = tuple(hit for hit in other_lists(name) if hit.party not in known)
    return Party(mention.text, mention.start, mention.end, "listed", name, mention.hits, also)


def _of_all_namesakes(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """A last name alone means any of those whom the text names in full by it: which one is left open."""
    hits = {hit.party: hit for hit in mention.hits}
    for other in mentions:
        if not _is_short(other) and other.text.lower().endswith(mention.text.lower()):
            hits |= {hit.party: hit for hit in other.hits if hit.party not in hits}
    return replace(mention, hits=tuple(hits.values()))


def _is_short(mention: Mention) -> bool:
    return any(reason.feature == "short_form" for reason in mention.hits[0].reasons)


def _unlisted(context: Context, span: _Span, today: date) -> Party:
    text = context.text[span.start : span.end]
    counter = tuple(
        f"{measure}, {since}" + (f", later than {today}" if since > today.isoformat()[: len(since)] else "")
        for name, measure, since in _counter_sanctions()
        if name == span.name
    )
    return Party(text, span.start, span.end, span.kind, span.name, counter_sanctions=counter)  # type: ignore[arg-type]


def _under_one_name(found: Sequence[Party]) -> list[Party]:
    """One name for one listed party, the longest that stands in the text; a last name that several share
    keeps its own words."""
    longest: dict[str, str] = {}
    for party in found:
        for hit in party.listings:
            longest[hit.party] = max(longest.get(hit.party, ""), party.text, key=len)
    named = []
    for party in found:
        names = dict.fromkeys(longest[hit.party] for hit in party.listings)
        own = next(iter(names)) if len(names) == 1 else party.text
        named.append(replace(party, name=own) if party.listings else party)
    return named


def _states(context: Context) -> list[_Span]:
    """States by name, people and metonym ("Moscow"), and regimes by a ruler's name."""
    found = []
    for parts in context.parts:
        if not parts.sentence.speaks:
            continue
        tokens = parts.sentence.tokens
        index = 0
        while index < len(tokens):
            span = _state(tokens, index)
            if span is None:
                index += 1
                continue
            found.append(span[0])
            index = span[1] + 1
    return found


def _state(tokens: Sequence[Token], first: int) -> tuple[_Span, int] | None:
    if not tokens[first].capital:
        return None
    for size in (3, 2, 1):
        last = first + size - 1
        if last >= len(tokens):
            continue
        known = countries_by_word().get(" ".join(token.low for token in tokens[first : last + 1]))
        if known is None:
            continue
        country, role = known
        end = last
        while end + 1 < len(tokens) and tokens[end + 1].low in _STATE_WORDS:
            end += 1
        if role == "people" and end == last:
            return None
        if role == "metonym" and not _acts(tokens, first, last):
            return None
        name = (
            country.name
            if end == last
            else f"{country.name} ({' '.join(t.low for t in tokens[last + 1 : end + 1])})"
        )
        return _Span(tokens[first].start, tokens[end].end, name, "government"), end
    following = tokens[first + 1].low if first + 1 < len(tokens) else ""
    if following in {"regime", "government", "administration"}:
        return _Span(
            tokens[first].start, tokens[first + 1].end, f"{tokens[first].text} {following}", "government"
        ), first + 1
    return None


def _acts(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a capital stands for its government: it does something, or somebody urges or meets it."""
    before = tokens[first - 1].low if first else ""
    after = tokens[last + 1].low if last + 1 < len(tokens) else ""
    verbs = word_classes("say", "auxiliaries")
    if before in {"in", "at", "near", "from", "outside", "to", "of"}:
        return False
    return (
        after in verbs
        or after.endswith("ed")
        or after in {"suspended", "imposed", "rejected", "called", "urged", "and", "'s", "’s"}
        or before in {"urged", "with", "on", "by", "pressed", "accused", "told", "and", "against"}
    )


def _bodies(context: Context) -> list[_Span]:
    found = [_Span(body.start, body.end, body.name, "institution") for body in context.cast.bodies]
    for parts in context.parts:
        if not parts.sentence.speaks:
            continue
        for token in parts.sentence.tokens:
            name = institutions().get(token.low)
            if (name is not None and token.text.isupper() and len(token.text) > 1) or (
                name is not None and token.text[:1].isupper() and "." in token.text
            ):
                found.append(_Span(token.start, token.end, name, "institution"))
    return found


def _people(context: Context) -> list[_Span]:
    spans = []
    officials = {one.name for one in context.cast.mentions if _has_office(context, one.start, one.name)}
    for one in context.cast.mentions:
        kind = "official" if one.name in officials else "other"
        spans.append(_Span(one.start, one.end, one.name, kind))
    return spans


def _has_office(context: Context, start: int, name: str) -> bool:
    before = context.text[max(0, start - 60) : start].lower().replace(",", " ").split()
    return bool(set(before[-4:]) & _OFFICES) or name in context.cast.nations


@lru_cache(maxsize=1)
def _counter_sanctions() -> tuple[tuple[str, str, str], ...]:
    rows = yaml.safe_load((files("ostrakon.claims") / "data" / "counter_sanctions.yml").read_text("utf-8"))
    return tuple((row["name"], row["measure"], str(row["since"])) for row in rows)
