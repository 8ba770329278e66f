import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.parsing.united_kingdom import (
    birth_places,
    document_identifiers,
    full_name,
    imo_number,
    kind_of,
    numbered,
    original_script_name,
    pairs,
    printed_country,
    registration_identifiers,
    un_reference,
    values,
)
from ostrakon.model import Country, Identifier, NamePart

PLAIN = st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=1, max_size=12).filter(
    lambda text: text.casefold() not in {"na", "unknown"}
)


class TestNumberedValues:
    @given(st.lists(PLAIN, min_size=2, max_size=15), st.sampled_from(["({})", "{})"]))
    def test_a_printed_list_reads_back(self, texts, mark):
        cell = " ".join(f"{mark.format(number)} {text}" for number, text in enumerate(texts, start=1))
        assert numbered(cell) == dict(enumerate(texts, start=1))

    @given(st.lists(PLAIN, min_size=2, max_size=15), st.sampled_from(["({})", "{})"]))
    def test_letters_count_like_numbers(self, texts, mark):
        cell = ", ".join(f"{mark.format(chr(97 + index))} {text}" for index, text in enumerate(texts))
        assert numbered(cell) == dict(enumerate(texts, start=1))

    @given(st.text(max_size=40))
    def test_any_text_is_read_without_an_error(self, text):
        assert all(value.strip() for value in numbered(text).values())

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("(1) Germany. (2) Morocco", ("Germany", "Morocco")),
            ("1) Saudi Arabia 2) Qatar", ("Saudi Arabia", "Qatar")),
            ("a) French, b) Tunisian", ("French", "Tunisian")),
            ("(1) Uganda (2) Uganda (3)Uganda", ("Uganda",)),
            ("(1)-(2) Indonesia", ("Indonesia",)),
            ("(1) (2) Egypt", ("Egypt",)),
            ("(1) Tunis (2) - (3) -", ("Tunis",)),
            ("(1) 6487 (2) - (3) 388181", ("6487", "388181")),
            ("Germany", ("Germany",)),
            ("Unknown", ()),
            ("na", ()),
            ("-", ()),
            ("", ()),
        ],
    )
    def test_values(self, cell, expected):
        assert values(cell) == expected

    @pytest.mark.parametrize(
        "cell",
        [
            "AUNG CHAN THAR (2) QUARTER (4)",
            "00375(17)7762032",
            "+7 (495) 696-88-00",
            "number(s) unknown to us",
        ],
    )
    def test_figures_in_brackets_are_no_list(self, cell):
        assert numbered(cell) == {0: cell}

    def test_a_value_may_stand_for_a_range_of_numbers(self):
        assert numbered("(1) to (3) Algeria (4) Morocco") == {
            1: "Algeria",
            2: "Algeria",
            3: "Algeria",
            4: "Morocco",
        }

    def test_words_before_the_numbers_go_with_each(self):
        assert values("Jordanian passport numbers (1) K048787 (2) 486298") == (
            "Jordanian passport numbers K048787",
            "Jordanian passport numbers 486298",
        )

    def test_a_first_value_may_lack_its_mark(self):
        assert values("00344994 (Yemeni) (b) 973406") == ("00344994 (Yemeni)", "973406")


class TestPairs:
    def test_values_are_joined_by_number(self):
        assert pairs("(1) A1 (2) B2", "(1) Indian (2) -") == (("A1", "Indian"), ("B2", ""))

    def test_one_second_value_goes_with_every_first(self):
        assert pairs("(1) Bombai (2) Ratnagiri", "India") == (("Bombai", "India"), ("Ratnagiri", "India"))

    def test_a_first_cell_without_numbers_keeps_the_second_whole(self):
        assert pairs("Baghdad", "(1) Iraq (2) Jordan") == (("Baghdad", "(1) Iraq (2) Jordan"),)

    def test_a_blank_first_cell_keeps_each_second_value(self):
        assert pairs("", "(1) Iraq (2) Jordan") == (("", "Iraq"), ("", "Jordan"))

    def test_nothing_is_nothing(self):
        assert pairs("-", "") == ()


