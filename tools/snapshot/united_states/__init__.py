"""OFAC's lists, as the US Consolidated Screening List prints them, → listings."""

from tools.snapshot.united_states.listings import CONS_LISTS, SDN_LISTS, to_listing

__all__ = ["CONS_LISTS", "SDN_LISTS", "to_listing"]
