"""Tables in, tables out; all of it or nothing."""

import csv
import json
import os
import re
from datetime import date, datetime, time
from pathlib import Path

import pytest

from ostrakon.errors import UsageError
from ostrakon.model import Query
from ostrakon.screening.batch import HIT_COLUMNS, hit_rows, read_queries, write_hits


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_found_by_their_headings(tmp_path):
    file = write(tmp_path / "c.csv", "Full_Name,DOB,Country,kind\nBashar al-Assad,1965-09-11,sy; lb,Person\n")
    (query,) = read_queries(file, {})
    expected = Query(name="Bashar al-Assad", kind="Person", birth_date="1965-09-11", countries=("sy", "lb"))
    assert query == expected


def test_columns_may_be_named(tmp_path):
    file = write(tmp_path / "c.csv", "kunde,geb\nBashar al-Assad,1965\n")
    (query,) = read_queries(file, {"name": "kunde", "birth_date": "geb"})
    assert (query.name, query.birth_date) == ("Bashar al-Assad", "1965")


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_hits_are_written_one_line_each_in_every_format(engine, tmp_path, ending):
    polars = pytest.importorskip("polars")
    output = tmp_path / f"hits{ending}"
    answers = engine.screen_many([Query(name="Nobody Here"), Query(name="ISIS")], datasets=["us_ofac_sdn"])
    assert write_hits(hit_rows(answers), output) == 1
    if ending == ".parquet":
        (row,) = polars.read_parquet(output).to_dicts()
    elif ending == ".csv":
        (row,) = csv.DictReader(output.open(encoding="utf-8"))
    else:
        (row,) = map(json.loads, output.read_text("utf-8").splitlines())
    assert tuple(row) == HIT_COLUMNS
    assert (int(row["row"]), row["id"]) == (2, "8759")
    assert 0.7 <= float(row["score"]) <= 1.0
    assert row["status"] == "listed"


def test_the_answer_for_a_day_of_effect_is_in_each_line(engine):
    answers = engine.screen_many([Query(name="Ali Mamluk")], in_force_on=date(2015, 12, 22))
    assert [row.status for row in hit_rows(answers)] == ["unknown"]


def test_parquet_goes_in_as_well_as_out(tmp_path):
    polars = pytest.importorskip("polars")
    polars.DataFrame({"name": ["A B", "C D"], "country": [None, "sy"]}).write_parquet(tmp_path / "c.parquet")
    assert [query.countries for query in read_queries(tmp_path / "c.parquet", {})] == [(), ("sy",)]


def test_json_lines_keep_lists_of_values(tmp_path):
    file = write(tmp_path / "c.jsonl", '{"name": "A B", "identifiers": ["X1", "Y2"]}\n\n')
    (query,) = read_queries(file, {})
    assert query.identifiers == ("X1", "Y2")


def test_an_object_may_leave_out_what_a_later_one_says(tmp_path):
    file = write(tmp_path / "c.jsonl", '\ufeff{"name": "A B"}\n{"name": "C D", "birth_date": "1965"}\n')
    assert [query.birth_date for query in read_queries(file, {})] == [None, "1965"]
    assert len(list(read_queries(file, {"birth_date": "birth_date"}))) == 2


