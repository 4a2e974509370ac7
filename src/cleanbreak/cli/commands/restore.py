"""`cleanbreak restore FILE`: brings a backup back, whole or not at all."""

from datetime import datetime
from pathlib import Path

import click

from cleanbreak.cli.commands.store_options import data_option
from cleanbreak.cli.output import say, write_private
from cleanbreak.server.place import database_of
from cleanbreak.server.store.opening import close_connection, data_folder, known_migrations
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.backup import backup, restore_into, unpacked


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="Replace what is in the store without asking.")
@data_option
def restore(file: Path, yes: bool, data: Path | None) -> None:
    """Replace the store by a backup; what was there is backed up first."""
    unpacked(file)
    store, folder = open_store(data), data_folder(data).absolute()
    known = known_migrations()
    if store.case_numbers() or store.clients():
        if not yes:
            click.confirm("The store holds cases or clients. Replace them by this backup?", abort=True, err=True)
        kept = folder / f"before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}.cleanbreak"
        write_private(kept, backup(store)[0])
        say(f"What was there is kept in {kept}.")
    close_connection()
    restore_into(folder, database_of(folder), file, known)
    restored = open_store(data)
    click.echo(f"Restored: {len(restored.case_numbers())} cases, {len(restored.clients())} clients.")
