"""What is said in indirect speech: the words, who says them, and who relays those."""

from ostrakon.claims.extraction.attributions import resolved
from ostrakon.claims.extraction.context import Context
from ostrakon.model.claims import Claim

__all__ = ["reported"]

_FEWEST_TOKENS = 3  # "said so" reports nothing


def reported(context: Context) -> list[Claim]:
    """Kind attribution, in order of place, ids a1, a2 …: indirect speech alone, quotations are apart."""
    found: list[Claim] = []
    for parts in context.parts:
        if not parts.sentence.speaks:
            continue
        tokens = parts.sentence.tokens
        for one in parts.said_by:
            if one.way in {"counting"} or not one.scope:
                continue
            inside = [index for index in one.scope if index < one.first or index > one.last]
            if len(inside) < _FEWEST_TOKENS:
                continue
            start, end = tokens[inside[0]].start, tokens[inside[-1]].end
            if any(q.start <= start < q.end or start <= q.start < end for q in context.quotations):
                continue
            who, written = resolved(tokens, one.who_first, one.who_last, context.cast)
            found.append(
                Claim(
                    id=f"a{len(found) + 1}",
                    kind="attribution",
                    start=start,
                    end=end,
                    text=context.text[start:end],
                    speaker=who,
                    speaker_text=written,
                    polarity="negative" if one.denies else "positive",
                    form="indirect",
                    anchor_date=context.anchor.day,
                    anchor_basis=context.anchor.basis,
                    extractor=context.extractor,
                    confidence=0.7,
                )
            )
    return found
