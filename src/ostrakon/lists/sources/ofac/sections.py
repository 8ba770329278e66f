"""The elements of a file that hold its contents; whatever else stands beside them is counted."""

from collections.abc import Collection, Iterator

from lxml import etree

from ostrakon.lists.parsing import Document, Doubts, children, elements, local_name

__all__ = ["sections"]


def sections(
    document: Document, names: Collection[str], *, beside: Collection[str], doubts: Doubts
) -> Iterator[tuple[str, etree._Element]]:
    """As `elements`. A sibling, or a child of the root, that is neither among `names` nor `beside` is
    a doubt: nobody reads it."""
    known = {*names, *beside}
    parents: list[etree._Element] = []
    for name, element in elements(document, names, doubts):
        for before in element.itersiblings(preceding=True):
            if local_name(before) in known:
                break  # it was looked at in its turn, and what stood before it is freed
            _note(before, document, doubts)
        parent = element.getparent()
        if parent is not None and (not parents or parents[-1] is not parent):
            parents.append(parent)
        yield name, element
    if parents:
        _note_the_rest(parents, known, document, doubts)


def _note_the_rest(
    parents: list[etree._Element], known: Collection[str], document: Document, doubts: Doubts
) -> None:
    """What stands after the last element of its place."""
    root = parents[0].getroottree().getroot()
    for parent in dict.fromkeys((root, *parents)):
        for name, child in children(parent):
            if name not in known:
                _note(child, document, doubts)


def _note(stranger: etree._Element, document: Document, doubts: Doubts) -> None:
    parent = stranger.getparent()
    within = "" if parent is None else f" in <{local_name(parent)}>"
    place = f"{document.name}, line {stranger.sourceline}"
    doubts.note(f"unknown element <{local_name(stranger)}>{within}", place)
