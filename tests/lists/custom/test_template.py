import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders.custom import csv_list, read

from ostrakon.errors import SourceError, UsageError
from ostrakon.lists.custom import template
from ostrakon.model import Country, Identifier, Listing, Name, PartialDate, Programme

ROW = {
    "id": "7",
    "name": "Orik  Vantu",
    "kind": "Person",
    "aliases": "Orik V.; O. Vantu",
    "weak_aliases": "Owl",
    "birth_date": "1970-05-17; 1971; 1972-03",
    "countries": "sy; Malta",
    "identifiers": "passport:X0012345; 4711; LEI: 5493001KJTIIGC8Y1R12",
    "programme": "internal",
    "listed_on": "2020-01-31",
    "notes": "seen, twice",
}


def test_every_column() -> None:
    [listing] = read(csv_list(ROW)).listings
    assert (listing.dataset, listing.id, listing.kind) == ("mine", "7", "Person")
    assert listing.names == (
        Name("Orik Vantu"),
        Name("Orik V.", "alias"),
        Name("O. Vantu", "alias"),
        Name("Owl", "alias", "weak"),
    )
    assert listing.birth_dates == (
        PartialDate.of_day(date(1970, 5, 17)),
        PartialDate.of_year(1971),
        PartialDate.of_month(1972, 3),
    )
    assert [address.country for address in listing.addresses] == [Country("sy", "sy"), Country("Malta", "mt")]
    assert listing.identifiers == (
        Identifier("passport", "X0012345"),
        Identifier("other", "4711"),
        Identifier("lei", "5493001KJTIIGC8Y1R12"),
    )
    assert listing.programmes == (Programme("internal"),)
    assert (listing.listed_on, listing.date_basis) == (date(2020, 1, 31), "stated")
    assert listing.notes == ("seen, twice",)


def test_id_and_name_are_enough() -> None:
    [listing] = read(b"name,id\r\nNobody & Sons,1\r\n\r\n").listings
    assert listing == Listing(dataset="mine", id="1", kind="LegalEntity", names=(Name("Nobody & Sons"),))


def test_the_template_itself_names_nobody_yet() -> None:
    with pytest.raises(SourceError, match="a header without a single row"):
        read(template().encode())
    example = template().replace("\n#", "\n").encode()
    [listing] = read(example).listings
    assert (listing.name, listing.kind, listing.date_basis) == ("Jane Roe", "Person", "stated")


def test_a_byte_order_mark_and_comments_are_passed_over() -> None:
    assert len(read(b"\xef\xbb\xbfid,name\n# not yet\n1,Orik\n").listings) == 1


def test_a_country_nobody_knows_is_kept_and_counted() -> None:
    reading = read(csv_list(ROW | {"countries": "Oz"}))
    assert reading.listings[0].addresses[0].country == Country("Oz", None)
    assert reading.doubts.counts == {"unknown country": 1}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("id", " ", "line 2: no id"),
        ("name", "", "line 2: no name"),
        ("kind", "Alien", "line 2: kind 'Alien'"),
        ("birth_date", "17/05/1970", "line 2: birth date '17/05/1970'"),
        ("birth_date", "1970-02-30", "line 2: birth date '1970-02-30'"),
        ("listed_on", "2020", "line 2: listed_on '2020'"),
        ("listed_on", "soon", "line 2: listed_on 'soon'"),
    ],
)
def test_a_bad_cell_is_named_with_its_line(column: str, value: str, message: str) -> None:
    with pytest.raises(SourceError, match=f"mine, {message}"):
        read(csv_list(ROW | {column: value}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,name\n1,Orik,more\n", "line 2: 3 cells under 2 columns"),
        (b"id,name\n1,Orik\n1,Vantu\n", "line 3: id '1' is already in line 2"),
        (b"id,name,colour\n1,Orik,red\n", r"line 1: columns \['colour'\]"),
        (b"id,name,name\n1,Orik,Owl\n", "line 1: columns"),
        (b'id,name\n1,"Orik\n', "line 2"),
        (b"id,name\n1,Or\0ik\n", "NUL byte"),
        (b"id,name\n1,\x81\n", "neither UTF-8 nor Windows-1252"),
        (b"id;name\n1;Orik\n", "neither FollowTheMoney JSON Lines nor a table"),
        (b"<list/>", "neither FollowTheMoney JSON Lines nor a table"),
        (b"", "neither FollowTheMoney JSON Lines nor a table"),
    ],
)
def test_a_bad_file_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(content)


@pytest.mark.parametrize("name", ["Mine", "1st", "my-list", "", "mine\n", "eu_fsf", "us_ofac_sdn"])
def test_a_name_that_is_malformed_or_taken_is_wrong_use(name: str) -> None:
    with pytest.raises(UsageError, match="dataset"):
        read(b"id,name\n1,Orik\n", dataset=name)


_CELLS = st.text(string.ascii_letters + string.digits + " ,\"'-&#éøعβ", min_size=1).filter(
    lambda text: text.strip() and not text.strip().startswith("#")
)


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=20, unique_by=lambda row: row[0].strip()))
def test_whatever_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    listings = read(csv_list(*({"id": key, "name": name} for key, name in rows))).listings
    assert [(x.id, x.name) for x in listings] == [(key.strip(), " ".join(name.split())) for key, name in rows]


def test_an_edition_is_undated() -> None:
    edition = read(b"id,name\n1,Orik\n").edition
    assert (edition.dataset, edition.layout, edition.published_on) == ("mine", "CSV", None)
