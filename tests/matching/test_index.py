"""The index holds what was listed, whole or not at all, and finds it by word, number and name."""

import os
import shutil
import signal
from multiprocessing import get_context
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.kernels import index_of, kernel_over, matcher_of
from support.listings import company, person, vessel

from ostrakon.matching import MatchQuery
from ostrakon.matching.index import Index, build
from ostrakon.matching.index.index import FAMILY, WORD_ENTRY
from ostrakon.matching.index.keys import identifier_key
from ostrakon.matching.kernel import sounds_of
from ostrakon.model import Address, Country, Identifier, Name, NamePart, Reason
from ostrakon.names import Role, analyse

ASSAD = replace(
    person("1", "Bashar AL-ASSAD", "بشار الأسد", weak=("The Doctor",), country="sy", passport="D-1903 45"),
    addresses=(Address("Damascus, street of nothing", country=Country("Syria", "sy")),),
    notes=("a long note",),
)
LISTINGS = [ASSAD, company("2", "Rosoboronexport JSC", "Рособоронэкспорт"), vessel("3", "HORIZON 7")]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return index_of(LISTINGS, tmp_path_factory.mktemp("index") / "list")


def test_names_come_back_as_printed_and_as_analysed(index):
    assert (len(index), index.listings) == (6, 3)
    expected = [
        (place, name.text, name.type, name.strength, analyse(name.text, kind).tokens)
        for place, (listing, kind) in enumerate(zip(LISTINGS, ["person", "thing", "thing"], strict=True))
        for name in listing.names
    ]
    names = [index.name(number) for number in range(len(index))]
    assert [(n.listing, n.text, n.type, n.strength, n.tokens) for n in names] == expected


def test_each_listing_knows_its_names_and_its_kind(index):
    assert [index.names_of([listing]) for listing in range(3)] == [[0, 1, 2], [3, 4], [5]]
    assert [index.kind(listing) for listing in range(3)] == ["Person", "LegalEntity", "Vessel"]


def test_a_head_keeps_what_speaks_for_and_against_and_leaves_out_the_prose(index):
    head = index.listing(0)
    assert (head.id, head.name, head.kind) == ("1", "Bashar AL-ASSAD", "Person")
    assert (head.birth_dates, head.nationalities, head.numbers) == (
        ASSAD.birth_dates,
        ASSAD.nationalities,
        ASSAD.numbers,
    )
    assert [address.country for address in head.addresses] == [Country("Syria", "sy")]
    assert (head.notes, head.reasons) == ((), ())


@pytest.mark.parametrize("written", ["D-1903 45", "d190345", " D 1903-45 ", "D/1903/45"])
def test_a_number_is_found_however_it_is_written(index, written):
    assert index.with_identifier(written) == [0]


@pytest.mark.parametrize("other", ["D190346", "D19034", "", "---", "190345"])
def test_another_number_is_not_found(index, other):
    assert index.with_identifier(other) == []


def test_a_number_that_several_state_finds_them_all_once(tmp_path):
    twice = replace(
        person("1", "A B", passport="X 12345"),
        identifiers=(Identifier("passport", "X12345"), Identifier("passport", "x-12345")),
    )
    index = index_of([twice, person("2", "C D"), person("3", "E F", passport="X12345")], tmp_path / "list")
    assert index.with_identifier("X12345") == [0, 2]


@given(st.text(max_size=30))
def test_a_number_keeps_its_letters_and_digits_alone(text):
    key = identifier_key(text)
    assert identifier_key(key) == key
    assert all(character.isalnum() for character in key)


def test_columns_hold_one_row_per_name_word_and_listing(index):
    columns = index.columns
    rows = {
        "name_listing": 6,
        "name_strength": 6,
        "name_weak": 6,
        "name_type": 6,
        "name_words.offsets": 7,
        "names.offsets": 7,
        "listing_kind": 3,
        "word_names.offsets": len(columns["word_entries"]) // 16 + 1,
    }
    assert {name: len(columns[name]) for name in rows} == rows
    assert list(columns["name_weak"]) == [0, 0, 1, 0, 0, 0]
    for name in ("by_key", "by_joined"):
        rows_of_table = len(columns[f"{name}.offsets"]) - 1
        assert rows_of_table & (rows_of_table - 1) == 0  # a power of two: keys are cut to their low bits


