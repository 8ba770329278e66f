"""What a reader has to say of its file, and dates that are read with it."""

from datetime import date

from ostrakon.lists.custom.dates import partial_date
from ostrakon.model import PartialDate

__all__ = ["Remarks"]

_MOST = 50


def _any_day(text: str) -> PartialDate:
    """No day is known on which the stake surely was, or was not, there."""
    return PartialDate.of_range(date.min, date.max, text=text)


class Remarks:
    """Sentences in the order met; a file may deserve a million of them, of which the first are kept."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._more = 0

    def note(self, sentence: str) -> None:
        if len(self._kept) < _MOST:
            self._kept.append(sentence)
        else:
            self._more += 1

    def shown(self) -> tuple[str, ...]:
        return (*self._kept, *([f"{self._more:,} more remarks like these"] if self._more else []))

    def date(self, text: str | None, source: str) -> PartialDate | None:
        """None for an empty text; any day, with a remark, for one that is no date."""
        if not text:
            return None
        found = partial_date(text)
        if found is None:
            return self.unknown_date(f"{source}: date {text!r} is none", text)
        return found

    def unknown_date(self, why: str, text: str) -> PartialDate:
        self.note(f"{why}; read as a date that is not known")
        return _any_day(text)

    def period(
        self, since: PartialDate | None, until: PartialDate | None, source: str
    ) -> tuple[PartialDate | None, PartialDate | None]:
        """Both, unless the end lies before the beginning: then the stake may be there on any day."""
        if since and until and since.earliest and until.latest and since.earliest > until.latest:
            self.note(f"{source}: begins {since.text} and ends {until.text}; read as dates not known")
            return _any_day("contradictory dates"), None
        return since, until
