"""Finds what to read in a folder: files, folder formats (Maildir, Slack export) and what archives hold."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from errno import EACCES
from pathlib import Path

from cleanbreak.errors import CleanbreakError, UnreadableError
from cleanbreak.importers.archives import is_archive, unpacked
from cleanbreak.importers.outcome import FileRead
from cleanbreak.importers.source import Limits, Source

IGNORED_SUFFIXES = frozenset({".msf", ".lock", ".part"})
IGNORED_NAMES = frozenset({"cleanbreak.toml", "thumbs.db", "desktop.ini", "msgfilterrules.dat", "popstate.dat"})
OWN_OUTPUT = b"<!-- cleanbreak report -->"
FOLDER_MARKS = ({"cur", "new"}, {"users.json", "channels.json"}, {"users.json", "dms.json"})


@dataclass(slots=True)
class Found:
    """Everything to be read, and what had to be refused while looking (archives over the limits, unreadable files)."""

    sources: list[Source] = field(default_factory=list)
    outcomes: list[FileRead] = field(default_factory=list)


def scan(folder: Path, limits: Limits, stack: ExitStack, under: str = "") -> Found:
    """Return what a folder (or a single file) holds, in name order; links are not followed. `under` precedes shown names.

    Archives are unpacked into private temporary folders that live as long as `stack`.
    """
    found = Found()
    if is_folder_format(folder) or not folder.is_dir():
        _take(Source(folder, under + folder.name), limits, stack, found)
        return found
    for path in _walk(folder):
        _take(Source(path, under + path.relative_to(folder).as_posix()), limits, stack, found)
    return found


def _children(folder: Path) -> list[Path] | None:
    """Return what lies in a folder, by name; None when it may not be looked into."""
    try:
        return sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError:
        return None


def is_folder_format(path: Path) -> bool:
    """Tell whether a folder is one export as a whole (Maildir, Slack)."""
    if not path.is_dir():
        return False
    names = {child.name for child in _children(path) or []}
    return any(marks <= names for marks in FOLDER_MARKS)


def _walk(folder: Path) -> Iterator[Path]:
    children = _children(folder)
    if children is None:
        yield folder
    for path in children or []:
        if path.is_symlink() or path.name.startswith("."):
            continue
        if path.is_dir():
            if is_folder_format(path):
                yield path
            else:
                yield from _walk(path)
        elif path.is_file() and not _is_ignored(path):
            yield path


def _is_ignored(path: Path) -> bool:
    return path.suffix.casefold() in IGNORED_SUFFIXES or path.name.casefold() in IGNORED_NAMES


def _take(source: Source, limits: Limits, stack: ExitStack, found: Found) -> None:
    try:
        if source.path.is_dir() and _children(source.path) is None:
            raise PermissionError(EACCES, "permission denied")
        if source.head.startswith(OWN_OUTPUT):
            return
        if is_archive(source):
            outcome = FileRead(source.name, "archive")
            found.outcomes.append(outcome)
            archive = stack.enter_context(unpacked(source, limits))
            outcome.problems.extend(archive.problems)
            outcome.counts["members"] = len(archive.sources)
            found.sources.extend(archive.sources)
            return
        found.sources.append(source)
    except CleanbreakError as error:
        found.outcomes.append(FileRead(source.name, refused=error))
    except OSError as error:
        found.outcomes.append(
            FileRead(
                source.name,
                refused=UnreadableError(
                    file=source.name, what=f"cannot be opened ({error.strerror})", todo="Check its permissions."
                ),
            )
        )
