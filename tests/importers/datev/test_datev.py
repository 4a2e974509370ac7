from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import datev
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import BankEntry, Expense, Invoice

COLUMNS = (
    "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel);"
    "BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Buchungstext;KOST1 - Kostenstelle;"
    "Generalumkehr\n"
)


def batch(*bookings: str, first: str = "20250101", last: str = "20251231", chart: str = "03", length: int = 4) -> bytes:
    head = (
        f'"EXTF";700;21;"Buchungsstapel";12;20250401;;"";"";"";1001;1;{first};{length};'
        f'{first};{last};"";"";1;;0;"EUR";"";"";"";"";"{chart}"\n'
    )
    return (head + COLUMNS + "".join(f"{booking}\n" for booking in bookings)).encode("cp1252")


def test_bookings_of_one_invoice_number_are_one_invoice_net_by_the_accounts(tmp_path: Path) -> None:
    content = batch(
        '1190,00;"S";"";10001;8400;;103;"RE-1";310325;"Website für Müller";;',
        '107,00;"S";"";10001;8300;;103;"RE-1";;"Buch";;',
    )
    (invoice,), problems = read(datev, source_of(tmp_path, content))
    assert isinstance(invoice, Invoice)
    assert (invoice.number, invoice.issued_on, invoice.due_on) == ("RE-1", date(2025, 3, 1), date(2025, 3, 31))
    assert (invoice.net, invoice.gross, invoice.client.number) == (Decimal("1100.00"), Decimal("1297.00"), "10001")
    assert (invoice.subject, codes(problems)) == ("Website für Müller", [("datev_tax_from_accounts", 0)])


def test_a_booking_the_other_way_round_is_the_same_invoice(tmp_path: Path) -> None:
    (invoice,), _ = read(datev, source_of(tmp_path, batch("119,00;H;;8400;10001;;0103;RE-1;;x;;")))
    assert isinstance(invoice, Invoice)
    assert (invoice.kind, invoice.gross) == ("invoice", Decimal("119.00"))


@pytest.mark.parametrize("booking", ["119,00;H;;10001;8400;;0103;GU-1;;x;;", "119,00;S;;10001;8400;;0103;GU-1;;x;;1"])
def test_a_credited_customer_or_a_general_reversal_is_a_credit_note(tmp_path: Path, booking: str) -> None:
    (note,), _ = read(datev, source_of(tmp_path, batch(booking)))
    assert isinstance(note, Invoice)
    assert (note.kind, note.net, note.gross) == ("credit_note", Decimal("-100.00"), Decimal("-119.00"))


def test_money_from_and_to_a_customer_is_payment_and_refund(tmp_path: Path) -> None:
    content = batch("119,00;S;;1200;10001;;1503;RE-1;;Eingang;;", "19,00;H;;1200;10001;;1603;RE-1;;zurück;;")
    records, _ = read(datev, source_of(tmp_path, content))
    assert [
        (r.kind, r.amount, r.invoice_number, r.counterparty.number) for r in records if isinstance(r, BankEntry)
    ] == [
        ("payment", Decimal("119.00"), "RE-1", "10001"),
        ("refund", Decimal("-19.00"), "RE-1", "10001"),
    ]


def test_an_expense_is_net_of_its_tax_key_and_names_its_cost_center(tmp_path: Path) -> None:
    content = batch(
        "238,00;S;;4980;1200;9;0502;B-1;;Schriften;Nordlicht;", "50,00;S;;4980;70001;;0602;B-2;;ohne Steuer;;"
    )
    records, _ = read(datev, source_of(tmp_path, content))
    assert [(r.net, r.gross, r.client, r.text) for r in records if isinstance(r, Expense)] == [
        (Decimal("200.00"), Decimal("238.00"), "Nordlicht", "Schriften"),
        (Decimal("50.00"), Decimal("50.00"), "", "ohne Steuer"),
    ]


def test_other_bookings_are_counted_and_said(tmp_path: Path) -> None:
    _, problems = read(datev, source_of(tmp_path, batch("10,00;S;;1200;1000;;0502;;;Umbuchung;;")))
    assert [(p.code, dict(p.params).get("count")) for p in problems][-1] == ("datev_other_bookings", "1")


def test_the_year_of_a_fiscal_year_over_new_year_is_the_one_inside_it(tmp_path: Path) -> None:
    content = batch(
        "119,00;S;;10001;8400;;1511;RE-1;;x;;",
        "119,00;S;;10001;8400;;1502;RE-2;;x;;",
        first="20240701",
        last="20250630",
    )
    records, _ = read(datev, source_of(tmp_path, content))
    assert [r.issued_on for r in records if isinstance(r, Invoice)] == [date(2024, 11, 15), date(2025, 2, 15)]


def test_the_second_chart_and_longer_accounts_are_understood(tmp_path: Path) -> None:
    records, _ = read(datev, source_of(tmp_path, batch("119,00;S;;100010;44000;;0103;RE-1;;x;;", chart="04", length=5)))
    assert [(r.net, r.client.number) for r in records if isinstance(r, Invoice)] == [(Decimal("100.00"), "100010")]


def test_the_lowered_rate_of_2020_is_used(tmp_path: Path) -> None:
    content = batch("116,00;S;;10001;8400;;3007;RE-1;;x;;", first="20200101", last="20201231")
    (invoice,), _ = read(datev, source_of(tmp_path, content))
    assert isinstance(invoice, Invoice)
    assert invoice.net == Decimal("100.00")


def test_a_batch_without_period_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no year"):
        list(
            datev.read(source_of(tmp_path, batch("1,00;S;;10001;8400;;0103;R;;x;;", first="", last="")), ReadOptions())
        )


def test_the_shared_sample_is_read(shared: Path) -> None:
    path = shared / "data/formats/datev/EXTF_Buchungsstapel.csv"
    records, _ = read(datev, Source(path, path.name))
    assert [(type(r).__name__, r.net, r.gross) for r in records if isinstance(r, Invoice | Expense)] == [
        ("Expense", Decimal("23.32"), Decimal("24.95")),
        ("Invoice", Decimal("5000.00"), Decimal("5950.00")),
    ]
