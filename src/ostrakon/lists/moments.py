"""What a day on the command line means as a moment; all in UTC."""

from datetime import UTC, date, datetime, time

__all__ = ["end_of_day", "start_of_day"]


def start_of_day(day: date) -> datetime:
    """The moment `--captured-at D` means: 00:00 UTC of D."""
    return datetime.combine(day, time(), UTC)


def end_of_day(day: date) -> datetime:
    """The moment `--as-of D` means: the last microsecond of D, UTC."""
    return datetime.combine(day, time.max, UTC)
