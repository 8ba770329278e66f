"""A file of decisions is read as written, or refused with the place of what is wrong."""

from pathlib import Path

import pytest

from ostrakon.errors import UsageError
from ostrakon.matching.resolution import NO_OVERRIDES, read_overrides

HELD = {"us_ofac_sdn:1", "eu_fsf:EU.1.2", "un_sc_sanctions:QDi.001", "gb_hmt_sanctions:9"}


def written(folder: Path, text: str) -> Path:
    path = folder / "parties.yml"
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(UsageError) as raised:
        read_overrides(written(folder, text), lambda: HELD)
    assert "parties.yml" in str(raised.value)
    return str(raised.value)


def test_no_file_decides_nothing(tmp_path: Path) -> None:
    assert read_overrides(tmp_path / "parties.yml", lambda: HELD) == NO_OVERRIDES


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    assert read_overrides(written(tmp_path, "# none yet\n"), lambda: HELD) == NO_OVERRIDES


def test_decisions_are_read_with_their_reasons(tmp_path: Path) -> None:
    text = """
    confirmed:
      - listings: [us_ofac_sdn:1, eu_fsf:EU.1.2, un_sc_sanctions:QDi.001]
        why: the same passport in the court's file
        by: A. Analyst
        decided_on: 2026-11-26
    refused:
      - listings: [us_ofac_sdn:1, gb_hmt_sanctions:9]
        why: father and son
    """
    overrides = read_overrides(written(tmp_path, text), lambda: HELD)
    (confirmed,), (refused,) = overrides.confirmed, overrides.refused
    assert confirmed.listings == ("us_ofac_sdn:1", "eu_fsf:EU.1.2", "un_sc_sanctions:QDi.001")
    assert (confirmed.by, confirmed.decided_on) == ("A. Analyst", "2026-11-26")
    assert (refused.listings, refused.why) == (("us_ofac_sdn:1", "gb_hmt_sanctions:9"), "father and son")


def test_what_is_joined_over_others_cannot_be_refused(tmp_path: Path) -> None:
    said = refusal(
        tmp_path,
        """
        confirmed:
          - {listings: [us_ofac_sdn:1, eu_fsf:EU.1.2], why: one}
          - {listings: [eu_fsf:EU.1.2, gb_hmt_sanctions:9], why: one}
        refused:
          - {listings: [gb_hmt_sanctions:9, us_ofac_sdn:1], why: two}
        """,
    )
    assert "refused, decision 1" in said
    assert "gb_hmt_sanctions:9 and us_ofac_sdn:1" in said


def test_a_listing_that_is_not_held_is_named(tmp_path: Path) -> None:
    said = refusal(tmp_path, "confirmed:\n- {listings: [us_ofac_sdn:1, us_ofac_sdn:2], why: one}")
    assert "us_ofac_sdn:2" in said
    assert "confirmed, decision 1" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a", "under 'confirmed:' and 'refused:'"),
        ("joined: []", "under 'confirmed:' and 'refused:'"),
        ("confirmed: {a: 1}", "list of decisions"),
        ("confirmed: [us_ofac_sdn:1]", "write 'listings:' and 'why:'"),
        ("confirmed:\n- {listings: [us_ofac_sdn:1, eu_fsf:EU.1.2]}", "write 'listings:' and 'why:'"),
        ("confirmed:\n- {listings: us_ofac_sdn:1, why: x}", "write several"),
        ("confirmed:\n- {listings: [us_ofac_sdn:1], why: x}", "different listings"),
        ("confirmed:\n- {listings: [us_ofac_sdn:1, us_ofac_sdn:1], why: x}", "different listings"),
        (
            "refused:\n- {listings: [us_ofac_sdn:1, eu_fsf:EU.1.2, gb_hmt_sanctions:9], why: x}",
            "two different listings",
        ),
        ("refused:\n- {listings: [us_ofac_sdn:1, eu_fsf:EU.1.2], why: ' '}", "why"),
        (
            "refused:\n- {listings: [us_ofac_sdn:1, eu_fsf:EU.1.2], why: x, date: y}",
            "'by:' and 'decided_on:'",
        ),
        ("confirmed: [", "not YAML"),
        ("a: &a [x]\nb: *a", "anchors and aliases"),
        ("[" * 100_000, "not YAML"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: str, says: str) -> None:
    assert says in refusal(tmp_path, text)


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "parties.yml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_overrides(tmp_path / "parties.yml", lambda: HELD)


def test_a_file_too_large_to_be_written_by_people_is_refused(tmp_path: Path) -> None:
    (tmp_path / "parties.yml").write_bytes(b"#" * 5_000_000)
    with pytest.raises(UsageError, match="larger than"):
        read_overrides(tmp_path / "parties.yml", lambda: HELD)
