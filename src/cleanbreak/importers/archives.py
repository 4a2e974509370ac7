"""Archives (zip, gz, tar) unpacked into a private temporary folder, under limits and without trusting a single name.

A member that is unsafe is left out with a problem; an archive that grows beyond the limits is refused as a whole. An
archive inside an archive is unpacked once, not deeper.
"""

import gzip
import lzma
import os
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, cast

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.archivemembers import Member, Refusal, plain_name, zip_directory_size
from cleanbreak.importers.source import HEAD_BYTES, Limits, Source
from cleanbreak.ledger.records import Problem

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b\x08"
_TAR_MAGIC = slice(257, 262)
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_FOREIGN = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_FOLDER_MARKS = ({"cur", "new"}, {"users.json", "channels.json"}, {"users.json", "dms.json"})
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, struct.error,
    NotImplementedError, RuntimeError, ValueError, OverflowError, IndexError, KeyError,
)  # fmt: skip
_CHUNK = 1024 * 1024
_BYTES_PER_ENTRY = 1024
_SMALL = 1024 * 1024
_LARGE = 64 * 1024 * 1024


@dataclass(slots=True)
class Unpacked:
    """What an archive held: the files (a Maildir or Slack export as one folder), and what was left out."""

    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def is_archive(source: Source) -> bool:
    """Tell whether a file is an archive; office documents are zip files too, but none."""
    if source.head.startswith(_ZIP):
        return not _is_office_document(source)
    return source.head.startswith((_GZIP, *_FOREIGN)) or source.head[_TAR_MAGIC] == b"ustar"


def _is_office_document(source: Source) -> bool:
    names = [source.head[30 : 30 + int.from_bytes(source.head[26:28], "little")]]
    if names[0].decode("latin-1") in _OFFICE:
        return True
    if zip_directory_size(source) > HEAD_BYTES * 16:
        return False
    try:
        with zipfile.ZipFile(source.path) as archive:
            return any(name in archive.NameToInfo for name in _OFFICE[:2])
    except (*_BROKEN, OSError):
        return False


@contextmanager
def unpacked(source: Source, limits: Limits) -> Iterator[Unpacked]:
    """Unpack for as long as the context lasts. Raises `UnreadableError` when the archive cannot or must not be unpacked."""
    with tempfile.TemporaryDirectory(prefix="cleanbreak-", ignore_cleanup_errors=True) as folder:
        unpacking = _Unpacking(limits, source.size)
        unpacking.unpack(source, Path(folder), nested=True)
        yield unpacking.result


