"""Checked stakes, a day and who is listed → everybody who is blocked, or of whom it cannot be told.

The runs are those of `register/answers.py`, over tables instead of arrays.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

from msgspec import Struct
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from ostrakon.model import Jurisdiction, ListedPeriod
from ostrakon.ownership.blocked import issuers_of
from ostrakon.ownership.network import listed_on
from ostrakon.ownership.register.seeds import grouped
from ostrakon.ownership.register.spark.counted import Counted, counted_on, edges_under, undisclosed
from ostrakon.ownership.register.spark.fixed_point import Spread, spread
from ostrakon.ownership.rules import (
    JURISDICTIONS,
    OwnershipRule,
    Presumption,
    effective,
    presumptions_on,
    rule_on,
    status_rule_on,
)
from ostrakon.ownership.spreading import Test

__all__ = ["answer_everybody_on_spark"]

_ONE_GROUP = 0


class _Asked(Struct, frozen=True):
    """A register on one day under one rule. `parties` has everybody (party); `listed` are in the register,
    with their programmes."""

    rule: OwnershipRule
    listed: dict[str, frozenset[str]]
    counted: Counted
    parties: DataFrame
    complete: bool

    def test(self, *, upper: bool) -> Test:
        return Test(self.rule.counts, self.rule.threshold, self.rule.strict, upper, bundles=False)

    def edges(self, test: Test) -> tuple[DataFrame, DataFrame]:
        """The edges under a test, and the parties whom undisclosed holders may catch."""
        if self.complete or not test.upper:
            return edges_under(self.counted, test, None), self.parties.limit(0)
        rest, hidden = undisclosed(self.counted, self.parties, test)
        return edges_under(self.counted, test, rest), hidden

    def seeds(self, groups: Iterable[tuple[str, int]]) -> DataFrame:
        schema = "party string, group long"
        return self.parties.sparkSession.createDataFrame(list(groups), schema).select("group", "party")


def answer_everybody_on_spark(
    stakes: DataFrame,
    periods: Sequence[ListedPeriod],
    on: date,
    *,
    rules: Sequence[Jurisdiction] = (),
    law_known_at: date,
    complete: bool,
) -> DataFrame:
    """One row for each party that is blocked or open by one of `rules` (empty: all): party, and its answer by
    each. `stakes` is what `read_stakes` gives."""

    asked = rules or JURISDICTIONS
    owners, assets = (stakes.select(f.col(column).alias("party")) for column in ("owner", "asset"))
    parties = owners.unionByName(assets)
    parties = parties.distinct().localCheckpoint()
    answers = parties
    for rule in asked:
        surely, perhaps = _answers(
            stakes, parties, rule, periods, on, law_known_at=law_known_at, complete=complete
        )
        found = surely.withColumn("answer", f.lit("blocked")).unionByName(
            perhaps.join(surely, ["party"], "left_anti").withColumn("answer", f.lit("cannot_tell"))
        )
        answers = answers.join(found.withColumnRenamed("answer", rule), ["party"], "left")
    answers = answers.fillna("not_blocked", list(asked))
    open_ = reduce(lambda one, other: one | other, (f.col(rule) != "not_blocked" for rule in asked))
    return answers.where(open_)


def _answers(
    stakes: DataFrame,
    parties: DataFrame,
    jurisdiction: Jurisdiction,
    periods: Sequence[ListedPeriod],
    on: date,
    *,
    law_known_at: date,
    complete: bool,
) -> tuple[DataFrame, DataFrame]:
    """Who is surely caught, and who perhaps."""
    record = rule_on(jurisdiction, on)
    rule = effective(record, on) if record else None
    listed = _known(parties, listed_on(periods, on, issuers_of(jurisdiction, on)))
    seeds = parties.sparkSession.createDataFrame([(party,) for party in listed], "party string")
    if rule is None:
        return seeds, parties
    surely, perhaps = _status(stakes, parties, jurisdiction, on)
    counted = counted_on(stakes, on, rule.counts, agents=rule.acts_for_caught == "judged")
    asked = _Asked(rule, listed, counted, parties, complete)
    surely = _either(surely, _run(asked, surely, upper=False))
    perhaps = _either(perhaps, _run(asked, perhaps, upper=True))
    if jurisdiction == rule.jurisdiction:
        for presumption in presumptions_on(jurisdiction, on, law_known_at=law_known_at):
            perhaps = _either(perhaps, _presumed(asked, presumption, perhaps))
    return _either(surely, seeds), perhaps


def _known(parties: DataFrame, listed: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    names = parties.sparkSession.createDataFrame([(party,) for party in listed], "party string")
    return {row[0]: listed[row[0]] for row in names.join(parties, ["party"], "left_semi").collect()}


def _either(one: DataFrame, other: DataFrame) -> DataFrame:
    return one.unionByName(other).distinct().localCheckpoint()


def _one_group(parties: DataFrame) -> DataFrame:

    return parties.select(f.lit(_ONE_GROUP).cast("long").alias("group"), "party")


def _run(asked: _Asked, always: DataFrame, *, upper: bool) -> DataFrame:
    """Whom the seeds of each group catch, together with those who are caught `always` and, on upper bounds,
    with undisclosed holders."""
    edges, hidden = asked.edges(asked.test(upper=upper))
    groups = grouped(asked.rule, asked.listed, upper=upper)
    start = _one_group(always.unionByName(hidden))
    if all(group == _ONE_GROUP for _, group in groups):
        return spread(edges, start.unionByName(asked.seeds(groups))).caught.select("party")
    anyhow = spread(edges, start)
    caught = anyhow.caught.select("party").distinct().localCheckpoint()
    each = spread(_held_anyhow(edges, anyhow), asked.seeds(groups), caught)
    return each.caught.select("party").unionByName(caught)


def _held_anyhow(edges: DataFrame, anyhow: Spread) -> DataFrame:
    """What everybody's holders hold counts as held already in each group."""

    sums = anyhow.sums.select("asset", "limb", f.col("total").alias("anyhow"))
    held = edges.join(sums, ["asset", "limb"], "left")
    return (
        held.withColumn("rest", f.col("rest") + f.coalesce("anyhow", f.lit(0)))
        .drop("anyhow")
        .localCheckpoint()
    )


