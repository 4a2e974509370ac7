"""Stripe balance history as CSV: the list of balance transactions and the itemized report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cleanbreak.importers.remittance import one_line
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Notation, Table, open_table, parse_instant, sniff
from cleanbreak.ledger.records import BankEntry, EntryKind, Origin, Party, Problem, Record

NAME = "stripe"

_KINDS: dict[str, EntryKind] = {
    "charge": "payment",
    "payment": "payment",
    "refund": "refund",
    "payment_refund": "refund",
    "partial_capture_reversal": "refund",
    "charge_failure": "refund",
    "payment_reversal": "refund",
    "dispute": "refund",
    "payout": "transfer",
    "payout_cancel": "transfer",
    "payout_failure": "transfer",
    "payout_reversal": "transfer",
    "transfer": "transfer",
    "transfer_cancel": "transfer",
    "transfer_failure": "transfer",
    "transfer_refund": "transfer",
    "topup": "transfer",
    "topup_reversal": "transfer",
    "stripe_fee": "fee",
    "stripe_fx_fee": "fee",
    "application_fee": "fee",
    "tax_fee": "fee",
    "tax": "fee",
    "fee": "fee",
    "network_cost": "fee",
}
_DISPUTE = re.compile(r"chargeback|dispute", re.IGNORECASE)


def recognize(source: Source) -> int:
    """Certain by the columns of either report."""
    layout = sniff(source)
    if layout is None:
        return 0
    if layout.has("id", "Type", "Amount", "Fee", "Net", "Currency") and any(
        name.startswith("Created") for name in layout.header
    ):
        return 95
    return 95 if layout.has("balance_transaction_id", "reporting_category", "gross", "currency") else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield every balance transaction; payouts are moves to the bank, their days are those of the practice."""
    table = open_table(source, options)
    places = _Places.of(table)
    notation = table.notation(dates=[places.created], numbers=[places.amount, places.fee])
    yield from notation.problems
    rows = _Rows(source.name, places, notation, ZoneInfo(options.timezone), options.base_currency)
    for line, cells in table.rows():
        yield rows.record(line, cells)
    yield from table.faults


@dataclass(frozen=True, slots=True)
class _Places:
    """The columns that matter, -1 for one the file does not have."""

    code: int
    kind: int
    amount: int
    fee: int
    currency: int
    created: int
    words: int
    invoice: int
    name: int
    email: int

    @classmethod
    def of(cls, table: Table) -> "_Places":
        """Find the columns; what the account added itself stands under `… (metadata)`."""
        find = table.column
        return cls(
            code=find("id", "balance_transaction_id"),
            kind=find("Type", "reporting_category"),
            amount=find("Amount", "gross"),
            fee=find("Fee"),
            currency=find("Currency"),
            created=find("Created (UTC)", "created_utc", "Created"),
            words=find("Description"),
            invoice=_like(table, r"^(?!.*date).*(invoice|rechnung)"),
            name=_like(table, r"(customer|client|kunden?)[ _-]?name|^company\b|^firma\b"),
            email=_like(table, r"e-?mail"),
        )


def _like(table: Table, pattern: str) -> int:
    wanted = re.compile(pattern, re.IGNORECASE)
    return next((place for place, name in enumerate(table.header) if wanted.search(name)), -1)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Turns rows into entries."""

    file: str
    places: _Places
    notation: Notation
    zone: ZoneInfo
    base_currency: str

    def record(self, line: int, cells: list[str]) -> BankEntry | Problem:
        """Return the transaction of one row, or what is wrong with it."""
        places = self.places
        on = self._day(cells[places.created])
        if on is None:
            return Problem("bad_date", self.file, line, {"value": cells[places.created][:80]})
        amount = self.notation.number(cells[places.amount], places.amount)
        if amount is None:
            params = {"value": cells[places.amount][:80], "number": cells[places.invoice].strip()}
            return Problem("bad_amount", self.file, line, params)
        words = one_line(cells[places.words])
        return BankEntry(
            Origin(self.file, line),
            on,
            amount,
            cells[places.currency].strip().upper() or self.base_currency,
            purpose=words,
            counterparty=Party(name=one_line(cells[places.name]), email=cells[places.email].strip().lower()),
            kind=_kind(cells[places.kind], words),
            fee=self.notation.number(cells[places.fee], places.fee) or Decimal(0),
            reference=cells[places.code].strip(),
            invoice_number=cells[places.invoice].strip(),
            service="stripe",
        )

    def _day(self, text: str) -> date | None:
        """Return the local day of a UTC instant; a day alone is taken as it is."""
        moment: datetime | None = parse_instant(text)
        if moment is None:
            return self.notation.date(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(self.zone).date()


def _kind(word: str, words: str) -> EntryKind:
    word = word.strip().casefold().replace(" ", "_")
    if word == "adjustment" and _DISPUTE.search(words):
        return "refund"
    return _KINDS.get(word, "other")
