"""The PDF with its data inside: the same bytes as the XML alone, marked as programs expect it, readable by people."""

import io

import facturx
import pikepdf
import pytest
from pypdf import PdfReader

from cleanbreak.cases.facts import Language
from cleanbreak.documents.invoices.catalogue import write
from tests.documents.invoices.reading import embedded
from tests.documents.invoices.samples import asked, case_for
from tests.documents.letters.reading import flat, words_of_pdf

SITUATIONS = ("final", "partial", "correction", "cancellation", "refund_credit")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_embedded_data_are_the_data_byte_for_byte(situation: str, language: Language) -> None:
    facts = case_for(situation)
    xml = write(facts, asked(situation), "cii", language).content
    pdf = write(facts, asked(situation), "pdf", language).content
    assert embedded(pdf) == xml
    name, content = facturx.get_facturx_xml_from_pdf(pdf, check_xsd=True, check_schematron=False)
    assert (name, content) == ("factur-x.xml", xml)


def test_the_file_says_that_it_is_factur_x_pdf_a_3a_and_accessible() -> None:
    pdf = write(case_for("final"), asked("final"), "pdf", "de").content
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = bytes(document.Root.Metadata.read_bytes()).decode()
        [attached] = document.Root.AF
        assert (attached.AFRelationship, attached.EF.F.Subtype) == ("/Alternative", "/text/xml")
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "de-DE"
    for said in (
        "<fx:ConformanceLevel>EN 16931<",
        "<fx:DocumentType>INVOICE<",
        "<fx:DocumentFileName>factur-x.xml<",
        "<fx:Version>1.0<",
        "<pdfaSchema:prefix>fx<",
        "<pdfaid:part>3<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
    ):
        assert metadata.count(said) == 1, said


@pytest.mark.parametrize(
    ("situation", "title"),
    [
        ("final", "Schlussrechnung RE-2026-101"),
        ("partial", "Abschlagsrechnung RE-2026-101"),
        ("correction", "Rechnungskorrektur RE-2026-101"),
        ("cancellation", "Stornorechnung RE-2026-101"),
        ("refund_credit", "Rechnungskorrektur RE-2026-101"),
    ],
)
def test_paper_shows_the_number_the_parties_and_the_sums_and_no_gutschrift(situation: str, title: str) -> None:
    written = write(case_for(situation), asked(situation), "pdf", "de")
    text = flat(words_of_pdf(written.content))
    gross = f"{abs(written.invoice.gross):,.2f}".replace(",", "x").replace(".", ",").replace("x", ".")
    for said in (title, "Atelier Lindenhof", "Muster & Söhne GmbH", "1. Dezember 2026", "RE-2026-031", gross, "V-118"):
        assert said in text
    assert "gutschrift" not in text.casefold()


def test_dates_of_the_file_are_the_day_of_the_invoice() -> None:
    metadata = PdfReader(io.BytesIO(write(case_for("final"), asked("final"), "pdf", "de").content)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date().isoformat() == "2026-12-01"


def test_paper_and_data_agree_that_what_is_not_taxable_shows_no_vat_id() -> None:
    written = write(case_for("final", "not_taxable"), asked("final"), "pdf", "de")
    assert "DE123456788" not in words_of_pdf(written.content) + embedded(written.content).decode()
