"""Letters fit the window of the envelope, keep their signature company and carry what makes them accessible."""

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pypdf
import pytest

from cleanbreak.cases.facts import Address, CaseFacts
from cleanbreak.documents.catalogue import render
from tests.documents.letters.reading import flat
from tests.documents.letters.samples import CLIENT, full_case, generated

MILLIMETER = 72 / 25.4
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
CROWDED = Address(
    "Gesellschaft für außerordentlich lange Firmennamen und Beteiligungen mbH & Co. KG",
    ("Abteilung Einkauf", "Haus 7, Aufgang B", "Straße der langen Namen 123", "01234 Musterstadt", "Deutschland"),
    contact="Prof. Dr. Maximiliane von Beispiel-Musterstein",
)


def places(facts: CaseFacts) -> dict[str, tuple[float, float, float, float]]:
    """Where each word of the first page stands, in millimeters from the upper left corner; its first place counts."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed, so places on the page cannot be read")
    data = render("disengagement_letter", facts, "de", "pdf")
    done = subprocess.run([program, "-bbox", "-l", "1", "-", "-"], input=data, capture_output=True, check=True)
    found: dict[str, tuple[float, float, float, float]] = {}
    for left, top, right, bottom, word in WORD.findall(done.stdout.decode()):
        box = (float(left), float(top), float(right), float(bottom))
        found.setdefault(word, tuple(value / MILLIMETER for value in box))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(("form", "top"), [("B", 45.0), ("A", 27.0)])
@pytest.mark.parametrize("client", [CLIENT, CROWDED])
def test_the_recipient_stands_inside_the_address_window(form: str, top: float, client: Address) -> None:
    found = places(full_case(letter_form=form, client=client))
    for word in (client.name.split()[0], client.lines[-1].split()[-1]):
        left, upper, right, lower = found[word]
        assert left >= 24.9 and right <= 105
        assert top + 16.5 <= upper and lower <= top + 45.5


def test_subject_follows_the_address_field_of_its_form() -> None:
    assert 97 <= places(full_case())["Kündigung"][1] <= 104
    assert 79 <= places(full_case(letter_form="A"))["Kündigung"][1] <= 86


@pytest.mark.parametrize("seed", range(12))
def test_a_signature_never_stands_alone_on_its_page(seed: int) -> None:
    facts = generated(seed)
    pages = pypdf.PdfReader(io.BytesIO(render("disengagement_letter", facts, "en", "pdf"))).pages
    last = flat(pages[-1].extract_text())
    assert "Thank you for" in last
    assert "Jana Beispiel" in last


def test_a_printed_letter_is_tagged_named_and_says_its_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render("settlement_statement", full_case(), "de", "pdf")))
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "de-DE"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert (
        flat(reader.metadata.title or "") == "Abrechnung zum Vertrag „Webseite und Pflege“ vom 1. März 2024 (Nr. V-118)"
    )
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == full_case().today
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp


def test_american_letters_are_set_on_letter_paper() -> None:
    facts = full_case(agreement=replace(full_case().agreement, jurisdiction="US"))
    box = pypdf.PdfReader(io.BytesIO(render("thank_you", facts, "en", "pdf"))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_head_and_length_of_the_timeline_stand_in_the_footer() -> None:
    facts = full_case()
    for page in pypdf.PdfReader(io.BytesIO(render("confirmation", facts, "de", "pdf"))).pages:
        text = flat(page.extract_text())
        assert f"Verlauf: 23 Einträge, {facts.timeline_head}" in text
