"""What several routes ask of a request."""

from collections.abc import Sequence
from datetime import date

from anyio import to_thread
from starlette.requests import Request

from ostrakon.api.answers import proof_headers
from ostrakon.api.library import Library, Reach
from ostrakon.api.logs import log
from ostrakon.api.refusals import Refused
from ostrakon.api.service import Service
from ostrakon.api.settings import ServiceSettings

__all__ = ["asked_library", "log_asked", "proof_header", "reach_or_404", "service_of"]

_LOGGED = 300  # characters of each text


def service_of(request: Request) -> Service:
    """Raises Refused while no list is open yet."""
    service: Service = request.app.state.service
    if not service.ready:
        raise Refused(503, "Index not ready.")
    return service


async def asked_library(request: Request, as_of: date | None) -> Library:
    """The lists of the day asked for; those of a past day are opened in a thread, others go on."""
    service = service_of(request)
    if as_of is None:
        return service.library
    return await to_thread.run_sync(service.library_at, as_of)


def proof_header(library: Library, reach: Reach | str, in_force_on: date | None) -> dict[str, str]:
    """The hash of what an answer rests on; `reach` may be one list's name."""
    covered = Reach(reach, (reach,)) if isinstance(reach, str) else reach
    screening, digest = library.screening(covered, in_force_on)
    return proof_headers(screening.proof, digest)


def log_asked(settings: ServiceSettings, texts: Sequence[str]) -> None:
    """What was asked, where the operator wants that in the log: it is personal data."""
    if settings.log_queries:
        log().info("asked", texts=[text[:_LOGGED] for text in texts])


def reach_or_404(library: Library, dataset: str) -> Reach:
    reach = library.reach(dataset)
    if reach is None:
        raise Refused(404, "No such dataset.")
    return reach
