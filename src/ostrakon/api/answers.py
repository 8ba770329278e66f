"""Bodies as bytes: no model is built for what we wrote ourselves."""

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.responses import Response

__all__ = ["PROOF_HEADER", "Json"]

# The hash of what an answer rests on; the whole of it is under /v1/proof/{dataset}.
PROOF_HEADER = "x-ostrakon-proof"

_encode = msgspec.json.Encoder().encode


class Json(Response):
    """Any value msgspec can write, or JSON already written."""

    media_type = "application/json"

    def __init__(
        self, content: Any, status_code: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(content if isinstance(content, bytes) else _encode(content), status_code, headers)
