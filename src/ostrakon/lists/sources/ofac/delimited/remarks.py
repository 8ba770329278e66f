"""The remarks of a party in the CSV, which hold most of what the XML has elements for → facts."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ostrakon.lists.parsing import Doubts, country, country_or_doubt
from ostrakon.lists.sources.ofac.details import Detail
from ostrakon.lists.sources.ofac.printed_dates import date_or_doubt
from ostrakon.lists.sources.ofac.remarks import linked_to, split_remarks, without_full_stop
from ostrakon.lists.sources.ofac.vocabulary import identifier_type, property_name
from ostrakon.model import Country, PartialDate, Place, Relation

__all__ = ["Remarks", "WeakAlias", "is_cut", "read_remarks"]

_LONGEST = 1000  # characters, after which the issuer cuts in mid-word (facts 1.7)
_ALTERNATIVE = "alt. "
_SHORT_LABEL = re.compile(r"(?P<label>DOB|POB|nationality|citizen) (?P<value>.+)")
_WEAK_ALIAS = re.compile(r"(?P<type>[afn]\.k\.a\.) '(?P<name>.+)'")
# Labels that stand for no identifier and have no name in FollowTheMoney.
_OTHER_LABELS = (
    "Additional Sanctions Information -",
    "CAATSA Section 235 Information:",
    "Effective Date (CMIC)",
    "Gender",
    "IFCA Determination -",
    "Issuer Name",
    "Listing Date (CMIC)",
    "MICEX Code",
    "PEESA Information:",
    "Purchase/Sales For Divestment Date (CMIC)",
    "Secondary sanctions risk:",
    "Target Type",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
    "UN/LOCODE",
)
# "Executive Order 13662 Directive Determination - Subject to …", "Listing Date (EO 14024 Directive 2): …".
_ORDER_LABEL = re.compile(
    r"Executive Order \d+ (?:Directive )?(?:information|determination)(?: -|:|(?= Subject))"
    r"|(?:Listing|Effective) Date \(EO [^()]+\):",
    re.IGNORECASE,
)
_DATE = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_NUMBER = re.compile(
    r"(?P<number>.+?)(?: \((?P<country>[^()]+)\))?"
    rf"(?: issued (?P<issued>{_DATE}))?(?: expires (?P<expires>{_DATE}))?",
    re.DOTALL,  # a cell may hold line breaks
)
# Identifiers that need no digit to be one; any other "number" without a digit is a sentence.
_LETTERS_SUFFICE = {"aircraft", "bic", "call_sign", "wallet"}


class WeakAlias(Struct, frozen=True):
    """An alias in quotation marks, which is how the CSV prints the weak ones; `type` is "a.k.a."."""

    type: str
    name: str


class Remarks(Struct, kw_only=True):
    """What the remarks of one party say, sorted; `notes` are the rest, verbatim."""

    birth_dates: list[PartialDate] = []
    birth_places: list[Place] = []
    nationalities: list[Country] = []
    citizenships: list[Country] = []
    weak_aliases: list[WeakAlias] = []
    relations: tuple[Relation, ...] = ()
    details: list[Detail] = []
    notes: list[str] = []


def is_cut(text: str) -> bool:
    """Whether the issuer cut the remarks and nothing was joined to them from the comments file."""
    return len(text) == _LONGEST


def read_remarks(text: str, *, where: str, doubts: Doubts) -> Remarks:
    """Every remark in its place. Of remarks that were cut, the last is kept as a note."""
    printed = list(split_remarks(text if is_cut(text) else without_full_stop(text.strip())))
    cut = [printed.pop()] if is_cut(text) else []
    relations, others = linked_to(printed)
    remarks = Remarks(relations=relations)
    for remark in others:
        _sort(remark, remarks, where, doubts)
    remarks.notes += cut
    return remarks


def _sort(printed: str, remarks: Remarks, where: str, doubts: Doubts) -> None:
    remark = printed.removeprefix(_ALTERNATIVE)
    if short := _SHORT_LABEL.fullmatch(remark):
        _sort_short(short["label"], short["value"], remarks, where, doubts)
    elif alias := _WEAK_ALIAS.fullmatch(remark):
        remarks.weak_aliases.append(WeakAlias(alias["type"], alias["name"]))
    elif detail := _to_detail(remark, where, doubts):
        remarks.details.append(detail)
    else:
        remarks.notes.append(printed)


def _sort_short(label: str, value: str, remarks: Remarks, where: str, doubts: Doubts) -> None:
    if label == "POB":
        remarks.birth_places.append(Place(value))
    elif label == "DOB":
        remarks.birth_dates += filter(None, [date_or_doubt(value, doubts=doubts, where=where)])
    else:
        countries = remarks.nationalities if label == "nationality" else remarks.citizenships
        countries += filter(None, [country_or_doubt(value, doubts=doubts, where=where)])


def _to_detail(remark: str, where: str, doubts: Doubts) -> Detail | None:
    """None for free text, which may begin with the words of a label ("Passport issued in Sarajevo")."""
    label = _label_of(remark)
    value = remark[len(label) :].strip()
    if not label or not value:
        return None
    number_type = identifier_type(label)
    if number_type is None:
        return Detail(label=label, value=value)
    number = _to_number(label, value, where, doubts)
    has_form_of_one = number_type in _LETTERS_SUFFICE or any(map(str.isdigit, number.value))
    return number if has_form_of_one and " and " not in number.value else None


def _to_number(label: str, value: str, where: str, doubts: Doubts) -> Detail:
    found = _NUMBER.fullmatch(value)
    assert found is not None  # its first group takes any text
    number, issued_by = found["number"], found["country"] or ""
    if issued_by and not _is_country(issued_by):
        number, issued_by = f"{number} ({issued_by})", ""
    return Detail(
        label=label,
        value=number,
        country=issued_by,
        issued_on=date_or_doubt(found["issued"] or "", doubts=doubts, where=where),
        expires_on=date_or_doubt(found["expires"] or "", doubts=doubts, where=where),
    )


def _is_country(text: str) -> bool:
    found = country(text)
    return found is not None and found.code is not None


def _label_of(remark: str) -> str:
    """The longest label that the remark begins with; "" where it begins with none."""
    order = _ORDER_LABEL.match(remark)
    if order:
        return order[0]
    words = remark.split(" ")
    return next((label for label in _beginnings(words) if _is_label(label)), "")


def _beginnings(words: list[str]) -> Iterator[str]:
    """From the longest label there is, of sixteen words, down to one word."""
    for count in range(min(len(words) - 1, 16), 0, -1):
        yield " ".join(words[:count])


@lru_cache(maxsize=65536)
def _is_label(text: str) -> bool:
    if text in _OTHER_LABELS:
        return True
    return identifier_type(text) is not None or property_name(text) != text
