"""What a word, a number or a whole name is found by."""

import hashlib
from collections.abc import Iterator

__all__ = ["identifier_key", "key_hash", "near_skeletons"]

# A skeleton of three consonants less one is two: too many words share it.
_SHORTEST_WITH_NEAR = 4


def key_hash(key: str) -> int:
    """64 bits, the same on every machine and day."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def near_skeletons(skeleton: str) -> Iterator[str]:
    """The skeleton with one consonant left out: two words one slip apart share at least one."""
    if len(skeleton) >= _SHORTEST_WITH_NEAR:
        for position in range(len(skeleton)):
            yield skeleton[:position] + skeleton[position + 1 :]


def identifier_key(value: str) -> str:
    """Letters and digits of a number, upper case: "D-1903 " and "d1903" are one."""
    return "".join(character for character in value.upper() if character.isalnum())
