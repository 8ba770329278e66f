"""What every reading function needs: the file's name and tables, and where to count doubts."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from lxml import etree
from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts, children, local_name, text_of
from ostrakon.lists.sources.ofac.advanced.records import Period
from ostrakon.lists.sources.ofac.advanced.tables import Tables

__all__ = ["Context", "day", "flag", "period"]

_FLAGS = {"true": True, "false": False}


class Context(Struct, frozen=True):
    """The file that is being read."""

    file_name: str
    tables: Tables
    doubts: Doubts

    def required(self, element: etree._Element, attribute: str) -> str:
        """Raises SourceError where the element lacks it."""
        value = element.get(attribute)
        if value is None:
            raise _wrong(element, self.file_name, f"no attribute {attribute}")
        return value

    def label(self, element: etree._Element, attribute: str) -> str:
        """The label of an id; the table's name is in the attribute's: "IssuedBy-CountryID" → Country."""
        table = attribute.removesuffix("ID").rpartition("-")[2]
        return self.tables.label(table, self.required(element, attribute))

    def note_repeats(self, element: etree._Element, once: Collection[str]) -> None:
        """Of the children in `once` we keep one; a second was never seen."""
        names = [name for name, _ in children(element)]
        if len(names) != len(set(names)):
            for name, times in Counter(names).items():
                if times > 1 and name in once:
                    place = f"{self.file_name}, line {element.sourceline}"
                    self.doubts.note(f"more than one <{name}> in <{local_name(element)}>", place)

    def note_unknown(self, element: etree._Element, child: str) -> None:
        place = f"{self.file_name}, line {element.sourceline}"
        self.doubts.note(f"unknown element <{child}> in <{local_name(element)}>", place)


def flag(element: etree._Element, attribute: str, context: Context) -> bool:
    """Raises SourceError for anything but "true" and "false"."""
    value = context.required(element, attribute)
    if value not in _FLAGS:
        raise _wrong(element, context.file_name, f"{attribute} {value!r} is neither true nor false")
    return _FLAGS[value]


def day(element: etree._Element, file_name: str) -> date:
    """Of Year, Month and Day, not padded with zeros. Raises SourceError for what is no date."""
    numbers = {name: text_of(child) for name, child in children(element)}
    try:
        return date(int(numbers["Year"]), int(numbers["Month"]), int(numbers["Day"]))
    except (KeyError, ValueError, OverflowError) as error:
        raise _wrong(element, file_name, f"{numbers} is no date") from error


def period(element: etree._Element, context: Context) -> Period | None:
    """Of a DatePeriod: Start and End name a first and a last day each; a tie that goes on has no End.
    None for an empty one, which stands in every measure. Raises SourceError where one of the two days is
    missing, for then a year would pass for its last day, and for another calendar than the Gregorian."""
    days: list[date] = []
    circa = False
    ongoing = True
    for name, end in children(element):
        if name not in {"Start", "End"}:
            if len(end) or text_of(end):
                context.note_unknown(element, name)
            continue
        ongoing = ongoing and name != "End"
        corners = [day(corner, context.file_name) for _, corner in children(end)]
        if len(corners) not in {0, 2}:
            raise _wrong(end, context.file_name, f"{len(corners)} days, first and last expected")
        days += corners
        circa = circa or end.get("Approximate") == "true"
    if not days:
        return None
    calendar = context.label(element, "CalendarTypeID")
    if calendar != "Gregorian":
        raise _wrong(element, context.file_name, f"a date in the {calendar} calendar")
    return Period(min(days), max(days), circa, ongoing)


def _wrong(element: etree._Element, file_name: str, what: str) -> SourceError:
    return SourceError(f"{file_name}, line {element.sourceline}, <{local_name(element)}>: {what}")
