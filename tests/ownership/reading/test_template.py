"""The CSV template: what is read, and what is refused with its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from ostrakon.errors import SourceError, UsageError
from ostrakon.model import Share
from ostrakon.ownership.reading import read_listed, read_network

HEADER = "owner,asset,share_low,share_high,kind,since,until,source,arrangement\n"


@pytest.fixture
def read(tmp_path: Path):
    def reading(rows: str, header: str = HEADER):
        file = tmp_path / "stakes.csv"
        file.write_text(header + rows, "utf-8")
        return read_network(file)

    return reading


def test_a_row_is_a_stake_with_its_source(read) -> None:
    (stake,) = read("X, A ,33.3,33.3,,2015,2024-01-09,register of 2020,\n").stakes
    assert (stake.owner, stake.asset, stake.kind) == ("X", "A", "shares")
    assert stake.share == Share(Decimal("33.3"), Decimal("33.3"))
    assert stake.source == "register of 2020"
    assert stake.since.text == "2015"
    assert stake.until.text == "2024-01-09"


def test_without_a_source_the_line_is_the_source(read) -> None:
    assert read("# a comment\nX,A,1,1,,,,,\n").stakes[0].source == "stakes.csv, line 3"


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        (">25,50", Share(Decimal(25), Decimal(50), low_open=True)),
        ("50,<75", Share(Decimal(50), Decimal(75), high_open=True)),
        (">= 75,100", Share(Decimal(75), Decimal(100))),
        ("25 %,≤50%", Share(Decimal(25), Decimal(50))),
        (",", Share(Decimal(0), Decimal(100))),
        ("60,", Share(Decimal(60), Decimal(100))),
        (",40", Share(Decimal(0), Decimal(40))),
    ],
)
def test_bounds_may_be_open_or_not_known(read, cells: str, share: Share) -> None:
    assert read(f"X,A,{cells},,,,,\n").stakes[0].share == share


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("X,A,150,150,,,,,", "share of 150 %: must lie between 0 and 100"),
        ("X,A,-5,50,,,,,", "share '-5': write a number from 0 to 100"),
        ("X,A,25-50,,,,,,", "share '25-50': write a number"),
        ("X,A,majority,,,,,,", "share 'majority': write a number"),
        ('X,A,"33,3","33,3",,,,,', "share '33,3': write a number"),
        ("X,A,1e2,100,,,,,", "share '1e2': write a number"),
        ("X,A,nan,100,,,,,", "share 'nan': write a number"),
        ("X,A,٥٠,٥٠,,,,,", "share '٥٠': write a number"),
        ("X,A,60,40,,,,,", "share from 60 to 40 %: the lower bound is the higher one"),
        ("X,A,>50,50,,,,,", "nothing lies between"),
        ("X,A,<50,60,,,,,", "stands in the wrong column"),
        ("X,A,50,50,,2020-01-01,2019-01-01,,", "since 2020-01-01 is later than until 2019-01-01"),
        ("X,A,50,50,,last year,,,", "since 'last year': write 2016-10-16, 2016-10 or 2016"),
        ("X,A,50,50,gold,,,,", "kind 'gold': is none of shares, votes"),
        (",A,50,50,,,,,", "no owner"),
        ("X,,50,50,,,,,", "no asset"),
        ("X,X,50,50,votes,,,,", "'X' has votes in itself"),
        ("X,A,50", "3 cells under 9 columns"),
    ],
)
def test_a_bad_row_is_refused_with_line_and_reason(read, row: str, reason: str) -> None:
    with pytest.raises(SourceError, match=r"stakes\.csv: line 3: ") as refused:
        read(f"P,Q,10,10,,,,,\n{row}\n")
    assert reason in str(refused.value)


def test_all_bad_rows_are_named_at_once(read) -> None:
    with pytest.raises(SourceError, match=r"line 2: .* line 4: "):
        read("X,A,150,150,,,,,\nX,B,50,50,,,,,\nX,C,majority,,,,,,\n")


def test_a_stake_stated_twice_for_the_same_days_is_refused(read) -> None:
    with pytest.raises(SourceError, match=r"line 3: shares of 'X' in 'A' are stated in line 2"):
        read("X,A,30,30,,,,,\nX,A,30,30,,,,,\n")


def test_a_stake_may_follow_another_of_the_same_owner(read) -> None:
    assert len(read("X,A,60,60,,,2024-01-09,,\nX,A,40,40,,2024-01-10,,,\n").stakes) == 2


def test_what_a_company_holds_of_itself_is_a_stake(read) -> None:
    assert read("A,A,10,10,,,,,\n").stakes[0].owner == "A"


def test_names_that_differ_in_case_alone_are_remarked(read) -> None:
    assert read("Acme Ltd,A,10,10,,,,,\nACME LTD,A,10,10,,,,,\n").remarks == (
        "taken for different parties: Acme Ltd and ACME LTD",
    )


def test_an_unknown_column_is_refused(read) -> None:
    with pytest.raises(SourceError, match=r"columns owner, asset, percent; known, once each"):
        read("X,A,50\n", header="owner,asset,percent\n")


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("id,name\n1,X\n")
    with pytest.raises(SourceError, match=r"list\.csv: neither a table with the columns owner and asset"):
        read_network(file)


def test_a_table_that_is_separated_otherwise_is_told_how_and_a_folder_what_it_is_not(tmp_path: Path) -> None:
    file = tmp_path / "stakes.csv"
    file.write_text("owner;asset;share_low\nX;A;60\n")
    with pytest.raises(SourceError, match="separated by commas"):
        read_network(file)
    with pytest.raises(UsageError, match="a folder, and no prepared register; name a file"):
        read_network(tmp_path)


def test_listed_names_have_days_programmes_and_an_issuer(tmp_path: Path) -> None:
    file = tmp_path / "listed.csv"
    file.write_text("name,from,to,programme,issuer\nX,2018-01-01,2020-12-31,SYRIA; SDGT,US\nY,,,,\n")
    first, second = read_listed(file)
    assert (str(first.since), str(first.until), first.programmes, first.issuer) == (
        "2018-01-01",
        "2020-12-31",
        ("SYRIA", "SDGT"),
        "us",
    )
    assert (second.since, second.until, second.programmes, second.issuer) == (None, None, (), None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("X,2020,,,", "from '2020': write a day"),
        ("X,soon,,,", "from 'soon': write a day"),
        ("X,2020-01-02,2020-01-01,,", "from 2020-01-02 is later than to 2020-01-01"),
        ("X,,,,un", "issuer 'un': is none of us, eu, gb"),
        (",2020-01-01,,,", "no name"),
    ],
)
def test_a_bad_row_of_listed_names_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    file = tmp_path / "listed.csv"
    file.write_text(f"name,from,to,programme,issuer\nP,,,,\n{row}\n")
    with pytest.raises(SourceError, match=r"listed\.csv: line 3: ") as refused:
        read_listed(file)
    assert reason in str(refused.value)
