"""A table of text cells: header by name, rows as often as asked, real line numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables.columns import Notation, decide
from cleanbreak.importers.tables.layout import RecordLines, encoding_of_file, header_keys, sniff, text_of
from cleanbreak.importers.tables.values import currency_code, normalized
from cleanbreak.ledger.records import Problem

RowSource = Callable[[], Iterator[tuple[int, list[str]]]]

_MAX_HEADER_ROW = 200


@dataclass
class Table:
    """Rows under a header. `raw_rows` gives (line, cells) below the header, as they stand, from the start at each call.

    `preamble` holds the rows above the header. `faults` fills while rows are read: yield them at the end.
    """

    file: str
    header: tuple[str, ...]
    raw_rows: RowSource
    preamble: tuple[tuple[str, ...], ...] = ()
    faults: list[Problem] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _asked: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for level in (0, 1):
            for place, cell in enumerate(self.header):
                self._places.setdefault(header_keys(cell)[level], place)
        self._places.pop("", None)

    def column(self, *names: str) -> int:
        """Return the place of the first of these header names that exists, -1 for none: `cells[-1]` is always empty."""
        found = self._asked.get(names)
        if found is None:
            keys = (normalized(name) for name in names)
            found = next((self._places[key] for key in keys if key in self._places), -1)
            self._asked[names] = found
        return found

    def columns(self, *names: str) -> list[int]:
        """Return the places of all these header names that exist."""
        return [place for name in names if (place := self.column(name)) >= 0]

    def currency(self, column: int) -> str:
        """Return the currency that a header such as `Amount (EUR)` names, empty for none."""
        name = self.header[column] if column >= 0 else ""
        return currency_code(name[name.rfind("(") :]) if name.rstrip().endswith(")") else ""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells): as many cells as the header has, and one empty one behind them for missing columns."""
        width = len(self.header)
        for line, cells in self.raw_rows():
            short = width - len(cells)
            if short < 0:
                del cells[width:]
            cells.extend([""] * (max(short, 0) + 1))
            yield line, cells

    def notation(
        self,
        *,
        dates: Sequence[int] = (),
        numbers: Sequence[int] = (),
        quantities: Sequence[int] = (),
        times: Sequence[int] = (),
        day_first: bool = True,
    ) -> Notation:
        """Read the table once and decide over whole columns how dates and numbers are written."""
        return decide(
            self.rows(),
            file=self.file,
            dates=dates,
            numbers=numbers,
            quantities=quantities,
            times=times,
            day_first=day_first,
        )


def open_table(source: Source, options: ReadOptions, is_header: Callable[[Sequence[str]], bool] | None = None) -> Table:
    """Open a delimited text file. Its header is the first row, or the first for which `is_header` is true."""
    layout = sniff(source)
    if layout is None:
        raise UnreadableError(
            file=source.name,
            what="the file holds no table",
            todo="Export it again, or leave it out of the folder",
        )
    encoding, damaged = encoding_of_file(source)
    header_line = 0
    faults: list[Problem] = []

    def every_row() -> Iterator[tuple[int, list[str]]]:
        with text_of(source, encoding) as stream:
            lines = RecordLines(stream, options.limits.max_cell_chars)
            yield from lines.records(layout.delimiter)
            faults[:] = [Problem(code, source.name, line) for line, code in lines.faults]
            if damaged:
                faults.append(Problem("undecodable_characters", source.name, params={"encoding": "UTF-8"}))

    def below_header() -> Iterator[tuple[int, list[str]]]:
        return (row for row in every_row() if row[0] > header_line)

    above: list[tuple[str, ...]] = []
    header: list[str] = []
    for line, cells in every_row():
        if is_header is None or is_header(cells):
            header, header_line = cells, line
            break
        above.append(tuple(cells))
        if len(above) > _MAX_HEADER_ROW:
            break
    if not header:
        raise UnreadableError(
            file=source.name,
            what="the row with the column names was not found",
            todo="Export it again without changing its first rows",
        )
    names = tuple(cell.strip().strip("\ufeff") for cell in header)
    return Table(source.name, names, below_header, tuple(above), faults)
