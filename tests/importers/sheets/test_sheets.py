from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import csv_rows, sheets
from cleanbreak.importers.source import ReadOptions, Source, TableMapping
from cleanbreak.ledger.records import BankEntry, Expense, Invoice, Project, TimeEntry


def test_a_german_list_of_invoices_is_read(tmp_path: Path) -> None:
    text = (
        "Rechnungsnummer,Rechnungsdatum,Kunde,Netto,MwSt,Brutto,Status,Fälligkeitsdatum\n"
        "R1,2025-03-01,Nordlicht GmbH,100.00,19.00,119.00,bezahlt,2025-03-15\nSumme,"
        ",,100.00,19.00,119.00,,\n"
    )
    (invoice,), problems = read(sheets, source_of(tmp_path, text))
    assert isinstance(invoice, Invoice)
    assert (invoice.number, invoice.net, invoice.gross, invoice.client.name, invoice.due_on) == (
        "R1", Decimal("100.00"), Decimal("119.00"), "Nordlicht GmbH", date(2025, 3, 15),
    )  # fmt: skip
    assert problems == []


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        ("Netto;MwSt", "100,00;19,00", ("100.00", "119.00")),
        ("MwSt;Brutto", "19,00;119,00", ("100.00", "119.00")),
        ("MwSt;Brutto", "19 %;119,00", ("100.00", "119.00")),
        ("Brutto", "119,00", (None, "119.00")),
        ("Netto", "100,00", ("100.00", None)),
    ],
)
def test_net_and_gross_follow_from_each_other_only_where_the_file_holds_the_tax(
    tmp_path: Path, columns: str, cells: str, expected: tuple[str | None, str | None]
) -> None:
    text = f"Rechnungsnummer;Rechnungsdatum;Kunde;{columns}\nR1;01.03.2025;A;{cells}\n"
    (invoice,), _ = read(sheets, source_of(tmp_path, text))
    assert isinstance(invoice, Invoice)
    net, gross = (Decimal(value) if value else None for value in expected)
    assert (invoice.net, invoice.gross) == (net, gross)


def test_a_cancelled_invoice_in_an_own_list_counts_nothing(tmp_path: Path) -> None:
    text = "Invoice number,Invoice date,Customer,Net,Gross,Status\n1,2025-03-01,A,100.00,119.00,Cancelled\n"
    (invoice,), _ = read(sheets, source_of(tmp_path, text))
    assert isinstance(invoice, Invoice)
    assert (invoice.kind, invoice.net, invoice.gross) == ("cancellation", Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Datum;Kunde;Projekt;Stunden\n04.03.2025;A;P;1,5\n", 5400),
        ("Date,Client,Description,Start,End\n2025-03-04,A,x,09:00,10:30\n", 5400),
        ("Date,Client,Minutes,Notes\n2025-03-04,A,20,x\n", 1200),
        ("description,client,project,start,end\nx,A,P,2025-03-04T09:00:00Z,2025-03-04T09:00:01Z\n", 1),
    ],
)
def test_time_sheets_in_several_shapes_are_read(tmp_path: Path, text: str, seconds: int) -> None:
    (entry,), problems = read(sheets, source_of(tmp_path, text))
    assert isinstance(entry, TimeEntry)
    assert (entry.on, entry.client, entry.seconds, problems) == (date(2025, 3, 4), "A", seconds, [])


def test_an_instant_in_utc_belongs_to_the_local_day(tmp_path: Path) -> None:
    text = "description,client,start,end\nx,A,2025-03-04T23:30:00Z,2025-03-05T00:30:00Z\n"
    (entry,), _ = read(sheets, source_of(tmp_path, text))
    assert isinstance(entry, TimeEntry)
    assert entry.on == date(2025, 3, 5)


