"""`ostrakon verify`: every hash and chain recomputed, and what no longer fits named."""

from pathlib import Path
from typing import Annotated

import typer

from ostrakon.cli.consoles import error_console, output_console
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine
from ostrakon.errors import UsageError

__all__ = ["verify_command"]

_FAILED = 4


def verify_command(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A certificate. Default: everything that is held.")
    ] = None,
    public_key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The issuer's public key. Default: that of this home."),
    ] = None,
) -> None:
    """Recompute every hash and chain that is held, or check a certificate; what does not fit is named."""
    if file is not None:
        _verify_certificate(file, public_key)
        return
    if public_key is not None:
        raise UsageError("--public-key goes with the FILE of a certificate")
    engine = open_engine()
    with waiting("recomputing"):
        problems = list(engine.verify())
    for problem in problems:
        error_console().print(str(problem), style="red", markup=False, soft_wrap=True)
    if problems:
        raise typer.Exit(_FAILED)
    output_console().print("everything held is as it was written", style="green")


def _verify_certificate(file: Path, public_key: Path | None) -> None:
    from ostrakon.cases.certificates import MOST_BYTES, CertificateError

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    with waiting("checking"):
        try:
            found = open_engine().verify_certificate(content, public_key=public_key)
        except CertificateError as error:
            raise CertificateError(f"{file}: {error}") from error
    console = output_console()
    for what in found.holds:
        console.print(f"holds: {what}", style="green", markup=False, soft_wrap=True)
    for why in found.not_checked:
        console.print(f"not checked: {why}", style="yellow", markup=False, soft_wrap=True)
    for problem in found.problems:
        error_console().print(f"{file}: {problem}", style="red", markup=False, soft_wrap=True)
    if found.problems:
        raise typer.Exit(_FAILED)
    console.print(found.certificate.statement, markup=False, soft_wrap=True)
