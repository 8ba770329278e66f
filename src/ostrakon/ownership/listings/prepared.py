"""A network that was built before → read back, instead of reading every list again."""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from ostrakon.ownership.network import Network

__all__ = ["prepared"]

# Moves when what is read out of the lists, or the form of the file, does.
_NETWORK_VERSION = "network-4"


def prepared(folder: Path, made_of: object, build: Callable[[], Network]) -> Network:
    """The network of `made_of` (whatever it depends on) from `folder`, else built and kept there.

    Derived data: a file that cannot be read is made again, one that cannot be written is not kept.
    """
    digest = sha256(msgspec.json.encode(made_of, order="deterministic")).hexdigest()
    file = folder / _NETWORK_VERSION / f"{digest[:24]}.msgpack"
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=Network)
    except (OSError, msgspec.DecodeError):
        network = build()
    with suppress(OSError):  # it will be built again
        _write(file, msgspec.msgpack.encode(network))
    return network


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all: another process may read it meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as temporary:
        temporary.write(content)
    Path(temporary.name).replace(file)
