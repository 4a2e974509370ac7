"""solidtime: the CSV files of its export. They name each other by id; names come from the files beside the one that is read."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, open_table, sniff
from cleanbreak.importers.tables.timerows import TimeColumns, TimeRowReader, time_notation
from cleanbreak.ledger.records import Origin, Problem, Project, Record, TimeEntry

NAME = "solidtime"

_ENTRY = ("start", "end", "member_id", "project_id", "billable")
_PROJECT = ("name", "client_id", "organization_id", "billable_rate")
_CLIENT = ("name", "organization_id", "archived_at")
_SIDE_FILES = (
    ("email", "organization_id"),
    ("name", "organization_id"),
    ("member_id", "project_id"),
    ("currency", "billable_rate"),
)


def recognize(source: Source) -> int:
    """Tables of ids with `organization_id`; the side files (tags, tasks, members) are known too, and hold no records."""
    layout = sniff(source)
    if (
        layout is None
        or layout.header[0] != "id"
        or not layout.has_any("organization_id", "member_id", "billable_rate")
    ):
        return 0
    if any(layout.has(*names) for names in (_ENTRY, _PROJECT, _CLIENT)):
        return 95
    return 70 if layout.has("created_at", "updated_at") and any(layout.has(*names) for names in _SIDE_FILES) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield time entries, projects or clients (projects without a name), whichever the file lists."""
    table = open_table(source, options)
    find = table.column
    if all(find(name) >= 0 for name in _ENTRY):
        yield from _entries(source, table, options)
    elif all(find(name) >= 0 for name in _PROJECT):
        clients = _names(source, options, "clients.csv")
        for line, cells in table.rows():
            client = cells[find("client_id")]
            yield Project(Origin(table.file, line), cells[find("name")].strip(), clients.get(client, ""))
    elif all(find(name) >= 0 for name in _CLIENT) and find("project_id") < 0:
        for line, cells in table.rows():
            yield Project(Origin(table.file, line), "", cells[find("name")].strip())
    else:
        yield Problem("no_records_in_file", table.file)
    yield from table.faults


def _entries(source: Source, table: Table, options: ReadOptions) -> Iterator[TimeEntry | Problem]:
    find = table.column
    places = TimeColumns(
        start=find("start"),
        end=find("end"),
        client=find("client_id"),
        project=find("project_id"),
        task=find("task_id"),
        description=find("description"),
        user=find("member_id"),
        billable=find("billable"),
    )
    clients, projects, tasks, members = (
        _names(source, options, file) for file in ("clients.csv", "projects.csv", "tasks.csv", "members.csv")
    )
    if not projects:
        yield Problem("projects_by_id_only", table.file)
    reader = TimeRowReader(table, places, time_notation(table, places), ZoneInfo(options.timezone))
    for line, cells in table.rows():
        found = reader.read(line, cells)
        if isinstance(found, TimeEntry):
            found.client = clients.get(found.client, "")
            found.project = projects.get(found.project, found.project)
            found.task = tasks.get(found.task, "")
            found.user = members.get(found.user, found.user)
        if found is not None:
            yield found


def _names(source: Source, options: ReadOptions, file: str) -> dict[str, str]:
    """Return id and name of every row of a file beside this one, nothing where it is missing."""
    beside = Source(source.path.parent / file, file)
    if not beside.path.is_file() or sniff(beside) is None:
        return {}
    table = open_table(beside, options)
    key, name = table.column("id"), table.column("name")
    return {cells[key]: cells[name].strip() for _line, cells in table.rows()}
