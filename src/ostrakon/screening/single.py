"""One query against the lists of a scope → an answer with its proof. Every channel comes down to this."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.errors import UsageError
from ostrakon.lists.coverage import not_covered
from ostrakon.lists.in_force import InForce
from ostrakon.lists.parsing import country
from ostrakon.lists.sightings import issuer_of
from ostrakon.matching import MATCHER_VERSION, Layers, Match, Matcher, Matches, MatchQuery, kind_of
from ostrakon.matching.scoring import Evidence, birth_date_of, comparable
from ostrakon.matching.scoring.weights import SHORTEST_IDENTIFIER
from ostrakon.model import (
    Answer,
    Checked,
    Hit,
    InForceAnswer,
    Kind,
    Listing,
    ListingMatch,
    ListVersion,
    Proof,
    Query,
    TiedHit,
)
from ostrakon.screening.scope import Scope

__all__ = [
    "Screening",
    "hits_of",
    "is_in_force",
    "kind_asked",
    "match_query",
    "match_together",
    "matches_in_force",
    "proof_of",
    "screen",
    "screen_together",
]

# What ISO 3166 keeps for the United Kingdom and the EU writes for Greece; lists are held under the codes.
_OTHER_CODES = {"uk": "gb", "el": "gr"}
_NO_COUNTRY = "zz"  # FollowTheMoney's "global"

_REMOVED_SINCE = (
    "Entries of {issuer} that were in force on {day} and removed since: no version of that day or before was "
    "searched, and later ones no longer show them."
)
# The surest first: of the hits of one issuer, this one is its answer.
_SUREST: tuple[InForceAnswer, ...] = ("listed", "reconstructed", "unknown")


class Screening(Struct, frozen=True):
    """What all queries of one call share: the lists, the matcher over them, and the limits.

    `threshold` runs from 0 to 1, `limit` is the most hits per query. `in_force` says what the versions
    held tell of a listing on `in_force_on`, else on the day asked from. `beside` finds parties on no list
    that are tied to listed ones, with this threshold and limit; None: they are not asked for.
    """

    scope: Scope
    matcher: Matcher | Layers
    in_force: Callable[[Listing], InForce]
    threshold: float
    limit: int
    proof: Proof
    in_force_on: date | None = None
    beside: Callable[[Sequence[MatchQuery], float, int], list[tuple[TiedHit, ...]]] | None = None


def screen(query: Query, screening: Screening) -> Answer:
    """Hits for `query`, best first. Raises UsageError for a query that cannot be understood."""
    return screen_together([query], screening)[0]


def screen_together(queries: Sequence[Query], screening: Screening) -> list[Answer]:
    """`screen` for each query, in one pass."""
    asked = [match_query(query) for query in queries]
    found = match_together(asked, screening)
    answers = [
        _answer(query, hits_of(matches, screening), screening, more=matches.more)
        for query, matches in zip(queries, found, strict=True)
    ]
    if screening.beside is None:
        return answers
    tied = screening.beside(asked, screening.threshold, screening.limit)
    return [replace(answer, tied=hits) for answer, hits in zip(answers, tied, strict=True)]


def match_together(
    asked: Sequence[MatchQuery], screening: Screening, keep: Callable[[Match], bool] | None = None
) -> list[Matches]:
    """The best matches of each that `keep` keeps, but those not in force on the day asked."""
    tests = [test for test in (keep, _keep(screening)) if test is not None]
    return screening.matcher.match_many(
        asked,
        threshold=screening.threshold,
        limit=screening.limit,
        keep=(lambda match: all(test(match) for test in tests)) if tests else None,
    )


def is_in_force(listing: Listing, screening: Screening) -> bool:
    """Whether the listing is not known to have been without legal effect on the day asked."""
    return screening.in_force_on is None or screening.in_force(listing).answer != "not_listed"


def _answer(query: Query, hits: tuple[Hit, ...], screening: Screening, *, more: bool) -> Answer:
    if screening.in_force_on is None:
        return Answer(query, hits, screening.proof, more)
    found = {(issuer_of(one.dataset), one.status) for hit in hits for one in hit.listings}
    in_force: dict[str, InForceAnswer] = {}
    for issuer in screening.scope.issuers:
        nothing: InForceAnswer = "not_listed" if issuer in screening.scope.held_then else "unknown"
        in_force[issuer] = next((answer for answer in _SUREST if (issuer, answer) in found), nothing)
    return Answer(query, hits, screening.proof, more, in_force)


def match_query(query: Query) -> MatchQuery:
    """The query in comparable form; UsageError names the field that is wrong."""
    _refuse_half_characters(query.name)
    evidence = Evidence(
        birth_date=birth_date_of(query.birth_date) if query.birth_date else None,
        countries=frozenset(_country_code(text) for text in query.countries),
        identifiers=frozenset(_identifier(text) for text in query.identifiers),
    )
    asked = MatchQuery.of(query.name, kind=kind_asked(query.kind), evidence=evidence)
    if not asked.name.tokens and not any(len(i) >= SHORTEST_IDENTIFIER for i in evidence.identifiers):
        needed = f", and no identifier of {SHORTEST_IDENTIFIER} or more" if evidence.identifiers else ""
        raise UsageError(f"name {query.name!r}: no letter or digit to search for{needed}")
    return asked


def matches_in_force(asked: MatchQuery, screening: Screening, keep: Callable[[Match], bool]) -> Matches:
    """`match_together` of one."""
    return match_together([asked], screening, keep)[0]


def hits_of(matches: Matches, screening: Screening) -> tuple[Hit, ...]:
    return tuple(_hit(match, screening) for match in matches.best)


def _keep(screening: Screening) -> Callable[[Match], bool] | None:
    if screening.in_force_on is None:
        return None
    return lambda match: screening.in_force(match.listing).answer != "not_listed"


def _hit(match: Match, screening: Screening) -> Hit:
    listing = match.listing
    in_force = screening.in_force(listing)
    assert in_force.answer != "not_listed"  # those were left out
    found = ListingMatch(
        dataset=match.dataset,
        id=listing.id,
        name=listing.name,
        matched_name=match.name.text,
        strength=match.name.strength,
        kind=listing.kind,
        programmes=in_force.codes or listing.programme_codes,
        measures=listing.measures,
        status=in_force.answer,
        listed_on=in_force.listed.day,
        date_basis=in_force.listed.basis,
        standing=in_force.standing,
    )
    return Hit(match.score, f"{match.dataset}:{listing.id}", (found,), match.reasons)


def proof_of(scope: Scope, *, threshold: float, in_force_on: date | None) -> Proof:
    """What the answers of one call rest on."""
    searched = dict.fromkeys(version.dataset for version in (*scope.versions, *scope.around))
    gaps = not_covered(searched)
    if in_force_on is not None:
        lost = [issuer for issuer in scope.issuers if issuer not in scope.held_then]
        gaps = (*gaps, *(_REMOVED_SINCE.format(issuer=issuer, day=in_force_on) for issuer in lost))
    return Proof(
        as_of=scope.as_of,
        in_force_on=in_force_on,
        threshold=threshold,
        matcher=MATCHER_VERSION,
        checked=tuple(_checked(version, scope) for version in (*scope.versions, *scope.around)),
        not_checked=scope.not_checked,
        not_covered=gaps,
        notice=scope.notice,
    )


def _checked(version: ListVersion, scope: Scope) -> Checked:
    return Checked(
        dataset=version.dataset,
        version=version.name,
        captured_at=version.captured_at.isoformat(),
        captured_basis=version.captured_basis,
        imported_at=version.imported_at.isoformat() if version.imported_at else None,
        published_on=version.published_on,
        sha256=version.sha256,
        listings=version.listings,
        age_days=scope.age_days(version),
        remarks=version.remarks,
    )


def kind_asked(schema: str | None) -> Kind | None:
    """The kind of listing that a schema can be; None for any. Raises UsageError for an unknown one."""
    try:
        return kind_of(schema)
    except KeyError:
        raise UsageError(
            f"kind {schema!r}: use Person, Company, Organization, LegalEntity, Vessel or Airplane"
        ) from None


def _country_code(text: str) -> str:
    code = text.strip().lower()
    if len(code) == 2 and code.isalpha():
        code = _OTHER_CODES.get(code, code)
        if code in _country_codes():
            return code
    found = country(text)
    if found is None or found.code in {None, _NO_COUNTRY}:
        raise UsageError(f"country {text!r}: write a two-letter code (sy) or an English name (Syria)")
    return str(found.code)


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    from rigour.territories import get_ftm_countries  # 100 ms, and most queries name no country

    codes = {territory.ftm_country for territory in get_ftm_countries() if territory.ftm_country}
    return frozenset(codes - {_NO_COUNTRY})


def _identifier(text: str) -> str:
    _refuse_half_characters(text)
    if not (identifier := comparable(text)):
        raise UsageError(f"identifier {text!r}: no letter or digit to search for")
    return identifier


def _refuse_half_characters(text: str) -> None:
    """JSON can write half of a character ("\\ud800"), which no list can hold and no file can store."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{text!r}: not text: half a character at {error.start}") from error
