"""Why two listings cannot be one party, whatever a chain of links between them says."""

from ostrakon.matching.resolution.births import compare_births
from ostrakon.matching.resolution.profiles import Profile

__all__ = ["contradiction"]

_APART = {"near", "differs"}


def contradiction(one: Profile, other: Profile) -> str | None:
    """In words; None where nothing that both state rules one party out."""
    if (one.kind == "Person") != (other.kind == "Person"):
        return f"a {one.kind} is no {other.kind}"
    if one.genders and other.genders and not one.genders & other.genders:
        return "different genders"
    births = compare_births(one.births, other.births)
    if births is not None and births.how in _APART:
        return f"born {births.one} and {births.other}"
    ours, theirs = one.numbers_of("imo"), other.numbers_of("imo")
    if ours and theirs and not ours & theirs:
        return f"different ships by IMO number, {min(ours)} and {min(theirs)}"
    return None
