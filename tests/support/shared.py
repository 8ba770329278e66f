"""The issuers' real files, read in place; a test that needs one is skipped where they are absent."""

from pathlib import Path

import pytest

__all__ = ["SHARED_LISTS", "seed_text", "shared_files", "shared_list"]

SHARED_LISTS = Path(__file__).parents[3] / "shared" / "lists"


def shared_list(path: str) -> Path:
    """`path` such as "un_sc_sanctions/2026-08-01/consolidated.xml.gz"."""
    file = SHARED_LISTS / path
    if not file.exists():
        pytest.skip(f"the real file {path} is not on this machine")
    return file


def shared_files() -> dict[Path, tuple[int, int]]:
    """Size and time of change of every real file: what no test may alter."""
    stats = {path: path.stat() for path in sorted(SHARED_LISTS.rglob("*")) if path.is_file()}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}


def seed_text() -> bytes:
    """The news report that the project began with."""
    file = SHARED_LISTS.parent / "seed" / "000_5f77900cc0770e53.txt"
    if not file.exists():
        pytest.skip("the report that the project began with is not on this machine")
    return file.read_bytes()
