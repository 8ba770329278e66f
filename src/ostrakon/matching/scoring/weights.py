"""Every number the score depends on, on one page. Tuned on one half of the quality benchmark's data."""

from msgspec import Struct

__all__ = [
    "BIRTH_DATE_AGREES",
    "BIRTH_DATE_DIFFERS",
    "BIRTH_YEAR_AGREES",
    "BIRTH_YEAR_NEXT",
    "CIRCA_YEARS",
    "COUNTRY_AGREES",
    "COUNTRY_DIFFERS",
    "IDENTIFIER_AGREES",
    "SHORTEST_IDENTIFIER",
    "WEIGHTS",
    "Weights",
]


# Seven points (of agreement, of score), both from 0 to 1, between which the score runs straight.
Scale = tuple[tuple[float, float], ...]


class Weights(Struct, frozen=True, kw_only=True):
    """How names score. All run from 0 to 1 unless said; what letters and sounds cost to exchange stands in
    the kernel's words.hpp."""

    # --- one word against another -------------------------------------------------------------
    translated: float = 0.96  # "zavod" against "plant"
    adjective: float = 0.93  # "Saratovskiy" against "Saratov"
    alike: float = 0.9875  # the most that words written differently can agree
    alike_unvowelled: float = 0.97  # … and where one side leaves its vowels out
    short_words: float = 1.4  # factor: a difference in a word of three letters counts more
    glued_article: float = 0.98  # "alassad" against "assad"
    initial: float = 0.9  # "B." against "Bashar": agrees …
    initial_says: float = 4.6875  # … but says no more than one letter of 26 does
    cut_short: float = 0.7568  # "Vlad" against "Vladimir": at least, and more the more is there …
    cut_share: float = 0.8  # … up to this share of what is left to 1
    shortest_cut: float = 3  # letters; shorter beginnings are anybody's
    cut_off: float = 0.92  # the last word of a name that a field was too short for
    least_alike: float = 0.62  # below this, two words are different words
    steepness: float = 2.4  # exponent: a word that agrees by 0.8 counts 0.51, by 0.95 counts 0.86

    # --- how much a word says: the natural logarithm of one name in how many holds it ---------------
    least_names: float = 100_000  # names that rarity counts on at least: a word is not common on a short list
    common_names: float = 6.4  # names added to each count, so that a word never seen is not all that counts
    ordinary: float = 1.25  # names added per count of a word among ordinary people's names
    particle: float = 0.12  # "al", "bin", "von", "of": shares of a word's weight
    title: float = 0.05  # "Dr", "General" beside a person's name
    title_of_thing: float = 0.188  # "General" asked for beside a company's name
    generic: float = 0.7  # "Trading", "Group", "Bank" in a company's name
    legal_form: float = 0.1  # "Ltd" beside a company's

    # --- one name against another -------------------------------------------------------------
    query_share_person: float = 0.62  # weight of what was asked for; the rest is of what is listed, because
    query_share_thing: float = 0.625  # … lists give more of a person's names than people are asked for by
    conflict: float = 0.451  # taken off per share of weight left over on both sides: another given name
    written_together: float = 0.984  # the same letters with blanks elsewhere
    two_for_one: float = 0.992  # two neighbours for one word are a hair less than one for one
    whole_name: float = 0.87  # at least: all words of both names, the same word for word
    other_family: float = 0.95  # the listed family name is not among what was asked for
    one_word_of_several: float = 0.757  # at most: a single word names no person or ship that has several
    different_numbers: float = 0.5  # at most: different numbers are different things
    additional_number: float = 0.85  # a number on one side only
    little_evidence_person: float = 0.763  # taken off a name of common words, less the more they say:
    little_evidence_thing: float = 0.6104
    enough_evidence_person: float = 9.375  # … e-fold decrease per this much rarity that agrees
    enough_evidence_thing: float = 9.375
    # From agreement to score: 0.7 alerts for as many ordinary people as companies.
    person_scale: Scale = (
        (0, 0),
        (0.52, 0.52),
        (0.6, 0.62),
        (0.675, 0.7),
        (0.76, 0.86),
        (0.87, 0.95),
        (1, 1),
    )
    thing_scale: Scale = (
        (0, 0),
        (0.52, 0.52),
        (0.6, 0.62),
        (0.715, 0.7),
        (0.785, 0.86),
        (0.88, 0.95),
        (1, 1),
    )

    # --- the name's standing on its list --------------------------------------------------------
    weak_alias: float = 0.9  # the issuer itself calls it weak ("low quality")
    weak_alias_of_one_word: float = 0.75


WEIGHTS = Weights()

# --- further evidence -------------------------------------------------------------------------
IDENTIFIER_AGREES = 0.95  # at least this, whatever the names say
SHORTEST_IDENTIFIER = 5  # characters; shorter numbers are shared by many
BIRTH_DATE_AGREES = 0.03  # added: same day
BIRTH_YEAR_AGREES = 0.01  # added: the dates can be the same
BIRTH_YEAR_NEXT = 0.93  # times: a year apart
BIRTH_DATE_DIFFERS = 0.80  # times: cannot be the same
CIRCA_YEARS = 2  # years to both sides that "circa" covers
COUNTRY_AGREES = 0.02  # added
COUNTRY_DIFFERS = 0.95  # times: both state countries and none agrees
