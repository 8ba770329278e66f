"""What several routes ask of a request."""

from datetime import date

from anyio import to_thread
from starlette.requests import Request

from ostrakon.api.answers import PROOF_HEADER
from ostrakon.api.forces import in_force
from ostrakon.api.library import Library, Reach
from ostrakon.api.neighbours import Place
from ostrakon.api.refusals import Refused
from ostrakon.api.service import Service

__all__ = ["asked_library", "in_force", "proof_header", "reach_or_404", "refuse_not_in_force", "service_of"]


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
    return {PROOF_HEADER: library.screening(covered, in_force_on)[1]}


def refuse_not_in_force(library: Library, place: Place, in_force_on: date | None) -> None:
    """404 for an entity known to have been without effect on that day."""
    dataset = place.shelf.dataset
    mask_of = in_force(library, Reach(dataset, (dataset,)), in_force_on)
    if mask_of is not None and not mask_of(place.shelf)[place.number]:
        raise Refused(404, f"Not in force on {in_force_on}.")


def reach_or_404(library: Library, dataset: str) -> Reach:
    reach = library.reach(dataset)
    if reach is None:
        raise Refused(404, "No such dataset.")
    return reach
