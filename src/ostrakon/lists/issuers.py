"""Every official list there is a reader for, by dataset name."""

from collections.abc import Sequence

from ostrakon.errors import UsageError
from ostrakon.lists.parsing import Source
from ostrakon.lists.sources import (
    eu_fsf,
    gb_fcdo_sanctions,
    gb_hmt_sanctions,
    un_sc_sanctions,
    us_ofac_cons,
    us_ofac_sdn,
)

__all__ = ["SOURCES", "sources_to_update"]

SOURCES: dict[str, Source] = {
    source.dataset: source
    for source in (
        us_ofac_sdn.SOURCE,
        us_ofac_cons.SOURCE,
        gb_fcdo_sanctions.SOURCE,
        gb_hmt_sanctions.SOURCE,
        eu_fsf.SOURCE,
        un_sc_sanctions.SOURCE,
    )
}


def sources_to_update(datasets: Sequence[str]) -> list[Source]:
    """The named lists, or every list its issuer still keeps. UsageError for an unknown or closed one."""
    for name in datasets:
        if name not in SOURCES:
            raise UsageError(f"unknown list {name!r}; known are {', '.join(SOURCES)}")
        if not SOURCES[name].downloads:
            raise UsageError(f"{name}: closed on {SOURCES[name].closed_on}; import its files from disk")
    return [SOURCES[name] for name in datasets] or [s for s in SOURCES.values() if s.downloads]
