"""Which Ostrakon this is; printed by `--version` and sent to issuers."""

__all__ = ["__version__"]

__version__ = "0.1.0"
