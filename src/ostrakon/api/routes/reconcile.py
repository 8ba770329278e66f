"""`/reconcile/{dataset}`: OpenRefine's protocol."""

from typing import Annotated
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ostrakon.api.answers import Json
from ostrakon.api.catalog import title_of
from ostrakon.api.examples import Example
from ostrakon.api.keys import Key
from ostrakon.api.library import Library, Reach
from ostrakon.api.metrics import count_queries
from ostrakon.api.reconciliation import (
    THRESHOLD,
    asked_for,
    extended,
    proposed_properties,
    reconciled,
    service_manifest,
    suggested_entities,
    suggested_properties,
    suggested_types,
)
from ostrakon.api.recording import record_examples, recording_key
from ostrakon.api.refusals import Refused
from ostrakon.api.routes.requests import proof_header, reach_or_404, service_of

__all__ = ["router"]

router = APIRouter(tags=["Reconciliation"])
_MOST_FORM_FIELDS = 20
Limit = Annotated[int, Query(ge=0, le=500)]


@router.get("/reconcile/{dataset}", response_class=Response)
async def manifest(request: Request, dataset: str) -> Response:
    """What OpenRefine needs to know of the service."""
    service = service_of(request)
    reach_or_404(service.library, dataset)
    title = f"{title_of(service.library, dataset)} ({service.settings.title})"
    base = str(request.base_url).rstrip("/")
    return Json(service_manifest(title, base, dataset, request.url.query))


@router.post("/reconcile/{dataset}", include_in_schema=False)
async def reconcile(request: Request, dataset: str) -> Response:
    """Queries, or an extension of rows, from a form."""
    service = service_of(request)
    library, reach = service.library, reach_or_404(service.library, dataset)
    form = await _form(request)
    if "extend" in form:
        document = await to_thread.run_sync(extended, form["extend"], library)
        return Json(document, headers=proof_header(library, reach, None))
    if "queries" not in form:
        raise Refused(400, "No queries provided.")
    asked = asked_for(form["queries"], most=service.settings.max_batch)
    count_queries(len(asked))
    key = recording_key(request.scope)
    return await to_thread.run_sync(_answer, asked, library, reach, key)


def _answer(
    asked: dict[str, tuple[Example, int]], library: Library, reach: Reach, key: Key | None
) -> Response:
    headers = proof_header(library, reach, None)
    document = reconciled(asked, library, reach)
    if key is not None:
        examples, limits = [one for one, _ in asked.values()], [limit for _, limit in asked.values()]
        screening, _ = library.screening(reach)
        headers |= record_examples(
            library.engine, key, examples, screening, threshold=THRESHOLD, limit=max(limits)
        )
    return Json(document, headers=headers)


@router.get("/reconcile/{dataset}/suggest/entity", include_in_schema=False)
async def suggest_entity(request: Request, dataset: str, prefix: str = "", limit: Limit = 10) -> Response:
    """Entities whose names begin so."""
    library = service_of(request).library
    reach = reach_or_404(library, dataset)
    return Json(await to_thread.run_sync(suggested_entities, prefix, library, reach, limit))


@router.get("/reconcile/{dataset}/suggest/property", include_in_schema=False)
async def suggest_property(request: Request, dataset: str, prefix: str = "", limit: Limit = 10) -> Response:
    """Properties by a part of their name."""
    reach_or_404(service_of(request).library, dataset)
    return Json(suggested_properties(prefix, limit))


@router.get("/reconcile/{dataset}/suggest/type", include_in_schema=False)
async def suggest_type(request: Request, dataset: str, prefix: str = "", limit: Limit = 10) -> Response:
    """Schemata by a part of their name."""
    reach_or_404(service_of(request).library, dataset)
    return Json(suggested_types(prefix, limit))


@router.get("/reconcile/{dataset}/extend/property", include_in_schema=False)
async def extend_property(
    request: Request,
    dataset: str,
    kind: Annotated[str, Query(alias="type")] = "Thing",
    limit: Limit = 50,
) -> Response:
    """The properties a row of that type can be extended by."""
    reach_or_404(service_of(request).library, dataset)
    return Json(proposed_properties(kind, limit))


async def _form(request: Request) -> dict[str, str]:
    """The fields of an urlencoded form, the first of each name."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"application/x-www-form-urlencoded", ""}:
        raise Refused(400, "Send queries as application/x-www-form-urlencoded")
    try:
        text = (await request.body()).decode()
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FORM_FIELDS)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(400, "Cannot decode the form") from error
    return {name: values[0] for name, values in fields.items()}
