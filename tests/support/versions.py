"""List versions by hand, for what compares them without reading any."""

import hashlib
from datetime import date

from ostrakon.lists.moments import start_of_day
from ostrakon.model import Capture, ListVersion

__all__ = ["list_version"]


def list_version(
    day: str,
    layout: str = "advanced XML",
    *,
    dataset: str = "us_ofac_sdn",
    sha256: str | None = None,
    remarks: tuple[str, ...] = (),
) -> ListVersion:
    captured_at = start_of_day(date.fromisoformat(day))
    digest = sha256 or hashlib.sha256(f"{dataset} {day}".encode()).hexdigest()
    return ListVersion(
        dataset=dataset,
        name=day,
        layout=layout,
        published_on=None,
        captured_at=captured_at,
        captured_basis="given",
        imported_at=captured_at,
        captures=(Capture(digest, 1, "list", captured_at, "given", captured_at),),
        entries={},
        names=0,
        remarks=remarks,
    )
