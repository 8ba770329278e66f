"""What a reader has to say of its file, and dates that are read with it."""

from datetime import date

from ostrakon.lists.custom.dates import partial_date
from ostrakon.model import PartialDate

__all__ = ["Remarks"]

_MOST = 50
# Of a stake whose dates contradict each other no day is known on which it surely was, or was not, there.
_ANY_DAY = PartialDate.of_range(date.min, date.max, text="contradictory dates")


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
        """None for an empty text, and with a remark for one that is no date."""
        found = partial_date(text) if text else None
        if text and found is None:
            self.note(f"{source}: date {text!r} is none; read as not stated")
        return found

    def period(
        self, since: PartialDate | None, until: PartialDate | None, source: str
    ) -> tuple[PartialDate | None, PartialDate | None]:
        """Both, unless the end lies before the beginning: then the stake may be there on any day."""
        if since and until and since.earliest and until.latest and since.earliest > until.latest:
            self.note(f"{source}: begins {since.text} and ends {until.text}; read as dates not known")
            return _ANY_DAY, None
        return since, until
