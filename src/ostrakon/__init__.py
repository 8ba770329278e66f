"""Who is sanctioned, who stands behind them, and on what evidence.

`open_engine()` gives everything the command line does; names are imported when first used.
"""

from typing import TYPE_CHECKING

from ostrakon.version import __version__

if TYPE_CHECKING:
    from ostrakon.engine import Engine, open_engine
    from ostrakon.model import Answer, Query

__all__ = ["Answer", "Engine", "Query", "__version__", "open_engine"]


def __getattr__(name: str) -> object:
    # `import ostrakon` alone, as the readers and tools do, must not open the whole house.
    from importlib import import_module

    home = {"Engine": "engine", "open_engine": "engine", "Answer": "model", "Query": "model"}.get(name)
    if home is None:
        raise AttributeError(f"module 'ostrakon' has no attribute {name!r}")
    return getattr(import_module(f"ostrakon.{home}"), name)
