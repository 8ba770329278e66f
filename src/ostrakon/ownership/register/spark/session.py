"""A register in Parquet and a list → a Parquet folder of answers, by a Spark of whatever size."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ostrakon.errors import OstrakonError, UsageError
from ostrakon.model import Jurisdiction, ListedPeriod

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["run_on_spark"]


def run_on_spark(
    stakes: str,
    output: str,
    periods: Sequence[ListedPeriod],
    on: date,
    *,
    master: str | None,
    rules: Sequence[Jurisdiction] = (),
    law_known_at: date,
    complete: bool,
) -> int:
    """Write one row for each party that is blocked or open to the folder `output`, which must not be there.

    `stakes` and `output` are whatever paths Spark reads and writes. `master` None is what the environment
    says (spark-submit, spark-defaults). Returns the number of rows.
    """
    if Path(output).exists():
        raise UsageError(f"{output}: is there already; name another folder")
    session = _session(master)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    from ostrakon.ownership.register.spark.answers import answer_everybody_on_spark
    from ostrakon.ownership.register.spark.reading import read_stakes

    try:
        found = answer_everybody_on_spark(
            read_stakes(session, stakes),
            periods,
            on,
            rules=rules,
            law_known_at=law_known_at,
            complete=complete,
        ).localCheckpoint()
        found.orderBy("party").write.parquet(output)
        return int(found.count())
    except (PySparkException, Py4JError) as error:
        raise OstrakonError(f"Spark: {str(error).strip().splitlines()[0]}") from error
    finally:
        session.stop()


def _session(master: str | None) -> "SparkSession":
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise OstrakonError("Spark needs the extra: pip install 'ostrakon[spark]'") from error
    builder = SparkSession.builder.appName("ostrakon register")
    try:
        return (builder if master is None else builder.master(master)).getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise OstrakonError(f"Spark did not start: {error}") from error
