"""Rows of invoices become invoices: words for their kind and status, signs, and what follows from gross and tax."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from cleanbreak.importers.tables.columns import Notation
from cleanbreak.importers.tables.table import Table
from cleanbreak.importers.tables.values import currency_code, is_blank, is_total_row
from cleanbreak.ledger.records import Invoice, InvoiceKind, Origin, Party, Problem

_DRAFT = frozenset({"draft", "entwurf", "brouillon", "borrador", "concept", "in bearbeitung", "rascunho", "bozza"})
_CANCELLED = frozenset(
    "cancelled canceled storniert void voided annulliert annulled cancelado annulé annulee reversed rückgängig "
    "geannuleerd stornierte deleted gelöscht archived-cancelled".split()
)
_OFFER = re.compile(
    r"^(angebot|offerte?|quote|quotation|estimate|proposal|kostenvoranschlag|pro[- ]?forma|auftragsbestätigung|"
    r"order confirmation|lieferschein|delivery note|devis|presupuesto)",
    re.IGNORECASE,
)
_CANCELLATION = re.compile(r"^(storno(rechnung)?|stornierung|cancell?ation( invoice)?|reversal)\b", re.IGNORECASE)
_CREDIT_NOTE = re.compile(
    r"^(gutschrift|rechnungskorrektur|korrekturrechnung|credit[ _-]?(note|memo)?|avoir|nota de crédito|creditnota)\b",
    re.IGNORECASE,
)
_NUMBER_IN_TEXT = re.compile(r"\b(?:[A-Za-z]{1,6}[-/]?\d|\d{3})[\w\-/]*")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class InvoiceColumns:
    """The places of the parts of an invoice in a table, -1 where it has none."""

    number: int = -1
    issued_on: int = -1
    due_on: int = -1
    paid_on: int = -1
    client: int = -1
    client_number: int = -1
    client_vat_id: int = -1
    client_email: int = -1
    address: int = -1
    subject: int = -1
    net: int = -1
    tax: int = -1
    gross: int = -1
    open_amount: int = -1
    paid_amount: int = -1
    status: int = -1
    kind: int = -1
    currency: int = -1
    refers_to: int = -1
    rate: int = -1

    def dates(self) -> list[int]:
        """The places that hold days."""
        return [self.issued_on, self.due_on, self.paid_on]

    def sums(self) -> list[int]:
        """The places that hold money."""
        return [self.net, self.gross, self.tax, self.open_amount, self.paid_amount]


@dataclass
class InvoiceRowReader:
    """Reads single invoice rows. `cancelled_stays`: the program writes a cancellation invoice for every cancelled one.

    Where it does not, an invoice marked cancelled counts nothing: it is given as a cancellation over 0.
    """

    table: Table
    places: InvoiceColumns
    notation: Notation
    cancelled_stays: bool = False
    default_currency: str = ""
    _currency: str = field(default="", init=False)

    def __post_init__(self) -> None:
        table, places = self.table, self.places
        self._currency = table.currency(places.gross) or table.currency(places.net) or self.default_currency

    def read(self, line: int, cells: list[str]) -> Invoice | Problem | None:
        """Return the invoice or what is wrong with the row, None for a row of totals."""
        places, notation = self.places, self.notation
        number = cells[places.number].strip()
        issued_on = notation.date(cells[places.issued_on])
        kind = self.kind_of(cells)
        if issued_on is None:
            if is_total_row(cells):
                return None
            return Problem("bad_date", self.table.file, line, {"value": cells[places.issued_on][:80]})
        if not number and kind != "draft":
            return None if is_total_row(cells) else Problem("invoice_without_number", self.table.file, line)
        net, gross = self._totals(cells)
        if net is None and gross is None:
            value = cells[places.gross].strip() or cells[places.net].strip()
            return Problem("bad_amount", self.table.file, line, {"value": value[:80], "number": number})
        invoice = Invoice(
            origin=Origin(self.table.file, line),
            number=number,
            issued_on=issued_on,
            net=net,
            gross=gross,
            currency=currency_code(cells[places.currency]) or self._currency,
            kind=kind,
            due_on=notation.date(cells[places.due_on]),
            client=self._client(cells),
            subject=cells[places.subject].strip(),
            paid_on=notation.date(cells[places.paid_on]),
            open_amount=self._open(cells, gross),
            refers_to=cells[places.refers_to].strip() or _mentioned(cells[places.subject], number, kind),
            rate_to_base=_rate(notation.number(cells[places.rate], places.rate)),
        )
        return self._counted(invoice, cells)

    def kind_of(self, cells: list[str]) -> InvoiceKind:
        """Return the kind that the type, status, subject and sign of a row say."""
        status = cells[self.places.status].strip().casefold()
        for text in (cells[self.places.kind], status):
            if kind := kind_in_words(text):
                return kind
        if status in _DRAFT:
            return "draft"
        kind = kind_in_words(cells[self.places.subject])
        return kind if kind in ("cancellation", "credit_note") else "invoice"

    def _counted(self, invoice: Invoice, cells: list[str]) -> Invoice:
        """Give the totals the sign with which they count."""
        if invoice.kind in ("credit_note", "cancellation"):
            turn_negative(invoice)
        elif invoice.kind == "invoice" and not self.cancelled_stays and is_cancelled(cells[self.places.status]):
            void(invoice)
        return invoice

    def _totals(self, cells: list[str]) -> tuple[Decimal | None, Decimal | None]:
        places, notation = self.places, self.notation
        net = notation.number(cells[places.net], places.net)
        gross = notation.number(cells[places.gross], places.gross)
        if (net is None) == (gross is None) or places.tax < 0 or is_blank(cells[places.tax]):
            return net, gross
        tax = notation.number(cells[places.tax].replace("%", ""), places.tax)
        if tax is None:
            return net, gross
        if "%" in cells[places.tax]:
            return _by_tax_rate(net, gross, tax)
        return (net, net + tax) if net is not None else (gross - tax if gross is not None else None, gross)

    def _open(self, cells: list[str], gross: Decimal | None) -> Decimal | None:
        left = self.notation.number(cells[self.places.open_amount], self.places.open_amount)
        if left is not None or gross is None:
            return left
        paid = self.notation.number(cells[self.places.paid_amount], self.places.paid_amount)
        return None if paid is None else gross - paid

    def _client(self, cells: list[str]) -> Party:
        places = self.places
        return Party(
            name=cells[places.client].strip(),
            number=cells[places.client_number].strip(),
            vat_id=cells[places.client_vat_id].strip(),
            email=cells[places.client_email].strip().lower(),
            address=", ".join(part for line in cells[places.address].splitlines() if (part := " ".join(line.split()))),
        )


def read_invoice_rows(
    table: Table, places: InvoiceColumns, *, cancelled_stays: bool = False, default_currency: str = ""
) -> Iterator[Invoice | Problem]:
    """Yield an invoice, or a problem, for every row; one problem says where the file holds no net totals."""
    notation = table.notation(dates=places.dates(), numbers=places.sums(), quantities=[places.rate])
    yield from notation.problems
    if places.net < 0 and places.tax < 0:
        yield Problem("net_not_in_file", table.file)
    reader = InvoiceRowReader(table, places, notation, cancelled_stays, default_currency)
    for line, cells in table.rows():
        found = reader.read(line, cells)
        if found is not None:
            yield found
    yield from table.faults


def kind_in_words(text: str) -> InvoiceKind | None:
    """Return the kind of document that a type or subject begins with, None for a plain invoice."""
    text = text.strip()
    if _CANCELLATION.match(text):
        return "cancellation"
    if _CREDIT_NOTE.match(text):
        return "credit_note"
    if _OFFER.match(text):
        return "offer"
    return "draft" if text.casefold() in _DRAFT else None


def is_cancelled(status: str) -> bool:
    """Tell whether a status word says that the invoice was cancelled."""
    return status.strip().casefold() in _CANCELLED


def turn_negative(invoice: Invoice) -> None:
    """Give a credit note or cancellation negative totals, whatever sign its file used."""
    if (invoice.gross if invoice.gross is not None else invoice.net or 0) <= 0:
        return
    invoice.net = -invoice.net if invoice.net is not None else None
    invoice.gross = -invoice.gross if invoice.gross is not None else None
    invoice.open_amount = -invoice.open_amount if invoice.open_amount else invoice.open_amount


def void(invoice: Invoice) -> None:
    """Make an invoice that was cancelled without a document of its own count nothing."""
    invoice.kind = "cancellation"
    invoice.net = invoice.gross = Decimal(0)
    invoice.open_amount = Decimal(0)


def _by_tax_rate(net: Decimal | None, gross: Decimal | None, percent: Decimal) -> tuple[Decimal | None, Decimal | None]:
    factor = 1 + percent / 100
    if factor <= 0:
        return net, gross
    if net is not None:
        return net, (net * factor).quantize(_CENT, ROUND_HALF_UP)
    assert gross is not None
    return (gross / factor).quantize(_CENT, ROUND_HALF_UP), gross


def _rate(rate: Decimal | None) -> Decimal | None:
    """Return an exchange rate that says something: programs write 1 where there is none."""
    return rate if rate and rate != 1 else None


def _mentioned(subject: str, number: str, kind: InvoiceKind) -> str:
    """Return the invoice number that the subject of a credit note or cancellation names."""
    if kind not in ("credit_note", "cancellation"):
        return ""
    own = number.casefold()
    return next((found for found in _NUMBER_IN_TEXT.findall(subject) if found.casefold() != own), "")
