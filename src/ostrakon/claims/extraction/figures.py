"""Sentences → figures: how many people, what befell them, by whom, where, when, and who says so."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from ostrakon.claims.envelopes import envelope_of, rounding_of
from ostrakon.claims.extraction.actors import actor_of
from ostrakon.claims.extraction.attributions import Attribution, resolved
from ostrakon.claims.extraction.context import Context, SentenceParts
from ostrakon.claims.extraction.counts import Count, counts
from ostrakon.claims.extraction.outcomes import Before, understand
from ostrakon.claims.extraction.places import place_of
from ostrakon.claims.extraction.predicates import predicates
from ostrakon.claims.extraction.victims import victim_class
from ostrakon.claims.language import Token, quantities
from ostrakon.claims.lexicon import word_class
from ostrakon.model.claims import Claim, Qualifier, SourceClass, TimeExpression, Value, Window

__all__ = ["figures"]

_PARTIES = frozenset(
    "army military rebels rebel forces insurgents separatists militants opposition regime general "
    "commander militia fighters front movement brigade air-force navy junta troops".split()
)
_DOCUMENTED = frozenset("documented verified recorded registered confirmed identified logged counted".split())
_ESTIMATED = frozenset({"estimate", "estimates", "estimated", "estimating"})
_TIME_BEFORE = {
    "by": "as_of",
    "of": "as_of",
    "since": "since",
    "until": "until",
    "till": "until",
    "between": "between",
}
# How far back a tally may be taken up again ("a further 20,000"): sentences.
_NEAR_SENTENCES = 3
_NEAR_FIGURES = 20


def figures(context: Context) -> list[Claim]:
    """Every figure of the document, in order; ids f1, f2 …"""
    found: list[Claim] = []
    before = Before()
    known: dict[int, tuple[Count, str]] = {}  # by identity; the count is kept so that this stays its own
    by_id: dict[str, Claim] = {}
    since: date | None = None
    last_at = -_NEAR_SENTENCES - 1
    for position, parts in enumerate(context.parts):
        tokens = parts.sentence.tokens
        if not parts.sentence.speaks:
            continue
        counted = counts(tokens, quantities(tokens))
        understood = understand(tokens, counted, predicates(tokens), before, parts.tree) if counted else []
        for count in understood:
            if parts.sentence.role == "headline" and count.qualifier == "lexical":
                continue  # the text below says how many
            near = found[-1] if found and position - last_at <= _NEAR_SENTENCES else None
            claim = _claim(context, parts, count, f"f{len(found) + 1}", understood)
            claim = _tied(claim, count, known, found, near)
            claim = _dated(claim, count, parts, context, since)
            claim = _inherited(claim, by_id, near)
            found.append(claim)
            by_id[claim.id] = claim
            known[id(count)] = count, claim.id
            last_at = position
        if understood:
            main = next((c for c in reversed(understood) if c.relation != "part_of"), understood[-1])
            before = Before(main, main.outcome, tuple(understood))
        since = _latest(parts.times) or since
    return found


def _claim(context: Context, parts: SentenceParts, count: Count, name: str, all_: Sequence[Count]) -> Claim:
    tokens = parts.sentence.tokens
    qualifier = _qualifier(count, all_, tokens)
    value = Value(count.low, count.high)
    actor = actor_of(tokens, count, parts.spoken, _until(tokens, count, all_))
    place = place_of(tokens, count, parts.places)
    start, end = tokens[count.first].start, tokens[count.last].end
    said = _said(count, parts.said_by, all_)
    source = denied = source_text = None
    for attribution in said:
        who, written = resolved(tokens, attribution.who_first, attribution.who_last, context.cast)
        if who is None and written.lower() == "it":
            who = context.cast.last_body("", tokens[attribution.who_first].start)
        if attribution.denies:
            denied = denied or who or written
        elif source is None and (
            who is not None or written.lower() not in word_class("pronouns").words | {"who", "which"}
        ):
            source, source_text = who or written, written
    basis = "stated" if source is not None else None
    if source is not None and any(_is_uncertain(count, one, tokens) for one in said):
        basis = "uncertain"
    if source is None and denied is None and (quoted := _quoted_by(context, start)):
        source, basis = quoted, "quoted"
    return Claim(
        id=name,
        kind="figure",
        start=start,
        end=end,
        text=context.text[start:end],
        value=value,
        envelope=envelope_of(value, qualifier),
        rounding=rounding_of(count.low),
        qualifier=qualifier,
        unit=_unit(count),
        outcome=count.outcome,
        outcome_detail=count.detail,
        victim=count.victim,
        victim_class=victim_class(count.victim),
        perpetrator=actor.name,
        perpetrator_basis=(actor.basis or "stated") if actor.name else None,
        means=actor.means,
        place=place or context.home,
        place_basis="stated" if place else "context" if context.home else None,
        source=source,
        source_class=_source_class(source, source_text, count, parts.said_by, tokens, qualifier),
        source_basis=basis,
        modality=_modality(count, tokens),
        polarity="negative" if count.qualifier == "denial" or denied or count.negated else "positive",
        denied_by=denied,
        relation=count.relation or ("headline" if parts.sentence.role == "headline" else None),
        represents=context.cast.nations.get(source or ""),
        anchor_date=context.anchor.day,
        anchor_basis=context.anchor.basis,
        extractor=context.extractor,
        confidence=_confidence(count),
    )


def _until(tokens: Sequence[Token], count: Count, all_: Sequence[Count]) -> int:
    """Where the next count begins that something else befell."""
    if count.predicate is None:
        return len(tokens)
    met = [c for c in all_ if c.partitive or (c.predicate and c.predicate != count.predicate)]
    others = [c.first for c in met]
    return min((first for first in others if first > count.predicate[1]), default=len(tokens))


def _unit(count: Count) -> str:
    if count.kind == "reports":
        return "report"
    return "family" if count.head in word_class("family").words else "person"


def _qualifier(count: Count, all_: Sequence[Count], tokens: Sequence[Token]) -> Qualifier:
    """Its own, or "about" from the number before it in a list, where both are round."""
    if count.qualifier != "exact" or rounding_of(count.low) < 10:
        return count.qualifier
    for other in all_:
        between = tokens[other.last + 1 : count.first] if other.last < count.first else ()
        if other.qualifier == "about" and between and all(token.low in {"and", ","} for token in between):
            return "about"
    return count.qualifier


def _said(count: Count, said_by: Sequence[Attribution], all_: Sequence[Count]) -> list[Attribution]:
    """Who says the figure, closest first: an aside before it, then who leads, then who trails."""
    chosen: list[tuple[int, int, Attribution]] = []
    for one in said_by:
        if one.way == "aside":
            following = [c.first for c in all_ if c.first > one.last]
            if following and min(following) == count.first:
                chosen.append((0, 0, one))
            continue
        if one.way in {"leading", "counting", "label"}:
            if count.first in one.scope and not _cut(count, one, said_by):
                chosen.append((1, count.first - one.last, one))
        elif count.first in one.scope:
            chosen.append((0 if one.way == "as" else 2, abs(count.first - one.first), one))
    return [one for _, _, one in sorted(chosen, key=lambda each: each[:2])]


def _cut(count: Count, one: Attribution, said_by: Sequence[Attribution]) -> bool:
    """Whether another speaker begins between the speaker and the figure."""
    return any(
        one.last < other.first <= count.first and other.way in {"leading", "counting"} and not other.denies
        for other in said_by
    )


def _is_uncertain(count: Count, one: Attribution, tokens: Sequence[Token]) -> bool:
    """As in "according to the UN, and more than 12 million": whether the source covers that is open."""
    if one.way != "according" or count.first < one.last:
        return False
    return any(token.low in {"and", "but", "while"} for token in tokens[one.last : count.first])


def _quoted_by(context: Context, start: int) -> str | None:
    quotation = context.quotation_at(start)
    return quotation.speaker if quotation is not None else None


def _source_class(
    source: str | None,
    written: str | None,
    count: Count,
    said_by: Sequence[Attribution],
    tokens: Sequence[Token],
    qualifier: Qualifier,
) -> SourceClass:
    estimated = any(token.low in _ESTIMATED for token in tokens[max(0, count.first - 2) : count.first + 3])
    named = {token.low for token in tokens} & _DOCUMENTED
    if source is None:
        if named and any(token.low in {"name", "documented", "verified"} for token in tokens):
            return "documented"
        return "estimate" if estimated else "unsourced"
    words = set(f"{source} {written or ''}".lower().split())
    if words & _ESTIMATED or estimated or any(one.verb in _ESTIMATED for one in said_by):
        return "estimate"
    if words & _PARTIES or ("ministry" in words and words & {"defence", "defense"}):
        return "party"
    if any(one.way == "counting" and one.verb in _DOCUMENTED for one in said_by):
        return "documented"
    return "estimate" if qualifier in {"lexical"} else "reported"


def _modality(count: Count, tokens: Sequence[Token]) -> str | None:
    if count.conditional or (tokens and tokens[0].low == "if"):
        return "conditional"
    return "reported_belief" if count.doubtful else None


_SURE = {"beside": 0.9, "noun": 0.9, "object": 0.9, "subject": 0.85, "relative": 0.9, "after noun": 0.85}


def _confidence(count: Count) -> float:
    """How sure the rule is: words side by side are surer than a set or a neighbour's outcome."""
    return _SURE.get(count.how or "", 0.7)


