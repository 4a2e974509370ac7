"""Which payment settles which invoice."""

from decimal import Decimal

from cleanbreak.ledger.allocation import AllocationResult, Allocator
from cleanbreak.ledger.names import name_key
from cleanbreak.ledger.records import BankEntry, Invoice
from tests.records import invoice, payment


def allocate(invoices: list[Invoice], *entries: BankEntry) -> AllocationResult:
    names = sorted({name_key(i.client.name) for i in invoices})
    keys = {name: number for number, name in enumerate(names)}
    return Allocator(
        invoices,
        lambda i: keys[name_key(i.client.name)],
        lambda e: keys.get(name_key(e.counterparty.name)),
        "EUR",
    ).run(entries)


def pairs(result: AllocationResult) -> list[tuple[str, Decimal]]:
    return [(a.invoice.number, a.amount) for a in result.allocations]


def test_an_invoice_number_in_the_purpose_is_found_however_it_is_written() -> None:
    for text in ("RE-2025-017", "Rechnung RE 2025 017", "re2025017", "Rg.2025-017 vom 3.2.", "RE-2025-0 17"):
        result = allocate([invoice("RE-2025-017", "2025-02-01", "100", "119")], payment("2025-02-10", "119", text))
        assert pairs(result) == [("RE-2025-017", Decimal(119))], text


def test_a_longer_number_is_not_mistaken_for_a_shorter_one() -> None:
    invoices = [invoice("RE-2025-01", "2025-01-01", "50"), invoice("RE-2025-011", "2025-02-01", "60", client="Huber")]
    assert pairs(allocate(invoices, payment("2025-02-10", "60", "RE-2025-011"))) == [("RE-2025-011", Decimal(60))]


def test_a_short_number_needs_a_word_before_it_or_its_own_client() -> None:
    invoices = [invoice("17", "2025-01-01", "50")]
    assert pairs(allocate(invoices, payment("2025-02-10", "50", "Miete 17 Februar", "Vermieter"))) == []
    assert pairs(allocate(invoices, payment("2025-02-10", "50", "Rechnung 17", "Steuerbüro X"))) == [
        ("17", Decimal(50))
    ]


def test_one_payment_for_two_invoices_pays_each_in_full_oldest_first() -> None:
    invoices = [invoice("R2", "2025-02-01", "300"), invoice("R1", "2025-01-01", "600")]
    result = allocate(invoices, payment("2025-03-01", "900", "Rechnung R2 und R1"))
    assert pairs(result) == [("R1", Decimal(600)), ("R2", Decimal(300))]


def test_a_payer_with_one_open_invoice_of_that_amount_settles_it() -> None:
    invoices = [invoice("R1", "2025-01-01", "600"), invoice("R2", "2025-01-05", "300")]
    result = allocate(invoices, payment("2025-02-01", "300", "danke", "Nordlicht GmbH"))
    assert [(a.invoice.number, a.how) for a in result.allocations] == [("R2", "amount")]


def test_a_payer_with_the_sum_of_all_open_invoices_settles_all() -> None:
    invoices = [invoice("R1", "2025-01-01", "600"), invoice("R2", "2025-01-05", "300")]
    assert pairs(allocate(invoices, payment("2025-02-01", "900", "", "Nordlicht"))) == [
        ("R1", Decimal(600)),
        ("R2", Decimal(300)),
    ]


def test_otherwise_the_oldest_open_invoice_is_paid_first() -> None:
    invoices = [invoice("R1", "2025-01-01", "600"), invoice("R2", "2025-01-05", "300")]
    result = allocate(invoices, payment("2025-02-01", "700", "", "Nordlicht"))
    assert [(a.invoice.number, a.amount, a.how) for a in result.allocations] == [
        ("R1", Decimal(600), "oldest"),
        ("R2", Decimal(100), "oldest"),
    ]


def test_an_iban_learned_by_number_identifies_the_payer_later() -> None:
    invoices = [invoice("RE-1001", "2025-01-01", "600"), invoice("RE-1002", "2025-02-01", "300")]
    result = allocate(
        invoices,
        payment("2025-01-10", "600", "RE-1001", "Inhaber J. Weber", iban="DE00 1"),
        payment("2025-02-10", "300", "Ihre Arbeit", "J. Weber", iban="DE001", row=2),
    )
    assert pairs(result) == [("RE-1001", Decimal(600)), ("RE-1002", Decimal(300))]


def test_an_overpayment_stays_on_the_invoice() -> None:
    result = allocate([invoice("RE-1001", "2025-01-01", "600")], payment("2025-01-10", "650", "RE-1001"))
    assert pairs(result) == [("RE-1001", Decimal(650))]


def test_what_fits_nowhere_is_reported() -> None:
    result = allocate(
        [invoice("RE-1001", "2025-01-01", "600")], payment("2025-01-10", "20", "Erstattung", "Versicherung")
    )
    assert [code for _, code in result.unassigned] == ["unknown_payer"]


def test_a_transfer_from_a_payment_service_is_no_payment() -> None:
    result = allocate(
        [invoice("RE-1001", "2025-01-01", "600")], payment("2025-01-10", "600", "Auszahlung", "PayPal Europe S.a.r.l.")
    )
    assert (result.allocations, result.unassigned) == ([], [])


