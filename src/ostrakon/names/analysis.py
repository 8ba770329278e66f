"""A name → its tokens in comparable form, each with the role it plays."""

import re
import unicodedata
import zlib
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.names.cleaning import clean
from ostrakon.names.senses import sense_of
from ostrakon.names.translation import translated
from ostrakon.names.transliteration import is_unvowelled, script_of, sounded, to_ascii

__all__ = ["AnalysedName", "NameKind", "Role", "Token", "analyse"]

# What the name may name: "person" and "thing" (company, vessel, aircraft) differ in titles and legal forms.
NameKind = Literal["person", "thing", "any"]

# Names longer than this are cut: the longest on any list has 47 words and 401 characters.
_MAX_CHARACTERS = 1000
_MAX_TOKENS = 64
_MAX_LETTERS = 48  # of a token

_WORD = re.compile(r"[^\W_]+")
# Of ships and companies ("JAMES II"); "vi" and "xi" are names.
_ROMAN_NUMBERS = {"ii": "2", "iii": "3", "iv": "4", "vii": "7", "viii": "8", "ix": "9", "xii": "12"}
# The Arabic article with its last letter changed by the next.
_ASSIMILATED = re.compile(r"\b(?:as|es|ash|esh|ad|ed|an|en|ar|er|at|et|az|ez)-(?=\w)")
# "Servant of the …": one word with its article ("Abdul Rahman"), which "Abd al-Rahman" writes as two.
_SERVANT = re.compile(r"\babd[ -](al|el|il|ol|ul)[ -](?=\w)")
_ARABIC_SERVANT = re.compile(r"\bعبد ال(?!له\b)(?=\w{2})")
_ARABIC_ARTICLE = re.compile(r"\b(?:وال|لل|ال)(?!له\b)(?=\w{2})")
# The little words of names that bear no weight of their own.
_PARTICLES = frozenset(
    [
        *("al", "el", "ul", "bin", "ben", "ibn", "bint"),
        *("de", "del", "della", "la", "le", "les", "di", "da", "do", "dos", "das", "du"),
        *("von", "van", "zu", "zur", "der", "den"),
        *("of", "the", "and", "for", "et", "fi", "wa", "und"),
    ]
)
_SOME_FORM = 255  # a word of a legal form that stands alone
_FORM_MARK = re.compile("\x01(\\d+)\x02([^\x03]*)\x03")


class Role(IntEnum):
    """What a token is. The numbers are the kernel's."""

    WORD = 0
    PARTICLE = 1
    NUMBER = 2
    TITLE = 3
    GENERIC = 4


class Token(Struct, frozen=True, omit_defaults=True):
    """`text` is lower-case ASCII, 1 to 48 letters and digits. `form` tells legal forms apart (0: none is
    meant; "Ltd" and "OOO" are one), `sense` words that translate each other ("zavod", "plant"; 0: none).
    `unvowelled`: from a script that leaves short vowels out. `heard` spells the sounds where marks that
    `text` has lost tell them ("Šatilo": satilo, heard shatilo); "" where it is `text`."""

    text: str
    role: Role = Role.WORD
    form: int = 0
    unvowelled: bool = False
    sense: int = 0
    heard: str = ""

    @property
    def is_weighty(self) -> bool:
        """Whether it tells one party from another: neither a particle, a title nor a legal form."""
        return self.role in {Role.WORD, Role.GENERIC, Role.NUMBER} and not self.form


class AnalysedName(Struct, frozen=True):
    """`original` as given, `tokens` in order, `script` Unicode's name of the first letter's script."""

    original: str
    script: str
    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[Token, ...]:
        """The tokens that carry weight; all of them when nothing else is left ("THE")."""
        return tuple(token for token in self.tokens if token.is_weighty) or self.tokens