class TestNames:
    def test_given_names_come_first_and_the_family_name_last(self):
        assert full_name("KONY ", ["Joseph", "Rao", "", "", ""], kind="Person") == (
            "Joseph Rao KONY",
            (NamePart("first", "Joseph"), NamePart("middle", "Rao"), NamePart("last", "KONY")),
        )

    def test_a_name_in_the_sixth_cell_alone_is_whole(self):
        assert full_name("ABU ALI", [""] * 5, kind="Person") == ("ABU ALI", (NamePart("whole", "ABU ALI"),))

    def test_an_entity_has_a_whole_name(self):
        assert full_name("WORKS", ["Test"] + [""] * 4, kind="LegalEntity")[1] == (
            NamePart("whole", "Test WORKS"),
        )

    def test_na_is_a_placeholder_but_na_with_a_capital_is_a_korean_name(self):
        assert full_name("KIM", ["Na", "na", "-", "", ""], kind="Person")[0] == "Na KIM"

    def test_an_unknown_script_is_kept_as_a_note_and_counted(self):
        doubts = Doubts()
        name = original_script_name("Иван", script="Russian", language="Russian", doubts=doubts, where="1")
        assert name is not None
        assert (name.script, name.language, name.note) == (None, "ru", "Russian")
        assert doubts.counts.total() == 1

    def test_an_unknown_kind_says_no_more_than_a_party(self):
        doubts = Doubts()
        assert kind_of("Aircraft", doubts=doubts, where="1") == "LegalEntity"
        assert doubts.counts == {"unknown type of party 'Aircraft'": 1}


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Syria", "sy"),
            ("Syrian Arab Republic as of September 2015", "sy"),
            ("In Syria as at June 2013", "sy"),
            ("Germany (previous address)", "de"),
            ("Iran (Islamic Republic of)", "ir"),
            ("Congo (Democratic Republic)", "cd"),
            ("USSR (now Ukraine)", "ua"),
            ("Former USSR Currently Belarus", "by"),
            ("Russia (now Belarus)", "by"),
            ("Tunisian", "tn"),
            ("Iranian citizenship", "ir"),
        ],
    )
    def test_a_country_keeps_its_remarks_and_has_its_code(self, text, code):
        doubts = Doubts()
        assert printed_country(text, doubts=doubts, where="1") == Country(text, code)
        assert not doubts.counts

    @pytest.mark.parametrize("text", ["Possibly Ethiopian", "Estonia, Russia", "(former USSR)", "115088"])
    def test_a_country_nobody_can_tell_is_kept_and_counted(self, text):
        doubts = Doubts()
        assert printed_country(text, doubts=doubts, where="1") == Country(text)
        assert doubts.counts == {"unknown country": 1}

    def test_towns_and_countries_are_joined_by_number(self):
        found = birth_places("(1) Tripoli (2) Tunis", "(1) Libya (2) Tunisia", doubts=Doubts(), where="1")
        assert [place.text for place in found] == ["Tripoli, Libya", "Tunis, Tunisia"]


class TestIdentifiers:
    @pytest.mark.parametrize(
        ("details", "number"),
        [
            ("D1903 (Diplomatic)", "D1903"),
            ("Passport No: 592667 (Qatari passport issued on 3 May 2007).", "592667"),
            ("D 000974 (Afghan)", "D 000974"),
            ("284173, expires 21 Aug 2005 (Iraq)", "284173"),
            ("Saudi Arabian national identification number:1027508157", "1027508157"),
            ("Provisional 28642163 (German) issued by the city of Hamburg", "28642163"),
            ("US Social Security no 548-91-5411", "548-91-5411"),
            ("Passport Number 010312413, issue number 002-15-L093534", "010312413"),
            ("96 03 464086, Russian passport", "96 03 464086"),
        ],
    )
    def test_the_number_is_told_from_the_words(self, details, number):
        doubts = Doubts()
        [found], remarks = document_identifiers("passport", "", details, doubts=doubts, where="1")
        assert (found.value, found.note, remarks, dict(doubts.counts)) == (number, details, [], {})

    def test_all_labelled_numbers_are_taken(self):
        details = "Passport number 17979 issued under one name. Passport number 02117777 under another."
        found, _ = document_identifiers("passport", "", details, doubts=Doubts(), where="1")
        assert [identifier.value for identifier in found] == ["17979", "02117777"]

    @pytest.mark.parametrize(
        "details", ["12/05/1998 expired", "Issued 1993 in Cairo 1994", "12345 or 6 7890123x"]
    )
    def test_no_date_is_taken_for_a_number(self, details):
        found, _ = document_identifiers("passport", "", details, doubts=Doubts(), where="1")
        assert all("/" not in one.value and one.value not in {"1993", "1994"} for one in found)

    def test_words_without_a_number_become_a_remark(self):
        doubts = Doubts()
        assert document_identifiers("passport", "", "Uganda Passport.", doubts=doubts, where="1") == (
            [],
            ["Uganda Passport."],
        )
        assert not doubts.counts

    def test_a_document_called_false_is_not_valid(self):
        [found], _ = document_identifiers(
            "passport", "S335026", "False Indonesian", doubts=Doubts(), where="1"
        )
        assert found == Identifier("passport", "S335026", valid=False, note="False Indonesian")

    def test_only_labelled_registrations_are_taken_apart(self):
        text = "(1) OGRN – 1125261000040 (2) INN - 5261079332 (3) KPP 526101001 (4) INN - 12"
        assert list(registration_identifiers(text)) == [
            Identifier("registration", "OGRN – 1125261000040"),
            Identifier("registration", "1125261000040", label="OGRN"),
            Identifier("registration", "INN - 5261079332"),
            Identifier("tax", "5261079332", label="INN"),
            Identifier("registration", "KPP 526101001"),
            Identifier("registration", "INN - 12"),
        ]

    def test_an_imo_number_is_seven_digits(self):
        doubts = Doubts()
        assert imo_number("IMO9562233", doubts=doubts, where="1") == Identifier("imo", "9562233")
        assert imo_number("7408873", doubts=doubts, where="1") == Identifier("imo", "7408873")
        assert not doubts.counts
        assert imo_number("IMO12", doubts=doubts, where="1") == Identifier("imo", "IMO12")
        assert doubts.counts.total() == 1

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("QDe.004. Emir", "QDe.004"),
            ("QDE.145", "QDe.145"),
            ("LYi.28.", "LYi.028"),
            ("CDi. 038. Listed", "CDi.038"),
            ("QI.A.151.03. Mother's name", "QI.A.151.03"),
            ("E.29.I.11. Owned", "E.29.I.11"),
        ],
    )
    def test_a_un_reference_is_written_as_the_un_writes_it(self, text, value):
        found = un_reference(text)
        assert found is not None
        assert found.value == value

    @pytest.mark.parametrize("text", ["N/A", "077. Ri", "QI.Z,168.04", "QD1.410", ""])
    def test_a_broken_un_reference_is_none(self, text):
        assert un_reference(text) is None