def _tied(
    claim: Claim,
    count: Count,
    known: Mapping[int, tuple[Count, str]],
    found: Sequence[Claim],
    near: Claim | None,
) -> Claim:
    """With the id of the figure it is part of, if that one became a claim."""
    if count.holder is not None:
        holder = known.get(id(count.holder))
        return replace(claim, part_of=holder[1] if holder else None, relation="part_of")
    if count.relation == "part_of" and near is not None:
        whole = next(
            (c for c in reversed(found[-_NEAR_FIGURES:]) if c.outcome == claim.outcome and c.part_of is None),
            None,
        )
        if whole is not None and count.how in {"in set", "part of set"} and whole.value and claim.value:
            if whole.value.high >= claim.value.low:
                return replace(claim, part_of=whole.id)
    return claim


def _inherited(claim: Claim, by_id: Mapping[str, Claim], near: Claim | None) -> Claim:
    """A part, and a further item of the same tally, has from its whole what its own sentence leaves out."""
    whole = by_id.get(claim.part_of or "")
    if whole is None and claim.relation in {"further", "update"} and near is not None:
        whole = near
    if whole is None:
        return claim
    part = claim.part_of is not None
    return replace(
        claim,
        perpetrator=claim.perpetrator or (whole.perpetrator if part else None),
        perpetrator_basis=claim.perpetrator_basis or ("inherited" if part and whole.perpetrator else None),
        means=claim.means or (whole.means if part else None),
        place=claim.place or (whole.place if part else None),
        window=claim.window or whole.window,
        source=claim.source or whole.source,
        source_class=whole.source_class if claim.source is None and whole.source else claim.source_class,
        source_basis=claim.source_basis or ("inferred" if whole.source else None),
        modality=claim.modality or whole.modality if part else claim.modality,
    )


