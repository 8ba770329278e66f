"""Our own routes under /v1: what the command line prints with --json, with the whole proof."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request
from msgspec import Struct
from starlette.responses import Response

from ostrakon.api.answers import Json
from ostrakon.api.metrics import count_queries
from ostrakon.api.parameters import Clocks
from ostrakon.api.recording import record, recorded_header, recording_key, who_asks
from ostrakon.api.refusals import Invalid, Refused
from ostrakon.api.routes.requests import asked_library, log_asked, reach_or_404, service_of
from ostrakon.engine import DEFAULT_LIMIT, DEFAULT_THRESHOLD, Engine
from ostrakon.lists.wire import SCHEMA_VERSION, diff_document, history_document, status_document
from ostrakon.model import Query as Asked
from ostrakon.model.stakes import Jurisdiction
from ostrakon.ownership.wire import answers_document, text_document
from ostrakon.screening import TEXT_THRESHOLD

__all__ = ["router"]

_LAST = 2**63 - 1  # what a database can count to
router = APIRouter(prefix="/v1", tags=["Ostrakon"])
_GONE: dict[int | str, dict[str, Any]] = {410: {"description": "What was personal in it was erased."}}


class ScreenBody(Struct, forbid_unknown_fields=True):
    """Names to look for, as `ostrakon screen` takes them."""

    queries: list[Asked]
    threshold: float = DEFAULT_THRESHOLD
    limit: int = DEFAULT_LIMIT
    datasets: list[str] = []
    as_of: date | None = None
    in_force_on: date | None = None


class TextBody(Struct, forbid_unknown_fields=True):
    """A document, as `ostrakon text` takes it."""

    text: str
    threshold: float = TEXT_THRESHOLD
    limit: int = DEFAULT_LIMIT
    datasets: list[str] = []
    as_of: date | None = None
    in_force_on: date | None = None


def _documented(body: type[Struct]) -> dict[str, Any]:
    (schema,), definitions = msgspec.json.schema_components([body], ref_template="#/{name}")
    del schema
    described = definitions[body.__name__]
    query = definitions.get("Query")
    if query is not None:
        described["properties"]["queries"]["items"] = query
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": described}}}}


@router.post("/screen", openapi_extra=_documented(ScreenBody), response_class=Response)
async def screen(request: Request) -> Response:
    """Whether names are listed: one answer per query, and the proof of all of them."""
    service = service_of(request)
    body = _read(await request.body(), ScreenBody)
    if not body.queries:
        raise Refused(400, "No queries provided.")
    if len(body.queries) > service.settings.max_batch:
        raise Refused(400, f"Too many queries in one batch (limit: {service.settings.max_batch})")
    count_queries(len(body.queries))
    log_asked(service.settings, [query.name for query in body.queries])
    key = recording_key(request.scope)

    def answer() -> Response:
        answers = list(
            service.engine.screen_many(
                body.queries,
                threshold=body.threshold,
                limit=body.limit,
                as_of=body.as_of,
                in_force_on=body.in_force_on,
                datasets=tuple(body.datasets),
            )
        )
        numbers = [] if key is None else record(service.engine, key, answers, limit=body.limit)
        document = answers_document(answers, answers[0].proof, numbers)
        return Json(document, headers=recorded_header(numbers))

    return await to_thread.run_sync(answer)


@router.post("/text", openapi_extra=_documented(TextBody), response_class=Response)
async def text(request: Request) -> Response:
    """The listed parties that a document mentions, with offsets."""
    service = service_of(request)
    body = _read(await request.body(), TextBody)
    key = recording_key(request.scope)

    def answer() -> Response:
        found = service.engine.screen_text(
            body.text,
            threshold=body.threshold,
            limit=body.limit,
            as_of=body.as_of,
            in_force_on=body.in_force_on,
            datasets=tuple(body.datasets),
        )
        if key is None:
            return Json(text_document(found))
        who = who_asks(key)
        recorded = service.engine.record_text(found, body.text, who=who, channel="http", limit=body.limit)
        number = recorded.number
        return Json(text_document(found, number), headers=recorded_header([number]))

    return await to_thread.run_sync(answer)


@router.get("/proof/{dataset}", response_class=Response)
async def proof(request: Request, dataset: str, clocks: Annotated[Clocks, Query()]) -> Response:
    """What answers about a dataset rest on; its hash is the header `x-ostrakon-proof` of yente's routes."""
    library = await asked_library(request, clocks.as_of)
    reach = reach_or_404(library, dataset)
    screening, digest = await to_thread.run_sync(library.screening, reach, clocks.in_force_on)
    rests_on = msgspec.structs.replace(screening.proof, threshold=0.0)
    return Json({"schema_version": SCHEMA_VERSION, "sha256": digest, "proof": rests_on})


