"""What the generators plan before they write it: work, invoices, payments, mail, chats, meetings, and the dice behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Chance from a seed. Built on `Random.random` alone, whose sequence is promised to stay the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random

    def below(self, stop: int) -> int:
        """Return a whole number from 0 to stop - 1."""
        return int(self.random() * stop)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self.random() * len(items))]

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.random() < probability


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes. `called` is how the owner addresses them."""

    name: str
    email: str
    called: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A time entry. `client` is the key in the plan ("" for none), `shown` the name in the tracker."""

    client: str
    shown: str
    start: datetime
    seconds: int
    billable: bool
    project: str
    text: str
    user: Person
    cents: int | None = None


@dataclass(slots=True)
class Bill:
    """An invoice, credit note or cancellation; totals are signed cents of `currency`."""

    number: str
    client: str
    on: date
    due: date
    net: int
    gross: int
    currency: str
    name: str
    address: str
    subject: str
    kind: str = "invoice"
    paid: int = 0
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money of a client on a day: `parts` are the bills it settles with their cents; `fee` is the service's."""

    client: str
    on: date
    parts: tuple[tuple[Bill, int], ...]
    currency: str
    purpose: str
    fee: int = 0
    service: str = "bank"

    @property
    def cents(self) -> int:
        """The whole amount, gross, signed."""
        return sum(cents for _, cents in self.parts)


@dataclass(frozen=True, slots=True)
class Movement:
    """A line on a bank account that is no client's payment, or one that is (then `receipt` is set)."""

    on: date
    cents: int
    currency: str
    name: str
    iban: str
    purpose: str
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """An expense; several positions of one voucher share its number. `client` is "" for overhead."""

    number: str
    on: date
    supplier: str
    category: str
    text: str
    net: int
    vat: int
    client: str = ""
    again: bool = False
    center: str = ""


@dataclass(slots=True)
class Mail:
    """One mail. `kind` is person, bulk, automatic, spam, draft or invitation; `shape` is how its body is built."""

    at: datetime
    sender: Person
    to: tuple[Person, ...]
    subject: str
    text: str
    message_id: str
    thread: str = ""
    cc: tuple[Person, ...] = ()
    answers: tuple[str, ...] = ()
    kind: str = "person"
    labels: str = "Posteingang,Geöffnet"
    shape: str = "plain"
    zone: str = "Europe/Berlin"
    tags: tuple[str, ...] = ()
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One line of a chat; `text` may be a placeholder such as @bild."""

    at: datetime
    from_owner: bool
    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A calendar entry; `rule` repeats it (every `rule` weeks until `until`), `moved` and `dropped` are its exceptions."""

    uid: str
    title: str
    start: datetime
    minutes: int
    client: str = ""
    people: tuple[Person, ...] = ()
    weeks: int = 0
    until: date | None = None
    dropped: tuple[date, ...] = ()
    moved: tuple[tuple[date, datetime], ...] = ()
    cancelled_on: tuple[date, ...] = ()
    status: str = "CONFIRMED"
    declined: bool = False
    all_day: bool = False

    def occurrences(self, first: date, last: date) -> list[datetime]:
        """Return the starts that count as meetings within the period: held, not declined, not all day."""
        if self.status == "CANCELLED" or self.declined or self.all_day:
            return []
        gone = {*self.dropped, *self.cancelled_on, *(day for day, _ in self.moved)}
        starts = [new for _, new in self.moved]
        at, last_planned = self.start, self.until or self.start.date()
        while at.date() <= last_planned:
            if at.date() not in gone:
                starts.append(at)
            if not self.weeks:
                break
            at += timedelta(weeks=self.weeks)
        return sorted(at for at in starts if first <= at.date() <= last)


@dataclass(slots=True)
class Plan:
    """A whole small practice, before it is written."""

    work: list[Work] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    chats: dict[str, list[ChatLine]] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)


def month_of(day: date) -> str:
    """Return the month as YYYY-MM."""
    return f"{day.year:04d}-{day.month:02d}"


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of every month touched, both ends included."""
    days, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        days.append(date(year, month, 1))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return days


def month_end(first: date) -> date:
    """Return the last day of the month."""
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def half_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded half away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    quotient, rest = divmod(abs(numerator), abs(denominator))
    return sign * (quotient + (1 if rest * 2 >= abs(denominator) else 0))
