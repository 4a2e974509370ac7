from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import kimai, kimai_json
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Expense, Origin, TimeEntry

GERMAN = (
    "Datum;Von;Bis;Dauer;Währung;Preis;Preis pro Stunde;Festpreis;Name;Kunde;"
    "Projekt;Tätigkeit;Beschreibung;Abrechenbar;Typ;Kundennummer;Umsatzsteuer-ID\n"
)
ENGLISH = "Date,From,To,Duration,Currency,Price,Hourly price,Name,Customer,Project,Activity,Description,Billable,Type,Account\n"


def test_a_german_row_gives_an_entry_with_customer_number_and_own_amount(tmp_path: Path) -> None:
    text = (
        GERMAN
        + "2025-03-04;09:00;10:30;1:30;EUR;135;90;;Kim;Nordlicht GmbH;Relaunch;Entwicklung;Start;1;timesheet;K-1;DE123456789\n"
    )
    records, problems = read(kimai, source_of(tmp_path, text))
    assert problems == []
    assert records == [
        TimeEntry(
            Origin("export.csv", 2), date(2025, 3, 4), 5400, "Nordlicht GmbH", "Relaunch", "Entwicklung", "Start", "Kim",
            start=datetime(2025, 3, 4, 9), end=datetime(2025, 3, 4, 10, 30), rate=Decimal(90), amount=Decimal(135), currency="EUR",
            client_number="K-1", client_vat_id="DE123456789",
        )
    ]  # fmt: skip


def test_an_end_before_the_start_is_next_morning_s(tmp_path: Path) -> None:
    text = ENGLISH + "2025-03-04,22:30,01:00,,EUR,,,Kim,A,P,T,,1,timesheet,\n"
    (entry,), _ = read(kimai, source_of(tmp_path, text))
    assert isinstance(entry, TimeEntry)
    assert (entry.seconds, entry.end) == (9000, datetime(2025, 3, 5, 1))


@pytest.mark.parametrize("duration", ["1:30", "1.50", '"1,50"'])
def test_both_notations_of_the_duration_are_read(tmp_path: Path, duration: str) -> None:
    text = ENGLISH + f"2025-03-04,09:00,10:31,{duration},EUR,135,90,Kim,A,P,T,,1,timesheet,\n"
    (entry,), _ = read(kimai, source_of(tmp_path, text))
    assert isinstance(entry, TimeEntry)
    assert entry.seconds == 5400


def test_a_row_of_type_expense_is_an_expense(tmp_path: Path) -> None:
    text = ENGLISH + "2025-03-04,09:00,09:00,0:00,EUR,49.90,0,Kim,A,P,Fonts,License,1,expense,\n"
    (expense,), _ = read(kimai, source_of(tmp_path, text))
    assert expense == Expense(
        Origin("export.csv", 2), date(2025, 3, 4), Decimal("49.90"), currency="EUR", client="A", project="P",
        category="Fonts", text="License", reinvoiced=True,
    )  # fmt: skip


def test_timesheets_of_the_interface_are_read_with_names_where_they_are_nested(tmp_path: Path) -> None:
    text = (
        '[{"begin":"2025-03-04T09:00:00+0100","end":"2025-03-04T10:30:00+0100","duration":5400,"rate":135.0,"hourlyRate":90,'
        '"billable":true,"description":"x","user":{"alias":"Kim"},"activity":{"name":"Dev"},'
        '"project":{"name":"Relaunch","customer":{"name":"Nordlicht GmbH","currency":"EUR"}}},'
        '{"begin":"2025-03-05T09:00:00+0100","end":null,"duration":0,"activity":3,"project":4}]'
    )
    records, problems = read(kimai_json, source_of(tmp_path, text, "t.json"))
    zone = timezone(timedelta(hours=1))
    assert records == [
        TimeEntry(
            Origin("t.json", 1), date(2025, 3, 4), 5400, "Nordlicht GmbH", "Relaunch", "Dev", "x", "Kim",
            start=datetime(2025, 3, 4, 9, tzinfo=zone), end=datetime(2025, 3, 4, 10, 30, tzinfo=zone),
            rate=Decimal(90), amount=Decimal(135), currency="EUR",
        )
    ]  # fmt: skip
    assert codes(problems) == [("projects_by_id_only", 2), ("entry_still_running", 2)]


def test_a_cut_json_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    whole = (
        '{"begin":"2025-03-04T09:00:00+0100","end":"2025-03-04T10:00:00+0100","duration":3600,"activity":1,"project":2}'
    )
    records, problems = read(kimai_json, source_of(tmp_path, f"[{whole},{whole[:40]}", "t.json"))
    assert (len(records), codes(problems)[-1]) == (1, ("json_cut_off", 2))


def test_a_json_broken_at_its_start_is_refused(tmp_path: Path) -> None:
    source = source_of(tmp_path, '[{"begin" "duration" "activity" "project"', "t.json")
    with pytest.raises(UnreadableError):
        list(kimai_json.read(source, ReadOptions()))


def test_the_shared_samples_are_read(shared: Path) -> None:
    folder = shared / "data/formats/kimai"
    german, _ = read(kimai, Source(folder / "kimai_de.csv", "de.csv"))
    english, _ = read(kimai, Source(folder / "kimai_en_semicolon.csv", "en.csv"))
    assert [(e.seconds, e.client, e.billable) for e in [*german, *english] if isinstance(e, TimeEntry)] == [
        (5400, "Beispiel GmbH", True),
        (1200, "Beispiel GmbH", False),
        (5400, "Example Ltd", True),
    ]
