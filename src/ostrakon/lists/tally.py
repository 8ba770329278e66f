"""What became of how many listings: in all, by kind, by programme, and under the programmes asked for."""

import fnmatch
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.lists.changes import Counted, Counts, ListingChange, ProgrammeCount, ProgrammeTally
from ostrakon.lists.fields import states_programmes
from ostrakon.model import Kind, Listing

__all__ = ["Wanted", "tally"]


class Wanted(Struct, frozen=True):
    """Which listings are asked for: of a kind, and under a programme that the pattern describes in one of
    the two versions. None asks for all."""

    kind: Kind | None = None
    programme: str | None = None

    def takes(self, *states: Listing | None) -> bool:
        known = [state for state in states if state is not None]
        return any(self.kind in {None, state.kind} for state in known) and (
            self.programme is None or any(map(self.has_programme, known))
        )

    def has_programme(self, listing: Listing | None) -> bool:
        """Capitals make no difference: UK regimes are sentences, US programmes codes."""
        pattern = "*" if self.programme is None else self.programme.casefold()
        codes = () if listing is None else _programmes(listing)
        return any(fnmatch.fnmatchcase(code.casefold(), pattern) for code in codes)


class _Fate(Struct, frozen=True):
    """A listing as it was and as it is. `changed`: in what both files can tell."""

    was: Listing | None
    now: Listing | None
    changed: bool
    material: bool


def tally(
    before: Sequence[Listing],
    differing: Sequence[tuple[Listing | None, Listing | None]],
    changes: Sequence[ListingChange],
    wanted: Wanted,
) -> Counts:
    """`before` is the whole older version, `differing` every listing that is not the same in the newer one,
    `changes` those of them that are new, gone, or otherwise as far as both files can tell."""
    fates = list(_fates(before, differing, changes))
    chosen = [fate for fate in fates if wanted.takes(fate.was, fate.now)]
    return Counts(
        total=_counted(fates),
        chosen=_counted(chosen),
        programme=None if wanted.programme is None else _programme_tally(chosen, wanted),
        by_kind=_grouped(chosen, lambda listing: {listing.kind}),
        by_programme=_grouped(chosen, _programmes),
    )


def _fates(
    before: Sequence[Listing],
    differing: Sequence[tuple[Listing | None, Listing | None]],
    changes: Sequence[ListingChange],
) -> Iterator[_Fate]:
    by_id = {change.listing.id: change for change in changes}
    later = {was.id: now for was, now in differing if was is not None}
    for was in before:
        now, change = later.get(was.id, was), by_id.get(was.id)
        changed = change is not None and now is not None
        yield _Fate(
            was if now is None else _under(was, now),
            None if now is None else _under(now, was),
            changed=changed,
            material=changed and change is not None and change.material,
        )
    for _, now in (pair for pair in differing if pair[0] is None):
        yield _Fate(None, now, changed=False, material=False)


def _under(listing: Listing, other: Listing) -> Listing:
    """Under the programmes of its `other` state where its own file does not say."""
    return listing if states_programmes(listing) else replace(listing, programmes=other.programmes)


def _counted(fates: Sequence[_Fate]) -> Counted:
    return Counted(
        before=sum(fate.was is not None for fate in fates),
        after=sum(fate.now is not None for fate in fates),
        added=sum(fate.was is None for fate in fates),
        removed=sum(fate.now is None for fate in fates),
        changed=sum(fate.changed for fate in fates),
        material=sum(fate.material for fate in fates),
    )


def _grouped(fates: Sequence[_Fate], groups_of: Callable[[Listing], Set[str]]) -> dict[str, Counted]:
    """Per group, in alphabetical order. Who leaves a group and stays on the list counts as removed there."""
    found: dict[str, Counter[str]] = {}
    for fate in fates:
        was = groups_of(fate.was) if fate.was else set()
        now = groups_of(fate.now) if fate.now else set()
        for group in was | now:
            count = found.setdefault(group, Counter())
            count["before"] += group in was
            count["after"] += group in now
            count["added"] += group not in was
            count["removed"] += group not in now
            stays = group in was and group in now
            count["changed"] += stays and fate.changed
            count["material"] += stays and fate.material
    return {
        group: Counted(**{field: found[group][field] for field in Counted.__struct_fields__})
        for group in sorted(found)
    }


def _programme_tally(fates: Sequence[_Fate], wanted: Wanted) -> ProgrammeTally:
    asked = [fate for fate in fates if wanted.has_programme(fate.was)]
    stayed = [fate.now for fate in asked if fate.now is not None]
    with_one = [listing for listing in stayed if wanted.has_programme(listing)]
    after = sum(wanted.has_programme(fate.now) for fate in fates)
    in_all, of_these = _by_programme(stayed), _by_programme(with_one)
    return ProgrammeTally(
        pattern=wanted.programme or "*",
        before=len(asked),
        after=after,
        left_list=len(asked) - len(stayed),
        stayed=len(stayed),
        stayed_without=len(stayed) - len(with_one),
        stayed_with=len(with_one),
        came=after - len(with_one),
        now_under=tuple(
            ProgrammeCount(code, count, count - of_these[code], of_these[code])
            for code, count in sorted(in_all.items(), key=lambda one: (-one[1], one[0]))
        ),
    )


def _by_programme(listings: Iterable[Listing]) -> Counter[str]:
    return Counter(code for listing in listings for code in _programmes(listing))


def _programmes(listing: Listing) -> Set[str]:
    return set(listing.programme_codes)
