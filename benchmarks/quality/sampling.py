"""Chance that comes out the same on every machine and day, whatever else was drawn before."""

import hashlib
import random
from typing import Literal

__all__ = ["Half", "chance", "half_of"]

# Weights and thresholds are tuned on one half and reported on the other.
Half = Literal["tune", "test"]


def chance(seed: int, *words: str) -> random.Random:
    """A generator of its own for `words`: adding a class does not change what another one draws."""
    return random.Random(_number(f"{seed}", *words))  # noqa: S311 (no secret is made here)


def half_of(key: str) -> Half:
    """The half a listing (or a negative, by its text) belongs to, in every class and for every seed."""
    return "tune" if _number(key) % 2 else "test"


def _number(*words: str) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).digest(), "little")
