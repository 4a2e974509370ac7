"""Maildir folders: one file a mail in `cur` and `new`, flags in the file name, sub-folders beginning with a dot."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cleanbreak.importers.mail.parsing import HEADERS_SLICE, looks_like_mail
from cleanbreak.importers.mail.reports import read_reported
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Message, Origin, Problem, Record

NAME = "maildir"
MAX_SUBFOLDER_DEPTH = 5


def recognize(source: Source) -> int:
    """Certain for a folder with `cur` and `new`."""
    return 95 if _is_maildir(source.path) else 0


def _is_maildir(path: Path) -> bool:
    return path.is_dir() and (path / "cur").is_dir() and ((path / "new").is_dir() or (path / "tmp").is_dir())


def flags_of(file_name: str) -> str:
    """The letters after `:2,` (`;2,` and `!2,` where the file system knows no colon)."""
    for mark in (":2,", ";2,", "!2,"):
        _, found, flags = file_name.rpartition(mark)
        if found:
            return flags
    return ""


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the mails of the folder and of its sub-folders; what cannot be opened is a problem."""
    number = 0
    for folder, name in _folders(source.path, source.name, 0):
        for file, label in _mails(folder, name):
            number += 1
            yield from _read_file(file, label, name, number, options)


def _folders(path: Path, name: str, depth: int) -> Iterator[tuple[Path, str]]:
    yield path, name
    if depth >= MAX_SUBFOLDER_DEPTH:
        return
    for entry in sorted(path.iterdir()):
        if entry.name not in ("cur", "new", "tmp") and not entry.is_symlink() and _is_maildir(entry):
            yield from _folders(entry, f"{name}/{entry.name}", depth + 1)


def _mails(folder: Path, name: str) -> Iterator[tuple[Path, str]]:
    for part in ("cur", "new"):
        if (folder / part).is_dir():
            with os.scandir(folder / part) as entries:
                names = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
            for file_name in names:
                if not file_name.startswith("."):
                    yield folder / part / file_name, f"{name}/{part}/{file_name}"


def _read_file(file: Path, label: str, folder: str, number: int, options: ReadOptions) -> Iterator[Record | Problem]:
    wanted = HEADERS_SLICE if options.headers_only else options.limits.max_record_bytes + 1
    try:
        with file.open("rb") as stream:
            raw = stream.read(wanted)
            size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        yield Problem("mail_file_unreadable", label, 0, {"reason": error.strerror or "?"})
        return
    if not looks_like_mail(raw[:4096]):
        yield Problem("mail_without_headers", label, 0, {})
        return
    flags = flags_of(file.name)
    for item in read_reported(raw, Origin(label, number, 0, size), folder, options):
        yield _flagged(item, flags) if isinstance(item, Message) else item


def _flagged(message: Message, flags: str) -> Message:
    if "D" in flags:
        return replace(message, kind="draft")
    return replace(message, kind="trash") if "T" in flags else message
