"""Figures within one report: partitions, parts, sources, number formats, shares."""

from collections.abc import Iterator, Sequence

from ostrakon.claims.scopes import are_disjoint
from ostrakon.model.claims import Check, Claim, Envelope

__all__ = ["figure_checks", "said", "sum_of"]

_SUBGROUPS = frozenset(
    {"children", "women", "men", "minors", "boys", "girls", "kids", "infants", "babies", "elderly"}
)
# Rounding alone leaves this much open between parts and whole; more is worth a word.
_SMALL_RESIDUAL = 0.02


def figure_checks(claims: Sequence[Claim]) -> Iterator[Check]:
    """In the order: partitions and parts of each whole, shares, sources, attribution, formats."""
    figures = [claim for claim in claims if claim.kind == "figure"]
    parts_of: dict[str, list[Claim]] = {}
    for claim in figures:
        if claim.part_of is not None:
            parts_of.setdefault(claim.part_of, []).append(claim)
    for whole in figures:
        parts = [part for part in parts_of.get(whole.id, ()) if part.outcome == whole.outcome]
        if parts:
            yield from _parts(whole, parts)
    yield from _sourceless(figures)
    yield from _uncertain(figures)
    yield from _formats(figures)


def sum_of(envelopes: Sequence[Envelope]) -> Envelope:
    """Lower and upper ends added; unbounded where one of them is."""
    highs = [one.high for one in envelopes]
    return Envelope(
        sum(one.low for one in envelopes),
        None if None in highs else sum(high for high in highs if high is not None),
        any(one.low_open for one in envelopes),
        any(one.high_open for one in envelopes),
    )


def said(envelope: Envelope) -> str:
    """As people write it: [9,200, 9,400] or (12,000,000, ∞)."""
    low = f"{'(' if envelope.low_open else '['}{envelope.low:,.0f}"
    if envelope.high is None:
        return f"{low}, ∞)"
    return f"{low}, {envelope.high:,.0f}{')' if envelope.high_open else ']'}"


