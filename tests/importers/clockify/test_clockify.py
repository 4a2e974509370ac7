from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import clockify
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Project, TimeEntry

HEADER = (
    '"Project","Client","Description","Task","User","Email","Type","Billable","Start Date","Start Time","End Date","End Time",'
    '"Duration (h)","Duration (decimal)","Billable Rate (USD)","Billable Amount (USD)"\n'
)


def row(day: str, start: str, end: str, duration: str, kind: str = "Regular", decimal: str = "0.00") -> str:
    cells = [
        "Site",
        "Harbor Inc",
        "Work",
        "Dev",
        "Kim",
        "",
        kind,
        "Yes",
        day,
        start,
        day,
        end,
        duration,
        decimal,
        "90.00",
        "135.00",
    ]
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def entries(records: list[object]) -> list[TimeEntry]:
    return [record for record in records if isinstance(record, TimeEntry)]


def test_one_unmistakable_date_decides_all_others(tmp_path: Path) -> None:
    text = (
        HEADER + row("03/04/2024", "10:23 AM", "11:53:00 AM", "01:30:00") + row("25/04/2024", "15:00", "16:30", "1:30")
    )
    records, problems = read(clockify, source_of(tmp_path, text))
    assert problems == []
    first, second = entries(records)
    assert (first.on, second.on) == (date(2024, 4, 3), date(2024, 4, 25))
    assert (first.start, second.end) == (datetime(2024, 4, 3, 10, 23), datetime(2024, 4, 25, 16, 30))
    assert (first.rate, first.amount, first.currency) == (Decimal("90.00"), Decimal("135.00"), "USD")


def test_undecided_dates_with_am_and_pm_are_read_month_first_and_said_so(tmp_path: Path) -> None:
    records, problems = read(
        clockify, source_of(tmp_path, HEADER + row("03/04/2024", "10:23 AM", "11:23 AM", "01:00:00"))
    )
    assert (entries(records)[0].on, codes(problems)) == (date(2024, 3, 4), [("ambiguous_dates_assumed", 0)])


def test_breaks_are_no_work(tmp_path: Path) -> None:
    text = (
        HEADER
        + row("2024-04-25", "12:00", "13:00", "01:00:00", kind="Break")
        + row("2024-04-25", "13:00", "14:00", "01:00:00")
    )
    assert [entry.origin.row for entry in entries(read(clockify, source_of(tmp_path, text))[0])] == [3]


def test_hours_and_minutes_count_before_the_rounded_decimal_and_the_span_before_it_too(tmp_path: Path) -> None:
    text = (
        HEADER
        + row("2024-04-25", "12:00", "12:20", "00:20:00", decimal="0.33")
        + row("2024-04-25", "12:00", "12:20", "", decimal="0.33")
    )
    assert [entry.seconds for entry in entries(read(clockify, source_of(tmp_path, text))[0])] == [1200, 1200]


def test_a_german_report_without_client_or_billable_is_read(tmp_path: Path) -> None:
    text = (
        "Projekt;Beschreibung;Aktivität;Benutzer;Startdatum;Startzeit;Enddatum;Endzeit;"
        "Dauer (h);Dauer (dezimal)\nSite;x;Dev;Kim;25.04.2024;09:00;25.04.2024;10:00;"
        "01:00:00;1,00\n"
    )
    (entry,) = entries(read(clockify, source_of(tmp_path, text))[0])
    assert (entry.on, entry.seconds, entry.task, entry.billable_known) == (date(2024, 4, 25), 3600, "Dev", False)


def test_a_rate_of_zero_is_no_rate(tmp_path: Path) -> None:
    text = HEADER + row("2024-04-25", "09:00", "10:00", "01:00:00").replace("90.00", "0.00").replace("135.00", "0.00")
    (entry,) = entries(read(clockify, source_of(tmp_path, text))[0])
    assert (entry.rate, entry.amount, entry.billable) == (None, None, True)


def test_every_shared_sample_is_read(shared: Path) -> None:
    folder = shared / "data/ledger/time-tracking-exports"
    found = {}
    for path in sorted(folder.glob("clockify_*.csv")):
        records, problems = read(clockify, Source(path, path.name))
        seconds = [
            record.seconds if isinstance(record, TimeEntry) else record.client
            for record in records
            if isinstance(record, TimeEntry | Project)
        ]
        found[path.stem.removeprefix("clockify_").replace("_import_test", "")] = (seconds, codes(problems))
    assert found == {
        "projects_1": (["Big Company", ""], []),
        "projects_2": (["Big Company", ""], []),
        "projects_3": ([""], []),
        "projects_4": ([""], []),
        "time_entries_1": ([0, 3601], [("ambiguous_dates_assumed", 0)]),
        "time_entries_2": ([1800], []),
        "time_entries_3": ([], [("bad_date", 2)]),
        "time_entries_4": ([0, 3601], [("ambiguous_dates_assumed", 0)]),
    }
