"""Words and digits → quantities with their qualifiers, and which numbers count nothing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ostrakon.claims.language.tokens import Token
from ostrakon.claims.lexicon import word_class
from ostrakon.model.claims import Qualifier

__all__ = ["Quantity", "quantities"]

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_SCALES |= {
    "m": 1_000_000,
    "mn": 1_000_000,
    "k": 1000,
    "bn": 1_000_000_000,
    "lakh": 100_000,
    "crore": 10_000_000,
}
# Without a number before them; the intervals are a convention, and the qualifier says so.
_LEXICAL = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2_000_000, 9_999_999),
}
_OF_LEXICAL = {
    ("tens", "thousands"): (20_000, 99_999),
    ("hundreds", "thousands"): (200_000, 999_999),
    ("dozens", "hundreds"): (2400, 9999),
    ("tens", "millions"): (20_000_000, 99_999_999),
}
_VAGUE = frozenset({"several", "few", "many"})
_BEFORE: dict[tuple[str, ...], Qualifier] = {
    ("at", "least"): "at_least",
    ("no", "fewer", "than"): "at_least",
    ("no", "less", "than"): "at_least",
    ("not", "less", "than"): "at_least",
    ("not", "fewer", "than"): "at_least",
    ("minimum", "of"): "at_least",
    ("upwards", "of"): "at_least",
    ("upward", "of"): "at_least",
    ("more", "than"): "more_than",
    ("over",): "more_than",
    ("above",): "more_than",
    ("exceeding",): "more_than",
    ("exceeded",): "more_than",
    ("exceeds",): "more_than",
    ("surpassed",): "more_than",
    ("topped",): "more_than",
    ("passed",): "more_than",
    ("in", "excess", "of"): "more_than",
    ("just", "over"): "more_than",
    ("well", "over"): "more_than",
    (">",): "more_than",
    ("about",): "about",
    ("some",): "about",
    ("around",): "about",
    ("roughly",): "about",
    ("approximately",): "about",
    ("approx",): "about",
    ("approx", "."): "about",
    ("estimated",): "about",
    ("circa",): "about",
    ("~",): "about",
    ("nearly",): "nearly",
    ("almost",): "nearly",
    ("close", "to"): "nearly",
    ("just", "under"): "nearly",
    ("just", "short", "of"): "nearly",
    ("approaching",): "nearly",
    ("up", "to"): "up_to",
    ("as", "many", "as"): "up_to",
    ("maximum", "of"): "up_to",
    ("no", "more", "than"): "up_to",
    ("not", "more", "than"): "up_to",
    ("at", "most"): "up_to",
    ("fewer", "than"): "fewer_than",
    ("less", "than"): "fewer_than",
    ("under",): "fewer_than",
    ("below",): "fewer_than",
}
_LONGEST_BEFORE = max(map(len, _BEFORE))
_AFTER: dict[tuple[str, ...], Qualifier] = {
    ("or", "more"): "at_least",
    ("and", "more"): "at_least",
    ("+",): "at_least",
    ("-", "plus"): "at_least",
    ("plus",): "at_least",
    ("or", "so"): "about",
    ("or", "fewer"): "up_to",
    ("or", "less"): "up_to",
}
_DETERMINERS = frozenset(
    "a an the another additional further other all his her its our their my these those such remaining "
    "first next last".split()
)
_FURTHER = frozenset({"another", "additional", "further", "extra"})
_DASHES = frozenset("-–—‑‐")
_CHANGE = frozenset(
    "rose risen rises rise climbed climbs increased increase jumped up grew grown fell fallen dropped "
    "down revised went gone swelled soared lowered raised doubled".split()
)
_MONEY = frozenset("$€£¥₽₺")
_PERCENT = frozenset({"%", "percent", "percentage"})
_YEAR_BEFORE = frozenset(
    "in since from until till by of to and during before after between mid early late through year "
    "spring summer autumn winter fall end ( , / –".split()
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_TOO_MANY = 10_000_000_000  # more than there are people


class Quantity(NamedTuple):
    """A number in a sentence, by the places of its tokens: qualifier and number are first..last.

    `number` is where the number itself begins. `decoy` names what it counts or says instead of things
    (date, age, percent, money, code, ordinal), None where it may count people. `separator` is the mark
    that divides thousands, if it has one.
    """

    first: int
    last: int
    number: int
    low: int
    high: int
    qualifier: Qualifier
    decoy: str | None = None
    further: bool = False
    change: str | None = None
    separator: str | None = None


class _Number(NamedTuple):
    low: int
    high: int
    last: int
    lexical: bool = False
    separator: str | None = None
    fraction: bool = False


def quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every number of a sentence, in order, decoys included."""
    found: list[Quantity] = []
    position = 0
    while position < len(tokens):
        number = _number(tokens, position)
        if number is None:
            position += 1
            continue
        quantity = _quantity(tokens, position, number)
        found.append(quantity)
        position = max(quantity.last, position) + 1
    return list(_paired(tokens, found))


