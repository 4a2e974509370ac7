"""PayPal activity as CSV, in German and English and several generations of columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from cleanbreak.importers.remittance import one_line
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Notation, Table, open_table, parse_time, sniff
from cleanbreak.ledger.records import BankEntry, EntryKind, Origin, Party, Problem, Record

NAME = "paypal"

_ID = ("Transaktionscode", "Transaction ID")
_ZONE = ("Zeitzone", "TimeZone", "Time Zone")
_GROSS = ("Brutto", "Gross", "Amount", "Betrag")
_FEE = ("Gebühr", "Entgelt", "Fee", "Fees", "Gebühren")
_NET = ("Netto", "Net", "Total", "Gesamt")

_BOOKED = re.compile(
    r"(?:teilweise |partially )?(?:abgeschlossen|completed|cleared|zurückgezahlt|zurückerstattet|rückerstattet|refunded"
    r"|rückzahlung|reversed|rückbuchung|rückgängig|freigegeben)",
    re.IGNORECASE,
)
_CONVERSION = re.compile(r"währungsumrechnung|currency conversion|umrechnung", re.IGNORECASE)
_HOLD = re.compile(
    r"einbehalt|\bhold\b|vorbehalt|reserve\b|autorisierung|authori[sz]ation|^bestellung$|^order$|sicherheitsrücklage"
    r"|anforderung (?:gesendet|erhalten)|request (?:sent|received)|rechnung gesendet|invoice sent|aufhebung",
    re.IGNORECASE,
)
_TRANSFER = re.compile(
    r"abbuchung|withdrawal|bankgutschrift|bank deposit|gutschrift auf (?:kredit|bank|debit)|credit card (?:deposit|withdrawal)"
    r"|\beinzahlung|\bdeposit|überweisung (?:auf|von|vom) (?:ihr )?bankkonto|transfer (?:to|from) bank|auszahlung|payout to bank",
    re.IGNORECASE,
)
_REFUND = re.compile(
    r"rückzahlung|rückerstattung|refund|rückbuchung|chargeback|reversal|käuferschutz|dispute", re.IGNORECASE
)
_FEE_TYPE = re.compile(r"gebühr|\bfee\b|entgelt", re.IGNORECASE)
_OFFSETS = {
    "UTC": 0, "GMT": 0, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


def recognize(source: Source) -> int:
    """Certain when transaction code, time zone, gross and net stand in one header."""
    layout = sniff(source)
    if layout is None:
        return 0
    return 95 if all(layout.has_any(*names) for names in (_ID, _ZONE, _GROSS, _NET)) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield every movement; `kind` says which are no payments. A converted payment gets its net sum in base currency."""
    table = open_table(source, options)
    places = _Places.of(table)
    amounts = [places.gross, places.fee, places.net]
    notation = table.notation(dates=[places.day], numbers=amounts, times=[places.time])
    yield from notation.problems
    row_of = _Rows(source.name, places, notation, options, _conversions(table, places, notation))
    for line, cells in table.rows():
        yield row_of.record(line, cells)
    yield from table.faults


@dataclass(frozen=True, slots=True)
class _Places:
    """The columns that matter, -1 for one the file does not have."""

    day: int
    time: int
    zone: int
    name: int
    kind: int
    status: int
    currency: int
    gross: int
    fee: int
    net: int
    sender: int
    receiver: int
    code: int
    related: int
    invoice: int
    effect: int
    words: tuple[int, ...]

    @classmethod
    def of(cls, table: Table) -> "_Places":
        """Find the columns by their German and English names."""
        find = table.column
        return cls(
            day=find("Datum", "Date"),
            time=find("Uhrzeit", "Time", "Zeit"),
            zone=find(*_ZONE),
            name=find("Name"),
            kind=find("Typ", "Type", "Art", "Beschreibung", "Description"),
            status=find("Status"),
            currency=find("Währung", "Currency"),
            gross=find(*_GROSS),
            fee=find(*_FEE),
            net=find(*_NET),
            sender=find("Absender E-Mail-Adresse", "Von E-Mail-Adresse", "From Email Address"),
            receiver=find("Empfänger E-Mail-Adresse", "An E-Mail-Adresse", "To Email Address"),
            code=find(*_ID),
            related=find("Zugehöriger Transaktionscode", "Reference Txn ID", "Zugehöriger Txn-Code"),
            invoice=find("Rechnungsnummer", "Invoice Number", "Invoice ID"),
            effect=find("Auswirkung auf Guthaben", "Balance Impact"),
            words=tuple(
                table.columns(
                    "Betreff", "Subject", "Artikelbezeichnung", "Item Title", "Verwendungszweck", "Hinweis", "Note"
                )
            ),
        )


