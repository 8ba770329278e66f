"""OFAC's lists, as its structured formats name them → the dataset that each is part of."""

__all__ = ["dataset_of"]

_SDN_LIST = "SDN List"
# Wraps the entry of a specific list (SSI, NS-PLC …) in a second one, dated when the consolidated file
# took it in: its date is wrong in 122 of 443 cases (facts 1.9).
_WRAPPER = "Consolidated List"


def dataset_of(list_name: str) -> str | None:
    """us_ofac_sdn, us_ofac_cons, or None for the wrapper around all the lists of the latter."""
    if list_name == _WRAPPER:
        return None
    return "us_ofac_sdn" if list_name == _SDN_LIST else "us_ofac_cons"
