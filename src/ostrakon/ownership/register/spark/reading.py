"""Parquet → a table of stakes: every row is checked first, a bad one refused with the reason."""

from collections.abc import Sequence
from functools import reduce

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as f
from pyspark.sql.types import ArrayType, BinaryType, MapType, StructType

from ostrakon.errors import SourceError
from ostrakon.ownership.register import bounds
from ostrakon.ownership.register.loading import LONGEST, NEEDED
from ostrakon.ownership.register.terms import KINDS, Terms, parse

__all__ = ["read_stakes"]

_WORDING = ("share_low", "share_high", "kind")
_DAY = r"^\d{4}-\d{2}-\d{2}$"


def read_stakes(session: SparkSession, path: str) -> DataFrame:
    """Columns owner, asset, kind (a number of KINDS), low, high (bounds), since and until (dates or null).

    Rows of Parquet have no number on Spark, so that SourceError names owner and asset instead.
    """
    try:
        told = session.read.parquet(path)
        missing = [column for column in NEEDED if column not in told.columns]
    except (PySparkException, Py4JError) as error:
        said = str(error).strip().splitlines()[0]
        raise SourceError(f"{path}: no Parquet that can be read ({said})") from error
    if missing:
        raise SourceError(f"{path}: no column {', '.join(missing)}; a register has {', '.join(NEEDED)}")
    for column in ("since", "until", "arrangement"):
        if column not in told.columns:
            told = told.withColumn(column, f.lit(None).cast("string"))
    texts = ("owner", "asset", *_WORDING, "since", "until", "arrangement")
    _refuse_nested(told, texts, path)
    told = told.select(*(f.col(column).cast("string").alias(column) for column in texts))
    read = _with_terms(session, told, path)
    _refuse(read, _wrong(), path)
    stakes = read.select(
        *("owner", "asset", "kind", "low", "high"), _day("since").alias("since"), _day("until").alias("until")
    ).localCheckpoint()
    _refuse_repeats(stakes, path)
    _refuse_too_many(stakes, path)
    return stakes


def _refuse_nested(told: DataFrame, columns: Sequence[str], path: str) -> None:
    """What has more than a value in each row would become the words of its elements."""
    for column in columns:
        type_ = told.schema[column].dataType
        if isinstance(type_, ArrayType | MapType | StructType | BinaryType):
            raise SourceError(
                f"{path}, column {column}: {type_.simpleString()}; write one text or number in each row"
            )


def _with_terms(session: SparkSession, told: DataFrame, path: str) -> DataFrame:
    """Shares repeat, so that each wording is read once, as it is on one machine."""

    read: list[tuple[str | None, str | None, str | None, int, int, int]] = []
    for row in told.select(*_WORDING).distinct().toLocalIterator():
        low, high, kind = row
        try:
            terms: Terms = parse(low, high, kind)
        except ValueError as error:
            same = [f.col(name).eqNullSafe(value) for name, value in zip(_WORDING, row, strict=True)]
            _refuse(told, [(_all(same), str(error))], path)
            raise
        read.append((low, high, kind, terms.kind, terms.low, terms.high))
    if not read:
        raise SourceError(f"{path}: no rows")
    schema = "word_low string, word_high string, word_kind string, number int, low long, high long"
    terms_of = f.broadcast(session.createDataFrame(read, schema))
    same = [
        f.col(name).eqNullSafe(f.col(word))
        for name, word in zip(_WORDING, ("word_low", "word_high", "word_kind"), strict=True)
    ]
    joined = told.join(terms_of, _all(same), "inner")
    return joined.select(
        "owner", "asset", f.col("number").alias("kind"), "low", "high", "since", "until", "arrangement"
    )


def _all(conditions: list[Column]) -> Column:
    return reduce(lambda one, other: one & other, conditions)


def _day(column: str) -> Column:
    """Null for none told, and for what is no day."""

    return f.when(f.col(column).rlike(_DAY), f.expr(f"try_cast({column} AS DATE)"))


def _wrong() -> list[tuple[Column, str]]:

    def told(column: str) -> Column:
        return f.coalesce(f.col(column), f.lit("")) != ""

    empty = [(~told(column), f"{column} is empty") for column in ("owner", "asset")]
    long = [
        (f.octet_length(column) > LONGEST, f"{column} is longer than {LONGEST:,} bytes")
        for column in ("owner", "asset")
    ]
    itself = (f.col("owner") == f.col("asset")) & (f.col("kind") != KINDS.index("shares"))
    days = [
        (told(column) & _day(column).isNull(), f"{column}: write a day as 2016-10-16")
        for column in ("since", "until")
    ]
    return [
        *empty,
        *long,
        (itself, "has more than shares in itself"),
        *days,
        (_day("since") > _day("until"), "since is later than until"),
        (told("arrangement"), "holders who act together are not counted in a register at scale"),
    ]


def _refuse(table: DataFrame, wrong: list[tuple[Column, str]], path: str) -> None:
    """Raises SourceError with the first of the reasons that holds for some row."""

    reason = f.coalesce(*(f.when(condition, f.lit(words)) for condition, words in wrong))
    found = table.select("owner", "asset", reason.alias("reason")).where(f.col("reason").isNotNull())
    count, row = found.count(), found.first()
    if row is not None:
        more = f" ({count:,} such rows)" if count > 1 else ""
        raise SourceError(f"{path}: stake of {row[0]!r} in {row[1]!r}: {row[2]}{more}")


def _refuse_repeats(stakes: DataFrame, path: str) -> None:

    ordered = Window.partitionBy("owner", "asset", "kind").orderBy(f.col("since").asc_nulls_first())
    before = stakes.withColumn("place", f.row_number().over(ordered)).withColumn(
        "ended", f.lag("until").over(ordered)
    )
    again = (f.col("place") > 1) & (
        f.col("ended").isNull() | f.col("since").isNull() | (f.col("since") <= f.col("ended"))
    )
    _refuse(before, [(again, "stated again for the same days; write one row with the sum")], path)


def _refuse_too_many(stakes: DataFrame, path: str) -> None:

    most = stakes.groupBy("asset").count().orderBy(f.desc("count")).first()
    if most is not None and most[1] > bounds.MOST_HOLDERS:
        raise SourceError(f"{path}: {most[0]!r} has {most[1]:,} stakes; the most is {bounds.MOST_HOLDERS:,}")
