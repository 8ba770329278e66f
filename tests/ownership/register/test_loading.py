"""What a register in Parquet may say, and how it is refused."""

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.networks import network
from support.networks import stake as tie
from support.registers import write_rows

from ostrakon.errors import SourceError, UsageError
from ostrakon.ownership.register import Register, network_above, prepare, prepare_apart

ROW = {"owner": "X", "asset": "A", "share_low": "60", "share_high": "60", "kind": "shares"}


def register(folder: Path, *rows: Mapping[str, object], companies: list[str] | None = None) -> Register:
    write_rows(folder / "stakes.parquet", [ROW | row for row in rows])
    known = None
    if companies is not None:
        known = folder / "companies.parquet"
        write_rows(known, [{"id": id_} for id_ in companies])
    prepare(folder / "stakes.parquet", folder / "register", companies=known)
    return Register(folder / "register")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"share_low": "150", "share_high": "150"}, "share of 150 %: must lie between 0 and 100"),
        ({"share_low": "-5"}, "share '-5'"),
        ({"share_low": "25-50"}, "share '25-50'"),
        ({"share_high": "majority"}, "share 'majority'"),
        ({"share_low": "<25"}, "share '<25': < stands in the wrong column"),
        ({"share_low": "70", "share_high": "30"}, "the lower bound is the higher one"),
        ({"share_low": ">60"}, "nothing lies between"),
        ({"share_low": "33.3333333"}, "six decimals"),
        ({"kind": "owns"}, "kind 'owns'"),
        ({"owner": "A", "kind": "votes"}, "'A' has votes in itself"),
        ({"arrangement": "pact"}, "arrangement 'pact': holders who act together are not counted"),
        ({"owner": None}, "owner is empty"),
        ({"owner": ""}, "owner is empty"),
        ({"asset": None}, "asset is empty"),
        ({"asset": "A" * 1_001}, "asset is longer than 1,000 bytes"),
        ({"since": "2016"}, "since '2016'"),
        ({"since": "2016-02-30"}, "since '2016-02-30'"),
        ({"since": "2016-02-03", "until": "2016-02-02"}, "since is later than until"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_row_is_refused_with_its_number_and_the_reason(
    row: dict[str, object], reason: str, tmp_path: Path
) -> None:
    good = {"since": None, "until": None, "arrangement": None}
    rows = [good | {"owner": owner} | extra for owner, extra in zip("WXYZ", ({}, row, {}, row), strict=True)]
    with pytest.raises(SourceError) as refused:
        register(tmp_path, *rows)
    assert "stakes.parquet, row 2: " in str(refused.value)
    assert reason in str(refused.value)
    assert "(2 such rows)" in str(refused.value)
    assert not (tmp_path / "register").exists()


def test_the_same_stake_twice_for_the_same_days_is_refused(tmp_path: Path) -> None:
    until = {"since": None, "until": "2020-12-31"}
    for later, row in [({"since": "2020-12-31", "until": None}, 3), ({"since": None, "until": None}, 3)]:
        with pytest.raises(SourceError, match=f"row {row}: the stake of row 1 again, for the same days"):
            register(tmp_path, until, until | {"owner": "Y"}, later)
    register(tmp_path, until, {"since": "2021-01-01", "until": None})
    register(tmp_path, until, until | {"kind": "votes"})


def test_numbers_are_read_as_they_are_written(tmp_path: Path) -> None:
    for place, number in enumerate([33.3, Decimal("33.300")]):
        folder = tmp_path / str(place)
        folder.mkdir()
        made = register(folder, {"share_low": number, "share_high": number})
        (stake,) = network_above(made, "A", {}).stakes
        assert stake.share == tie("X>A", "33.3").share


def test_a_share_that_is_no_number_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="row 2: share 'NaN'"):
        register(tmp_path, {"share_low": 60.0}, {"share_low": float("nan")})


def test_a_company_that_is_not_among_the_companies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="row 2: asset 'B' is not among the companies"):
        register(tmp_path, {}, {"asset": "B"}, companies=["A"])


def test_a_company_without_a_stake_is_in_the_register(tmp_path: Path) -> None:
    made = register(tmp_path, {}, companies=["A", "B"])
    assert network_above(made, "B", {}).stakes == ()


def test_a_company_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"companies.parquet, row 1: id 'A' is there more than once"):
        register(tmp_path, {}, companies=["A", "B", "A"])


@pytest.mark.parametrize("missing", sorted(ROW))
def test_a_missing_column_is_named(missing: str, tmp_path: Path) -> None:
    write_rows(tmp_path / "stakes.parquet", [{name: value for name, value in ROW.items() if name != missing}])
    with pytest.raises(SourceError, match=f"no column {missing}"):
        prepare(tmp_path / "stakes.parquet", tmp_path / "register")


@pytest.mark.parametrize("column", [*ROW, "source", "arrangement"])
@pytest.mark.parametrize("value", [["X", "Y"], {"name": "X"}, b"\xff"], ids=["list", "struct", "bytes"])
def test_a_column_of_more_than_texts_or_numbers_is_refused(
    column: str, value: object, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=f"stakes.parquet, column {column}: .*; write one text or number"):
        register(tmp_path, {column: value})


