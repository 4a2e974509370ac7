"""Clockify: the detailed report and the project list as CSV. Dates and clock follow the user's settings, headers the language."""

from collections.abc import Iterator

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, open_table, sniff
from cleanbreak.importers.tables.timerows import TimeColumns, read_time_rows
from cleanbreak.ledger.records import Origin, Problem, Project, Record

NAME = "clockify"

_START_DATE = ("Start Date", "Startdatum", "Date de début", "Fecha de inicio", "Data de início")
_DURATION = ("Duration (h)", "Dauer (h)", "Durée (h)", "Duración (h)", "Duração (h)")
_PROJECT = ("Project", "Projekt", "Projet", "Proyecto", "Projeto")
_CLIENT = ("Client", "Kunde", "Cliente")


def recognize(source: Source) -> int:
    """A report gives the duration in hours and minutes and as a decimal; a project list has Visibility and Billability."""
    layout = sniff(source)
    if layout is None:
        return 0
    if layout.has_any(*_START_DATE):
        decimal = layout.has_any("Duration (decimal)", "Dauer (dezimal)", "Durée (décimale)", "Duración (decimal)")
        clocked = any("(h)" in cell for cell in layout.header) and layout.has_any(*_DURATION)
        return 95 if decimal else 75 if clocked else 0
    return 90 if layout.has("Project", "Visibility", "Billability") else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one time entry per row that is no break, or one project per row of the project list."""
    table = open_table(source, options)
    if table.column(*_START_DATE) >= 0:
        yield from read_time_rows(table, _columns(table), options)
        return
    name, client = table.column(*_PROJECT), table.column(*_CLIENT)
    for line, cells in table.rows():
        if cells[name].strip():
            yield Project(Origin(table.file, line), cells[name].strip(), cells[client].strip())
    yield from table.faults


def _columns(table: Table) -> TimeColumns:
    find = table.column
    return TimeColumns(
        on=find(*_START_DATE),
        start_time=find("Start Time", "Startzeit", "Heure de début", "Hora de inicio"),
        end_on=find("End Date", "Enddatum", "Date de fin", "Fecha de finalización"),
        end_time=find("End Time", "Endzeit", "Heure de fin", "Hora de finalización"),
        duration=find(*_DURATION),
        hours=find("Duration (decimal)", "Dauer (dezimal)", "Durée (décimale)", "Duración (decimal)"),
        client=find(*_CLIENT),
        project=find(*_PROJECT),
        task=find("Task", "Activity", "Aufgabe", "Tâche", "Tarea", "Aktivität"),
        description=find("Description", "Beschreibung", "Descripción"),
        user=find("User", "Benutzer", "Utilisateur", "Usuario"),
        user_second=find("Email", "E-Mail"),
        billable=find("Billable", "Abrechenbar", "Facturable"),
        kind=find("Type", "Typ"),
        rate=find("Billable Rate", "Abrechenbarer Satz", "Abrechenbarer Stundensatz"),
        amount=find("Billable Amount", "Abrechenbarer Betrag"),
    )
