"""The records of a practice, as importers give them and the ledger keeps them.

Money is `Decimal` in the record's own currency, exactly as the file says. Instants are timezone-aware where the file
names a zone and naive (wall time of the practice) where it does not. Every record names where it came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the user's data: collected and shown, never raised.

    `line` counts from 1 (0: the file as a whole). The sentence for a `code` lives in `documents/wording`; `params` fill it.
    """

    code: str
    file: str
    line: int = 0
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: file (relative, archive members as `a.zip!b.csv`), row or line from 1, byte range if known."""

    file: str
    row: int = 0
    offset: int = -1
    length: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organization as one record names it; empty text means "not said"."""

    name: str = ""
    number: str = ""
    vat_id: str = ""
    email: str = ""
    iban: str = ""
    address: str = ""


@dataclass(slots=True)
class TimeEntry:
    """Recorded work. `seconds` is what counts; `start`/`end` are None when the source has a day only."""

    origin: Origin
    on: date
    seconds: int
    client: str = ""
    project: str = ""
    task: str = ""
    description: str = ""
    user: str = ""
    billable: bool = True
    billable_known: bool = True
    start: datetime | None = None
    end: datetime | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    client_number: str = ""
    client_vat_id: str = ""

    @property
    def billable_seconds(self) -> int:
        """Seconds marked billable."""
        return self.seconds if self.billable else 0


InvoiceKind = Literal["invoice", "credit_note", "cancellation", "draft", "offer"]


@dataclass(slots=True)
class Invoice:
    """An outgoing (or, while unknown, any) invoice; `net` and `gross` are signed as the money counts.

    A credit note or cancellation carries negative totals here, whatever sign its file used. `payable` is the amount the
    document asks for (gross less prepaid), unsigned by us. `paid_on` is what the invoicing program says, not a booking.
    """

    origin: Origin
    number: str
    issued_on: date
    net: Decimal | None
    gross: Decimal | None
    currency: str = ""
    kind: InvoiceKind = "invoice"
    type_code: str = ""
    due_on: date | None = None
    payable: Decimal | None = None
    client: Party = field(default_factory=Party)
    seller: Party = field(default_factory=Party)
    subject: str = ""
    paid_on: date | None = None
    open_amount: Decimal | None = None
    refers_to: str = ""
    rate_to_base: Decimal | None = None


@dataclass(slots=True)
class Expense:
    """Money paid out. `net` is what counts; `client` is what the record itself names, `reinvoiced` its billable flag."""

    origin: Origin
    on: date
    net: Decimal
    gross: Decimal | None = None
    currency: str = ""
    number: str = ""
    supplier: str = ""
    client: str = ""
    project: str = ""
    category: str = ""
    text: str = ""
    reinvoiced: bool | None = None


EntryKind = Literal["payment", "refund", "transfer", "fee", "other", "pending"]


@dataclass(slots=True)
class BankEntry:
    """One movement of money on an account or at a payment service.

    `amount` is signed (money in is positive) and gross, before `fee` (positive when it was taken). `kind` says what is no
    payment: `transfer` between own accounts, `pending`, currency conversions (`other`). `rate_to_base` is foreign units per base unit.
    """

    origin: Origin
    booked_on: date
    amount: Decimal
    currency: str
    purpose: str = ""
    counterparty: Party = field(default_factory=Party)
    kind: EntryKind = "payment"
    fee: Decimal = Decimal(0)
    reference: str = ""
    invoice_number: str = ""
    account: str = ""
    service: str = "bank"
    statement: str = ""
    net_in_base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One account statement: its id, account and how many entries it announced (0: not said)."""

    origin: Origin
    number: str
    account: str
    entries: int = 0


Channel = Literal["mail", "whatsapp", "telegram", "slack", "sms"]


@dataclass(slots=True)
class Message:
    """One mail or chat message. `to`, `cc`, `bcc` hold (shown name, address); `from_written`
    is the sender's address in the file's own letters where that differs.

    Addresses are lower case; chats use a handle or phone number, else the shown name.

    `text` is the whole body as given (own-text extraction comes later); it may be empty when only headers were read.
    `kind` says what is not correspondence: `automatic`, `bulk`, `list`, `calendar`, `report`, `draft`, `spam`, `trash`, `system`.
    """

    origin: Origin
    channel: Channel
    sent_at: datetime | None
    from_address: str = ""
    from_name: str = ""
    from_written: str = ""
    to: tuple[tuple[str, str], ...] = ()
    cc: tuple[tuple[str, str], ...] = ()
    bcc: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    message_id: str = ""
    text: str = ""
    kind: str = "person"
    folder: str = ""
    conversation: str = ""
    outgoing: bool | None = None
    in_reply_to: str = ""


@dataclass(slots=True)
class CalendarEvent:
    """One occurrence of a calendar event; recurring events are expanded by the importer within a given window."""

    origin: Origin
    start: datetime | date
    end: datetime | date | None
    title: str = ""
    uid: str = ""
    organizer: str = ""
    attendees: tuple[str, ...] = ()
    all_day: bool = False
    cancelled: bool = False
    declined_by: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Card:
    """A contact card: a person, its organization and every address that proves who is who."""

    origin: Origin
    name: str
    organization: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    note: str = ""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """Units of `currency` per one unit of `base` on a day."""

    origin: Origin
    on: date
    currency: str
    per_base: Decimal
    base: str = "EUR"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table nobody knows, by header."""

    origin: Origin
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Project:
    """A project or client list entry: says that a project belongs to a client."""

    origin: Origin
    name: str
    client: str


Record = (
    TimeEntry
    | Invoice
    | Expense
    | BankEntry
    | Statement
    | Message
    | CalendarEvent
    | Card
    | ExchangeRate
    | Row
    | Project
)