def _conversions(table: Table, places: _Places, notation: Notation) -> dict[tuple[str, str], Decimal]:
    """Return what was converted, by payment and currency: conversions come as pairs of rows naming the payment."""
    found = dict[tuple[str, str], Decimal]()
    for _line, cells in table.rows():
        related = cells[places.related].strip()
        if related and _CONVERSION.search(cells[places.kind]):
            amount = notation.number(cells[places.net], places.net) or Decimal(0)
            key = related, cells[places.currency].strip().upper()
            found[key] = found.get(key, Decimal(0)) + amount
    return found


@dataclass(frozen=True, slots=True)
class _Rows:
    """Turns rows into entries."""

    file: str
    places: _Places
    notation: Notation
    options: ReadOptions
    converted: dict[tuple[str, str], Decimal]

    def record(self, line: int, cells: list[str]) -> BankEntry | Problem:
        """Return the movement of one row, or what is wrong with it."""
        places = self.places
        on = self._day(cells)
        if on is None:
            return Problem("bad_date", self.file, line, {"value": cells[places.day][:80]})
        amount = self.notation.number(cells[places.gross], places.gross)
        if amount is None:
            params = {"value": cells[places.gross][:80], "number": cells[places.invoice].strip()}
            return Problem("bad_amount", self.file, line, params)
        fee = -(self.notation.number(cells[places.fee], places.fee) or Decimal(0))
        currency = cells[places.currency].strip().upper() or self.options.base_currency
        sender, receiver = (cells[place].strip().lower() for place in (places.sender, places.receiver))
        other, own = (sender, receiver) if amount > 0 else (receiver, sender)
        code = cells[places.code].strip()
        return BankEntry(
            Origin(self.file, line),
            on,
            amount,
            currency,
            purpose=one_line(" ".join(dict.fromkeys(filter(None, (cells[place] for place in places.words))))),
            counterparty=Party(name=one_line(cells[places.name]), email=other if "@" in other else ""),
            kind=_kind(cells[places.kind], cells[places.status], cells[places.effect], amount),
            fee=fee or Decimal(0),
            reference=code,
            invoice_number=cells[places.invoice].strip(),
            account=own if "@" in own and " " not in own else "",
            service="paypal",
            net_in_base=self._net_in_base(code, currency, amount - fee),
        )

    def _day(self, cells: list[str]) -> date | None:
        """Return the local day of the practice where the row names a zone and a time that exists."""
        on = self.notation.date(cells[self.places.day])
        offset = _OFFSETS.get(cells[self.places.zone].strip().upper())
        at = parse_time(cells[self.places.time])
        if on is None or offset is None or at is None:
            return on
        moment = datetime.combine(on, at, timezone(timedelta(hours=offset)))
        return moment.astimezone(ZoneInfo(self.options.timezone)).date()

    def _net_in_base(self, code: str, currency: str, net: Decimal) -> Decimal | None:
        base = self.options.base_currency
        if currency == base or self.converted.get((code, currency)) != -net:
            return None
        return self.converted.get((code, base))


def _kind(words: str, status: str, effect: str, amount: Decimal) -> EntryKind:
    """Tell what a row is; PayPal says it in words of the account's language."""
    if _CONVERSION.search(words):
        return "other"
    if status.strip() and not _BOOKED.match(status.strip()):
        return "pending"
    if effect.strip().casefold() == "memo" or _HOLD.search(words):
        return "other"
    if _REFUND.search(words):
        return "refund" if amount < 0 else "other"
    if _FEE_TYPE.search(words):
        return "fee" if amount < 0 else "other"
    return "transfer" if _TRANSFER.search(words) else "payment"
