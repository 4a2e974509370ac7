"""The same thing twice is one thing."""

from datetime import datetime
from decimal import Decimal

from cleanbreak.ledger.duplicates import unique_bank_entries, unique_invoices, unique_time_entries
from tests.records import hours, invoice, payment


def test_an_entry_in_two_overlapping_exports_is_one() -> None:
    times = {"start": datetime(2025, 1, 1, 9), "end": datetime(2025, 1, 1, 10)}
    found = unique_time_entries(
        [hours("2025-01-01", 3600, file="a.csv", **times), hours("2025-01-01", 3600, file="b.csv", **times)]
    )
    assert len(found) == 1


def test_two_equal_day_entries_in_one_file_are_two_and_stay_two_when_exported_again() -> None:
    once = [hours("2025-01-01", 3600, row=2), hours("2025-01-01", 3600, row=3)]
    again = [hours("2025-01-01", 3600, row=7, file="b.csv"), hours("2025-01-01", 3600, row=8, file="b.csv")]
    assert len(unique_time_entries([*once, *again])) == 2


def test_one_invoice_number_is_one_invoice_and_a_difference_is_told() -> None:
    found, problems = unique_invoices(
        [invoice("R1", "2025-01-01", "100"), invoice("r 1", "2025-01-01", "110", file="z.csv")]
    )
    assert [i.gross for i in found] == [Decimal(100)]
    assert [p.code for p in problems] == ["invoice_conflict"]


def test_a_cancellation_with_the_number_of_its_invoice_stays() -> None:
    found, _ = unique_invoices(
        [invoice("R1", "2025-01-01", "100"), invoice("R1", "2025-01-05", "-100", kind="cancellation")]
    )
    assert [i.net for i in found] == [Decimal(100), Decimal(-100)]


def test_the_electronic_invoice_wins_over_the_table_and_takes_its_due_date() -> None:
    table = invoice("R1", "2025-01-01", "100", due_on=datetime(2025, 1, 15).date())
    xml = invoice("R1", "2025-01-01", "100", "119", file="r1.xml")
    found, _ = unique_invoices([table, xml], {"r1.xml": "einvoice_ubl", "invoices.csv": "sevdesk"})
    assert (found[0].gross, found[0].due_on) == (Decimal(119), datetime(2025, 1, 15).date())


def test_one_movement_in_two_statement_formats_is_one_payment() -> None:
    camt = payment("2025-01-10", "119", "RE-1 danke", "Nordlicht GmbH", reference="A1", file="a.xml")
    mt940 = payment("2025-01-10", "119", "RE-1danke", "NORDLICHT GMBH", file="b.sta")
    assert unique_bank_entries([mt940, camt]) == [camt]


def test_two_equal_movements_of_one_day_in_one_file_are_two() -> None:
    entries = [payment("2025-01-10", "50", "Abo", "Huber", row=1), payment("2025-01-10", "50", "Abo", "Huber", row=2)]
    assert len(unique_bank_entries(entries)) == 2


def test_equal_references_are_one_movement_even_in_one_file() -> None:
    entries = [
        payment("2025-01-10", "50", "x", reference="Q", row=1),
        payment("2025-01-10", "50", "x", reference="Q", row=2),
    ]
    assert len(unique_bank_entries(entries)) == 1


def test_equal_amounts_of_one_day_and_payer_for_two_invoices_are_two_payments() -> None:
    entries = [
        payment("2025-01-10", "50", "Rechnung RE-5000", "Huber", file="a.csv"),
        payment("2025-01-10", "50", "Rechnung RE-5001", "Huber", file="b.csv"),
    ]
    assert len(unique_bank_entries(entries)) == 2


def test_a_number_that_differs_in_hyphens_only_is_one_invoice_when_day_and_totals_agree() -> None:
    found, problems = unique_invoices(
        [invoice("RE-2025-1", "2025-01-01", "100"), invoice("RE 2025 1", "2025-01-01", "100", file="z.csv")]
    )
    assert ([i.number for i in found], problems) == (["RE-2025-1"], [])


def test_numbers_that_only_read_alike_without_hyphens_stay_two_invoices() -> None:
    found, _ = unique_invoices(
        [invoice("2025-1-12", "2025-01-01", "100"), invoice("2025-11-2", "2025-11-01", "100", file="z.csv")]
    )
    assert [i.number for i in found] == ["2025-1-12", "2025-11-2"]
