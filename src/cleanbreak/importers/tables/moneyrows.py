"""Rows of expenses and of payments received become records."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cleanbreak.importers.tables.columns import Notation
from cleanbreak.importers.tables.table import Table
from cleanbreak.importers.tables.values import currency_code, is_blank, is_total_row, parse_yes_no
from cleanbreak.ledger.records import BankEntry, Expense, Origin, Party, Problem


@dataclass(frozen=True, slots=True)
class ExpenseColumns:
    """The places of the parts of an expense in a table, -1 where it has none."""

    on: int = -1
    number: int = -1
    supplier: int = -1
    client: int = -1
    project: int = -1
    category: int = -1
    text: int = -1
    net: int = -1
    tax: int = -1
    gross: int = -1
    currency: int = -1
    reinvoiced: int = -1


@dataclass(frozen=True, slots=True)
class PaymentColumns:
    """The places of the parts of a payment in a table, -1 where it has none."""

    on: int = -1
    amount: int = -1
    payer: int = -1
    purpose: int = -1
    invoice_number: int = -1
    reference: int = -1
    currency: int = -1
    iban: int = -1
    fee: int = -1


def read_expense_rows(table: Table, places: ExpenseColumns) -> Iterator[Expense | Problem]:
    """Yield an expense, or a problem, for every row; where the file has gross sums only, they are taken as net and said so."""
    notation = table.notation(dates=[places.on], numbers=[places.net, places.gross, places.tax])
    yield from notation.problems
    if places.net < 0 and places.tax < 0:
        yield Problem("expense_gross_taken_as_net", table.file)
    for line, cells in table.rows():
        on = notation.date(cells[places.on])
        if on is None:
            if not is_total_row(cells):
                yield Problem("bad_date", table.file, line, {"value": cells[places.on][:80]})
            continue
        net, gross = _net_and_gross(cells, places, notation)
        if net is None:
            value = cells[places.net].strip() or cells[places.gross].strip()
            yield Problem("bad_amount", table.file, line, {"value": value[:80], "number": cells[places.number].strip()})
            continue
        yield Expense(
            origin=Origin(table.file, line),
            on=on,
            net=net,
            gross=gross,
            currency=currency_code(cells[places.currency])
            or table.currency(places.net)
            or table.currency(places.gross),
            number=cells[places.number].strip(),
            supplier=cells[places.supplier].strip(),
            client=cells[places.client].strip(),
            project=cells[places.project].strip(),
            category=cells[places.category].strip(),
            text=cells[places.text].strip(),
            reinvoiced=parse_yes_no(cells[places.reinvoiced]),
        )
    yield from table.faults


def read_payment_rows(table: Table, places: PaymentColumns) -> Iterator[BankEntry | Problem]:
    """Yield a payment, or a problem, for every row; a negative amount is a refund."""
    notation = table.notation(dates=[places.on], numbers=[places.amount, places.fee])
    yield from notation.problems
    for line, cells in table.rows():
        on, amount = notation.date(cells[places.on]), notation.number(cells[places.amount], places.amount)
        if on is None or amount is None:
            if is_total_row(cells):
                continue
            code, place = ("bad_date", places.on) if on is None else ("bad_amount", places.amount)
            yield Problem(code, table.file, line, {"value": cells[place][:80], "number": cells[places.invoice_number]})
            continue
        yield BankEntry(
            origin=Origin(table.file, line),
            booked_on=on,
            amount=amount,
            currency=currency_code(cells[places.currency]) or table.currency(places.amount),
            purpose=cells[places.purpose].strip(),
            counterparty=Party(name=cells[places.payer].strip(), iban=cells[places.iban].replace(" ", "")),
            kind="refund" if amount < 0 else "payment",
            fee=abs(notation.number(cells[places.fee], places.fee) or Decimal(0)),
            reference=cells[places.reference].strip(),
            invoice_number=cells[places.invoice_number].strip(),
            service="sheet",
        )
    yield from table.faults


def _net_and_gross(
    cells: list[str], places: ExpenseColumns, notation: Notation
) -> tuple[Decimal | None, Decimal | None]:
    net = notation.number(cells[places.net], places.net)
    gross = notation.number(cells[places.gross], places.gross)
    if net is not None or gross is None:
        return net, gross
    tax = None if is_blank(cells[places.tax]) else notation.number(cells[places.tax], places.tax)
    return gross - (tax or 0), gross
