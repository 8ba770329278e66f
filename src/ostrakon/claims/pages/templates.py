"""The templates beside this module; whatever is put into them is escaped."""

from functools import lru_cache
from typing import Any

__all__ = ["template"]


@lru_cache(maxsize=4)
def template(name: str) -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ostrakon.claims.pages", "."), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(name)
