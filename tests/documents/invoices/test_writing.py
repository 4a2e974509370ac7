"""Each kind of document in each syntax: it passes the rules, has the right code, and says what the settlement says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cleanbreak.cases.invoicing import compose
from cleanbreak.documents.invoices.catalogue import write
from cleanbreak.rules import answer
from tests.documents.invoices.reading import imported, texts
from tests.documents.invoices.samples import DAY, MODES, OURS, asked, case_for, earlier, eur, settled

CODES = {"final": "380", "partial": "326", "correction": "384", "cancellation": "384", "refund_credit": "381"}
DUE = {"final", "partial", "correction"}
FORMS = ("ubl", "cii", "pdf")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("situation", "code"), CODES.items())
def test_our_own_importer_reads_back_what_was_written(situation: str, code: str, form: str, tmp_path: Path) -> None:
    facts = case_for(situation)
    written = write(facts, asked(situation), form, "de")
    found, invoice = imported(written, form, tmp_path), written.invoice
    sign = -1 if situation == "refund_credit" else 1
    assert (found.number, found.type_code, found.currency) == ("RE-2026-101", code, "EUR")
    assert (found.issued_on, found.refers_to) == (DAY, "RE-2026-031")
    assert (found.net, found.gross, found.payable) == (sign * invoice.net, sign * invoice.gross, invoice.payable)
    assert (found.seller.name, found.client.name) == ("Atelier Lindenhof", "Muster & Söhne GmbH")
    assert found.due_on == (date(2026, 12, 14) if invoice.situation in DUE else None)
    assert written.rules > 50


@pytest.mark.parametrize("form", ["ubl", "cii"])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("situation", CODES)
def test_every_document_passes_in_every_way_to_treat_the_tax(situation: str, mode: str, form: str) -> None:
    written = write(case_for(situation, mode), asked(situation), form, "en")
    assert written.rules > 50
    assert (written.invoice.vat == 0) == (mode != "standard")


def test_the_final_invoice_deducts_net_and_tax_of_each_partial_invoice_as_the_rules_do() -> None:
    partials = (earlier("1000.00", "190.00", "RE-1"), earlier("500.00", "95.00", "RE-2", date(2026, 6, 1)))
    facts = settled(paid="1785.00", preceding=partials)
    invoice = compose(facts, asked("final"))
    inputs = {
        "currency": "EUR",
        "total_net": "3300.00",
        "vat_rate": "19",
        "partial_invoices": [{"net": str(p.net), "vat": str(p.vat)} for p in partials],
    }
    rule = answer({"op": "final_invoice", "jurisdiction": "DE", "inputs": inputs})["answer"]
    assert isinstance(rule, dict)
    assert (str(invoice.net), str(invoice.vat), str(invoice.gross)) == (
        rule["remaining_net"],
        rule["remaining_vat"],
        rule["remaining_gross"],
    )
    xml = write(facts, asked("final"), "cii", "de").content
    assert [x for x in texts(xml, "IssuerAssignedID") if x.startswith("RE")] == ["RE-1", "RE-2"]
    assert "abzüglich Rechnung RE-2 vom 1. Juni 2026: netto −500,00 €, Umsatzsteuer −95,00 €, brutto −595,00 €." in [
        note.replace("\N{NO-BREAK SPACE}", " ") for note in texts(xml, "Content")
    ]


def test_a_final_invoice_without_partial_invoices_names_none() -> None:
    written = write(settled(), asked("final"), "ubl", "de")
    assert written.invoice.gross == eur("3927.00")
    assert not texts(written.content, "BillingReference")


def test_a_refund_in_ubl_is_a_credit_note_with_positive_amounts_and_never_a_gutschrift() -> None:
    written = write(case_for("refund_credit"), asked("refund_credit"), "ubl", "de")
    text = written.content.decode()
    assert "<CreditNote" in text
    assert texts(written.content, "PayableAmount") == ["2023.00"]
    assert "-" not in "".join(texts(written.content, "LineExtensionAmount"))
    assert "gutschrift" not in text.casefold()


def test_a_correction_that_lowers_the_sum_has_negative_amounts() -> None:
    facts = settled(percent="10", paid="1190.00", preceding=(earlier("1000.00", "190.00"),))
    written = write(facts, asked("correction", reason="Der Leistungsstand war zu hoch."), "ubl", "de")
    assert texts(written.content, "PayableAmount") == ["-476.00"]
    assert "Grund: Der Leistungsstand war zu hoch." in texts(written.content, "Note")


def test_a_cancellation_takes_the_whole_invoice_back_without_any_settlement() -> None:
    facts = replace(settled(), settlement=None)
    written = write(facts, asked("cancellation", preceding=(earlier("1000.00", "190.00"),)), "cii", "de")
    assert texts(written.content, "GrandTotalAmount") == ["-1190.00"]


def test_a_deposit_that_is_set_off_pays_a_part() -> None:
    facts = settled(deposit_gross=eur("1000.00"), deposit_offset=True)
    written = write(facts, asked("final"), "ubl", "de")
    assert texts(written.content, "PrepaidAmount") == ["1000.00"]
    assert texts(written.content, "PayableAmount") == ["2927.00"]


def test_pay_for_undone_work_of_a_small_business_is_a_line_of_its_own() -> None:
    facts = settled(mode="small_business", compensation_percent=Decimal(5))
    written = write(facts, asked("final"), "cii", "de")
    assert [str(line.net) for line in written.invoice.lines] == ["3300.00", "135.00"]


def test_reverse_charge_shows_both_vat_ids_and_the_words_of_the_law() -> None:
    content = write(case_for("final", "reverse_charge"), asked("final"), "ubl", "de").content
    assert {"DE123456788", "ATU12345675"} <= set(texts(content, "CompanyID"))
    assert texts(content, "TaxExemptionReason") == ["Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge)."]


def test_what_is_not_taxable_shows_no_vat_id() -> None:
    content = write(case_for("final", "not_taxable"), asked("final"), "ubl", "de").content
    assert texts(content, "CompanyID") == ["214/5555/0815"]


def test_a_small_business_needs_no_vat_id_and_names_the_paragraph() -> None:
    facts = replace(case_for("final", "small_business"), ours=replace(OURS, vat_id=""))
    content = write(facts, asked("final"), "cii", "de").content
    assert "§ 19 UStG" in texts(content, "ExemptionReason")[0]


def test_the_address_is_taken_apart_and_the_country_line_left_out() -> None:
    content = write(case_for("final", "reverse_charge"), asked("final"), "cii", "de").content
    assert texts(content, "PostcodeCode") == ["50667", "1010"]
    assert texts(content, "CityName") == ["Köln", "Wien"]
    assert "Österreich" not in content.decode()


def test_the_same_case_gives_the_same_bytes() -> None:
    for form in FORMS:
        first, second = (write(case_for("final"), asked("final"), form, "de").content for _ in range(2))
        assert first == second


HOSTILE = "<x/>]]>&amp; {subject} {{ 7*7 }} #set page() \u202e\x00\n**GmbH** | ${y} „Ä“ \N{GRINNING FACE}"


@pytest.mark.parametrize("form", ["ubl", "cii"])
def test_a_hostile_name_is_a_name(form: str, tmp_path: Path) -> None:
    facts = case_for("final")
    facts = replace(facts, client=replace(facts.client, name=HOSTILE))
    facts = replace(facts, agreement=replace(facts.agreement, title=HOSTILE))
    found = imported(write(facts, asked("final"), form, "de"), form, tmp_path)
    assert found.client.name == "<x/>]]>&amp; {subject} {{ 7*7 }} #set page() **GmbH** | ${y} „Ä“ \N{GRINNING FACE}"
