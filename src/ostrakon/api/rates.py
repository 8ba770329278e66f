"""How often a key may ask, counted together by all workers in memory that they share."""

import math
import mmap
import multiprocessing
from struct import Struct

__all__ = ["Rates"]

_SLOT = Struct("dd")  # tokens left, and the second they were counted at
_SLOTS = 65_536  # keys beyond these share a slot with an older one
_PATIENCE_S = 0.05  # a worker that was killed while it counted must not stop the others


class Rates:
    """A bucket per key: a minute's requests fit in, and it fills at the key's rate."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _SLOT.size * _SLOTS)
        self._lock = multiprocessing.get_context("fork").Lock()

    def wait_s(self, key_id: int, rate_per_minute: int, now_s: float) -> int:
        """0 if the key may ask now, which is counted; else in how many seconds it may. `now_s` is of a clock
        that all workers share and that never goes back."""
        place = (key_id % _SLOTS) * _SLOT.size
        locked = self._lock.acquire(timeout=_PATIENCE_S)
        try:
            tokens, counted_at = _SLOT.unpack_from(self._memory, place)
            if counted_at == 0:
                tokens = float(rate_per_minute)
            per_second = rate_per_minute / 60
            tokens = min(tokens + max(now_s - counted_at, 0) * per_second, rate_per_minute)
            allowed = tokens >= 1
            _SLOT.pack_into(self._memory, place, tokens - allowed, now_s)
        finally:
            if locked:
                self._lock.release()
        return 0 if allowed else math.ceil((1 - tokens) / per_second)
