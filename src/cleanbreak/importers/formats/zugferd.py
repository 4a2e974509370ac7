"""ZUGFeRD and Factur-X: PDF invoices that carry the e-invoice as an embedded XML file."""

import io
import logging
import zlib
from collections.abc import Iterator
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, EmbeddedFile

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import einvoice_cii, einvoice_ubl
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.xml import root_of
from cleanbreak.ledger.records import Problem, Record

NAME = "zugferd"

_USUAL_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
_UBL_ROOTS = frozenset({"Invoice", "CreditNote"})
_MAX_ATTACHMENTS = 200
# What a PDF library raises on damaged files besides its own errors.
_DAMAGE = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    OSError,
    zlib.error,
)

# Its remarks on how a file is built help nobody who only wants the invoice read.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def recognize(source: Source) -> int:
    """Every PDF is ours, so that one without an e-invoice is refused with a sentence of its own."""
    return 60 if b"%PDF-" in source.head[:1024] else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the invoice of the embedded XML; a PDF without one, or with a password, is refused."""
    if source.size > options.limits.max_whole_file_bytes:
        raise UnreadableError(
            file=source.name, what="the PDF is too large to be an invoice", todo="Leave it out of the folder"
        )
    content = _embedded_invoice(source, options.limits.max_record_bytes)
    root = root_of(content)
    syntax = einvoice_ubl if root is not None and root.name in _UBL_ROOTS else einvoice_cii
    yield from syntax.read_stream(io.BytesIO(content), source.name, options.limits)


def _embedded_invoice(source: Source, max_bytes: int) -> bytes:
    """Return the embedded e-invoice: the file of a usual name, else the first XML that is one."""
    found = _attachments(source)
    for _name, content in sorted(found, key=lambda item: item[0] not in _USUAL_NAMES):
        root = root_of(content[:65536])
        if root is None or len(content) > max_bytes:
            continue
        if root.name in _UBL_ROOTS or root.name.startswith("CrossIndustry"):
            return content
    raise UnreadableError(
        file=source.name,
        what="this PDF carries no e-invoice (ZUGFeRD or Factur-X) inside",
        todo="Add the invoice as XML, or export a list of your invoices as CSV from your invoicing program",
    )


def _attachments(source: Source) -> list[tuple[str, bytes]]:
    """Return the names, in lower case, and contents of the embedded files that may be XML."""
    try:
        with source.open() as stream:
            reader = PdfReader(stream, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise _locked(source)
            found: list[tuple[str, bytes]] = []
            for attachment in islice(_embedded_files(reader), _MAX_ATTACHMENTS):
                names = [attachment.name, attachment.alternative_name or ""]
                name = next((name for name in map(_plain, names) if name.endswith(".xml")), "")
                if name or "xml" in (attachment.subtype or "").casefold():
                    found.append((name, attachment.content))
            return found
    except DependencyError as error:
        raise _locked(source) from error
    except _DAMAGE as error:
        raise UnreadableError(
            file=source.name, what="the PDF is damaged and cannot be opened", todo="Please download it again"
        ) from error


def _embedded_files(reader: PdfReader) -> Iterator[EmbeddedFile]:
    """Yield the files of the name tree, then those that only the list of associated files names."""
    yield from reader.attachment_list
    associated = reader.root_object.get("/AF", ArrayObject()).get_object()
    for reference in associated if isinstance(associated, ArrayObject) else ():
        file = reference.get_object()
        if isinstance(file, DictionaryObject) and "/EF" in file:
            yield EmbeddedFile(str(file.get("/F", "")), file)


def _plain(name: str) -> str:
    return str(name).strip().casefold()


def _locked(source: Source) -> UnreadableError:
    return UnreadableError(
        file=source.name,
        what="the PDF is encrypted and cannot be opened without its password",
        todo="Save a copy without password, or add the invoice as XML",
    )
