"""Opens a data folder: makes or upgrades its database, whole or not at all, and hands out the store."""

import os
import sqlite3
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from cleanbreak.errors import CleanbreakError
from cleanbreak.server.place import (
    database_of,
    default_folder,
    make_private_file,
    make_private_folder,
)


class NewerStoreError(CleanbreakError):
    """The database was written by a later version."""

    code = "newer_store"
    message = "{file} was written by a newer version of Cleanbreak. Use that version; nothing was changed."


class DamagedStoreError(CleanbreakError):
    """The database cannot be opened."""

    code = "damaged_store"
    message = "{file} is no readable database ({what}). Restore a backup: cleanbreak restore FILE."


def data_folder(asked: Path | None) -> Path:
    """Return the data folder: the one asked for, else CLEANBREAK_DATA, else the system's usual place."""
    named = os.environ.get("CLEANBREAK_DATA")
    return asked or (Path(named) if named else default_folder())


def prepare(folder: Path) -> Path:
    """Make the folder and its database ready and connect to it; return the database file.

    Raises:
        NewerStoreError: the database has migrations this version does not know.
        DamagedStoreError: the file is not a database.
    """
    make_private_folder(folder)
    path = database_of(folder)
    try:
        if not path.exists():
            _create(path)
        _connect(path)
        _upgrade(path)
    except (sqlite3.DatabaseError, DatabaseError) as error:
        raise DamagedStoreError(file=str(path), what=str(error)) from error
    make_private_file(path)
    return path


def _connect(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    settings.DATABASES["default"]["NAME"] = str(path)
    connection.ensure_connection()


def _create(path: Path) -> None:
    """Build a new database beside its place and put it there in one move; another process may be first."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _connect(partial)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    except OSError:
        if not path.exists():
            partial.rename(path)
    for leftover in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)


def _upgrade(path: Path) -> None:
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations or {})
    if any(name not in known for name in executor.loader.applied_migrations if name[0] == "store"):
        connection.close()
        raise NewerStoreError(file=str(path))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def close_connection() -> None:
    """Let go of the database, before something else replaces its content."""
    connection.close()


def known_migrations() -> frozenset[str]:
    """Return the names of the store's migrations that this version knows."""
    return frozenset(name for app, name in MigrationLoader(None).disk_migrations or {} if app == "store")
