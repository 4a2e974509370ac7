"""FreshBooks: invoice details as CSV, one row per invoice line."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Notation, Table, currency_code, is_total_row, open_table, sniff
from cleanbreak.importers.tables.invoicerows import is_cancelled, kind_in_words, turn_negative, void
from cleanbreak.ledger.records import Invoice, Origin, Party, Problem, Record

NAME = "freshbooks"


def recognize(source: Source) -> int:
    """Invoice number and date of issue beside the parts of a line."""
    layout = sniff(source)
    if layout is None or not layout.has("Invoice #", "Line Total"):
        return 0
    return 95 if layout.has("Client Name", "Date Issued") else 60


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one invoice per number, its lines summed up wherever they stand; what is kept is one sum per invoice."""
    table = open_table(source, options)
    places = _columns(table)
    notation = table.notation(dates=[places.issued_on, places.due_on, places.paid_on], numbers=places.sums())
    yield from notation.problems
    invoices: dict[str, _Sum] = {}
    for line, cells in table.rows():
        number = cells[places.number].strip()
        if not number:
            if not is_total_row(cells):
                yield Problem("invoice_without_number", table.file, line)
            continue
        found = invoices.get(number)
        if found is None:
            invoice = _invoice(table, places, notation, line, cells)
            found = invoices[number] = _Sum(line, cells[places.issued_on], invoice, cells[places.status])
        amounts = _line_amounts(places, notation, cells)
        if amounts is None:
            yield Problem("invoice_line_unreadable", table.file, line, {"number": number})
            found.complete = False
        else:
            found.net += amounts[0]
            found.gross += amounts[1]
    for found in invoices.values():
        if result := found.result(table.file):
            yield result
    yield from table.faults


@dataclass(frozen=True, slots=True)
class _Columns:
    number: int
    client: int
    issued_on: int
    due_on: int
    paid_on: int
    status: int
    subtotal: int
    taxes: tuple[int, ...]
    total: int
    currency: int

    def sums(self) -> list[int]:
        return [self.subtotal, *self.taxes, self.total]


@dataclass(slots=True)
class _Sum:
    """One invoice and the sums of its lines so far."""

    line: int
    date_text: str
    invoice: Invoice | None
    status: str
    complete: bool = True
    net: Decimal = Decimal(0)
    gross: Decimal = Decimal(0)

    def result(self, file: str) -> Invoice | Problem | None:
        """Return the invoice with its totals; None when a line could not be read, which was said already."""
        if self.invoice is None:
            return Problem("bad_date", file, self.line, {"value": self.date_text[:80]})
        if not self.complete:
            return None
        self.invoice.net, self.invoice.gross = self.net, self.gross
        if self.invoice.kind == "credit_note":
            turn_negative(self.invoice)
        elif self.invoice.kind == "invoice" and is_cancelled(self.status):
            void(self.invoice)
        return self.invoice


def _invoice(table: Table, places: _Columns, notation: Notation, line: int, cells: list[str]) -> Invoice | None:
    """Return the invoice that a line belongs to, still without totals."""
    issued_on = notation.date(cells[places.issued_on])
    if issued_on is None:
        return None
    return Invoice(
        origin=Origin(table.file, line),
        number=cells[places.number].strip(),
        issued_on=issued_on,
        net=None,
        gross=None,
        currency=currency_code(cells[places.currency]),
        kind=kind_in_words(cells[places.status]) or "invoice",
        due_on=notation.date(cells[places.due_on]),
        client=Party(name=cells[places.client].strip()),
        paid_on=notation.date(cells[places.paid_on]),
    )


def _line_amounts(places: _Columns, notation: Notation, cells: list[str]) -> tuple[Decimal, Decimal] | None:
    """Return net and gross of a line; the line total holds discount and taxes, so the net is what the taxes leave of it."""
    taxes = sum((notation.number(cells[place], place) or Decimal(0) for place in places.taxes), Decimal(0))
    gross = notation.number(cells[places.total], places.total)
    if gross is not None:
        return gross - taxes, gross
    net = notation.number(cells[places.subtotal], places.subtotal)
    return None if net is None else (net, net + taxes)


def _columns(table: Table) -> _Columns:
    find = table.column
    return _Columns(
        number=find("Invoice #"),
        client=find("Client Name", "Client", "Organization"),
        issued_on=find("Date Issued", "Issue Date", "Invoice Date"),
        due_on=find("Date Due", "Due Date"),
        paid_on=find("Date Paid", "Paid Date"),
        status=find("Invoice Status", "Status"),
        subtotal=find("Line Subtotal"),
        taxes=tuple(table.columns("Tax 1 Amount", "Tax 2 Amount", "Tax 3 Amount")),
        total=find("Line Total"),
        currency=find("Currency"),
    )
