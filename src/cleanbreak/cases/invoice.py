"""The invoice that closes or corrects a case, as values: amounts, parties and days, without words and file formats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from cleanbreak.cases.facts import Address, IssuedInvoice

Situation = Literal["final", "partial", "correction", "cancellation", "refund_credit"]
LineKind = Literal["work", "undone", "deducted", "billed", "refund", "cancelled"]

CATEGORIES: Mapping[str, str] = {
    "standard": "S",
    "small_business": "E",
    "exempt": "E",
    "reverse_charge": "AE",
    "not_taxable": "O",
}
"""EN 16931 category (BT-118) of each way to treat VAT."""


@dataclass(frozen=True, slots=True)
class InvoiceRequest:
    """What only the user can say about an invoice. None or empty: taken from the case, or said to be missing."""

    situation: Situation
    number: str = ""
    issued_on: date | None = None
    due_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    preceding: tuple[IssuedInvoice, ...] = ()
    reason: str = ""
    buyer_reference: str = ""
    vat_note: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line with its net and tax, signed as it counts in this document; `of` is the invoice it speaks of."""

    kind: LineKind
    net: Decimal
    vat: Decimal
    of: IssuedInvoice | None = None

    @property
    def gross(self) -> Decimal:
        """Return net and tax together."""
        return self.net + self.vat


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice, correction or cancellation. `set_off` is a deposit that pays a part of it."""

    situation: Situation
    type_code: str
    number: str
    issued_on: date | None
    due_on: date | None
    starts_on: date | None
    ends_on: date | None
    currency: str
    vat_mode: str
    vat_rate: Decimal
    seller: Address
    buyer: Address
    subject: str
    contract_number: str
    lines: tuple[InvoiceLine, ...]
    preceding: tuple[IssuedInvoice, ...]
    set_off: Decimal
    refund_by: date | None
    percent: str | None = None
    third_party_net: Decimal = Decimal(0)
    reason: str = ""
    buyer_reference: str = ""
    vat_note: str = ""

    @property
    def net(self) -> Decimal:
        """Return the sum of the lines."""
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def vat(self) -> Decimal:
        """Return the tax of all lines."""
        return sum((line.vat for line in self.lines), Decimal(0))

    @property
    def gross(self) -> Decimal:
        """Return net and tax together."""
        return self.net + self.vat

    @property
    def payable(self) -> Decimal:
        """Return what is left to pay; below zero, or on a credit note, it goes to the client."""
        return self.gross - self.set_off

    @property
    def pays_client(self) -> bool:
        """Tell whether money goes to the client."""
        return self.situation == "refund_credit" or self.payable < 0

    @property
    def category(self) -> str:
        """Return the code of the VAT treatment."""
        return CATEGORIES[self.vat_mode]
