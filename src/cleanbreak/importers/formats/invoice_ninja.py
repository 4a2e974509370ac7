"""Invoice Ninja: invoices as CSV, in user-chosen columns under translated labels. `amount` is gross."""

from collections.abc import Iterator

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Layout, Table, open_table, sniff
from cleanbreak.importers.tables.invoicerows import InvoiceColumns, read_invoice_rows
from cleanbreak.ledger.records import Problem, Record

NAME = "invoice_ninja"

_NUMBER = ("Invoice Number", "Number", "Rechnungsnummer", "Numéro de facture", "Número de Factura", "Factuurnummer")
_AMOUNT = ("Amount", "Invoice Amount", "Betrag", "Rechnungsbetrag", "Montant", "Cantidad", "Bedrag")
_DATE = ("Date", "Invoice Date", "Datum", "Rechnungsdatum", "Fecha")
_BALANCE = ("Balance", "Invoice Balance", "Saldo", "Offener Betrag", "Kontostand", "Solde", "Balans")
_PAID = (
    "Paid to Date",
    "Bereits gezahlt",
    "Bezahlt bis heute",
    "Payé à ce jour",
    "Pagado a la fecha",
    "Betaald tot op heden",
)
_TAXES = ("Total Taxes", "Steuern gesamt", "Gesamtsteuern", "Steuern insgesamt", "Total des taxes", "Total Impuestos")
_OWN_WORDS = (
    _PAID,
    _TAXES,
    ("Exchange Rate", "Wechselkurs", "Taux de change"),
    ("PO Number", "Bestellnummer", "Auftragsnummer"),
    ("Partial", "Partial/Deposit", "Teilzahlung", "Anzahlung"),
    ("Partial Due Date", "Fälligkeitsdatum der Teilzahlung"),
)


def recognize(source: Source) -> int:
    """Number, amount and balance, and at least two of the labels that this program gives a list of invoices."""
    layout = sniff(source)
    if layout is None or not all(layout.has_any(*words) for words in (_NUMBER, _AMOUNT, _DATE)):
        return 0
    own = _count_own(layout)
    return 90 if own >= 3 and layout.has_any(*_BALANCE) else 70 if own >= 2 else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one invoice per row; cancelled and reversed ones count nothing, for the program writes no document for them."""
    table = open_table(source, options)
    yield from read_invoice_rows(table, _columns(table))


def _count_own(layout: Layout) -> int:
    return sum(layout.has_any(*words) for words in _OWN_WORDS)


def _columns(table: Table) -> InvoiceColumns:
    find = table.column
    return InvoiceColumns(
        number=find(*_NUMBER),
        issued_on=find(*_DATE),
        due_on=find("Due Date", "Fälligkeitsdatum", "Fällig am", "Date d'échéance", "Vervaldatum"),
        client=find("Client", "Client Name", "Kunde", "Kundenname", "Cliente", "Klant"),
        client_number=find("Client Number", "Client ID Number", "Kundennummer"),
        client_vat_id=find("Client VAT Number", "VAT Number", "USt-IdNr."),
        subject=find("Public Notes", "Öffentliche Notizen"),
        gross=find(*_AMOUNT),
        tax=find(*_TAXES),
        open_amount=find(*_BALANCE),
        paid_amount=find(*_PAID),
        status=find("Status", "Invoice Status", "Rechnungsstatus"),
        currency=find("Currency", "Währung", "Devise", "Moneda", "Valuta"),
    )
