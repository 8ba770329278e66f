"""A text → its claims, by rules alone or with a grammar that knows the sentence's tree."""

from collections import Counter
from collections.abc import Sequence

from ostrakon.claims.extraction.attributions import attributions
from ostrakon.claims.extraction.cast import cast_of
from ostrakon.claims.extraction.context import Context, SentenceParts
from ostrakon.claims.extraction.events import events
from ostrakon.claims.extraction.figures import figures
from ostrakon.claims.extraction.grammar import Grammar
from ostrakon.claims.extraction.places import places
from ostrakon.claims.extraction.quotations import quotations
from ostrakon.claims.extraction.reported import reported
from ostrakon.claims.extraction.stances import stances
from ostrakon.claims.language import Sentence, sentences
from ostrakon.claims.language.moments import Anchor, time_expressions
from ostrakon.claims.lexicon import countries_by_word
from ostrakon.model import Segment
from ostrakon.model.claims import Claim

__all__ = ["context_of", "extract"]


def extract(
    text: str, anchor: Anchor, grammar: Grammar, segments: Sequence[Segment] = ()
) -> tuple[Context, list[Claim]]:
    """Every claim of `text` in order of place, and what was known of it on the way."""
    context = context_of(text, anchor, grammar, segments)
    context.quotations = quotations(context)
    positions = stances(context)
    claims = [
        *figures(context),
        *context.quotations,
        *positions,
        *events(context, positions),
        *reported(context),
    ]
    return context, sorted(claims, key=lambda claim: (claim.start, claim.end, claim.id))


def context_of(text: str, anchor: Anchor, grammar: Grammar, segments: Sequence[Segment] = ()) -> Context:
    found = sentences(text, segments)
    cast = cast_of(found)
    parts = []
    for sentence, tree in zip(found, grammar.parse(found), strict=True):
        said_by = attributions(sentence.tokens) if sentence.speaks else []
        spoken = [range(one.who_first, one.who_last + 1) for one in said_by]
        parts.append(
            SentenceParts(
                sentence,
                time_expressions(text, sentence.start, sentence.end, anchor) if sentence.speaks else [],
                said_by,
                spoken,
                places(sentence.tokens, cast, spoken) if sentence.speaks else [],
                tree,
            )
        )
    return Context(text, cast, anchor, grammar.name, parts, home=_home(found))


def _home(found: Sequence[Sentence]) -> str | None:
    """The country that the document speaks of most, if it names one in three sentences or more."""
    named: Counter[str] = Counter()
    for sentence in found:
        if sentence.speaks:
            words = {token.low for token in sentence.tokens if token.capital}
            known = {countries_by_word()[word] for word in words if word in countries_by_word()}
            named.update({country.name for country, role in known if role != "metonym"})
    most = named.most_common(2)
    if not most or most[0][1] < 3 or (len(most) > 1 and most[0][1] == most[1][1]):
        return None
    return most[0][0]
