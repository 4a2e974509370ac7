import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.importers.table_reading import read

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import xlsx
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import BankEntry, Invoice, Row, TimeEntry


def workbook(folder: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Source:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "book.xlsx"
    book.save(path)
    return Source(path, "book.xlsx")


def test_date_time_and_number_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    rows = [
        ["Zeiten", None, None],
        ["Datum", "Kunde", "Dauer", "Stundensatz"],
        [date(2025, 3, 4), "Nordlicht", 1.125, 90],
        [datetime(2025, 3, 5), "Nordlicht", time(1, 30), 90.5],
        [date(2025, 3, 6), "Nordlicht", timedelta(hours=25), None],
    ]
    records, problems = read(xlsx, workbook(tmp_path, {"Tabelle1": rows}))
    assert problems == []
    assert [(r.on.day, r.seconds, r.rate, r.origin.row) for r in records if isinstance(r, TimeEntry)] == [
        (4, 4050, Decimal(90), 3), (5, 5400, Decimal("90.5"), 4), (6, 90000, None, 5),
    ]  # fmt: skip


def test_every_sheet_is_read_and_named_and_its_title_settles_what_the_header_leaves_open(tmp_path: Path) -> None:
    invoices = [["Rechnungsnummer", "Datum", "Kunde", "Netto", "Brutto"], ["R1", date(2025, 3, 1), "A", 100, 119]]
    payments = [["Datum", "Kunde", "Betrag"], [date(2025, 3, 9), "A", 119]]
    notes = [["was", "wer"], ["Idee", "Kim"]]
    records, _ = read(xlsx, workbook(tmp_path, {"Rechnungen": invoices, "Zahlungen": payments, "Notizen": notes}))
    invoice, payment, note = records
    assert isinstance(invoice, Invoice)
    assert isinstance(payment, BankEntry)
    assert isinstance(note, Row)
    assert (invoice.net, payment.amount, dict(note.cells)) == (
        Decimal(100),
        Decimal(119),
        {"was": "Idee", "wer": "Kim"},
    )
    assert [record.origin.file for record in records] == [
        "book.xlsx!Rechnungen",
        "book.xlsx!Zahlungen",
        "book.xlsx!Notizen",
    ]


def test_numbers_keep_the_digits_a_person_sees(tmp_path: Path) -> None:
    assert [xlsx.cell_text(value) for value in (0.1 + 0.2, 1200.0, 1.125, 7, None, True)] == [
        "0.3",
        "1200",
        "1.1250",
        "7",
        "",
        "true",
    ]


def test_a_bomb_is_refused_with_a_sentence(tmp_path: Path) -> None:
    source = workbook(tmp_path, {"A": [["a", "b"]]})
    with zipfile.ZipFile(source.path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 50_000_000)
    with pytest.raises(UnreadableError, match="unpacks to far more"):
        list(xlsx.read(source, ReadOptions()))


def test_a_cut_workbook_is_refused_with_a_sentence(tmp_path: Path) -> None:
    source = workbook(
        tmp_path, {"A": [["Datum", "Kunde", "Stunden"]] + [[date(2025, 1, 1), "A", n] for n in range(500)]}
    )
    source.path.write_bytes(source.path.read_bytes()[:4000])
    with pytest.raises(UnreadableError, match="damaged or cut off"):
        list(xlsx.read(Source(source.path, "book.xlsx"), ReadOptions()))


def test_an_entity_in_a_sheet_is_refused(tmp_path: Path) -> None:
    source = workbook(tmp_path, {"A": [["Datum", "Kunde", "Stunden"]]})
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(source.path) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/workbook.xml":
                body = b'<!DOCTYPE x [<!ENTITY e "boom">]>' + body.replace(b'name="A"', b'name="&e;"')
            new.writestr(name, body)
    with pytest.raises(UnreadableError):
        list(xlsx.read(Source(evil, "evil.xlsx"), ReadOptions()))


def test_another_zip_is_not_claimed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", "a,b\n")
    assert xlsx.recognize(Source(tmp_path / "a.zip", "a.zip")) == 0
