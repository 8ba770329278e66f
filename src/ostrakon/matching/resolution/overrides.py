"""A file of links that a person confirmed or refused → the same, checked."""

from collections.abc import Callable, Iterable, Set
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from ostrakon.errors import UsageError

__all__ = ["NO_OVERRIDES", "Override", "Overrides", "changed_at", "read_overrides"]

_MOST_BYTES = 4_000_000  # 20,000 decisions with their reasons
_MOST_LISTINGS = 100  # of one decision; the largest party of the lists of 2026 has a dozen
_FIELDS = {"listings", "why", "by", "decided_on"}


class Override(Struct, frozen=True):
    """Listings (`dataset:id`) that are one party, or two that are not; `why`, and who said so and when."""

    listings: tuple[str, ...]
    why: str
    by: str | None = None
    decided_on: str | None = None


class Overrides(Struct, frozen=True):
    """`confirmed` joins all its listings whatever else is known, `refused` keeps its two apart."""

    confirmed: tuple[Override, ...] = ()
    refused: tuple[Override, ...] = ()

    @property
    def listings(self) -> frozenset[str]:
        """Every listing that a decision names."""
        return frozenset(key for one in (*self.confirmed, *self.refused) for key in one.listings)

    def only(self, known: Set[str]) -> "Overrides":
        """The decisions as far as they speak of listings in `known`."""
        return Overrides(_only(self.confirmed, known), _only(self.refused, known))


NO_OVERRIDES = Overrides()


def changed_at(path: Path) -> tuple[int, int] | None:
    """Another value after each change of the file; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def read_overrides(path: Path, held: Callable[[], Set[str]]) -> Overrides:
    """The decisions in the YAML file `path`; none where there is no file.

    `held` gives all listings of any version, and is not asked where there is no file. Raises UsageError,
    naming the file and the place in it, for a decision that cannot be read, names a listing that is not held,
    or contradicts another one.
    """
    if not path.exists():
        return NO_OVERRIDES
    document, known = _document(path), held()
    overrides = Overrides(
        confirmed=tuple(_decisions(document, "confirmed", path, known)),
        refused=tuple(_decisions(document, "refused", path, known)),
    )
    _refuse_contradictions(overrides, path)
    return overrides


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path}: larger than {_MOST_BYTES:,} bytes")
        text = path.read_text("utf-8")
        # Aliases can make a small file endless, and decisions have no use for them.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.CSafeLoader)):
            raise UsageError(f"{path}: write every listing out: anchors and aliases (&, *) are not read")
        document = yaml.load(text, yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8: byte {error.start}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise UsageError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    if document is None:
        return {}
    if not isinstance(document, dict) or not set(document) <= {"confirmed", "refused"}:
        raise UsageError(f"{path}: write decisions under 'confirmed:' and 'refused:', and nothing else")
    return document


def _decisions(document: dict[str, Any], section: str, path: Path, held: Set[str]) -> Iterable[Override]:
    entries = document.get(section) or []
    if not isinstance(entries, list):
        raise UsageError(f"{path}: {section}: write a list of decisions, each with 'listings:' and 'why:'")
    for number, entry in enumerate(entries, start=1):
        where = f"{path}: {section}, decision {number}"
        yield _decision(entry, where, held, most=2 if section == "refused" else _MOST_LISTINGS)


def _decision(entry: object, where: str, held: Set[str], *, most: int) -> Override:
    if not isinstance(entry, dict) or not {"listings", "why"} <= set(entry) <= _FIELDS:
        raise UsageError(f"{where}: write 'listings:' and 'why:', and 'by:' and 'decided_on:' where you like")
    listings = entry["listings"]
    if not isinstance(listings, list) or not all(isinstance(key, str) for key in listings):
        raise UsageError(f"{where}: listings: write several, as in [us_ofac_sdn:12735, eu_fsf:EU.2437.5]")
    if not 2 <= len(set(listings)) <= most or len(set(listings)) != len(listings):
        how_many = "two different listings" if most == 2 else f"2 to {most} different listings"
        raise UsageError(f"{where}: listings: {how_many} are needed")
    unknown = [key for key in listings if key not in held]
    if unknown:
        raise UsageError(f"{where}: listing {unknown[0]!r} is in no version that is held")
    if not isinstance(entry["why"], str) or not entry["why"].strip():
        raise UsageError(f"{where}: why: say in words why this was decided")
    by, day = (None if entry.get(field) is None else str(entry[field]) for field in ("by", "decided_on"))
    return Override(tuple(listings), entry["why"].strip(), by, day)


def _refuse_contradictions(overrides: Overrides, path: Path) -> None:
    """Two listings that decisions join, by each other or over others, must not be refused as well."""
    joined: dict[str, set[str]] = {}
    for override in overrides.confirmed:
        whole = set(override.listings).union(*(joined.get(key, set()) for key in override.listings))
        joined |= dict.fromkeys(whole, whole)
    for number, override in enumerate(overrides.refused, start=1):
        one, other = override.listings
        if other in joined.get(one, ()):
            raise UsageError(
                f"{path}: refused, decision {number}: {one} and {other} are kept apart here, but joined by "
                "what is confirmed. Take one of the decisions back."
            )


def _only(overrides: Iterable[Override], known: Set[str]) -> tuple[Override, ...]:
    kept = []
    for override in overrides:
        listings = tuple(key for key in override.listings if key in known)
        if len(listings) >= 2:
            kept.append(Override(listings, override.why, override.by, override.decided_on))
    return tuple(kept)
