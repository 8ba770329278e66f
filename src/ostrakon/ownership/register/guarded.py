"""Preparing in a process of its own: some broken Parquet files end the process that reads them."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ostrakon.errors import SourceError
from ostrakon.ownership.register.loading import prepare
from ostrakon.ownership.register.prepared import Description

__all__ = ["prepare_apart"]


def prepare_apart(stakes: Path, folder: Path, *, companies: Path | None = None) -> Description:
    """As `prepare`, and SourceError as well where reading the file ends the process, as a length of an
    exabyte in it does."""
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(1, context, _quiet) as pool:
            return pool.submit(prepare, stakes, folder, companies=companies).result()
    except BrokenProcessPool as error:
        among = f"{stakes} or {companies}" if companies else stakes
        raise SourceError(f"{among}: no Parquet file that can be read (reading it broke off)") from error


def _quiet() -> None:
    """The reader's own words about a broken file are many pages."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
