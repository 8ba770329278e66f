"""On a terminal, what became of each list stays to be read, whatever moves meanwhile."""

import os
import pty
import re
import sys
from string import Template

import pytest

PROGRAM = Template("""
import contextlib, time, typer
from ostrakon.cli.$module import $context
from ostrakon.cli.lists import _show
from ostrakon.lists.ingest import Outcome

def outcomes(report):
    for number in range(4):
        for megabytes in range(3):
            report(f"list{number}", megabytes * 1_000_000, 2_000_000)
            time.sleep(0.15)
        ending = ("it broke", 4) if number == 2 else ()
        yield Outcome((f"list{number}.xml",), f"list{number}", None, *ending)

with contextlib.suppress(typer.Exit), $context($arguments) as live:
    _show(outcomes($report), $aside)
""")
BARS = {
    "module": "progress",
    "context": "download_progress",
    "arguments": "",
    "report": "live.report",
    "aside": "live.aside",
}
MARK = {
    "module": "waiting",
    "context": "waiting",
    "arguments": "'reading'",
    "report": "lambda *_: None",
    "aside": "live",
}


def screen_after(program: str) -> list[str]:
    """The lines that a terminal shows once `program` has ended: it knows what rich moves the cursor by."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm", COLUMNS="100", LINES="40")
        os.execv(sys.executable, [sys.executable, "-c", program])
    written = b""
    while True:
        try:
            block = os.read(terminal, 65536)
        except OSError:
            break
        if not block:
            break
        written += block
    os.close(terminal)
    os.waitpid(child, 0)
    return played(written.decode())


def played(text: str) -> list[str]:
    lines, row, column = [""], 0, 0
    for part in re.findall(r"\x1b\[[?0-9;]*[A-Za-z]|[^\x1b]|\x1b", text):
        if part == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif part == "\r":
            column = 0
        elif match := re.fullmatch(r"\x1b\[(\d*)A", part):
            row = max(row - int(match[1] or 1), 0)
        elif part == "\x1b[2K":
            lines[row] = ""
        elif len(part) == 1:
            lines[row] = lines[row].ljust(column)[:column] + part + lines[row][column + 1 :]
            column += 1
    return [line.rstrip() for line in lines if line.strip()]


@pytest.mark.parametrize("live", [BARS, MARK], ids=["bars", "mark"])
def test_each_outcome_is_left_on_the_terminal_in_a_line_of_its_own(live: dict[str, str]) -> None:
    assert screen_after(PROGRAM.substitute(live)) == [
        "list0: unchanged",
        "list1: unchanged",
        "failed: list2.xml: list2: it broke",
        "list3: unchanged",
    ]
