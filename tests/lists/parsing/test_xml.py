"""XML one element at a time: hostile constructs refused, odd bytes counted, memory bounded."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, children, elements, local_name, root_of, text_of

Write = Callable[[bytes], Document]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: bytes) -> Document:
        path = tmp_path / "list.xml"
        path.write_bytes(content)
        return Document("list.xml", path)

    return written


def texts(document: Document, doubts: Doubts | None = None) -> list[str]:
    return [text_of(element) for _, element in elements(document, ["entry"], doubts or Doubts())]


# --- what is read ------------------------------------------------------------------------------------


def test_elements_come_in_file_order_whatever_their_namespace(write: Write) -> None:
    document = write(
        b'<list xmlns="http://one"><entry>1</entry><x:entry xmlns:x="http://two">2</x:entry>'
        b"<other/><part>3</part><entry>4</entry></list>"
    )
    found = [(name, text_of(element)) for name, element in elements(document, ["entry", "part"], Doubts())]
    assert found == [("entry", "1"), ("entry", "2"), ("part", "3"), ("entry", "4")]


def test_an_element_is_whole_when_its_turn_comes_and_freed_after_it(write: Write) -> None:
    document = write(b"<list>" + b"".join(b"<entry><a>%d</a></entry>" % n for n in range(5)) + b"</list>")
    kept = []
    for number, (_, element) in enumerate(elements(document, ["entry"], Doubts())):
        assert [(name, text_of(child)) for name, child in children(element)] == [("a", str(number))]
        kept.append(element)
    assert all(len(element) == 0 for element in kept)


def test_blanks_and_line_breaks_fold(write: Write) -> None:
    assert texts(write("<l><entry> a\r\n\t b\N{NO-BREAK SPACE}c </entry><entry/></l>".encode())) == [
        "a b c",
        "",
    ]
    assert text_of(None) == ""


def test_comments_and_instructions_do_not_cut_a_text_in_two(write: Write) -> None:
    assert texts(write(b"<l><!-- x --><entry>AL-<!-- no -->ASSAD<?php no ?>, Bashar</entry></l>")) == [
        "AL-ASSAD, Bashar"
    ]


def test_character_data_and_the_five_entities_are_text(write: Write) -> None:
    assert texts(write(b"<l><entry><![CDATA[<b>]]> &amp; &lt;&#x41;</entry></l>")) == ["<b> & <A"]


def test_a_byte_order_mark_is_no_part_of_the_file(write: Write) -> None:
    document = write(b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?><l><entry>1</entry></l>')
    assert texts(document) == ["1"]
    assert root_of(document) == ("l", {})


def test_a_control_byte_is_replaced_and_counted(write: Write) -> None:
    doubts = Doubts()
    assert texts(write(b"<l><entry>Qa\x19ida \x01</entry></l>"), doubts) == ["Qa\ufffdida \ufffd"]
    assert doubts.counts == {"control byte replaced": 2}


def test_the_root_is_known_from_the_head_alone(write: Write) -> None:
    document = write(
        b'<?xml version="1.0"?>\n<!-- c --><s:list xmlns:s="http://x" date="1"><entry>' + b"x" * 70_000
    )
    assert root_of(document) == ("list", {"date": "1"})


@pytest.mark.parametrize(
    "content", [b"", b"plain text", b"{}", b"a,b\r\n1,2", b"PK\x03\x04", b"\xff\xfe<\0", b"<"]
)
def test_what_is_no_xml_has_no_root(content: bytes, write: Write) -> None:
    assert root_of(write(content)) is None


# --- what is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"plain text",
        b"<l><entry>1</entry>",
        b"<l><entry>1</entry></m>",
        b"<l><entry>1</l></entry>",
        b"<l><entry>1</entry></l><l/>",
        b"<l><entry>&unknown;</entry></l>",
        b"<l><entry a='1' a='2'/></l>",
        b"<l><entry>1\x00</entry></l>",
        b"<l><entry>\xff\xfe</entry></l>",
        b"<l><entry>\xed\xa0\x80</entry></l>",
        b"<l>" + b"<deep>" * 300 + b"</deep>" * 300 + b"</l>",
    ],
)
def test_what_is_not_well_formed_is_refused_with_file_and_line(content: bytes, write: Write) -> None:
    with pytest.raises(SourceError, match=r"^list\.xml, line \d+: "):
        texts(write(content))


@pytest.mark.parametrize(
    "declaration",
    [
        b"<!DOCTYPE l>",
        b'<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE l [<!ENTITY x "sanctioned">]>',
        b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE l [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
    ],
)
@pytest.mark.parametrize("body", [b"<l><entry>1</entry></l>", b"<l><entry>&x;</entry></l>", b"<l/>"])
def test_a_dtd_is_refused_and_no_entity_of_it_read(declaration: bytes, body: bytes, write: Write) -> None:
    with pytest.raises(SourceError, match=r"list\.xml"):
        texts(write(b'<?xml version="1.0"?>' + declaration + body))


@pytest.mark.parametrize("place", [b"<entry>&z;</entry>", b"<entry a='&z;'/>"])
def test_a_billion_laughs_are_refused_at_once(place: bytes, write: Write) -> None:
    levels = b"".join(
        b"<!ENTITY %c '%s'>" % (ord("a") + n + 1, b"&%c;" % (ord("a") + n) * 10) for n in range(25)
    )
    document = write(b"<!DOCTYPE l [<!ENTITY a 'ha'>" + levels + b"]><l>" + place + b"</l>")
    started = time.monotonic()
    with pytest.raises(SourceError, match=r"list\.xml"):
        texts(document)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-16-LE", "UTF-32"])
def test_another_width_of_unicode_is_refused(encoding: str, write: Write) -> None:
    with pytest.raises(SourceError, match=r"list\.xml"):
        texts(write('<?xml version="1.0"?><l><entry>1</entry></l>'.encode(encoding)))


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1251", "UTF-7", "no such thing", ""])
def test_a_declaration_of_another_encoding_is_refused(encoding: str, write: Write) -> None:
    with pytest.raises(SourceError, match=r"list\.xml"):
        texts(write(f"<?xml version='1.0' encoding='{encoding}'?><l><entry>é</entry></l>".encode()))


def test_an_attribute_or_a_text_of_eleven_million_characters_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match=r"list\.xml"):
        texts(write(b"<l><entry>" + b"x" * 11_000_000 + b"</entry></l>"))


def test_a_flood_of_what_nobody_asked_for_is_refused_before_it_fills_the_memory(write: Write) -> None:
    document = write(b"<l><entry>1</entry>" + b"<other/>" * 3_000_000 + b"</l>")
    with pytest.raises(SourceError, match=r"list\.xml: 16,777,216 bytes without an entry"):
        texts(document)


def test_a_list_may_be_as_long_as_it_likes(write: Write) -> None:
    entry = b"<entry>" + b"x" * 1_000_000 + b"</entry>"
    assert len(texts(write(b"<l>" + entry * 40 + b"</l>"))) == 40


def test_very_many_control_bytes_are_counted_at_once(write: Write) -> None:
    doubts = Doubts()
    texts(write(b"<l>" + (b"<entry>" + b"\x01" * 3_000_000 + b"</entry>") * 3 + b"</l>"), doubts)
    assert doubts.counts == {"control byte replaced": 9_000_000}
    assert doubts.places == {"control byte replaced": ["list.xml"] * 3}


@pytest.mark.parametrize("seed", range(200))
def test_changed_bytes_give_text_or_a_refusal(seed: int, write: Write) -> None:
    chance = random.Random(seed)
    content = bytearray(
        b'<?xml version="1.0" encoding="UTF-8"?><l>' + b"<entry a='1'>x</entry>" * 20 + b"</l>"
    )
    for _ in range(chance.randint(1, 5)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    document = write(bytes(content))
    root_of(document)
    try:
        assert all(isinstance(text, str) for text in texts(document))
    except SourceError:
        return


def test_the_local_name_leaves_the_namespace_out(write: Write) -> None:
    document = write(b'<l xmlns="http://one"><entry/></l>')
    assert [local_name(element) for _, element in elements(document, ["entry"], Doubts())] == ["entry"]
