"""Entities by id, with what is linked to them."""

from typing import Annotated, Any
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ostrakon.api.answers import Json
from ostrakon.api.forces import in_force
from ostrakon.api.library import Library, Reach
from ostrakon.api.neighbours import Moved, Place, adjacent, entity_properties, expanded, find, nested
from ostrakon.api.parameters import Clocks
from ostrakon.api.refusals import Refused
from ostrakon.api.routes.requests import asked_library, proof_header
from ostrakon.api.search.evaluation import values_of
from ostrakon.api.search.results import sort_of

__all__ = ["router"]

router = APIRouter(tags=["Data access"])
_MOVED: dict[int | str, dict[str, Any]] = {308: {"description": "The entity goes by another id now."}}
Limit = Annotated[int, Query(ge=0, le=500, description="Most results per property.")]
Offset = Annotated[int, Query(ge=0, le=9_499, description="Results to leave out first.")]
Sort = Annotated[list[str] | None, Query(description="`field:asc` or `field:desc`.")]


@router.get("/entities/{entity_id}", response_class=Response, responses=_MOVED)
async def entity(
    request: Request, entity_id: str, clocks: Annotated[Clocks, Query()], nested: bool = True
) -> Response:
    """One entity, with those it is linked to inside it unless `nested` is false."""
    library = await asked_library(request, clocks.as_of)
    found = await to_thread.run_sync(_found, library, entity_id, clocks)
    if isinstance(found, Moved):
        return _redirect(found)
    document = await to_thread.run_sync(_document, found, nested)
    return Json(document, headers=await _proved(library, found, clocks))


@router.get("/entities/{entity_id}/adjacent", response_class=Response, responses=_MOVED)
async def all_adjacent(
    request: Request,
    entity_id: str,
    clocks: Annotated[Clocks, Query()],
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = None,
) -> Response:
    """What each property of an entity leads to."""
    library = await asked_library(request, clocks.as_of)
    found = await to_thread.run_sync(_found, library, entity_id, clocks)
    if isinstance(found, Moved):
        return _redirect(found, "/adjacent")
    names = entity_properties(found.shelf.schema(found.number))
    pages = {name: await to_thread.run_sync(_page, found, name, limit, offset, sort or []) for name in names}
    document = {
        "entity": found.entity(),
        "adjacent": {name: page for name, page in pages.items() if page["total"]["value"]},
    }
    return Json(document, headers=await _proved(library, found, clocks))


@router.get("/entities/{entity_id}/adjacent/{property_name}", response_class=Response, responses=_MOVED)
async def one_adjacent(
    request: Request,
    entity_id: str,
    property_name: str,
    clocks: Annotated[Clocks, Query()],
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = None,
) -> Response:
    """What one property of an entity leads to."""
    library = await asked_library(request, clocks.as_of)
    found = await to_thread.run_sync(_found, library, entity_id, clocks)
    if isinstance(found, Moved):
        return _redirect(found, f"/adjacent/{quote(property_name, safe='')}")
    if property_name not in entity_properties(found.shelf.schema(found.number)):
        raise Refused(404, "No such property!")
    page = await to_thread.run_sync(_page, found, property_name, limit, offset, sort or [])
    return Json(page, headers=await _proved(library, found, clocks))


def _found(library: Library, entity_id: str, clocks: Clocks) -> Place | Moved:
    everything = Reach("", tuple(library.versions))
    shelves = library.shelves_around(everything, clocks.in_force_on)
    found = find(library, entity_id, shelves)
    if found is None:
        raise Refused(404, "No such entity!")
    mask_of = in_force(library, everything, clocks.in_force_on)
    if isinstance(found, Place) and mask_of is not None and not mask_of(found.shelf)[found.number]:
        raise Refused(404, f"Not in force on {clocks.in_force_on}.")
    return found


async def _proved(library: Library, found: Place, clocks: Clocks) -> dict[str, str]:
    """In a thread: the lists of a day of effect may have to be opened first."""
    return await to_thread.run_sync(proof_header, library, found.shelf.dataset, clocks.in_force_on)


def _document(found: Place, with_others: bool) -> Any:
    return nested(found) if with_others else found.shelf.body(found.number)


def _redirect(moved: Moved, rest: str = "") -> Response:
    """The query string is dropped, as yente does."""
    return Response(
        status_code=308, headers={"location": f"/entities/{quote(moved.canonical, safe=':')}{rest}"}
    )


def _page(found: Place, name: str, limit: int, offset: int, sort: list[str]) -> dict[str, Any]:
    neighbours = list(adjacent(found, name))
    for field, descending in reversed([sort_of(text) for text in sort]):
        keyed = [(_key(one, field), one) for one in neighbours]
        having = sorted((each for each in keyed if each[0]), key=lambda each: each[0], reverse=descending)
        neighbours = [one for _, one in having] + [one for key, one in keyed if not key]
    root_id = found.entity()["id"]
    page = [expanded(one, root_id) for one in neighbours[offset : offset + limit]]
    total = {"value": len(neighbours), "relation": "eq"}
    return {"results": page, "total": total, "limit": limit, "offset": offset}


def _key(one: Place | str, field: str) -> str:
    return "" if isinstance(one, str) else min(values_of(one.entity(), field), default="")
