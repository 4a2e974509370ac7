"""`cleanbreak verify`: re-reads the whole store, or a backup, and says what is wrong with it."""

from pathlib import Path

import click

from cleanbreak.cli.commands.store_options import data_option, format_option
from cleanbreak.cli.output import emit_json
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.backup import store_faults, unpacked

EXIT_BROKEN = 2


@click.command()
@click.option(
    "--backup", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Check this backup instead."
)
@format_option
@data_option
def verify(backup: Path | None, form: str, data: Path | None) -> int:
    """Check the database and every timeline, or every byte of a backup."""
    if backup is not None:
        faults, size = [], len(unpacked(backup))
        shown = f"{backup}: whole, {size} bytes of data"
    else:
        faults = store_faults(open_store(data))
        shown = (
            "The store is whole." if not faults else f"{len(faults)} faults. Restore a backup: cleanbreak restore FILE"
        )
    if form == "json":
        emit_json({"schema": 1, "ok": not faults, "faults": faults}, None)
    else:
        for fault in faults:
            click.echo(fault)
        click.echo(shown)
    return EXIT_BROKEN if faults else 0
