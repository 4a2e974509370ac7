"""Rows of recorded work become time entries: which column plays which part is all that the formats differ in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from cleanbreak.importers.source import ReadOptions
from cleanbreak.importers.tables.columns import Notation
from cleanbreak.importers.tables.table import Table
from cleanbreak.importers.tables.values import (
    currency_code,
    is_total_row,
    parse_instant,
    parse_time,
    parse_yes_no,
    seconds_of_hours,
)
from cleanbreak.ledger.records import Origin, Problem, TimeEntry

_BREAKS = frozenset({"break", "pause", "breaks", "pausen"})


@dataclass(frozen=True, slots=True)
class TimeColumns:
    """The places of the parts of a time entry in a table, -1 where it has none.

    `start` and `end` hold date and time in one cell; `hours` is a rounded second choice behind `duration`.
    """

    on: int = -1
    start_time: int = -1
    end_on: int = -1
    end_time: int = -1
    start: int = -1
    end: int = -1
    duration: int = -1
    hours: int = -1
    minutes: int = -1
    client: int = -1
    project: int = -1
    task: int = -1
    description: int = -1
    user: int = -1
    surname: int = -1
    user_second: int = -1
    billable: int = -1
    kind: int = -1
    rate: int = -1
    amount: int = -1
    currency: int = -1
    client_number: int = -1
    client_vat_id: int = -1


@dataclass(frozen=True, slots=True)
class _Span:
    on: date
    start: datetime | None
    end: datetime | None


def time_notation(table: Table, places: TimeColumns) -> Notation:
    """Decide how this table writes its dates and numbers."""
    return table.notation(
        dates=[places.on, places.end_on, places.start, places.end],
        numbers=[places.rate, places.amount],
        quantities=[places.duration, places.hours, places.minutes],
        times=[places.start_time, places.end_time, places.start],
    )


def read_time_rows(
    table: Table, places: TimeColumns, options: ReadOptions, notation: Notation | None = None
) -> Iterator[TimeEntry | Problem]:
    """Yield a time entry, or a problem, for every row that is work: no breaks, no totals."""
    if notation is None:
        notation = time_notation(table, places)
    yield from notation.problems
    reader = TimeRowReader(table, places, notation, ZoneInfo(options.timezone))
    for line, cells in table.rows():
        found = reader.read(line, cells)
        if found is not None:
            yield found
    yield from table.faults


class TimeRowReader:
    """Reads single rows; formats with rows of other kinds among them pick the ones to give it."""

    def __init__(self, table: Table, places: TimeColumns, notation: Notation, zone: ZoneInfo) -> None:
        self._file = table.file
        self._places = places
        self._notation = notation
        self._zone = zone
        self._header_currency = table.currency(places.amount) or table.currency(places.rate)

    def read(self, line: int, cells: list[str]) -> TimeEntry | Problem | None:
        """Return the entry or what is wrong with the row, None for a row that is no work."""
        places = self._places
        if cells[places.kind].strip().casefold() in _BREAKS:
            return None
        span = self._span(cells)
        if span is None:
            return self._no_day(line, cells)
        seconds = self._seconds(cells, span)
        if seconds is None or seconds < 0:
            return self._no_duration(line, cells, span)
        billable = parse_yes_no(cells[places.billable])
        return TimeEntry(
            origin=Origin(self._file, line),
            on=span.on,
            seconds=seconds,
            client=cells[places.client].strip(),
            project=cells[places.project].strip(),
            task=cells[places.task].strip(),
            description=cells[places.description].strip(),
            user=f"{cells[places.user]} {cells[places.surname]}".strip() or cells[places.user_second].strip(),
            billable=billable is not False,
            billable_known=billable is not None,
            start=span.start,
            end=span.end,
            rate=self._money(cells, places.rate),
            amount=self._money(cells, places.amount),
            currency=currency_code(cells[places.currency]) or self._header_currency,
            client_number=cells[places.client_number].strip(),
            client_vat_id=cells[places.client_vat_id].strip(),
        )

    def _money(self, cells: list[str], place: int) -> Decimal | None:
        """Return an own rate or amount; programs write 0 where none was set."""
        return self._notation.number(cells[place], place) or None

    def _span(self, cells: list[str]) -> _Span | None:
        places = self._places
        if places.start >= 0:
            start = self._moment(cells[places.start])
            if start is None:
                on = self._notation.date(cells[places.start])
                return _Span(on, None, None) if on else None
            end = self._moment(cells[places.end])
            return _Span((start.astimezone(self._zone) if start.tzinfo else start).date(), start, end)
        on = self._notation.date(cells[places.on])
        if on is None:
            return None
        begins, ends = parse_time(cells[places.start_time]), parse_time(cells[places.end_time])
        start = datetime.combine(on, begins) if begins is not None else None
        return _Span(on, start, self._end(cells, on, begins, ends))

    def _end(self, cells: list[str], on: date, begins: time | None, ends: time | None) -> datetime | None:
        """Return the end; without an end date, a clock before the start's is that of the next morning."""
        if ends is None:
            return None
        end_on = self._notation.date(cells[self._places.end_on])
        if end_on is None:
            end_on = on + timedelta(days=1) if begins is not None and ends < begins else on
        return datetime.combine(end_on, ends)

    def _moment(self, text: str) -> datetime | None:
        """Return a date and time of one cell, in the file's own notation."""
        if moment := parse_instant(text):
            return moment
        day, _, clock = text.strip().replace(",", " ").partition(" ")
        on, at = self._notation.date(day), parse_time(clock)
        return datetime.combine(on, at) if on and at is not None else None

    def _seconds(self, cells: list[str], span: _Span) -> int | None:
        places = self._places
        seconds = self._notation.seconds(cells[places.duration], places.duration)
        if seconds is None and span.start is not None and span.end is not None:
            seconds = elapsed_seconds(span.start, span.end, self._zone)
        if seconds is None:
            seconds = self._notation.seconds(cells[places.hours], places.hours)
        if seconds is None and (minutes := self._notation.number(cells[places.minutes], places.minutes)) is not None:
            seconds = seconds_of_hours(minutes / 60)
        return seconds

    def _no_day(self, line: int, cells: list[str]) -> Problem | None:
        if is_total_row(cells):
            return None
        place = max(self._places.on, self._places.start)
        return Problem("bad_date", self._file, line, {"value": cells[place][:80]})

    def _no_duration(self, line: int, cells: list[str], span: _Span) -> Problem:
        if span.start is not None and span.end is not None:
            value = f"{span.start.isoformat(sep=' ')} – {span.end.isoformat(sep=' ')}"
            return Problem("end_before_start", self._file, line, {"value": value})
        value = cells[self._places.duration] or cells[self._places.hours]
        return Problem("bad_duration", self._file, line, {"value": value[:80]})


def elapsed_seconds(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Return the real seconds between two instants; wall times are those of `zone`, clock changes counted."""
    first = start if start.tzinfo else start.replace(tzinfo=zone)
    last = end if end.tzinfo else end.replace(tzinfo=zone)
    return int((last.timestamp() - first.timestamp()) // 1)
