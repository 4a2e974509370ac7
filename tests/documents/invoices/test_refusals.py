"""What speaks against an invoice is one sentence that says what to do, and nothing is written."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import CaseFacts, IssuedInvoice
from cleanbreak.documents.errors import BrokenRuleError, IncompleteInvoiceError, NoEInvoiceError
from cleanbreak.documents.invoices import catalogue
from cleanbreak.documents.invoices.catalogue import write
from tests.documents.invoices.samples import CLIENT, OURS, asked, case_for, earlier, eur, settled


def refused(code: str, facts: CaseFacts, situation: str = "final", **more: Any) -> str:
    with pytest.raises(GuardError) as caught:
        write(facts, asked(situation, **more), "cii", "de")
    assert caught.value.code == code
    return str(caught.value)


def lacking(facts: CaseFacts, situation: str = "final", **more: Any) -> str:
    with pytest.raises(IncompleteInvoiceError) as caught:
        write(facts, asked(situation, **more), "cii", "de")
    return str(caught.value)


def with_settlement(facts: CaseFacts, **changes: Any) -> CaseFacts:
    assert facts.settlement is not None
    return replace(facts, settlement=replace(facts.settlement, **changes))


def test_without_a_settlement_there_are_no_sums() -> None:
    assert "case settle" in refused("invoice_unsettled", replace(settled(), settlement=None))


def test_a_negative_rest_points_to_the_correction() -> None:
    facts = settled(paid="5950.00", preceding=(earlier("5000.00", "950.00"),))
    said = refused("invoice_rest_negative", facts)
    assert "-2023.00" in said
    assert "--situation refund_credit" in said


def test_money_without_an_invoice_that_explains_it_is_named() -> None:
    said = refused("invoice_paid_not_covered", settled(paid="1190.00"))
    assert "1190.00" in said
    assert "--preceding" in said


def test_invoices_that_add_up_to_something_else_are_named() -> None:
    facts = settled(paid="1190.00", preceding=(earlier("900.00", "171.00"),))
    assert "1071.00" in refused("invoice_paid_not_covered", facts)


def test_a_refund_without_money_to_give_back_points_to_the_final_invoice() -> None:
    facts = settled(preceding=(earlier("1000.00", "190.00"),), paid="1190.00")
    assert "--situation final" in refused("invoice_no_refund", facts, "refund_credit")


@pytest.mark.parametrize("situation", ["correction", "cancellation", "refund_credit"])
def test_a_correction_needs_the_invoice_it_corrects(situation: str) -> None:
    assert "--preceding" in refused("invoice_preceding", settled(paid="5950.00"), situation)


def test_a_cancellation_cancels_one_invoice() -> None:
    both = (earlier("1000.00", "190.00"), earlier("500.00", "95.00", "RE-2026-044"))
    assert "RE-2026-044" in refused("invoice_one_at_a_time", settled(), "cancellation", preceding=both)


def test_a_broken_total_is_not_written() -> None:
    facts = with_settlement(settled(), earned_gross=eur("3928.00"))
    assert "3928.00" in refused("invoice_broken_total", facts)


def test_a_refund_that_differs_from_the_settlement_is_not_written() -> None:
    facts = with_settlement(case_for("refund_credit"), refund_vat=eur("1.00"))
    refused("invoice_broken_total", facts, "refund_credit")


def test_another_currency_is_named() -> None:
    in_francs = IssuedInvoice("RE-9", date(2026, 4, 1), eur("1000.00"), eur("190.00"), "CHF")
    assert "CHF" in refused("invoice_currency", settled(paid="1190.00", preceding=(in_francs,)))
    assert "the contract" in refused("invoice_currency", with_settlement(settled(), currency="CHF"))


def test_a_word_that_is_no_currency_is_refused() -> None:
    refused("unknown_currency", with_settlement(settled(), currency="EURO"))


def test_three_decimals_break_a_rule_of_the_standard() -> None:
    with pytest.raises(BrokenRuleError, match="BR-DEC-"):
        write(settled(currency="KWD", price="6000.000"), asked("final"), "cii", "de")


def test_an_earlier_invoice_at_another_rate_does_not_go_into_one_line() -> None:
    refused("invoice_other_rate", settled(paid="1160.00", preceding=(earlier("1000.00", "160.00"),)))


def test_amounts_that_are_not_known_are_asked_for() -> None:
    unknown = IssuedInvoice("RE-9", date(2026, 4, 1))
    assert "RE-9" in refused("invoice_amounts", settled(paid="1190.00", preceding=(unknown,)))


def test_amounts_with_more_decimals_than_the_currency_are_refused() -> None:
    refused("invoice_decimals", settled(paid="1190.00", preceding=(earlier("1000.001", "189.999"),)))


def test_the_number_of_an_earlier_invoice_is_taken() -> None:
    refused("invoice_number_taken", case_for("final"), number="re-2026-031")


def test_days_in_the_wrong_order_are_named() -> None:
    refused("invoice_before_preceding", case_for("final"), issued_on=date(2026, 1, 1), due_on=date(2026, 12, 1))
    refused("invoice_period", case_for("final"), starts_on=date(2026, 12, 1))
    refused("invoice_due_early", case_for("final"), due_on=date(2026, 11, 1))


def test_pay_for_undone_work_with_tax_is_a_question_for_an_adviser() -> None:
    assert "VAT_UNDONE_WORK" in refused("invoice_undone_pay", settled(compensation_percent=Decimal(5)))


def test_a_treatment_nobody_knows_is_refused() -> None:
    assert "--vat-mode" in refused("invoice_vat_mode", with_settlement(settled(), vat_mode="flat"))


FIELDS: list[tuple[str, Callable[[CaseFacts], CaseFacts]]] = [
    ("--our-name", lambda f: replace(f, ours=replace(OURS, name=""))),
    ("--our-line", lambda f: replace(f, ours=replace(OURS, lines=()))),
    ("--our-country", lambda f: replace(f, ours=replace(OURS, country=""))),
    ("--our-tax-number", lambda f: replace(f, ours=replace(OURS, vat_id="", tax_number=""))),
    ("--our-iban", lambda f: replace(f, ours=replace(OURS, iban=""))),
    ("--client-line", lambda f: replace(f, client=replace(CLIENT, lines=()))),
    ("--client-country", lambda f: replace(f, client=replace(CLIENT, country=""))),
    ("--from", lambda f: replace(f, agreement=replace(f.agreement, started_on=None))),
    ("--until", lambda f: replace(f, end=replace(f.end, last_day=None))),
]


@pytest.mark.parametrize(("option", "change"), FIELDS)
def test_what_is_missing_is_named_with_the_option_that_gives_it(
    option: str, change: Callable[[CaseFacts], CaseFacts]
) -> None:
    said = lacking(change(case_for("final")))
    assert option in said
    assert said.count("--") == 2 + option.count("tax")


@pytest.mark.parametrize("side", ["ours", "client"])
def test_reverse_charge_needs_both_vat_ids(side: str) -> None:
    facts = case_for("final", "reverse_charge")
    said = lacking(replace(facts, **{side: replace(getattr(facts, side), vat_id="")}))
    assert ("--our-vat-id" if side == "ours" else "--client-vat-id") in said


def test_number_and_date_are_the_users_to_give() -> None:
    said = lacking(case_for("final"), number="", issued_on=None)
    assert "--number" in said
    assert "--date" in said


def test_a_standard_rate_of_nothing_is_no_rate() -> None:
    assert "--vat-rate" in lacking(settled(rate="0"))


def test_a_day_of_payment_that_is_over_is_asked_for_again() -> None:
    assert "--due" in lacking(case_for("final"), issued_on=date(2027, 2, 1))


def test_money_that_goes_back_needs_no_account_of_ours() -> None:
    facts = case_for("refund_credit")
    assert write(replace(facts, ours=replace(OURS, iban="")), asked("refund_credit"), "ubl", "de").rules


def test_without_the_extra_one_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = catalogue.find_spec
    monkeypatch.setattr(catalogue, "find_spec", lambda name: None if name == "saxonche" else known(name))
    with pytest.raises(NoEInvoiceError) as caught:
        write(case_for("final"), asked("final"), "pdf", "de")
    assert f'{sys.executable} -m pip install "cleanbreak[einvoice]"' in str(caught.value)
    assert "(saxonche)" in str(caught.value)
