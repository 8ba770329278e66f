"""From a query and the listings of some versions to hits, each with its score and reasons."""

from ostrakon.matching.layers import Layers, merged
from ostrakon.matching.matcher import MATCHER_VERSION, Match, Matcher, Matches, MatchQuery, kind_of

__all__ = ["MATCHER_VERSION", "Layers", "Match", "MatchQuery", "Matcher", "Matches", "kind_of", "merged"]
