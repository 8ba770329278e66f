"""The dated rules: which of them a jurisdiction applies on a day, and what each kind of stake does."""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

from ostrakon.model import Jurisdiction, StakeKind

__all__ = [
    "JURISDICTIONS",
    "Effect",
    "OwnershipRule",
    "Presumption",
    "StatusRule",
    "all_rules",
    "all_status_rules",
    "effective",
    "other_rules",
    "presumptions_on",
    "rule_on",
    "rules_digest",
    "status_rule_on",
]

JURISDICTIONS: tuple[Jurisdiction, ...] = ("us", "eu", "gb")
# What a kind of stake does under a rule; the words are explained in data/rules.yml.
Effect = Literal["summed", "single", "present", "judged", "unsettled", "share_unknown", "caution", "nothing"]


class OwnershipRule(Struct, frozen=True, kw_only=True):
    """One record of data/rules.yml, which explains the fields. `acts_via`: nothing but the rule of
    another jurisdiction on the same day."""

    id: str
    jurisdiction: Jurisdiction
    acts_via: Jurisdiction | None = None
    programme_scope: str = "*"
    threshold: int = 50
    strict: bool = False
    aggregate: Literal["yes", "no", "undetermined"] = "no"
    aggregate_scope: Literal["all_programmes", "same_list", "n/a"] = "n/a"
    counts: dict[StakeKind, Effect] = {}
    acts_for_caught: Literal["judged", "caution", "nothing"] = "nothing"
    joint: Literal["ignored", "maybe", "each"] = "ignored"
    limbs: dict[StakeKind, str] = {}
    control_effect: Literal["none", "caught", "presumed_rebuttable"] = "none"
    indirect: str = ""
    effect: str = ""
    valid_from: date | None
    valid_to: date | None
    binding: Literal["statute", "agency_guidance", "council_guidance", "case_law"]
    confidence: Literal["read", "one_source"]
    citation: tuple[str, ...]

    def effect_of(self, kind: StakeKind) -> Effect:
        return self.counts.get(kind, "nothing")


class Presumption(Struct, frozen=True, kw_only=True):
    """A reading under which one listed holder of half may be enough: a doubt, never a block."""

    id: str
    jurisdiction: Jurisdiction
    programmes: tuple[str, ...] | None
    known_from: date | None
    valid_from: date | None
    valid_to: date | None
    reason: str
    confidence: str
    citation: tuple[str, ...]


class StatusRule(Struct, frozen=True, kw_only=True):
    """A state that is blocked by what it is, with what it owns or controls."""

    id: str
    jurisdiction: Jurisdiction
    status_class: str = msgspec.field(name="class")
    names: tuple[str, ...]
    counts: dict[StakeKind, Effect]
    valid_from: date | None
    valid_to: date | None
    confidence: str
    citation: tuple[str, ...]

    def is_state(self, name: str) -> bool:
        """Whether `name` is the state's, whatever its case and whether or not it begins with "the"."""
        return _folded(name) in _all_folded(self.names)


class _Rules(Struct, frozen=True):
    ownership: tuple[OwnershipRule, ...]
    presumptions: tuple[Presumption, ...]
    status: tuple[StatusRule, ...]


def rule_on(jurisdiction: Jurisdiction, day: date) -> OwnershipRule | None:
    """The record of `jurisdiction` that is valid on `day`; None where there is none. It may do nothing
    but act via the rule of another jurisdiction: `effective` follows it."""
    return next(
        (rule for rule in all_rules() if rule.jurisdiction == jurisdiction and _valid(rule, day)), None
    )


def effective(rule: OwnershipRule, day: date) -> OwnershipRule | None:
    """The rule that decides: `rule` itself, or the one of that day that it acts via."""
    return rule if rule.acts_via is None else rule_on(rule.acts_via, day)


def presumptions_on(jurisdiction: Jurisdiction, day: date, *, law_known_at: date) -> tuple[Presumption, ...]:
    """The other readings of that day's rule that were known by `law_known_at`."""
    return tuple(
        presumption
        for presumption in _rules().presumptions
        if presumption.jurisdiction == jurisdiction
        and _valid(presumption, day)
        and (presumption.known_from is None or presumption.known_from <= law_known_at)
    )


def status_rule_on(jurisdiction: Jurisdiction, day: date) -> StatusRule | None:
    return next(
        (rule for rule in _rules().status if rule.jurisdiction == jurisdiction and _valid(rule, day)), None
    )


def all_status_rules() -> tuple[StatusRule, ...]:
    return _rules().status


def all_rules() -> tuple[OwnershipRule, ...]:
    """In the order of the file: by jurisdiction, earlier days first."""
    return _rules().ownership


def other_rules() -> tuple[tuple[Presumption, ...], tuple[StatusRule, ...]]:
    """All presumptions and status rules."""
    return _rules().presumptions, _rules().status


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """SHA-256 of the file of rules, for the proof of an answer."""
    return sha256(_content()).hexdigest()


@lru_cache(maxsize=8)
def _all_folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_folded(name) for name in names)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _valid(rule: OwnershipRule | Presumption | StatusRule, day: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= day) and (
        rule.valid_to is None or day <= rule.valid_to
    )


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return msgspec.yaml.decode(_content(), type=_Rules)


def _content() -> bytes:
    return files("ostrakon.ownership").joinpath("data", "rules.yml").read_bytes()
