"""Toggl Track: the detailed report as CSV, and the client and project lists of its workspace export (JSON)."""

from collections.abc import Iterator

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, open_table, sniff
from cleanbreak.importers.tables.timerows import TimeColumns, read_time_rows
from cleanbreak.ledger.records import Problem, Record

NAME = "toggl"

_START_DATE = ("Start date", "Startdatum")
_END_DATE = ("End date", "Stop date", "Enddatum")


def recognize(source: Source) -> int:
    """A report has start and end dates beside one plain duration; Clockify gives its duration in two units."""
    layout = sniff(source)
    if layout is None or layout.has_any("Duration (h)", "Duration (decimal)", "Dauer (h)", "Dauer (dezimal)"):
        return 0
    spans = layout.has_any(*_START_DATE) and layout.has_any(*_END_DATE) and layout.has_any("Duration", "Dauer")
    if not spans or not layout.has_any("Description", "Beschreibung"):
        return 0
    return 95 if layout.has_any("User", "Member", "Email", "Benutzer", "Mitglied") else 70


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one time entry per row, in the wall time of the practice."""
    table = open_table(source, options)
    yield from read_time_rows(table, _columns(table), options)


def _columns(table: Table) -> TimeColumns:
    find = table.column
    return TimeColumns(
        on=find(*_START_DATE),
        start_time=find("Start time", "Startzeit"),
        end_on=find(*_END_DATE),
        end_time=find("End time", "Stop time", "Endzeit"),
        duration=find("Duration", "Dauer"),
        client=find("Client", "Kunde"),
        project=find("Project", "Projekt"),
        task=find("Task", "Aufgabe"),
        description=find("Description", "Beschreibung"),
        user=find("User", "Member", "Benutzer", "Mitglied"),
        user_second=find("Email", "E-Mail"),
        billable=find("Billable", "Abrechenbar"),
        amount=find("Amount", "Betrag"),
        currency=find("Currency", "Währung"),
    )
