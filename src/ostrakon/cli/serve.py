"""`ostrakon serve`: answer over HTTP."""

import os
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from ostrakon.cli.consoles import error_console
from ostrakon.engine import open_engine
from ostrakon.errors import OstrakonError

__all__ = ["serve_command"]


def serve_command(
    host: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(metavar="N", min=0, max=65535, help="Default: 8000.")] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=256, help="Processes that answer. Default: 1.")
    ] = None,
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="yente's YAML of further datasets to load.")
    ] = None,
    yente_compatible: Annotated[
        bool,
        typer.Option("--yente-compatible", help="Open CORS and no keys on any address, as yente has it."),
    ] = False,
) -> None:
    """Answer over HTTP: yente's routes and our own. Stops with Ctrl-C or SIGTERM."""
    try:
        from ostrakon.api.manifests import read_manifest
        from ostrakon.api.serve import serve
        from ostrakon.api.settings import ServiceSettings
    except ModuleNotFoundError as error:
        raise OstrakonError(f"serve needs the extra, pip install 'ostrakon[serve]': {error}") from error

    given = {
        "host": host,
        "port": port,
        "workers": workers,
        "manifest": manifest,
        "yente_compatible": yente_compatible or None,
    }
    settings = replace(
        ServiceSettings.from_environment(os.environ),
        **{name: value for name, value in given.items() if value is not None},
    )
    if settings.manifest is not None:
        read_manifest(settings.manifest)  # a mistake in it is told now, not in a log later
    if yente_compatible:
        warning = "warning: --yente-compatible: anyone who reaches this address may ask, from any web page"
        error_console().print(warning, style="yellow", markup=False, soft_wrap=True)
    serve(open_engine(), settings)
