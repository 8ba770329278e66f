"""Bring the datasets of a manifest up to date: fetch, apply what changed, import."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import msgspec
from msgspec import Struct

from ostrakon.api.deltas import apply_delta, versions_between
from ostrakon.api.loaded import Loaded, read_loaded, write_loaded
from ostrakon.api.logs import configure_logs, log
from ostrakon.api.manifests import Catalog, ListedDataset, Manifest, listed_datasets, read_manifest
from ostrakon.api.settings import ServiceSettings
from ostrakon.engine import Engine, open_engine
from ostrakon.errors import OstrakonError
from ostrakon.evidence.guard import public_transport
from ostrakon.evidence.transfers import DownloadLimits, Fetched, transfer

__all__ = ["GuardedWays", "Updating", "update_datasets"]

_CATALOG_LIMITS = DownloadLimits(max_bytes=64 << 20, read_timeout_s=30, total_timeout_s=120, attempts=3)
_LIMITS = DownloadLimits(max_bytes=1 << 30)
_DELTA_LIMITS = DownloadLimits(max_bytes=256 << 20, read_timeout_s=60, total_timeout_s=600, attempts=3)

Transports = Callable[[float], httpx.BaseTransport]


class Updating(Struct, frozen=True):
    """How datasets are fetched. `transports` gives a way out for so many seconds."""

    transports: Transports
    deltas: bool = True


def update_datasets(engine: Engine, manifest: Manifest, updating: Updating) -> Iterator[tuple[str, str]]:
    """(dataset, what became of it) for each that is to be loaded; a failure of one leaves the others be.

    Raises OstrakonError where a catalog cannot be had.
    """
    listed = listed_datasets(manifest, lambda catalog: _catalog(catalog, updating))
    before = read_loaded(engine)
    after = {
        one.name: Loaded(one.title, one.children, before[one.name].version if one.name in before else None)
        for one in listed
    }
    write_loaded(engine, after)
    for dataset in listed:
        if not dataset.load or (dataset.entities_url is None and dataset.path is None):
            continue
        held = after[dataset.name].version
        if dataset.version is not None and dataset.version == held:
            yield dataset.name, "unchanged"
            continue
        try:
            with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
                outcome = _update(engine, dataset, held, Path(folder), updating)
        except OstrakonError as error:
            yield dataset.name, f"failed: {error}"
            continue
        after[dataset.name] = msgspec.structs.replace(after[dataset.name], version=dataset.version)
        write_loaded(engine, after)
        yield dataset.name, outcome


def _update(
    engine: Engine, dataset: ListedDataset, held: str | None, folder: Path, updating: Updating
) -> str:
    file = folder / f"{dataset.name}.json"
    how = "imported"
    if updating.deltas and held and dataset.delta_url and _changed(engine, dataset, held, file, updating):
        how = "imported, what changed alone fetched"
    elif dataset.path is not None:
        try:
            shutil.copyfile(dataset.path, file)
        except OSError as error:
            raise OstrakonError(f"{dataset.path}: {error.strerror}") from error
    else:
        assert dataset.entities_url is not None
        _fetch(dataset.entities_url, file, _LIMITS, dataset.auth_token, updating)
    if dataset.namespace and how == "imported":
        _put_in_namespace(file, dataset.name)
    (outcome,) = engine.import_files([file], dataset=dataset.name)
    if outcome.error is not None:
        raise OstrakonError(outcome.error)
    return how


def _changed(engine: Engine, dataset: ListedDataset, held: str, file: Path, updating: Updating) -> bool:
    """Write the held file with the changes since as `file`; False where that cannot be done."""
    assert dataset.delta_url is not None
    versions = engine.store.versions(dataset.name)
    if not versions or dataset.version is None or dataset.namespace:
        return False
    index = file.with_suffix(".index")
    try:
        _fetch(dataset.delta_url, index, _CATALOG_LIMITS, dataset.auth_token, updating)
        steps = versions_between(index.read_bytes(), held, dataset.version)
        if not steps:
            return False
        with engine.captures.open(versions[-1].sha256) as source, file.open("wb") as target:
            shutil.copyfileobj(source, target)
        for number, url in enumerate(steps):
            delta = file.with_suffix(f".delta{number}")
            _fetch(url, delta, _DELTA_LIMITS, dataset.auth_token, updating)
            apply_delta(file, delta)
    except OstrakonError as error:  # the whole file is as good, only longer
        log().warning("changes not usable", dataset=dataset.name, error=str(error))
        file.unlink(missing_ok=True)
        return False
    return True


def _put_in_namespace(file: Path, name: str) -> None:
    """Sign every id with the dataset's name, so that those of several makers cannot be the same."""
    from followthemoney import model
    from followthemoney.namespace import Namespace

    namespace = Namespace(name)
    signed = file.with_suffix(".signed")
    with file.open("rb") as source, signed.open("wb") as target:
        for number, line in enumerate(source, start=1):
            if not line.strip():
                continue
            try:
                proxy = namespace.apply(model.get_proxy(msgspec.json.decode(line)))
            except Exception as error:  # of any kind: the library trusts what it reads
                raise OstrakonError(f"{file.name}, line {number}: no entity: {str(error)[:100]}") from error
            target.write(msgspec.json.encode(proxy.to_dict()) + b"\n")
    signed.replace(file)


