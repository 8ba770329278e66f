"""What a line of a news text is, told by its wording: the report's own words, or what was put around them."""

import re
from collections.abc import Callable
from datetime import date

from ostrakon.model import SegmentKind

__all__ = ["folded", "is_headline", "kind_by_wording", "stated_day", "tag_line_start"]

_LONGEST_LINE = 220  # of what is put around a text; a paragraph that only begins so is a paragraph
_LONGEST_HEADLINE = 200
_READ_MORE = re.compile(
    r"[\[(»>→▶•*\s]*(?:"
    r"(?:read|see|watch|listen|learn|find out|click here|more on|full story|continue reading)"
    r"(?:\s+(?:more|also|next|the full (?:story|article|report)|this|here|for more))?\s*[:|…»>→]"
    r"|(?:read|see) (?:more|also)\b|also read\b|related (?:articles?|stories|news|topics|content)\b"
    r"|related\s*:|recommended\s*:|more on this (?:story|topic)\b|you (?:may|might) also like\b"
    r"|don'?t miss\s*:|in pictures\s*:|lire aussi\b|à lire\b|mehr zum thema\b|lesen sie auch\b|اقرأ أيضا)",
    re.I,
)
_TAGS = re.compile(
    r"(?:tags?|topics?|keywords?|filed under|categories|section)\s*:\s*\S|(?:#\w+[\s,]*){1,20}$", re.I
)
_FURNITURE = re.compile(
    r"(?:advertisement|advertising|sponsored(?: content)?|story continues below(?: advertisement)?"
    r"|share(?: this(?: (?:article|story|page|post))?)?(?: (?:on|with|via)\b.{0,60})?|follow us\b.{0,80}"
    r"|sign up (?:for|to)\b.{0,120}|subscribe(?: (?:to|now|here|for)\b.{0,120})?"
    r"|(?:accept|manage) (?:all )?cookies|(?:this (?:site|website)|we) uses? cookies\b.{0,200}"
    r"|\d+ min(?:ute)?s? read|listen to this (?:article|story)|our standards:.{0,120}"
    r"|skip to (?:main )?content|©.{0,160}|(?:\(c\)|copyright)(?: ©)?\s+(?:19|20)\d\d\b.{0,160}"
    r"|.{0,100}all rights reserved\.?|print(?: this)?(?: page| article| story)?"
    r"|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|back to top|most (?:read|popular)"
    r"|(?:photo|image|picture)(?: credit)?\s*:.{0,160}|facebook|twitter|whatsapp|e-?mail)",
    re.I,
)
_NAMES = r"[A-ZÀ-Þ][\w'’.-]+(?:[ ,&]+(?:and |in |for |of |the )?[A-ZÀ-Þ][\w'’.-]*){0,9}"
# Above a text, or below it in brackets: "(Reporting by Tom Perry; Editing by Ann Lee)".
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Written by)\s+{_NAMES}"
    rf"|\(?(?:(?:Additional )?[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled) by {_NAMES}(?:[;,)].{{0,160}})?"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?\\.?" for month in _MONTHS).replace("sep(", "sept?(")
_DAY_FIRST = re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH}),?\s+(?P<y>(?:19|20)\d\d)", re.I)
_MONTH_FIRST = re.compile(
    rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)", re.I
)
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)-(?P<d>\d\d)(?=\b|T)")
_DATE_WORDS = re.compile(
    r"(?:published|updated|posted|last (?:updated|modified)|date|on|at|issued|gmt|utc|cet|edt|est|am|pm|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)|\d{1,2}[:.]\d\d(?::\d\d)?)"
    r"|[\s:,.|–—()-]+",
    re.I,
)
# What ends a sentence, with the quotation mark or bracket after it.
_SENTENCE_END = re.compile(r"[.!?…؟。][\"'”’»)\]]*")


_WORDINGS: tuple[tuple[SegmentKind, Callable[[str], object]], ...] = (
    ("read_more", _READ_MORE.match),
    ("tag_line", _TAGS.match),
    ("furniture", _FURNITURE.fullmatch),
    ("byline", _BYLINE.fullmatch),
)


def folded(line: str) -> str:
    """For comparing headlines: letters and digits alone, without case."""
    return "".join(letter for letter in line.casefold() if letter.isalnum())


def is_headline(line: str) -> bool:
    """Whether a first line reads like a headline: short, of several words, not ended as a sentence."""
    words = line.rstrip("\"'”’»)]")
    return (
        len(line) <= _LONGEST_HEADLINE
        and "\n" not in line
        and len(line.split()) >= 2
        and not words.endswith((".", ":", ";", ","))
    )


def kind_by_wording(line: str) -> SegmentKind | None:
    """What a whole block is by its wording; None for the words of the text itself."""
    if len(line) > _LONGEST_LINE:
        return None
    line = line.strip()
    told = next((kind for kind, matches in _WORDINGS if matches(line)), None)
    if told is None and stated_day(line) is not None:
        return "dateline"
    return told


def stated_day(line: str) -> date | None:
    """The day that a line gives which says little else: "Published: 16 October 2016, 18:40 GMT"."""
    if len(line) > 120:
        return None
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO):
        found = pattern.search(line)
        if found is None:
            continue
        rest = _DATE_WORDS.sub("", line[: found.start()] + " " + line[found.end() :])
        if any(map(str.isalnum, rest.replace("T", "", 1))):
            return None
        parts = found.groupdict()
        month = int(parts["n"]) if "n" in parts else _month(parts["m"])
        try:
            return date(int(parts["y"]), month, int(parts["d"]))
        except ValueError:
            return None
    return None


def _month(word: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].lower()))


def tag_line_start(paragraph: str) -> int | None:
    """Where in a text's last paragraph a tag begins that was glued to its end ("… homes.\\xa0 Syria").

    It follows a sentence end and more than one space, or one that does not break, and is at most six
    words, each a number or with a capital, without a sentence end of its own.
    """
    ends = list(_SENTENCE_END.finditer(paragraph))
    if not ends:
        return None
    rest = paragraph[ends[-1].end() :]
    tag = rest.strip()
    gap = rest[: len(rest) - len(rest.lstrip())]
    words = tag.replace(",", " ").split()
    if not words or len(words) > 6 or not (len(gap) > 1 or gap == "\N{NO-BREAK SPACE}"):
        return None
    if not all(word[0].isdigit() or word[0].isupper() for word in words):
        return None
    return ends[-1].end() + len(gap)
