"""A register on one day, under one rule → what each holder adds to each company, as tables.

The steps, and the numbers, are those of `register/counted.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as f

from ostrakon.model import StakeKind
from ostrakon.ownership.holdings import MEASURED
from ostrakon.ownership.register import bounds
from ostrakon.ownership.register.counted import UNCOUNTED, adds, needed
from ostrakon.ownership.register.terms import KINDS
from ostrakon.ownership.rules import Effect
from ostrakon.ownership.spreading import Test

__all__ = ["Counted", "counted_on", "edges_under", "undisclosed"]

_ENOUGH = len(MEASURED)  # the limb of what is enough alone


class Counted(Struct, frozen=True):
    """`measured`: owner, asset, limb, low, high, of different parties. `own`: asset, limb, share, of what
    companies hold of themselves. `low`: asset and the lower bounds of its shares in sum. `enough`: owner,
    asset, kind."""

    measured: DataFrame
    own: DataFrame
    low: DataFrame
    enough: DataFrame


def counted_on(stakes: DataFrame, day: date, counts: Mapping[StakeKind, Effect], *, agents: bool) -> Counted:

    on = f.lit(day)
    there = stakes.where(
        (f.col("since").isNull() | (f.col("since") <= on))
        & (f.col("until").isNull() | (f.col("until") >= on))
    )
    effects = {kind: counts.get(kind, "nothing") for kind in KINDS}
    limbs: dict[int, int] = {}
    for number, kind in enumerate(KINDS):
        if effects[kind] not in UNCOUNTED and (kind in MEASURED or effects[kind] == "share_unknown"):
            limbs[number] = MEASURED.index(kind) if kind in MEASURED else 0
    measured = there.where(f.col("kind").isin(*limbs)).withColumn("limb", _mapped("kind", limbs))
    # What says "owned, share unknown" says nothing beside a share of the same owner.
    known_first = Window.partitionBy("owner", "asset", "limb").orderBy("kind")
    measured = measured.withColumn("place", f.row_number().over(known_first)).where("place = 1")
    total = f.sum("low").over(Window.partitionBy("asset", "limb"))
    measured = measured.withColumn("total", total).select(
        "owner", "asset", "limb", "low", _tightened(), "total"
    )
    measured = measured.localCheckpoint()
    enough = [
        number
        for number, kind in enumerate(KINDS)
        if kind not in MEASURED
        and (effects[kind] in {"present", "judged"} or (agents and kind == "acts_for"))
    ]
    of_agents = f.col("kind") == KINDS.index("acts_for")  # the principal is above
    return Counted(
        measured=measured.where("owner != asset").select("owner", "asset", "limb", "low", "high"),
        own=measured.where("owner = asset").select("asset", "limb", f.col("high").alias("share")),
        low=measured.where("limb = 0").select("asset", "total").distinct(),
        enough=there.where(f.col("kind").isin(*enough) & (f.col("owner") != f.col("asset"))).select(
            f.when(of_agents, f.col("asset")).otherwise(f.col("owner")).alias("owner"),
            f.when(of_agents, f.col("owner")).otherwise(f.col("asset")).alias("asset"),
            "kind",
        ),
    )


def edges_under(counted: Counted, test: Test, rest: DataFrame | None) -> DataFrame:
    """What `spread` needs. `rest` has asset and rest: what undisclosed holders may have of its shares."""

    numbers = dict(enumerate(MEASURED))
    effects = {number: test.counts.get(kind, "nothing") for number, kind in numbers.items()}
    least = {number: needed(test, kind) for number, kind in numbers.items()}
    counts = [number for number, effect in effects.items() if adds(effect, upper=test.upper)]
    edges = counted.measured.where(f.col("limb").isin(*counts)).withColumn("least", _mapped("limb", least))
    edges = edges.withColumn("amount", f.col("high" if test.upper else "low"))
    if not test.upper:
        alone = f.col("limb").isin(*[number for number, effect in effects.items() if effect == "single"])
        edges = edges.where(~alone | (f.col("low") >= f.col("least")))
        edges = (
            edges.withColumn("amount", f.when(alone, f.lit(bounds.HUNDRED)).otherwise(f.col("amount")))
            .withColumn("least", f.when(alone, f.lit(1)).otherwise(f.col("least")))
            .withColumn("limb", f.when(alone, f.lit(_ENOUGH)).otherwise(f.col("limb")))
        )
    edges = edges.where("amount > 0").select("owner", "asset", "limb", "amount", "least")
    present = [number for number, kind in enumerate(KINDS) if test.counts.get(kind) == "present"]
    enough = counted.enough if test.upper else counted.enough.where(f.col("kind").isin(*present))
    edges = edges.unionByName(
        enough.select(
            "owner",
            "asset",
            f.lit(_ENOUGH).alias("limb"),
            f.lit(bounds.HUNDRED).cast("long").alias("amount"),
            f.lit(1).cast("long").alias("least"),
        )
    )
    if test.upper:
        edges = edges.join(counted.own, ["asset", "limb"], "left")
        edges = edges.withColumn("least", _less_own(f.col("least"))).drop("share")
    if rest is None:
        return edges.withColumn("rest", f.lit(0).cast("long")).localCheckpoint()
    edges = edges.join(rest, ["asset"], "left")
    of_shares = f.when(f.col("limb") == 0, f.coalesce("rest", f.lit(bounds.HUNDRED))).otherwise(f.lit(0))
    return edges.withColumn("rest", of_shares.cast("long")).localCheckpoint()


def undisclosed(counted: Counted, parties: DataFrame, test: Test) -> tuple[DataFrame, DataFrame]:
    """What undisclosed holders may have of the shares of each company (asset, rest), and the parties of which
    that is enough."""

    left = f.greatest(f.lit(bounds.HUNDRED) - f.col("total"), f.lit(0))
    rest = counted.low.select("asset", _settled(left).alias("rest")).localCheckpoint()
    own = counted.own.where("limb = 0").select("asset", "share")
    each = (
        parties.select(f.col("party").alias("asset"))
        .join(rest, ["asset"], "left")
        .join(own, ["asset"], "left")
    )
    least = _less_own(f.lit(needed(test, "shares")).cast("long"))
    enough = each.where(f.coalesce("rest", f.lit(bounds.HUNDRED)) >= least)
    return rest, enough.select(f.col("asset").alias("party"))


def _mapped(column: str, values: Mapping[int, int]) -> Column:

    found: Any = f.lit(None)
    for key, value in values.items():
        found = f.when(f.col(column) == key, f.lit(value)).otherwise(found)
    return found.cast("int" if max(values.values(), default=0) < 2**31 else "long")


def _tightened() -> Column:
    """No holder has more than the others leave, unless the shares contradict each other."""

    left = f.lit(bounds.HUNDRED) - (f.col("total") - f.col("low"))
    high = f.when(f.col("total") > bounds.HUNDRED, f.col("high")).otherwise(f.least("high", _settled(left)))
    return high.alias("high")


def _settled(sums: Column) -> Column:
    """bounds.settled_upper, of sums that are not negative."""

    ends = f.lit(bounds.ENDS).cast("long")
    whole = (sums + (ends - 1) - f.pmod(sums + (ends - 1), ends)).cast("long")
    return whole - f.when(whole > sums, f.lit(1)).otherwise(f.lit(0)).cast("long")


def _less_own(least: Column) -> Column:
    """Shares that a company holds of itself may have to be left out of the whole."""

    ends = f.lit(bounds.ENDS).cast("long")
    whole = f.col("share") + (ends - 1) - f.pmod(f.col("share") + (ends - 1), ends)
    lower = f.greatest(f.lit(1).cast("long"), least - (whole / 2).cast("long"))
    return f.when(f.col("share").isNull(), least).otherwise(lower)
