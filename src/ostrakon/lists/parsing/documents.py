"""One uncompressed file on disk, as a reader sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

__all__ = ["Document"]

_HEAD_BYTES = 65536


class Document(Struct, frozen=True):
    """`name` is the name it came under (without .gz and the like); `path` its plain content."""

    name: str
    path: Path

    @property
    def head(self) -> bytes:
        """The first 64 KiB, for recognition."""
        with self.path.open("rb") as file:
            return file.read(_HEAD_BYTES)

    @property
    def size_bytes(self) -> int:
        return self.path.stat().st_size

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        with self.path.open("rb") as file:
            yield file

    def read(self) -> bytes:
        return self.path.read_bytes()