def _status(
    stakes: DataFrame, parties: DataFrame, jurisdiction: Jurisdiction, on: date
) -> tuple[DataFrame, DataFrame]:
    """Whom a state owns or controls, surely and perhaps; nobody where no state is in the register."""

    nobody = parties.limit(0)
    rule = status_rule_on(jurisdiction, on)
    if rule is None:
        return nobody, nobody
    last_words = "|".join(sorted({name.split()[-1].lower() for name in rule.names}))
    near = parties.where(f.lower("party").rlike(last_words)).toLocalIterator()
    states = [(row[0], _ONE_GROUP) for row in near if rule.is_state(row[0])]
    if not states:
        return nobody, nobody
    start = parties.sparkSession.createDataFrame(states, "party string, group long").select("group", "party")
    counted = counted_on(stakes, on, rule.counts, agents=False)
    surely, perhaps = (
        spread(
            edges_under(counted, Test(rule.counts, 50, strict=False, upper=upper, bundles=False), None), start
        )
        for upper in (False, True)
    )
    return surely.caught.select("party"), perhaps.caught.select("party")


def _presumed(asked: _Asked, presumption: Presumption, before: DataFrame) -> DataFrame:
    """Whoever one listed person may hold half of, directly or through others, and what hangs on that: a sum
    that is exactly half and has a stake of somebody caught in this way alone."""

    edges, hidden = asked.edges(asked.test(upper=True))
    listed = asked.seeds((party, _ONE_GROUP) for party in asked.listed)
    seeds = listed.unionByName(_one_group(_half_of_one(asked, presumption).unionByName(hidden)))
    done: Spread | None = None
    helping = asked.parties.limit(0)
    while not seeds.isEmpty():
        done = spread(edges, seeds, before=done)
        new = done.caught.select("party").join(before, ["party"], "left_anti")
        new = new.join(helping, ["party"], "left_anti").localCheckpoint()
        helping = helping.unionByName(new).localCheckpoint()
        helped = edges.join(new, edges["owner"] == new["party"]).select("asset", "limb").distinct()
        edges = _lowered(edges, helped)
        sums = done.sums.select("asset", "limb", "total")
        places = edges.join(helped, ["asset", "limb"], "left_semi")
        places = places.select("asset", "limb", "least", "rest").distinct()
        held = places.join(sums, ["asset", "limb"], "left")
        reached = held.where(f.coalesce("total", f.lit(0)) + f.col("rest") >= f.col("least"))
        found = reached.select(f.col("asset").alias("party")).distinct()
        seeds = _one_group(found.join(done.caught, ["party"], "left_anti")).localCheckpoint()
    return asked.parties.limit(0) if done is None else done.caught.select("party")


def _lowered(edges: DataFrame, helped: DataFrame) -> DataFrame:
    """Half is enough where it was helped (bounds.or_more)."""

    marked = edges.join(helped.withColumn("helped", f.lit(True)), ["asset", "limb"], "left")
    half = f.greatest(f.lit(1).cast("long"), f.col("least") - f.pmod("least", f.lit(2)))
    least = f.when(f.col("helped"), half).otherwise(f.col("least"))
    return marked.withColumn("least", least).drop("helped").localCheckpoint()


def _half_of_one(asked: _Asked, presumption: Presumption) -> DataFrame:
    rule = asked.rule
    half = Test(rule.counts, rule.threshold, strict=False, upper=True, bundles=False)
    one = [
        party
        for party, codes in asked.listed.items()
        if presumption.programmes is None or codes.intersection(presumption.programmes)
    ]
    edges = edges_under(asked.counted, half, None)
    seeds = asked.seeds((party, group) for group, party in enumerate(one))
    return spread(edges, seeds).caught.select("party").distinct()
