from decimal import Decimal
from pathlib import Path

from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import lexware
from cleanbreak.ledger.records import Invoice


def test_invoices_are_read_by_the_reported_words_and_the_doubt_is_said(tmp_path: Path) -> None:
    text = (
        "Status;Kundennummer;Kunde;Rechnungsnummer;Rechnungsdatum;Fälligkeitsdatum;"
        "Zahlungsdatum;Nettobetrag;MwSt;Bruttobetrag;Währung\nBezahlt;10001;Nordlicht GmbH;"
        "RE-1;01.03.2025;15.03.2025;14.03.2025;1.000,00;190,00;1.190,00;EUR\n"
    )
    (invoice,), problems = read(lexware, source_of(tmp_path, text.encode("cp1252")))
    assert isinstance(invoice, Invoice)
    assert (invoice.net, invoice.client.name, invoice.client.number) == (Decimal("1000.00"), "Nordlicht GmbH", "10001")
    assert codes(problems) == [("lexware_layout_unverified", 0)]
