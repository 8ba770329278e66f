"""`matching/scoring/weights.py` → the tables of docs/reference/weights.md, so that the page is never behind.

python -m tools.weights_page            writes the tables anew, between the page's two marks
"""

import re
from pathlib import Path

from ostrakon.matching.scoring import weights

__all__ = ["PAGE", "tables", "with_tables"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "weights.md"
_BEGIN = "<!-- tables: written by `python -m tools.weights_page`, not by hand -->"
_END = "<!-- end of tables -->"
_HEADING = re.compile(r"# --- (.+?) -+$")
_NUMBER = re.compile(r"(\w+)(?:: \w+)? = ([^#]+?)\s*(?:# (.+))?$")


def tables() -> str:
    """One table per section of the module: each number by name, its value, and the comment beside it.

    SystemExit where the module holds a number that no line states: then this reading of it is too simple.
    """
    values = {field: getattr(weights.WEIGHTS, field) for field in weights.Weights.__struct_fields__}
    values |= {
        name: getattr(weights, name) for name in weights.__all__ if name.isupper() and name != "WEIGHTS"
    }
    lines: list[str] = []
    told: set[str] = set()
    for line in Path(weights.__file__).read_text("utf-8").splitlines():
        stripped = line.strip()
        if heading := _HEADING.match(stripped):
            title = heading[1][0].upper() + heading[1][1:]
            lines += ["", f"### {title}", "", "| Name | Value | Meaning |", "|---|---|---|"]
        elif (number := _NUMBER.match(stripped)) and number[1] in values:
            told.add(number[1])
            meaning = (number[3] or "…").replace("|", "\\|")
            lines.append(f"| `{number[1]}` | {values[number[1]]} | {meaning} |")
    if missing := values.keys() - told:
        raise SystemExit(f"{weights.__file__}: no line `name = value  # meaning` for {sorted(missing)}")
    return "\n".join(lines).strip()


def with_tables(page: str) -> str:
    """`page` with the tables of today between its marks."""
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    return f"{before}{_BEGIN}\n\n{tables()}\n\n{_END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
