"""Tables that people keep themselves, as CSV: time, invoices, expenses or payments, known by German or English headers."""

from collections.abc import Iterator, Sequence

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import open_table, parse_date, sniff
from cleanbreak.importers.tables.mapping import kind_of_header, mapping_for, read_kind, read_mapped
from cleanbreak.ledger.records import Problem, Record

NAME = "sheets"

_ROWS_ABOVE_HEADER = 15


def recognize(source: Source) -> int:
    """One of the first rows is a header that tells what the table holds. Programs' own exports rank higher."""
    layout = sniff(source)
    if layout is None or len(layout.rows) < 2:
        return 0
    for place, row in enumerate(layout.rows[:_ROWS_ABOVE_HEADER]):
        if len(row) > 1 and (kind := kind_of_header(row)):
            return 40 if kind == "project" or _has_dated_row(layout.rows[place + 1 :], len(row)) else 0
    return 0


def _has_dated_row(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether a row as wide as the header holds a day: prose with the right words does not."""
    return any(abs(len(row) - width) <= 2 and any(parse_date(cell) for cell in row) for row in rows)


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield what the header tells, or what the user's own mapping says."""
    mapping = mapping_for(source.name, options)
    if mapping is not None:
        yield from read_mapped(open_table(source, options), mapping, options)
        return
    table = open_table(source, options, lambda cells: kind_of_header(cells) is not None)
    kind = kind_of_header(table.header)
    assert kind is not None
    yield from read_kind(table, kind, options)
