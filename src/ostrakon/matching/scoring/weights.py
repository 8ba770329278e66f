"""Every number the score depends on, on one page. Set on the real lists; a benchmark will tune them."""

__all__ = [
    "ADDITIONAL_NUMBER",
    "BIRTH_DATE_AGREES",
    "BIRTH_DATE_DIFFERS",
    "BIRTH_YEAR_AGREES",
    "BIRTH_YEAR_NEXT",
    "CIRCA_YEARS",
    "CLASHING_VOWEL",
    "CONFLICTING_WORDS",
    "COUNTRY_AGREES",
    "COUNTRY_DIFFERS",
    "DIFFERENT_NUMBERS",
    "GLUED_ARTICLE",
    "IDENTIFIER_AGREES",
    "INITIAL",
    "LEAST_SAME_SOUND",
    "LEAST_SIMILAR",
    "LEAST_SPELLING_LETTERS",
    "LEGAL_FORM_SHARE",
    "ONE_WORD_OF_SEVERAL",
    "SAME_LETTERS",
    "SAME_SOUND",
    "SHORTEST_IDENTIFIER",
    "WEAK_ALIAS",
    "WEAK_ALIAS_OF_ONE_WORD",
    "WRITTEN_TOGETHER",
]

# --- one word against another -----------------------------------------------------------------
GLUED_ARTICLE = 0.97  # "alassad" against "assad"
SAME_SOUND = 0.92  # equal consonants and vowels that romanisations exchange
CLASHING_VOWEL = 0.16  # taken off for each vowel that they do not (Hasan, Husayn)
SAME_LETTERS = 0.06  # added by the share of equal letters, so that closer spellings come first
LEAST_SAME_SOUND = 0.6  # two consonants agree by chance (ISIS, ICI): more letters must, too
LEAST_SIMILAR = 0.75  # below this share of equal letters two words are different words
LEAST_SPELLING_LETTERS = 4  # a slip in a word of three letters makes another word
INITIAL = 0.6  # "B." against "Bashar": agrees, proves little

# --- one name against another -----------------------------------------------------------------
WRITTEN_TOGETHER = 0.98  # the same letters with blanks elsewhere
LEGAL_FORM_SHARE = 0.25  # "Ltd" weighs a quarter of a word as rare
CONFLICTING_WORDS = 0.85  # a word left over on both sides: another given name, another city
DIFFERENT_NUMBERS = 0.5  # different numbers are different things: at most this
ADDITIONAL_NUMBER = 0.85  # a number on one side only
ONE_WORD_OF_SEVERAL = 0.65  # at most: a single word names no person or ship that has several

# --- the name's standing on its list ----------------------------------------------------------
WEAK_ALIAS = 0.9  # the issuer itself calls it weak ("low quality")
WEAK_ALIAS_OF_ONE_WORD = 0.75

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
