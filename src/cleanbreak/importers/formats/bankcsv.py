"""Account statements of German banks as CSV, by the names of their columns.

Known from Sparkasse (CAMT and MT940 flavors), DKB, ING, N26, Comdirect, Volksbank, GLS, Deutsche Bank and Postbank; other
banks that use the same words are read as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from cleanbreak.importers.remittance import one_line, sepa_parts
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Notation, Table, normalized, open_table, sniff
from cleanbreak.ledger.records import BankEntry, EntryKind, Origin, Party, Problem, Record

NAME = "bankcsv"

_BOOKED_ON = ("Buchungstag", "Buchungsdatum", "Buchung", "Booking Date", "Datum", "Date")
_AMOUNT = (
    "Betrag", "Betrag (EUR)", "Betrag (€)", "Umsatz", "Umsatz in EUR", "Amount (EUR)", "Amount", "Betrag in EUR",
)  # fmt: skip
_PURPOSE = (
    "Verwendungszweck", "Vorgang/Verwendungszweck", "Payment Reference", "Buchungstext", "Reference", "Zahlungsreferenz",
    "Transaktionstext",
)  # fmt: skip
_VALUE_ON = (
    "Valutadatum",
    "Valuta",
    "Wertstellung",
    "Wertstellung (Valuta)",
    "Wertstellungsdatum",
    "Wert",
    "Value Date",
)
_ELSE_BANK = ("Transaktionstyp", "Transaction type", "Auftragskonto", "Kontonummer/IBAN", "IBAN Kontoinhaber")
_PAYER = ("Zahlungspflichtige*r", "Zahlungspflichtiger")
_PAYEE = ("Zahlungsempfänger*in", "Zahlungsempfänger")
_PARTY = (
    "Name Zahlungsbeteiligter", "Beguenstigter/Zahlungspflichtiger", "Begünstigter/Zahlungspflichtiger",
    "Empfänger/Zahlungspflichtiger", "Auftraggeber / Begünstigter", "Auftraggeber/Empfänger", "Begünstigter / Auftraggeber",
    "Auftraggeber/Begünstigter", "Partner Name", "Empfänger", "Payee", "Name", "Gegenpartei",
)  # fmt: skip
_IBAN = (
    "IBAN Zahlungsbeteiligter", "Kontonummer/IBAN", "IBAN / Kontonummer", "Partner Iban", "Gegenkonto IBAN", "IBAN",
    "Kontonummer", "Account number", "Konto-Nr.",
)  # fmt: skip
_ACCOUNT = ("IBAN Auftragskonto", "Auftragskonto", "IBAN Kontoinhaber")
_REFERENCE = ("Kundenreferenz (End-to-End)", "Kundenreferenz", "End-to-End-Referenz", "Ende-zu-Ende-Referenz")
_STATUS = ("Info", "Status", "Umsatzstatus")
_TYPE = ("Umsatztyp", "Umsatzart", "Buchungstext", "Vorgang", "Transaktionstyp", "Transaction type", "Type")

_IBAN_TEXT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_PENDING = re.compile(r"vorgemerkt|vormerk|pending|offen\b|ausstehend", re.IGNORECASE)
_RETURNED = re.compile(
    r"rücklastschr|ruecklastschr|retoure|rückbuchung|rueckbuchung|storno|rücküberweisung", re.IGNORECASE
)
_FEE = re.compile(r"entgelt|^abschlu(?:ss|ß)|gebühr|gebuehr|kontoführung", re.IGNORECASE)
_BALANCE_WORDS = frozenset({"anfangssaldo", "endsaldo", "kontostand", "alterkontostand", "neuerkontostand", "saldo"})
_BALANCE_STARTS = ("kontostand", "saldo", "neuerkontostand", "alterkontostand")
_COMDIRECT = re.compile(
    r"(?:Auftraggeber|Empfänger): (?P<name>.*?)\s*(?:Kto/IBAN: (?P<iban>\S*)\s*)?(?:BLZ/BIC: \S*\s*)?Buchungstext: (?P<text>.*)",
    re.DOTALL,
)
_NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NICHT ANGEGEBEN", "NONREF"})


def recognize(source: Source) -> int:
    """Good when a row of the head names booking day, amount, purpose and something only banks write."""
    layout = sniff(source)
    return 85 if layout is not None and any(map(_is_header, layout.rows)) else 0


def _is_header(cells: Sequence[str]) -> bool:
    known = {normalized(cell) for cell in cells}

    def has(names: Sequence[str]) -> bool:
        return any(normalized(name) in known for name in names)

    is_booking = has(_BOOKED_ON[:4]) or (has(_BOOKED_ON) and has(_ELSE_BANK))
    amounts = has(_AMOUNT) or (has(("Soll",)) and has(("Haben",)))
    return is_booking and amounts and has(_PURPOSE) and (has(_VALUE_ON) or has(_ELSE_BANK))


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield every booking; lines of balances above and below are no bookings."""
    table = open_table(source, options, is_header=_is_header)
    places = _Places.of(table)
    numbers = [places.amount, places.debit, places.credit]
    notation = table.notation(dates=[places.booked_on, places.value_on], numbers=numbers)
    yield from notation.problems
    rows = _Rows(source.name, places, notation, _account(table), options.base_currency)
    for line, cells in table.rows():
        if (found := rows.record(line, cells)) is not None:
            yield found
    yield from table.faults


