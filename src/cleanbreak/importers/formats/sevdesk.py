"""sevDesk: the list of invoices as CSV, in the long form with `Gesamtbetrag-Netto` and the short one with `Netto;MwSt;Brutto`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.tables import Table, open_table, sniff
from cleanbreak.importers.tables.invoicerows import InvoiceColumns, read_invoice_rows
from cleanbreak.ledger.records import Invoice, Problem, Record

NAME = "sevdesk"

_LEGAL_FORM = re.compile(
    r"\b(?:GmbH(?:\s*&\s*Co\.?\s*KGa?A?)?|gGmbH|mbH|AG(?:\s*&\s*Co\.?\s*KGa?A?)?|UG(?:\s*\(haftungsbeschränkt\))?(?:\s*&\s*Co\.?\s*KG)?"
    r"|KGaA|KG|OHG|GbR|PartG(?:\s*mbB)?|SE|eG|e\.\s?K(?:fm|fr)?\.|e\.\s?V\.|e\.\s?U\.|Stiftung|Ltd\.?|Limited|LLP|LLC|PLC|Inc\.?"
    r"|Corp\.?|S\.?A\.?R\.?L\.?|SAS|S\.A\.|S\.r\.l\.|B\.?V\.?|N\.V\.|Sp\. z o\.o\.|ApS|A/S|AB|Oy|s\.r\.o\.)(?=[\s,;]|$)"
)
_STREET = re.compile(
    r"\s(?:(?:Am|An|Auf|Im|In|Zum|Zur|Unter|Hinter|Vor)\s+(?:de[rnm]\s+)?(?:[\w.\-]+\s+){1,2}?\d"
    r"|(?:(?:Alt|Neu|Lang|Groß|Klein|Hoh|Breit|Kurz|Ober|Unter|Nieder|Hinter|Vorder)\w*\s+)?[\w.\-]*"
    r"(?:str\.|straße|strasse|weg|platz|allee|gasse|ring|damm|ufer|chaussee|markt|hof|steig|pfad|wall)\s+\d)",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(r"\s\d")
_POSTBOX = re.compile(r"\s(?:Postfach|P\.?\s?O\.?\s?Box)\b", re.IGNORECASE)
_NAME_ENDS = (_STREET, _POSTBOX, _HOUSE_NUMBER, re.compile(","))


def recognize(source: Source) -> int:
    """The long form has headers nobody else uses; the short one is recognized by all its columns together."""
    layout = sniff(source)
    if layout is None:
        return 0
    if layout.has("Rechnungs-Nr.", "Rechnungs-Datum") and layout.has_any(
        "Gesamtbetrag-Netto", "Gesamtbetrag-Brutto", "Empfänger-Adresse", "offener Betrag"
    ):
        return 95
    short = ("Rechnungsnummer", "Rechnungsdatum", "Kunde", "Betreff", "Netto", "Brutto", "Status", "Fälligkeitsdatum")
    return 80 if layout.has(*short) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield one invoice per row. The program adds a cancellation invoice for every cancelled one, so both count."""
    table = open_table(source, options)
    for found in read_invoice_rows(table, _columns(table), cancelled_stays=True, default_currency="EUR"):
        if isinstance(found, Invoice) and not found.client.name and found.client.address:
            found.client = replace(found.client, name=name_in_address(found.client.address))
        yield found


def name_in_address(address: str) -> str:
    """Return the name a one-line address begins with: up to its legal form, else up to the street or the first number."""
    if match := _LEGAL_FORM.search(address):
        return address[: match.end()].strip(" ,;")
    ends = [match.start() for cut in _NAME_ENDS if (match := cut.search(address))]
    return address[: min(ends, default=len(address))].strip(" ,;")


def _columns(table: Table) -> InvoiceColumns:
    find = table.column
    return InvoiceColumns(
        number=find("Rechnungs-Nr.", "Rechnungsnummer"),
        issued_on=find("Rechnungs-Datum", "Rechnungsdatum"),
        due_on=find("Fällig am", "Fälligkeitsdatum"),
        paid_on=find("Bezahlt am", "Zahldatum"),
        client=find("Kunde", "Empfänger", "Empfänger-Name"),
        client_number=find("Empfänger-KdNr", "Kundennummer", "Kunden-Nr."),
        client_vat_id=find("Empfänger-USt-IdNr.", "USt-IdNr."),
        address=find("Empfänger-Adresse", "Adresse"),
        subject=find("Betreff"),
        net=find("Gesamtbetrag-Netto", "Netto"),
        tax=find("MwSt", "USt", "Steuer", "Gesamtbetrag-Steuer"),
        gross=find("Gesamtbetrag-Brutto", "Brutto"),
        open_amount=find("offener Betrag"),
        status=find("Status"),
        kind=find("Rechnungstyp", "Rechnungsart", "Typ"),
        currency=find("Währung"),
    )
