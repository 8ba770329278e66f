"""From a query and one candidate name to a score between 0 and 1, with its reasons."""

from ostrakon.matching.scoring.evidence import Evidence, birth_date_of, comparable, weigh_evidence
from ostrakon.matching.scoring.names import Comparison, Rarity, compare_names

__all__ = [
    "Comparison",
    "Evidence",
    "Rarity",
    "birth_date_of",
    "comparable",
    "compare_names",
    "weigh_evidence",
]
