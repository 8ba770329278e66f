"""From the lists of several issuers, a programme and a day to who listed whom, when, and who has not yet."""

from ostrakon.coalition.comparison import (
    Comparison,
    ComparisonProof,
    Counts,
    Dropped,
    Grounds,
    IssuerCounts,
    Lag,
    LagStatistics,
    OnIssuer,
    Overlap,
    PartyRow,
    Text,
    Unknown,
)
from ostrakon.coalition.history import History, datasets_of
from ostrakon.coalition.matrix import compare
from ostrakon.coalition.question import Question, question_of
from ostrakon.coalition.reading import Progress, counted, history_of, proof_of, texts_of

__all__ = [
    "Comparison",
    "ComparisonProof",
    "Counts",
    "Dropped",
    "Grounds",
    "History",
    "IssuerCounts",
    "Lag",
    "LagStatistics",
    "OnIssuer",
    "Overlap",
    "PartyRow",
    "Progress",
    "Question",
    "Text",
    "Unknown",
    "compare",
    "counted",
    "datasets_of",
    "history_of",
    "proof_of",
    "question_of",
    "texts_of",
]
