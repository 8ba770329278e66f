"""What is answered instead of a result: yente's status codes and bodies."""

from typing import Any

__all__ = ["Invalid", "Refused"]


class Refused(Exception):
    """A request that is answered with `status` and `{"detail": detail}`, and more fields where stated."""

    def __init__(
        self,
        status: int,
        detail: Any,
        *,
        headers: dict[str, str] | None = None,
        more: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(str(detail))
        self.status = status
        self.body = {"detail": detail, **(more or {})}
        self.headers = headers or {}


class Invalid(Refused):
    """422, with one entry per mistake as FastAPI prints them."""

    def __init__(self, *mistakes: dict[str, Any]) -> None:
        super().__init__(422, list(mistakes))
