"""Two queries → how well they agree, as if the second stood on a list."""

from collections.abc import Sequence

from ostrakon.matching.scoring import weigh_evidence
from ostrakon.model import Country, Identifier, Kind, Listing, Name, PairScore, PartialDate, Query, Reason
from ostrakon.names import Role, Token, analyse
from ostrakon.screening.single import Screening, match_query

__all__ = ["score_pair"]


def score_pair(query: Query, other: Query, screening: Screening) -> PairScore:
    """Score and reasons of `query` against `other`. Raises UsageError as `screen` does."""
    asked, listed = match_query(query), match_query(other)
    kind = listed.kind or asked.kind or _likely_kind([*asked.name.tokens, *listed.name.tokens])
    if asked.kind is not None and listed.kind is not None and asked.kind != listed.kind:
        detail = f"a {listed.kind} is no {asked.kind}"
        return PairScore(0.0, (Reason("kind", 0.0, asked.kind, listed.kind, detail),))
    name_kind = "person" if kind == "Person" else "thing"
    compared = screening.matcher.compare(asked.name, analyse(other.name, name_kind), kind)
    name_reason = Reason("name", round(compared.score, 4), query.name, other.name, compared.in_words())
    as_listing = _as_listing(other, kind, listed.evidence.birth_date, sorted(listed.evidence.countries))
    score, evidence = weigh_evidence(compared.score, asked.evidence, as_listing)
    return PairScore(round(score, 4), (name_reason, *evidence))


def _likely_kind(tokens: Sequence[Token]) -> Kind:
    """A number, a legal form or a company's word tells that no person is meant."""
    tells = any(token.form or token.role in {Role.NUMBER, Role.GENERIC} for token in tokens)
    return "LegalEntity" if tells else "Person"


def _as_listing(other: Query, kind: Kind, born: PartialDate | None, countries: Sequence[str]) -> Listing:
    return Listing(
        dataset="",
        id="",
        kind=kind,
        names=(Name(other.name),),
        birth_dates=() if born is None else (born,),
        nationalities=tuple(Country(code, code) for code in countries),
        identifiers=tuple(Identifier("other", number) for number in other.identifiers),
    )
