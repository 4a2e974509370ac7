"""Tables as programs export them: CSV in any encoding, delimiter and notation, read by header name and in a stream.

Recognizing, from the head only::

    layout = sniff(source)              # None: no text. Else .encoding, .delimiter, .rows (first rows), .header
    layout is not None and layout.has("Datum", "Betrag")        # names compared by `normalized`, units "(EUR)" ignored
    any(holds(row, "Buchungstag", "Betrag") for row in layout.rows)  # where rows stand above the header

Reading, in two passes over the file::

    table = open_table(source, options)                 # or is_header=lambda cells: holds(cells, "Buchungstag")
    day, amount = table.column("Datum", "Date"), table.column("Betrag", "Amount")   # -1 when missing; cells[-1] == ""
    notation = table.notation(dates=[day], numbers=[amount])       # decides 03/04/2024 and 1.250 over the whole column
    yield from notation.problems                        # ambiguous_dates_assumed, ambiguous_decimals_assumed, mixed_date_order
    for line, cells in table.rows():                    # line is the real one in the file, header included
        on = notation.date(cells[day])                  # None: blank or unreadable
        value = notation.number(cells[amount], amount)  # Decimal; "1.250,00", "1'234.56", "800,00-", "(5.00)", "€ 20"
    yield from table.faults                             # unclosed_quote, line_too_long, nul_characters

`table.preamble` holds the rows above the header, `table.raw_rows()` the cells uncut, `table.currency(column)` the `EUR` of
`Amount (EUR)`. Single cells: `parse_decimal`, `parse_date`, `parse_time`, `parse_instant`, `parse_duration`, `parse_yes_no`,
`currency_code`, `seconds_of_hours`, `is_blank`, `is_total_row`.
"""

from cleanbreak.importers.tables.columns import Notation, decide
from cleanbreak.importers.tables.layout import Layout, encoding_of, holds, sniff
from cleanbreak.importers.tables.table import Table, open_table
from cleanbreak.importers.tables.values import (
    currency_code,
    is_blank,
    is_total_row,
    normalized,
    parse_date,
    parse_decimal,
    parse_duration,
    parse_instant,
    parse_time,
    parse_yes_no,
    seconds_of_hours,
)

__all__ = [
    "Layout",
    "Notation",
    "Table",
    "currency_code",
    "decide",
    "encoding_of",
    "holds",
    "is_blank",
    "is_total_row",
    "normalized",
    "open_table",
    "parse_date",
    "parse_decimal",
    "parse_duration",
    "parse_instant",
    "parse_time",
    "parse_yes_no",
    "seconds_of_hours",
    "sniff",
]