def test_numbers_and_days_are_read_as_they_would_be_written(tmp_path):
    line = '{"name": "A B", "dob": 1965.0, "id_number": [null, 12345.0, 678901], "country": NaN}'
    (query,) = read_queries(write(tmp_path / "c.jsonl", line), {})
    assert query == Query(name="A B", birth_date="1965", identifiers=("12345", "678901"))
    polars = pytest.importorskip("polars")
    table = {"name": ["A B"], "dob": [datetime.combine(date(1965, 9, 11), time())], "country": [["sy", None]]}
    polars.DataFrame(table).write_parquet(tmp_path / "c.parquet")
    (query,) = read_queries(tmp_path / "c.parquet", {})
    assert query == Query(name="A B", birth_date="1965-09-11", countries=("sy",))


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_the_headings_tell_what_parts_the_cells(tmp_path, mark):
    lines = [["", "Name", "DOB"], ["0", '"Assad, ""Bashar""\nHafez"', "1965"]]
    file = write(tmp_path / "c.CSV", "\r\n".join(mark.join(line) for line in lines))
    (query,) = read_queries(file, {})
    assert (query.name, query.birth_date) == ('Assad, "Bashar"\nHafez', "1965")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,11.09.1965,,,", "row 2: birth date '11.09.1965'"),
        ("A,,Atlantis,,", "row 2: country 'Atlantis'"),
        ("A,,zz,,", "row 2: country 'zz'"),
        ("A,,,Ship,", "row 2: kind 'Ship'"),
        ("A,,,,---", "row 2: identifier '---'"),
        ("!!!,,,,", "row 2: name '!!!'"),
    ],
)
def test_a_row_that_cannot_be_understood_is_named(tmp_path, row, said):
    file = write(tmp_path / "c.csv", f"name,dob,country,kind,id_number\nA,1965,uk,Person,D1\n{row}\n")
    with pytest.raises(UsageError, match=re.escape(said)):
        list(read_queries(file, {}))


def test_a_place_that_cannot_be_written_is_refused_and_left_alone(engine, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for place in (tmp_path / "folder.csv", Path("/proc/hits.csv")):
        with pytest.raises(UsageError, match=place.name):
            write_hits(hit_rows(engine.screen_many([Query(name="ISIS")])), place)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_a_file_of_hits_is_as_private_as_the_user_asks(tmp_path):
    before = os.umask(0o077)
    try:
        write_hits([], tmp_path / "hits.csv")
    finally:
        os.umask(before)
    assert (tmp_path / "hits.csv").stat().st_mode & 0o777 == 0o600


def test_a_failure_in_the_middle_leaves_no_file(engine, tmp_path):
    file = write(tmp_path / "c.csv", 'name\nISIS\n"  "\n')
    with pytest.raises(UsageError, match="row 2"):
        write_hits(hit_rows(engine.screen_many(read_queries(file, {}))), tmp_path / "hits.csv")
    assert {path.name for path in tmp_path.iterdir()} == {"c.csv"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("c.csv", "", "no rows"),
        ("c.csv", "first,last\na,b\n", "no column for the name"),
        ("c.csv", "name\na,b\n", "more cells"),
        ("c.jsonl", '{"name": \n', "line 1"),
        ("c.jsonl", "[1]\n", "object expected"),
        ("c.jsonl", "\n", "no rows"),
        ("c.jsonl", "[" * 100_000, "not JSON"),
        ("c.jsonl", '{"name": ["A", "B"]}', "row 1: the name is no text"),
        ("c.jsonl", '{"name": NaN}', "row 1: the name is empty"),
        ("c.jsonl", r'{"name": "A \ud800"}', "half a character"),
        ("c.csv", "name,Name\na,b\n", "2 columns for the name"),
        ("c.csv", "name\n", "no rows"),
        ("c.parquet", "PAR1", "not a Parquet file"),
        ("c.txt", "name\n", "must end in"),
    ],
)
def test_a_file_that_is_no_table_of_names_is_refused(tmp_path, name, text, said):
    if name.endswith(".parquet"):
        pytest.importorskip("polars")
    with pytest.raises(UsageError, match=said):
        list(read_queries(write(tmp_path / name, text), {}))


def test_a_cell_never_becomes_a_formula(engine, tmp_path):
    answers = engine.screen_many([Query(name="=ISIS")], datasets=["us_ofac_sdn"])
    write_hits(hit_rows(answers), tmp_path / "hits.csv")
    assert "'=ISIS" in (tmp_path / "hits.csv").read_text("utf-8")
