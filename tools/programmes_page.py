"""`lists/data/programmes.yml` → the tables of docs/reference/programmes.md, so that the page is never behind.

python -m tools.programmes_page         writes the tables anew, between the page's two marks
"""

from pathlib import Path

from ostrakon.lists.programmes import ISSUERS, LegalAct, Programme, families, programmes, sources

__all__ = ["PAGE", "tables", "with_tables"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "programmes.md"
_BEGIN = "<!-- tables: written by `python -m tools.programmes_page`, not by hand -->"
_END = "<!-- end of tables -->"
_TITLES = {"us": "United States", "gb": "United Kingdom", "eu": "European Union", "un": "United Nations"}


def tables() -> str:
    """The families, each issuer's programmes, and the sources."""
    lines = ["### Families", "", "| Family | Subject | Issuers |", "|---|---|---|"]
    for name, title in families().items():
        issuers = [i for i in ISSUERS if any(row.issuer == i and row.family == name for row in programmes())]
        lines.append(f"| `{name}` | {title} | {', '.join(issuers)} |")
    for issuer in ISSUERS:
        lines += [
            "",
            f"### {_TITLES[issuer]}",
            "",
            "| Codes | Programme | Family | Acts |",
            "|---|---|---|---|",
        ]
        lines += [_row(row) for row in programmes() if row.issuer == issuer]
    lines += ["", "### Sources", "", "| Key | Source |", "|---|---|"]
    lines += [f"| `{key}` | {text} |" for key, text in sources().items()]
    return "\n".join(lines)


def with_tables(page: str) -> str:
    """`page` with the tables of today between its marks."""
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    return f"{before}{_BEGIN}\n\n{tables()}\n\n{_END}{after}"


def _row(row: Programme) -> str:
    codes = ", ".join(f"`{code}`" for code in row.codes) or "none"
    family = f"`{row.family}`" if row.family else ""
    family += "" if row.counterpart else " (no counterpart)"
    ended = f"; ended by {row.ended_by}" if row.ended_by else ""
    return f"| {codes} | {row.title} | {family} | {'; '.join(map(_act, row.acts))}{ended} |"


def _act(act: LegalAct) -> str:
    days = [
        f"{word} {day}"
        for word, day in (
            ("adopted", act.adopted),
            ("published", act.published),
            ("in effect from", act.start),
            ("until", act.until),
        )
        if day is not None
    ]
    return f"{act.act} ({', '.join([*days, f'`{act.source}`'])})"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
