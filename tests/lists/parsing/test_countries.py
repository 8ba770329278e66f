"""Countries as the issuers print them: the code where it is sure, the text always."""

import pytest

from ostrakon.lists.parsing import Doubts, country, country_or_doubt
from ostrakon.model import Country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Syria", "sy"),
        ("SYRIAN ARAB REPUBLIC", "sy"),
        ("SY", "sy"),
        ("Democratic Republic of the Congo", "cd"),
        ("Congo, Democratic Republic of the", "cd"),
        ("Korea, North", "kp"),
        ("Democratic People's Republic of Korea", "kp"),
        ("Burma", "mm"),
        ("United Kingdom", "gb"),
        ("GB", "gb"),
        ("NA", "na"),
        ("Kosovo", "xk"),
    ],
)
def test_a_country_has_its_code_and_keeps_its_text(text: str, code: str) -> None:
    assert country(text) == Country(text, code)


@pytest.mark.parametrize("text", ["", "  ", "00", "UNKNOWN", "undetermined", "N/A", "-", "None"])
def test_what_means_no_country_is_none(text: str) -> None:
    assert country(text) is None


def test_blanks_and_line_breaks_fold() -> None:
    assert country(" Russian\n Federation ") == Country("Russian Federation", "ru")


def test_a_text_that_names_no_country_is_kept_and_counted() -> None:
    doubts = Doubts()
    assert country_or_doubt("Damascus (capital)", doubts=doubts, where="12735") == Country(
        "Damascus (capital)"
    )
    assert doubts.counts == {"unknown country": 1}
    assert doubts.places == {"unknown country": ["12735: Damascus (capital)"]}


def test_a_known_country_and_none_at_all_are_no_doubt() -> None:
    doubts = Doubts()
    assert country_or_doubt("Syria", doubts=doubts, where="12735") == Country("Syria", "sy")
    assert country_or_doubt("undetermined", doubts=doubts, where="12735") is None
    assert not doubts.counts


def test_a_text_far_longer_than_any_name_is_kept_without_a_search() -> None:
    text = "1" * 1_000_000  # minutes, if it were looked up
    assert country(text) == Country(text)
