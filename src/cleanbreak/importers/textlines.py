"""Plain text read line by line, whatever program wrote it.

UTF-8 with or without BOM, UTF-16 and UTF-32; LF, CRLF and bare CR. What is not valid UTF-8 arrives as lone surrogates, so
that a caller can first join what was split in the middle of a character and then call `repaired`.
"""

import codecs
import io
from collections.abc import Iterator
from typing import IO, TextIO, cast

from cleanbreak.importers.source import Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURROGATES = frozenset(map(chr, range(0xDC80, 0xDD00)))


def encoding_of(head: bytes) -> str:
    """Return the encoding that a BOM or the place of the zero bytes tells, else UTF-8."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    start = head[:64]
    if len(start) >= 4 and start[0] and not start[1] and start[2] and not start[3]:
        return "utf-16-le"
    if len(start) >= 4 and not start[0] and start[1] and not start[2] and start[3]:
        return "utf-16-be"
    return "utf-8"


def head_text(source: Source) -> str:
    """Return the head as text for recognition, without BOM; never fails."""
    text = source.head.decode(encoding_of(source.head), "replace")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def open_text(source: Source) -> TextIO:
    """Open for reading lines; every usual line end becomes a newline."""
    encoding = encoding_of(source.head)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(source.open(), encoding=encoding, errors=errors, newline=None)


def numbered_lines(source: Source, max_chars: int) -> Iterator[tuple[int, str]]:
    """Yield line number and line without its end; what a line holds beyond `max_chars` is dropped."""
    with open_text(source) as stream:
        number = 0
        while line := stream.readline(max_chars):
            number += 1
            if line[-1] == "\n":
                yield number, line[:-1]
                continue
            yield number, line
            if len(line) < max_chars:
                continue
            while (rest := stream.readline(65536)) and rest[-1] != "\n":
                pass


def repaired(text: str, charset: str = "") -> str:
    """Return text whose undecodable bytes are read as `charset`, else as UTF-8, else as Windows-1252."""
    if text.isascii() or (not charset and _SURROGATES.isdisjoint(text)):
        return text
    raw = text.encode("utf-8", "surrogateescape")
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(encoding) if encoding else raw.decode("utf-8")
        except (LookupError, UnicodeError):
            continue
    return raw.decode("latin-1")


def open_utf8(source: Source) -> IO[bytes]:
    """Open for reading bytes that are UTF-8 without BOM, for readers that take nothing else."""
    encoding = encoding_of(source.head)
    stream = source.open()
    if encoding == "utf-8-sig":
        stream.seek(len(codecs.BOM_UTF8))
    if encoding.startswith("utf-8"):
        return stream
    return cast(IO[bytes], codecs.EncodedFile(stream, "utf-8", encoding, "replace"))
