"""What a comparison of issuers says: every number counts rows, and every row names its listings."""

from datetime import date
from typing import Literal

from msgspec import Struct

from ostrakon.model import Checked, DateBasis, InForceAnswer, Kind, NotChecked, Standing

__all__ = [
    "Comparison",
    "ComparisonProof",
    "Counts",
    "Dropped",
    "Grounds",
    "IssuerCounts",
    "Lag",
    "LagBasis",
    "LagStatistics",
    "OnIssuer",
    "Overlap",
    "PartyRow",
    "Text",
    "Unknown",
]

# stated: both days are the issuers' own. at_most, at_least: the later or the earlier one is an upper bound.
# bounds: both are, so that the number of days says little.
LagBasis = Literal["stated", "at_most", "at_least", "bounds"]


class OnIssuer(Struct, frozen=True):
    """One party with one issuer on the day. `listings` are `dataset:id`, of every version known by then.

    `answer` is about the programme asked for, or about any. `in_programme` False: not under it, but
    `answer` says that it is listed under another (`programmes`); None: no programme was asked for, or
    nothing tells. `perhaps` are listings of the issuer of which it is not decided whether they are the
    same party's; where one may have been in force, `answer` is unknown.
    """

    answer: InForceAnswer
    listed_on: date | None
    date_basis: DateBasis
    status: Standing | None
    in_programme: bool | None
    programmes: tuple[str, ...]
    listings: tuple[str, ...]
    perhaps: tuple[str, ...] = ()


class Lag(Struct, frozen=True):
    """Days from the first listing of the party to this issuer's."""

    days: int
    basis: LagBasis


class PartyRow(Struct, frozen=True):
    """One party. `first` are the issuers with the earliest day held, several where they share it.

    `missing` are the issuers that are known not to list it although another one does, under a programme
    that others have the like of; `elsewhere` those that list it, but not under the programme asked for.
    `eligible` says by which law an issuer of `missing` could follow faster.
    """

    party: str
    name: str
    kind: Kind
    by_issuer: dict[str, OnIssuer]
    first: tuple[str, ...]
    lag_days: dict[str, Lag]
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    counterpart: bool = True
    eligible: dict[str, str] = {}


class Unknown(Struct, frozen=True):
    """What cannot be known of one issuer: the parties of the rows for which it has no answer, and `gone`,
    why parties that no row shows may be missing as well; None where a version by that day is held."""

    parties: tuple[str, ...]
    gone: str | None


class IssuerCounts(Struct, frozen=True):
    """How many rows have each answer; `elsewhere` are not among `listed` and `reconstructed`."""

    listed: int
    reconstructed: int
    unknown: int
    not_listed: int
    elsewhere: int


class Overlap(Struct, frozen=True):
    """Parties that exactly these issuers are known to list; of `unknown` ones others may list them too."""

    issuers: tuple[str, ...]
    parties: int
    unknown: int


class Counts(Struct, frozen=True):
    """Of the rows: how many there are, and how many are in each list of the comparison."""

    parties: int
    by_issuer: dict[str, IssuerCounts]
    overlap: tuple[Overlap, ...]
    only_here: dict[str, int]
    missing: dict[str, int]
    dropped: int
    no_counterpart: int


class LagStatistics(Struct, frozen=True):
    """From the day `earlier` listed a party to the day `later` did, over the parties that both list.

    `days` are sorted, negative where `later` was first. The quartiles and the median are None without
    any. One entry has stated days alone; another one those of which one or both are upper bounds.
    """

    earlier: str
    later: str
    basis: Literal["stated", "bounds"]
    parties: int
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    days: tuple[int, ...]


class Dropped(Struct, frozen=True):
    """A party that `by` have taken off, and `kept_by` list still. `last_seen` is the last version of each
    issuer that shows it, as a day."""

    party: str
    name: str
    by: tuple[str, ...]
    kept_by: tuple[str, ...]
    last_seen: dict[str, date]


class Text(Struct, frozen=True):
    """What one issuer prints as its grounds: programmes, legal basis, and reasons word for word."""

    listing: str
    programmes: tuple[str, ...]
    legal_basis: tuple[str, ...]
    reasons: tuple[str, ...]


class Grounds(Struct, frozen=True):
    """One party that issuers list under programmes of different subjects, or with different texts."""

    party: str
    name: str
    subjects: dict[str, tuple[str, ...]]
    texts: dict[str, tuple[Text, ...]]


class ComparisonProof(Struct, frozen=True):
    """What a comparison rests on."""

    as_of: date
    in_force_on: date
    issuers: tuple[str, ...]
    programme: str | None
    kind: Kind | None
    checked: tuple[Checked, ...]
    not_checked: tuple[NotChecked, ...]
    not_covered: tuple[str, ...]


class Comparison(Struct, frozen=True):
    """Rows in the order of their first listing, those without a day last. `only_here` and `dropped` name
    parties; `lags` has one entry per ordered pair of issuers and basis."""

    parties: tuple[PartyRow, ...]
    unknown: dict[str, Unknown]
    counts: Counts
    lags: tuple[LagStatistics, ...]
    only_here: dict[str, tuple[str, ...]]
    dropped: tuple[Dropped, ...]
    grounds: tuple[Grounds, ...]
    proof: ComparisonProof
