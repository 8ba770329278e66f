"""The matching algorithms by the names that clients of yente ask for, and what answers to them."""

from collections.abc import Sequence
from typing import Any

from ostrakon.api.refusals import Refused
from ostrakon.matching import MATCHER_VERSION
from ostrakon.matching.scoring import weights

__all__ = ["ALGORITHMS", "BEST", "DEFAULT", "OURS", "algorithms_document", "refuse_config", "resolve"]

OURS = "ostrakon"
BEST = OURS
DEFAULT = "best"
# yente's own names; ours answers, and each explanation says so.
ALGORITHMS = (OURS, "logic-v2", "logic-v1", "name-based", "name-qualified", "regression-v1", "ofac")
# What logic-v2 can be configured by. Taken, so that a client's request is not refused; without effect.
CONFIG = (
    "nm_name_property",
    "nm_number_mismatch",
    "nm_extra_query_name",
    "nm_extra_result_name",
    "nm_family_name_weight",
    "nm_fuzzy_cutoff_factor",
)

_FEATURES = {
    "name": ("How well the names agree, word by word, in any script.", 1.0),
    "weak_alias": (
        "A name that its issuer calls weak counts for less.",
        weights.WEIGHTS.weak_alias,
    ),
    "birth_date": ("Birth dates that agree, nearly agree, or cannot be the same.", weights.BIRTH_DATE_AGREES),
    "country": ("A country in common, or none.", weights.COUNTRY_AGREES),
    "identifier": (
        "The same number of a passport, register, tax office, ship or wallet.",
        weights.IDENTIFIER_AGREES,
    ),
}


def resolve(asked: str, hidden: Sequence[str] = ()) -> str:
    """The algorithm of that name; `best` is ours. Raises Refused for a name nobody knows."""
    if asked == "best":
        return BEST
    if asked not in ALGORITHMS or asked in hidden:
        raise Refused(400, f"Invalid algorithm: {asked}")
    return asked


def refuse_config(config: Sequence[str], algorithm: str) -> None:
    for key in config:
        if key not in CONFIG:
            raise Refused(400, f"Invalid configuration parameter: {key} for algorithm {algorithm}")


def algorithms_document(hidden: Sequence[str] = (), default: str = DEFAULT) -> dict[str, Any]:
    shown = [name for name in ALGORITHMS if name not in hidden]
    return {"algorithms": [_described(name) for name in shown], "default": default, "best": BEST}


def _described(name: str) -> dict[str, Any]:
    what = f"Names compared word by word in a compiled kernel ({MATCHER_VERSION})."
    description = what if name == OURS else f"Answered by {OURS}: {what}"
    features = {
        feature: {"description": text, "coefficient": coefficient, "url": None}
        for feature, (text, coefficient) in _FEATURES.items()
    }
    config = {
        key: {
            "description": "Accepted for clients of yente; without effect.",
            "type": "string",
            "default": None,
        }
        for key in CONFIG
    }
    docs = {"name": name, "description": description, "config": config, "features": features}
    return {"name": name, "description": description, "features": features, "docs": docs}
