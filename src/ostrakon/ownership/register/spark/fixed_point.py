"""Who is caught, as a least fixed point over tables: one round for each step down from the listed parties."""

from msgspec import Struct
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

__all__ = ["Spread", "spread"]


class Spread(Struct, frozen=True):
    """`caught` has columns group and party; `sums` has group, asset, limb, total, least and rest."""

    caught: DataFrame
    sums: DataFrame


def spread(
    edges: DataFrame, seeds: DataFrame, anyhow: DataFrame | None = None, before: Spread | None = None
) -> Spread:
    """Whom the seeds (group, party) of each group catch with what its members hold.

    `edges` has owner, asset, limb, amount, `least` that the sum there needs, and `rest` that counts as held
    there already. Parties of `anyhow` are not caught again. `before` is what an earlier call left, to go on.
    """

    caught = seeds.select("group", "party").distinct()
    if before is not None:
        caught = caught.join(before.caught, ["group", "party"], "left_anti")
    if anyhow is not None:
        caught = caught.join(anyhow, ["party"], "left_anti").select("group", "party")
    frontier = caught.localCheckpoint()
    all_caught = frontier if before is None else before.caught.unionByName(frontier)
    sums = None if before is None else before.sums
    while not frontier.isEmpty():
        added = frontier.join(edges, frontier["party"] == edges["owner"]).select(
            "group", "asset", "limb", f.col("amount").alias("total"), "least", "rest"
        )
        # What is held at a place already caught makes no difference to it.
        sums = added if sums is None else sums.unionByName(added)
        sums = sums.groupBy("group", "asset", "limb").agg(
            f.sum("total").alias("total"), f.max("least").alias("least"), f.max("rest").alias("rest")
        )
        sums = sums.localCheckpoint()
        reached = sums.where(f.col("total") + f.col("rest") >= f.col("least"))
        new = reached.select("group", f.col("asset").alias("party")).distinct()
        new = new.join(all_caught, ["group", "party"], "left_anti")
        if anyhow is not None:
            new = new.join(anyhow, ["party"], "left_anti").select("group", "party")
        frontier = new.localCheckpoint()
        all_caught = all_caught.unionByName(frontier).localCheckpoint()
    if sums is None:
        sums = seeds.sparkSession.createDataFrame(
            [], "group long, asset string, limb int, total long, least long, rest long"
        )
    return Spread(all_caught, sums)