def _quantity(tokens: Sequence[Token], position: int, number: _Number) -> Quantity:
    first, qualifier, further = _qualified(tokens, position)
    last = number.last
    after, length = _match_after(tokens, last + 1)
    if after is not None and qualifier in {None, "about"}:
        qualifier, last = after, last + length
    decoy = _decoy(tokens, position, number)
    return Quantity(
        first=first,
        last=last,
        number=position,
        low=number.low,
        high=number.high,
        qualifier="lexical" if number.lexical else qualifier or "exact",
        decoy=decoy,
        further=further,
        separator=number.separator,
    )


def _qualified(tokens: Sequence[Token], position: int) -> tuple[int, Qualifier | None, bool]:
    """Where the qualifier before the number begins, what it means, and whether it says "further"."""
    first, further = position, False
    qualifier: Qualifier | None = None
    while first > 0:
        length, meaning = _match_before(tokens, first)
        if length:
            first, qualifier = first - length, _stronger(qualifier, meaning)
            continue
        word = tokens[first - 1].low
        if word in _FURTHER:
            further, first = True, first - 1
        elif word in {"a", "an"} and first < position:
            first -= 1
        elif word == "total" or (word == "of" and tokens[first - 2].low == "total" if first > 1 else False):
            first -= 2 if word == "of" else 1
        else:
            break
    if first > 0 and first == position and tokens[first - 1].low == "other":
        further = True
    return first, qualifier, further


def _stronger(known: Qualifier | None, met: Qualifier | None) -> Qualifier | None:
    """As in "at least some 40" is at_least: a bound says more than "about"."""
    return met if known in {None, "about"} else known


def _match_before(tokens: Sequence[Token], first: int) -> tuple[int, Qualifier | None]:
    for length in range(min(_LONGEST_BEFORE, first), 0, -1):
        words = tuple(token.low for token in tokens[first - length : first])
        if words in _BEFORE:
            if (
                words == ("passed",)
                and first > 1
                and tokens[first - 2].low not in {"has", "had", "have", "toll"}
            ):
                continue
            return length, _BEFORE[words]
    return 0, None


def _match_after(tokens: Sequence[Token], start: int) -> tuple[Qualifier | None, int]:
    for length in (2, 1):
        words = tuple(token.low for token in tokens[start : start + length])
        if len(words) == length and words in _AFTER:
            return _AFTER[words], length
    return None, 0


def _number(tokens: Sequence[Token], position: int) -> _Number | None:
    token = tokens[position]
    if token.kind == "number":
        return _digits(tokens, position)
    if token.kind == "word":
        return _words(tokens, position)
    return None


def _digits(tokens: Sequence[Token], position: int) -> _Number | None:
    text = tokens[position].text
    last = position
    whole, separator, fraction = _parsed(text)
    scale = 1
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is not None and following.low in _SCALES and following.low not in {"dozen"}:
        glued = following.start == tokens[position].end
        if len(following.low) > 2 or glued:
            scale, last = _SCALES[following.low], position + 1
            if separator == "." and not fraction:  # "1.250 million": no thousands there
                whole, separator, fraction = float(text.replace(",", "")), None, True
    value = round(whole * scale)
    if value > _TOO_MANY:
        return _Number(0, 0, last, fraction=True)
    return _Number(value, value, last, separator=separator, fraction=fraction and scale == 1)


def _parsed(text: str) -> tuple[float, str | None, bool]:
    """The number, the mark of thousands, and whether it has a fraction."""
    text = text[:40]
    for mark in (",", ".", "\u00a0", "\u202f"):
        parts = text.split(mark)
        grouped = len(parts) > 1 and 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
        if grouped and all(part.isdigit() for part in parts) and parts[0] != "0":
            return int("".join(parts)), mark, False
    plain = text.replace(",", "").replace("\u00a0", "").replace("\u202f", "")
    try:
        value = float(plain)
    except ValueError:  # 16.10.2016
        return 0, None, True
    return value, "," if "," in text else None, not plain.isdigit()


