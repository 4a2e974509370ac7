"""Harvest: the detailed time report as CSV (hours per day, no clock) and the list of clients."""

from collections.abc import Iterator

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, open_table, sniff
from cleanbreak.importers.tables.timerows import TimeColumns, read_time_rows
from cleanbreak.ledger.records import Origin, Problem, Project, Record

NAME = "harvest"


def recognize(source: Source) -> int:
    """A report has Hours per Date beside Notes or Project Code; the list of clients is a name and an address."""
    layout = sniff(source)
    if layout is None:
        return 0
    if layout.has("Date", "Client", "Project", "Hours"):
        return 95 if layout.has_any("Project Code", "Billable?", "Employee?", "Notes") else 60
    names = [cell.casefold() for cell in layout.header]
    return 60 if names[:2] == ["client name", "address"] and len(names) <= 4 else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one time entry per row, or one client (a project without a name) per row of the list of clients."""
    table = open_table(source, options)
    if table.column("Hours") >= 0:
        yield from read_time_rows(table, _columns(table), options)
        return
    client = table.column("Client Name")
    for line, cells in table.rows():
        if cells[client].strip():
            yield Project(Origin(table.file, line), "", cells[client].strip())
    yield from table.faults


def _columns(table: Table) -> TimeColumns:
    find = table.column
    return TimeColumns(
        on=find("Date"),
        hours=find("Hours"),
        client=find("Client"),
        project=find("Project"),
        task=find("Task"),
        description=find("Notes"),
        user=find("First Name"),
        surname=find("Last Name"),
        user_second=find("Employee", "Employee Id"),
        billable=find("Billable?"),
        rate=find("Billable Rate"),
        amount=find("Billable Amount"),
        currency=find("Currency"),
    )