class _Unpacking:
    """One archive with those inside it: the limits hold for all of them together."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self.limits = limits
        self.packed = packed
        self.result = Unpacked()
        self.members = 0
        self.written = 0

    def unpack(self, source: Source, root: Path, nested: bool) -> None:
        """Write the members below `root` and list them as sources."""
        foreign = next((name for magic, name in _FOREIGN.items() if source.head.startswith(magic)), "")
        if foreign:
            raise _refused(source.name, f"is a {foreign} archive, which cannot be read", "Unpack it first")
        taken: dict[str, Path] = {}
        try:
            for member in _members(source, self.limits):
                path = self._take(source, member, root, taken)
                if path is not None:
                    taken[member.name.casefold()] = path
        except _BROKEN as error:
            if not taken:
                what = f"the archive is damaged ({_reason(error)})"
                raise _refused(source.name, what, "Please export it again") from error
            self._problem("archive_broken_off", source.name, reason=_reason(error))
        if not self.members:
            self._problem("archive_empty", source.name)
        self._list(source, root, nested)

    def _problem(self, code: str, file: str, **params: str) -> None:
        self.result.problems.append(Problem(code, file, 0, params))

    def _take(self, source: Source, member: Member, root: Path, taken: dict[str, Path]) -> Path | None:
        self.members += 1
        if self.members > self.limits.max_members:
            raise _refused(
                source.name,
                f"it holds more than {self.limits.max_members} files",
                "Unpack it into the folder yourself",
            )
        refusal = member.refusal or (Refusal.TWICE if member.name.casefold() in taken else None)
        if refusal:
            self._problem(refusal.value, source.name, member=member.shown)
            return None
        if member.ignored:
            return None
        path = root.joinpath(*PurePosixPath(member.name).parts)
        created = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with member.open() as stream, path.open("xb") as target:
                created = True
                self._copy(source, member, stream, target)
        except (*_BROKEN, OSError) as error:
            if created:
                path.unlink(missing_ok=True)
            if member.sequential and not isinstance(error, OSError):
                raise
            self._problem(
                "archive_member_unreadable", source.name, member=member.shown, reason=_reason(error)
            )
            return None
        return path

    def _copy(self, source: Source, member: Member, stream: IO[bytes], target: IO[bytes]) -> None:
        size = 0
        while piece := stream.read(_CHUNK):
            size += len(piece)
            self.written += len(piece)
            if self.written > self.limits.max_unpacked_bytes:
                raise _refused(
                    source.name, "it unpacks to more than the limit", "Unpack it into the folder yourself"
                )
            one = size > _SMALL and size > self.limits.max_ratio * max(member.packed_size, 1)
            if one or (self.written > _LARGE and self.written > self.limits.max_ratio * self.packed):
                raise _refused(
                    source.name,
                    f"{member.shown} unpacks to far more than its size, as archives made to fill a disk do",
                    "It was not read; if you trust it, unpack it into the folder yourself",
                )
            target.write(piece)

    def _list(self, source: Source, root: Path, nested: bool) -> None:
        for path in _walk(root):
            name = f"{source.name}!{path.relative_to(root).as_posix()}" if path != root else f"{source.name}!"
            found = Source(path, name)
            if path.is_dir() or not is_archive(found):
                self.result.sources.append(found)
            elif not nested:
                self._problem("archive_nested_too_deeply", name)
            else:
                self._nested(found, path)

    def _nested(self, found: Source, path: Path) -> None:
        folder = Path(tempfile.mkdtemp(prefix="inner-", dir=path.parent))
        try:
            self.unpack(found, folder, nested=False)
        except UnreadableError as error:
            if self.written > self.limits.max_unpacked_bytes or self.members > self.limits.max_members:
                raise
            self._problem("archive_inside_refused", found.name, reason=str(error.params["what"]))


def _walk(folder: Path) -> Iterator[Path]:
    children = sorted(folder.iterdir(), key=lambda child: child.name)
    if any(marks <= {child.name for child in children} for marks in _FOLDER_MARKS):
        yield folder
        return
    for child in children:
        if child.is_dir():
            yield from _walk(child)
        else:
            yield child


def _reason(error: Exception) -> str:
    text = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return text.splitlines()[0][:120]


def _refused(file: str, what: str, todo: str) -> UnreadableError:
    return UnreadableError(file=file, what=what, todo=f"{todo}.")


def _members(source: Source, limits: Limits) -> Iterator[Member]:
    if source.head.startswith(_ZIP):
        yield from _zip_members(source, limits)
    elif source.head.startswith(_GZIP) and not _holds_tar(source):
        name = plain_name(source.path.stem) or "content"
        yield Member.named(name, source.size, partial(_gzip_stream, source.path), None, sequential=True)
    else:
        yield from _tar_members(source)


def _zip_members(source: Source, limits: Limits) -> Iterator[Member]:
    if zip_directory_size(source) > limits.max_members * _BYTES_PER_ENTRY:
        raise _refused(source.name, "it holds too many files", "Unpack it into the folder yourself")
    with zipfile.ZipFile(source.path) as archive:
        if len(archive.infolist()) > limits.max_members:
            raise _refused(source.name, "it holds too many files", "Unpack it into the folder yourself")
        for info in archive.infolist():
            if info.is_dir():
                continue
            refusal = Refusal.ENCRYPTED if info.flag_bits & 1 else None
            if stat.S_ISLNK(info.external_attr >> 16):
                refusal = Refusal.LINK
            yield Member.named(
                info.filename,
                info.compress_size,
                partial(archive.open, info),
                refusal,
                sequential=False,
            )


def _holds_tar(source: Source) -> bool:
    try:
        with gzip.open(source.path) as stream:
            return stream.read(512)[_TAR_MAGIC] == b"ustar"
    except (*_BROKEN, OSError):
        return False


def _tar_members(source: Source) -> Iterator[Member]:
    with tarfile.open(source.path, "r|*") as archive:
        for info in archive:
            if info.isdir():
                continue
            refusal = None if info.isreg() else Refusal.LINK
            packed = max(source.size, info.size if source.head[:3] != _GZIP else 0)
            yield Member.named(
                info.name, packed, partial(_tar_stream, archive, info), refusal, sequential=True
            )


def _gzip_stream(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(path))


def _tar_stream(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    if stream is None:
        raise OSError(0, os.strerror(0))
    return stream
