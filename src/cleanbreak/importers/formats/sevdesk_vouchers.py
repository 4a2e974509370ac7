"""sevDesk: the list of vouchers (expenses) as CSV. A voucher is a head row with the gross sum and a row per position with its net."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Notation, Table, currency_code, is_total_row, open_table, parse_yes_no, sniff
from cleanbreak.importers.tables.invoicerows import is_cancelled, kind_in_words
from cleanbreak.ledger.records import Expense, Origin, Problem, Record

NAME = "sevdesk_vouchers"


def recognize(source: Source) -> int:
    """A voucher number beside a position and a category; the list of invoices has neither."""
    layout = sniff(source)
    if layout is None or not layout.has("Belegnummer", "Betrag", "Position", "Kategorie"):
        return 0
    return 95 if layout.has_any("Lieferant / Kunde", "Lieferant") else 70


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one expense per position; the head row gives date and supplier and counts only where it has no positions."""
    table = open_table(source, options)
    places = _columns(table)
    notation = table.notation(dates=[places.on], numbers=[places.amount])
    yield from notation.problems
    vouchers: list[_Voucher] = []
    latest: dict[str, _Voucher] = {}
    for line, cells in table.rows():
        if is_total_row(cells):
            continue
        row = _line(line, cells, places, notation)
        number = cells[places.number].strip()
        voucher = latest.get(number)
        if voucher is None or (voucher.head is not None and not row.is_position):
            voucher = latest[number] = _Voucher(number, table.file)
            vouchers.append(voucher)
        voucher.add(row)
    for voucher in vouchers:
        yield from voucher.expenses()
    yield from table.faults


@dataclass(frozen=True, slots=True)
class _Columns:
    number: int
    status: int
    supplier: int
    on: int
    amount: int
    position: int
    category: int
    text: int
    client: int
    project: int
    reinvoiced: int
    currency: int


@dataclass(frozen=True, slots=True)
class _Line:
    line: int
    is_position: bool
    amount: Decimal | None
    amount_text: str
    on: date | None
    date_text: str
    status: str
    supplier: str
    category: str
    text: str
    client: str
    project: str
    reinvoiced: bool | None
    currency: str


@dataclass
class _Voucher:
    """The rows of one voucher, wherever they stand in the file: a second head row of the same number is another voucher."""

    number: str
    file: str
    head: _Line | None = None
    positions: list[_Line] = field(default_factory=list)

    def add(self, line: _Line) -> None:
        if line.is_position:
            self.positions.append(line)
        elif self.head is None:
            self.head = line

    def expenses(self) -> Iterator[Expense | Problem]:
        head = self.head or self.positions[0]
        if kind_in_words(head.status) == "draft" or is_cancelled(head.status):
            yield Problem("voucher_not_counted", self.file, head.line, {"number": self.number, "status": head.status})
            return
        on = head.on or next((position.on for position in self.positions if position.on), None)
        if on is None:
            yield Problem("bad_date", self.file, head.line, {"value": head.date_text})
            return
        if self.head is not None and not self.positions:
            yield Problem("voucher_without_positions", self.file, head.line, {"number": self.number})
        alone = len(self.positions) == 1 and self.head is not None
        for position in self.positions or [head]:
            if position.amount is None:
                yield Problem(
                    "bad_amount", self.file, position.line, {"value": position.amount_text, "number": self.number}
                )
                continue
            gross = head.amount if alone or position is self.head else None
            yield self._expense(head, position, on, gross)

    def _expense(self, head: _Line, position: _Line, on: date, gross: Decimal | None) -> Expense:
        reinvoiced = position.reinvoiced if position.reinvoiced is not None else head.reinvoiced
        return Expense(
            origin=Origin(self.file, position.line),
            on=on,
            net=position.amount or Decimal(0),
            gross=gross,
            currency=position.currency or head.currency or "EUR",
            number=self.number,
            supplier=position.supplier or head.supplier,
            client=position.client or head.client,
            project=position.project or head.project,
            category=position.category or head.category,
            text=position.text or head.text,
            reinvoiced=reinvoiced,
        )


def _line(line: int, cells: list[str], places: _Columns, notation: Notation) -> _Line:
    return _Line(
        line=line,
        is_position=bool(cells[places.position].strip()),
        amount=notation.number(cells[places.amount], places.amount),
        amount_text=cells[places.amount].strip()[:80],
        on=notation.date(cells[places.on]),
        date_text=cells[places.on].strip()[:80],
        status=cells[places.status].strip(),
        supplier=cells[places.supplier].strip(),
        category=cells[places.category].strip(),
        text=cells[places.text].strip(),
        client=cells[places.client].strip(),
        project=cells[places.project].strip(),
        reinvoiced=parse_yes_no(cells[places.reinvoiced]),
        currency=currency_code(cells[places.currency]),
    )


def _columns(table: Table) -> _Columns:
    find = table.column
    return _Columns(
        number=find("Belegnummer"),
        status=find("Status"),
        supplier=find("Lieferant / Kunde", "Lieferant"),
        on=find("Datum", "Belegdatum"),
        amount=find("Betrag"),
        position=find("Position"),
        category=find("Kategorie"),
        text=find("Beschreibung"),
        client=find("Kostenstelle", "Kunde"),
        project=find("Projekt"),
        reinvoiced=find("Weiterberechnet", "Weiterberechnen", "Abrechenbar"),
        currency=find("Währung"),
    )
