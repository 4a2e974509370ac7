"""Backs the store up into one file that proves itself, and brings it back whole or not at all.

The file: a line that names the format, a line with the SHA-256 of the rest, then the gzipped database. Without this
program: `tail -n +3 FILE | gunzip > store.sqlite3`.
"""

import gzip
import hashlib
import os
import sqlite3
import tempfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cleanbreak.errors import CleanbreakError
from cleanbreak.services.ports import Store
from cleanbreak.services.timeline import verify_timelines

MAGIC = b"cleanbreak-backup 1\n"
HASH_LENGTH = 64
START = len(MAGIC) + HASH_LENGTH + 1


class BadBackupError(CleanbreakError):
    """The file is no backup, or not a whole one."""

    code = "bad_backup"
    message = "{file} is no whole backup ({what}); nothing was changed. Use another copy."


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds."""

    size: int
    cases: int
    sha256: str


def backup(store: Store) -> tuple[bytes, BackedUp]:
    """Return a backup of the store as it is at one moment, also while others write."""
    with tempfile.TemporaryDirectory(dir=store.folder, prefix=".backup-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        store.copy_to(copy)
        payload = gzip.compress(copy.read_bytes(), mtime=0)
    digest = hashlib.sha256(payload).hexdigest()
    data = MAGIC + digest.encode() + b"\n" + payload
    return data, BackedUp(len(data), len(store.case_numbers()), digest)


def unpacked(file: Path) -> bytes:
    """Return the database in a backup after checking every byte.

    Raises:
        BadBackupError: a byte is wrong or missing.
    """
    data = file.read_bytes()
    if not data.startswith(MAGIC) or len(data) < START or data[START - 1 : START] != b"\n":
        raise BadBackupError(file=file, what="it does not begin as one")
    if hashlib.sha256(data[START:]).hexdigest().encode() != data[len(MAGIC) : START - 1]:
        raise BadBackupError(file=file, what="its content does not fit its checksum: it was changed or cut off")
    try:
        return gzip.decompress(data[START:])
    except (OSError, EOFError, zlib.error) as error:
        raise BadBackupError(file=file, what=str(error)) from error


def restore_into(folder: Path, database: Path, file: Path, known: frozenset[str]) -> None:
    """Bring a backup back into a store's database in one transaction; stopped half-way, the old data stand.

    `known` are the migrations this version can read.

    Raises:
        BadBackupError: the file is not a whole backup of a store.
    """
    content = unpacked(file)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as scratch:
        copy = Path(scratch) / "copy.sqlite3"
        copy.touch(mode=0o600)
        copy.write_bytes(content)
        try:
            with closing(sqlite3.connect(copy)) as source:
                _check(source, file, known)
                with closing(sqlite3.connect(database, timeout=20)) as target:
                    target.execute("PRAGMA synchronous=FULL")
                    source.backup(target)
        except sqlite3.DatabaseError as error:
            raise BadBackupError(file=file, what=str(error)) from error
    os.chmod(database, 0o600)  # noqa: PTH101


def _check(source: sqlite3.Connection, file: Path, known: frozenset[str]) -> None:
    if [row[0] for row in source.execute("PRAGMA integrity_check")] != ["ok"]:
        raise BadBackupError(file=file, what="the database in it is damaged")
    tables = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"practice", "case_file", "case_entry", "django_migrations"} <= tables:
        raise BadBackupError(file=file, what="the database in it is not Cleanbreak's")
    applied = {row[0] for row in source.execute("SELECT name FROM django_migrations WHERE app = 'store'")}
    if not applied <= known:
        raise BadBackupError(file=file, what="a newer version of Cleanbreak wrote it: restore it with that version")


def store_faults(store: Store) -> list[str]:
    """Return everything wrong with a store: the database's own report, then every timeline's breaks."""
    found = store.faults()
    for verified in verify_timelines(store):
        found += [f"case {verified.number}, entry {b.sequence}: {b.code.replace('_', ' ')}" for b in verified.breaks]
    return found
