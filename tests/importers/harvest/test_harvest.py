from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import harvest
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Origin, Project, TimeEntry

HEADER = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,"
    "First Name,Last Name,Billable Rate,Billable Amount,Currency\n"
)


@pytest.mark.parametrize(
    ("hours", "rate", "amount"), [('"1,75"', '"1.000,0"', '"1.750,0"'), ("1.75", '"1,000.0"', '"1,750.0"')]
)
def test_the_decimal_sign_follows_the_file(tmp_path: Path, hours: str, rate: str, amount: str) -> None:
    text = HEADER + f"2025-01-26,Harbor Ltd,Site,,Dev,Menu,{hours},2,Yes,Kim,Muster,{rate},{amount},Euro - EUR\n"
    records, problems = read(harvest, source_of(tmp_path, text))
    assert problems == []
    assert records == [
        TimeEntry(
            Origin("export.csv", 2), date(2025, 1, 26), 6300, "Harbor Ltd", "Site", "Dev", "Menu", "Kim Muster",
            rate=Decimal("1000.0"), amount=Decimal("1750.0"), currency="EUR",
        )
    ]  # fmt: skip


def test_dates_of_the_account_and_missing_money_columns_are_fine(tmp_path: Path) -> None:
    text = "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name\n26.01.2025,A,P,,T,,0.33,No,Kim,M\n"
    (entry,), problems = read(harvest, source_of(tmp_path, text))
    assert isinstance(entry, TimeEntry)
    assert (entry.on, entry.seconds, entry.billable, entry.start, problems) == (
        date(2025, 1, 26),
        1188,
        False,
        None,
        [],
    )


def test_unreadable_hours_are_a_problem(tmp_path: Path) -> None:
    text = HEADER + "2025-01-26,A,P,,T,,viel,,Yes,Kim,M,,,\n"
    assert codes(read(harvest, source_of(tmp_path, text))[1]) == [("bad_duration", 2)]


def test_the_shared_samples_are_read(shared: Path) -> None:
    folder = shared / "data/ledger/time-tracking-exports"
    times, _ = read(harvest, Source(folder / "harvest_time_entries_import_test_1.csv", "t.csv"))
    assert [(t.seconds, t.amount) for t in times if isinstance(t, TimeEntry)] == [
        (72000, Decimal("2000.0")),
        (36, Decimal("1.0")),
    ]
    clients, _ = read(harvest, Source(folder / "harvest_clients_import_test_1.csv", "c.csv"))
    assert clients[0] == Project(Origin("c.csv", 2), "", "Example Client")
    assert len(clients) == 2
