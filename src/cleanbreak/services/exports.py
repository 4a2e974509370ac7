"""The review as CSV and XLSX: one row per client; cells that a spreadsheet could take for a formula are made inert."""

import csv
import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from cleanbreak.assessment.review import Review
from cleanbreak.measures.catalogue import MEASURES, publish

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
COLUMNS = ("client", "advice", "borderline", *MEASURES)


def inert(text: str) -> str:
    """Return text that no spreadsheet runs: a leading apostrophe where the first character could begin a formula."""
    cleaned = text.replace("\0", "")
    return f"'{cleaned}" if text.startswith(DANGEROUS) or cleaned.lstrip().startswith(DANGEROUS[:4]) else cleaned


def rows(review: Review) -> list[list[str | int | None]]:
    """Return one row per client in the order of `COLUMNS`; figures as published, None where not computable."""
    return [
        [
            inert(c.client.name),
            c.verdict.word,
            "yes" if c.verdict.borderline else "no",
            *(publish(name, value) for name, value in c.measures.items()),
        ]
        for c in review.clients
    ]


def as_csv(review: Review) -> str:
    """Return the table as CSV with commas and decimal points; negative numbers stay numbers."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(review):
        writer.writerow(["" if cell is None else cell for cell in row])
    return buffer.getvalue()


def as_xlsx(review: Review) -> bytes:
    """Return the table as a workbook: figures as numbers, texts as texts, and a note that it is private."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Clients")
    bold = book.add_format({"bold": True})
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows(review), start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell)
    sheet.write_string(len(review.clients) + 2, 0, "private, do not forward")
    sheet.freeze_panes(1, 1)
    sheet.autofit()
    book.close()
    return buffer.getvalue()


def _write_cell(sheet: Any, row: int, column: int, cell: str | int | None) -> None:
    if cell is None:
        return
    if isinstance(cell, int) or column > COLUMNS.index("borderline"):
        sheet.write_number(row, column, Decimal(cell))
    else:
        sheet.write_string(row, column, cell)
