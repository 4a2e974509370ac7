from pathlib import Path

from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import solidtime
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Project, TimeEntry

ENTRIES = (
    "id,description,start,end,billable_rate,billable,member_id,user_id,organization_id,client_id,project_id,task_id,tags\n"
    "e1,Work,2025-03-04T09:00:00Z,2025-03-04T10:30:00Z,,true,m1,u1,o1,c1,p1,,[]\n"
)


def test_names_come_from_the_files_beside(tmp_path: Path) -> None:
    source_of(
        tmp_path, "id,name,organization_id,archived_at,created_at,updated_at\nc1,Nordlicht GmbH,o1,,,\n", "clients.csv"
    )
    source_of(tmp_path, "id,name,client_id,organization_id\np1,Relaunch,c1,o1\n", "projects.csv")
    source_of(tmp_path, "id,user_id,name,email,organization_id\nm1,u1,Kim,kim@studio.example,o1\n", "members.csv")
    (entry,), problems = read(solidtime, source_of(tmp_path, ENTRIES, "time_entries.csv"))
    assert isinstance(entry, TimeEntry)
    assert (entry.client, entry.project, entry.user, entry.seconds, problems) == (
        "Nordlicht GmbH",
        "Relaunch",
        "Kim",
        5400,
        [],
    )


def test_a_lone_file_is_read_and_says_that_names_are_missing(tmp_path: Path) -> None:
    records, problems = read(solidtime, source_of(tmp_path, ENTRIES, "time_entries.csv"))
    assert (len(records), codes(problems)) == (1, [("projects_by_id_only", 0)])


def test_every_file_of_the_shared_export_is_read(shared: Path) -> None:
    folder = shared / "data/ledger/time-tracking-exports/solidtime_import_test_1"
    found = {}
    for path in sorted(folder.glob("*.csv")):
        records, problems = read(solidtime, Source(path, path.name))
        found[path.stem] = (
            [
                r.seconds if isinstance(r, TimeEntry) else r.client
                for r in records
                if isinstance(r, TimeEntry | Project)
            ],
            codes(problems),
        )
    nothing = ([], [("no_records_in_file", 0)])
    assert found == {
        "clients": (["Big Company", "Other Company (Archived)"], []),
        "members": nothing,
        "organization_invitations": nothing,
        "organizations": nothing,
        "project_members": nothing,
        "projects": (["Big Company", "", "Other Company (Archived)"], []),
        "tags": nothing,
        "tasks": nothing,
        "time_entries": ([0, 3601], []),
    }