def _parts(whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    for part in parts:
        if part.envelope and whole.envelope and _exceeds(part.envelope, whole.envelope):
            yield Check(
                "part_exceeds_whole",
                "error",
                (part.id, whole.id),
                f"{_number(part)} ({part.victim or 'a part'}) is more than the whole of {_number(whole)} "
                "that it is part of.",
                part.start,
                part.end,
            )
    divided = _divided(parts)
    if len(divided) > 1:
        yield _partition(whole, divided)
    yield from _shares(whole, parts)


def _exceeds(part: Envelope, whole: Envelope) -> bool:
    return whole.high is not None and part.low > whole.high


def _divided(parts: Sequence[Claim]) -> list[Claim]:
    """The parts that exclude one another: not children beside civilians."""
    kept: list[Claim] = []
    for part in parts:
        if part.victim_class is None or (part.victim_class in _SUBGROUPS and len(parts) > 1):
            continue
        if all(are_disjoint(part.victim_class, other.victim_class) for other in kept):
            kept.append(part)
    return kept


def _partition(whole: Claim, parts: Sequence[Claim]) -> Check:
    """The sum of the parts' envelopes against the whole's: it must be able to meet it."""
    total = sum_of([part.envelope for part in parts if part.envelope])
    stated = sum(part.value.low for part in parts if part.value)
    asked = whole.value.low if whole.value else 0
    goal = whole.envelope or Envelope(asked, asked)
    names = " + ".join(_number(part) for part in parts)
    residual = asked - stated
    share = f"{abs(residual) / asked:.2%}" if asked else "–"
    ids = (whole.id, *(part.id for part in parts))
    arithmetic = (
        f"{names} = {stated:,} against {_number(whole)}: {abs(residual):,} "
        f"{'unexplained' if residual >= 0 else 'too many'} ({share}). "
        f"Envelope {said(total)}, whole {said(goal)}"
    )
    if goal.high is not None and total.low > goal.high:
        return Check(
            "partition_sum", "error", ids, f"{arithmetic}: the parts are more than the whole.", *_at(whole)
        )
    if total.high is not None and total.high < goal.low:
        small = residual <= _SMALL_RESIDUAL * asked
        return Check(
            "partition_sum",
            "info" if small else "warn",
            ids,
            f"{arithmetic}: the parts do not reach the whole; a category may be missing.",
            *_at(whole),
        )
    return Check(
        "partition_sum",
        "pass",
        ids,
        f"{arithmetic}: they can meet. That they add up proves no category right.",
        *_at(whole),
    )


def _shares(whole: Claim, parts: Sequence[Claim]) -> Iterator[Check]:
    lines = []
    for part in parts:
        if (
            part.envelope is None
            or part.envelope.high is None
            or not whole.value
            or not whole.value.low
            or not part.victim
        ):
            continue
        if whole.value.low < part.envelope.high or whole.value.low < _MANY:
            continue
        low, high = part.envelope.low / whole.value.low, part.envelope.high / whole.value.low
        strict = whole.envelope is not None and whole.envelope.high is None
        ends = f"{low:.1%}" if round(low, 3) == round(high, 3) else f"{low:.1%} to {high:.1%}"
        lines.append(
            (part, f"{part.victim} {ends}{' (no lower end, as the whole is a least)' if strict else ''}")
        )
    if lines:
        yield Check(
            "derived_share",
            "info",
            (whole.id, *(part.id for part, _ in lines)),
            f"Of {_number(whole)}: {'; '.join(line for _, line in lines)}. Shown, not judged.",
            *_at(whole),
        )


_MANY = 100  # a share of fewer is shown by the numbers themselves


def _sourceless(figures: Sequence[Claim]) -> Iterator[Check]:
    """For what is taken up from another figure without its source, and for a large figure without any."""
    for claim in figures:
        if claim.source_basis == "inferred" and claim.part_of is None:
            yield Check(
                "sourceless_figure",
                "warn",
                (claim.id,),
                f"{_number(claim)} {claim.outcome}: its sentence names no source; "
                f"{claim.source} by context only{_unadded(claim)}.",
                *_at(claim),
            )
        elif (
            claim.relation != "headline"
            and claim.source is None
            and claim.denied_by is None
            and claim.value
            and claim.value.low >= _LARGE
        ):
            yield Check(
                "sourceless_figure",
                "warn",
                (claim.id,),
                f"{_number(claim)} {claim.outcome}: the text names no source.",
                *_at(claim),
            )


_LARGE = 1000  # so many are no longer counted by who writes


def _unadded(claim: Claim) -> str:
    return ". Wounded are never added to the dead" if claim.outcome == "wounded" else ""


def _uncertain(figures: Sequence[Claim]) -> Iterator[Check]:
    for claim in figures:
        if claim.source_basis == "uncertain":
            yield Check(
                "attribution_scope",
                "warn",
                (claim.id,),
                f"Whether “{claim.source}” covers {_number(claim)}, too, the sentence leaves open.",
                *_at(claim),
            )


def _formats(figures: Sequence[Claim]) -> Iterator[Check]:
    dotted = [claim for claim in figures if _separator(claim) == "."]
    commas = [claim for claim in figures if _separator(claim) == ","]
    if dotted:
        one = dotted[0]
        beside = f" beside {_digits(commas[0])}" if commas else ""
        yield Check(
            "number_format",
            "info",
            tuple(claim.id for claim in (*dotted, *commas[:1])),
            f"{_digits(one)}{beside}: read as {one.value.low if one.value else 0:,}; a dot as the mark of "
            "thousands may be read as a decimal point.",
            *_at(one),
        )


def _digits(claim: Claim) -> str:
    return next((word for word in claim.text.split() if word[:1].isdigit()), claim.text)


def _separator(claim: Claim) -> str | None:
    digits = _digits(claim)
    return next((mark for mark in ",." if mark in digits.strip(",.")), None)


def _number(claim: Claim) -> str:
    if claim.value is None:
        return claim.text
    low, high = claim.value.low, claim.value.high
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _at(claim: Claim) -> tuple[int, int]:
    return claim.start, claim.end
