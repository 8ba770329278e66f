"""The file of accepted hits: read as written, refused with the row where it is not understood."""

from pathlib import Path

import pytest

from ostrakon.errors import UsageError
from ostrakon.model import Query
from ostrakon.screening.accepted import read_accepted
from ostrakon.screening.batch import Customer

HEAD = "customer,listing,reason\n"


def written(folder: Path, text: str, name: str = "accepted.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_reason_is_found_by_customer_and_listing(tmp_path: Path) -> None:
    file = written(
        tmp_path, HEAD + "C1,us_ofac_sdn:12735,another man\n Ali Hassan ,eu_fsf:EU.1.2, born 1990 \n"
    )
    accepted = read_accepted(file, {"us_ofac_sdn", "eu_fsf"})
    one, other = Customer(1, "C1", Query(name="Ali Hassan")), Customer(2, None, Query(name="Ali Hassan"))
    assert accepted.reason(one, "us_ofac_sdn:12735") == "another man"
    assert accepted.reason(one, "eu_fsf:EU.1.2") is None
    assert accepted.reason(other, "eu_fsf:EU.1.2") == "born 1990"


def test_further_columns_and_other_formats_are_taken(tmp_path: Path) -> None:
    line = '{"listing": "us_ofac_sdn:1", "customer": 17, "reason": "no", "by": "me"}\n'
    accepted = read_accepted(written(tmp_path, line, "accepted.jsonl"), {"us_ofac_sdn"})
    assert accepted.reason(Customer(1, "17", Query(name="x")), "us_ofac_sdn:1") == "no"


def test_headings_and_numbers_are_read_as_those_of_the_customers(tmp_path: Path) -> None:
    file = written(tmp_path, "\ufeffCustomer ;LISTING;Reason\n17;us_ofac_sdn:1;no\n")
    assert read_accepted(file, {"us_ofac_sdn"}).names() == {"17"}
    line = '{"customer": 17.0, "listing": "us_ofac_sdn:1", "reason": "no"}\n'
    assert read_accepted(written(tmp_path, line, "a.jsonl"), {"us_ofac_sdn"}).names() == {"17"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "customer,listing\nC1,us_ofac_sdn:1\n",
            "no column 'reason'; there must be customer, listing, reason",
        ),
        ("", "no rows"),
        (HEAD + "C1,us_ofac_sdn:1,\n", "row 1: the reason is empty"),
        (HEAD + "C1,us_ofac_sdn:1,ok\n,us_ofac_sdn:1,ok\n", "row 2: the customer is empty"),
        (HEAD + "C1,12735,ok\n", "row 1: listing '12735': write it as us_ofac_sdn:12735"),
        (HEAD + "C1,us_sdn:12735,ok\n", "row 1: listing 'us_sdn:12735'"),
        (HEAD + "C1,us_ofac_sdn:,ok\n", "row 1: listing 'us_ofac_sdn:'"),
        (
            HEAD + "C1,us_ofac_sdn:1,a\nC1,us_ofac_sdn:1,b\n",
            "row 2: 'C1' and us_ofac_sdn:1 stand there twice",
        ),
        (HEAD + "C1,us_ofac_sdn:1,a,b\n", "row 1: more cells than headings: b"),
    ],
)
def test_a_malformed_file_is_refused_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_accepted(written(tmp_path, text), {"us_ofac_sdn"})
    assert said in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_accepted(tmp_path / "none.csv", set())
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00customer")
    with pytest.raises(UsageError, match="not a CSV file in UTF-8"):
        read_accepted(tmp_path / "binary.csv", set())
