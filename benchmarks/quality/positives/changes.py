"""One change to a name, as the UK regulator's synthetic tests describe them: our own implementation.

Each takes the name, whether it is a person's, and a source of chance; None where it does not apply.
"""

import random
import re
import string
from collections.abc import Callable, Sequence

__all__ = ["CHANGES", "NUMBER_CHANGES"]

# Written otherwise, heard alike, in the romanisations that the lists themselves mix.
_ALIKE = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "c"), ("c", "k"), ("q", "k"), ("k", "q"),
    ("kh", "h"), ("h", "kh"), ("gh", "g"), ("g", "gh"), ("j", "dj"), ("dj", "j"), ("sh", "ch"),
    ("ch", "tch"), ("ts", "tz"), ("z", "s"), ("s", "z"), ("y", "i"), ("i", "y"), ("ee", "i"),
    ("oo", "u"), ("u", "ou"), ("ou", "u"), ("o", "u"), ("e", "i"), ("a", "e"), ("v", "w"),
    ("w", "v"), ("x", "ks"), ("ks", "x"), ("d", "t"), ("b", "p"),
)  # fmt: skip
_TITLES = (
    "Mr",
    "Mr.",
    "Mrs",
    "Dr",
    "Dr.",
    "Prof.",
    "Sheikh",
    "Haji",
    "General",
    "Col.",
    "Eng.",
    "Sayyed",
    "Sir",
)
_LEGAL_FORMS = (
    ("limited liability company", ("LLC", "Ltd", "OOO")),
    ("joint stock company", ("JSC", "AO", "Corp.")),
    ("public joint stock company", ("PJSC", "PAO")),
    ("private joint stock company", ("PJSC", "Co.")),
    ("limited", ("Ltd", "Ltd.", "LLC")),
    ("ltd", ("Limited", "LLC")),
    ("llc", ("Limited Liability Company", "Ltd", "L.L.C.")),
    ("ooo", ("LLC", "Limited Liability Company")),
    ("jsc", ("Joint Stock Company", "AO")),
    ("pjsc", ("PAO", "Public Joint Stock Company")),
    ("ao", ("JSC", "Joint Stock Company")),
    ("oao", ("OJSC", "JSC")),
    ("ojsc", ("OAO", "JSC")),
    ("inc", ("Incorporated", "Corp.")),
    ("corporation", ("Corp.", "Inc.")),
    ("corp", ("Corporation", "Inc.")),
    ("company", ("Co.", "Cie")),
    ("co", ("Company",)),
    ("gmbh", ("GmbH & Co. KG", "Ltd")),
    ("fze", ("FZ-LLC", "Free Zone Establishment")),
    ("fzco", ("FZE", "Free Zone Company")),
    ("fzc", ("FZE", "Free Zone Company")),
    ("sa", ("S.A.", "Ltd")),
    ("sarl", ("S.A.R.L.", "Ltd")),
    ("srl", ("S.R.L.", "Ltd")),
    ("pty", ("Proprietary",)),
    ("as", ("A.S.",)),
)  # fmt: skip
_AUXILIARY = ("Group", "Holding", "International", "Trading", "General", "The", "Global", "Enterprises")
_AUXILIARY_WORDS = {
    *map(str.casefold, _AUXILIARY),
    "co",
    "company",
    "of",
    "and",
    "&",
    "for",
    "holdings",
    "industries",
}


def initials(name: str, person: bool, draw: random.Random) -> str | None:
    """Every given name, or the first alone, as its letter."""
    words = name.split()
    if not person or len(words) < 2 or not words[0][0].isalpha():
        return None
    stop = draw.choice(("", "."))
    shortened = len(words) - 1 if draw.random() < 0.5 else 1
    return " ".join([word[0] + stop for word in words[:shortened]] + words[shortened:])


