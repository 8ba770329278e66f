"""`GET /search/{dataset}`: words, fields, facets."""

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from ostrakon.api.answers import Json
from ostrakon.api.library import Library, Reach
from ostrakon.api.parameters import SearchParameters, described, reader_of
from ostrakon.api.routes.requests import asked_library, log_asked, proof_header, reach_or_404, service_of
from ostrakon.api.search import Sought, parse, parse_simple, search

__all__ = ["router"]

router = APIRouter(tags=["Search"])
_encode = msgspec.json.Encoder().encode
_read = reader_of(SearchParameters)


@router.get(
    "/search/{dataset}", openapi_extra={"parameters": described(SearchParameters)}, response_class=Response
)
async def search_dataset(request: Request, dataset: str) -> Response:
    """Entities by words and fields, with counts."""
    parameters = _read(request.scope["query_string"])
    library = await asked_library(request, parameters.as_of)
    log_asked(service_of(request).settings, [parameters.q])
    reach = reach_or_404(library, dataset)
    body = await to_thread.run_sync(_answer, parameters, library, reach)
    return Json(body, headers=proof_header(library, reach, parameters.in_force_on))


def _answer(parameters: SearchParameters, library: Library, reach: Reach) -> bytes:
    read = parse_simple if parameters.simple else parse
    sought = Sought(
        clause=read(parameters.q, fuzzy=parameters.fuzzy),
        schema=parameters.schema_,
        include_datasets=tuple(library.expanded(parameters.include_dataset)),
        exclude_datasets=tuple(library.expanded(parameters.exclude_dataset)),
        exclude_schemata=tuple(parameters.exclude_schema),
        countries=tuple(parameters.countries),
        topics=tuple(parameters.topics),
        datasets=tuple(library.expanded(parameters.datasets)),
        filters=tuple(parameters.filter_),
        filter_and=parameters.filter_op == "AND",
        changed_since=parameters.changed_since or "",
        target=parameters.target,
        limit=parameters.limit,
        offset=parameters.offset,
        sort=tuple(parameters.sort),
        facets=tuple(parameters.facets),
    )
    found = search(sought, library, reach, in_force_on=parameters.in_force_on)
    total = {"value": found.total, "relation": "eq"}
    head = {"limit": parameters.limit, "offset": parameters.offset, "total": total, "facets": found.facets}
    return _encode(head)[:-1] + b',"results":[' + b",".join(found.results) + b"]}"
