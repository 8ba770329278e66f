"""Other Information with labels inside, "(UN Ref):QDe.004. … (Gender):Male" → its labelled parts."""

import re
from collections.abc import Iterator

__all__ = ["labelled_parts"]

LABELS = (
    "UK Sanctions List Ref",
    "UN Ref",
    "UK Statement of Reasons",
    "Gender",
    "Phone number",
    "Website",
    "Email address",
    "Type of entity",
    "Business Reg No",
    "Parent company",
    "Subsidiaries",
    "IMO number",
    "Current owners",
    "Flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year built",
)
# Only these: the reasons themselves hold "(Tel):" and the like.
_LABEL = re.compile(rf"\(({'|'.join(LABELS)})\)\s*:", re.IGNORECASE)
_CANONICAL = {label.casefold(): label for label in LABELS}


def labelled_parts(text: str) -> Iterator[tuple[str, str]]:
    """Label and text of each part in order, blank parts left out; the label is "" before the first."""
    lead, *rest = _LABEL.split(text)
    if lead.strip():
        yield "", lead.strip()
    for label, part in zip(rest[::2], rest[1::2], strict=True):
        if part.strip():
            yield _CANONICAL[label.casefold()], part.strip()
