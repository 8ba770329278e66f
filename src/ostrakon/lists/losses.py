"""Which fields two versions of a list can be compared by: those that neither file had to leave out."""

from functools import lru_cache
from importlib.resources import files

import msgspec

from ostrakon.lists.fields import FIELDS
from ostrakon.model import ListVersion

__all__ = ["Lens", "lens_of"]


class Lens(msgspec.Struct, frozen=True):
    """How two versions are looked at: by these `fields`, `loosely` where their layouts differ."""

    fields: frozenset[str]
    loosely: bool


class _Remark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    lost: tuple[str, ...]


class _Losses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    layouts: dict[str, dict[str, tuple[str, ...]]]
    remarks: tuple[_Remark, ...]
    files: dict[str, tuple[str, ...]]


def lens_of(before: ListVersion, after: ListVersion) -> Lens:
    """What one of the two cannot say is left out: its silence is no change."""
    if _files(before) == _files(after):
        return Lens(frozenset(FIELDS), loosely=False)
    differ = before.layout != after.layout
    lost = {field for version in (before, after) for field in _lost(version, by_layout=differ)}
    return Lens(frozenset(FIELDS) - lost, loosely=differ)


def _files(version: ListVersion) -> tuple[str, ...]:
    return tuple(capture.sha256 for capture in version.captures)


def _lost(version: ListVersion, *, by_layout: bool) -> set[str]:
    losses = _losses()
    lost = set(losses.files.get(version.sha256, ()))
    if by_layout:
        lost |= set(losses.layouts.get(version.dataset, {}).get(version.layout, ()))
    for remark in losses.remarks:
        if any(remark.says in said for said in version.remarks):
            lost |= set(remark.lost)
    return lost


@lru_cache(maxsize=1)
def _losses() -> _Losses:
    text = files("ostrakon.lists").joinpath("data", "losses.yml").read_bytes()
    losses = msgspec.yaml.decode(text, type=_Losses)
    named = {
        field
        for lost in (
            *(fields for layouts in losses.layouts.values() for fields in layouts.values()),
            *(remark.lost for remark in losses.remarks),
            *losses.files.values(),
        )
        for field in lost
    }
    assert named <= set(FIELDS), named - set(FIELDS)
    return losses