def test_a_credit_note_takes_its_invoice_out_of_the_open_ones() -> None:
    invoices = [
        invoice("RE-1001", "2025-01-01", "600"),
        invoice("RE-1002", "2025-01-02", "-600", kind="cancellation", refers_to="RE-1001"),
        invoice("RE-1003", "2025-01-03", "600"),
    ]
    assert pairs(allocate(invoices, payment("2025-02-01", "600", "", "Nordlicht"))) == [("RE-1003", Decimal(600))]


def test_a_payment_before_the_credit_note_still_settles_the_invoice_and_the_refund_the_note() -> None:
    invoices = [invoice("RE-1001", "2025-01-01", "600"), invoice("RE-1002", "2025-03-01", "-600", kind="credit_note")]
    result = allocate(
        invoices,
        payment("2025-02-01", "600", "", "Nordlicht"),
        payment("2025-03-10", "-600", "", "Nordlicht", row=2),
    )
    assert pairs(result) == [("RE-1001", Decimal(600)), ("RE-1002", Decimal(-600))]


def test_an_invoice_number_given_as_payment_reference_is_found() -> None:
    entry = payment("2025-02-10", "119", "danke", "Zahlstelle Nord", reference="RE-2025-017")
    assert pairs(allocate([invoice("RE-2025-017", "2025-02-01", "100", "119")], entry)) == [
        ("RE-2025-017", Decimal(119))
    ]


def test_an_account_proven_by_a_later_payment_identifies_the_earlier_one() -> None:
    invoices = [invoice("RE-1001", "2025-01-01", "600"), invoice("RE-1002", "2025-01-05", "300")]
    account = "DE75512108001245126199"
    result = allocate(
        invoices,
        payment("2025-01-20", "600", "Danke", "J. Weber", iban=account),
        payment("2025-01-25", "300", "RE-1002", "J. Weber", iban=account),
    )
    assert pairs(result) == [("RE-1001", Decimal(600)), ("RE-1002", Decimal(300))]


def test_a_date_in_the_purpose_is_not_an_invoice_number() -> None:
    invoices = [invoice("20250201", "2025-02-01", "119"), invoice("20250203", "2025-02-03", "238")]
    paid = payment("2025-02-10", "238", "Rechnung 20250203 vom 2025-02-01")
    assert pairs(allocate(invoices, paid)) == [("20250203", Decimal(238))]


def test_a_month_in_the_purpose_of_another_client_is_not_an_invoice_number() -> None:
    invoices = [invoice("RE-2025-01", "2025-01-01", "119"), invoice("RE-2025-02", "2025-01-02", "119", client="Huber")]
    paid = payment("2025-02-10", "119", "Honorar 2025-01", "Huber")
    assert pairs(allocate(invoices, paid)) == [("RE-2025-02", Decimal(119))]


def test_two_equal_open_invoices_decide_nothing_so_the_oldest_is_paid_first() -> None:
    invoices = [
        invoice("R1", "2025-01-01", "60"),
        invoice("R2", "2025-01-02", "119"),
        invoice("R3", "2025-01-03", "119"),
    ]
    assert pairs(allocate(invoices, payment("2025-02-10", "119", "Danke", "Nordlicht"))) == [
        ("R1", Decimal(60)),
        ("R2", Decimal(59)),
    ]


def test_the_only_sum_of_open_invoices_that_fits_is_settled() -> None:
    invoices = [
        invoice("R1", "2025-01-01", "60"),
        invoice("R2", "2025-01-02", "119"),
        invoice("R3", "2025-01-03", "238"),
    ]
    assert pairs(allocate(invoices, payment("2025-02-10", "357", "Danke", "Nordlicht"))) == [
        ("R2", Decimal(119)),
        ("R3", Decimal(238)),
    ]


def test_a_payout_of_a_service_whose_export_is_there_never_pays_even_if_it_names_a_number() -> None:
    charge = payment("2025-02-10", "600", "RE-1001", service="stripe")
    payout = payment("2025-02-12", "590", "Stripe RE-1001", "Stripe Payments Europe Ltd")
    result = allocate([invoice("RE-1001", "2025-01-01", "600")], charge, payout)
    assert pairs(result) == [("RE-1001", Decimal(600))]


def test_a_payment_to_a_supplier_whose_number_is_like_an_own_one_is_no_refund() -> None:
    paid = payment("2025-01-10", "600", "RE-1001")
    bought = payment("2025-01-12", "-50", "Rechnung 1001", "Druckerei Ost")
    result = allocate([invoice("RE-1001", "2025-01-01", "600")], paid, bought)
    assert pairs(result) == [("RE-1001", Decimal(600))]


def test_money_back_to_a_stranger_that_names_the_invoice_is_a_refund() -> None:
    paid = payment("2025-01-10", "600", "RE-1001")
    back = payment("2025-01-12", "-50", "Erstattung RE-1001", "J. Weber")
    result = allocate([invoice("RE-1001", "2025-01-01", "600")], paid, back)
    assert pairs(result) == [("RE-1001", Decimal(600)), ("RE-1001", Decimal(-50))]
