"""What is read once and then kept: done before the first request has to wait for it."""

from ostrakon.api.examples import Query, clean, example_of
from ostrakon.api.library import Library
from ostrakon.api.matches import Narrowing, Wanted, answer

__all__ = ["warm", "warm_further"]

_NOBODY = {"name": ["Nobody Atall Limited"]}


def warm(library: Library) -> None:
    """FollowTheMoney's model, the words of names, and a first match. Half a second, before workers are made:
    they share what it leaves in memory."""
    reach = library.everything()
    screening, _ = library.screening(reach)
    wanted = Wanted(1, 0.7, 0.7, "ostrakon", Narrowing())
    for schema in ("Person", "Company", "LegalEntity", "Vessel", "Thing"):
        answer(["a"], [example_of("a", Query(schema, dict(_NOBODY)))], library, reach, screening, wanted)


def warm_further() -> None:
    """Names of countries in all languages: a second and more, in a thread while requests are answered."""
    clean("Person", {"nationality": "Syrian Arab Republic", "birthDate": "1965", "phone": "+49 30 1"})
