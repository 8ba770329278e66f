"""What a number of a document, register, ship or wallet is found by."""

import hashlib

__all__ = ["identifier_key", "key_hash"]


def key_hash(key: str) -> int:
    """64 bits, the same on every machine and day."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def identifier_key(value: str) -> str:
    """Letters and digits of a number, upper case: "D-1903 " and "d1903" are one."""
    return "".join(character for character in value.upper() if character.isalnum())
