"""The application: routes, what stands before them, and how mistakes are told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ostrakon.api.answers import Json
from ostrakon.api.gate import Gate, told
from ostrakon.api.logs import log
from ostrakon.api.refusals import Refused
from ostrakon.api.routes import entities, match, own, reconcile, search, system
from ostrakon.api.service import Service
from ostrakon.api.warmth import warm
from ostrakon.errors import OstrakonError
from ostrakon.version import __version__

__all__ = ["create_app"]

_LISTENS_AFTER_S = 0.05  # the server listens once the application has started
_LOOKED_EVERY_S = 1.0  # for a newer list version: one question to the database

# FastAPI's own spans and records hold addresses and what was sent; ours, in the gate, do not.
_NO_TELEMETRY: Any = {"tracing": False, "metrics": False, "logs": False}

_DETAIL = {"application/json": {"schema": {"type": "object", "properties": {"detail": {}}}}}
# What any route can answer besides its result.
_RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"description": "A question that cannot be understood.", "content": _DETAIL},
    401: {"description": "No key, or one that is not known.", "content": _DETAIL},
    403: {"description": "The key, or token, does not allow this.", "content": _DETAIL},
    404: {"description": "No such dataset, entity or property.", "content": _DETAIL},
    408: {"description": "The body came in too slowly.", "content": _DETAIL},
    413: {"description": "The body is too large.", "content": _DETAIL},
    415: {"description": "A compressed body.", "content": _DETAIL},
    414: {"description": "The address is too long.", "content": _DETAIL},
    422: {"description": "A parameter or field of the wrong kind.", "content": _DETAIL},
    429: {"description": "The key's rate is used up; see `Retry-After`.", "content": _DETAIL},
    503: {"description": "No list is open yet.", "content": _DETAIL},
}


async def _no_update() -> None:
    return None


def create_app(
    service: Service, *, update: Callable[[], Awaitable[None]] = _no_update, warms: bool = False
) -> Gate:
    """The application over `service`, which is opened when it starts; `update` fetches the lists anew.
    `warms`: what is read once and kept is read as soon as it listens."""
    return Gate(_create_api(service, update, warms), service, ("/match/", "/match/{dataset}", match.match))


def _create_api(service: Service, update: Callable[[], Awaitable[None]], warms: bool) -> FastAPI:

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if not service.ready:
            await to_thread.run_sync(service.refresh)
        tasks = [asyncio.create_task(_watch(service))]
        if warms:
            tasks.append(asyncio.create_task(_warm(service)))
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    app = FastAPI(
        title=service.settings.title,
        version=__version__,
        lifespan=lifespan,
        responses=_RESPONSES,
        docs_url=None,  # pages that load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NO_TELEMETRY,
    )
    app.state.service, app.state.update = service, update
    for router in (match.router, search.router, entities.router, reconcile.router, system.router, own.router):
        app.include_router(router)
    for error, handler in (
        (Refused, _refused),
        (HTTPException, _http),
        (RequestValidationError, _invalid),
        (OstrakonError, _told),
    ):
        app.add_exception_handler(error, cast(Any, handler))
    return app


async def _warm(service: Service) -> None:
    await asyncio.sleep(_LISTENS_AFTER_S)
    await to_thread.run_sync(warm, service.library)


async def _watch(service: Service) -> None:
    """Take up newer list versions as they appear; what goes wrong is logged, and the old ones stay."""
    failure = ""
    while True:
        await asyncio.sleep(_LOOKED_EVERY_S)
        try:
            if await to_thread.run_sync(service.refresh):
                log().info("lists opened", state=service.library.state)
            failure = ""
        except Exception as error:
            if failure != str(error):  # told once, not every second
                log().error("lists not opened", error=str(error), kind=type(error).__name__)
            failure = str(error)


async def _refused(_: Request, refused: Refused) -> Response:
    return Json(refused.body, refused.status, refused.headers)


async def _http(_: Request, error: HTTPException) -> Response:
    return Json({"detail": error.detail}, error.status_code, error.headers)


async def _invalid(_: Request, error: RequestValidationError) -> Response:
    mistakes = [
        {k: v for k, v in one.items() if k in {"type", "loc", "msg", "input"}} for one in error.errors()
    ]
    return Json({"detail": mistakes}, 422)


async def _told(_: Request, error: OstrakonError) -> Response:
    return told(error)
