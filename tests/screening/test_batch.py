"""Tables in, tables out; all of it or nothing."""

import csv
import json

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
    assert (int(row["row"]), row["id"], float(row["score"])) == (2, "8759", 1.0)


def test_parquet_goes_in_as_well_as_out(tmp_path):
    polars = pytest.importorskip("polars")
    polars.DataFrame({"name": ["A B", "C D"], "country": [None, "sy"]}).write_parquet(tmp_path / "c.parquet")
    assert [query.countries for query in read_queries(tmp_path / "c.parquet", {})] == [(), ("sy",)]


def test_json_lines_keep_lists_of_values(tmp_path):
    file = write(tmp_path / "c.jsonl", '{"name": "A B", "identifiers": ["X1", "Y2"]}\n\n')
    (query,) = read_queries(file, {})
    assert query.identifiers == ("X1", "Y2")


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
        ("c.txt", "name\n", "must end in"),
    ],
)
def test_a_file_that_is_no_table_of_names_is_refused(tmp_path, name, text, said):
    with pytest.raises(UsageError, match=said):
        list(read_queries(write(tmp_path / name, text), {}))


def test_a_cell_never_becomes_a_formula(engine, tmp_path):
    answers = engine.screen_many([Query(name="=ISIS")], datasets=["us_ofac_sdn"])
    write_hits(hit_rows(answers), tmp_path / "hits.csv")
    assert "'=ISIS" in (tmp_path / "hits.csv").read_text("utf-8")
