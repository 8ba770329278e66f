"""Arrays by name in one file, mapped into memory: opening it reads its first page alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["Columns", "read_columns", "write_columns"]

Columns = dict[str, NDArray[Any]]

_FILE = "columns.bin"
_MAGIC = b"ostrakon"
_ALIGNED = 64  # bytes: a cache line, and more than any element needs


class _Column(msgspec.Struct, frozen=True):
    type: str  # as numpy writes it, "<u4"
    start: int  # bytes from the end of the header
    count: int


def write_columns(columns: Mapping[str, NDArray[Any]], folder: Path) -> None:
    header: dict[str, _Column] = {}
    end = 0
    for name, column in columns.items():
        header[name] = _Column(column.dtype.str, end, len(column))
        end = _aligned(end + column.nbytes)
    encoded = msgspec.json.encode(header, order="deterministic")
    with (folder / _FILE).open("wb") as file:
        file.write(_MAGIC + len(encoded).to_bytes(8, "little") + encoded)
        file.write(bytes(_aligned(file.tell()) - file.tell()))
        for column in columns.values():
            file.write(np.ascontiguousarray(column).tobytes())
            file.write(bytes(_aligned(file.tell()) - file.tell()))


def read_columns(folder: Path) -> Columns:
    """The arrays, read-only. Raises OSError or ValueError for a file that is absent, damaged or cut off."""
    # A plain view of the mapping: slicing numpy's own memmap type takes five times as long.
    whole = np.asarray(np.memmap(folder / _FILE, np.uint8, "r"))
    if whole[:8].tobytes() != _MAGIC:
        raise ValueError(f"{folder / _FILE}: no index")
    length = int.from_bytes(whole[8:16].tobytes(), "little")
    header = msgspec.json.decode(whole[16 : 16 + length].tobytes(), type=dict[str, _Column])
    body = whole[_aligned(16 + length) :]
    columns = {}
    for name, column in header.items():
        dtype = np.dtype(column.type)
        end = column.start + column.count * dtype.itemsize
        if end > len(body):
            raise ValueError(f"{folder / _FILE}: cut off inside {name}")
        columns[name] = body[column.start : end].view(dtype)
    return columns


def _aligned(position: int) -> int:
    return -(-position // _ALIGNED) * _ALIGNED
