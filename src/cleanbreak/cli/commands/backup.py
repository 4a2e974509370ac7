"""`cleanbreak backup FILE`: the whole store in one file that proves itself."""

from pathlib import Path

import click

from cleanbreak.cli.commands.store_options import data_option
from cleanbreak.cli.output import say, write_private
from cleanbreak.errors import CleanbreakError
from cleanbreak.server.store.sqlite_store import open_store
from cleanbreak.services.backup import backup as make_backup


class BackupExistsError(CleanbreakError):
    """A backup is never written over something else."""

    code = "backup_exists"
    message = "{file} is already there. Choose another name; a backup is never overwritten."


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Write a backup; it may run while others work."""
    if file.exists():
        raise BackupExistsError(file=file)
    content, found = make_backup(open_store(data))
    write_private(file, content)
    click.echo(f"{file}: {found.size} bytes, {found.cases} cases, SHA-256 {found.sha256}")
    say("Private, do not forward. Try it: cleanbreak verify --backup FILE")
