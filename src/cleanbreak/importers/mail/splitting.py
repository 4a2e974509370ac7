"""Cut an mbox into messages by position, without reading them.

A message begins at a line `From ` + envelope sender + date (`From - ` and a bare address are enough when a header
follows), at the start of the file or after a blank line. Whether a line is such a separator depends only on the bytes
around it, so that a large file can be cut at any place and its parts be read by several processes. Only a file whose
first message names its Content-Length is walked from the start, because its bodies may hold unescaped separators.
"""

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

LOOK_BACK = 400
LOOK_AHEAD = 1200
HEADER_BYTES = 64 * 1024
LEADING_JUNK = b"\xef\xbb\xbf\r\n \t\x00"

_DAYS = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTHS = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATED = re.compile(
    rb"From (?:[^\r\n]{1,250}?[ \t]+)?(?:"
    + _DAYS
    + rb",?[ \t]+(?:\d{1,2}[ \t]+)?"
    + _MONTHS
    + rb"[ \t](?=[^\r\n]{0,60}\d{1,2}:\d\d)[^\r\n]{0,60}?(?:19|20)\d\d"
    + rb"|(?:19|20)\d\d-\d\d-\d\d[ T]\d\d:\d\d)"
)
_HEADER_NEXT = rb"[^\S\r\n]*(?:\r\n|\n|\r)(?:[!-9;-~]{1,200}[ \t]*:)"
_UNDATED = re.compile(rb"From [^\s@]+@\S*" + _HEADER_NEXT)
_THUNDERBIRD = re.compile(rb"From -(?:[ \t][^\r\n]{0,60})?" + _HEADER_NEXT)
_INCLUDED = re.compile(rb"(?:^|[\r\n])-{3,}[^\r\n]{0,40}Message[^\r\n]{0,40}-{3,}[\s]*$", re.IGNORECASE)
_BLANK_BEFORE = (b"\n\n", b"\n\r\n", b"\r\r")
_CONTENT_LENGTH = re.compile(rb"(?:^|[\r\n])Content-Length[ \t]*:[ \t]*(\d{1,12})[ \t]*(?=[\r\n])", re.IGNORECASE)
_HEADER_END = re.compile(rb"\r\n\r\n|\n\n|\n\r\n|\r\r")

Buffer = bytes | mmap.mmap


def is_separator(data: Buffer, position: int) -> bool:
    """Tell whether the `From ` at `position` (a line start) begins a message, from the bytes around it alone."""
    before = data[max(0, position - LOOK_BACK) : position]
    line = data[position : position + LOOK_AHEAD]
    if position < LOOK_BACK and not before.strip(LEADING_JUNK):
        return bool(_DATED.match(line) or _UNDATED.match(line) or line.startswith(b"From - "))
    if _THUNDERBIRD.match(line):
        return True
    if not before.endswith(_BLANK_BEFORE):
        return _closes_a_part(before) and _DATED.match(line) is not None
    if not (_DATED.match(line) or _UNDATED.match(line)):
        return False
    return not _is_embedded(before)


def _closes_a_part(before: bytes) -> bool:
    """The line before is the last boundary of a multipart message."""
    last = before.rstrip(b"\r\n").replace(b"\r", b"\n").rpartition(b"\n")[2]
    return len(last) > 4 and last.startswith(b"--") and last.endswith(b"--")


def _is_embedded(before: bytes) -> bool:
    """The separator belongs to a message that was pasted or attached, not to the mailbox."""
    if _INCLUDED.search(before):
        return True
    paragraph = before.replace(b"\r\n", b"\n")[:-2].rpartition(b"\n\n")[2]
    return b"message/rfc822" in paragraph.lower() and not paragraph.endswith(b"\n")


def newline_of(data: Buffer) -> bytes:
    """`\\r` for a file written with bare carriage returns, else `\\n`."""
    head = data[:HEADER_BYTES]
    return b"\r" if b"\r" in head and b"\n" not in head else b"\n"


def first_separator(data: Buffer, newline: bytes, start: int = 0, end: int | None = None) -> int:
    """Position of the first separator in [start, end), or -1."""
    return next(_separators(data, newline, start, len(data) if end is None else end), -1)


def _separators(data: Buffer, newline: bytes, start: int, end: int) -> Iterator[int]:
    needle = newline + b"From "
    if start < 64:
        lead = start + len(data[start:64]) - len(data[start:64].lstrip(LEADING_JUNK))
        if data[lead : lead + 5] == b"From " and is_separator(data, lead):
            yield lead
            start = lead + 1
    at = data.find(needle, max(0, start - 1))
    while 0 <= at < end - 1:
        if is_separator(data, at + 1):
            yield at + 1
        at = data.find(needle, at + 1)


def declares_lengths(data: Buffer, first: int) -> bool:
    """Tell whether the first message names its Content-Length."""
    return _body_end(data, first) is not None


def _body_end(data: Buffer, position: int) -> int | None:
    head = data[position : position + HEADER_BYTES]
    blank = _HEADER_END.search(head)
    if blank is None:
        return None
    named = _CONTENT_LENGTH.search(head, 0, blank.end())
    return position + blank.end() + int(named[1]) if named else None


def _walk_by_length(data: Buffer, newline: bytes, first: int) -> Iterator[int]:
    """Separators of a file whose messages name their length; a wrong length falls back to searching."""
    position, size = first, len(data)
    while 0 <= position < size:
        yield position
        end = _body_end(data, position)
        if end is not None and end <= size:
            start = end + len(data[end : end + 8]) - len(data[end : end + 8].lstrip(b"\r\n"))
            line = data[start : start + LOOK_AHEAD]
            if start >= size:
                return
            if _DATED.match(line) or _UNDATED.match(line) or _THUNDERBIRD.match(line):
                position = start
                continue
        position = first_separator(data, newline, position + 5)


def starts(data: Buffer, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Positions of the messages that begin in [start, end); `start` is 0 or a bound that `ranges` gave."""
    newline = newline_of(data)
    end = len(data) if end is None else end
    first = first_separator(data, newline, start, end)
    if first < 0:
        return
    if declares_lengths(data, first):
        for position in _walk_by_length(data, newline, first):
            if position >= end:
                return
            yield position
    else:
        yield from _separators(data, newline, start, end)


def split(data: Buffer, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield (offset, length) of every message in a range, `From ` line included."""
    end = len(data) if end is None else end
    previous = -1
    for position in starts(data, start, end):
        if previous >= 0:
            yield previous, position - previous
        previous = position
    if previous >= 0:
        yield previous, end - previous


def bounds(data: Buffer, chunk_bytes: int) -> list[tuple[int, int]]:
    """Cut into ranges of about `chunk_bytes`, each beginning at a message (the first at 0) and ending at the next."""
    size, newline = len(data), newline_of(data)
    first = first_separator(data, newline)
    if first < 0:
        return [(0, size)] if size else []
    cuts = [0]
    if declares_lengths(data, first):
        for position in _walk_by_length(data, newline, first):
            if position > first and position >= cuts[-1] + chunk_bytes:
                cuts.append(position)
    else:
        cut = first_separator(data, newline, max(chunk_bytes, first + 1))
        while cut >= 0:
            cuts.append(cut)
            cut = first_separator(data, newline, cut + max(chunk_bytes, 1))
    return list(zip(cuts, [*cuts[1:], size], strict=True))


def ranges(path: Path, chunk_bytes: int) -> list[tuple[int, int]]:
    """Cut a file into (start, end) ranges so that every message lies in exactly one."""
    if path.stat().st_size == 0:
        return []
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return bounds(data, chunk_bytes)
