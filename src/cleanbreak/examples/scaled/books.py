"""Time, invoices and bank statements of a generated practice, written month by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import IO

from cleanbreak.examples.cast import load
from cleanbreak.examples.facts import ClientFacts, Ledgerfacts
from cleanbreak.examples.plan import Bill, Dice, Movement, half_up, month_end, months_between
from cleanbreak.examples.planning.money import iban
from cleanbreak.examples.scaled.roster import AS_OF, OWNER, Customer, Size
from cleanbreak.examples.writers.camt import Statement, Statements
from cleanbreak.examples.writers.tables import SEVDESK, clock, sevdesk_row, toggl_header

MEAN_SECONDS = 5_400
UNBILLED = {"creeping": 0.28}
WORTH = {"creeping": 70, "cheap": 45}
TERM_DAYS = 14
OWN_IBAN = "DE20999500000014200100"
PRIVATE_A_MONTH = 12


def write_time(path: Path, size: Size, found: list[Customer], facts: Ledgerfacts) -> None:
    """Write the detailed report, day by day."""
    dice = Dice(size.seed + 2)
    jobs = {c.key: load("texts/fillers.toml")["jobs"][c.language] for c in found}
    days = (AS_OF - size.first_day).days + 1
    with path.open("w", encoding="utf-8", newline="", buffering=1 << 20) as stream:
        toggl_header(stream)
        for n in range(size.time_entries):
            day = size.first_day + timedelta(days=n * days // size.time_entries)
            customer = found[dice.below(len(found))]
            seconds = dice.between(600, 2 * MEAN_SECONDS - 600)
            billable = not dice.chance(UNBILLED.get(customer.role, 0.06))
            cents = half_up(seconds * customer.rate, 3600)
            start = 28_000 + dice.below(30_000)
            facts.clients[customer.key].add_work(day, seconds, billable, Fraction(cents))
            flag, money = ("Yes", f"{cents // 100}.{cents % 100:02d}") if billable else ("No", "")
            own_jobs = jobs[customer.key]
            stream.write(
                f"{OWNER.name},{OWNER.email},{customer.name},{own_jobs[n % 7]} {n % 31},,{dice.pick(own_jobs)} {n},{flag},"
                f"{day},{clock(start)},{day},{clock(start + seconds)},{clock(seconds)},,{money}\n"
            )
    facts.counts["time_entries"] += size.time_entries


@dataclass(slots=True)
class _Paying:
    """A payment still to be booked."""

    on: date
    cents: int
    customer: Customer
    purpose: str


class Books:
    """Issues invoices, plans how they are paid, and keeps the payments until their month's statement."""

    def __init__(self, size: Size, found: list[Customer], facts: Ledgerfacts) -> None:
        self._customers, self._facts = found, facts
        self._dice = Dice(size.seed + 3)
        self._seconds_each = size.time_entries * MEAN_SECONDS // max(1, size.invoices)
        self._due: dict[date, list[_Paying]] = defaultdict(list)
        self._accounts = {c.key: iban("DE", "99940000" + f"{int(c.number):010d}") for c in found}
        self._issued = 0
        self.movements = 0

    def write_bills(self, stream: IO[str], first: date, count: int) -> None:
        """Issue a month's invoices and write their rows."""
        days = month_end(first).day
        for n in range(count):
            customer = self._customers[self._issued % len(self._customers)]
            self._issued += 1
            on = first.replace(day=1 + n * days // count)
            bill = self._bill(customer, on)
            self._pay(customer, bill)
            facts = self._facts.clients[customer.key]
            facts.billed_net += bill.net
            facts.open_gross += bill.gross - bill.paid
            stream.write(sevdesk_row(bill, customer.number, customer.country))

    def _bill(self, customer: Customer, on: date) -> Bill:
        share = WORTH.get(customer.role, 94)
        seconds = self._seconds_each * self._dice.between(80, 120) // 100
        net = max(100, half_up(seconds * customer.rate * share, 360_000))
        kind = "invoice"
        if self._dice.chance(0.01):
            net, kind = -net // 10, "credit_note"
        gross = net + half_up(net * customer.vat, 100)
        number = f"RE-{on.year}-{self._issued:06d}"
        subject = "Gutschrift" if kind == "credit_note" else "Leistungen"
        return Bill(
            number,
            customer.key,
            on,
            on + timedelta(days=TERM_DAYS),
            net,
            gross,
            "EUR",
            customer.name,
            customer.address,
            subject,
            kind,
        )

    def _pay(self, customer: Customer, bill: Bill) -> None:
        days = self._dice.between(36, 60) if customer.role == "late" else self._dice.between(5, 20)
        if self._dice.chance(0.02):
            return
        parts = [bill.gross]
        if bill.kind == "invoice" and self._dice.chance(0.02):
            parts = [bill.gross // 2, bill.gross - bill.gross // 2]
        facts = self._facts.clients[customer.key]
        for n, cents in enumerate(parts):
            on = bill.on + timedelta(days=days + 20 * n)
            if on > AS_OF:
                break
            bill.paid += cents
            bill.paid_on = on if bill.paid == bill.gross else None
            self._due[on.replace(day=1)].append(_Paying(on, cents, customer, f"Rechnung {bill.number}"))
            _count_payment(facts, bill, cents, on)

    def statement(self, first: date, opening: int) -> Statement:
        """Return the month's statement with all payments and some private movements."""
        found = [
            Movement(p.on, p.cents, "EUR", p.customer.name, self._accounts[p.customer.key], p.purpose)
            for p in self._due.pop(first, [])
        ]
        for n in range(PRIVATE_A_MONTH):
            on = first.replace(day=1 + n * 2)
            found.append(
                Movement(
                    on,
                    -self._dice.between(900, 250_000),
                    "EUR",
                    f"Laden {self._dice.below(50)}",
                    OWN_IBAN,
                    "Kartenzahlung",
                )
            )
        found.sort(key=lambda m: (m.on, m.name, m.cents, m.purpose))
        self.movements += len(found)
        return Statement(
            f"{first:%Y}0{first.month:03d}", OWN_IBAN, "EUR", month_end(first), opening, [[m] for m in found]
        )


def _count_payment(facts: ClientFacts, bill: Bill, cents: int, on: date) -> None:
    gross = Fraction(cents)
    net = Fraction(bill.net) if cents == bill.gross else gross * bill.net / bill.gross
    facts.add_payment(on, gross, net)
    if cents > 0 and bill.gross > 0:
        facts.add_timing(gross, bill.on, bill.due, on)


def write_books(folder: Path, size: Size, found: list[Customer], facts: Ledgerfacts) -> None:
    """Write the list of invoices and one file of statements a year."""
    books = Books(size, found, facts)
    months = months_between(size.first_day, AS_OF)
    balance, issued = 1_000_000, 0
    bank = folder / "bank"
    bank.mkdir(exist_ok=True)
    with (folder / "Rechnungen.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(f"\ufeff{SEVDESK}\n")
        for year in dict.fromkeys(day.year for day in months):
            of_year = [day for day in months if day.year == year]
            with (bank / f"camt053_{year}.xml").open("w", encoding="utf-8", newline="") as out:
                statements = Statements(out, of_year[-1])
                for first in of_year:
                    wanted = size.invoices * (months.index(first) + 1) // len(months) - issued
                    issued += wanted
                    books.write_bills(stream, first, wanted)
                    balance = statements.add(books.statement(first, balance))
                statements.finish()
    facts.counts["invoices"] += issued
    facts.counts["bank_movements"] += books.movements
