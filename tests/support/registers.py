"""Registers in Parquet, made from networks or from rows."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ostrakon.model import Stake
from ostrakon.ownership.network import Network
from ostrakon.ownership.register import Register, prepare

__all__ = ["prepared", "write_rows", "write_stakes"]

COLUMNS = ("owner", "asset", "share_low", "share_high", "kind", "since", "until", "source")


def prepared(network: Network, folder: Path) -> Register:
    """The register that says what `network` says."""
    write_stakes(folder / "stakes.parquet", network.stakes)
    prepare(folder / "stakes.parquet", folder / "register")
    return Register(folder / "register")


def write_stakes(path: Path, stakes: Iterable[Stake]) -> None:
    write_rows(path, [_row(stake) for stake in stakes])


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """A column is there when a row has it; all are text but those that are given as something else."""
    import polars

    polars.DataFrame(list(rows), infer_schema_length=None).write_parquet(path)


def _row(stake: Stake) -> dict[str, str | None]:
    share = stake.share
    return {
        "owner": stake.owner,
        "asset": stake.asset,
        "share_low": None if share is None else f"{'>' * share.low_open}{share.low}",
        "share_high": None if share is None else f"{'<' * share.high_open}{share.high}",
        "kind": stake.kind,
        "since": str(stake.since.earliest) if stake.since else None,
        "until": str(stake.until.earliest) if stake.until else None,
        "source": stake.source,
    }
