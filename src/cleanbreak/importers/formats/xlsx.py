"""Excel workbooks (.xlsx): every sheet is read like a table that people keep themselves; formulas by their stored results."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats.csv_rows import read_rows
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table
from cleanbreak.importers.tables.mapping import kind_in_title, kind_of_header, mapping_for, read_kind, read_mapped
from cleanbreak.ledger.records import Problem, Record

NAME = "xlsx"

_MAX_COLUMNS = 256
_ROWS_ABOVE_HEADER = 15
_DAY_ZERO = datetime(1899, 12, 31)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    OSError,
)

DECLARATION_BYTES = 2048


def recognize(source: Source) -> int:
    """A ZIP archive that holds a workbook."""
    if not source.head.startswith(b"PK\x03\x04"):
        return 0
    try:
        with zipfile.ZipFile(source.path) as archive:
            return 95 if "xl/workbook.xml" in archive.namelist() else 0
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return 30 if b"xl/workbook.xml" in source.head or b"xl/worksheets/" in source.head else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the records of every sheet. `Origin.file` names the sheet (`book.xlsx!Zeiten`) where there are several."""
    _refuse_bomb(source, options)
    try:
        book = openpyxl.load_workbook(source.path, read_only=True, data_only=True)
    except _FAULTS as fault:
        raise _unreadable(source) from fault
    read_any = False
    try:
        for sheet in book.worksheets:
            name = source.name if len(book.worksheets) == 1 else f"{source.name}!{sheet.title}"
            sheet.reset_dimensions()
            yield from _read_sheet(name, str(sheet.title), _rows_of(sheet), options)
            read_any = True
    except _FAULTS as fault:
        if not read_any:
            raise _unreadable(source) from fault
        yield Problem("sheet_unreadable", source.name)
    finally:
        book.close()


def _read_sheet(
    name: str, title: str, rows: Callable[[], Iterator[tuple[int, list[str]]]], options: ReadOptions
) -> Iterator[Record | Problem]:
    mapping = mapping_for(name, options) or mapping_for(name.rsplit("!", 1)[0], options)
    found = _header(title, rows, any_header=mapping is not None)
    if found is None:
        return
    line, cells, kind = found

    def below() -> Iterator[tuple[int, list[str]]]:
        return (row for row in rows() if row[0] > line)

    table = Table(name, tuple(cell.strip() for cell in cells), below)
    if mapping is not None:
        yield from read_mapped(table, mapping, options)
    elif kind is None:
        yield from read_rows(table)
    else:
        yield from read_kind(table, kind, options)


def _header(
    title: str, rows: Callable[[], Iterator[tuple[int, list[str]]]], *, any_header: bool
) -> tuple[int, list[str], str | None] | None:
    """Return line, cells and kind of the header: the first row that tells a kind, else the first row at all."""
    first: tuple[int, list[str], str | None] | None = None
    for count, (line, cells) in enumerate(rows()):
        kind = kind_in_title(title, cells) or kind_of_header(cells)
        first = first or (line, cells, None)
        if kind is not None and not any_header:
            return line, cells, kind
        if count >= _ROWS_ABOVE_HEADER:
            break
    return first


def _rows_of(sheet: Any) -> Callable[[], Iterator[tuple[int, list[str]]]]:
    def rows() -> Iterator[tuple[int, list[str]]]:
        for line, values in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), start=1):
            cells = _trimmed([cell_text(value) for value in values])
            if cells:
                yield line, cells

    return rows


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def cell_text(value: object) -> str:
    """Return a cell as the text that the readers of tables take one way only: ISO days, decimal point, clock durations."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = format(value, ".15g")
        return text + "0" if "." in text and len(text) - text.index(".") == 4 else text
    if isinstance(value, datetime):
        if value.year < 1901:
            return _duration_text(value - _DAY_ZERO)
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, timedelta):
        return _duration_text(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _duration_text(span: timedelta) -> str:
    seconds = round(abs(span.total_seconds()))
    sign = "-" if span < timedelta(0) else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _refuse_bomb(source: Source, options: ReadOptions) -> None:
    limits = options.limits
    try:
        with zipfile.ZipFile(source.path) as archive:
            members: Sequence[zipfile.ZipInfo] = archive.infolist()
            typed = any(_declares_a_type(archive, member) for member in members[: limits.max_members])
    except (zlib.error, zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
        raise _unreadable(source) from fault
    if typed:
        raise _unreadable(source)
    unpacked = sum(member.file_size for member in members)
    texts = max((member.file_size for member in members if "sharedStrings" in member.filename), default=0)
    too_tight = any(
        member.file_size > 1024 * 1024 and member.file_size > member.compress_size * limits.max_ratio
        for member in members
    )
    if (
        too_tight
        or unpacked > limits.max_unpacked_bytes
        or len(members) > limits.max_members
        or texts > limits.max_record_bytes
    ):
        raise UnreadableError(
            file=source.name,
            what="the workbook unpacks to far more than it should, as a file made to do harm would",
            todo="Save it again from a spreadsheet program, or export it as CSV",
        )


def _declares_a_type(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Tell whether an XML part begins with a document type: no spreadsheet program writes one, and which XML parser
    would read it depends on what else is installed."""
    if not member.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(member) as part:
        return b"<!doctype" in part.read(DECLARATION_BYTES).lower()


def _unreadable(source: Source) -> UnreadableError:
    return UnreadableError(
        file=source.name,
        what="the workbook is damaged or cut off",
        todo="Save it again from a spreadsheet program, or export it as CSV",
    )
