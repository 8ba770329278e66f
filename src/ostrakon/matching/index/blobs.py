"""Many short byte strings in one mapped file, with an array of offsets."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["Blobs", "write_blobs"]


class Blobs:
    """Read-only sequence of byte strings; nothing is read before it is asked for."""

    def __init__(self, folder: Path, name: str) -> None:
        self._offsets: NDArray[np.int64] = np.asarray(np.load(folder / f"{name}.offsets.npy", mmap_mode="r"))
        path = folder / f"{name}.blob"
        self._bytes: NDArray[np.uint8] = (
            np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
            if path.stat().st_size
            else np.zeros(0, np.uint8)
        )

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, position: int) -> bytes:
        start, end = self._offsets[position], self._offsets[position + 1]
        return self._bytes[start:end].tobytes()


def write_blobs(folder: Path, name: str, values: Iterable[bytes]) -> None:
    offsets = [0]
    with (folder / f"{name}.blob").open("wb") as file:
        for value in values:
            file.write(value)
            offsets.append(offsets[-1] + len(value))
    np.save(folder / f"{name}.offsets.npy", np.array(offsets, dtype=np.int64))
