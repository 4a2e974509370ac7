"""The sheet for the user's own invoicing program holds every field, and what is still missing."""

from dataclasses import replace

import pytest

from cleanbreak.cases.facts import Language
from cleanbreak.documents.catalogue import available, render
from cleanbreak.documents.errors import MissingFactError
from tests.documents.invoices.samples import CLIENT, OURS, case_for, eur, settled
from tests.documents.letters.reading import flat, words_of_docx, words_of_pdf


def words(facts: object, language: Language, form: str) -> str:
    data = render("invoice_data", facts, language, form)  # type: ignore[arg-type]
    return words_of_docx(data) if form == "docx" else flat(words_of_pdf(data) if form == "pdf" else data.decode())


@pytest.mark.parametrize("form", ["pdf", "docx", "txt"])
def test_everything_to_be_typed_stands_on_it(form: str) -> None:
    text = words(case_for("final"), "de", form)
    for said in (
        "Schlussrechnung", "380", "1. März 2026 – 30. November 2026", "Atelier Lindenhof", "Lindenhof 4, 50667 Köln",
        "DE123456788", "214/5555/0815", "Muster & Söhne GmbH", "RE-2026-031", "1. April 2026", "3.300,00 €", "627,00 €",
        "−1.000,00 €", "−190,00 €", "2.300,00 €", "437,00 €", "2.737,00 €", "19 %", "14. Dezember 2026",
        "DE02 1203 0000 0000 2020 51", "V-118",
    ):  # fmt: skip
        assert said in text
    assert "fehlt" not in text.casefold()


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_refund_is_a_correction_by_name_and_never_a_gutschrift(language: Language) -> None:
    text = words(case_for("refund_credit"), language, "txt")
    assert ("Rechnungskorrektur" if language == "de" else "Credit note") in text
    assert "381" in text
    assert "gutschrift" not in text.casefold()


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("small_business", "Keine Umsatzsteuer: Steuerbefreiung für Kleinunternehmer nach § 19 UStG."),
        ("reverse_charge", "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge)."),
        ("exempt", "Die Leistung ist von der Umsatzsteuer befreit."),
        ("not_taxable", "Die Leistung ist hier nicht steuerbar."),
    ],
)
def test_the_note_for_each_treatment_stands_on_it(mode: str, said: str) -> None:
    assert said in words(case_for("final", mode), "de", "txt")


def test_what_is_missing_is_listed_instead_of_invented() -> None:
    facts = replace(case_for("final"), ours=replace(OURS, iban="", country=""), client=replace(CLIENT, country=""))
    text = words(facts, "en", "txt")
    for option in ("--our-iban", "--our-country", "--client-country"):
        assert option in text


def test_money_that_no_invoice_explains_is_said() -> None:
    assert "1190.00" in words(settled(paid="1190.00"), "en", "txt")


def test_sums_that_do_not_add_up_are_not_shown() -> None:
    facts = settled()
    assert facts.settlement is not None
    broken = replace(facts, settlement=replace(facts.settlement, earned_gross=eur("1.00")))
    with pytest.raises(MissingFactError, match="sums add up"):
        render("invoice_data", broken, "de", "txt")


def test_a_case_without_settlement_has_no_use_for_it() -> None:
    kinds = [kind for kind, _ in available(replace(settled(), settlement=None))]
    assert "invoice_data" not in kinds
