"""A synthetic register of any size: companies, their stakes and a list of sanctioned parties, from a seed.

Its shape follows what is published of real ones. Most companies have one or two holders and a few have
thousands; most owners own once and a few own tens of thousands (degrees fall off with exponent 2.5); three
holders of ten are companies, some of them in rings that own themselves. A third of the shares is known as a
band only, as the United Kingdom's register states them, or not at all. Nothing in it is real.
"""

from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

__all__ = ["DAY", "Synthetic", "write_register"]

DAY = "2026-01-01"  # the day the register is asked about
_STAKES_EACH = 1.5  # stakes per company, as 15 million on 10 million
_PEOPLE_EACH = 0.7  # owners who are no companies, per company
_BY_COMPANIES = 0.28  # stakes held by companies
_HOLDERS = ((0, 0.22), (1, 0.49), (2, 0.19), (3, 0.07))  # holders disclosed; the rest has a tail
_MOST_HOLDERS = 3_000
_IN_RINGS = 500  # one company in so many is in a ring
_LISTED_IN = 2_000  # one owner listed for so many companies: about 5,000 for 10 million
_HUNDRED = 10_000  # shares are drawn in hundredths of a per cent

# The United Kingdom's bands: the least and the most in them, in hundredths of a per cent, and how they
# are written.
_BANDS = ((2_501, 5_000, ">25", "50"), (5_001, 7_499, ">50", "<75"), (7_500, 10_000, "75", "100"))

Numbers = np.ndarray[Any, np.dtype[np.int64]]


class Synthetic(Struct, frozen=True):
    """Where the three files of a register are, and how much is in them."""

    companies: Path
    stakes: Path
    listed: Path
    size: int
    stake_count: int


def write_register(folder: Path, size: int, seed: int) -> Synthetic:
    """`size` companies with half as many stakes again, as Parquet, and who of their owners is listed.
    Files of an earlier run are left as they are."""
    wanted = round(size * _STAKES_EACH)
    files = Synthetic(
        folder / "companies.parquet", folder / "stakes.parquet", folder / "listed.csv", size, wanted
    )
    if files.listed.exists():  # written last
        return files
    chance = np.random.default_rng((seed, size))
    asset = np.repeat(np.arange(size, dtype=np.int64), _holders(chance, size, wanted))
    first = np.searchsorted(asset, np.arange(size))
    people = max(10, round(size * _PEOPLE_EACH))
    owner = _owners(chance, asset, size, people)
    _close_rings(chance, owner, asset, first, size)
    owner = _without_repeats(chance, owner, asset, size, people)
    share = _shares(chance, asset)
    folder.mkdir(parents=True, exist_ok=True)
    _write_companies(files.companies, size)
    _write_stakes(chance, files.stakes, owner, asset, share, size)
    _write_listed(chance, files.listed, owner, size)
    return files


def _holders(chance: np.random.Generator, size: int, wanted: int) -> Numbers:
    """How many holders each company discloses; `wanted` in all."""
    counts, weights = zip(*_HOLDERS, strict=True)
    tail = 1 - sum(weights)
    drawn = chance.choice(np.array([*counts, -1]), size, p=[*weights, tail])
    many = drawn < 0
    most = min(_MOST_HOLDERS, size)
    # Pareto with exponent 1.8 above 4: a mean of nine, and a longest as the cap allows.
    drawn[many] = np.minimum(4 * (1 - chance.random(many.sum())) ** (-1 / 1.8), most).astype(np.int64)
    missing = wanted - int(drawn.sum())
    while missing:
        spare = np.flatnonzero(drawn >= 1) if missing > 0 else np.flatnonzero(drawn >= 2)
        some = chance.choice(spare, min(abs(missing), len(spare)), replace=False)
        drawn[some] += np.sign(missing)
        missing = wanted - int(drawn.sum())
    return drawn


def _owners(chance: np.random.Generator, asset: Numbers, size: int, people: int) -> Numbers:
    """Who holds each stake: companies are numbered from 0, people from `size`."""
    by_company = chance.random(len(asset)) < _BY_COMPANIES
    owner = size + _preferred(chance, len(asset), people)
    owner[by_company] = _preferred(chance, int(by_company.sum()), size)
    return owner


def _preferred(chance: np.random.Generator, count: int, among: int) -> Numbers:
    """Half of them anyone, half by preference: the r-th of the preferred has r^(-2/3) of the stakes, which
    makes the number of stakes an owner has fall off with exponent 2.5."""
    drawn = chance.random(count)
    drawn = np.where(chance.random(count) < 0.5, drawn, drawn**3)
    return (drawn * among).astype(np.int64)