def partial_word(name: str, person: bool, draw: random.Random) -> str | None:
    """One word cut off, at least three letters of it left."""
    del person

    def cut(word: str) -> str:
        return word[: draw.randint(max(3, len(word) // 2), len(word) - 1)]

    return _in_one_word(name, draw, cut, shortest=5)


def missing_word(name: str, person: bool, draw: random.Random) -> str | None:
    del person
    words = name.split()
    places = [i for i, word in enumerate(words) if word.isalpha()]  # numbers are a class of their own
    if len(words) < 3 or not places:
        return None
    del words[draw.choice(places)]
    return " ".join(words)


def added_letter(name: str, person: bool, draw: random.Random) -> str | None:
    del person

    def add(word: str) -> str:
        at = draw.randint(1, len(word))
        letter = draw.choice(string.ascii_lowercase)
        return word[:at] + (letter.upper() if word.isupper() else letter) + word[at:]

    return _in_one_word(name, draw, add)


def removed_letter(name: str, person: bool, draw: random.Random) -> str | None:
    del person

    def remove(word: str) -> str:
        at = draw.randrange(len(word))
        return word[:at] + word[at + 1 :]

    return _in_one_word(name, draw, remove)


def swapped_letters(name: str, person: bool, draw: random.Random) -> str | None:
    """Two neighbours that differ."""
    del person

    def swap(word: str) -> str:
        places = [i for i in range(len(word) - 1) if word[i].casefold() != word[i + 1].casefold()]
        if not places:
            return word
        at = draw.choice(places)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _in_one_word(name, draw, swap)


def replaced_letter(name: str, person: bool, draw: random.Random) -> str | None:
    del person

    def replace(word: str) -> str:
        at = draw.randrange(len(word))
        letter = draw.choice([c for c in string.ascii_lowercase if c != word[at].casefold()])
        return word[:at] + (letter.upper() if word[at].isupper() else letter) + word[at + 1 :]

    return _in_one_word(name, draw, replace)


def alike_letters(name: str, person: bool, draw: random.Random) -> str | None:
    """Letters heard alike: one change in each of one or two words."""
    del person
    words = name.split()
    places = [i for i, word in enumerate(words) if len(word) >= 4]
    draw.shuffle(places)
    for place in places[: draw.choice((1, 2))]:
        fitting = [pair for pair in _ALIKE if pair[0] in words[place].casefold()]
        if fitting:
            old, new = draw.choice(fitting)
            words[place] = _replaced(words[place], old, new, draw)
    changed = " ".join(words)
    return changed if changed != name else None


def doubled_letter(name: str, person: bool, draw: random.Random) -> str | None:
    """A letter written twice, or a double one once."""
    del person
    doubled = [match.start() for match in re.finditer(r"(?i)([a-z])\1", name)]
    if doubled and draw.random() < 0.5:
        at = draw.choice(doubled)
        return name[:at] + name[at + 1 :]

    def double(word: str) -> str:
        at = draw.randrange(1, len(word))
        return word[:at] + word[at] + word[at:]

    return _in_one_word(name, draw, double)


def missing_space(name: str, person: bool, draw: random.Random) -> str | None:
    del person
    words = name.split()
    if len(words) < 2:
        return None
    at = draw.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def all_spaces_missing(name: str, person: bool, draw: random.Random) -> str | None:
    del person, draw
    return name.replace(" ", "") if " " in name else None


def added_space(name: str, person: bool, draw: random.Random) -> str | None:
    del person

    def split(word: str) -> str:
        at = draw.randint(2, len(word) - 2)
        return f"{word[:at]} {word[at:]}"

    return _in_one_word(name, draw, split, shortest=6)


def title(name: str, person: bool, draw: random.Random) -> str | None:
    return f"{draw.choice(_TITLES)} {name}" if person else None


def word_order(name: str, person: bool, draw: random.Random) -> str | None:
    words = name.split()
    if len(words) < 2:
        return None
    if person and draw.random() < 0.5:
        return f"{words[-1]}, {' '.join(words[:-1])}"
    shuffled = words.copy()
    draw.shuffle(shuffled)
    return " ".join(shuffled if shuffled != words else reversed(words))


def legal_form(name: str, person: bool, draw: random.Random) -> str | None:
    """A company's legal form in other words, or left out."""
    if person:
        return None
    for form, others in _LEGAL_FORMS:
        found = re.search(rf"(?i)(?<!\w){re.escape(form)}(?!\w)\.?", name)
        if found:
            other = draw.choice((*others, ""))
            left = f"{name[: found.start()]}{other}{name[found.end() :]}"
            return " ".join(left.split()).strip(" ,") or None
    return f"{name} {draw.choice(('Ltd', 'LLC', 'Co.', 'JSC', 'Inc.'))}"


def auxiliary_word(name: str, person: bool, draw: random.Random) -> str | None:
    """A word that says little of a company, left out or added."""
    if person:
        return None
    words = name.split()
    spare = [i for i, word in enumerate(words) if word.strip(".,").casefold() in _AUXILIARY_WORDS]
    if spare and len(words) > len(spare) + 1 and draw.random() < 0.6:
        del words[draw.choice(spare)]
        return " ".join(words)
    word = draw.choice(_AUXILIARY)
    return f"{word} {name}" if word == "The" else f"{name} {word}"


def changed_number(name: str, person: bool, draw: random.Random) -> str | None:
    """One digit another one."""
    del person
    digits = [i for i, character in enumerate(name) if character in string.digits]
    if not digits:
        return None
    at = draw.choice(digits)
    return name[:at] + draw.choice([d for d in string.digits if d != name[at]]) + name[at + 1 :]


def missing_number(name: str, person: bool, draw: random.Random) -> str | None:
    del person, draw
    left = " ".join(re.sub(r"\d+", " ", name).split())
    return left if left != name and any(map(str.isalpha, left)) else None


Change = Callable[[str, bool, random.Random], str | None]
CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        initials,
        partial_word,
        missing_word,
        added_letter,
        removed_letter,
        swapped_letters,
        replaced_letter,
        alike_letters,
        doubled_letter,
        missing_space,
        all_spaces_missing,
        added_space,
        title,
        word_order,
        legal_form,
        auxiliary_word,
    )
}
NUMBER_CHANGES: dict[str, Change] = {c.__name__: c for c in (changed_number, missing_number)}


def _in_one_word(
    name: str, draw: random.Random, change: Callable[[str], str], *, shortest: int = 4
) -> str | None:
    """`change` done to one word of letters, the longer the likelier as in real slips."""
    words = name.split()
    places = [i for i, word in enumerate(words) if len(word) >= shortest and word.isalpha()]
    if not places:
        return None
    at = _weighted(places, [len(words[i]) for i in places], draw)
    return " ".join([*words[:at], change(words[at]), *words[at + 1 :]])


def _weighted(items: Sequence[int], weights: Sequence[int], draw: random.Random) -> int:
    return draw.choices(items, weights)[0]


def _replaced(word: str, old: str, new: str, draw: random.Random) -> str:
    at = draw.choice([m.start() for m in re.finditer(re.escape(old), word.casefold())])
    return word[:at] + (new.upper() if word.isupper() else new) + word[at + len(old) :]