def test_days_may_be_dates(tmp_path: Path) -> None:
    made = register(tmp_path, {"since": date(2015, 1, 1), "until": None})
    (stake,) = network_above(made, "A", {}).stakes
    assert stake.since == tie("X>A", 60, since=date(2015, 1, 1)).since
    assert stake.until is None


@pytest.mark.parametrize("content", [b"", b"PAR1", b"owner,asset\n", b"PAR1" * 100])
def test_what_is_no_parquet_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "stakes.parquet").write_bytes(content)
    with pytest.raises(SourceError, match=r"stakes.parquet: no Parquet file that can be read"):
        prepare(tmp_path / "stakes.parquet", tmp_path / "register")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no Parquet file"):
        prepare(tmp_path / "stakes.parquet", tmp_path / "register")


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    import polars

    polars.DataFrame([ROW]).clear().write_parquet(tmp_path / "stakes.parquet")
    with pytest.raises(SourceError, match="no rows"):
        prepare(tmp_path / "stakes.parquet", tmp_path / "register")


def test_another_folder_is_never_replaced_but_a_register_is(tmp_path: Path) -> None:
    register(tmp_path, {})
    assert register(tmp_path, {"owner": "Y"}).number("Y") is not None
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep")
    with pytest.raises(UsageError, match="is no prepared register"):
        prepare(tmp_path / "stakes.parquet", tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep"


def test_the_folder_one_stands_in_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_rows(tmp_path / "stakes.parquet", [ROW])
    with pytest.raises(UsageError, match="is no prepared register"):
        prepare(Path("stakes.parquet"), Path())
    prepare(Path("stakes.parquet"), Path("register"))
    monkeypatch.chdir("register")
    prepare(tmp_path / "stakes.parquet", Path())
    assert Register(tmp_path / "register").number("X") is not None


def test_a_folder_that_is_no_register_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no prepared register"):
        Register(tmp_path)


@pytest.mark.parametrize("name", ["low.npy", "owners.text.npy"])
@pytest.mark.parametrize("left", [None, 0, 100])
def test_a_register_that_is_not_whole_is_not_opened(name: str, left: int | None, tmp_path: Path) -> None:
    file = register(tmp_path, {}).folder / name
    whole = file.read_bytes()
    file.unlink()
    if left is not None:
        file.write_bytes(whole[:left])
    with pytest.raises(UsageError, match="is not whole; prepare the register again"):
        Register(tmp_path / "register")


def test_every_party_is_found_by_its_id(tmp_path: Path) -> None:
    ids = ["é", "a", "A", "Aa", "日本", "Z" * 990, " "]
    made = register(tmp_path, *({"owner": f"owner {id_}", "asset": id_} for id_ in ids))
    for id_ in [*ids, *(f"owner {id_}" for id_ in ids)]:
        number = made.number(id_)
        assert number is not None
        assert made.id(number) == id_
    assert made.number("B") is None
    assert made.number("") is None


def test_whoever_stands_above_comes_with_every_stake_and_its_source(tmp_path: Path) -> None:
    made = register(
        tmp_path,
        {"owner": "X", "asset": "A", "source": "register of 2024"},
        {"owner": "A", "asset": "B", "share_low": ">25", "share_high": "50"},
        {"owner": "B", "asset": "C"},
        {"owner": "agent", "asset": "A", "kind": "acts_for", "share_low": None, "share_high": None},
    )
    above = network_above(made, "B", {})
    assert set(above.actors) == {"X", "A", "B", "agent"}
    expected = network({"X>A": 60, "A>B": "(25,50]"})
    assert [(one.owner, one.asset, one.share) for one in above.stakes if one.kind == "shares"] == [
        (one.owner, one.asset, one.share) for one in expected.stakes[::-1]
    ]
    assert {one.owner: one.source for one in above.stakes} == {
        "X": "register of 2024",
        "A": "stakes.parquet, row 2",
        "agent": "stakes.parquet, row 4",
    }
    assert set(network_above(made, "agent", {}).actors) == {"agent", "A", "X"}


def test_a_party_that_the_register_does_not_have_cannot_be_asked_about(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'nobody': not in the register"):
        network_above(register(tmp_path, {}), "nobody", {})


def test_a_broken_file_never_ends_the_process_that_asked(tmp_path: Path) -> None:
    register(tmp_path, *({"owner": f"{row}"} for row in range(50)))
    whole, chance = (tmp_path / "stakes.parquet").read_bytes(), random.Random("2026-11-26")
    said = []
    for _ in range(6):
        broken = bytearray(whole)
        # The last part says where everything is and how long.
        for _ in range(6):
            broken[chance.randrange(len(broken) // 2, len(broken))] = chance.randrange(256)
        (tmp_path / "broken.parquet").write_bytes(broken)
        try:
            prepare_apart(tmp_path / "broken.parquet", tmp_path / "broken")
        except SourceError as error:
            said.append(str(error))
    assert said
    assert all("broken.parquet" in words for words in said)
