"""What a case needs to know of the practice itself."""

from dataclasses import dataclass
from datetime import date

from cleanbreak.cases.facts import Address, OpenInvoice


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice: its sender block, its money, and the region whose holidays count at its place."""

    ours: Address
    currency: str = "EUR"
    region: str = ""
    language: str = "de"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands beside the case's own events on a day: the chain's head and the client's unpaid invoices."""

    today: date
    head: str = ""
    length: int = 0
    open_invoices: tuple[OpenInvoice, ...] = ()
    records_until: date | None = None
