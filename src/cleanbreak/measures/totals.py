"""The sums that measures are made of: per client and month, integers and exact fractions, filled in one pass."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cleanbreak.ledger.allocation import Allocation
from cleanbreak.ledger.exact import ExactSum
from cleanbreak.ledger.rates import ExchangeRates
from cleanbreak.ledger.records import BankEntry, Expense, Invoice, TimeEntry

Month = tuple[int, int]
CENTS = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a figure cannot be computed: published as null with this code."""

    code: str


Value = Fraction | int | Gap


class MoneySum:
    """A sum in base currency that remembers why it may be incomplete."""

    __slots__ = ("gap", "sum")

    def __init__(self) -> None:
        self.sum = ExactSum()
        self.gap: str | None = None

    def add(self, value: Fraction | None, gap: str) -> None:
        """Add an amount; None makes the whole sum unknown for the reason `gap`."""
        if value is None:
            self.gap = self.gap or gap
        else:
            self.sum.add(value)

    def merge(self, other: "MoneySum") -> None:
        """Add another sum with its gap."""
        self.sum.merge(other.sum)
        self.gap = self.gap or other.gap

    def value(self) -> Fraction | Gap:
        """Return the exact sum or the gap."""
        return Gap(self.gap) if self.gap else self.sum.total()


@dataclass(slots=True)
class Totals:
    """All sums of one client over a stretch of time. Money in base currency units, time in seconds, the rest counts."""

    seconds: int = 0
    billable_seconds: int = 0
    entries: int = 0
    billable_value: MoneySum = field(default_factory=MoneySum)
    billed_net: MoneySum = field(default_factory=MoneySum)
    collected_net: MoneySum = field(default_factory=MoneySum)
    open_gross: MoneySum = field(default_factory=MoneySum)
    direct_costs: MoneySum = field(default_factory=MoneySum)
    pass_through_net: MoneySum = field(default_factory=MoneySum)
    paid_weight: MoneySum = field(default_factory=MoneySum)
    weighted_days_to_pay: MoneySum = field(default_factory=MoneySum)
    weighted_days_late: MoneySum = field(default_factory=MoneySum)
    messages_in: int = 0
    messages_out: int = 0
    off_hours: int = 0
    uncivil_messages_in: int = 0
    meetings: int = 0

    def merge(self, other: "Totals") -> None:
        """Add another stretch of time."""
        for name in self.__slots__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, MoneySum):
                mine.merge(theirs)
            else:
                setattr(self, name, mine + theirs)


@dataclass(frozen=True, slots=True)
class Context:
    """What a measure needs beside its totals: the practice's settings, what the records cover, all clients' revenue."""

    cost_per_hour: Decimal
    all_collected_net: Fraction | Gap
    has_time: bool = True
    has_invoices: bool = True
    has_payments: bool = True
    has_messages: bool = True
    has_calendar: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.start <= day <= self.end

    def months(self) -> list[Month]:
        """Return every month the period touches, in order."""
        found = []
        year, month = self.start.year, self.start.month
        while (year, month) <= (self.end.year, self.end.month):
            found.append((year, month))
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return found


