"""The text of a query → what it asks for: the part of Lucene's query language that yente's guide shows."""

import re
from threading import Lock
from typing import Any

from msgspec import Struct

from ostrakon.api.refusals import Refused

__all__ = [
    "All",
    "Any_",
    "Clause",
    "Everything",
    "Field",
    "Fuzzy",
    "Not",
    "Phrase",
    "Span",
    "Weighted",
    "Wildcard",
    "Word",
    "parse",
    "parse_simple",
]

_MOST_CLAUSES = 1_024  # Lucene's own limit
_DEEPEST = 50
_QUOTED = re.compile(r'("(?:\\.|[^"\\])*")')
_SLASH = re.compile(r"(?<!\\)/")
_ESCAPED = re.compile(r"\\(.)")
_SIMPLE = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"|+()]+))|(\|)')
# luqum's parser keeps state between calls.
_one_at_a_time = Lock()


class Word(Struct, frozen=True, tag=True):
    """All words of `text`, in any order."""

    text: str


class Wildcard(Struct, frozen=True, tag=True):
    """A word with ? for one letter and * for any number."""

    pattern: str


class Fuzzy(Struct, frozen=True, tag=True):
    """A word, with up to `edits` letters (0 to 2) added, left out, exchanged or replaced."""

    text: str
    edits: int


class Phrase(Struct, frozen=True, tag=True):
    """Words one after the other, with up to `slop` others among them."""

    text: str
    slop: int = 0


class Span(Struct, frozen=True, tag=True):
    """Values from `low` to `high`; None is open. Only of a field."""

    low: str | None
    high: str | None
    low_counts: bool = True
    high_counts: bool = True


class Everything(Struct, frozen=True, tag=True):
    """Whatever there is; of a field: whatever has a value in it."""


class Field(Struct, frozen=True, tag=True):
    """`clause`, of one field alone."""

    name: str
    clause: "Clause"


class All(Struct, frozen=True, tag=True):
    """Every one of `clauses`."""

    clauses: tuple["Clause", ...]


class Any_(Struct, frozen=True, tag=True):  # noqa: N801 (Any is taken)
    """At least one of `clauses`."""

    clauses: tuple["Clause", ...]


class Not(Struct, frozen=True, tag=True):
    """Whatever `clause` does not find."""

    clause: "Clause"


class Weighted(Struct, frozen=True, tag=True):
    """`clause`, counting `weight` times."""

    clause: "Clause"
    weight: float


Clause = Word | Wildcard | Fuzzy | Phrase | Span | Everything | Field | All | Any_ | Not | Weighted


def parse(text: str, *, fuzzy: bool = False) -> Clause:
    """Words are joined by AND. `fuzzy`: plain words may differ by a letter or two.

    Raises Refused with 400 for what is no query.
    """
    from luqum.exceptions import ParseError
    from luqum.parser import parser

    if not text.strip():
        return Everything()
    if _SLASH.search(_outside_quotes(text)):
        raise _refused(text, "regular expressions are not taken; write \\/ for a slash")
    try:
        with _one_at_a_time:
            tree = parser.parse(_operators_in_words(text))
        return _Reader(fuzzy).clause(tree)
    except (ParseError, RecursionError, ValueError, ArithmeticError) as error:
        raise _refused(text, str(error) or type(error).__name__) from error


def parse_simple(text: str, *, fuzzy: bool = False) -> Clause:
    """Words, "phrases", -without and a | between alternatives; whatever else stands there is passed over."""
    alternatives: list[list[Clause]] = [[]]
    for minus, phrase, word, bar in _SIMPLE.findall(text[:10_000])[:_MOST_CLAUSES]:
        if bar:
            alternatives.append([])
            continue
        clause: Clause = Phrase(phrase) if phrase else _plain(word, fuzzy=fuzzy)
        if phrase or word.strip("*"):
            alternatives[-1].append(Not(clause) if minus else clause)
    joined = [All(tuple(clauses)) for clauses in alternatives if clauses]
    return Any_(tuple(joined)) if joined else Everything()


