"""`ostrakon backup` and `ostrakon restore`: the home as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from ostrakon.cli.consoles import error_console
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine

__all__ = ["backup_command", "restore_command"]


def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to write, as .tar.")],
) -> None:
    """Write captures, database, evidence and keys into one file. Others may go on working meanwhile."""
    with waiting("copying"):
        written = open_engine().back_up(file)
    typer.echo(f"{written.files:,} files, {written.size_bytes:,} bytes in {file}")
    if not written.database:
        warning = "warning: the PostgreSQL database is not in it: back it up with pg_dump, before this"
        error_console().print(warning, style="yellow", markup=False, soft_wrap=True)


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup that `ostrakon backup` wrote.")],
) -> None:
    """Make OSTRAKON_HOME what it was; it must be empty. Indexes are built again when needed."""
    with waiting("unpacking"):
        restored = open_engine().restore(file)
    typer.echo(f"{restored.files:,} files, {restored.size_bytes:,} bytes, each as it was written")
