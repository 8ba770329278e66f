"""A service over lists given as listings, asked without a network."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from anyio.from_thread import start_blocking_portal
from msgspec.structs import replace

from ostrakon.api import Service, ServiceSettings, create_app
from ostrakon.engine import Engine
from ostrakon.model import Listing
from support.homes import home_with

__all__ = ["Client", "asking", "service_over"]


class Client:
    """Asks the application in this process; a fault in it is an answer, as over a network."""

    def __init__(self, app: Any, portal: Any) -> None:
        self._portal = portal
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=("127.0.0.1", 4321))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://service")

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        answer: httpx.Response = self._portal.call(lambda: self._client.request(method, path, **more))
        return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)

    def match(self, dataset: str = "default", query: str = "", **queries: Any) -> httpx.Response:
        """POST of `queries`, each a schema with its properties: `a=("Person", {"name": "…"})`."""
        examples = {
            key: {"schema": schema, "properties": values} for key, (schema, values) in queries.items()
        }
        return self.post(f"/match/{dataset}{query}", json={"queries": examples})


@contextmanager
def asking(service: Service, **more: Any) -> Iterator[Client]:
    app = create_app(service, **more)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(app.api.router.lifespan_context(app.api)),
    ):
        yield Client(app, portal)


def service_over(
    home: Path,
    lists: Mapping[str, Mapping[date, Sequence[Listing]]] | Engine,
    **settings: Any,
) -> Service:
    engine = lists if isinstance(lists, Engine) else home_with(home, lists)
    return Service(engine, replace(ServiceSettings(), **settings))
