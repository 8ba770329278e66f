"""What a hit needs of its listing, packed so that one is read in microseconds."""

import zlib
from collections.abc import Iterable

import msgspec
import numpy as np
from msgspec.structs import replace

from ostrakon.matching.index.columns import Columns
from ostrakon.model import Address, Listing

__all__ = ["Heads", "head_columns", "head_of"]

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Listing)
# Heads repeat the same words; a dictionary of a few of them packs each alone three times smaller.
_DICTIONARY_BYTES = 16_384


def head_of(listing: Listing) -> Listing:
    """The listing without its prose: what names it, dates it, and speaks for or against a match."""
    return replace(
        listing,
        names=tuple(name for name in listing.names if name.text == listing.name)[:1],
        titles=(),
        positions=(),
        addresses=tuple(
            Address("", country=country)
            for country in dict.fromkeys(address.country for address in listing.addresses if address.country)
        ),
        relations=(),
        reasons=(),
        notes=(),
        properties=(),
    )


class Heads:
    """Read-only sequence of heads; nothing is read before it is asked for."""

    def __init__(self, columns: Columns) -> None:
        self._dictionary = columns["heads.dictionary"].tobytes()
        self._offsets = columns["heads.offsets"]
        self._bytes = columns["heads.bytes"]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, position: int) -> Listing:
        packed = self._bytes[self._offsets[position] : self._offsets[position + 1]].tobytes()
        return _decoder.decode(zlib.decompressobj(zdict=self._dictionary).decompress(packed))


def head_columns(listings: Iterable[Listing]) -> Columns:
    """Each head packed alone, where it begins, and the dictionary they are packed with."""
    encoded = [_encoder.encode(head_of(listing)) for listing in listings]
    step = max(len(encoded) // 40, 1)
    dictionary = b"".join(encoded[::step])[-_DICTIONARY_BYTES:]
    packed = []
    for head in encoded:
        packer = zlib.compressobj(9, zdict=dictionary)
        packed.append(packer.compress(head) + packer.flush())
    offsets = np.zeros(len(packed) + 1, np.uint32)
    np.cumsum([len(head) for head in packed], out=offsets[1:])
    return {
        "heads.dictionary": np.frombuffer(dictionary, np.uint8),
        "heads.offsets": offsets,
        "heads.bytes": np.frombuffer(b"".join(packed), np.uint8),
    }
