"""OFAC's CSV parts as bytes, in the layout of the official files (facts 1.7), entries invented."""

from collections.abc import Iterable, Sequence

__all__ = ["NULL", "delimited", "quadruple"]

NULL = "-0- "


def delimited(rows: Iterable[Sequence[str]]) -> bytes:
    """One part: no header, every text quoted, CRLF, and a lone end-of-file character at the end."""
    lines = (",".join(_cell(cell) for cell in row) + "\r\n" for row in rows)
    return "".join(lines).encode() + b"\x1a"


def quadruple(parties: int) -> dict[str, bytes]:
    """The four parts of one edition, people and a ship in turn; the remarks of the first go on."""
    primary, addresses, aliases, comments = [], [], [], []
    for number in range(1, parties + 1):
        ent_num = str(1000 + number)
        primary.append(_ship(ent_num) if number % 5 == 0 else _person(ent_num))
        addresses.append([ent_num, str(2000 + number), "1 Test Street", "Damascus", "Syria", NULL])
        aliases.append([ent_num, str(3000 + number), "aka", f"VANTOU {number}, Orik", NULL])
    longest = f"DOB 11 Sep 1965; {'nationality Syria; Passport X1 (Syria); ' * 30}"
    primary[0] = [*primary[0][:-1], longest[:1000]]
    comments.append(["1001", longest[1000:] + "Gender Male."])
    return {
        "sdn.csv": delimited(primary),
        "add.csv": delimited(addresses),
        "alt.csv": delimited(aliases),
        "sdn_comments.csv": delimited(comments),
    }


def _person(ent_num: str) -> list[str]:
    remarks = (
        "DOB 11 Sep 1965; alt. DOB circa 1958; POB Damascus, Syria; nationality Syria; Gender Male; "
        f"Passport D{ent_num} (Syria) expires 17 Feb 2020; a.k.a. 'ORIK'; Linked To: NOWHERE TRADING."
    )
    return [
        *(ent_num, f"VANTU {ent_num}, Orik", "individual", "SDGT] [SYRIA", "Colonel"),
        *[NULL] * 6,
        remarks,
    ]


def _ship(ent_num: str) -> list[str]:
    remarks = "Vessel Registration Identification IMO 9074729; MMSI 422000000 (vessel)."
    return [
        *(ent_num, f"GREY HERON {ent_num}", "vessel", "IRAN", NULL, "EPBS2", "Crude Oil Tanker"),
        *("99144", "56068", "Iran", "Nowhere Shipping", remarks),
    ]


def _cell(text: str) -> str:
    """Numbers and null marks are not quoted."""
    return text if text.isdecimal() or text == NULL else '"' + text.replace('"', '""') + '"'
