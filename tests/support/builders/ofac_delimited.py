"""OFAC's CSV parts as bytes, in the layout of the official files (facts 1.7), entries invented."""

__all__ = ["address", "alias", "comment", "part", "party"]

_NULL = "-0- "
Row = tuple[str | int | None, ...]


def party(
    number: int = 101,
    name: str = "MOSSO, Orik Vantu",
    kind: str | None = "individual",
    *,
    program: str | None = "SYRIA",
    title: str | None = None,
    vessel: tuple[str, str, str, str, str, str] | None = None,
    remarks: str | None = None,
) -> Row:
    """A row of sdn.csv; `kind` None is an entity. `vessel` is call sign, type, tonnage, gross
    registered tonnage, flag and owner."""
    return (number, name, kind, program, title, *(vessel or (None,) * 6), remarks)


def address(
    number: int = 101,
    add_num: int = 1,
    street: str | None = None,
    place: str | None = None,
    country: str | None = None,
    remarks: str | None = None,
) -> Row:
    """A row of add.csv; without values it stands for "no address"."""
    return (number, add_num, street, place, country, remarks)


def alias(
    number: int = 101,
    alt_num: int = 1,
    kind: str = "aka",
    name: str = "MOSO, Orik",
    remarks: str | None = None,
) -> Row:
    """A row of alt.csv."""
    return (number, alt_num, kind, name, remarks)


def comment(number: int, text: str) -> Row:
    """A row of sdn_comments.csv."""
    return (number, text)


def part(*rows: Row, end: bytes = b"\x1a") -> bytes:
    """A whole file: no header, all text quoted, CRLF, and the end-of-file character in the last line."""
    return b"".join(",".join(map(_cell, row)).encode() + b"\r\n" for row in rows) + end


def _cell(value: str | int | None) -> str:
    if value is None:
        return _NULL
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace('"', '""') + '"'
