"""From two names and what else is known to a score between 0 and 1, with its reasons."""

from ostrakon.matching.scoring.comparison import Comparison, WordPair
from ostrakon.matching.scoring.evidence import Evidence, birth_date_of, comparable, weigh_evidence

__all__ = ["Comparison", "Evidence", "WordPair", "birth_date_of", "comparable", "weigh_evidence"]