def test_every_word_leads_to_its_names_and_back(index):
    columns = index.columns
    for word in range(len(columns["word_entries"]) // 16):
        names = columns["word_names.values"][slice(*columns["word_names.offsets"][word : word + 2])]
        assert len(names) == len(set(names.tolist())) > 0
        for name in names:
            words = columns["name_words.values"][slice(*columns["name_words.offsets"][name : name + 2])]
            assert word in words & ~FAMILY


def test_words_are_kept_with_their_sounds(index):
    entries = index.columns["word_entries"].view(WORD_ENTRY)
    letters = index.columns["word_letters"].tobytes()
    for entry in entries:
        begin = int(entry["place"])
        end = begin + int(entry["length"])
        sounds, consonants = sounds_of(letters[begin:end].decode())
        assert letters[end : end + int(entry["sounds_length"])] == sounds
        assert entry["consonants"] == consonants


def test_a_family_name_is_marked_where_the_issuer_says_which_it_is(tmp_path):
    named = Name("Orik VANTU", parts=(NamePart("first", "Orik"), NamePart("last", "VANTU")))
    index = index_of(
        [replace(person("1", "X"), names=(named,)), person("2", "Orik VANTU")], tmp_path / "list"
    )
    marks = [[bool(word & FAMILY) for word in index._row("name_words", name)] for name in (0, 1)]
    assert marks == [[False, True], [False, False]]
    assert [token.text for token in index.name(0).tokens] == ["orik", "vantu"]


def test_a_patronymic_is_the_family_name_of_who_has_no_other(tmp_path):
    parts = (NamePart("first", "Orik"), NamePart("patronymic", "VANTU"))
    listing = replace(person("1", "X"), names=(Name("Orik VANTU", parts=parts),))
    index = index_of([listing], tmp_path / "list")
    assert [bool(word & FAMILY) for word in index._row("name_words", 0)] == [False, True]


def test_a_weak_name_counts_less_than_the_same_strong_one(tmp_path):
    matcher = matcher_of(
        [person("1", "Orik VANTU"), person("2", "Somebody ELSE", weak=("Orik VANTU", "Vantu"))],
        tmp_path / "list",
    )
    strong, weak = matcher.match(MatchQuery.of("Orik Vantu"), threshold=0.0, limit=10).best
    assert (strong.listing.id, weak.listing.id) == ("1", "2")
    assert weak.score == pytest.approx(0.9 * strong.score, abs=0.0001)
    assert [reason for reason in weak.reasons if reason.feature == "weak_alias"] == [
        Reason("weak_alias", 0.9, "Orik Vantu", "Orik VANTU", "the issuer calls this name weak: times 0.9")
    ]


# ---- small and odd lists --------------------------------------------------------------------------


def test_an_empty_list_has_an_index_that_finds_nothing(tmp_path):
    index = index_of([], tmp_path / "list")
    assert (len(index), index.listings) == (0, 0)
    assert index.with_identifier("D190345") == []
    assert kernel_over(index).search(analyse("Bashar").tokens, -1, 0.0001, 200, 200) == []


def test_an_empty_list_beside_another_changes_nothing(tmp_path, index):
    empty = index_of([], tmp_path / "list")
    tokens = analyse("Bashar al-Assad").tokens
    alone = kernel_over(index).search(tokens, -1, 0.0001, 200, 200)
    beside = kernel_over(empty, index).search(tokens, -1, 0.0001, 200, 200)
    assert [(one + 1, *rest) for one, *rest in alone] == beside


def test_one_listing_is_found_by_its_name(tmp_path):
    matcher = matcher_of([person("1", "Bashar AL-ASSAD")], tmp_path / "list")
    (match,) = matcher.match(MatchQuery.of("Bashar al-Assad"), threshold=0.1, limit=10).best
    assert (match.listing.id, match.name.text) == ("1", "Bashar AL-ASSAD")


@pytest.mark.parametrize("unreadable", ["!!!", "", "🙂", "\u200b"])
def test_a_name_without_letters_is_kept_and_never_found(tmp_path, unreadable):
    index = index_of([person("1", unreadable), person("2", "Bashar AL-ASSAD")], tmp_path / "list")
    assert index.name(0).text == unreadable
    found = kernel_over(index).search(analyse("Bashar").tokens, -1, 0.0001, 200, 200)
    assert {listing for _, listing, _, _ in found} == {1}


def test_a_listed_name_of_300_words_is_found_by_its_first_64(tmp_path):
    words = Random(300)
    name = " ".join("".join(words.choices("abdefgiklmnoprstuvz", k=7)) for _ in range(300))
    matcher = matcher_of([company("1", name)], tmp_path / "list")
    (match,) = matcher.match(MatchQuery.of(name), threshold=0.5, limit=10).best
    assert len(match.name.tokens) == 64
    assert match.name.text == name


@pytest.mark.parametrize("name", ["A.B.", "U S A", "7 7"])
def test_a_name_of_single_letters_is_found(tmp_path, name):
    found = kernel_over(index_of([company("1", name)], tmp_path / "list"))
    assert found.search(analyse(name, "thing").tokens, -1, 0.0001, 200, 200)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_names_can_be_listed(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("any")
    listings = [person(str(number), text) for number, text in enumerate(texts)]
    index = index_of(listings, folder / "list")
    assert [index.name(number).text for number in range(len(index))] == texts
    kernel = kernel_over(index)
    for number, text in enumerate(texts):
        tokens = analyse(text, "person").tokens
        if any(len(token.text) > 1 and token.role != Role.PARTICLE for token in tokens):
            assert number in {listing for _, listing, _, _ in kernel.search(tokens, -1, 0.0001, 200, 200)}
    shutil.rmtree(folder)


# ---- on disk ----------------------------------------------------------------------------------------


def test_an_index_that_stands_there_is_kept(tmp_path):
    build([person("1", "First")], tmp_path / "list")
    build([person("2", "Second")], tmp_path / "list")
    assert Index(tmp_path / "list").listing(0).id == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["list"]


def test_building_the_same_twice_gives_the_same_files(tmp_path):
    for place in ("one", "other"):
        build(LISTINGS, tmp_path / place)
    files = [
        {path.name: path.read_bytes() for path in (tmp_path / place).iterdir()} for place in ("one", "other")
    ]
    assert files[0] == files[1]


def test_a_build_that_fails_leaves_nothing(tmp_path):
    def listings():
        yield LISTINGS[0]
        raise ValueError("the reader broke off")

    with pytest.raises(ValueError, match="broke off"):
        build(listings(), tmp_path / "list")
    assert list(tmp_path.iterdir()) == []


def build_and_die(folder):
    def listings():
        yield LISTINGS[0]
        os.kill(os.getpid(), signal.SIGKILL)

    build(listings(), folder)


def test_a_killed_build_leaves_nothing_in_its_place(tmp_path):
    process = get_context("fork").Process(target=build_and_die, args=(tmp_path / "list",))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert not (tmp_path / "list").exists()
    build(LISTINGS, tmp_path / "list")
    assert Index(tmp_path / "list").listings == 3


@pytest.mark.parametrize("damage", ["missing", "empty", "foreign", "cut"])
def test_a_damaged_index_cannot_be_opened(tmp_path, damage):
    """The engine builds it again on these errors; see tests/test_engine.py."""
    build(LISTINGS, tmp_path / "list")
    file = tmp_path / "list" / "columns.bin"
    whole = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(
            {"empty": b"", "foreign": b"x" * len(whole), "cut": whole[: len(whole) // 2]}[damage]
        )
    with pytest.raises((OSError, ValueError)):
        Index(tmp_path / "list")


def test_an_index_is_mapped_not_read(index):
    column = index.columns["word_letters"]
    base = column
    while base is not None and not isinstance(base, np.memmap):
        base = base.base
    assert base is not None
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 1
