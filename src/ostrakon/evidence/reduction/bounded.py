"""`reduce_document` in a process of its own, with bounds on time and memory, for documents nobody trusts."""

import subprocess
import sys

import msgspec
from msgspec import Struct

from ostrakon.evidence.reduction.media import TEXT, media_type_of
from ostrakon.evidence.reduction.parts import ReductionError
from ostrakon.evidence.reduction.reducer import reduce_document
from ostrakon.model import ReducedText

__all__ = ["Outcome", "Task", "reduce_bounded"]

# A PDF of a thousand pages takes 60 s on one core.
_TIMEOUT_S = 180
_MEMORY_BYTES = 2 << 30
_NO_UNSAFE_PATH, _NO_BYTE_CODE = "-P", "-B"


class Task(Struct, frozen=True):
    """What the other process reads, as one line of JSON before the document's bytes."""

    media_type: str | None
    name: str
    memory_bytes: int
    cpu_s: int


class Outcome(Struct, frozen=True):
    """What it answers: the text, or why there is none."""

    reduced: ReducedText | None = None
    failure: str | None = None


def reduce_bounded(
    content: bytes, media_type: str | None = None, *, name: str = "", timeout_s: int = _TIMEOUT_S
) -> ReducedText:
    """As `reduce_document`; also raises ReductionError for a document that takes longer than `timeout_s`,
    more than 2 GiB of memory, or ends the process that reads it."""
    if media_type_of(content, media_type, name) == TEXT:
        return reduce_document(content, media_type, name=name)  # whose time and memory its length bounds
    task = msgspec.json.encode(Task(media_type, name, _MEMORY_BYTES, timeout_s))
    command = [sys.executable, _NO_UNSAFE_PATH, _NO_BYTE_CODE, "-m", "ostrakon.evidence.reduction.worker"]
    try:
        done = subprocess.run(  # noqa: S603 (ourselves)
            command, input=task + b"\n" + content, capture_output=True, timeout=timeout_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReductionError(f"takes longer than {timeout_s} s to read") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        raise ReductionError(f"ended the process that read it ({said or f'code {done.returncode}'})")
    outcome = msgspec.json.decode(done.stdout, type=Outcome)
    if outcome.reduced is None:
        raise ReductionError(outcome.failure or "no text came back")
    return outcome.reduced
