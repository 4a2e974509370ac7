from decimal import Decimal

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject
from tests.importers.bank_reading import read_path, source_of
from tests.importers.einvoice.test_einvoice import CII, TOTALS, UBL

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import zugferd
from cleanbreak.importers.source import ReadOptions, Source

INVOICE = CII.format(code="380", totals=TOTALS).encode()


def pdf(tmp_path, attachments, prepare=lambda writer: None):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in attachments:
        writer.add_attachment(name, content)
    prepare(writer)
    path = tmp_path / "invoice.pdf"
    writer.write(path)
    return path


@pytest.mark.parametrize(
    "name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "zugferd-invoice.xml", "xrechnung.xml", "daten.XML"]
)
def test_the_embedded_invoice_is_read_under_the_name_of_the_pdf(tmp_path, name):
    [found] = read_path(zugferd, pdf(tmp_path, [("notiz.txt", b"x"), (name, INVOICE)]))
    assert (found.number, found.gross, found.origin.file) == ("RE-1001", Decimal("119.00"), "invoice.pdf")


def test_a_byte_order_mark_before_the_xml_does_not_matter(tmp_path):
    [found] = read_path(zugferd, pdf(tmp_path, [("factur-x.xml", b"\xef\xbb\xbf" + INVOICE)]))
    assert found.number == "RE-1001"


def test_an_embedded_ubl_invoice_is_read_too(tmp_path):
    content = UBL.format(root="Invoice", code="380", net="100.00", gross="119.00").encode()
    [found] = read_path(zugferd, pdf(tmp_path, [("xrechnung.xml", content)]))
    assert found.number == "RE-1001"


def test_an_invoice_named_only_in_the_list_of_associated_files_is_found(tmp_path):
    def move(writer):
        names = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
        writer.root_object[NameObject("/AF")] = ArrayObject([names[1]])
        del writer.root_object["/Names"]

    [found] = read_path(zugferd, pdf(tmp_path, [("factur-x.xml", INVOICE)], move))
    assert found.number == "RE-1001"


def test_a_pdf_protected_only_against_changes_is_read(tmp_path):
    path = pdf(tmp_path, [("factur-x.xml", INVOICE)], lambda w: w.encrypt("", "owner", algorithm="RC4-128"))
    assert read_path(zugferd, path)[0].number == "RE-1001"


@pytest.mark.parametrize(
    ("attachments", "prepare", "sentence"),
    [
        ([], lambda writer: None, "carries no e-invoice"),
        ([("liste.xml", b"<list/>")], lambda writer: None, "carries no e-invoice"),
        ([], lambda writer: writer.encrypt("secret", algorithm="RC4-128"), "without its password"),
        ([("factur-x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>' + INVOICE)], lambda writer: None, "document type"),
    ],
)
def test_a_pdf_without_a_readable_invoice_is_refused_with_a_sentence(tmp_path, attachments, prepare, sentence):
    path = pdf(tmp_path, attachments, prepare)
    with pytest.raises(UnreadableError, match=sentence):
        list(zugferd.read(Source(path, path.name), ReadOptions()))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_a_damaged_pdf_is_refused_with_a_sentence(tmp_path, content):
    with pytest.raises(UnreadableError):
        list(zugferd.read(source_of(tmp_path, content), ReadOptions()))


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_cut_off_pdf_is_read_or_refused(tmp_path, cut):
    content = pdf(tmp_path, [("factur-x.xml", INVOICE)]).read_bytes()
    try:
        found = list(zugferd.read(source_of(tmp_path, content[: int(len(content) * cut)]), ReadOptions()))
    except UnreadableError:
        return
    assert [item.number for item in found] == ["RE-1001"]


@pytest.mark.parametrize(
    ("path", "due"),
    [
        ("formats/zugferd/EN16931_Einfach.pdf", None),
        ("torture/einvoice-zugferd-corpus/correct-ZUGFeRD_1p0_COMFORT_SEPA_Prenotification.pdf", "2014-03-20"),
    ],
)
def test_shared_samples_of_both_versions_are_read(shared, path, due):
    [found] = read_path(zugferd, shared / "data" / path)
    assert (found.number, found.net, found.gross, found.client.name) == (
        "471102", Decimal("473.00"), Decimal("529.87"), "Kunden AG Mitte",
    )  # fmt: skip
    assert (found.due_on and found.due_on.isoformat()) == due