def _close_rings(
    chance: np.random.Generator, owner: Numbers, asset: Numbers, first: Numbers, size: int
) -> None:
    """Rings of two to six companies, each the first holder of the next."""
    held = np.unique(asset)
    members = chance.permutation(held)[: size // _IN_RINGS]
    place = 0
    while place + 2 <= len(members):
        ring = members[place : place + int(chance.integers(2, 7))]
        place += len(ring)
        if len(ring) > 1:
            owner[first[ring]] = np.roll(ring, 1)


def _without_repeats(
    chance: np.random.Generator, owner: Numbers, asset: Numbers, size: int, people: int
) -> Numbers:
    """Another owner, a person, for what a company would hold of itself or someone twice."""
    while True:
        order = np.lexsort((owner, asset))
        twice = (np.diff(owner[order]) == 0) & (np.diff(asset[order]) == 0)
        wrong = np.union1d(order[1:][twice], np.flatnonzero(owner == asset))
        if not len(wrong):
            return owner
        owner[wrong] = size + chance.integers(0, people, len(wrong))


def _shares(chance: np.random.Generator, asset: Numbers) -> Numbers:
    """The true shares, in hundredths of a per cent, never over 100 % in a company."""
    weight = chance.exponential(size=len(asset))
    count = np.bincount(asset)
    # Half of the companies that two own belong to them in equal parts.
    equal = (count == 2) & (chance.random(len(count)) < 0.5)
    weight[equal[asset]] = 1.0
    told = np.where(equal | (chance.random(len(count)) < 0.7), 1.0, 0.3 + 0.7 * chance.random(len(count)))
    total = np.bincount(asset, weight)
    return np.floor(_HUNDRED * (weight / total[asset] * told[asset]) + 1e-9).astype(np.int64)


def _write_companies(path: Path, size: int) -> None:
    import polars as pl

    pl.DataFrame({"number": np.arange(size)}).select(id=_company(pl.col("number"))).write_parquet(path)


def _write_stakes(
    chance: np.random.Generator, path: Path, owner: Numbers, asset: Numbers, share: Numbers, size: int
) -> None:
    import polars as pl

    count = len(asset)
    low, high = _as_known(chance, share)
    since = np.datetime64("2000-01-01") + chance.integers(0, 9_500, count)
    until = since + chance.integers(30, 12_000, count)
    kind = np.where(chance.random(count) < 0.95, 0, np.where(chance.random(count) < 0.8, 1, 2))
    table = pl.DataFrame(
        {
            "owner": owner,
            "asset": asset,
            "share_low": low,
            "share_high": high,
            "kind": kind,
            "since": since.astype("datetime64[D]"),
            "until": until.astype("datetime64[D]"),
            "told": chance.random(count) < 0.6,
            "ended": chance.random(count) < 0.15,
            "year": 2_010 + chance.integers(0, 16, count),
        }
    )[chance.permutation(count)]
    named = table.select(
        owner=pl.when(pl.col("owner") < size)
        .then(_company(pl.col("owner")))
        .otherwise(_person(pl.col("owner") - size)),
        asset=_company(pl.col("asset")),
        share_low=pl.when(pl.col("kind") < 2).then("share_low"),
        share_high=pl.when(pl.col("kind") < 2).then("share_high"),
        kind=pl.col("kind").replace_strict({0: "shares", 1: "votes", 2: "board_appointment"}),
        since=pl.when("told").then("since"),
        until=pl.when(pl.col("told") & pl.col("ended")).then("until"),
        source=pl.format("annual return {}", "year"),
    )
    named.write_parquet(path, row_group_size=1_000_000)


def _as_known(chance: np.random.Generator, share: Numbers) -> tuple[Any, Any]:
    """Shares as a register states them: six of ten exactly, the rest as a band or not at all."""
    import polars as pl

    drawn = chance.random(len(share))
    known = pl.DataFrame({"share": share, "drawn": drawn})
    written = pl.format("{}.{}", pl.col("share") // 100, (pl.col("share") % 100).cast(pl.String).str.zfill(2))
    low, high = written, written
    in_band = (pl.col("drawn") >= 0.62) & (pl.col("drawn") < 0.92)
    for least, most, low_text, high_text in _BANDS:
        here = in_band & pl.col("share").is_between(least, most)
        low = pl.when(here).then(pl.lit(low_text)).otherwise(low)
        high = pl.when(here).then(pl.lit(high_text)).otherwise(high)
    unknown = pl.col("drawn") >= 0.92
    columns = known.select(
        low=pl.when(unknown).then(pl.lit("0")).otherwise(low),
        high=pl.when(unknown).then(pl.lit("100")).otherwise(high),
    )
    return columns["low"], columns["high"]


def _write_listed(chance: np.random.Generator, path: Path, owner: Numbers, size: int) -> None:
    """Listed owners, drawn by stakes so that some own much; each by one to three issuers."""
    drawn = np.unique(chance.choice(owner, max(2, size // _LISTED_IN)))
    lines = ["name,from,to,programme,issuer"]
    for number in drawn:
        name = f"C{number:08d}" if number < size else f"P{number - size:08d}"
        issuers = [issuer for issuer in ("us", "eu", "gb") if chance.random() < 0.6] or ["us"]
        lines += [f"{name},2020-01-01,,SYNTHETIC,{issuer}" for issuer in issuers]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _company(number: Any) -> Any:
    import polars as pl

    return pl.format("C{}", number.cast(pl.String).str.zfill(8))


def _person(number: Any) -> Any:
    import polars as pl

    return pl.format("P{}", number.cast(pl.String).str.zfill(8))
