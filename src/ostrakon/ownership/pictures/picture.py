"""What a picture shows of an answer: boxes, lines between them, and where each box stands."""

from collections import defaultdict

import rustworkx
from msgspec import Struct

from ostrakon.model import UNKNOWN_SHARE, ChainLink, Jurisdiction, OwnersAnswer, Share

__all__ = ["Box", "Line", "Picture", "picture_of"]

_MOST_BOXES = 40  # more cannot be read on a page
_MOST_BESIDE = 5  # of them for ties beside the chains; a table has all
_SWEEPS = 6  # down and up; the order has settled by then
_MEASURED = {"shares": "", "votes": "votes", "profit_right": "profits", "board_appointment": "seats"}
_CONTROL = {"dominant_influence", "influence", "management", "owned_or_controlled"}


class Box(Struct, frozen=True):
    """An actor. `listed` and `caught` are rules by which it is so, `open_by` those that cannot tell; `row`
    counts from the top, `column` is its middle in widths of a box."""

    id: str
    name: str
    asked: bool
    listed: tuple[Jurisdiction, ...]
    caught: tuple[Jurisdiction, ...]
    open_by: tuple[Jurisdiction, ...]
    row: int
    column: float


class Line(Struct, frozen=True):
    """All that one actor has in another. `style`: "known" shares, "unknown" share or control, or a "tie"
    that no rule counts. `bends` are the places it passes between other boxes, as (row, column)."""

    owner: str
    asset: str
    label: str
    style: str
    bends: tuple[tuple[int, float], ...] = ()


