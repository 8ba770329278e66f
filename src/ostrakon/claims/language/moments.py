"""Dates and durations as written → days, where they can be told from the day the document was written."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from ostrakon.model.claims import TimeExpression

__all__ = ["Anchor", "dateline", "time_expressions"]

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_COUNTS = {
    word: value
    for value, word in enumerate(
        "a two three four five six seven eight nine ten eleven twelve".split(),
        1,
    )
} | {"one": 1, "an": 1}
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>hours?|days?|weeks?|months?|years?|decades?)"
_YEAR = r"(?:19|20)\d\d"
_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7}
_SEASONS = "spring|summer|autumn|fall|winter"


# One look that spares most sentences the twenty patterns below.
_MAY_TELL_TIME = re.compile(
    r"\d|day|night|week|month|year|decade|hour|ago\b|overnight|tomorrow|spring|summer|autumn|fall|winter|"
    r"half|quarter|then\b|[Ss]ince|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)


class Anchor(Struct, frozen=True):
    """The day a document was written, None when it is not known, and how we know: stated or external."""

    day: date | None
    basis: str | None = None


_Resolved = tuple[date | None, date | None, bool]
_Resolver = Callable[[re.Match[str], date | None], _Resolved]


def time_expressions(text: str, start: int, end: int, anchor: Anchor) -> list[TimeExpression]:
    """Those of text[start:end], in order, none overlapping; the longest wins where two begin together."""
    if _MAY_TELL_TIME.search(text, start, end) is None:
        return []
    found: list[TimeExpression] = []
    for pattern, relative, resolve in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            known = anchor.day if relative else None
            first, last, resolved = _safely(resolve, match, anchor.day)
            found.append(
                TimeExpression(
                    match.start(), match.end(), match.group(), first, last, relative, known, resolved
                )
            )
    return sorted(found, key=lambda one: one.start)


def dateline(text: str) -> date | None:
    """The day that the first lines of `text` say they were written on: "VELIS, 9 March 2021 —"."""
    head = text[:1500]
    for line in list(_lines(head))[:6]:
        for pattern in (_FULL_DATE, _FULL_DATE_AMERICAN):
            match = pattern.search(line[:120])
            if match and _is_dateline(line, match):
                first, _, resolved = _safely(_full, match, None)
                return first if resolved else None
    return None


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _is_dateline(line: str, match: re.Match[str]) -> bool:
    """At the beginning, or after a place or the kind of paper, or alone on its line."""
    before, after = line[: match.start()].strip(" ,(:—–-"), line[match.end() :].lstrip()
    short = len(before.split()) <= 4 and not re.search(r"\b(?:of|on|since|in|from|the|by|until)$", before)
    return short and (after[:1] in {"", ".", "—", "–", "-", ":", ")", ",", "|", "("})


def _safely(resolve: _Resolver, match: re.Match[str], anchor: date | None) -> _Resolved:
    try:
        return resolve(match, anchor)
    except (ValueError, OverflowError):  # 31 February, a year before 1
        return None, None, False


def _month(name: str) -> int:
    return next(
        index for index, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().strip(".")[:3])
    )


def _full(match: re.Match[str], _anchor: date | None) -> _Resolved:
    day = date(int(match["year"]), _month(match["month"]), int(match["day"]))
    return day, day, True


def _day_of_month(match: re.Match[str], anchor: date | None) -> _Resolved:
    """The last such day up to the anchor."""
    if anchor is None:
        return None, None, False
    month, number = _month(match["month"]), int(match["day"])
    year = anchor.year if date(anchor.year, month, number) <= anchor else anchor.year - 1
    day = date(year, month, number)
    return day, day, True


def _day_last_year(match: re.Match[str], anchor: date | None) -> _Resolved:
    if anchor is None:
        return None, None, False
    year = anchor.year - (1 if match["which"].lower() == "last" else 0)
    day = date(year, _month(match["month"]), int(match["day"]))
    return day, day, True


def _month_of_year(match: re.Match[str], _anchor: date | None) -> _Resolved:
    year, month = int(match["year"]), _month(match["month"])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), True


def _months_of_year(match: re.Match[str], _anchor: date | None) -> _Resolved:
    year, last = int(match["year"]), _month(match["month"])
    return date(year, _month(match["first"]), 1), date(year, last, monthrange(year, last)[1]), True


def _bare_month(match: re.Match[str], anchor: date | None) -> _Resolved:
    if anchor is None:
        return None, None, False
    month = _month(match["month"] or match["month2"])
    year = anchor.year if month <= anchor.month else anchor.year - 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), True


def _year(match: re.Match[str], _anchor: date | None) -> _Resolved:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), True


def _weekday(match: re.Match[str], anchor: date | None) -> _Resolved:
    """The last such day up to the anchor; with "last", before it; with "next", after it."""
    if anchor is None:
        return None, None, False
    wanted = _DAYS.index(match["weekday"].lower())
    which = (match["which"] or "").lower().strip()
    back = (anchor.weekday() - wanted) % 7
    if which == "last" and back == 0:
        back = 7
    day = (
        anchor + timedelta((wanted - anchor.weekday() - 1) % 7 + 1)
        if which == "next"
        else anchor - timedelta(back)
    )
    return day, day, True


def _near(match: re.Match[str], anchor: date | None) -> _Resolved:
    if anchor is None:
        return None, None, False
    word = match.group().lower()
    days = 1 if word in {"yesterday", "overnight", "last night"} or word.startswith("yesterday") else 0
    days = -1 if word == "tomorrow" else days
    day = anchor - timedelta(days)
    return day, anchor if word == "overnight" else day, True


def _past(match: re.Match[str], anchor: date | None) -> _Resolved:
    """The past five years: to the anchor; where they begin is not said to the day."""
    if anchor is None:
        return None, None, False
    count, unit = _counted(match["count"]), match["unit"].rstrip("s").lower()
    return _before(anchor, count, unit), anchor, unit in {"hour", "day"}


def _ago(match: re.Match[str], anchor: date | None) -> _Resolved:
    if anchor is None:
        return None, None, False
    count, unit = _counted(match["count"]), match["unit"].rstrip("s").lower()
    day = _before(anchor, count, unit)
    return day, day, unit in {"hour", "day"}


def _this(match: re.Match[str], anchor: date | None) -> _Resolved:
    """Last year, this week: a calendar unit."""
    if anchor is None:
        return None, None, False
    which, unit = match["which"].lower(), match["unit"].lower()
    back = 1 if which in {"last", "previous"} else -1 if which == "next" else 0
    if unit == "year":
        year = anchor.year - back
        return date(year, 1, 1), min(date(year, 12, 31), anchor) if back == 0 else date(year, 12, 31), True
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - back
        year, month = divmod(months, 12)
        last = date(year, month + 1, monthrange(year, month + 1)[1])
        return date(year, month + 1, 1), min(last, anchor) if back == 0 else last, True
    monday = anchor - timedelta(anchor.weekday() + 7 * back)
    return monday, monday + timedelta(6) if back else anchor, True


def _unresolved(_match: re.Match[str], _anchor: date | None) -> _Resolved:
    return None, None, False


def _counted(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _before(anchor: date, count: int, unit: str) -> date:
    if unit in _UNIT_DAYS:
        return anchor - timedelta(_UNIT_DAYS[unit] * count)
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(anchor.year * 12 + anchor.month - 1 - months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


_FULL_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('month')},? (?P<year>{_YEAR})\b"
)
_FULL_DATE_AMERICAN = re.compile(
    rf"\b{_MONTH.format('month')} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>{_YEAR})\b"
)
_WEEKDAY = "(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PATTERNS: tuple[tuple[re.Pattern[str], bool, _Resolver], ...] = (
    (_FULL_DATE, False, _full),
    (_FULL_DATE_AMERICAN, False, _full),
    (
        re.compile(
            rf"\b{_MONTH.format('month')} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?:of )?"
            r"(?P<which>last|this) year\b"
        ),
        True,
        _day_last_year,
    ),
    (
        re.compile(
            rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH.format('month')} (?P<which>last|this) year\b"
        ),
        True,
        _day_last_year,
    ),
    (
        re.compile(
            rf"\b{_MONTH.format('first')} (?:and|to|until|through|–|-) {_MONTH.format('month')},? "
            rf"(?P<year>{_YEAR})\b"
        ),
        False,
        _months_of_year,
    ),
    (re.compile(rf"\b{_MONTH.format('month')},? (?P<year>{_YEAR})\b"), False, _month_of_year),
    (
        re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('month')}(?! \d)"),
        True,
        _day_of_month,
    ),
    (
        re.compile(rf"\b{_MONTH.format('month')} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]\d)"),
        True,
        _day_of_month,
    ),
    (
        re.compile(
            rf"\b(?P<which>[Ll]ast |[Nn]ext |[Tt]his )?{_WEEKDAY}\b(?: (?:night|morning|evening|afternoon))?"
        ),
        True,
        _weekday,
    ),
    (
        re.compile(
            r"\b(?:[Yy]esterday(?: (?:morning|evening|afternoon))?|[Tt]oday|[Tt]onight|[Oo]vernight|"
            r"[Ll]ast night|[Tt]omorrow)\b"
        ),
        True,
        _near,
    ),
    (
        re.compile(rf"\b(?:the )?(?:past|last|previous) {_COUNT} {_UNIT}\b", re.IGNORECASE),
        True,
        _past,
    ),
    (re.compile(rf"\b{_COUNT} {_UNIT} (?:ago|earlier|before)\b", re.IGNORECASE), True, _ago),
    (
        re.compile(
            rf"\b(?:the )?(?:past|last|next|coming|previous) (?:few|several|couple of|couple) {_UNIT}\b",
            re.IGNORECASE,
        ),
        True,
        _unresolved,
    ),
    (re.compile(rf"\bthe (?:next|coming|following) {_COUNT} {_UNIT}\b", re.IGNORECASE), True, _unresolved),
    (
        re.compile(r"\b(?P<which>last|this|next|previous) (?P<unit>year|month|week)\b", re.IGNORECASE),
        True,
        _this,
    ),
    (re.compile(rf"\b(?:last|this|next) (?:{_SEASONS})\b", re.IGNORECASE), True, _unresolved),
    (
        re.compile(
            r"\bthe (?:first|second|last) (?:half|quarter|six months|three months) of "
            r"(?:the|this|last) year\b"
        ),
        True,
        _unresolved,
    ),
    (
        re.compile(rf"(?<=\b[Ii]n )(?P<year>{_YEAR})\b|(?<=\b[Ss]ince )(?P<year2>{_YEAR})\b"),
        False,
        lambda match, _: (
            date(int(match["year"] or match["year2"]), 1, 1),
            date(int(match["year"] or match["year2"]), 12, 31),
            True,
        ),
    ),
    (re.compile(rf"(?<=\bby )(?P<year>{_YEAR})\b"), False, _year),
    (
        re.compile(rf"(?<=\b[Ss]ince ){_MONTH.format('month')}\b|(?<=\b[Ii]n ){_MONTH.format('month2')}\b"),
        True,
        _bare_month,
    ),
    (re.compile(r"(?<=\b[Ss]ince )then\b"), True, _unresolved),
)
