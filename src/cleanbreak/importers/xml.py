"""XML read as a stream and under limits: no DTD, no entities, no network; any usual encoding, with or without a BOM.

The namespace of every element that is handed out is taken off, so that `element.find("Acct/Id")` works for all versions
of a format::

    for element, context in walk(stream, source.name, limits, records={"Ntry"}, contexts={"Stmt"}):
        ...     # a record, with the context it stands in; a context itself comes last, when it is complete

A record is emptied and taken out of the tree as soon as the caller asks for the next one, so memory does not grow.
"""

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import IO, Any, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.charset import STRAY_BYTES, marked_encoding
from cleanbreak.importers.source import Limits

_MAX_ELEMENTS_PER_RECORD = 400_000
_MAX_MARKUP_CHARS = 4 * 1024 * 1024
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]*\?>")
_NOT_MARKUP = re.compile(r"<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(\s[^<>]*)?/?>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class BrokenXmlError(UnreadableError):
    """The XML is not well-formed, hostile or too large; what was read before it was good."""


@dataclass(frozen=True, slots=True)
class Root:
    """The outermost element, as the head of a file shows it: local name and raw attributes (with the namespaces)."""

    name: str
    attributes: str
    head: str


def root_of(head: bytes) -> Root | None:
    """Return the outermost element that the head of a file begins, None when it is no XML."""
    encoding = encoding_of(head)
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n\x00")
    if not text.startswith("<"):
        return None
    match = _ROOT.search(_NOT_MARKUP.sub("", text))
    return Root(match[1], match[2] or "", text) if match else None


def encoding_of(head: bytes) -> str:
    """Return the encoding that BOM, zero bytes or declaration tell; UTF-8 when they tell nothing usable."""
    if marked := marked_encoding(head):
        return marked
    if head[:4] in {b"<\x00?\x00", b"\x00<\x00?"}:
        return "utf-16-le" if head[:1] == b"<" else "utf-16-be"
    match = _DECLARED.match(head)
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else "utf-8"
    except LookupError:
        return "utf-8"
    if name.startswith(("utf-16", "utf-32")) or not _is_text_encoding(name):
        return "utf-8"
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _is_text_encoding(name: str) -> bool:
    try:
        return b"<a>".decode(name) == "<a>"
    except (LookupError, UnicodeError):
        return False


class _TextStream:
    """Decodes bytes for the parser, drops what XML forbids, and counts how much one record has taken."""

    def __init__(self, stream: IO[bytes], name: str, limits: Limits) -> None:
        first = stream.read(4096)
        encoding = encoding_of(first)
        errors = STRAY_BYTES if encoding == "utf-8" else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._stream = stream
        self._first = first
        self._name = name
        self._limit = limits.max_record_bytes
        self._open_markup = 0
        self.taken = 0

    def read(self, size: int) -> str:
        """Return the next piece of text, empty only at the end."""
        text = ""
        while not text:
            raw = self._first or self._stream.read(size)
            text = self._decoder.decode(raw, final=not raw)
            if self._first:
                self._first = b""
                text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n\x00"), count=1)
            if not raw:
                break
        self.taken += len(text)
        self._count_open_markup(text)
        if self.taken > self._limit or self._open_markup > _MAX_MARKUP_CHARS:
            raise BrokenXmlError(
                file=self._name,
                what="one record in it is too large to be read safely",
                todo="Please export fewer records or without attachments",
            )
        return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text

    def _count_open_markup(self, text: str) -> None:
        """Count the characters since a `<` whose `>` has not come: the parser reads an open tag anew with every piece."""
        start, end = text.rfind("<"), text.rfind(">")
        if start > end:
            self._open_markup = len(text) - start
        elif end >= 0:
            self._open_markup = 0
        elif self._open_markup:
            self._open_markup += len(text)


def walk(
    stream: IO[bytes],
    name: str,
    limits: Limits,
    *,
    records: Collection[str],
    contexts: Collection[str] = (),
    dropped: Collection[str] = (),
) -> Iterator[tuple[Element, Element | None]]:
    """Yield the records and contexts of these local names, each with the innermost open context.

    A context is the live element: what stands before the record in the file is in it already. `dropped` names elements
    whose content is thrown away (attachments, lines). Raises `BrokenXmlError` where the file cannot be read on.
    """
    text = _TextStream(stream, name, limits)
    try:
        yield from _walk(text, limits, (records, contexts, dropped), name)
    except DefusedXmlException as error:
        raise BrokenXmlError(
            file=name,
            what="it contains a document type or entities, which can be used to attack a computer",
            todo="It was not read; please export it again from the program it comes from",
        ) from error
    except (ParseError, ValueError) as error:
        raise BrokenXmlError(
            file=name, what=f"the XML is damaged ({error})", todo="Please export or download it again"
        ) from error


def _walk(
    text: _TextStream, limits: Limits, names: tuple[Collection[str], Collection[str], Collection[str]], name: str
) -> Iterator[tuple[Element, Element | None]]:
    records, contexts, dropped = names
    open_elements: list[Element] = []
    open_contexts: list[Element] = []
    elements = 0
    events = iterparse(cast(Any, text), events=("start", "end"), forbid_dtd=True)
    for event, element in events:
        if event == "start":
            element.tag = local = element.tag.rpartition("}")[2]
            open_elements.append(element)
            elements += 1
            if len(open_elements) > limits.max_depth or elements > _MAX_ELEMENTS_PER_RECORD:
                raise _too_much(name)
            if local in contexts:
                open_contexts.append(element)
            continue
        open_elements.pop()
        local = element.tag
        if local in dropped:
            elements -= sum(1 for _ in element.iter())
            element.clear()
        elif local in records or local in contexts:
            if local in contexts:
                open_contexts.pop()
            yield element, open_contexts[-1] if open_contexts else None
            element.clear()
            if open_elements:
                open_elements[-1].remove(element)
            text.taken = elements = 0


def _too_much(name: str) -> BrokenXmlError:
    return BrokenXmlError(
        file=name,
        what="its elements are nested too deeply or too many for one record",
        todo="It was not read; please export it again from the program it comes from",
    )


def text_of(element: Element | None, *paths: str) -> str:
    """Return the first text that is not blank under these paths, trimmed; empty when there is none."""
    if element is None:
        return ""
    for path in paths:
        for found in element.iterfind(path):
            if found.text and (text := found.text.strip()):
                return text
    return ""
