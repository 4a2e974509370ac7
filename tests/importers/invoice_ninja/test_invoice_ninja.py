from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import invoice_ninja
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Invoice


def test_a_german_file_in_other_order_gives_net_from_amount_less_taxes(tmp_path: Path) -> None:
    text = (
        'Status,Kunde,Betrag,Datum,Rechnungsnummer,"Gesamtsteuern",Saldo,Währung,'
        '"Fälligkeitsdatum","Bereits gezahlt",Wechselkurs\nTeilweise,Nordlicht GmbH,'
        '"1.190,00",2025-03-01,0042,"190,00","500,00",EUR,2025-03-15,"690,00",1\n'
    )
    (invoice,), problems = read(invoice_ninja, source_of(tmp_path, text))
    assert isinstance(invoice, Invoice)
    assert (invoice.net, invoice.gross, invoice.open_amount, invoice.due_on) == (
        Decimal("1000.00"), Decimal("1190.00"), Decimal("500.00"), date(2025, 3, 15),
    )  # fmt: skip
    assert (invoice.number, invoice.kind, invoice.rate_to_base, problems) == ("0042", "invoice", None, [])


def test_drafts_and_cancelled_and_reversed_ones_do_not_count(tmp_path: Path) -> None:
    header = "Amount,Balance,Client,Date,Invoice Number,Paid to Date,Partial,Status,Total Taxes\n"
    text = header + "".join(
        f"119.00,0,A,2025-03-01,{n},0,0,{status},19.00\n"
        for n, status in enumerate(["Draft", "Cancelled", "Reversed", "Paid"])
    )
    records, _ = read(invoice_ninja, source_of(tmp_path, text))
    assert [(r.kind, r.net) for r in records if isinstance(r, Invoice)] == [
        ("draft", Decimal("100.00")), ("cancellation", Decimal(0)), ("cancellation", Decimal(0)), ("invoice", Decimal("100.00")),
    ]  # fmt: skip


def test_without_the_taxes_the_net_is_unknown_and_said_so(tmp_path: Path) -> None:
    text = "Amount,Balance,Client,Date,Invoice Number,Paid to Date,Partial,PO Number\n119.00,0,A,2025-03-01,1,0,0,\n"
    (invoice,), problems = read(invoice_ninja, source_of(tmp_path, text))
    assert isinstance(invoice, Invoice)
    assert (invoice.net, codes(problems)) == (None, [("net_not_in_file", 0)])


def test_the_shared_sample_is_read(shared: Path) -> None:
    path = shared / "data/formats/invoice-ninja/invoices.csv"
    records, _ = read(invoice_ninja, Source(path, path.name))
    assert [(r.number, r.net, r.currency) for r in records if isinstance(r, Invoice)] == [
        ("0042", Decimal("1000.00"), "EUR"),
        ("0043", Decimal("500.00"), "USD"),
    ]
