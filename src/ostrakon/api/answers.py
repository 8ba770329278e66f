"""Bodies as bytes: no model is built for what we wrote ourselves."""

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from ostrakon.model import Proof

__all__ = ["Json", "proof_headers"]

# The hash of what an answer rests on; the whole of it is under /v1/proof/{dataset}.
_PROOF = "x-ostrakon-proof"
# What an answer says first where people read it: that it comes from the old lists inside the package.
_NOTICE = "x-ostrakon-notice"

_encode = msgspec.json.Encoder().encode


def proof_headers(proof: Proof, digest: str) -> dict[str, str]:
    """The hash of what an answer rests on, and a warning where there is one."""
    headers = {_PROOF: digest}
    if proof.notice is not None:
        headers[_NOTICE] = proof.notice.encode("ascii", "replace").decode()
    return headers


class Json(Response):
    """Any value msgspec can write, or JSON already written."""

    media_type = "application/json"

    def __init__(
        self, content: Any, status_code: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(content if isinstance(content, bytes) else _encode(content), status_code, headers)
