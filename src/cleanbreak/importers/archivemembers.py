"""What an archive says about its members, and why one of them is not unpacked."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

from cleanbreak.importers.source import Source

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_LONGEST_PART = 200
_DEEPEST = 40


class Refusal(StrEnum):
    """Why a member is left out; the value is the code of the problem."""

    UNSAFE_NAME = "archive_member_unsafe"
    LINK = "archive_member_link"
    TWICE = "archive_member_twice"
    ENCRYPTED = "archive_member_encrypted"


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive. `sequential` ones can only be read in their order, so that damage ends the archive."""

    name: str
    packed_size: int
    open: Callable[[], IO[bytes]]
    refusal: Refusal | None = None
    shown: str = ""
    sequential: bool = False

    @classmethod
    def named(
        cls,
        name: str,
        packed_size: int,
        opener: Callable[[], IO[bytes]],
        refusal: Refusal | None,
        sequential: bool,
    ) -> "Member":
        """Make a member of a name as the archive writes it."""
        plain = plain_name(name)
        return cls(
            name=plain,
            packed_size=packed_size,
            open=opener,
            refusal=refusal if plain else Refusal.UNSAFE_NAME,
            shown=name.encode("utf-8", "replace").decode("utf-8")[-100:],
            sequential=sequential,
        )

    @property
    def ignored(self) -> bool:
        """What operating systems leave in archives and nobody exported."""
        parts = PurePosixPath(self.name).parts
        return parts[0] == "__MACOSX" or parts[-1] in {".DS_Store", "Thumbs.db", "desktop.ini"}


def plain_name(name: str) -> str:
    """Return a relative name below the archive with `/` between its parts, empty when the name leads elsewhere."""
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or slashed[1:2] == ":" or not slashed.isprintable():
        return ""
    parts = [part for part in slashed.split("/") if part not in {"", "."}]
    bad = any(part == ".." or part != part.strip() or len(part.encode()) > _LONGEST_PART for part in parts)
    return "" if bad or not parts or len(parts) > _DEEPEST else "/".join(parts)


def zip_directory_size(source: Source) -> int:
    """Return how many bytes the list of members takes, as the end of a zip file says (0: it has no such end)."""
    with source.open() as stream:
        stream.seek(max(0, source.size - _END_SIZE - _LONGEST_COMMENT - 100))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        return 0
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    at64 = tail.rfind(_END64, 0, at)
    if size == 0xFFFFFFFF and at64 >= 0:
        return int.from_bytes(tail[at64 + 40 : at64 + 48], "little")
    return size
