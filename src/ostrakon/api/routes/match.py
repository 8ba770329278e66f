"""`POST /match/{dataset}`: queries by example, scored."""

from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from ostrakon.api.algorithms import refuse_config, resolve
from ostrakon.api.answers import Json, proof_headers
from ostrakon.api.examples import Body, example_of, read_body
from ostrakon.api.keys import Key
from ostrakon.api.library import Library, Reach
from ostrakon.api.matches import Narrowing, Wanted, answer
from ostrakon.api.metrics import count_queries
from ostrakon.api.parameters import MatchParameters, described, reader_of
from ostrakon.api.recording import record_examples, recording_key
from ostrakon.api.refusals import Refused
from ostrakon.api.routes.requests import asked_library, log_asked, reach_or_404, service_of
from ostrakon.api.settings import ServiceSettings
from ostrakon.api.validation import body_schema

__all__ = ["router"]

router = APIRouter(tags=["Matching"])
_read = reader_of(MatchParameters)
# So many queries are answered where they came in; more take milliseconds, and others must not wait for them.
_AT_ONCE = 4

_DOCUMENTED: dict[str, Any] = {
    "parameters": described(MatchParameters),
    "requestBody": {"required": True, "content": {"application/json": {"schema": body_schema()}}},
}


@router.post("/match/{dataset}", openapi_extra=_DOCUMENTED, response_class=Response)
async def match(request: Request, dataset: str) -> Response:
    """Whether the parties described are listed. One result list per query, under the query's own key."""
    parameters = _read(request.scope["query_string"])
    library = await asked_library(request, parameters.as_of)
    settings = service_of(request).settings
    reach = reach_or_404(library, dataset)
    body = read_body(await request.body(), request.headers.get("content-type", ""))
    wanted = _wanted(parameters, body, settings)
    _refuse_count(body, settings)
    count_queries(len(body.queries))
    key = recording_key(request.scope)
    if len(body.queries) > _AT_ONCE or parameters.in_force_on is not None or key is not None:
        return await to_thread.run_sync(_answer, library, reach, parameters, body, wanted, settings, key)
    return _answer(library, reach, parameters, body, wanted, settings, None)


def _answer(
    library: Library,
    reach: Reach,
    parameters: MatchParameters,
    body: Body,
    wanted: Wanted,
    settings: ServiceSettings,
    key: Key | None,
) -> Response:
    screening, proof = library.screening(reach, parameters.in_force_on)
    examples = [example_of(name, query) for name, query in body.queries.items()]
    log_asked(settings, [asked.text for example in examples for asked in example.asked])
    given = answer(list(body.queries), examples, library, reach, screening, wanted)
    headers = {"x-batch-size": str(len(body.queries)), **proof_headers(screening.proof, proof)}
    if key is not None:  # before it is answered: what is answered is in the journal
        threshold, limit = min(max(wanted.threshold, 0.0), 1.0), wanted.limit
        headers |= record_examples(library.engine, key, examples, screening, threshold=threshold, limit=limit)
    return Json(given, headers=headers)


def _wanted(parameters: MatchParameters, body: Body, settings: ServiceSettings) -> Wanted:
    algorithm = resolve(parameters.algorithm or settings.default_algorithm, settings.hidden_algorithms)
    refuse_config(list(body.config), algorithm)
    threshold, limit = parameters.threshold, parameters.limit
    cutoff = threshold if parameters.cutoff is None else min(parameters.cutoff, threshold)
    return Wanted(
        limit=min(settings.match_page if limit is None else limit, settings.max_matches),
        threshold=threshold,
        cutoff=cutoff,
        algorithm=algorithm,
        narrowing=_narrowing(parameters, body),
    )


def _narrowing(parameters: MatchParameters, body: Body) -> Narrowing:
    params = body.params
    return Narrowing(
        include_datasets=frozenset(
            [*parameters.include_dataset, *(params.include_datasets if params else ())]
        ),
        exclude_datasets=frozenset(
            [*parameters.exclude_dataset, *(params.exclude_datasets if params else ())]
        ),
        exclude_schemata=frozenset(parameters.exclude_schema),
        topics=frozenset(parameters.topics),
        exclude_ids=frozenset(
            [*parameters.exclude_entity_ids, *(params.exclude_entity_ids if params else ())]
        ),
        changed_since=parameters.changed_since or "",
    )


def _refuse_count(body: Body, settings: ServiceSettings) -> None:
    if not body.queries:
        raise Refused(400, "No queries provided.")
    if len(body.queries) > settings.max_batch:
        raise Refused(400, f"Too many queries in one batch (limit: {settings.max_batch})")
