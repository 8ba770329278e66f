"""A file of a list, damaged the ways files get damaged or are forged; the same seed, the same damage."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

__all__ = ["MUTATIONS", "mutated", "mutated_edition"]

_Mutation = Callable[[bytes, random.Random], bytes]

_DIGITS = re.compile(rb"\d+")
_QUOTED = re.compile(rb'"[^"<>\r\n]{0,80}"')
_START_TAG = re.compile(rb"<([A-Za-z][\w.:]*)\b[^>]*>")
_ODD_NUMBERS = (
    *(b"", b"0", b"00", b"-1", b"13", b"32", b"9999", b"20161016", b"1e9", b"9" * 30, b"9" * 5000),
    *("²".encode(), "٣".encode(), "１２".encode(), b"NaN", b"1.5"),
)
_ODD_TEXTS = (
    *(b"", b" ", b"\n", b";", b"|", b"-", b"(", b"UNKNOWN", b"x" * 5000, "\u202f\u2028\x85".encode()),
    *("\ufeff".encode(), "مجهول".encode(), b"&lt;b&gt;", b"&amp;amp;", b"&#0;", b"&#xD800;", b"%s", b"{}"),
)
_LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(20)
)


def mutated(content: bytes, seed: str, *, others: Sequence[bytes] = ()) -> bytes:
    """`content` with one to three kinds of damage; `others` are files of other lists, to be swapped for."""
    chance = random.Random(seed)
    if others and chance.random() < 0.02:
        return chance.choice(others)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(MUTATIONS)(content, chance)
    return content


def mutated_edition(
    files: Mapping[str, bytes], seed: str, *, others: Sequence[bytes] = ()
) -> Mapping[str, bytes]:
    """As `mutated`, for one file of an edition that consists of several."""
    name = random.Random(f"which {seed}").choice(sorted(files))
    return {**files, name: mutated(files[name], seed, others=others)}


# --- damage in transit -------------------------------------------------------------------------------


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance)]


def _cut_at_a_line(content: bytes, chance: random.Random) -> bytes:
    return content[: content.rfind(b"\n", 0, _place(content, chance)) + 1]


def _cut_in_front(content: bytes, chance: random.Random) -> bytes:
    return content[_place(content, chance) :]


def _emptied(_content: bytes, _chance: random.Random) -> bytes:
    return b""


def _bytes_flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(min(len(damaged), chance.choice((1, 1, 2, 5, 20)))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _nul_bytes(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return content[:place] + bytes(chance.choice((1, 4096))) + content[place:]


def _block_removed(content: bytes, chance: random.Random) -> bytes:
    start, end = _block(content, chance)
    return content[:start] + content[end:]


def _block_doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = _block(content, chance)
    return content[:end] + content[start:]


def _joined_to_itself(content: bytes, _chance: random.Random) -> bytes:
    return content * 2


def _page_of_an_error(_content: bytes, _chance: random.Random) -> bytes:
    return b"<!DOCTYPE html>\n<html><head><title>503</title></head><body>Service Unavailable</body></html>"


# --- wrong encoding ----------------------------------------------------------------------------------


def _encoded_again(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-be", "cp1251", "cp1252", "utf-7", "shift-jis")), "replace"
    )


def _declared_otherwise(content: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice((b"ISO-8859-1", b"UTF-16", b"windows-1251", b"x-none", b""))
    return re.sub(rb"(encoding=.)[\w-]+", rb"\g<1>" + encoding, content, count=1)


def _read_as_windows_1252(content: bytes, _chance: random.Random) -> bytes:
    return content.decode("cp1252", "replace").encode()


# --- wrong structure ---------------------------------------------------------------------------------


def _line_doubled(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    number = chance.randrange(len(lines)) if lines else 0
    return b"".join([*lines[: number + 1], *lines[number:]])


def _line_removed(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    number = chance.randrange(len(lines)) if lines else 0
    return b"".join([*lines[:number], *lines[number + 1 :]])


def _element_doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = _element(content, chance)
    return content[:end] + content[start:]


def _element_removed(content: bytes, chance: random.Random) -> bytes:
    start, end = _element(content, chance)
    return content[:start] + content[end:]


def _element_emptied(content: bytes, chance: random.Random) -> bytes:
    start, end = _element(content, chance)
    whole = content[start:end]
    inner = re.sub(rb"(?s)>.*<", b"><", whole) if whole.count(b">") > 1 else whole
    return content[:start] + inner + content[end:]


def _element_renamed(content: bytes, chance: random.Random) -> bytes:
    start, end = _element(content, chance)
    found = _START_TAG.match(content, start)
    if found is None:
        return content
    return content[:start] + content[start:end].replace(found[1], b"Renamed") + content[end:]


def _delimiter_changed(content: bytes, chance: random.Random) -> bytes:
    place = content.find(chance.choice((b",", b";", b'"', b"\n")), _place(content, chance))
    return content[:place] + chance.choice((b",", b";", b'"', b"\t", b"\n")) + content[place + 1 :]


# --- wrong values ------------------------------------------------------------------------------------


def _number_changed(content: bytes, chance: random.Random) -> bytes:
    return _replaced(_DIGITS, content, chance, chance.choice(_ODD_NUMBERS))


def _numbers_changed(content: bytes, chance: random.Random) -> bytes:
    for _ in range(20):
        content = _number_changed(content, chance)
    return content


def _value_changed(content: bytes, chance: random.Random) -> bytes:
    return _replaced(_QUOTED, content, chance, b'"' + chance.choice(_ODD_TEXTS) + b'"')


def _text_changed(content: bytes, chance: random.Random) -> bytes:
    texts = re.compile(rb"(?<=>)[^<>\r\n]{1,80}(?=<)")
    return _replaced(texts, content, chance, chance.choice(_ODD_TEXTS))


# --- forgery -----------------------------------------------------------------------------------------


def _entity_injected(content: bytes, chance: random.Random) -> bytes:
    declaration = b"<!DOCTYPE x [<!ENTITY x %s>]>" % chance.choice(
        (b'"injected"', b'SYSTEM "file:///etc/hostname"', b'SYSTEM "http://127.0.0.1:9/x"')
    )
    return _with_doctype(_with_reference(content, chance, b"&x;"), declaration)


def _billion_laughs(content: bytes, chance: random.Random) -> bytes:
    return _with_doctype(_with_reference(content, chance, b"&t;"), _LAUGHS)


def _reference_to_nothing(content: bytes, chance: random.Random) -> bytes:
    return _with_reference(content, chance, b"&nothing;")


MUTATIONS: tuple[_Mutation, ...] = (
    _cut,
    _cut_at_a_line,
    _cut_in_front,
    _emptied,
    _bytes_flipped,
    _nul_bytes,
    _block_removed,
    _block_doubled,
    _joined_to_itself,
    _page_of_an_error,
    _encoded_again,
    _declared_otherwise,
    _read_as_windows_1252,
    _line_doubled,
    _line_removed,
    *[_element_doubled, _element_removed, _element_emptied, _element_renamed] * 2,
    *[_delimiter_changed] * 2,
    *[_number_changed, _numbers_changed, _value_changed, _text_changed] * 3,
    _entity_injected,
    _billion_laughs,
    _reference_to_nothing,
)


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _block(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = _place(content, chance)
    return start, min(len(content), start + chance.choice((1, 10, 200, 5000)))


def _element(content: bytes, chance: random.Random) -> tuple[int, int]:
    """Where a random element begins and ends; nothing at all in a file without any."""
    found = _START_TAG.search(content, _place(content, chance)) or _START_TAG.search(content)
    if found is None:
        return 0, 0
    closing = b"</" + found[1] + b">"
    end = content.find(closing, found.end())
    if found[0].endswith(b"/>") or end < 0:
        return found.span()
    return found.start(), end + len(closing)


def _replaced(pattern: re.Pattern[bytes], content: bytes, chance: random.Random, new: bytes) -> bytes:
    found = pattern.search(content, _place(content, chance)) or pattern.search(content)
    if found is None:
        return content
    return content[: found.start()] + new + content[found.end() :]


def _with_reference(content: bytes, chance: random.Random, reference: bytes) -> bytes:
    return _replaced(re.compile(rb'(?<=[>"])(?=[^<>"]*[<"])'), content, chance, reference)


def _with_doctype(content: bytes, declaration: bytes) -> bytes:
    end = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    return content[:end] + declaration + content[end:]
