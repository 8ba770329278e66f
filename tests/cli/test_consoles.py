"""What a list file says is shown, and never obeyed by the terminal it is shown on."""

import io

import pytest
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.cli import consoles
from ostrakon.cli.consoles import printable

# Window title, colour, cursor up and line erased, 8-bit CSI, right-to-left override.
HOSTILE = "Zorban\x1b]0;owned\x07\x1b[31m\x1b[1A\x1b[2K\x9b31m\u202eRefaehtlliuQ\r\x08"


@pytest.fixture
def shown() -> tuple[Console, io.StringIO]:
    file = io.StringIO()
    console = consoles._Harmless(file=file, force_terminal=True, width=200, color_system="standard")
    return console, file


@pytest.mark.parametrize("wrap", [str, Text, lambda text: Text(text, style="bold red")])
def test_nothing_in_a_text_reaches_the_terminal_as_a_command(shown, wrap) -> None:
    console, file = shown
    table = Table("name", box=None)
    table.add_row(wrap(HOSTILE))
    console.print(table)
    console.print(wrap(HOSTILE), markup=False, soft_wrap=True)
    for forbidden in ("\x1b]", "\x07", "\x1b[31m\x1b[1A", "\x1b[2K", "\x9b", "\u202e", "\r", "\x08"):
        assert forbidden not in file.getvalue()
    assert file.getvalue().count("Zorban") == 2


def test_our_own_colours_are_kept(shown) -> None:
    console, file = shown
    console.print(Text("red", style="red"))
    assert file.getvalue() == "\x1b[31mred\x1b[0m\n"


def test_names_in_every_script_are_left_as_they_are() -> None:
    names = "Башар аль-Асад, بشار الأسد, 金正恩, Nguyễn\u200c\u200f\ttab\nnext"
    assert printable(names) == names


def test_half_a_character_can_be_printed(shown) -> None:
    console, file = shown
    console.print("\udcff Assad")
    file.getvalue().encode("utf-8")
