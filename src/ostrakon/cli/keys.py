"""`ostrakon keys`: who may ask the service."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from ostrakon.cli.consoles import output_console
from ostrakon.cli.options import Json, text_of
from ostrakon.engine import open_engine
from ostrakon.errors import OstrakonError

if TYPE_CHECKING:
    from ostrakon.api.keys import Key, KeyStore

__all__ = ["keys_app"]

keys_app = typer.Typer(help="API keys of the service: create, list, revoke.", no_args_is_help=True)


@keys_app.command("create")
def create_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is, to know it by.")],
    scopes: Annotated[
        list[str] | None,
        typer.Option("--scope", metavar="SCOPE", help="screen or admin; repeatable. Default: screen."),
    ] = None,
    rate: Annotated[
        int | None, typer.Option(metavar="N", help="Most requests a minute. Default: no limit.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Write every screening it asks for to the journal.")
    ] = False,
    json: Json = False,
) -> None:
    """Make a key. It is shown once: only its hash is kept."""
    key, secret = _store().create(
        text_of(name, "NAME"), scopes=scopes or ("screen",), rate_per_minute=rate, records=record
    )
    if json:
        from ostrakon.cli.wire import to_json

        typer.echo(to_json({"schema_version": 1, "key": secret, **_described(key)}))
        return
    typer.echo(secret)
    typer.echo(f"key {key.id} of {key.name}: shown once, keep it now", err=True)


@keys_app.command("list")
def list_command(json: Json = False) -> None:
    """Every key, revoked ones as well. The keys themselves are kept nowhere."""
    keys = _store().every()
    if json:
        from ostrakon.cli.wire import to_json

        typer.echo(to_json({"schema_version": 1, "keys": [_described(key) for key in keys]}))
        return
    table = Table(box=None, pad_edge=False)
    for column in ("key", "name", "scopes", "a minute", "recorded", "created", "revoked"):
        table.add_column(column)
    for key in keys:
        rate = "" if key.rate_per_minute is None else f"{key.rate_per_minute:,}"
        revoked = "" if key.revoked_at is None else f"{key.revoked_at:%Y-%m-%d}"
        recorded = "yes" if key.records else ""
        created = f"{key.created_at:%Y-%m-%d}"
        table.add_row(str(key.id), key.name, " ".join(key.scopes), rate, recorded, created, revoked)
    output_console().print(table)


@keys_app.command("revoke")
def revoke_command(
    key: Annotated[int, typer.Argument(metavar="KEY", help="Its number, as `ostrakon keys list` shows it.")],
) -> None:
    """Make a key good for nothing, within seconds, in every worker."""
    revoked = _store().revoke(key)
    typer.echo(f"key {revoked.id} of {revoked.name}: revoked")


def _store() -> "KeyStore":
    try:
        from ostrakon.api.keys import KeyStore
    except ModuleNotFoundError as error:
        raise OstrakonError(f"keys need the extra, pip install 'ostrakon[serve]': {error}") from error
    engine = open_engine()
    return KeyStore(engine.database, engine.now)


def _described(key: "Key") -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": key.scopes,
        "rate_per_minute": key.rate_per_minute,
        "records": key.records,
        "created_at": key.created_at,
        "revoked_at": key.revoked_at,
    }
