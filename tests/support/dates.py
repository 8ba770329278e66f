"""Days and moments as tests write them."""

from datetime import UTC, date, datetime

__all__ = ["day", "moment"]


def day(text: str) -> date:
    """ "2016-03-25"."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """ "2016-03-25" (its first moment) or "2016-03-25T14:00:00.000001", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
