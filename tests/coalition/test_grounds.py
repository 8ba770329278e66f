"""The same party on other grounds: programmes of other subjects, and texts side by side."""

from support.coalition import asked, compared, history, party, since

from ostrakon.coalition import Text

US, OFSI = "us_ofac_sdn:1", "gb_hmt_sanctions:1"


def printed(reasons):
    return lambda listing: Text(listing, ("SYRIA",), ("EO 13573",), reasons.get(listing, ()))


def grounds(us, reasons=None):
    held = history({US: us, OFSI: since("2011-05-24")})
    return compared([party(US, OFSI)], held, asked("us", "gb"), text_of=printed(reasons or {})).grounds


def test_programmes_of_different_subjects_are_side_by_side():
    (one,) = grounds(since("2005-06-29", "NPWMD"))
    assert one.subjects == {"us": ("Weapons of mass destruction",), "gb": ("syria",)}
    assert [text.listing for text in one.texts["us"]] == [US]


def test_the_same_subject_without_texts_is_no_difference():
    assert grounds(since("2011-05-18")) == ()


def test_two_texts_on_the_same_subject_are_side_by_side():
    (one,) = grounds(since("2011-05-18"), {US: ("Official.",), OFSI: ("President.",)})
    assert [text.reasons for of_issuer in one.texts.values() for text in of_issuer] == [
        ("Official.",),
        ("President.",),
    ]


def test_a_programme_that_is_not_stated_is_no_other_one():
    assert grounds(since("2011-05-18"), {US: ("Official.",)}) == ()
