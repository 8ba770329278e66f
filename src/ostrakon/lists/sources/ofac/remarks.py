"""The remarks that OFAC joins with semicolons → single remarks, and the ties they state."""

import re
from collections.abc import Iterable, Iterator

from ostrakon.model import Relation

__all__ = ["linked_to", "split_remarks", "titles_of", "without_full_stop"]

_BETWEEN = re.compile(r";\s*")
_LINKED_TO = re.compile(r"Linked To: (?P<name>.+)")
# The full stop after the last remark and the one of an abbreviation before it are printed as one.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:(?:\w\.){2,}|(?:Ltda?|Co|Cia|Corp|Inc|Jr|Sr|Bros)\.)$", re.IGNORECASE
)


def without_full_stop(text: str) -> str:
    """The CSV ends its remarks with a full stop, which is not part of the last one."""
    return text if _ABBREVIATION.search(text) else text.removesuffix(".")


def split_remarks(text: str) -> Iterator[str]:
    """Each remark; "(Linked To: A; Linked To: B)" is opened."""
    for printed in _BETWEEN.split(text.strip()):
        remark = printed.removeprefix("(") if printed.startswith("(Linked To:") else printed
        if remark.startswith("Linked To:") and remark.count(")") > remark.count("("):
            remark = remark.removesuffix(")")
        if remark:
            yield remark


def titles_of(text: str) -> tuple[str, ...]:
    """A title cell holds several: "General; Minister of Defense"."""
    return tuple(title for title in _BETWEEN.split(text.strip()) if title)


def linked_to(remarks: Iterable[str]) -> tuple[tuple[Relation, ...], tuple[str, ...]]:
    """The ties among the remarks, in the issuer's words only, and the remarks that are none."""
    relations, others = [], []
    for remark in remarks:
        found = _LINKED_TO.fullmatch(remark)
        if found:
            relations.append(Relation("Linked To", other_name=found["name"]))
        else:
            others.append(remark)
    return tuple(dict.fromkeys(relations)), tuple(others)
