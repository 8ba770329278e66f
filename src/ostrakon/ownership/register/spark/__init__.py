"""From a register in Parquet, of any size, to everybody's answer, on Spark: equal to that of one machine."""

from ostrakon.ownership.register.spark.session import run_on_spark

__all__ = ["run_on_spark"]
