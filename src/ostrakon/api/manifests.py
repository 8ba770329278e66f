"""yente's manifest: which catalogs and datasets to load, from YAML and the catalogs' JSON."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from ostrakon.errors import UsageError

__all__ = ["Catalog", "ListedDataset", "Manifest", "listed_datasets", "read_manifest"]

_MOST_BYTES = 1 << 20
_MOST_DATASETS = 10_000  # OpenSanctions' catalog names some 500
_NAME = re.compile(r"[a-z0-9][a-z0-9_\-]{0,99}", re.ASCII)
_ENTITIES = "entities.ftm.json"
_ENTITIES_TYPE = "application/json+ftm"


class Catalog(Struct, frozen=True):
    """An index of datasets at an address. `scopes` are those to load, empty for all at its top."""

    url: str
    auth_token: str | None = None
    scopes: tuple[str, ...] = ()
    namespace: bool = False
    resource_name: str = _ENTITIES
    resource_type: str = _ENTITIES_TYPE


class ListedDataset(Struct, frozen=True):
    """A dataset as a manifest or a catalog names it; loaded where it says so and has entities."""

    name: str
    title: str
    load: bool
    entities_url: str | None = None
    path: Path | None = None
    version: str | None = None
    children: tuple[str, ...] = ()
    namespace: bool = False
    delta_url: str | None = None
    auth_token: str | None = None


class Manifest(Struct, frozen=True):
    """What one file asks for."""

    catalogs: tuple[Catalog, ...]
    datasets: tuple[ListedDataset, ...]


class _Stated(Struct, frozen=True):
    """A mapping of the file, with its place for messages."""

    values: Mapping[str, Any]
    place: str

    def text(self, *names: str) -> str | None:
        for name in names:
            value = self.values.get(name)
            if value is not None and not isinstance(value, str | int | float):
                raise UsageError(f"{self.place}: {name} {str(value)[:60]!r} must be text")
            if value is not None:
                return str(value)
        return None

    def truth(self, name: str, default: bool) -> bool:
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise UsageError(f"{self.place}: {name} {str(value)[:60]!r} must be true or false")
        return value

    def texts(self, *names: str) -> tuple[str, ...]:
        for name in names:
            value = self.values.get(name)
            if value is None:
                continue
            found = value if isinstance(value, list) else [value]
            if not all(isinstance(one, str) for one in found):
                raise UsageError(f"{self.place}: {name} {str(value)[:60]!r} must be names")
            return tuple(found)
        return ()


def read_manifest(file: Path) -> Manifest:
    """Raises UsageError naming the file and what is wrong. Paths in it are relative to its folder."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"manifest {file}: {error.strerror}") from error
    if len(content) > _MOST_BYTES:
        raise UsageError(f"manifest {file}: larger than {_MOST_BYTES} bytes")
    try:
        document = yaml.safe_load(content)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise UsageError(f"manifest {file}: no YAML: {str(error)[:200]}") from error
    if not isinstance(document, dict):
        raise UsageError(f"manifest {file}: needs catalogs or datasets")
    catalogs = tuple(_catalog(one) for one in _entries(document, "catalogs", f"manifest {file}"))
    datasets = tuple(
        _dataset(one, file.resolve().parent) for one in _entries(document, "datasets", f"manifest {file}")
    )
    return Manifest(catalogs, datasets)


def listed_datasets(manifest: Manifest, fetched: Callable[[Catalog], bytes]) -> list[ListedDataset]:
    """All datasets by name, those of the manifest itself first. `fetched` gives a catalog's JSON; what it
    raises is raised."""
    datasets = {one.name: one for one in manifest.datasets}
    for catalog in manifest.catalogs:
        for one in _of_catalog(catalog, fetched(catalog)):
            datasets.setdefault(one.name, one)
    return list(datasets.values())


def _entries(document: Mapping[str, Any], name: str, place: str) -> Iterator[_Stated]:
    entries = document.get(name) or []
    if not isinstance(entries, list) or len(entries) > _MOST_DATASETS:
        raise UsageError(f"{place}: {name} must be a list of at most {_MOST_DATASETS}")
    for number, values in enumerate(entries):
        if not isinstance(values, dict):
            raise UsageError(f"{place}: {name}[{number}] must be a mapping")
        yield _Stated(values, f"{place}: {name}[{number}]")


def _catalog(stated: _Stated) -> Catalog:
    url = stated.text("url")
    if not url:
        raise UsageError(f"{stated.place}: a catalog needs a url")
    return Catalog(
        url=url,
        auth_token=_expanded(stated.text("auth_token")),
        scopes=stated.texts("scopes", "scope"),
        namespace=stated.truth("namespace", False),
        resource_name=stated.text("resource_name") or _ENTITIES,
        resource_type=stated.text("resource_type") or _ENTITIES_TYPE,
    )


def _dataset(stated: _Stated, folder: Path) -> ListedDataset:
    path = stated.text("path")
    return ListedDataset(
        name=_name(stated),
        title=stated.text("title") or _name(stated),
        load=stated.truth("load", True),
        entities_url=stated.text("entities_url"),
        path=None if path is None else folder / path,
        version=stated.text("version"),
        children=stated.texts("datasets", "children"),
        namespace=stated.truth("namespace", False),
        delta_url=stated.text("delta_url"),
        auth_token=_expanded(stated.text("auth_token")),
    )


def _of_catalog(catalog: Catalog, content: bytes) -> Iterator[ListedDataset]:
    try:
        document = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"catalog {catalog.url}: no JSON: {str(error)[:100]}") from error
    if not isinstance(document, dict):
        raise UsageError(f"catalog {catalog.url}: no catalog")
    entries = list(_entries(document, "datasets", f"catalog {catalog.url}"))
    inner = {child for one in entries for child in one.texts("children", "datasets")}
    for stated in entries:
        name = _name(stated)
        url = stated.text("entities_url") or _resource_url(stated, catalog)
        wanted = name in catalog.scopes if catalog.scopes else name not in inner
        yield ListedDataset(
            name=name,
            title=stated.text("title") or name,
            load=wanted and url is not None,
            entities_url=url,  # a path in a catalog of others is never looked at
            version=stated.text("version", "last_export"),
            children=stated.texts("children", "datasets"),
            namespace=catalog.namespace,
            delta_url=stated.text("delta_url"),
            auth_token=catalog.auth_token,
        )


def _resource_url(stated: _Stated, catalog: Catalog) -> str | None:
    resources: Sequence[Any] = stated.values.get("resources") or ()
    for resource in resources if isinstance(resources, list) else ():
        if isinstance(resource, dict) and isinstance(resource.get("url"), str):
            named = resource.get("name") == catalog.resource_name
            if named or (resource.get("mime_type") == catalog.resource_type and not resource.get("name")):
                return str(resource["url"])
    return None


def _name(stated: _Stated) -> str:
    name = stated.text("name") or ""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{stated.place}: name {name[:60]!r}: lower-case letters, digits, - and _ only")
    return name


def _expanded(text: str | None) -> str | None:
    """`${VARIABLE}` from the environment, so that a manifest holds no secret."""
    return None if text is None else os.path.expandvars(text)
