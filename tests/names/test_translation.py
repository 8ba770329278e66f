"""Company names are translated on the lists; people's are spelled out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names import analyse
from ostrakon.names.translation import translated


def words(name: str, kind: str = "thing") -> list[str]:
    return [token.text for token in analyse(name, kind).words]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("上海国际贸易有限公司", ["shanghai", "international", "trading"]),
        ("上海國際貿易有限公司", ["shanghai", "international", "trading"]),
        ("조선무역은행", ["korea", "trading", "bank"]),
        ("وزارة الدفاع", ["ministry", "defense"]),
        ("بنك سوريا", ["bank", "syria"]),
    ],
)
def test_the_words_of_a_company_are_in_english(name, expected):
    assert words(name) == expected


def test_what_has_no_translation_is_spelled_out_between_what_has():
    assert words("شركة النور للتجارة") == ["nwr", "trading"]


@pytest.mark.parametrize("form", ["ش.م.م", "ذ.م.م", "م م ح", "ش م ل"])
def test_the_initials_of_an_arabic_legal_form_are_one(form):
    assert words(f"النور {form}") == words("النور")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("习近平", ["xi", "jinping"]),
        ("张三", ["zhang", "san"]),
        ("欧阳娜娜", ["ouyang", "nana"]),
        ("歐陽娜娜", ["ouyang", "nana"]),
    ],
)
def test_a_chinese_person_has_a_family_and_a_given_name(name, expected):
    assert words(name, "person") == expected


def test_one_character_and_five_are_not_parted():
    assert len(words("王", "person")) == 1
    assert len(words("玛丽亚伊万", "person")) == 1


def test_a_single_known_character_at_the_beginning_belongs_to_the_name():
    # Family names are written with characters that mean something.
    assert words("金正恩", "person")[0] == "jin"


@pytest.mark.parametrize("name", ["Bashar", "Башар", "Αλέξης", "სააკაშვილი"])
def test_scripts_whose_names_are_spelled_out_stay_as_they_are(name):
    assert translated(name.casefold(), "CYRILLIC") == name.casefold()


@given(st.lists(st.sampled_from(["公司", "贸易", "国际", "习", "近", "平"]), max_size=12).map("".join))
def test_what_is_unknown_stays_in_its_order(text):
    unknown = [character for character in text if character in "习近平"]
    assert [character for character in translated(text, "CJK") if character in "习近平"] == unknown
