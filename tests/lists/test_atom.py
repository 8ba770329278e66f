"""The Atom feed is well-formed, has what RFC 4287 asks for, and stays the same when made again."""

from datetime import date
from pathlib import Path

from lxml import etree
from msgspec.structs import replace
from support.homes import home_with
from support.listings import company, person

from ostrakon.lists.atom import atom_feed
from ostrakon.lists.changes import Diff

ATOM = {"a": "http://www.w3.org/2005/Atom"}
VANTU = person("1", "Orik VANTU")


def made(home: Path) -> Diff:
    renamed = person("1", "Orik VANTU", "Oric <b>VANTOU</b>")
    before = [VANTU, company("2", "GOES & COMPANY")]
    after = [renamed, company("3", "COMES\x1b[2J")]
    days = {date(2025, 5, 29): before, date(2025, 7, 1): after}
    engine = home_with(home, {"us_ofac_sdn": days})
    return engine.diff("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01")


def test_the_feed_has_an_entry_per_change(tmp_path: Path) -> None:
    feed = etree.fromstring(atom_feed(made(tmp_path)))
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles == [
        "Added: COMES\N{REPLACEMENT CHARACTER}[2J (us_ofac_sdn:3)",
        "Changed: Orik VANTU (us_ofac_sdn:1)",
        "Removed: GOES & COMPANY (us_ofac_sdn:2)",
    ]
    contents = feed.xpath("a:entry/a:content/text()", namespaces=ATOM)
    assert "aliases; now: Oric <b>VANTOU</b> (alias; strong)\nMaterial to matching." in contents[1]


def test_feed_and_entries_have_what_the_standard_asks_for(tmp_path: Path) -> None:
    feed = etree.fromstring(atom_feed(made(tmp_path)))
    for element in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
    ids = feed.xpath("//a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids) == 4
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    assert feed.find("a:updated", ATOM).text == "2025-07-01T00:00:00+00:00"
    assert feed.find("a:author/a:name", ATOM).text == "Ostrakon"


def test_a_choice_of_the_changes_is_another_feed_of_the_same_entries(tmp_path: Path) -> None:
    whole = made(tmp_path)
    chosen = replace(whole, added=(), removed=(), kind="Person", programme="SY*")
    feeds = [etree.fromstring(atom_feed(found)) for found in (whole, chosen)]
    assert len({feed.findtext("a:id", namespaces=ATOM) for feed in feeds}) == 2
    assert len({feed.findtext("a:title", namespaces=ATOM) for feed in feeds}) == 2
    ids = [set(feed.xpath("a:entry/a:id/text()", namespaces=ATOM)) for feed in feeds]
    assert len(ids[1]) == 1
    assert ids[1] < ids[0]


def test_the_same_change_has_the_same_id_each_time(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert atom_feed(found) == atom_feed(found)
    assert atom_feed(found) != atom_feed(replace(found, after=replace(found.after, name="other")))
