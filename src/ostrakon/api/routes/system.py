"""What tells whether and with which lists the service answers."""

import asyncio
import hmac
from hashlib import sha256

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from ostrakon.api.algorithms import algorithms_document
from ostrakon.api.answers import Json
from ostrakon.api.catalog import catalog_document
from ostrakon.api.metrics import metrics_text
from ostrakon.api.refusals import Refused
from ostrakon.api.routes.requests import service_of
from ostrakon.version import __version__

__all__ = ["router"]

router = APIRouter(tags=["System"])
# What Marble takes for a sign that exclusions may stand in the body: a service of that kind and version.
_MOTIVA = "v0.10.1"
_CATALOG_KEPT_S = 300  # yente's max-age


@router.get("/healthz", response_class=Response)
async def healthz() -> Response:
    """Whether the process runs."""
    return Json({"status": "ok"})


@router.get("/readyz", response_class=Response)
async def readyz(request: Request) -> Response:
    """Whether lists are open."""
    service_of(request)
    return Json({"status": "ok"})


@router.get("/catalog", response_class=Response)
@router.get("/manifest", include_in_schema=False)
async def catalog(request: Request) -> Response:
    """Every dataset that can be asked, and how current it is."""
    body = msgspec.json.encode(catalog_document(service_of(request)))
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": f"public, max-age={_CATALOG_KEPT_S}"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Json(body, headers=headers)


@router.get("/", include_in_schema=False)
async def root(request: Request) -> Response:
    """What answers here, and where it is described."""
    title = service_of(request).settings.title
    return Json({"title": title, "version": __version__, "openapi": "/openapi.json"})


@router.get("/favicon.ico", include_in_schema=False)
async def favicon() -> Response:
    """None: browsers ask for it."""
    return Response(status_code=204)


@router.get("/algorithms", response_class=Response)
async def algorithms(request: Request) -> Response:
    """The algorithms a match can be asked for."""
    settings = service_of(request).settings
    return Json(algorithms_document(settings.hidden_algorithms, settings.default_algorithm))


@router.get("/-/version", response_class=Response)
async def version() -> Response:
    """For Marble: exclusions may stand in the body of a match, any number of them."""
    return Json({"motiva": _MOTIVA})


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """For Prometheus."""
    library = service_of(request).library
    scope = library.screening(library.everything())[0].scope
    ages = {version.dataset: scope.age_days(version) for version in scope.versions}
    listings = {dataset: version.listings for dataset, version in library.versions.items()}
    body, kind = metrics_text(ages, listings)
    return Response(body, media_type=kind)


@router.post("/updatez", response_class=Response)
async def updatez(request: Request, token: str = "", sync: bool = False) -> Response:
    """Fetch the lists anew. With `sync`, answer when that is done."""
    settings = service_of(request).settings
    expected = settings.update_token
    admitted = bool(expected) and hmac.compare_digest(token.encode(), expected.encode())
    key = request.scope["state"]["key"]
    if not admitted and (key is None or "admin" not in key.scopes):
        raise Refused(403, "Invalid token.")
    state = request.app.state
    if getattr(state, "updating", None) is None or state.updating.done():  # one at a time
        state.updating = asyncio.create_task(state.update())
    if sync:
        await asyncio.shield(state.updating)  # a caller that goes away does not end it
    return Json({"status": "ok"})
