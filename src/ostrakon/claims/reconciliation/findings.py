"""What comparing the tallies of several reports shows, each finding with its rule and its inputs."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from ostrakon.claims.checks.figures import said, sum_of
from ostrakon.claims.reconciliation.scopes import across_origins
from ostrakon.claims.reconciliation.tallies import Entry, Tally, entries_of, meet, origin_of, tallies
from ostrakon.claims.scopes import are_disjoint
from ostrakon.model.claims import Envelope, Finding, Reading

__all__ = ["reconcile"]

_SUBGROUPS = frozenset({"children", "women", "men", "boys", "girls", "elderly", "children and women"})
# What "5,500" may have been rounded to beside the place of its last digit: halves of the next one.
_COARSER = 5
_BODIES_THAT_ESTIMATE = frozenset(
    {"United Nations", "OHCHR", "World Health Organization", "UNICEF", "UNHCR", "OCHA"}
)


def reconcile(readings: Sequence[Reading]) -> list[Finding]:
    """Findings tally by tally: partitions, conflicts, what was merged or is missing, as-of days. Then figures
    of several origins, and at last attributions that no other report bears out."""
    found: list[Finding] = []
    for tally in tallies(readings):
        found += _of_tally(tally)
    found += across_origins(entries_of(readings))
    found += _attributions(readings)
    return found


def _of_tally(tally: Tally) -> Iterator[Finding]:
    grouped = tally.by_class()
    yield from _partitions(tally)
    for class_, entries in grouped.items():
        if len({entry.document for entry in entries}) > 1:
            yield from _reconciled(tally, class_, entries)
    yield from _merged_categories(tally, grouped)
    yield from _missing_categories(tally)
    yield from _stale(tally)
    yield from _lost_qualifiers(tally, grouped)
    yield from _monotonic(tally, grouped)


# --- one class in several reports --------------------------------------------------------------------


def _reconciled(tally: Tally, class_: str, entries: Sequence[Entry]) -> Iterator[Finding]:
    """The range, always; the number that the hierarchy of relays gives; and who lies outside it."""
    low = min(entry.envelope.low for entry in entries)
    highs = [entry.envelope.high for entry in entries]
    high = None if all(one is None for one in highs) else max(one for one in highs if one is not None)
    best = best_of(entries)
    outliers = [entry for entry in entries if not meet(entry.envelope, best.envelope)]
    inputs = tuple(entry.key for entry in entries)
    listed = ", ".join(f"{entry.claim.text} ({entry.name})" for entry in entries)
    shown = said(Envelope(low, high))
    about = f"{tally.outcome}, {class_}, counted by {tally.origin}"
    yield Finding(
        "range",
        "info" if outliers else "pass",
        "range",
        inputs,
        shown,
        f"{about}: {listed}. Lowest low to highest high {shown}. Relays of one origin: no majority.",
        low,
        high,
    )
    if not outliers:
        return
    for entry in outliers:
        gap = _apart(entry.envelope, best.envelope)
        times = entry.number / best.number if best.number else 0
        yield Finding(
            "category_conflict",
            "error",
            "hierarchy",
            inputs,
            f"{best.number:,}",
            f"{about}: {entry.number:,} in {entry.name} {said(entry.envelope)} against {best.number:,} "
            f"{said(best.envelope)}, the relay with the least rounding ({best.name}): {gap:,.0f} apart, "
            f"{times:.1f} times as many.",
            best.envelope.low,
            best.envelope.high,
        )


def _apart(one: Envelope, other: Envelope) -> float:
    """The gap between two envelopes that do not meet."""
    return max(one.low - (other.high or one.low), other.low - (one.high or other.low))


def best_of(entries: Sequence[Entry]) -> Entry:
    """By the hierarchy: unrounded before rounded; then what most relays agree with; then the earliest."""

    def rank(entry: Entry) -> tuple[bool, int, str]:
        agree = sum(meet(entry.envelope, other.envelope) for other in entries)
        return not entry.is_unrounded, -agree, str(entry.dated or "")

    return min(entries, key=rank)


# --- parts and wholes --------------------------------------------------------------------------------


def _best_by_class(tally: Tally) -> dict[str, Entry]:
    return {class_: best_of(entries) for class_, entries in tally.by_class().items()}


def _partition(tally: Tally) -> tuple[Entry, list[Entry]] | None:
    """The whole, and the classes that exclude one another, each by its best relay."""
    best = _best_by_class(tally)
    whole = best.pop("all", None)
    if whole is None:
        return None
    parts: list[Entry] = []
    for class_, entry in best.items():
        if class_ not in _SUBGROUPS and all(are_disjoint(class_, part.claim.victim_class) for part in parts):
            parts.append(entry)
    return (whole, parts) if len(parts) > 1 else None


def _partitions(tally: Tally) -> Iterator[Finding]:
    found = _partition(tally)
    if found is None:
        return
    whole, parts = found
    total = sum(part.number for part in parts)
    residual = whole.number - total
    exact = "exactly" if residual == 0 else f"but for {abs(residual):,}"
    fits = meet(sum_of([part.envelope for part in parts]), whole.envelope)
    sums = " + ".join(f"{part.number:,} {part.claim.victim_class}" for part in parts)
    yield Finding(
        "partition_sum",
        "pass" if fits else "error",
        "partition",
        tuple(entry.key for entry in (whole, *parts)),
        f"{total:,}",
        f"{tally.outcome}, counted by {tally.origin}: {sums} = {total:,}, "
        f"the whole of {whole.number:,} {exact}.",
        total,
        total,
    )
    civilians = next((part for part in parts if part.claim.victim_class == "civilians"), None)
    if civilians is not None and whole.number:
        share = civilians.number / whole.number
        yield Finding(
            "derived_share",
            "info",
            "hierarchy",
            (civilians.key, whole.key),
            f"{share:.1%}",
            f"{civilians.number:,} / {whole.number:,} = {share:.1%} civilians. Shown, not judged.",
            share,
            share,
        )


def _merged_categories(tally: Tally, grouped: dict[str, list[Entry]]) -> Iterator[Finding]:
    """Whether an outlier is the sum of its own class and one that its report lacks."""
    best = _best_by_class(tally)
    for class_, entries in grouped.items():
        if class_ in _SUBGROUPS | {"all"} or class_ not in best:
            continue
        for entry in entries:
            if meet(entry.envelope, best[class_].envelope):
                continue
            own = {one.claim.victim_class for one in tally.entries if one.document == entry.document}
            for other, part in best.items():
                if other in _SUBGROUPS | {"all", class_} or other in own or not are_disjoint(class_, other):
                    continue
                yield from _merge(entry, best[class_], part)


def _merge(entry: Entry, first: Entry, second: Entry) -> Iterator[Finding]:
    total = first.number + second.number
    place = entry.claim.rounding or 1
    coarse = place * _COARSER
    near = Envelope(entry.number - coarse / 2, entry.number + coarse / 2)
    inside = entry.envelope.low <= total <= (entry.envelope.high or total)
    if not inside and not near.low <= total <= (near.high or total):
        return
    miss = min(abs(total - entry.envelope.low), abs(total - (entry.envelope.high or total)))
    rounding = (
        f"lies within {said(entry.envelope)}"
        if inside
        else f"misses {said(entry.envelope)} by {miss:,.0f}, and lies within {said(near)} "
        f"if it was rounded to {coarse:,}"
    )
    classes = f"{first.claim.victim_class} and {second.claim.victim_class}"
    yield Finding(
        "merged_category",
        "error",
        "partition",
        (entry.key, first.key, second.key),
        classes,
        f"“{entry.claim.text}” in {entry.name} is likely two categories in one, {classes}: "
        f"{first.number:,} + {second.number:,} = {total:,} {rounding}. Likely, not proven.",
        total,
        total,
    )


def _missing_categories(tally: Tally) -> Iterator[Finding]:
    """A class that every other report with a division of the whole has."""
    divisions: dict[int, set[str]] = {}
    for entry in tally.entries:
        class_ = entry.claim.victim_class
        if class_ and class_ != "all" and class_ not in _SUBGROUPS and entry.claim.relation != "headline":
            divisions.setdefault(entry.document, set()).add(class_)
    full = {document: classes for document, classes in divisions.items() if len(classes) > 1}
    for document, classes in full.items():
        others = [held for number, held in full.items() if number != document]
        missing = set.intersection(*others) - classes if len(others) > 1 else set()
        entries = [entry for entry in tally.entries if entry.document == document]
        for class_ in sorted(missing):
            yield Finding(
                "missing_category",
                "warn",
                "partition",
                tuple(entry.key for entry in entries),
                class_,
                f"{entries[0].name} has no {class_} among the {tally.outcome}; every other report that "
                "divides them has.",
            )


# --- time --------------------------------------------------------------------------------------------


def _stale(tally: Tally) -> Iterator[Finding]:
    """A later report that gives, as of its own day, a total that was published before."""
    wholes = [entry for entry in tally.by_class().get("all", []) if entry.dated is not None]
    for entry in wholes:
        if not entry.is_unrounded:
            continue
        before = [one for one in wholes if one.number == entry.number and _is_earlier(one, entry)]
        if before:
            first = min(before, key=lambda one: str(one.dated))
            yield Finding(
                "stale_as_of",
                "warn",
                "latest",
                (entry.key, first.key),
                str(first.dated),
                f"{entry.name} of {entry.dated} gives {entry.number:,}, which {first.name} had on "
                f"{first.dated}: the count stands as of that day at the latest.",
            )


def _is_earlier(one: Entry, other: Entry) -> bool:
    return one.dated is not None and other.dated is not None and one.dated < other.dated


def _monotonic(tally: Tally, grouped: dict[str, list[Entry]]) -> Iterator[Finding]:
    """A later total of one cumulative series is at least the earlier one."""
    for class_, entries in grouped.items():
        dated = [entry for entry in entries if entry.dated is not None and entry.claim.window is not None]
        for one, other in combinations(sorted(dated, key=lambda entry: str(entry.dated)), 2):
            if one.dated == other.dated or one.envelope.low <= (other.envelope.high or one.envelope.low):
                continue
            yield Finding(
                "monotonic",
                "error",
                "monotonic",
                (one.key, other.key),
                f"{one.number:,} > {other.number:,}",
                f"{tally.outcome}, {class_}, counted by {tally.origin}: {other.number:,} on {other.dated} is "
                f"less than {one.number:,} on {one.dated}, though the count is cumulative.",
            )


# --- wording and sources -----------------------------------------------------------------------------


def _lost_qualifiers(tally: Tally, grouped: dict[str, list[Entry]]) -> Iterator[Finding]:
    """The same number, "or more" in one report and bare in another."""
    for entries in grouped.values():
        bounded = [
            entry
            for entry in entries
            if entry.claim.qualifier in {"at_least", "more_than"} and not entry.is_unrounded
        ]
        for entry in entries:
            kept = next(
                (one for one in bounded if one.number == entry.number and one.document != entry.document),
                None,
            )
            if kept is not None and entry.claim.qualifier in {"exact", "about"}:
                yield Finding(
                    "qualifier_lost",
                    "info",
                    "hierarchy",
                    (entry.key, kept.key),
                    kept.claim.text,
                    f"{entry.number:,} {tally.outcome}: “{kept.claim.text}” in {kept.name}, without its "
                    f"bound in {entry.name}. The bounded wording is the better relay.",
                )


def _attributions(readings: Sequence[Reading]) -> Iterator[Finding]:
    """Figures of a body that estimates, which no other report bears out."""
    held = [
        Entry(number, reading.document.name, reading.document.dated, claim)
        for number, reading in enumerate(readings)
        for claim in reading.claims
        if claim.kind == "figure" and claim.value is not None and origin_of(claim) in _BODIES_THAT_ESTIMATE
    ]
    for entry in held:
        if not _is_estimate(entry):
            continue
        origin = origin_of(entry.claim)
        others = [
            one
            for one in held
            if one.document != entry.document
            and origin_of(one.claim) == origin
            and one.claim.outcome == entry.claim.outcome
            and one.claim.victim_class == entry.claim.victim_class
        ]
        if any(meet(Envelope(one.number, one.number), entry.envelope) for one in others):
            continue
        told = "; ".join(f"{one.claim.text} ({one.claim.source}, {one.name})" for one in others)
        yield Finding(
            "attribution_unmatched",
            "error" if others else "warn",
            "hierarchy",
            (entry.key, *(one.key for one in others)),
            origin or "",
            f"“{entry.claim.text}” in {entry.name} is attributed to {entry.claim.source}; "
            + (
                f"what the other reports have of {origin} is another number: {told}."
                if others
                else f"no other report has such a figure of {origin}."
            ),
        )


def _is_estimate(entry: Entry) -> bool:
    """Given in the body's own name: a person's words in its service are that person's estimate."""
    return entry.claim.represents is None and entry.number >= 1000
