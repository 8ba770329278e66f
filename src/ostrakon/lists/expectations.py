"""Does a fresh file look like its list? Size, kinds and fill against limits measured on real files."""

from collections import Counter
from functools import lru_cache
from importlib.resources import files

import yaml
from msgspec import Struct, convert

from ostrakon.errors import ImportRefused
from ostrakon.model import Listing

__all__ = ["Tally", "check_expectations"]


class _Field(Struct, frozen=True):
    """At least `percent` of the listings of `kind` state `field`."""

    field: str
    kind: str
    percent: float
    layouts: tuple[str, ...] = ()


class _Total(Struct, frozen=True):
    """All listings together state `field` at least so often."""

    field: str
    at_least: int
    layouts: tuple[str, ...] = ()


class _Expectations(Struct, frozen=True):
    entries: tuple[int, int]
    kinds: dict[str, int]
    fields: tuple[_Field, ...] = ()
    totals: tuple[_Total, ...] = ()


class Tally:
    """What a file holds, counted while its listings stream by."""

    def __init__(self, dataset: str) -> None:
        self.entries: Counter[str] = Counter()
        self.names = 0
        self._filled: Counter[tuple[str, str]] = Counter()
        self._totals: Counter[str] = Counter()
        expected = _expectations().get(dataset)
        wanted = {row.field for row in expected.fields} if expected else set()
        wanted |= {row.field for row in expected.totals} if expected else set()
        self._fields = sorted(wanted)

    def count(self, listing: Listing) -> None:
        self.entries[listing.kind] += 1
        self.names += len(listing.names)
        for field in self._fields:
            stated = _stated(listing, field)
            self._totals[field] += stated
            self._filled[listing.kind, field] += stated > 0

    def share_percent(self, kind: str, field: str) -> float:
        return 100 * self._filled[kind, field] / max(self.entries[kind], 1)

    def total(self, field: str) -> int:
        return self._totals[field]


def check_expectations(dataset: str, layout: str, tally: Tally) -> None:
    """Raises ImportRefused, naming every limit that is missed, and by how much."""
    expected = _expectations().get(dataset)
    if expected is None:
        return
    shortfalls = list(_shortfalls(expected, layout, tally))
    if shortfalls:
        raise ImportRefused(
            f"{dataset}: this does not look like a current file of the list: {'; '.join(shortfalls)}. "
            "Nothing was imported. If the issuer's file really is so, import again with --force 'why'."
        )


def _shortfalls(expected: _Expectations, layout: str, tally: Tally) -> list[str]:
    found = []
    entries = sum(tally.entries.values())
    least, most = expected.entries
    if not least <= entries <= most:
        found.append(f"{entries:,} entries, expected {least:,} to {most:,}")
    for kind, number in expected.kinds.items():
        if tally.entries[kind] < number:
            found.append(f"{tally.entries[kind]:,} of kind {kind}, expected at least {number:,}")
    for row in expected.fields:
        share = tally.share_percent(row.kind, row.field)
        if share < row.percent and (not row.layouts or layout in row.layouts):
            found.append(f"{share:.1f} % of kind {row.kind} state {row.field}, expected {row.percent:g} %")
    for total in expected.totals:
        number = tally.total(total.field)
        if number < total.at_least and (not total.layouts or layout in total.layouts):
            found.append(f"{number:,} {total.field}, expected at least {total.at_least:,}")
    return found


def _stated(listing: Listing, field: str) -> int:
    """How often `field` is stated: "birth_dates", "identifiers:imo|ship" or "properties:flag"."""
    name, _, wanted = field.partition(":")
    values = getattr(listing, name)
    if not wanted:
        return len(values)
    key = "type" if name == "identifiers" else "name"
    return sum(getattr(value, key) in wanted.split("|") for value in values)


@lru_cache(maxsize=1)
def _expectations() -> dict[str, _Expectations]:
    text = files("ostrakon.lists").joinpath("data", "expectations.yml").read_text("utf-8")
    return convert(yaml.safe_load(text), dict[str, _Expectations])
