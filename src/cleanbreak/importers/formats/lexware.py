"""Lexware Office (lexoffice): the list of invoices as CSV, by the words its users report. No original file was at hand: said so."""

from collections.abc import Iterator

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, open_table, sniff
from cleanbreak.importers.tables.invoicerows import InvoiceColumns, read_invoice_rows
from cleanbreak.ledger.records import Problem, Record

NAME = "lexware"

_NUMBER = ("Rechnungsnummer", "Belegnummer", "Nummer")
_DATE = ("Rechnungsdatum", "Belegdatum", "Datum")
_CLIENT = ("Kunde", "Kundenname")
_NET = ("Nettobetrag", "Netto")
_GROSS = ("Bruttobetrag", "Brutto", "Gesamtbetrag", "Betrag")
_OWN_WORDS = ("Kundennummer", "Nettobetrag", "Bruttobetrag", "Zahlungsdatum", "Währung")


def recognize(source: Source) -> int:
    """A German list of invoices, semicolons between, with most of the words that only this program combines."""
    layout = sniff(source)
    if layout is None or layout.delimiter != ";":
        return 0
    named = all(layout.has_any(*words) for words in (_NUMBER, _DATE, _CLIENT)) and layout.has_any(*_NET, *_GROSS)
    own = sum(layout.has(word) for word in _OWN_WORDS)
    return 60 if named and own >= 3 and not layout.has_any("Lieferant", "Kategorie", "Saldo") else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one invoice per row, after a problem that says the layout is taken from descriptions, not from a real file."""
    table = open_table(source, options)
    yield Problem("lexware_layout_unverified", table.file)
    yield from read_invoice_rows(table, _columns(table), cancelled_stays=True, default_currency="EUR")


def _columns(table: Table) -> InvoiceColumns:
    find = table.column
    return InvoiceColumns(
        number=find(*_NUMBER),
        issued_on=find(*_DATE),
        due_on=find("Fälligkeitsdatum", "Fällig am"),
        paid_on=find("Zahlungsdatum", "Bezahlt am"),
        client=find(*_CLIENT),
        client_number=find("Kundennummer"),
        subject=find("Betreff", "Titel"),
        net=find(*_NET),
        tax=find("MwSt", "Steuer", "Umsatzsteuer", "USt", "Steuerbetrag"),
        gross=find(*_GROSS),
        open_amount=find("Offener Betrag", "Offen"),
        status=find("Status"),
        kind=find("Belegart", "Belegtyp", "Typ", "Art"),
        currency=find("Währung"),
    )
