"""How much each finding about two listings speaks for or against one party, on one page.

Numbers are natural logarithms of how many times as often a finding is met among pairs that are one party
as among pairs that are two. They were measured on the lists of 2025 and 2026, and rounded: one party are
pairs of different issuers that state the same number of a document, register or ship (2,057); two are pairs
within one version of one list whose names are alike (4,331).
"""

from msgspec import Struct

__all__ = ["WEIGHTS", "Weights"]

# Steps of a finding that is a number: (at least, weight), the highest first.
Steps = tuple[tuple[float, float], ...]


class Weights(Struct, frozen=True, kw_only=True):
    """All in natural logarithms of odds unless said."""

    # --- where the scale begins: pairs whose names are alike, of which one in three is one party ---------
    start: float = 2.2
    # One version that has both says that the issuer holds them for two.
    both_in_one_version: float = -4.0

    # --- names: how alike the primary name of one is to any name of the other --------------------------
    better_direction: Steps = (
        (0.975, 1.6), (0.925, 0.2), (0.875, -0.8), (0.825, -1.6), (0.725, -2.2), (0.6, -3.2), (0.45, -3.8),
        (0.0, -5.0),
    )  # fmt: skip
    # The other way round: each primary name is known to the other side, or one side has it as alias alone.
    other_direction: Steps = ((0.975, 1.2), (0.925, 0.6), (0.875, 0.3), (0.675, -0.6), (0.0, -1.4))
    # Rarity of the words that agree, in the same unit: one name in how many holds them all.
    rarity: Steps = ((22, 1.0), (18, 0.7), (16, 0.2), (14, -0.4), (11, -0.8), (0.0, -1.6))
    shared_names: Steps = ((4, 1.6), (2, 1.0), (0.0, 0.0))  # names that stand on both sides word for word
    # One such name at least where the primary names agree less than wholly: an alias of both.
    shared_alias: float = 1.5
    whole_name: float = 0.975  # score of names, from which on they agree wholly
    left_over: float = 0.5  # for each unit of rarity of a given name that one side has before the rest …
    left_over_free: float = 3.0  # … beyond this: "Muhammad" is left out by many
    legal_form_differs: float = -3.0
    # People of whom nothing else agrees, where many can have the name …
    name_alone: float = -1.6
    name_alone_below: float = 16.0  # … by the rarity of the words that agree

    # --- what else is stated on both sides ------------------------------------------------------------
    birth_day: float = 5.5
    birth_day_swapped: float = 2.5  # day and month the other way round
    birth_year: float = 2.2  # the same year, and no day on one side
    birth_possible: float = 1.0  # ranges that overlap, or about the same year
    birth_day_within_year: float = 0.7  # other day of the same year: lists copy such slips
    birth_year_next: float = -1.5
    birth_year_near: float = -2.6  # up to three years apart
    birth_differs: float = -5.2
    gender_differs: float = -4.0
    nationality: float = 0.9
    nationality_differs: float = -1.6
    country: float = 0.3  # of a person's birth or address, where one side states no nationality
    country_differs: float = -1.8
    # Of a company or body: branches have one name and an address each.
    seat: float = 0.8
    seat_differs: float = -3.0
    programme: float = 0.5  # listed for the same subject
    programme_differs: float = -1.0
    wording: Steps = ((50, 1.8), (20, 1.0), (10, 0.4), (4, 0.0), (0.0, -0.4))

    # --- numbers -----------------------------------------------------------------------------------------
    number: float = 7.0  # the same passport, tax or register number …
    number_of_others: float = (
        4.0  # … but of people whose names do not agree: two can be listed with one passport
    )
    ship_number: float = 14.0  # the same IMO number: ships are renamed, hulls are not renumbered
    shared_number: float = 3.0  # of a kind that a group or a family shares: BIC, phone
    ship_number_differs: float = -12.0  # an IMO number is given to a hull once and for all
    tax_number_differs: float = -4.0
    register_number_differs: float = -2.0
    # An issuer prints the number of the other's entry.
    reference: float = 9.0

    names_agree: float = 0.6  # score of names, from which on they do

    # --- verdicts, as probabilities ------------------------------------------------------------------------
    joined: float = 0.9
    undecided: float = 0.5


WEIGHTS = Weights()
