from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import toggl, toggl_json
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Origin, Project, TimeEntry

HEADER = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags"


def test_a_report_with_bom_gives_entries_with_amount_and_currency(tmp_path: Path) -> None:
    text = (
        f"\ufeff{HEADER},Amount (EUR)\n"
        'Kim,kim@studio.example,Nordlicht GmbH,Relaunch,Design,"Page ""Home"", draft",Yes,2025-03-04,09:00:00,'
        "2025-03-04,10:30:00,01:30:00,,135.00\n"
        "Kim,kim@studio.example,,Own,,,No,2025-03-04,11:00:00,2025-03-04,11:00:00,00:00:00,,\n"
    )
    records, problems = read(toggl, source_of(tmp_path, text))
    assert problems == []
    assert records == [
        TimeEntry(
            Origin("export.csv", 2), date(2025, 3, 4), 5400, "Nordlicht GmbH", "Relaunch", "Design", 'Page "Home", draft', "Kim",
            start=datetime(2025, 3, 4, 9), end=datetime(2025, 3, 4, 10, 30), amount=Decimal("135.00"), currency="EUR",
        ),
        TimeEntry(
            Origin("export.csv", 3), date(2025, 3, 4), 0, project="Own", user="Kim", billable=False,
            start=datetime(2025, 3, 4, 11), end=datetime(2025, 3, 4, 11), currency="EUR",
        ),
    ]  # fmt: skip


def test_a_fully_quoted_report_without_amount_is_read_too(tmp_path: Path) -> None:
    row = ["Kim", "", "A", "P", "", "x", "Yes", "2025-03-04", "09:00:00", "2025-03-05", "10:00:01", "25:00:01", ""]
    text = "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in (HEADER.split(","), row))
    (entry,), _ = read(toggl, source_of(tmp_path, text))
    assert isinstance(entry, TimeEntry)
    assert (entry.seconds, entry.amount, entry.currency) == (90001, None, "")


def test_a_bad_row_is_a_problem_and_costs_no_other(tmp_path: Path) -> None:
    text = (
        f"{HEADER}\nK,,A,P,,x,Yes,2025-02-30,09:00:00,2025-02-30,10:00:00,01:00:00,"
        f"\nK,,A,P,,x,Yes,2025-03-01,09:00:00,2025-03-01,10:00:00,01:00:00,\n"
    )
    records, problems = read(toggl, source_of(tmp_path, text))
    assert ([record.origin.row for record in records], codes(problems)) == ([3], [("bad_date", 2)])


def test_an_entry_over_the_clock_change_has_its_real_length_when_no_duration_is_given(tmp_path: Path) -> None:
    text = f"{HEADER}\nK,,A,P,,x,Yes,2025-03-30,01:00:00,2025-03-30,04:00:00,,\n"
    (entry,), _ = read(toggl, source_of(tmp_path, text))
    assert isinstance(entry, TimeEntry)
    assert entry.seconds == 2 * 3600


def test_a_cut_file_gives_what_is_whole(tmp_path: Path) -> None:
    text = f"{HEADER}\nK,,A,P,,x,Yes,2025-03-01,09:00:00,2025-03-01,10:00:00,01:00:00,\nK,,A,P,,x,Yes,2025-0"
    records, problems = read(toggl, source_of(tmp_path, text))
    assert (len(records), codes(problems)) == (1, [("bad_date", 3)])


@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=30), st.integers(0, 30))
def test_splitting_a_report_changes_no_entry(
    tmp_path_factory: pytest.TempPathFactory, seconds: list[int], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("split")
    rows = [
        f"K,,A,P,,{n},Yes,2025-03-01,09:00:00,2025-03-01,09:00:00,{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02},"
        for n, s in enumerate(seconds)
    ]

    def lengths(part: list[str]) -> list[tuple[str, int]]:
        source = source_of(folder, "\n".join([HEADER, *part, ""]))
        return [
            (item.description, item.seconds)
            for item in toggl.read(source, ReadOptions())
            if isinstance(item, TimeEntry)
        ]

    assert lengths(rows[:cut]) + lengths(rows[cut:]) == lengths(rows) == [(str(n), s) for n, s in enumerate(seconds)]


def test_the_shared_sample_is_read(shared: Path) -> None:
    path = shared / "data/formats/toggl/toggl_time_entries_import_test_1.csv"
    records, problems = read(toggl, Source(path, path.name))
    assert problems == []
    assert [(r.seconds, r.client, r.billable, r.amount) for r in records if isinstance(r, TimeEntry)] == [
        (0, "", False, None),
        (3601, "Big Company", True, Decimal("111.11")),
    ]


def test_projects_of_a_workspace_export_name_their_clients(tmp_path: Path) -> None:
    source_of(tmp_path, '[{"id":7,"wid":1,"name":"Nordlicht GmbH","archived":false}]', "clients.json")
    projects = source_of(
        tmp_path,
        '[{"id":1,"wid":1,"name":"Relaunch","client_id":7},{"id":2,"wid":1,"name":"Own","client_id":null}]',
        "projects.json",
    )
    assert read(toggl_json, projects)[0] == [
        Project(Origin("projects.json", 1), "Relaunch", "Nordlicht GmbH"),
        Project(Origin("projects.json", 2), "Own", ""),
    ]


def test_a_list_of_tags_says_that_it_holds_nothing(tmp_path: Path) -> None:
    _, problems = read(toggl_json, source_of(tmp_path, '[{"id":7,"workspace_id":1,"name":"web"}]', "tags.json"))
    assert codes(problems) == [("no_records_in_file", 0)]
