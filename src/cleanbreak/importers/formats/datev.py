"""DATEV booking batches (EXTF): invoices and payments of customer accounts, and expenses. The year comes from the first line."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats.datev_accounts import SKR03, SKR04, Chart, Side, side_of, tax_percent
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, currency_code, holds, open_table, parse_decimal, sniff
from cleanbreak.ledger.records import BankEntry, Expense, Invoice, Origin, Party, Problem, Record

NAME = "datev"

_CENT = Decimal("0.01")
_CHARTS = {"03": SKR03, "04": SKR04}


def recognize(source: Source) -> int:
    """The first line says EXTF (or DTVF) and names a batch of bookings."""
    layout = sniff(source)
    if layout is None or len(layout.rows[0]) < 5:
        return 0
    mark, _version, category = (cell.strip('" ') for cell in layout.rows[0][:3])
    return 100 if mark in ("EXTF", "DTVF") and category == "21" else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield payments and expenses as they stand and one invoice per number and customer, its bookings summed up."""
    table = open_table(source, options, lambda cells: holds(list(cells), "Konto", "Belegdatum"))
    batch = _batch(table, options)
    chart, problems = _chart(table, batch)
    yield from problems
    reader = _Reader(table, batch, chart)
    invoices: dict[tuple[str, str], Invoice] = {}
    others = 0
    for line, cells in table.rows():
        found = reader.read(line, cells)
        if isinstance(found, Invoice):
            _add(invoices, found)
        elif found is not None:
            yield found
        else:
            others += 1
    for invoice in invoices.values():
        if invoice.gross is not None and invoice.gross < 0:
            invoice.kind = "credit_note"
        yield invoice
    if others:
        yield Problem("datev_other_bookings", table.file, params={"count": str(others)})
    yield from table.faults


@dataclass(frozen=True, slots=True)
class _Batch:
    """The facts of the first line: currency, length of account numbers, chart and the days it may hold."""

    first_day: date
    last_day: date
    length: int
    currency: str
    chart: str

    def day(self, text: str) -> date | None:
        """Return the day of a `DDMM` in the year of the batch; leading zeros may be lost."""
        digits = text.strip()
        if not digits.isdecimal() or len(digits) > 8:
            return None
        if len(digits) > 4:
            return _full_day(digits)
        digits = digits.zfill(4)
        for year in range(self.first_day.year, self.last_day.year + 1):
            day = _date(year, digits)
            if day is not None and self.first_day <= day <= self.last_day:
                return day
        return _date(self.first_day.year, digits)


@dataclass(frozen=True)
class _Reader:
    """Reads single bookings."""

    table: Table
    batch: _Batch
    chart: Chart

    def read(self, line: int, cells: list[str]) -> Invoice | BankEntry | Expense | Problem | None:
        """Return what a booking means for clients, None for one that means nothing (transfers, taxes, private)."""
        table, find = self.table, self.table.column
        amount = parse_decimal(cells[find("Umsatz (ohne Soll/Haben-Kz)", "Umsatz")], ",")
        on = self.batch.day(cells[find("Belegdatum")])
        mark = cells[find("Soll/Haben-Kennzeichen")].strip().upper()
        if amount is None or on is None or mark not in ("S", "H"):
            code = "bad_date" if amount is not None and on is None else "bad_amount"
            value = cells[find("Belegdatum")] if code == "bad_date" else cells[find("Umsatz")]
            return Problem(code, table.file, line, {"value": value[:80], "number": cells[find("Belegfeld 1")]})
        if self._is_reversal(cells):
            amount = -amount
        account, contra = (
            cells[find("Konto")].strip(),
            cells[find("Gegenkonto (ohne BU-Schlüssel)", "Gegenkonto")].strip(),
        )
        debit, credit = (account, contra) if mark == "S" else (contra, account)
        sides = (self._side(debit), self._side(credit))
        booking = _Booking(line, on, amount, debit, credit, cells)
        match sides:
            case ("customer", "revenue"):
                return self._invoice(booking, debit, credit)
            case ("revenue", "customer"):
                return self._invoice(booking.turned(), credit, debit)
            case ("money", "customer"):
                return self._payment(booking, credit)
            case ("customer", "money"):
                return self._payment(booking.turned(), debit)
            case ("expense", "money" | "supplier"):
                return self._expense(booking, debit)
            case ("money" | "supplier", "expense"):
                return self._expense(booking.turned(), credit)
        return None

    def _side(self, account: str) -> Side:
        return side_of(account, self.batch.length, self.chart)

    def _is_reversal(self, cells: list[str]) -> bool:
        return cells[self.table.column("Generalumkehr")].strip().upper() in ("1", "G")

    def _invoice(self, booking: "_Booking", customer: str, revenue: str) -> Invoice | Problem:
        find, cells = self.table.column, booking.cells
        number = cells[find("Belegfeld 1")].strip()
        if not number:
            return Problem("invoice_without_number", self.table.file, booking.line)
        return Invoice(
            origin=Origin(self.table.file, booking.line),
            number=number,
            issued_on=booking.on,
            net=self._net(booking, revenue),
            gross=booking.amount,
            currency=self._currency(cells),
            due_on=self._due_on(cells, booking.on),
            client=Party(number=customer),
            subject=cells[find("Buchungstext")].strip(),
            rate_to_base=parse_decimal(cells[find("Kurs")], ",") or None,
        )

    def _payment(self, booking: "_Booking", customer: str) -> BankEntry:
        find, cells = self.table.column, booking.cells
        return BankEntry(
            origin=Origin(self.table.file, booking.line),
            booked_on=booking.on,
            amount=booking.amount,
            currency=self._currency(cells),
            purpose=cells[find("Buchungstext")].strip(),
            counterparty=Party(number=customer),
            kind="payment" if booking.amount > 0 else "refund",
            invoice_number=cells[find("Belegfeld 1")].strip(),
            service="datev",
        )

    def _expense(self, booking: "_Booking", account: str) -> Expense:
        find, cells = self.table.column, booking.cells
        return Expense(
            origin=Origin(self.table.file, booking.line),
            on=booking.on,
            net=self._net(booking, account),
            gross=booking.amount,
            currency=self._currency(cells),
            number=cells[find("Belegfeld 1")].strip(),
            client=cells[find("KOST1 - Kostenstelle", "KOST1")].strip(),
            project=cells[find("KOST2 - Kostenstelle", "KOST2")].strip(),
            category=account,
            text=cells[find("Buchungstext")].strip(),
        )

    def _net(self, booking: "_Booking", account: str) -> Decimal:
        cells, find = booking.cells, self.table.column
        percent = parse_decimal(cells[find("Steuersatz")], ",")
        if percent is None:
            key = cells[find("BU-Schlüssel")]
            percent = tax_percent(account, self.batch.length, key, booking.on, self.chart)
        return (booking.amount * 100 / (100 + percent)).quantize(_CENT, ROUND_HALF_UP)

    def _currency(self, cells: list[str]) -> str:
        return currency_code(cells[self.table.column("WKZ Umsatz")]) or self.batch.currency

    def _due_on(self, cells: list[str], issued_on: date) -> date | None:
        """Return the due date: its own column, or the second document field where that holds a later day."""
        for name in ("Fälligkeit", "Belegfeld 2"):
            digits = cells[self.table.column(name)].strip()
            day = _full_day(digits) if digits.isdecimal() and len(digits) in (5, 6, 7, 8) else None
            if day is not None and day >= issued_on:
                return day
        return None


