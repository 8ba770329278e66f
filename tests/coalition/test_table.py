"""The matrix as a table has one row per party and a heading per cell."""

from support.coalition import asked, compared, history, party, since

from ostrakon.coalition.table import columns, table_rows


def test_every_cell_has_its_heading_and_what_is_not_known_is_empty():
    us, ofsi = "us_ofac_sdn:1", "gb_hmt_sanctions:1"
    held = history({us: since("2011-05-18"), ofsi: since("2011-05-24")})
    result = compared([party(us, ofsi)], held, asked())
    (row,) = table_rows(result)
    cells = dict(zip(columns(result), row, strict=True))
    assert (cells["party"], cells["name"], cells["first"]) == (us, "Orik VANTU", "us")
    assert (cells["gb_answer"], cells["gb_listed_on"], cells["gb_lag_days"]) == ("listed", "2011-05-24", "6")
    assert (cells["us_in_programme"], cells["us_listings"]) == ("true", us)
    assert (cells["eu_answer"], cells["eu_listed_on"], cells["eu_in_programme"]) == ("unknown", "", "")


def test_a_name_that_a_spreadsheet_would_run_is_text():
    us = "us_ofac_sdn:1"
    result = compared([party(us, name="=HYPERLINK(1)")], history({us: since("2011-05-18")}), asked())
    (row,) = table_rows(result)
    assert row[1] == "'=HYPERLINK(1)"
