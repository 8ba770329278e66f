"""Where words go: what a list file or a server says is printed, and never steers the terminal."""

import re
import sys
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

__all__ = ["error_console", "one_line", "output_console", "printable"]

_PIPE_WIDTH = 140
# Control characters (ESC begins the sequences that move the cursor, hide lines or rename the window),
# the marks that turn the direction of all that follows, and halves of characters, which no encoding has.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class _Harmless(Console):
    """Prints U+FFFD for what is no text; its own colours and bars are not text and pass."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control is None and _UNPRINTABLE.search(segment.text):
                yield Segment(printable(segment.text), segment.style)
            else:
                yield segment


def printable(text: str) -> str:
    """`text` with U+FFFD in place of each character that a terminal would obey rather than show."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """`text` without the line ends and tabs that would break a table."""
    return re.sub(r"[\r\n\t]", " ", text)


def output_console() -> Console:
    """Standard output: as wide as the terminal, or wide enough for any row when piped."""
    return _Harmless(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def error_console() -> Console:
    """Standard error."""
    return _Harmless(stderr=True, highlight=False)
