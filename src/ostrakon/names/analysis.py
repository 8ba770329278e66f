"""A name → its tokens in comparable form, each with the role it plays."""

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from rigour.names import remove_person_prefixes, replace_org_types_compare

from ostrakon.names.cleaning import clean
from ostrakon.names.skeleton import skeleton
from ostrakon.names.transliteration import script_of, to_ascii

__all__ = ["AnalysedName", "NameKind", "Token", "analyse"]

# What the name may name: "person" and "thing" (company, vessel, aircraft) differ in titles and legal forms.
NameKind = Literal["person", "thing", "any"]
Role = Literal["word", "particle", "number", "legal_form"]

# Names longer than this are cut: the longest on any list has 47 words and 401 characters.
_MAX_CHARACTERS = 1000
_MAX_TOKENS = 64

_WORD = re.compile(r"[^\W_]+")
# Of ships and companies ("JAMES II"); "vi" and "xi" are names.
_ROMAN_NUMBERS = {"ii": "2", "iii": "3", "iv": "4", "vii": "7", "viii": "8", "ix": "9", "xii": "12"}
# The Arabic article, alone or with its last letter changed by the next; and the little words of
# names that bear no weight of their own.
_ASSIMILATED = re.compile(r"\b(as|es|ash|esh|ad|ed|an|en|ar|er|at|et|az|ez)-(?=\w)")
_PARTICLES = {
    "al",
    "el",
    "ul",
    "bin",
    "ben",
    "ibn",
    "bint",
    "de",
    "del",
    "la",
    "von",
    "van",
    "der",
    "den",
    "di",
    "da",
    "dos",
    "of",
    "the",
    "and",
    "for",
    "et",
    "y",
    "e",
    "fi",
    "wa",
}
_ARABIC_ARTICLE = re.compile(r"\b(?:وال|ال|لل)(?=\w{3})")


class Token(Struct, frozen=True):
    """`text` is lower-case ASCII; `skeleton` its folded consonants."""

    text: str
    skeleton: str
    role: Role = "word"


class AnalysedName(Struct, frozen=True):
    """`original` as given, `tokens` in order, `script` Unicode's name of the first letter's script."""

    original: str
    script: str
    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[Token, ...]:
        """The tokens that carry weight; all of them when nothing else is left ("THE")."""
        words = tuple(token for token in self.tokens if token.role in {"word", "number"})
        return words or self.tokens

    @property
    def joined(self) -> str:
        """All weighty tokens written together, for names with missing or added blanks."""
        return "".join(token.text for token in self.words)


@lru_cache(maxsize=16384)
def analyse(name: str, kind: NameKind = "any") -> AnalysedName:
    """Tokens of `name` in any script. Empty tokens when it holds no letter or digit at all.

    Titles ("Dr", "General") go when `kind` is "person", legal forms are normalised and given their
    role unless it is; the rules for both are rigour's. Names are cut at 1,000 characters.
    """
    cleaned = clean(name[:_MAX_CHARACTERS])
    script = script_of(cleaned)
    if script == "ARABIC":
        cleaned = _ARABIC_ARTICLE.sub("", cleaned)
    cleaned = _ASSIMILATED.sub("al-", cleaned)
    if kind == "person":
        cleaned = remove_person_prefixes(cleaned) or cleaned
    forms: set[str] = set()
    if kind != "person":
        before = set(_WORD.findall(cleaned))
        cleaned = replace_org_types_compare(cleaned)
        forms = _forms_in(cleaned, before)
    tokens: list[Token] = []
    for word in _WORD.findall(cleaned):
        for ascii_word in _WORD.findall(to_ascii(word)):
            text = _ROMAN_NUMBERS.get(ascii_word, ascii_word)
            tokens.append(Token(text, skeleton(text), _role(text, word in forms)))
    return AnalysedName(name, script, tuple(tokens[:_MAX_TOKENS]))


def _forms_in(cleaned: str, before: set[str]) -> set[str]:
    """Words that the normalisation wrote, or kept, as a legal form."""
    after = _WORD.findall(cleaned)
    return {word for word in after if word not in before or _is_legal_form(word)}


@lru_cache(maxsize=4096)
def _is_legal_form(word: str) -> bool:
    from rigour.names import extract_org_types

    return any(found == word for found, _ in extract_org_types(word))


def _role(text: str, is_form: bool) -> Role:
    if text.isdigit():
        return "number"
    if is_form:
        return "legal_form"
    return "particle" if text in _PARTICLES else "word"
