"""Where the Consolidated List comes from; its formats are those of all of OFAC's lists."""

from functools import partial

from ostrakon.lists.parsing import Download, Source
from ostrakon.lists.sources import ofac

__all__ = ["SOURCE"]

_DATASET = "us_ofac_cons"
_EXPORTS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
_FORMER_ADDRESS = "https://www.treasury.gov/ofac/downloads"  # still served in September 2026 (facts 1.1)

SOURCE = Source(
    dataset=_DATASET,
    issuer="us",
    title="OFAC Consolidated Sanctions List (Non-SDN Lists)",
    recognise=partial(ofac.recognise, dataset=_DATASET),
    read=lambda documents, doubts: ofac.read(documents, _DATASET, doubts),
    # The formats that state listing dates come first.
    downloads=(
        Download(f"{_EXPORTS}/CONS_ADVANCED.XML", "cons_advanced.xml"),
        Download(f"{_EXPORTS}/CONS_ENHANCED.ZIP", "cons_enhanced.zip"),
        Download(f"{_EXPORTS}/CONSOLIDATED.XML", "consolidated.xml"),
        Download(f"{_FORMER_ADDRESS}/sanctions/1.0/cons_advanced.xml", "cons_advanced.xml"),
        Download(f"{_FORMER_ADDRESS}/consolidated/consolidated.xml", "consolidated.xml"),
    ),
)
