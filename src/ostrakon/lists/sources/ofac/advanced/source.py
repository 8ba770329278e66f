"""How to know a file of the advanced XML and which list it is, and the edition that it makes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Edition, Recognised, root_of
from ostrakon.lists.sources.ofac.advanced.mapper import to_listing
from ostrakon.lists.sources.ofac.advanced.reader import read_contents, read_date_of_issue
from ostrakon.lists.sources.ofac.advanced.relations import Ties, to_ties
from ostrakon.lists.sources.ofac.list_names import dataset_of
from ostrakon.model import Listing

__all__ = ["read", "recognise"]

_LAYOUT = "advanced XML"
_BLOCK_BYTES = 1 << 20
_LONGEST_TEXT_BYTES = 10_000_000  # the XML parser refuses a longer text or attribute, too
_ROOT = "Sanctions"
_DATE_OF_ISSUE = re.compile(rb"<(?:[\w.-]+:)?DateOfIssue[\s>]")
# A tag ends at the latest where the next begins: a search that went on to the next ">" took minutes
# for 3 MB of "<List ", each of which it began at.
_LIST = re.compile(rb"""<(?:[\w.-]+:)?List\s[^<>]*?\bID=["'](\d+)["'][^<>]*>([^<]*)""")
_LIST_OF_ENTRY = re.compile(rb"""<(?:[\w.-]+:)?SanctionsEntry\s[^<>]*?\bListID=["'](\d+)["']""")


def recognise(document: Document) -> Recognised | None:
    """By its root element and date, and by the list that most of its entries are on.

    Either file holds entries of the other's lists: 77 of the 17,917 parties of the SDN file of
    2025-05-29 are on others too, 77 of 443 of the Consolidated one on the SDN List too. Raises
    SourceError for a file without entries: they stand at its end, so the file was cut off.
    """
    root = root_of(document)
    if root is None or root[0] != _ROOT or not _DATE_OF_ISSUE.search(document.head):
        return None
    entries, on_the_sdn_list = _count(document)
    if not entries:
        raise SourceError(f"{document.name}: not a single SanctionsEntry; is the file cut off?")
    return Recognised(_LAYOUT, "us_ofac_sdn" if on_the_sdn_list * 2 > entries else "us_ofac_cons")


def read(documents: Sequence[Document], dataset: str, doubts: Doubts) -> Edition:
    """The edition of one file: the entries on the SDN List, or those on the other lists."""
    document = documents[0]
    published_on = read_date_of_issue(document)
    return Edition(dataset, _LAYOUT, published_on, _listings(document, dataset, doubts))


def _listings(document: Document, dataset: str, doubts: Doubts) -> Iterator[Listing]:
    contents = read_contents(document, doubts)
    ties = to_ties(contents.relationships, contents.kinds, dataset, doubts)
    for party in contents.parties:
        entries = [e for e in contents.entries[party.id] if dataset_of(e.list_name) == dataset]
        yield to_listing(party, entries, ties.get(party.id, Ties()), dataset, doubts)


def _count(document: Document) -> tuple[int, int]:
    """Entries, and those on the SDN List. On the bytes, which takes a tenth of the time of parsing:
    an import asks before it reads."""
    labels: dict[bytes, bytes] = {}
    entries: Counter[bytes] = Counter()
    for block in _blocks(document):
        labels.update(_LIST.findall(block))
        entries.update(_LIST_OF_ENTRY.findall(block))
    sdn = (
        id_ for id_, label in labels.items() if dataset_of(label.decode(errors="replace")) == "us_ofac_sdn"
    )
    return entries.total(), sum(entries[id_] for id_ in sdn)


def _blocks(document: Document) -> Iterator[bytes]:
    """The file in blocks that each end before a tag, so that no tag and no text is cut in two.

    Raises SourceError for a text without end, which would be copied once for every block of it.
    """
    carried = b""
    with document.open() as file:
        while block := file.read(_BLOCK_BYTES):
            block = carried + block
            whole = block.rfind(b"<")
            carried = block[whole:]
            if len(carried) > _LONGEST_TEXT_BYTES:
                raise SourceError(f"{document.name}: a text of more than {_LONGEST_TEXT_BYTES:,} bytes")
            yield block[:whole]
    yield carried