@lru_cache(maxsize=16384)
def analyse(name: str, kind: NameKind = "any") -> AnalysedName:
    """Tokens of `name` in any script. Empty tokens when it holds no letter or digit at all.

    Titles ("Dr", "General") get their role unless `kind` is "thing", legal forms theirs unless it is
    "person"; which words are legal forms is rigour's knowledge. Names are cut at 1,000 characters.
    """
    cleaned = clean(name[:_MAX_CHARACTERS])
    if cleaned.isascii():
        script = "LATIN"
    else:
        script = script_of(cleaned)
        if script == "ARABIC":
            cleaned = _ARABIC_ARTICLE.sub("", _ARABIC_SERVANT.sub("عبدال ", cleaned))
        cleaned = translated(cleaned, script)
    if "-" in cleaned:
        cleaned = _ASSIMILATED.sub("al-", cleaned)
    if "abd" in cleaned:
        cleaned = _SERVANT.sub(r"abd\1 ", cleaned)
    tokens: list[Token] = []
    if kind == "person":
        _add_words(cleaned, kind, tokens)
    else:
        place = 0
        marked = _with_forms_marked(cleaned)
        for found in _FORM_MARK.finditer(marked):
            _add_words(marked[place : found.start()], kind, tokens)
            form = found[2] if "." not in found[2] else found[2].replace(".", "")
            tokens.extend(
                Token(word[:_MAX_LETTERS], Role.WORD, int(found[1]))
                for word in re.findall("[a-z0-9]+", to_ascii(form))
            )
            place = found.end()
        _add_words(marked[place:], kind, tokens)
    if kind != "thing":
        _mark_leading_titles(tokens, behind=1 if kind == "person" else 2)
    return AnalysedName(name, script, tuple(tokens[:_MAX_TOKENS]))


def _mark_leading_titles(tokens: list[Token], behind: int) -> None:
    """ "President" before a name is a title; "King" behind one is a name."""
    for place in range(len(tokens) - behind):
        token = tokens[place]
        if token.role != Role.TITLE and token.text not in _words_of("leading_titles.txt"):
            return
        tokens[place] = Token(token.text, Role.TITLE)


def _words_in(text: str) -> list[str]:
    """Runs of letters, digits and the marks that belong to them."""
    if text.isascii():
        return _WORD.findall(text)
    parted = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return "".join(parted).split()


def _add_words(text: str, kind: NameKind, tokens: list[Token]) -> None:
    for word in _words_in(text):
        tokens.extend(_tokens_of(word, kind))


@lru_cache(maxsize=65536)
def _tokens_of(word: str, kind: NameKind) -> tuple[Token, ...]:
    """Mostly one; several for scripts that write names without blanks."""
    if word.isascii():
        return (_token(word, kind, unvowelled=False),)
    if (heard := sounded(word)) != word:
        (text,) = re.findall("[a-z0-9]+", to_ascii(word))[:1] or ("",)
        token = _token(text, kind, unvowelled=False) if text else None
        if token is not None and token.role == Role.WORD:
            spelled = "".join(re.findall("[a-z0-9]+", to_ascii(heard)))[:_MAX_LETTERS]
            return (replace(token, heard=spelled),)
    unvowelled = is_unvowelled(script_of(word))
    return tuple(
        _token(part, kind, unvowelled=unvowelled) for part in re.findall("[a-z0-9]+", to_ascii(word))
    )


def _token(text: str, kind: NameKind, *, unvowelled: bool) -> Token:
    text = text[:_MAX_LETTERS]
    if text in _ROMAN_NUMBERS:
        return Token(_ROMAN_NUMBERS[text], Role.TITLE if kind == "person" else Role.NUMBER)
    if text.isdigit():
        return Token(text, Role.NUMBER)
    if kind != "person" and text in _words_of("form_words.txt"):
        return Token(text, Role.WORD, _SOME_FORM)
    role = _role(text, kind, unvowelled=unvowelled)
    if role in {Role.WORD, Role.GENERIC} and kind != "person" and (sense := sense_of(text)):
        return Token(text, Role.GENERIC, 0, unvowelled, sense)
    return Token(text, role, 0, unvowelled)


def _role(text: str, kind: NameKind, *, unvowelled: bool) -> Role:
    if text in _PARTICLES and not unvowelled:
        return Role.PARTICLE
    if kind != "thing" and text in _words_of("titles.txt"):
        return Role.TITLE
    if kind != "person" and text in _words_of("generic_words.txt"):
        return Role.GENERIC
    return Role.WORD


def _with_forms_marked(cleaned: str) -> str:
    """`cleaned` with each legal form between marks, its number in front."""
    from rigour.names import extract_org_types

    for form, canonical in extract_org_types(cleaned, generic=True):
        if form in _ROMAN_NUMBERS:
            continue
        number = zlib.crc32(canonical.encode()) % 254 + 1
        pattern = rf"(?<![^\W_]){re.escape(form)}(?![^\W_])"
        cleaned = re.sub(pattern, f" \x01{number}\x02{form}\x03 ", cleaned, count=1)
    return cleaned


@lru_cache
def _words_of(file: str) -> frozenset[str]:
    lines = files("ostrakon.names").joinpath("data", file).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
