"""Kimai: the timesheet export as CSV, English or German, with `,` or `;`, in the columns that the user chose."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Notation, Table, currency_code, open_table, parse_yes_no, sniff
from cleanbreak.importers.tables.timerows import TimeColumns, TimeRowReader, time_notation
from cleanbreak.ledger.records import Expense, Origin, Problem, Record

NAME = "kimai"

_DATE = ("Date", "Datum")
_FROM = ("From", "Von", "Begin", "Beginn")
_TO = ("To", "Bis", "End", "Ende")
_DURATION = ("Duration", "Dauer")
_CUSTOMER = ("Customer", "Kunde")
_ACTIVITY = ("Activity", "Tätigkeit")
_OWN_WORDS = ("Internal price", "Interner Preis", "Hourly price", "Preis pro Stunde", "Fixed price", "Festpreis")
_EXPENSES = frozenset({"expense", "expenses", "ausgabe", "ausgaben", "auslage", "auslagen", "spesen"})


def recognize(source: Source) -> int:
    """A day and a duration beside words that only this program uses, or its whole set of plain ones."""
    layout = sniff(source)
    if layout is None or not (layout.has_any(*_DATE) and layout.has_any(*_DURATION)):
        return 0
    plain = (
        layout.has_any(*_FROM) and layout.has_any(*_TO) and layout.has_any(*_CUSTOMER) and layout.has_any(*_ACTIVITY)
    )
    own = sum(layout.has(word) for word in _OWN_WORDS)
    if plain and own:
        return 95
    return 80 if own > 1 or plain else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield a time entry per row of work, an expense per row of that type; an end before the start is next morning's."""
    table = open_table(source, options)
    places = _columns(table)
    notation = time_notation(table, places)
    yield from notation.problems
    reader = TimeRowReader(table, places, notation, ZoneInfo(options.timezone))
    kind = table.column("Type", "Typ")
    for line, cells in table.rows():
        if cells[kind].strip().casefold() in _EXPENSES:
            yield _expense(table, places, notation, line, cells)
        elif (found := reader.read(line, cells)) is not None:
            yield found
    yield from table.faults


def _expense(table: Table, places: TimeColumns, notation: Notation, line: int, cells: list[str]) -> Expense | Problem:
    on, price = notation.date(cells[places.on]), notation.number(cells[places.amount], places.amount)
    if on is None:
        return Problem("bad_date", table.file, line, {"value": cells[places.on][:80]})
    if price is None:
        return Problem("bad_amount", table.file, line, {"value": cells[places.amount][:80], "number": ""})
    return Expense(
        origin=Origin(table.file, line),
        on=on,
        net=price,
        currency=currency_code(cells[places.currency]),
        client=cells[places.client].strip(),
        project=cells[places.project].strip(),
        category=cells[places.task].strip(),
        text=cells[places.description].strip(),
        reinvoiced=parse_yes_no(cells[places.billable]),
    )


def _columns(table: Table) -> TimeColumns:
    find = table.column
    return TimeColumns(
        on=find(*_DATE),
        start_time=find(*_FROM),
        end_time=find(*_TO),
        duration=find(*_DURATION),
        client=find(*_CUSTOMER),
        project=find("Project", "Projekt"),
        task=find(*_ACTIVITY),
        description=find("Description", "Beschreibung"),
        user=find("Name"),
        user_second=find("User", "Benutzer", "Username", "Benutzername"),
        billable=find("Billable", "Abrechenbar"),
        rate=find("Hourly price", "Preis pro Stunde", "Hourly rate", "Stundensatz"),
        amount=find("Price", "Preis", "Rate"),
        currency=find("Currency", "Währung"),
        client_number=find("Account", "Kundennummer", "Customer number"),
        client_vat_id=find("VAT-ID", "Umsatzsteuer-ID"),
    )