def _dated(claim: Claim, count: Count, parts: SentenceParts, context: Context, since: date | None) -> Claim:
    """With the window or the as-of day that its sentence gives."""
    tokens = parts.sentence.tokens
    times = [one for one in parts.times if _same_segment(tokens, count, one)]
    if not times:
        return claim
    end = tokens[count.predicate[1]].end if count.predicate else claim.end
    after = [one for one in times if one.start >= min(end, claim.end)]
    chosen = min(after or times, key=lambda one: abs(one.start - end))
    lead = _word_before(tokens, chosen.start)
    way = _TIME_BEFORE.get(lead, "on")
    if way == "as_of" or (count.how == "in toll" and way == "on"):
        return replace(claim, as_of=chosen.last, as_of_text=chosen.text)
    return replace(claim, window=_window(chosen, way, times, context, since))


def _window(
    one: TimeExpression, way: str, times: Sequence[TimeExpression], context: Context, since: date | None
) -> Window:
    if way == "since":
        first = since if one.text == "then" else one.first
        return Window(first, context.anchor.day if first else None, f"since {one.text}")
    if way == "between":
        last = next((other for other in times if other.start > one.end), None)
        if last is not None:
            return Window(one.first, last.last, f"between {one.text} and {last.text}")
    if way == "until":
        return Window(None, one.last, f"until {one.text}")
    return Window(one.first, one.last, one.text)


def _same_segment(tokens: Sequence[Token], count: Count, one: TimeExpression) -> bool:
    first, last = sorted((tokens[count.first].start, one.start))
    return not any(token.text == ";" and first < token.start < last for token in tokens)


def _word_before(tokens: Sequence[Token], start: int) -> str:
    before = [token.low for token in tokens if token.end <= start and start - token.end < 12]
    word = before[-1] if before else ""
    if word in {"late", "early", "the"} and len(before) > 1:
        word = before[-2]
    if word == "of" and len(before) > 1 and before[-2] != "as":
        return ""
    return word


def _latest(times: Sequence[TimeExpression]) -> date | None:
    resolved_ = [one.first for one in times if one.first is not None and one.first == one.last]
    return resolved_[-1] if resolved_ else None
