"""Programme tags of a file's entries → which of OFAC's two files it is, for formats that do not say."""

from collections.abc import Collection, Iterable

__all__ = ["list_of"]

# Programmes that block nobody, and so make the Consolidated (non-SDN) list. Measured share of entries
# with one of these tags: 97.5 % of us_ofac_cons (2025-01-10 and 2025-03-28), at most 4 % of us_ofac_sdn
# (none in 2015 and 2016, one entry in 2018, 20 of 7,379 in 2019, 679 of 17,917 in 2025-05-29, where
# persons of both lists carry the tags of both).
_NON_SDN_TAGS = {"UKRAINE-EO13662", "CMIC-EO13959", "NS-PLC", "561-Related"}
_MOST, _HARDLY_ANY = 0.5, 0.1
_CONS_FILE_NAMES = ("cons_", "consolidated")


def list_of(tags_by_entry: Iterable[Collection[str]], file_name: str) -> str | None:
    """us_ofac_cons if most entries carry a non-SDN tag, us_ofac_sdn if hardly any does.

    Between the two the file's name decides if it says "cons"; else None, for that is not known.
    """
    entries = non_sdn = 0
    for tags in tags_by_entry:
        entries += 1
        non_sdn += not _NON_SDN_TAGS.isdisjoint(tags)
    if not entries:
        return None
    if non_sdn / entries > _MOST:
        return "us_ofac_cons"
    if non_sdn / entries <= _HARDLY_ANY:
        return "us_ofac_sdn"
    return "us_ofac_cons" if file_name.lower().startswith(_CONS_FILE_NAMES) else None
