"""How a delimited text file is laid out: encoding, delimiter, lines; told from its content."""

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from cleanbreak.importers.source import HEAD_BYTES, Source
from cleanbreak.importers.tables.values import normalized

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_ROWS = 60
_MAX_LINES_PER_RECORD = 1000
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

csv.field_size_limit(16 * 1024 * 1024)


@dataclass(frozen=True)
class Layout:
    """What the first 64 kB of a delimited text tell; `rows` are the first rows, the header among them."""

    encoding: str
    delimiter: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The first row, trimmed."""
        return tuple(cell.strip() for cell in self.rows[0])

    def has(self, *names: str) -> bool:
        """Tell whether the first row holds every one of these header names."""
        return holds(self.rows[0], *names)

    def has_any(self, *names: str) -> bool:
        """Tell whether the first row holds at least one of these header names."""
        return any(holds(self.rows[0], name) for name in names)


def holds(cells: tuple[str, ...] | list[str], *names: str) -> bool:
    """Tell whether a row holds every one of these header names, units in parentheses ignored."""
    known = _names_of(tuple(cells))
    return all(normalized(name) in known for name in names)


@lru_cache(maxsize=64)
def _names_of(cells: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for cell in cells for name in header_keys(cell))


def header_keys(cell: str) -> tuple[str, str]:
    """Return the two names a header goes by: as written, and without a unit such as `(EUR)` behind it."""
    return normalized(cell), normalized(re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", cell))


def sniff(source: Source) -> Layout | None:
    """Return the layout the head of the file tells, None when it is no text or holds no row."""
    return _sniff(source.head)


@lru_cache(maxsize=4)
def _sniff(head: bytes) -> Layout | None:
    encoding = encoding_of(head, whole=len(head) < HEAD_BYTES)
    text = head.decode(encoding, "replace")
    if _is_binary(text):
        return None
    if len(head) >= HEAD_BYTES and (cut := max(text.rfind("\n"), text.rfind("\r"))) > 0:
        text = text[: cut + 1]
    told = _SEP_LINE.match(text.split("\n", 1)[0].strip("\ufeff\r"))
    delimiter = told[1] if told else _delimiter_of(text)
    rows = _sample(text, delimiter)
    return Layout(encoding, delimiter, tuple(tuple(row) for row in rows)) if rows else None


def encoding_of(head: bytes, *, whole: bool) -> str:
    """Return the encoding: a byte order mark, else UTF-8 where it fits, else Windows-1252."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) > 3 and head[1:200:2].count(0) > len(head[1:200:2]) * 0.6 and 0 not in head[0:200:2]:
        return "utf-16-le"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(head) else "cp1252"
    return "utf-8"


def encoding_of_file(source: Source) -> tuple[str, bool]:
    """Return the encoding of the whole file, and whether some bytes do not fit it. A head of plain ASCII tells too little."""
    encoding = encoding_of(source.head, whole=source.size <= HEAD_BYTES)
    if not encoding.startswith("utf-8"):
        return encoding, False
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = b""
    try:
        with source.open() as stream:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        sure = encoding == "utf-8-sig" or _mostly_utf8(chunk) or _mostly_utf8(source.head)
        return (encoding, True) if sure else ("cp1252", False)
    return encoding, False


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether broken UTF-8 is still UTF-8: at least as many whole characters as stray bytes."""
    good = len(_MULTIBYTE.findall(data))
    return good > 0 and good >= data.decode("utf-8", "replace").count("\ufffd")


def _is_binary(text: str) -> bool:
    sample = text[:8192]
    odd = sum(1 for sign in sample if sign < " " and sign not in "\t\n\r\f\x0b\x1a")
    return odd > max(3, len(sample) // 50)


def _delimiter_of(text: str) -> str:
    """Return the delimiter under which most rows have the same, large number of cells."""

    def score(delimiter: str) -> int:
        widths = Counter(len(row) for row in _sample(text, delimiter))
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    best = max(_DELIMITERS, key=score)
    return best if score(best) > 0 else ","


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    lines = RecordLines(io.StringIO(text, newline=""), len(text) + 1)
    for _line, row in lines.records(delimiter):
        rows.append(row)
        if len(rows) == _SAMPLE_ROWS:
            break
    return rows


def text_of(source: Source, encoding: str) -> IO[str]:
    """Open the file as text; bytes that fit no character become U+FFFD."""
    return io.TextIOWrapper(source.open(), encoding=encoding, errors="replace", newline="")


def _is_sep_line(row: list[str]) -> bool:
    return row[0].strip('"\ufeff').casefold().startswith("sep=") and not any(row[1:])


class _RunawayQuoteError(Exception):
    """A quoted cell ran over too many lines: its closing quote is missing."""


class RecordLines:
    """Splits text into records and keeps their real line numbers; faults are collected as (line, code)."""

    def __init__(self, stream: IO[str], max_chars: int) -> None:
        self.number = 0
        self.faults: list[tuple[int, str]] = []
        self._stream = stream
        self._max_chars = max_chars
        self._pending: deque[str] = deque()
        self._record: list[str] = []
        self._chars = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._pending.popleft() if self._pending else self._stream.readline(self._max_chars)
        if not line:
            raise StopIteration
        self.number += 1
        while len(line) >= self._max_chars:
            line = self._skip_long_line()
        if "\0" in line:
            self._fault(self.number, "nul_characters")
            line = line.replace("\0", "")
        self._record.append(line)
        self._chars += len(line)
        if self._chars > self._max_chars or len(self._record) > _MAX_LINES_PER_RECORD:
            raise _RunawayQuoteError
        return line

    def records(self, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells) of every row that is not empty; `sep=` lines of spreadsheets are no rows."""
        reader = csv.reader(self, delimiter=delimiter)
        while True:
            start = self.number + 1
            try:
                row = next(reader, None)
            except (_RunawayQuoteError, csv.Error):
                row, reader = self._split_first(start, delimiter), csv.reader(self, delimiter=delimiter)
            if row is None:
                return
            if len(self._record) > 1 and self._ended_inside_quotes():
                row, reader = self._split_first(start, delimiter), csv.reader(self, delimiter=delimiter)
            self._record.clear()
            self._chars = 0
            if any(row) and row != ["\x1a"] and not (start == 1 and _is_sep_line(row)):
                yield start, row

    def _ended_inside_quotes(self) -> bool:
        """Tell whether the file ended before a quoted cell did."""
        if self._pending or sum(line.count('"') for line in self._record) % 2 == 0:
            return False
        following = self._stream.readline(self._max_chars)
        if following:
            self._pending.append(following)
        return not following

    def _split_first(self, start: int, delimiter: str) -> list[str]:
        """Take a record with a lost quote for its first line only and read the lines behind it again."""
        self._fault(start, "unclosed_quote")
        first, *rest = self._record or [""]
        self._pending.extendleft(reversed(rest))
        self.number = start
        return [cell.strip('"') for cell in first.rstrip("\r\n").split(delimiter)]

    def _skip_long_line(self) -> str:
        self._fault(self.number, "line_too_long")
        while (piece := self._stream.readline(self._max_chars)) and not piece.endswith(("\n", "\r")):
            pass
        self.number += 1
        following = self._stream.readline(self._max_chars)
        if not following:
            raise StopIteration
        return following

    def _fault(self, line: int, code: str) -> None:
        if len(self.faults) < 1000 and (line, code) not in self.faults[-1:]:
            self.faults.append((line, code))
