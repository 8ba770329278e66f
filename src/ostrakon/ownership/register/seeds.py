"""Listed parties → the groups of those whose stakes are added to each other."""

from collections.abc import Mapping
from typing import TypeVar

from ostrakon.ownership.rules import OwnershipRule

__all__ = ["grouped"]

Party = TypeVar("Party")


def grouped(
    rule: OwnershipRule, listed: Mapping[Party, frozenset[str]], *, upper: bool
) -> list[tuple[Party, int]]:
    """Each party with its group, a number from 0 on; several times where it is in several groups."""
    if rule.aggregate == "no" or (rule.aggregate == "undetermined" and not upper):
        return [(party, group) for group, party in enumerate(listed)]
    if rule.aggregate_scope == "same_list" and not upper:
        return _by_programme(listed)
    return [(party, 0) for party in listed]


def _by_programme(listed: Mapping[Party, frozenset[str]]) -> list[tuple[Party, int]]:
    """Those of whom no programme is stated are taken to stand under the same one."""
    numbers: dict[str | None, int] = {}
    return [
        (party, numbers.setdefault(code, len(numbers)))
        for party, codes in listed.items()
        for code in sorted(codes) or (None,)
    ]