@router.get("/lists", response_class=Response)
async def lists(request: Request) -> Response:
    """Each list's newest version: its day, age, entries and last error."""
    engine = service_of(request).engine
    return await _in_thread(lambda: status_document(engine.status()))


@router.get("/history/{listing_id}", response_class=Response)
async def history(request: Request, listing_id: str) -> Response:
    """One listing's life in the versions held."""
    engine = service_of(request).engine
    return await _in_thread(lambda: history_document(engine.history(listing_id)))


@router.get("/diff", response_class=Response)
async def diff(
    request: Request, before: str, after: str, programme: str | None = None, kind: str | None = None
) -> Response:
    """What changed between two versions of a list, each written `us_ofac_sdn@2025-05-29`."""
    engine = service_of(request).engine
    return await _in_thread(lambda: diff_document(engine.diff(before, after, programme=programme, kind=kind)))


@router.get("/compare", response_class=Response)
async def compare(
    request: Request,
    issuer: Annotated[list[str], Query(description="Two or more of us, gb, eu, un.")],
    clocks: Annotated[Clocks, Query()],
    programme: str | None = None,
    kind: str | None = None,
) -> Response:
    """Who of several issuers lists whom, since when, who was first, and who has not yet."""
    engine = service_of(request).engine

    def answer() -> dict[str, Any]:
        from ostrakon.coalition.wire import comparison_document

        return comparison_document(
            engine.compare(
                issuer,
                programme=programme,
                kind=kind,
                in_force_on=clocks.in_force_on,
                as_of=clocks.as_of,
            )
        )

    return await _in_thread(answer)


@router.get("/owners/{entity}", response_class=Response)
async def owners(
    request: Request,
    entity: str,
    rule: Annotated[list[Jurisdiction] | None, Query(description="us, gb or eu. Default: all.")] = None,
    on: date | None = None,
) -> Response:
    """Whether a party is blocked through its owners, by what the lists state of them."""
    engine = service_of(request).engine

    def answer() -> dict[str, Any]:
        from ostrakon.ownership.wire import answer_document

        return answer_document(engine.owners(entity, rules=tuple(rule or ()), on=on))

    return await _in_thread(answer)


@router.get("/supporters/{party}", response_class=Response)
async def supporters(request: Request, party: str, on: date | None = None) -> Response:
    """Who supports a party, acts for it or leads it, in the issuers' words."""
    engine = service_of(request).engine

    def answer() -> dict[str, Any]:
        from ostrakon.ownership.wire import supporters_document

        return supporters_document(engine.supporters(party, on=on))

    return await _in_thread(answer)


@router.post(
    "/read",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
    response_class=Response,
)
async def read(request: Request, dated: date | None = None, as_of: date | None = None) -> Response:
    """A report, read: parties, claims, and what does not add up. The body is its bytes: text, HTML, PDF."""
    engine, content = service_of(request).engine, await request.body()

    def answer() -> dict[str, Any]:
        from ostrakon.claims.wire import reading_document
        from ostrakon.evidence.reduction.parts import ReductionError

        try:
            return reading_document(engine.read(content, dated=dated, as_of=as_of))
        except ReductionError as error:
            raise Refused(400, str(error)) from error

    return await _in_thread(answer)


@router.get("/screenings/{number}/certificate", response_class=Response, responses=_GONE)
async def certificate(request: Request, number: Annotated[int, Path(ge=1, le=_LAST)]) -> Response:
    """The signed certificate of a recorded screening: what was searched, where, with what result."""
    engine = service_of(request).engine
    key = request.scope["state"]["key"]

    def answer() -> Response:
        from ostrakon.cases.certificates import CertificateError

        if key is not None and "admin" not in key.scopes and _who(engine, number) != who_asks(key):
            raise Refused(404, f"No such screening: {number}")
        try:
            return Json(engine.certificate(number))
        except CertificateError as error:
            raise Refused(410, str(error)) from error

    return await to_thread.run_sync(answer)


def _who(engine: Engine, number: int) -> str | None:
    return getattr(engine.journal.find(number).entry, "who", None)


async def _in_thread(make: Callable[[], Any]) -> Response:
    return Json(await to_thread.run_sync(make))


def _read(body: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        mistake = {"type": "value_error", "loc": ["body"], "msg": str(error)[:200], "input": None}
        raise Invalid(mistake) from error