class Picture(Struct, frozen=True):
    """`left_out`: how many parties did not fit."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    rows: int
    columns: float
    left_out: int = 0


def picture_of(answer: OwnersAnswer) -> Picture:
    """The chains of all answers, and the other ties of the entity as far as there is room."""
    links, left_out = _links(answer)
    names = {answer.entity_id: answer.entity}
    for link in links:
        names.setdefault(link.owner_id, link.owner)
        names.setdefault(link.asset_id, link.asset)
    lines = _lines(links)
    places, bends, rows = _placed(list(names), lines)
    caught = _caught(answer)
    open_by = _open(answer, caught)
    boxes = tuple(
        Box(
            id_,
            name,
            id_ == answer.entity_id,
            answer.listed.get(id_, ()),
            tuple(caught.get(id_, ())),
            tuple(open_by.get(id_, ())),
            *places[id_],
        )
        for id_, name in names.items()
    )
    columns = max(column for _, column in [*places.values(), *(one for way in bends.values() for one in way)])
    drawn = tuple(
        Line(line.owner, line.asset, line.label, line.style, bends.get((line.owner, line.asset), ()))
        for line in lines
    )
    return Picture(boxes, drawn, rows, columns, left_out)


def _links(answer: OwnersAnswer) -> tuple[list[ChainLink], int]:
    """Chains first, then ties, until there are too many parties."""
    chain = [link for one in answer.answers for link in one.chain]
    shown = {answer.entity_id}
    left_out: set[str] = set()
    kept = []
    for links, room in ((reversed(chain), _MOST_BOXES), (answer.ties, _MOST_BESIDE)):
        most = min(len(shown) + room, _MOST_BOXES)
        for link in links:
            ends = {link.owner_id, link.asset_id}
            if len(shown | ends) <= most:
                shown |= ends
                kept.append(link)
            else:
                left_out |= ends
    return list(dict.fromkeys(kept)), len(left_out - shown)


def _lines(links: list[ChainLink]) -> list[Line]:
    """One between each two, its label all that is stated."""
    between: dict[tuple[str, str], list[ChainLink]] = defaultdict(list)
    for link in links:
        if link.owner_id != link.asset_id:
            between[link.owner_id, link.asset_id].append(link)
    found = []
    for (owner, asset), stated in between.items():
        labels = "\n".join(dict.fromkeys(_label(link) for link in stated))
        styles = {_style(link) for link in stated}
        found.append(Line(owner, asset, labels, next(s for s in ("known", "unknown", "tie") if s in styles)))
    return found


def _label(link: ChainLink) -> str:
    if link.kind in _MEASURED:
        return f"{_share(link.share or UNKNOWN_SHARE)} {_MEASURED[link.kind]}".strip()
    words = (link.words or link.kind.replace("_", " ")).partition(":")[0]
    return words if len(words) <= 34 else f"{words[:32]}…"


def _share(share: Share) -> str:
    if share == UNKNOWN_SHARE:
        return "share unknown"
    return str(share)


def _style(link: ChainLink) -> str:
    if link.kind in _MEASURED:
        return "unknown" if link.share in {None, UNKNOWN_SHARE} else "known"
    return "unknown" if link.kind in _CONTROL else "tie"


def _caught(answer: OwnersAnswer) -> dict[str, list[Jurisdiction]]:
    """By which rules an actor is caught: each on the way of a blocked answer, and holders counted so."""
    found: dict[str, list[Jurisdiction]] = defaultdict(list)
    for one in answer.answers:
        on_the_way = {step.entity_id for step in one.steps} if one.answer == "blocked" else set()
        holders = {holder.owner_id for step in one.steps for holder in step.holders if holder.why == "caught"}
        for id_ in (on_the_way | holders) - {None}:
            if one.rule not in answer.listed.get(str(id_), ()):
                found[str(id_)].append(one.rule)
    return found


def _open(answer: OwnersAnswer, caught: dict[str, list[Jurisdiction]]) -> dict[str, list[Jurisdiction]]:
    """By which rules it cannot be told, of the entity and of those on its way."""
    found: dict[str, list[Jurisdiction]] = defaultdict(list)
    for one in answer.answers:
        if one.answer == "cannot_tell":
            for id_ in {answer.entity_id, *(step.entity_id for step in one.steps)}:
                if one.rule not in (*caught.get(id_, ()), *answer.listed.get(id_, ())):
                    found[id_].append(one.rule)
    return found


# --- where the boxes stand ----------------------------------------------------------------------------


def _placed(
    ids: list[str], lines: list[Line]
) -> tuple[dict[str, tuple[int, float]], dict[tuple[str, str], tuple[tuple[int, float], ...]], int]:
    """Owners above what they own; a line that passes a row keeps a place free there."""
    graph = rustworkx.PyDiGraph()
    number = dict(zip(ids, graph.add_nodes_from(ids), strict=True))
    graph.add_edges_from([(number[line.owner], number[line.asset], None) for line in lines])
    while cycle := rustworkx.digraph_find_cycle(graph):
        # What the entity asked about (the first) owns goes up, so that its own owners stand above it.
        graph.remove_edge(*next((edge for edge in cycle if edge[0] == 0), cycle[-1]))
    row = _rows(graph)
    slots: list[list[int]] = [[] for _ in range(max(row.values()) + 1)]
    for node in graph.node_indices():
        slots[row[node]].append(node)
    ways: dict[tuple[str, str], list[int]] = {}
    neighbours: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        ends = sorted((number[line.owner], number[line.asset]), key=lambda node: row[node])
        way = [graph.add_node(None) for _ in range(row[ends[0]] + 1, row[ends[1]])]
        for place, node in enumerate(way, start=row[ends[0]] + 1):
            row[node] = place
            slots[place].append(node)
        for one, other in zip([ends[0], *way], [*way, ends[1]], strict=True):
            neighbours[one].append(other)
            neighbours[other].append(one)
        if row[number[line.owner]] > row[number[line.asset]]:
            way.reverse()
        ways[line.owner, line.asset] = way
    column = _columns(slots, neighbours, row)
    places = {id_: (row[number[id_]], column[number[id_]]) for id_ in ids}
    bends = {ends: tuple((row[node], column[node]) for node in way) for ends, way in ways.items()}
    return places, bends, len(slots)


def _rows(graph: "rustworkx.PyDiGraph[str | None, None]") -> dict[int, int]:
    """As far down as the longest way from the top; who has no owner stands just above its highest asset."""
    row: dict[int, int] = {}
    order = list(rustworkx.topological_sort(graph))
    for node in order:
        row[node] = max((row[owner] + 1 for owner in graph.predecessor_indices(node)), default=0)
    for node in order:
        below = [row[asset] for asset in graph.successor_indices(node)]
        if below and not graph.predecessor_indices(node):
            row[node] = min(below) - 1
    return row


def _columns(
    slots: list[list[int]], neighbours: dict[int, list[int]], row: dict[int, int]
) -> dict[int, float]:
    """Each row in the order of the middle of its neighbours, swept down and up, then centred."""
    place = {node: float(position) for slot in slots for position, node in enumerate(slot)}
    for sweep in range(_SWEEPS):
        for slot in slots if sweep % 2 == 0 else reversed(slots):
            up = sweep % 2 == 0
            slot.sort(key=lambda node: _middle(node, up, neighbours, row, place))
            place.update({node: float(position) for position, node in enumerate(slot)})
    widest = max(len(slot) for slot in slots)
    return {node: place[node] + (widest - len(slot)) / 2 for slot in slots for node in slot}


def _middle(
    node: int, up: bool, neighbours: dict[int, list[int]], row: dict[int, int], place: dict[int, float]
) -> float:
    near = [place[one] for one in neighbours[node] if (row[one] < row[node]) == up]
    return sum(near) / len(near) if near else place[node]
