"""What is read once and then kept: done before the first request has to wait for it."""

from ostrakon.api.examples import Query, clean, example_of
from ostrakon.api.library import Library
from ostrakon.api.matches import Narrowing, Wanted, answer

__all__ = ["warm"]

_NOBODY = {"name": ["Nobody Atall Limited"]}


def warm(library: Library) -> None:
    """FollowTheMoney's model, the words of names, a first match, and then the names of countries in all
    languages: two seconds in a thread, of which requests of the first half second wait for a part."""
    reach = library.everything()
    screening, _ = library.screening(reach)
    wanted = Wanted(1, 0.7, 0.7, "ostrakon", Narrowing())
    for schema in ("Person", "Company", "LegalEntity", "Vessel", "Thing"):
        answer(["a"], [example_of("a", Query(schema, dict(_NOBODY)))], library, reach, screening, wanted)
    clean("Person", {"nationality": "Syrian Arab Republic", "birthDate": "1965", "phone": "+49 30 1"})