class _Reader:
    """luqum's tree → ours, counting clauses."""

    def __init__(self, fuzzy: bool) -> None:
        self._fuzzy = fuzzy
        self._clauses = 0

    def clause(self, node: Any, depth: int = 0) -> Clause:
        self._clauses += 1
        if self._clauses > _MOST_CLAUSES or depth > _DEEPEST:
            raise ValueError(f"more than {_MOST_CLAUSES} clauses, or {_DEEPEST} one in the other")
        kind = type(node).__name__
        read = getattr(self, f"_read_{kind.lower()}", None)
        if read is None:
            raise ValueError(f"{kind} is not taken")
        found: Clause = read(node, depth + 1)
        return found

    def _read_word(self, node: Any, _depth: int) -> Clause:
        return _plain(node.value, fuzzy=self._fuzzy)

    def _read_phrase(self, node: Any, _depth: int) -> Clause:
        return Phrase(_unescaped(node.value[1:-1]))

    def _read_fuzzy(self, node: Any, _depth: int) -> Clause:
        degree = float(node.degree)
        # Before Lucene 4 a share of the word was written, "~0.5"; without a number, its default is meant.
        edits = min(int(degree), 2) if degree >= 1 or degree == 0 else 2
        return Fuzzy(_unescaped(node.term.value), edits)

    def _read_proximity(self, node: Any, _depth: int) -> Clause:
        return Phrase(_unescaped(node.term.value[1:-1]), min(int(node.degree), 100))

    def _read_boost(self, node: Any, depth: int) -> Clause:
        return Weighted(self.clause(node.expr, depth), min(max(float(node.force), 0.0), 1_000.0))

    def _read_group(self, node: Any, depth: int) -> Clause:
        return self.clause(node.expr, depth)

    _read_fieldgroup = _read_group

    def _read_searchfield(self, node: Any, depth: int) -> Clause:
        name = _unescaped(node.name)
        return Field(name, self.clause(node.expr, depth))

    def _read_range(self, node: Any, _depth: int) -> Clause:
        return Span(_bound(node.low), _bound(node.high), bool(node.include_low), bool(node.include_high))

    def _read_from(self, node: Any, _depth: int) -> Clause:
        return Span(_bound(node.a), None, bool(node.include), True)

    def _read_to(self, node: Any, _depth: int) -> Clause:
        return Span(None, _bound(node.a), True, bool(node.include))

    def _read_andoperation(self, node: Any, depth: int) -> Clause:
        return All(tuple(self.clause(child, depth) for child in node.children))

    _read_unknownoperation = _read_andoperation

    def _read_oroperation(self, node: Any, depth: int) -> Clause:
        return Any_(tuple(self.clause(child, depth) for child in node.children))

    def _read_plus(self, node: Any, depth: int) -> Clause:
        return self.clause(node.a, depth)

    def _read_not(self, node: Any, depth: int) -> Clause:
        return Not(self.clause(node.a, depth))

    _read_prohibit = _read_not


def _plain(text: str, *, fuzzy: bool) -> Clause:
    if text == "*":
        return Everything()
    if re.search(r"(?<!\\)[*?]", text):
        return Wildcard(text.lower())
    plain = _unescaped(text)
    return Fuzzy(plain, 2) if fuzzy else Word(plain)


def _bound(node: Any) -> str | None:
    text = _unescaped(node.value.strip('"'))
    return None if text == "*" else text


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _outside_quotes(text: str) -> str:
    return _QUOTED.sub("", text)


def _operators_in_words(text: str) -> str:
    """&&, || and ! as AND, OR and NOT, where they do not stand in quotes."""
    parts = _QUOTED.split(text)
    for place in range(0, len(parts), 2):
        part = re.sub(r"(?<![\\&])&&(?!&)", " AND ", parts[place])
        part = re.sub(r"(?<![\\|])\|\|(?!\|)", " OR ", part)
        parts[place] = re.sub(r"(?:(?<=\s)|(?<=\()|^)!(?=\S)", "NOT ", part)
    return "".join(parts)


def _refused(text: str, why: str) -> Refused:
    return Refused(400, f"Cannot parse query {text[:100]!r}: {why[:200]}")
