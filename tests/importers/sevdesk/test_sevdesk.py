from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import sevdesk
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Invoice, Origin, Party

HEADER = (
    '\ufeff"Rechnungs-Nr.";"Rechnungs-Datum";"Fällig am";"Bezahlt am";"Betreff";"Gesamtbetrag-Netto";"Gesamtbetrag-Brutto";'
    '"offener Betrag";"Empfänger-KdNr";"Empfänger-Adresse";"Empfänger-Land"\n'
)
SHORT = "Rechnungsnummer,Rechnungsdatum,Kunde,Betreff,Netto,MwSt,Brutto,Status,Fälligkeitsdatum\n"


def invoices(records: list[object]) -> list[Invoice]:
    return [record for record in records if isinstance(record, Invoice)]


def test_an_invoice_takes_its_client_from_number_and_address(tmp_path: Path) -> None:
    text = (
        HEADER
        + "RE-7;14.03.2025;28.03.2025;;Rechnung RE-7;1.250,00;1.487,50;1.487,50;1072;Nordlicht GmbH Hafenstr. 2 20457 Hamburg;Deutschland\n"
    )
    records, problems = read(sevdesk, source_of(tmp_path, text))
    assert problems == []
    assert records == [
        Invoice(
            Origin("export.csv", 2), "RE-7", date(2025, 3, 14), Decimal("1250.00"), Decimal("1487.50"), "EUR",
            due_on=date(2025, 3, 28), subject="Rechnung RE-7", open_amount=Decimal("1487.50"),
            client=Party("Nordlicht GmbH", "1072", address="Nordlicht GmbH Hafenstr. 2 20457 Hamburg"),
        )
    ]  # fmt: skip


def test_a_row_with_a_cell_more_or_less_is_read(tmp_path: Path) -> None:
    text = HEADER + "RE-1;03.02.2025;;;x;800,00;952,00\nRE-2;03.02.2025;;;x;800,00;952,00;0,00;1;A GmbH;DE;;\n"
    assert [invoice.number for invoice in invoices(read(sevdesk, source_of(tmp_path, text))[0])] == ["RE-1", "RE-2"]


def test_a_cancellation_invoice_is_negative_and_the_cancelled_one_stays(tmp_path: Path) -> None:
    text = SHORT + (
        'RE-1,2025-03-01,A GmbH,Beratung,"2,000.00",380.00,"2,380.00",Storniert,2025-03-15\n'
        'SR-1,2025-03-05,A GmbH,Stornorechnung SR-1 zur Rechnung RE-1,"-2,000.00",-380.00,"-2,380.00",Bezahlt,\n'
    )
    first, second = invoices(read(sevdesk, source_of(tmp_path, text))[0])
    assert (first.kind, first.net, first.due_on) == ("invoice", Decimal("2000.00"), date(2025, 3, 15))
    assert (second.kind, second.net, second.gross, second.refers_to) == (
        "cancellation",
        Decimal("-2000.00"),
        Decimal("-2380.00"),
        "RE-1",
    )


def test_a_credit_note_written_positive_counts_negative(tmp_path: Path) -> None:
    text = HEADER + "GU-1;03.02.2025;;;Gutschrift zu RE-100;100,00;119,00;0,00;1;A GmbH;DE\n"
    (note,) = invoices(read(sevdesk, source_of(tmp_path, text))[0])
    assert (note.kind, note.net, note.gross, note.refers_to) == (
        "credit_note",
        Decimal("-100.00"),
        Decimal("-119.00"),
        "RE-100",
    )


@pytest.mark.parametrize(
    ("subject", "status", "kind"),
    [
        ("Stornogebühr Seminar", "Bezahlt", "invoice"),
        ("Beratung abzüglich Gutschrift", "Offen", "invoice"),
        ("Beratung", "Entwurf", "draft"),
        ("Angebot AN-1", "Angebot", "offer"),
    ],
)
def test_the_kind_follows_status_and_first_words_only(tmp_path: Path, subject: str, status: str, kind: str) -> None:
    text = SHORT + f"RE-1,2025-03-01,A GmbH,{subject},100.00,19.00,119.00,{status},\n"
    (invoice,) = invoices(read(sevdesk, source_of(tmp_path, text))[0])
    assert (invoice.kind, invoice.net) == (kind, Decimal("100.00"))


def test_bad_rows_are_problems_with_their_line(tmp_path: Path) -> None:
    text = (
        HEADER
        + ";03.02.2025;;;x;800,00;952,00;;;;\nRE-2;99.99.2025;;;x;800,00;952,00;;;;\nRE-3;03.02.2025;;;x;;viel;;;;\n"
    )
    assert codes(read(sevdesk, source_of(tmp_path, text))[1]) == [
        ("invoice_without_number", 2),
        ("bad_date", 3),
        ("bad_amount", 4),
    ]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("Example Ltd 7 High Street London", "Example Ltd"),
        ("Müller & Sohn GmbH & Co. KG Industrieweg 4 1", "Müller & Sohn GmbH & Co. KG"),
        ("Kim Muster Am Alten Markt 3 50667 Köln", "Kim Muster"),
        ("Praxis Dr. Weiß Lange Straße 12 12345 X", "Praxis Dr. Weiß"),
        ("Studio 54 UG (haftungsbeschränkt) Weg 2", "Studio 54 UG (haftungsbeschränkt)"),
        ("Erika Beispiel Postfach 12 99999 Y", "Erika Beispiel"),
        ("Verein für Alles e. V. Ring 3", "Verein für Alles e. V."),
        ("Kim Muster, Kai 3", "Kim Muster"),
        ("Anna Muster", "Anna Muster"),
    ],
)
def test_the_name_is_the_start_of_the_address(address: str, name: str) -> None:
    assert sevdesk.name_in_address(address) == name


def test_the_shared_sample_is_read(shared: Path) -> None:
    path = shared / "data/formats/sevdesk/invoices.csv"
    found = invoices(read(sevdesk, Source(path, path.name))[0])
    assert [(i.number, i.net, i.gross, i.client.name, i.paid_on) for i in found] == [
        ("RE-1001", Decimal("800.00"), Decimal("952.00"), "Beispiel GmbH", date(2025, 2, 20)),
        ("RE-1002", Decimal("1250.00"), Decimal("1487.50"), "Example Ltd", None),
    ]