def _words(tokens: Sequence[Token], position: int) -> _Number | None:
    word = tokens[position].low
    following = [token.low for token in tokens[position + 1 : position + 4]]
    if word in {"tens", "hundreds", "dozens"} and following[:1] == ["of"] and len(following) > 1:
        bounds = _OF_LEXICAL.get((word, following[1]))
        if bounds is not None:
            return _Number(*bounds, position + 2, lexical=True)
    if word in _LEXICAL:
        return _Number(*_LEXICAL[word], position, lexical=True)
    if word in _VAGUE and following[:1] and following[0] in {"dozen", "hundred", "thousand", "million"}:
        bounds = _LEXICAL[f"{following[0]}s"]
        return _Number(*bounds, position + 1, lexical=True)
    if word == "half" and following[:2] == ["a", "million"]:
        return _Number(500_000, 500_000, position + 2)
    if word == "quarter" and following[:3] == ["of", "a", "million"]:
        return _Number(250_000, 250_000, position + 3)
    if word in {"a", "one"} and following[:1] and following[0] in {"hundred", "thousand", "million", "dozen"}:
        return _spelled(tokens, position + 1, 1)
    if word in {"hundred", "thousand", "dozen", "million"}:
        before = tokens[position - 1].low if position else ""
        return _spelled(tokens, position, 1) if before in {"the", "a", "these", "those"} else None
    if word in _UNITS or word in _TENS or _hyphenated(word) is not None:
        return _spelled(tokens, position, None)
    return None


def _hyphenated(word: str) -> int | None:
    tens, _, unit = word.partition("-")
    if tens in _TENS and _UNITS.get(unit, 99) < 10:
        return _TENS[tens] + _UNITS[unit]
    if tens in _UNITS and unit in _SCALES and len(unit) > 2:
        return _UNITS[tens] * _SCALES[unit]
    return None


def _spelled(tokens: Sequence[Token], position: int, initial: int | None) -> _Number:
    """As in "two hundred and twelve thousand": values below a scale are multiplied by it, then added."""
    total, current = 0, initial or 0
    last = position - 1
    index = position
    while index < len(tokens):
        word = tokens[index].low
        value = _UNITS.get(word, _TENS.get(word)) if word not in {"zero"} else 0
        value = _hyphenated(word) if value is None else value
        if value is not None:
            if current % 100 and not (current % 10 == 0 and value < 10 and current % 100 >= 20):
                break  # "two three": two numbers
            current += value
        elif word in _SCALES and len(word) > 2:
            if word in {"hundred", "dozen"}:
                current = max(current, 1) * _SCALES[word]
            else:
                total, current = total + max(current, 1) * _SCALES[word], 0
        elif (
            word == "and"
            and last >= position
            and tokens[last].low in _SCALES
            and _continues(tokens, index + 1)
        ):
            index += 1
            continue
        else:
            break
        last = index
        index += 1
    value = total + current
    return _Number(value, value, max(last, position))


def _continues(tokens: Sequence[Token], index: int) -> bool:
    """After "two hundred and": a small number that counts nothing by itself goes on with it."""
    if index >= len(tokens):
        return False
    word = tokens[index].low
    return word in _TENS or _hyphenated(word) is not None or word in _UNITS


def _decoy(tokens: Sequence[Token], position: int, number: _Number) -> str | None:
    before = tokens[position - 1] if position else None
    earlier = tokens[position - 2].low if position > 1 else ""
    after = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    text = tokens[position].text
    months = word_class("months")
    low_before, low_after = before.low if before else "", after.low if after else ""
    if number.fraction:
        return "fraction"
    if after is not None and (
        low_after in _PERCENT or (low_after == "per" and _follows(tokens, number.last, "cent"))
    ):
        return "percent"
    if (before is not None and before.text in _MONEY) or low_before in {"usd", "eur", "us$"}:
        return "money"
    if low_after in {"dollars", "euros", "pounds", "rubles", "lira"}:
        return "money"
    if _is_age(tokens, position, number.last):
        return "age"
    if (
        after is not None
        and after.start == tokens[number.last].end
        and low_after in {"st", "nd", "rd", "th", "am", "pm"}
    ):
        return "ordinal"
    if (before is not None and low_before.rstrip(".") in months and before.capital) and number.high <= 31:
        return "date"
    if after is not None and low_after in months and after.text[0].isupper() and number.high <= 31:
        return "date"
    if after is not None and low_after in {":", "/"} and after.start == tokens[number.last].end:
        return "time" if _number_at(tokens, number.last + 2) else None
    if (
        before is not None
        and low_before in {":", "/"}
        and before.end == tokens[position].start
        and _number_at(tokens, position - 2)
    ):
        return "time"
    if _is_year(tokens, position, number, low_before, earlier, after):
        return "date"
    if low_before in word_class("codes") and low_before not in {
        "number",
        "no",
        "case",
        "group",
        "unit",
        "camp",
        "day",
    }:
        return "code" if tokens[position].kind == "number" and not text.count(",") else None
    if low_before in {"no", "."} and earlier == "no":
        return "code"
    if low_before == "#" or (before is not None and before.text.startswith("#")):
        return "code" if before is not None and before.end == tokens[position].start else None
    if low_before in {"day", "week"}:
        return "code"
    if (
        before is not None
        and before.text.isupper()
        and 1 < len(before.text) <= 5
        and before.end + 1 >= tokens[position].start
    ):
        return (
            "code"
            if low_before not in {"us", "un", "eu", "uk"} and before.text.isalpha() and _all_small(tokens)
            else None
        )
    return None


