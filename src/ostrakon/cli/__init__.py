"""The command line: words in, tables or JSON out, and an exit code."""

from ostrakon.cli.commands import main

__all__ = ["main"]
