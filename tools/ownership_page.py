"""`ownership/data/rules.yml` → the tables of docs/reference/ownership-rules.md, so that none is behind.

python -m tools.ownership_page            writes the tables anew, between the page's two marks
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ostrakon.model import StakeKind
from ostrakon.ownership.rules import OwnershipRule, Presumption, StatusRule, all_rules, other_rules

__all__ = ["PAGE", "with_tables"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "ownership-rules.md"
_BEGIN = "<!-- tables: written by `python -m tools.ownership_page`, not by hand -->"
_END = "<!-- end of tables -->"
_TITLES = {"us": "United States", "eu": "European Union", "gb": "United Kingdom"}
_CONFIDENCE = {
    "read": "the text, or an official page about it, was read",
    "one_source": "one secondary source",
}


def with_tables(page: str) -> str:
    """`page` with the records of today between its marks."""
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    tables = "\n".join(_lines()).strip()
    return f"{before}{_BEGIN}\n\n{tables}\n\n{_END}{after}"


def _lines() -> Iterator[str]:
    presumptions, status = other_rules()
    for jurisdiction, title in _TITLES.items():
        yield f"### {title}\n"
        for rule in all_rules():
            if rule.jurisdiction == jurisdiction:
                yield from _rule(rule)
        others: list[Presumption | StatusRule] = [*presumptions, *status]
        for other in others:
            if other.jurisdiction == jurisdiction:
                yield from _other(other)


def _rule(rule: OwnershipRule) -> Iterator[str]:
    yield f"#### {rule.id}\n"
    yield from _days(rule.valid_from, rule.valid_to)
    if rule.acts_via is not None:
        yield f"| Test | the rule of the {_TITLES[rule.acts_via]} on that day |"
    else:
        yield f"| Threshold | {'more than' if rule.strict else 'at least'} {rule.threshold} % |"
        yield f"| Stakes of different listed persons are added | {_aggregate(rule)} |"
        yield from _counts(rule.counts, rule.limbs)
        yield f"| Holders who act together | {_JOINT[rule.joint]} |"
        yield f"| Through others | {rule.indirect} |"
        yield f"| Effect | {rule.effect.replace('_', ' ')} |"
    yield f"| Kind of source | {rule.binding.replace('_', ' ')}; {_CONFIDENCE[rule.confidence]} |\n"
    yield from _citations(rule.citation)


_JOINT = {
    "ignored": "each counts with its own",
    "maybe": "left open where only all they have between them would reach",
    "each": "each has what all have between them",
}


def _aggregate(rule: OwnershipRule) -> str:
    across = {
        "all_programmes": ", whatever they are listed under",
        "same_list": " under the same regulation; across regulations not verified, and left open",
        "n/a": "",
    }
    return f"{rule.aggregate}{across[rule.aggregate_scope]}"


def _counts(counts: Mapping[StakeKind, str], limbs: Mapping[StakeKind, str]) -> Iterator[str]:
    by_effect: dict[str, list[str]] = {}
    for kind, effect in counts.items():
        limb = f" ({limbs[kind]})" if kind in limbs else ""
        by_effect.setdefault(effect, []).append(f"`{kind}`{limb}")
    for effect, kinds in by_effect.items():
        yield f"| Kinds: {effect.replace('_', ' ')} | {', '.join(kinds)} |"


def _other(rule: Presumption | StatusRule) -> Iterator[str]:
    yield f"#### {rule.id}\n"
    yield from _days(rule.valid_from, rule.valid_to)
    if isinstance(rule, StatusRule):
        yield f"| Blocked by what it is | {', '.join(rule.names)} |"
        yield from _counts(rule.counts, {})
    else:
        yield f"| Known from | {rule.known_from or 'always'} |"
        yield f"| Programmes | {', '.join(rule.programmes) if rule.programmes else 'all'} |"
        yield f"| What it leaves open | one listed holder of half: {rule.reason} |"
    yield f"| Kind of source | {_CONFIDENCE[rule.confidence]} |\n"
    yield from _citations(rule.citation)


def _days(valid_from: date | None, valid_to: date | None) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    yield f"| Days | {valid_from or 'beginning not verified'} to {valid_to or 'today'} |"


def _citations(citation: tuple[str, ...]) -> Iterator[str]:
    for text in citation:
        yield f"- {text}"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
