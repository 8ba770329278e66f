"""The command line: words in, tables or JSON out, and an exit code."""

from ostrakon.cli.main import main

__all__ = ["main"]
