"""Names that are on no list: ordinary customers of many cultures, and near misses made of listed names."""

from benchmarks.quality.negatives.customers import draw_customers
from benchmarks.quality.negatives.near import make_near_misses

__all__ = ["draw_customers", "make_near_misses"]