def test_expenses_with_project_and_flag_are_read(tmp_path: Path) -> None:
    text = "Datum;Lieferant;Kategorie;Netto;USt;Brutto;Kunde;Weiterberechnet\n04.03.2025;Bahn AG;Reise;100,00;7,00;107,00;Nordlicht;ja\n"
    (expense,), _ = read(sheets, source_of(tmp_path, text))
    assert isinstance(expense, Expense)
    assert (expense.net, expense.gross, expense.client, expense.reinvoiced) == (
        Decimal("100.00"),
        Decimal("107.00"),
        "Nordlicht",
        True,
    )


def test_payments_are_read_and_negative_ones_are_refunds(tmp_path: Path) -> None:
    text = "Payment date,Customer,Invoice number,Amount (EUR)\n2025-03-04,A,R1,119.00\n2025-03-05,A,R1,-19.00\n"
    records, _ = read(sheets, source_of(tmp_path, text))
    assert [(r.kind, r.amount, r.currency, r.invoice_number) for r in records if isinstance(r, BankEntry)] == [
        ("payment", Decimal("119.00"), "EUR", "R1"),
        ("refund", Decimal("-19.00"), "EUR", "R1"),
    ]


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    text = "Meine Zeiten 2025;;;\n;;;\nDatum;Kunde;Projekt;Stunden\n04.03.2025;A;P;1,5\n"
    (entry,), _ = read(sheets, source_of(tmp_path, text))
    assert entry.origin.row == 4


@pytest.mark.parametrize(
    "text",
    [
        "Buchungstag;Betrag;Verwendungszweck;Saldo\n01.02.2025;5,00;x;7,00\n",
        "a,b\n1,2\n",
        "Datum, Kunde und Stunden stehen im Text, nicht mehr.\nund hier, auch\n",
    ],
)
def test_bank_lists_unknown_tables_and_prose_are_not_claimed(tmp_path: Path, text: str) -> None:
    assert sheets.recognize(source_of(tmp_path, text)) == 0


def test_the_users_own_mapping_reads_a_table_nobody_knows(tmp_path: Path) -> None:
    mapping = TableMapping(
        "zettel*.csv",
        "time",
        {"date": "Wann", "hours": "Wie lange", "client": "Wer", "color": "Farbe", "task": "Fehlt"},
    )
    source = source_of(tmp_path, "Wann;Wer;Wie lange\n04.03.2025;A;1:30\n", "zettel-1.csv")
    (entry,), problems = read(csv_rows, source, ReadOptions(tables=(mapping,)))
    assert isinstance(entry, TimeEntry)
    assert (entry.client, entry.seconds) == ("A", 5400)
    assert codes(problems) == [("unknown_table_field", 0), ("column_not_found", 0)]


def test_the_receivables_sample_is_read_with_american_dates(shared: Path) -> None:
    path = shared / "data/ledger/ibm-accounts-receivable/WA_Fn-UseC_-Accounts-Receivable.csv"
    records, problems = read(sheets, Source(path, path.name))
    invoices = [record for record in records if isinstance(record, Invoice)]
    assert (len(invoices), codes(problems)) == (2466, [("net_not_in_file", 0)])
    first = invoices[0]
    assert (first.number, first.issued_on, first.due_on, first.paid_on) == (
        "611365",
        date(2013, 1, 2),
        date(2013, 2, 1),
        date(2013, 1, 15),
    )
    assert (first.gross, first.net, first.client.number) == (Decimal("55.94"), None, "0379-NEVHP")


def test_the_generic_time_and_project_samples_are_read(shared: Path) -> None:
    folder = shared / "data/ledger/time-tracking-exports"
    times, _ = read(sheets, Source(folder / "generic_time_entries_import_test_1.csv", "t.csv"))
    assert [(t.seconds, t.client, t.billable) for t in times if isinstance(t, TimeEntry)] == [
        (0, "", False),
        (3601, "Big Company", True),
    ]
    projects, _ = read(sheets, Source(folder / "generic_projects_import_test_1.csv", "p.csv"))
    assert [(p.name, p.client) for p in projects if isinstance(p, Project)] == [
        ("Project for Big Company", "Big Company"), ("Project without Client", ""), ("Project (Archived)", "Some client"),
    ]  # fmt: skip