class Collector:
    """Takes allocated records and fills the totals per client key and month."""

    def __init__(self, period: Period, rates: ExchangeRates, target_rate: Decimal) -> None:
        self.period = period
        self.rates = rates
        self.target_rate = target_rate
        self.months: dict[int, dict[Month, Totals]] = defaultdict(lambda: defaultdict(Totals))
        self.due_assumed: set[int] = set()

    def at(self, client: int, day: date) -> Totals:
        """Return the totals of a client in the month of a day."""
        return self.months[client][(day.year, day.month)]

    def add_time(self, client: int, entry: TimeEntry, agreed_rate: Decimal | None) -> None:
        """Add recorded work: its own amount or rate first, then the agreed, then the target rate."""
        if entry.on not in self.period:
            return
        totals = self.at(client, entry.on)
        totals.seconds += entry.seconds
        totals.entries += 1
        if not entry.billable:
            return
        totals.billable_seconds += entry.seconds
        if entry.amount is not None and entry.amount > 0:
            value = self.rates.to_base(entry.amount, entry.currency, entry.on)
        elif entry.rate is not None and entry.rate > 0:
            value = self.rates.to_base(entry.rate, entry.currency, entry.on)
            value = None if value is None else value * entry.seconds / 3600
        else:
            value = Fraction(agreed_rate if agreed_rate is not None else self.target_rate) * entry.seconds / 3600
        totals.billable_value.add(value, "missing_exchange_rate")

    def add_invoice(self, client: int, invoice: Invoice) -> None:
        """Add an issued document to what was billed; drafts and offers do not count."""
        if invoice.kind in {"draft", "offer"} or invoice.issued_on not in self.period:
            return
        totals = self.at(client, invoice.issued_on)
        if invoice.net is None:
            totals.billed_net.add(None, "net_unknown")
            return
        totals.billed_net.add(
            self.rates.to_base(invoice.net, invoice.currency, invoice.issued_on), "missing_exchange_rate"
        )

    def add_open(self, client: int, invoice: Invoice, amount: Decimal, on: date) -> None:
        """Add a change of what is open on an invoice (its gross, or minus a payment), at the rate of the invoice's date.

        Changes before the period count as its beginning, so that sums up to a month are what is open at its end.
        """
        if invoice.kind in {"draft", "offer"} or invoice.issued_on > self.period.end or on > self.period.end:
            return
        value = None if invoice.gross is None else self.rates.to_base(amount, invoice.currency, invoice.issued_on)
        gap = "gross_unknown" if invoice.gross is None else "missing_exchange_rate"
        self.at(client, max(on, self.period.start)).open_gross.add(value, gap)

    def add_allocation(self, client: int, allocation: Allocation, due_on: date) -> None:
        """Add a payment's part: what was collected net, its fee, and how long it took."""
        entry, invoice = allocation.entry, allocation.invoice
        if entry.booked_on not in self.period:
            return
        totals = self.at(client, entry.booked_on)
        gross = self._at_payment_rate(entry, allocation.amount)
        net = None if gross is None else gross * net_share(invoice)
        totals.collected_net.add(net, "missing_exchange_rate")
        if entry.fee:
            share = Fraction(allocation.amount) / Fraction(entry.amount)
            fee = self._at_payment_rate(entry, entry.fee)
            totals.direct_costs.add(None if fee is None else fee * share, "missing_exchange_rate")
        if allocation.amount > 0 and (invoice.gross or 0) > 0:
            self._add_days(totals, gross, invoice, entry.booked_on, due_on)

    def _at_payment_rate(self, entry: BankEntry, amount: Decimal) -> Fraction | None:
        """Return a part of a payment in base currency: at the reference rate, else at the rate the payment itself shows."""
        value = self.rates.to_base(amount, entry.currency, entry.booked_on)
        after_fee = entry.amount - entry.fee
        if value is None and entry.net_in_base is not None and after_fee != 0:
            value = Fraction(amount) * Fraction(entry.net_in_base) / Fraction(after_fee)
        return value

    @staticmethod
    def _add_days(totals: Totals, gross: Fraction | None, invoice: Invoice, booked_on: date, due_on: date) -> None:
        to_pay = (booked_on - invoice.issued_on).days
        late = (booked_on - due_on).days
        totals.paid_weight.add(gross, "missing_exchange_rate")
        totals.weighted_days_to_pay.add(None if gross is None else gross * to_pay, "missing_exchange_rate")
        totals.weighted_days_late.add(None if gross is None else gross * late, "missing_exchange_rate")

    def add_expense(self, client: int, expense: Expense, reinvoiced: bool) -> None:
        """Add a net expense of a client, passed on or not."""
        if expense.on not in self.period:
            return
        totals = self.at(client, expense.on)
        net = self.rates.to_base(expense.net, expense.currency, expense.on)
        totals.direct_costs.add(net, "missing_exchange_rate")
        if reinvoiced:
            totals.pass_through_net.add(net, "missing_exchange_rate")

    def by_month(self, client: int) -> dict[Month, Totals]:
        """Return a client's totals for every month of the period; `open_gross` is what is open at the month's end."""
        opened = MoneySum()
        result = {}
        for month in self.period.months():
            totals = Totals()
            totals.merge(self.months.get(client, {}).get(month, Totals()))
            opened.merge(totals.open_gross)
            totals.open_gross = MoneySum()
            totals.open_gross.merge(opened)
            result[month] = totals
        return result

    def total(self, client: int) -> Totals:
        """Return a client's totals over the whole period."""
        result = Totals()
        for _, totals in sorted(self.months.get(client, {}).items()):
            result.merge(totals)
        return result


def net_share(invoice: Invoice) -> Fraction:
    """Return net / gross of an invoice; 1 where either is unknown or zero (a payment on it counts fully as net)."""
    if not invoice.gross or invoice.net is None or invoice.net == 0:
        return Fraction(1)
    return Fraction(invoice.net) / Fraction(invoice.gross)