def _all_small(tokens: Sequence[Token]) -> bool:
    """Whether the sentence is not set in capitals as a whole."""
    return any(token.text.islower() for token in tokens)


def _number_at(tokens: Sequence[Token], position: int) -> bool:
    return 0 <= position < len(tokens) and tokens[position].kind == "number"


def _follows(tokens: Sequence[Token], position: int, word: str) -> bool:
    return position + 2 < len(tokens) and tokens[position + 2].low == word


def _is_age(tokens: Sequence[Token], position: int, last: int) -> bool:
    after = [token.low for token in tokens[last + 1 : last + 6]]
    before = [token.low for token in tokens[max(0, position - 4) : position]]
    if after[:1] and (
        after[0].startswith(("year-old", "month-old", "day-old")) or after[:2] == ["-", "year-old"]
    ):
        return True
    if after[:2] == ["years", "old"] or after[:3] == ["-", "year", "-"] or after[:2] == ["months", "old"]:
        return True
    if before[-1:] and before[-1] in {"aged", "age", "ages"}:
        return True
    if before[-2:] in (["age", "of"], ["ages", "of"], ["aged", "between"], ["under", "age"]):
        return True
    if (
        before[-1:] == ["of"]
        and before[-2:-1]
        and before[-2] in {"boy", "girl", "man", "woman", "child", "youth"}
    ):
        return True
    if len(before) > 1 and before[-1] == "and" and "aged" in before:
        return True
    number = tokens[position]
    named = position > 2 and tokens[position - 1].text == "," and tokens[position - 2].capital
    return (
        named
        and number.kind == "number"
        and len(number.text) <= 2
        and after[:1] in ([","], ["."])
        and tokens[position - 3].capital
        and tokens[position - 3].low not in word_class("months")
    )


def _is_year(
    tokens: Sequence[Token], position: int, number: _Number, before: str, earlier: str, after: Token | None
) -> bool:
    text = tokens[position].text
    if not (text.isdigit() and len(text) == 4 and _FIRST_YEAR <= number.low <= _LAST_YEAR):
        return False
    if after is not None and after.low in word_class("persons") and before not in {"in", "since"}:
        return False
    if before in _YEAR_BEFORE or before in word_class("months") or not before:
        return True
    return earlier in word_class("months") or after is None or after.kind == "mark"


def _paired(tokens: Sequence[Token], found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Two numbers that are the ends of one: "between 200 and 250", "1,200 to 1,500", "30–40"."""
    index = 0
    while index < len(found):
        one = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        if other is not None and (joined := _range(tokens, one, other)) is not None:
            yield joined
            index += 2
            continue
        if other is not None and _changes(tokens, one, other):
            yield one._replace(change="from")
            yield other._replace(change="to")
            index += 2
            continue
        yield one
        index += 1


def _range(tokens: Sequence[Token], one: Quantity, other: Quantity) -> Quantity | None:
    if other.low <= one.low or one.qualifier == "lexical" or other.qualifier == "lexical":
        return None
    between = [token.low for token in tokens[one.last + 1 : other.number]]
    before = tokens[one.first - 1].low if one.first else ""
    first = one.first
    if before == "between" and between == ["and"]:
        first -= 1
    elif between in (["to"], ["or"]) and not _after_change(tokens, one.first):
        if before == "from":
            first -= 1
    elif len(between) != 1 or between[0] not in _DASHES:
        return None
    if between == ["or"] and other.low > 2 * one.low:
        return None
    decoy = one.decoy or other.decoy
    low, high = one.low, other.high
    if between[0] in _DASHES and not decoy and tokens[one.last].end != tokens[one.last + 1].start:
        return None  # a dash with blanks divides clauses
    if high >= 1000 * low and low < 100:  # "2 to 3 million"
        low *= 1_000_000 if high >= 1_000_000 else 1000
    return one._replace(first=first, last=other.last, low=low, high=high, qualifier="range", decoy=decoy)


def _changes(tokens: Sequence[Token], one: Quantity, other: Quantity) -> bool:
    between = [token.low for token in tokens[one.last + 1 : other.number]]
    before = tokens[one.first - 1].low if one.first else ""
    return (
        before == "from" and between[-1:] == ["to"] and len(between) <= 6 and _after_change(tokens, one.first)
    )


def _after_change(tokens: Sequence[Token], first: int) -> bool:
    return any(token.low in _CHANGE for token in tokens[max(0, first - 5) : first])
