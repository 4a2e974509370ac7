"""What an importer is given: one file, its head, and the facts of the practice that reading may need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, Protocol

from cleanbreak.ledger.records import Problem, Record

HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds under which hostile files are read; beyond them a file is refused with a sentence, never a crash.

    `seconds` bounds one small file's reading; streamed formats are bounded by size per record instead.
    """

    max_record_bytes: int = 64 * 1024 * 1024
    max_depth: int = 100
    max_members: int = 10_000
    max_ratio: int = 200
    max_unpacked_bytes: int = 8 * 1024**3
    max_whole_file_bytes: int = 256 * 1024 * 1024
    max_cell_chars: int = 1_000_000


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How the user told us to read a table nobody knows (`[[csv]]` in cleanbreak.toml): our field -> header."""

    match: str
    kind: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Facts of the practice that reading depends on. `as_of` bounds the expansion of recurring events."""

    timezone: str = "Europe/Berlin"
    as_of: date | None = None
    base_currency: str = "EUR"
    tables: tuple[TableMapping, ...] = ()
    limits: Limits = field(default_factory=Limits)
    headers_only: bool = False


@dataclass(frozen=True)
class Source:
    """One file (or folder format such as Maildir) to be read. `name` is what the user is shown."""

    path: Path
    name: str

    @cached_property
    def head(self) -> bytes:
        """The first 64 kB; empty for a folder."""
        if self.path.is_dir():
            return b""
        with self.path.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def size(self) -> int:
        """Size in bytes; 0 for a folder."""
        return 0 if self.path.is_dir() else self.path.stat().st_size

    def open(self) -> IO[bytes]:
        """Open for reading bytes."""
        return self.path.open("rb")


class Importer(Protocol):
    """A format module: it recognizes by content and streams records and problems."""

    NAME: str

    def recognize(self, source: Source) -> int:
        """Return 0 (not mine) to 100 (certain), from content only; the file name may add at most 5."""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
        """Yield records and problems in file order; memory must not grow with the file."""
