"""Listing dates of one party with several issuers → who was first, and by how many days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from statistics import quantiles
from typing import Literal

from msgspec import Struct

from ostrakon.coalition.comparison import Lag, LagBasis, LagStatistics, OnIssuer, PartyRow
from ostrakon.model import DateBasis

__all__ = ["Dated", "lag_statistics", "lags_of"]


class Dated(Struct, frozen=True):
    """A listing date and its basis, as one issuer gives them."""

    day: date | None
    basis: DateBasis

    @classmethod
    def of(cls, on: OnIssuer) -> "Dated":
        return cls(on.listed_on, on.date_basis)


def lags_of(dated: Mapping[str, Dated]) -> tuple[tuple[str, ...], dict[str, Lag]]:
    """The issuers with the earliest day held, and each other one's days behind it.

    A derived day is an upper bound, so the order it gives is that of what is known.
    """
    known = {issuer: one for issuer, one in dated.items() if one.day is not None}
    if not known:
        return (), {}
    earliest = min(_day(one) for one in known.values())
    first = tuple(issuer for issuer, one in known.items() if one.day == earliest)
    surest = min((known[issuer] for issuer in first), key=lambda one: one.basis != "stated")
    lags = {
        issuer: Lag((_day(one) - earliest).days, _basis(surest, one))
        for issuer, one in known.items()
        if issuer not in first
    }
    return first, lags


def lag_statistics(rows: Sequence[PartyRow], issuers: Sequence[str]) -> tuple[LagStatistics, ...]:
    """Of every two issuers, in the order asked: over stated days, and apart over those that are bounds."""
    return tuple(_of_pair(rows, issuers))


def _of_pair(rows: Sequence[PartyRow], issuers: Sequence[str]) -> Iterator[LagStatistics]:
    for earlier, later in combinations(issuers, 2):
        days: dict[Literal["stated", "bounds"], list[int]] = {"stated": [], "bounds": []}
        for row in rows:
            one, other = row.by_issuer[earlier], row.by_issuer[later]
            if _counts(one) and _counts(other) and one.listed_on and other.listed_on:
                stated = one.date_basis == other.date_basis == "stated"
                days["stated" if stated else "bounds"].append((other.listed_on - one.listed_on).days)
        for basis, several in days.items():
            yield _statistics(earlier, later, basis, sorted(several))


def _statistics(
    earlier: str, later: str, basis: Literal["stated", "bounds"], days: Sequence[int]
) -> LagStatistics:
    lower, median, upper = _quartiles(days)
    return LagStatistics(earlier, later, basis, len(days), lower, median, upper, tuple(days))


def _quartiles(days: Sequence[int]) -> tuple[float | None, float | None, float | None]:
    """By linear interpolation between the days, the least and the greatest included."""
    if not days:
        return None, None, None
    if len(days) == 1:
        return float(days[0]), float(days[0]), float(days[0])
    lower, median, upper = quantiles(days, n=4, method="inclusive")
    return lower, median, upper


def _counts(on: OnIssuer) -> bool:
    return on.answer in {"listed", "reconstructed"} and on.in_programme is not False


def _basis(first: Dated, later: Dated) -> LagBasis:
    if later.basis == "stated":
        return "stated" if first.basis == "stated" else "at_least"
    return "at_most" if first.basis == "stated" else "bounds"


def _day(dated: Dated) -> date:
    assert dated.day is not None
    return dated.day