def _catalog(catalog: Catalog, updating: Updating) -> bytes:
    with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
        file = Path(folder) / "catalog.json"
        _fetch(catalog.url, file, _CATALOG_LIMITS, catalog.auth_token, updating)
        return file.read_bytes()


def _fetch(url: str, file: Path, limits: DownloadLimits, token: str | None, updating: Updating) -> None:
    with updating.transports(limits.total_timeout_s) as inner:
        transport = _WithToken(inner, httpx.URL(url).host, token) if token else inner
        try:
            fetched = transfer(url, file, limits=limits, transport=transport)
        except OstrakonError as error:
            raise OstrakonError(f"{_shown(url)}: {error}") from error
    assert isinstance(fetched, Fetched)  # nothing previous was asked about


def _shown(url: str) -> str:
    """An address without what may be secret in it."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return "an address that is none"
    return f"{parsed.scheme}://{parsed.host}{parsed.path}"


class GuardedWays(httpx.BaseTransport):
    """Public addresses for every host, private ones for those named: also after a redirect."""

    def __init__(self, total_timeout_s: float, allowed_hosts: frozenset[str]) -> None:
        self._public = public_transport(total_timeout_s)
        self._private = public_transport(total_timeout_s, allow_private=True)
        self._allowed = allowed_hosts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        way = self._private if request.url.host in self._allowed else self._public
        return way.handle_request(request)

    def close(self) -> None:
        self._public.close()
        self._private.close()


class _WithToken(httpx.BaseTransport):
    """The token for its own host, and never for one that it redirects to."""

    def __init__(self, inner: httpx.BaseTransport, host: str, token: str) -> None:
        self._inner, self._host, self._token = inner, host, token

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == self._host:
            request.headers["authorization"] = f"Token {self._token}"
        return self._inner.handle_request(request)


def main() -> None:
    """One update in a process of its own: the manifest's datasets, then the official lists."""
    settings = ServiceSettings.from_environment(os.environ)
    configure_logs(settings.log_format)
    engine = open_engine()
    allowed = frozenset(settings.allowed_hosts)
    updating = Updating(lambda seconds: GuardedWays(seconds, allowed), settings.delta_updates)
    failed = False
    try:
        if settings.manifest is not None:
            for dataset, outcome in update_datasets(engine, read_manifest(settings.manifest), updating):
                failed |= outcome.startswith("failed")
                log().info("dataset", dataset=dataset, outcome=outcome)
        if "--manifest-only" not in sys.argv:
            for listed in engine.update():
                failed |= listed.error is not None
                outcome = listed.error or ("imported" if listed.version else "unchanged")
                log().info("dataset", dataset=listed.dataset, outcome=outcome)
    except OstrakonError as error:
        log().error("update failed", error=str(error))
        failed = True
    sys.exit(4 if failed else 0)


if __name__ == "__main__":
    main()
