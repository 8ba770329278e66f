"""Where the SDN List comes from; its formats are those of all of OFAC's lists."""

from functools import partial

from ostrakon.lists.parsing import Download, Source
from ostrakon.lists.sources import ofac

__all__ = ["SOURCE"]

_DATASET = "us_ofac_sdn"
_EXPORTS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
_FORMER_ADDRESS = "https://www.treasury.gov/ofac/downloads"  # still served in September 2026 (facts 1.1)

SOURCE = Source(
    dataset=_DATASET,
    issuer="us",
    title="OFAC Specially Designated Nationals and Blocked Persons List",
    recognise=partial(ofac.recognise, dataset=_DATASET),
    read=lambda documents, doubts: ofac.read(documents, _DATASET, doubts),
    # The formats that state listing dates come first.
    downloads=(
        Download(f"{_EXPORTS}/SDN_ADVANCED.XML", "sdn_advanced.xml"),
        Download(f"{_EXPORTS}/SDN_ENHANCED.ZIP", "sdn_enhanced.zip"),
        Download(f"{_EXPORTS}/SDN.XML", "sdn.xml"),
        Download(f"{_FORMER_ADDRESS}/sanctions/1.0/sdn_advanced.xml", "sdn_advanced.xml"),
        Download(f"{_FORMER_ADDRESS}/sdn.xml", "sdn.xml"),
    ),
)
