"""Reads a written invoice back: by our own importers, and by the bare numbers of its XML."""

import io
from decimal import Decimal
from pathlib import Path

from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

from cleanbreak.documents.invoices.catalogue import InvoiceFile
from cleanbreak.importers.formats import einvoice_cii, einvoice_ubl, zugferd
from cleanbreak.ledger.records import Invoice
from tests.importers.bank_reading import read_path

IMPORTERS = {"ubl": einvoice_ubl, "cii": einvoice_cii, "pdf": zugferd}


def imported(written: InvoiceFile, form: str, folder: Path) -> Invoice:
    path = folder / written.name
    path.write_bytes(written.content)
    [found] = read_path(IMPORTERS[form], path)
    assert isinstance(found, Invoice)
    return found


def embedded(pdf: bytes) -> bytes:
    [content] = PdfReader(io.BytesIO(pdf)).attachments["factur-x.xml"]
    return content


def texts(xml: bytes, name: str) -> list[str]:
    """The text of every element of this name, whatever its namespace."""
    return [e.text or "" for e in fromstring(xml).iter() if e.tag.rsplit("}", 1)[-1] == name]


def total(xml: bytes, name: str) -> Decimal:
    return Decimal(texts(xml, name)[-1])