def _account(table: Table) -> str:
    """Return the own account that the lines above the header name."""
    for row in table.preamble:
        for cell in row:
            if match := _IBAN_TEXT.search(cell):
                return match[0].replace(" ", "")
    return ""


@dataclass(frozen=True, slots=True)
class _Places:
    """The columns that matter, -1 for one the file does not have."""

    booked_on: int
    value_on: int
    amount: int
    debit: int
    credit: int
    mark: int
    currency: int
    header_currency: str
    purpose: int
    party: int
    payer: int
    payee: int
    iban: int
    account: int
    reference: int
    status: int
    kinds: tuple[int, ...]

    @classmethod
    def of(cls, table: Table) -> "_Places":
        """Find the columns; an unnamed one behind the amount holds `S` or `H` at some banks."""
        find = table.column
        amount = find(*_AMOUNT)
        behind = amount + 1
        has_mark = 0 < behind < len(table.header) and normalized(table.header[behind]) in {"", "sollhaben", "sh"}
        in_name = re.search(r"\b(?:in )?([A-Z]{3})$", table.header[amount]) if amount >= 0 else None
        return cls(
            booked_on=find(*_BOOKED_ON),
            value_on=find(*_VALUE_ON),
            amount=amount,
            debit=find("Soll"),
            credit=find("Haben"),
            mark=behind if has_mark else -1,
            currency=find("Waehrung", "Währung", "Currency"),
            header_currency=table.currency(amount) or (in_name[1] if in_name else ""),
            purpose=find(*_PURPOSE),
            party=find(*_PARTY),
            payer=find(*_PAYER),
            payee=find(*_PAYEE),
            iban=find(*_IBAN),
            account=find(*_ACCOUNT),
            reference=find(*_REFERENCE),
            status=find(*_STATUS),
            kinds=tuple(table.columns(*_TYPE)),
        )


class _Words(TypedDict):
    """What the texts of one row tell."""

    purpose: str
    counterparty: Party
    reference: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """Turns rows into entries."""

    file: str
    places: _Places
    notation: Notation
    account: str
    base_currency: str

    def record(self, line: int, cells: list[str]) -> BankEntry | Problem | None:
        """Return the booking of one row, what is wrong with it, or None for a line of balances."""
        places = self.places
        day_text = cells[places.booked_on].strip()
        if normalized(day_text) in _BALANCE_WORDS or any(normalized(cell) in _BALANCE_WORDS for cell in cells[-6:]):
            return None
        is_open = _PENDING.search(day_text) is not None
        on = self.notation.date(day_text) or (self.notation.date(cells[places.value_on]) if is_open else None)
        amount = self._amount(cells)
        if on is None:
            is_footer = amount is None and not day_text[:1].isdigit()
            if is_footer or normalized(day_text).startswith(_BALANCE_STARTS):
                return None
            return Problem("bad_date", self.file, line, {"value": day_text[:80]})
        if amount is None:
            return Problem("bad_amount", self.file, line, {"value": cells[places.amount][:80], "number": ""})
        kind = _kind(" ".join(cells[place] for place in places.kinds), cells[places.status], amount)
        return BankEntry(
            Origin(self.file, line),
            on,
            amount,
            cells[places.currency].strip().upper() or places.header_currency or self.base_currency,
            kind="pending" if is_open else kind,
            account=cells[places.account].replace(" ", "") or self.account,
            **self._words(cells, amount > 0),
        )

    def _amount(self, cells: list[str]) -> Decimal | None:
        """Return the signed amount: from one column, one with `S` or `H` behind it, or one each for debit and credit."""
        places = self.places
        amount = self.notation.number(cells[places.amount], places.amount)
        if amount is not None:
            return -abs(amount) if cells[places.mark].strip().upper() in {"S", "SOLL"} else amount
        credit = self.notation.number(cells[places.credit], places.credit)
        debit = self.notation.number(cells[places.debit], places.debit)
        if credit:
            return abs(credit)
        return -abs(debit) if debit else credit

    def _words(self, cells: list[str], is_credit: bool) -> _Words:
        """Return purpose, other side and reference; SEPA keys and Comdirect's labels inside the text are taken apart."""
        places = self.places
        text = cells[places.purpose].strip()
        side = places.payer if is_credit else places.payee
        name = cells[places.party].strip() or cells[side].strip()
        iban = cells[places.iban].replace(" ", "")
        if places.party < 0 and (match := _COMDIRECT.search(text)):
            name, iban, text = match["name"], match["iban"] or "", match["text"]
        parts = sepa_parts(text)
        reference = next((key for key in (cells[places.reference].strip(), parts.get("EREF", "")) if _is_told(key)), "")
        return {
            "purpose": one_line(parts.get("SVWZ") or parts[""] or reference),
            "counterparty": Party(name=one_line(parts.get("ABWA" if is_credit else "ABWE") or name), iban=iban),
            "reference": one_line(reference),
        }


def _is_told(reference: str) -> bool:
    return reference.upper() not in _NO_REFERENCE


def _kind(words: str, status: str, amount: Decimal) -> EntryKind:
    if _PENDING.search(status):
        return "pending"
    if _RETURNED.search(words):
        return "refund" if amount < 0 else "other"
    return "fee" if amount < 0 and _FEE.search(words) else "payment"
