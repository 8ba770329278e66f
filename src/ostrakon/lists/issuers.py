"""Every official list there is a reader for, by dataset name."""

from ostrakon.lists.parsing import Source
from ostrakon.lists.sources import (
    eu_fsf,
    gb_fcdo_sanctions,
    gb_hmt_sanctions,
    un_sc_sanctions,
    us_ofac_cons,
    us_ofac_sdn,
)

__all__ = ["SOURCES"]

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
