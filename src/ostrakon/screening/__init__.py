"""From a name, a table of names or a document to answers that carry their proof."""

from ostrakon.screening.effect import effect_of
from ostrakon.screening.many import screen_many
from ostrakon.screening.pair import score_pair
from ostrakon.screening.scope import Holdings, Scope, scope_of, with_versions_around
from ostrakon.screening.single import Screening, is_in_force, kind_asked, match_together, proof_of, screen
from ostrakon.screening.text import TEXT_THRESHOLD, screen_text

__all__ = [
    "TEXT_THRESHOLD",
    "Holdings",
    "Scope",
    "Screening",
    "effect_of",
    "is_in_force",
    "kind_asked",
    "match_together",
    "proof_of",
    "scope_of",
    "score_pair",
    "screen",
    "screen_many",
    "screen_text",
    "with_versions_around",
]
