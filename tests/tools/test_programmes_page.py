"""The reference page of programmes is the table, neither more nor less."""

from tools.programmes_page import PAGE, with_tables


def test_the_page_of_programmes_is_that_of_the_table() -> None:
    page = PAGE.read_text("utf-8")
    assert with_tables(page) == page, "run `python -m tools.programmes_page`"