@dataclass(frozen=True, slots=True)
class _Booking:
    line: int
    on: date
    amount: Decimal
    debit: str
    credit: str
    cells: list[str]

    def turned(self) -> "_Booking":
        """Return the booking seen from its other side."""
        return _Booking(self.line, self.on, -self.amount, self.credit, self.debit, self.cells)


def _batch(table: Table, options: ReadOptions) -> _Batch:
    """Return the facts of the first line; without any day in it no booking has a year."""
    cells = [cell.strip('" ') for cell in table.preamble[0]] + [""] * 30 if table.preamble else [""] * 60
    year_start, first, last = (_stamp(cells[place]) for place in (12, 14, 15))
    start = first or year_start
    if start is None:
        raise UnreadableError(
            file=table.file,
            what="the first line names no period, so its bookings have no year",
            todo="Export the batch again",
        )
    length = int(cells[13]) if cells[13] in ("4", "5", "6", "7", "8") else 4
    end = last or date(start.year, 12, 31)
    return _Batch(start, max(start, end), length, currency_code(cells[21]) or options.base_currency, cells[26])


def _chart(table: Table, batch: _Batch) -> tuple[Chart, list[Problem]]:
    """Return the chart that the first line names, else the one whose accounts stand opposite to customers and money."""
    if batch.chart in _CHARTS:
        return _CHARTS[batch.chart], [_taxes_from_accounts(table, _CHARTS[batch.chart])]
    account, contra = table.column("Konto"), table.column("Gegenkonto (ohne BU-Schlüssel)", "Gegenkonto")
    votes: Counter[str] = Counter()
    for _line, cells in table.rows():
        numbers = (cells[account].strip(), cells[contra].strip())
        for chart in (SKR03, SKR04):
            sides = {side_of(number, batch.length, chart) for number in numbers}
            votes[chart.name] += sides in ({"customer", "revenue"}, {"customer", "money"}, {"expense", "money"})
    chart = SKR04 if votes["SKR04"] > votes["SKR03"] else SKR03
    problems = [_taxes_from_accounts(table, chart)]
    if votes["SKR03"] == votes["SKR04"]:
        problems.append(Problem("datev_chart_assumed", table.file, params={"chart": chart.name}))
    return chart, problems


def _taxes_from_accounts(table: Table, chart: Chart) -> Problem:
    return Problem("datev_tax_from_accounts", table.file, params={"chart": chart.name})


def _add(invoices: dict[tuple[str, str], Invoice], booking: Invoice) -> None:
    """Add a booking to the invoice of its number and customer."""
    invoice = invoices.setdefault((booking.client.number, booking.number), booking)
    if invoice is not booking:
        invoice.gross = (invoice.gross or Decimal(0)) + (booking.gross or Decimal(0))
        invoice.net = (invoice.net or Decimal(0)) + (booking.net or Decimal(0))


def _stamp(text: str) -> date | None:
    """Return the day of a `YYYYMMDD`."""
    return _date(int(text[:4]), text[6:8] + text[4:6]) if len(text) == 8 and text.isdecimal() else None


def _full_day(digits: str) -> date | None:
    """Return the day of a `DDMMYY` or `DDMMYYYY`."""
    if len(digits) > 6:
        digits = digits.zfill(8)
        return _date(int(digits[4:]), digits[:4])
    digits = digits.zfill(6)
    return _date(2000 + int(digits[4:]), digits[:4])


def _date(year: int, day_month: str) -> date | None:
    try:
        return date(year, int(day_month[2:]), int(day_month[:2]))
    except ValueError:
        return None
