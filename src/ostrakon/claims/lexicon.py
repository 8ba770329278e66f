"""The words that tell a reader of reports what is meant, from the files beside it."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

__all__ = [
    "Country",
    "WordClass",
    "countries",
    "countries_by_word",
    "institutions",
    "word_class",
    "word_classes",
]

_DATA = files("ostrakon.claims") / "data"


class WordClass(Struct, frozen=True):
    """Words and phrases of one class, lower case; a phrase is kept under its first word, longest first."""

    words: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    def __contains__(self, word: object) -> bool:
        return word in self.words


class Country(Struct, frozen=True):
    """A state: the name we print, others, the words for its people, and what stands for its government."""

    name: str
    names: tuple[str, ...]
    peoples: tuple[str, ...]
    metonyms: tuple[str, ...]


@lru_cache(maxsize=64)
def word_class(name: str) -> WordClass:
    """The class `name` of words.txt. Raises KeyError for one that is not there."""
    return _classes()[name]


@lru_cache(maxsize=64)
def word_classes(*names: str) -> frozenset[str]:
    """The single words of several classes together."""
    return frozenset().union(*(word_class(name).words for name in names))


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, WordClass]:
    listed: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (_DATA / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = listed.setdefault(line.strip("[] "), [])
        elif line and not line.startswith("#"):
            current += [entry for entry in (part.strip(' "') for part in line.split(",")) if entry]
    return {name: _word_class(entries) for name, entries in listed.items()}


def _word_class(entries: list[str]) -> WordClass:
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        if " " in entry:
            words = tuple(entry.split())
            phrases.setdefault(words[0], []).append(words)
    return WordClass(
        frozenset(entry for entry in entries if " " not in entry),
        {first: tuple(sorted(several, key=len, reverse=True)) for first, several in phrases.items()},
    )


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    found = []
    for line in _lines("countries.txt"):
        names, peoples, metonyms = (_listed(part) for part in line.split(";"))
        found.append(Country(names[0], names, peoples, metonyms))
    return tuple(found)


@lru_cache(maxsize=1)
def countries_by_word() -> Mapping[str, tuple[Country, str]]:
    """Lower-case word or phrase → the country and what it is to it: name, people or metonym."""
    found: dict[str, tuple[Country, str]] = {}
    for country in countries():
        for role, words in (
            ("metonym", country.metonyms),
            ("people", country.peoples),
            ("name", country.names),
        ):
            found.update({word.lower(): (country, role) for word in words})
    return found


@lru_cache(maxsize=1)
def institutions() -> Mapping[str, str]:
    """Lower-case name → the name we print."""
    found: dict[str, str] = {}
    for line in _lines("institutions.txt"):
        name, others = (_listed(part) for part in line.split(";"))
        found.update({other.lower(): name[0] for other in (*name, *others)})
    return found


def _lines(file: str) -> list[str]:
    text = (_DATA / file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _listed(part: str) -> tuple[str, ...]:
    return tuple(entry for entry in (one.strip() for one in part.split(",")) if entry)
