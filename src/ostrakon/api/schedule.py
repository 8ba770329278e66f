"""When something is due, in the five fields of a crontab: minute, hour, day, month, day of the week."""

from datetime import datetime

from msgspec import Struct

from ostrakon.errors import UsageError

__all__ = ["Schedule"]

# Field, least and most; Sunday is 0 and 7.
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))


class Schedule(Struct, frozen=True):
    """The minutes that a crontab line names, in UTC."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    # Where both are given, either will do (POSIX).
    either_day: bool

    @classmethod
    def of(cls, text: str) -> "Schedule":
        """Raises UsageError naming the field that cannot be read."""
        fields = text.split()
        if len(fields) != len(_FIELDS):
            raise UsageError(f"crontab {text!r}: five fields, as in '30 4 * * *'")
        minutes, hours, days, months, weekdays = (
            _read(field, *limits) for field, limits in zip(fields, _FIELDS, strict=True)
        )
        return cls(
            minutes=minutes,
            hours=hours,
            days=days,
            months=months,
            weekdays=frozenset(day % 7 for day in weekdays),
            either_day=fields[2] != "*" and fields[4] != "*",
        )

    def is_due(self, moment: datetime) -> bool:
        """Whether the minute of `moment` is one of them."""
        day, weekday = moment.day in self.days, moment.isoweekday() % 7 in self.weekdays
        return (
            moment.minute in self.minutes
            and moment.hour in self.hours
            and moment.month in self.months
            and (day or weekday if self.either_day else day and weekday)
        )


def _read(field: str, name: str, least: int, most: int) -> frozenset[int]:
    values: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, dash, last = span.partition("-")
        try:
            if span == "*":
                begin, end = least, most
            else:
                begin = int(first)
                end = int(last) if dash else most if step else begin
            every = int(step) if step else 1
        except ValueError:
            begin, end, every = 1, 0, 1
        if not (least <= begin <= end <= most and every >= 1):
            raise UsageError(f"crontab: {name} {field!r}: numbers from {least} to {most}, * or */n")
        values.update(range(begin, end + 1, every))
    return frozenset(values)
