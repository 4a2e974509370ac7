"""Mailboxes in one file: Thunderbird, Apple Mail, Takeout and every other mbox."""

import mmap
from collections.abc import Iterator
from pathlib import Path

from cleanbreak.importers.mail.parsing import HEADERS_SLICE
from cleanbreak.importers.mail.reports import read_reported
from cleanbreak.importers.mail.splitting import LEADING_JUNK, first_separator, newline_of, ranges, split
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Origin, Problem, Record

__all__ = ["NAME", "ranges", "read", "read_range", "recognize"]

NAME = "mbox"


def recognize(source: Source) -> int:
    """Certain when the file begins with an mbox separator; likely when one follows some junk."""
    head = source.head
    at = first_separator(head, newline_of(head))
    if at < 0:
        return 0
    return 70 if head[:at].strip(LEADING_JUNK) else 95


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield every mail with its byte range in the file."""
    if source.size:
        yield from read_range(source.path, source.name, 0, source.size, options)


def read_range(path: Path, name: str, start: int, end: int, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the mails of one range as `ranges` gave it; `Origin.row` counts from 1 only where the range starts the file."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        first = True
        for number, (offset, length) in enumerate(split(data, start, end), start=1):
            if first and start == 0 and data[: min(offset, 4096)].strip(LEADING_JUNK):
                yield Problem("mbox_preamble", name, 1, {"bytes": str(offset)})
            first = False
            origin = Origin(name, number if start == 0 else 0, offset, length)
            wanted = (
                min(length, HEADERS_SLICE) if options.headers_only else min(length, options.limits.max_record_bytes + 1)
            )
            yield from read_reported(data[offset : offset + wanted], origin, name, options)
