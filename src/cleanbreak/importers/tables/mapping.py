"""Which header words mean what, so that a table nobody exported by a known program can still be read; and the user's own mapping."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from fnmatch import fnmatch
from pathlib import PurePath

from cleanbreak.importers.source import ReadOptions, TableMapping
from cleanbreak.importers.tables.invoicerows import InvoiceColumns, read_invoice_rows
from cleanbreak.importers.tables.layout import header_keys
from cleanbreak.importers.tables.moneyrows import (
    ExpenseColumns,
    PaymentColumns,
    read_expense_rows,
    read_payment_rows,
)
from cleanbreak.importers.tables.table import Table
from cleanbreak.importers.tables.timerows import TimeColumns, read_time_rows
from cleanbreak.importers.tables.values import normalized, parse_date
from cleanbreak.ledger.records import Origin, Problem, Project, Record

Words = Mapping[str, tuple[str, ...]]

_CLIENT = ("Kunde", "Kundenname", "Client", "Client name", "Customer", "Customer name", "Auftraggeber", "Mandant")
_CURRENCY = ("Währung", "Currency", "Währungscode", "Currency code")
_NET = (
    "Netto", "Nettobetrag", "Betrag netto", "Netto-Betrag", "Summe netto", "Rechnungsbetrag netto", "Gesamt netto",
    "Net", "Net amount", "Amount net", "Net total", "Subtotal", "Total excl. VAT", "Total excluding tax",
)  # fmt: skip
_TAX = (
    "MwSt", "MwSt-Betrag", "USt", "USt-Betrag", "Mehrwertsteuer", "Umsatzsteuer", "Steuer", "Steuerbetrag", "Steuern",
    "VAT", "VAT amount", "Tax", "Tax amount", "Total taxes", "Taxes", "Vorsteuer",
)  # fmt: skip
_GROSS = (
    "Brutto", "Bruttobetrag", "Betrag brutto", "Brutto-Betrag", "Summe brutto", "Rechnungsbetrag", "Gesamtbetrag",
    "Gross", "Gross amount", "Grand total", "Total incl. VAT", "Invoice total", "Invoice amount", "Total amount",
    "Total", "Gesamt", "Betrag", "Amount", "Summe",
)  # fmt: skip

TIME_WORDS: Words = {
    "on": ("Datum", "Date", "Tag", "Day", "Start date", "Startdatum", "Arbeitstag", "Work date", "Leistungsdatum"),
    "start_time": ("Von", "From", "Start time", "Startzeit", "Beginn", "Begin", "Anfang", "Start", "Started", "Uhrzeit von"),
    "end_on": ("End date", "Enddatum", "Stop date"),
    "end_time": ("Bis", "To", "End time", "Endzeit", "Ende", "End", "Stop", "Stop time", "Finished", "Uhrzeit bis"),
    "duration": (
        "Dauer", "Duration", "Stunden", "Std.", "Std", "Hours", "Hrs", "Arbeitszeit", "Zeitaufwand", "Aufwand",
        "Time spent", "Worked hours", "Hours worked", "Anzahl Stunden", "Zeit", "Time (h)", "Quantity (hours)",
    ),
    "minutes": ("Minuten", "Minutes", "Min.", "Dauer (min)", "Duration (min)", "Duration (minutes)"),
    "client": _CLIENT,
    "project": ("Projekt", "Project", "Projektname", "Project name", "Auftrag", "Matter", "Engagement"),
    "task": ("Aufgabe", "Task", "Tätigkeit", "Activity", "Leistung", "Service", "Leistungsart"),
    "description": (
        "Beschreibung", "Description", "Notiz", "Notizen", "Notes", "Note", "Bemerkung", "Bemerkungen", "Kommentar",
        "Comment", "Details", "Text",
    ),
    "user": ("Mitarbeiter", "Mitarbeiterin", "Employee", "Benutzer", "User", "Person", "user_name", "Bearbeiter", "Name"),
    "user_second": ("user_email", "E-Mail", "Email"),
    "billable": (
        "Abrechenbar", "Billable", "Verrechenbar", "Fakturierbar", "Chargeable", "Billable?", "Is billable",
    ),
    "kind": ("Typ", "Type", "Art"),
    "rate": ("Stundensatz", "Hourly rate", "Satz", "Rate", "Billable rate", "Preis pro Stunde"),
    "amount": ("Betrag", "Amount", "Billable amount", "Honorar", "Summe"),
    "currency": _CURRENCY,
    "client_number": ("Kundennummer", "Kunden-Nr.", "Customer number", "Customer ID"),
}  # fmt: skip

INVOICE_WORDS: Words = {
    "number": (
        "Rechnungsnummer", "Rechnungs-Nr.", "Rechnungsnr.", "Rechnung Nr.", "Re-Nr.", "Invoice number", "Invoice no.",
        "Invoice #", "Invoice ID", "Belegnummer", "Beleg-Nr.", "Document number", "Rechnung", "Invoice", "Nummer", "Number", "Nr.",
    ),
    "issued_on": (
        "Rechnungsdatum", "Rechnungs-Datum", "Invoice date", "Date issued", "Issue date", "Issued on", "Issued",
        "Ausstellungsdatum", "Belegdatum", "Datum", "Date", "Document date",
    ),
    "due_on": ("Fälligkeitsdatum", "Fällig am", "Fälligkeit", "Fällig", "Due date", "Date due", "Due on", "Due", "Zahlbar bis"),
    "paid_on": (
        "Bezahlt am", "Zahlungsdatum", "Zahldatum", "Zahlungseingang", "Date paid", "Paid on", "Paid date", "Payment date",
        "Settled date", "Settled on", "SettledDate",
    ),
    "client": (*_CLIENT, "Rechnungsempfänger", "Empfänger", "Bill to", "Firma", "Company", "Debitor"),
    "client_number": (
        "Kundennummer", "Kunden-Nr.", "KdNr", "Kd.-Nr.", "Debitorennummer", "Customer number", "Customer no.", "Customer ID",
        "Client ID", "Client number", "Account number",
    ),
    "client_vat_id": ("USt-IdNr.", "USt-ID", "UID", "VAT ID", "VAT number", "Umsatzsteuer-ID"),
    "client_email": ("Kunden-E-Mail", "Customer email", "Client email", "E-Mail", "Email"),
    "address": ("Adresse", "Rechnungsadresse", "Address", "Billing address"),
    "subject": ("Betreff", "Titel", "Subject", "Title", "Leistung", "Beschreibung", "Description", "Projekt", "Project"),
    "net": _NET,
    "tax": _TAX,
    "gross": _GROSS,
    "open_amount": ("Offener Betrag", "Offen", "Restbetrag", "Balance", "Balance due", "Outstanding", "Amount due", "Open amount"),
    "paid_amount": ("Bezahlt", "Gezahlt", "Paid", "Amount paid", "Paid to date", "Bezahlter Betrag"),
    "status": ("Status", "Zustand", "Invoice status", "Rechnungsstatus", "State"),
    "kind": ("Rechnungsart", "Rechnungstyp", "Belegart", "Belegtyp", "Document type", "Invoice type", "Typ", "Type", "Art"),
    "currency": _CURRENCY,
    "refers_to": ("Bezug", "Storno zu", "Refers to", "Original invoice", "Bezugsrechnung"),
}  # fmt: skip

EXPENSE_WORDS: Words = {
    "on": ("Belegdatum", "Datum", "Date", "Expense date", "Kaufdatum", "Buchungsdatum", "Rechnungsdatum"),
    "number": ("Belegnummer", "Beleg-Nr.", "Beleg", "Receipt", "Receipt number", "Voucher", "Rechnungsnummer", "Nummer"),
    "supplier": ("Lieferant", "Supplier", "Vendor", "Händler", "Merchant", "Kreditor", "Anbieter", "Payee", "Verkäufer"),
    "client": (*_CLIENT, "Kostenstelle", "Cost center", "Cost centre"),
    "project": ("Projekt", "Project", "Auftrag"),
    "category": ("Kategorie", "Category", "Ausgabenart", "Expense type", "Aufwandskonto", "Expense category", "Kostenart"),
    "text": ("Beschreibung", "Description", "Zweck", "Notiz", "Notes", "Note", "Bemerkung", "Text", "Ausgabe", "Expense", "Posten"),
    "net": _NET,
    "tax": _TAX,
    "gross": (*_GROSS, "Kosten", "Cost", "Preis", "Price"),
    "currency": _CURRENCY,
    "reinvoiced": (
        "Weiterberechnet", "Weiterberechnen", "Weiterberechenbar", "Re-invoiced", "Rebilled", "Rebillable", "Billable",
        "Abrechenbar", "Invoiced to client",
    ),
}  # fmt: skip

PAYMENT_WORDS: Words = {
    "on": ("Zahlungsdatum", "Zahlungseingang", "Eingang am", "Payment date", "Paid on", "Received on", "Date received",
           "Datum", "Date", "Bezahlt am"),
    "amount": ("Zahlungsbetrag", "Payment amount", "Amount received", "Betrag", "Amount", "Summe", "Brutto", "Gross"),
    "payer": ("Zahler", "Zahlungspflichtiger", "Auftraggeber", "Payer", "Paid by", "Received from", *_CLIENT),
    "purpose": ("Verwendungszweck", "Purpose", "Zweck", "Text", "Beschreibung", "Description", "Notes", "Memo"),
    "invoice_number": ("Rechnungsnummer", "Rechnungs-Nr.", "Rechnung", "Invoice number", "Invoice #", "Invoice no.", "Invoice"),
    "reference": ("Referenz", "Reference", "Transaktion", "Transaction ID", "Payment ID"),
    "currency": _CURRENCY,
    "iban": ("IBAN",),
    "fee": ("Gebühr", "Fee", "Fees"),
}  # fmt: skip

_PROJECT_WORDS: Words = {"name": ("Projekt", "Project", "Projektname", "Project name", "Name"), "client": _CLIENT}
_WORDS = {"time": TIME_WORDS, "invoice": INVOICE_WORDS, "expense": EXPENSE_WORDS, "payment": PAYMENT_WORDS}
_STRONG_PAYMENT = ("Zahlungsdatum", "Zahlungseingang", "Payment date", "Received on", "Date received", "Zahler", "Payer",
                   "Eingang am", "Zahlungsbetrag", "Payment amount", "Paid on")  # fmt: skip
_BANK_OWN = (
    "Buchungstag",
    "Wertstellung",
    "Valuta",
    "Valutadatum",
    "Saldo",
    "Kontostand",
    "Balance after",
    "Guthaben",
    "Auswirkung auf Guthaben",
    "Balance impact",
)
_PROJECT_STRANGERS = ("Datum", "Date", "Betrag", "Amount", "Email", "E-Mail", "Phone", "Telefon", "Dauer", "Duration")
_TITLE_WORDS = {
    "payment": ("zahlung", "payment", "eingäng", "eingang"),
    "expense": ("ausgabe", "expense", "kosten", "beleg"),
    "invoice": ("rechnung", "invoice"),
}
_FIELD_NAMES = {
    "time": {"date": "on", "hours": "duration", "start_date": "on", "end_date": "end_on", "text": "description"},
    "invoice": {
        "date": "issued_on", "invoice_date": "issued_on", "issue_date": "issued_on", "due_date": "due_on", "paid_date": "paid_on",
        "invoice_number": "number", "customer": "client", "amount": "gross", "description": "subject", "vat": "tax",
    },
    "expense": {"date": "on", "amount": "net", "description": "text", "vendor": "supplier", "billable": "reinvoiced"},
    "payment": {"date": "on", "client": "payer", "counterparty": "payer", "text": "purpose", "invoice": "invoice_number"},
}  # fmt: skip


def kind_of_header(cells: Sequence[str]) -> str | None:
    """Return what a table under this header holds: `invoice`, `time`, `payment`, `expense`, `project`, None if unclear."""
    known = {name for cell in cells for name in header_keys(cell)} - {""}

    def has(words: Words, role: str) -> bool:
        return any(normalized(word) in known for word in words[role])

    def has_any(words: Sequence[str]) -> bool:
        return any(normalized(word) in known for word in words)

    if has_any(_BANK_OWN):
        return None
    money = has(EXPENSE_WORDS, "net") or has(EXPENSE_WORDS, "gross")
    day = has(TIME_WORDS, "on") or has(INVOICE_WORDS, "issued_on") or has(PAYMENT_WORDS, "on")
    if has(TIME_WORDS, "duration") or has(TIME_WORDS, "minutes") or _has_span(has):
        whose = any(has(TIME_WORDS, role) for role in ("client", "project", "task", "description"))
        return "time" if whose and (day or _has_span(has)) else None
    if not (day and money):
        project = has(_PROJECT_WORDS, "name") and has(_PROJECT_WORDS, "client")
        return "project" if project and not has_any(_PROJECT_STRANGERS) and len(known) > 1 else None
    supplied = has(EXPENSE_WORDS, "supplier") or has(EXPENSE_WORDS, "category")
    dated = any(has_any(INVOICE_WORDS[role]) for role in ("due_on", "status")) or has_any(
        INVOICE_WORDS["issued_on"][:6]
    )
    billed = has(INVOICE_WORDS, "client") or has(INVOICE_WORDS, "client_number")
    if has(INVOICE_WORDS, "number") and not supplied and (billed or dated):
        return "payment" if has_any(_STRONG_PAYMENT) and not dated else "invoice"
    if has_any(_STRONG_PAYMENT) and not supplied:
        return "payment"
    return "expense" if supplied or has_any(("Ausgabe", "Expense", "Kosten")) else None


def kind_in_title(title: str, cells: Sequence[str]) -> str | None:
    """Return the kind that the name of a sheet says, where its header has a day and a sum but leaves open what they are."""
    hint = next((kind for kind, words in _TITLE_WORDS.items() if any(word in title.casefold() for word in words)), None)
    if hint is None:
        return None
    known = {name for cell in cells for name in header_keys(cell)}
    day = any(normalized(word) in known for word in _WORDS[hint]["on" if hint != "invoice" else "issued_on"])
    money = any(normalized(word) in known for word in (*_NET, *_GROSS))
    numbered = hint != "invoice" or any(normalized(word) in known for word in INVOICE_WORDS["number"])
    return hint if day and money and numbered and kind_of_header(cells) != "time" else None


def _has_span(has: Callable[[Words, str], bool]) -> bool:
    return has(TIME_WORDS, "start_time") and has(TIME_WORDS, "end_time")


def read_kind(table: Table, kind: str, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the records of a table whose kind its header told."""
    if kind == "project":
        return _read_projects(table)
    places = {role: table.column(*words) for role, words in _WORDS[kind].items()}
    return read_places(table, kind, places, options)


def read_places(table: Table, kind: str, places: dict[str, int], options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the records of a table of this kind whose columns are known."""
    if kind == "time":
        return read_time_rows(table, TimeColumns(**_with_instants(table, places)), options)
    if kind == "invoice":
        return read_invoice_rows(table, InvoiceColumns(**places))
    if kind == "expense":
        return read_expense_rows(table, ExpenseColumns(**places))
    return read_payment_rows(table, PaymentColumns(**places))


def mapping_for(file: str, options: ReadOptions) -> TableMapping | None:
    """Return the user's own mapping for a file, by its path or name."""
    name = PurePath(file.rsplit("!", 1)[-1]).name
    return next((table for table in options.tables if fnmatch(file, table.match) or fnmatch(name, table.match)), None)


def read_mapped(table: Table, mapping: TableMapping, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield records as the user's mapping says; its mistakes are problems."""
    columns = {"time": TimeColumns, "invoice": InvoiceColumns, "expense": ExpenseColumns, "payment": PaymentColumns}
    kind = mapping.kind.removesuffix("s").replace("time_entrie", "time").replace("time_entry", "time")
    if kind not in columns:
        yield Problem("unknown_table_kind", table.file, params={"kind": mapping.kind})
        return
    known = {field.name for field in fields(columns[kind])}
    places: dict[str, int] = {}
    for name, header in mapping.columns.items():
        role = name if name in known else _FIELD_NAMES[kind].get(name, "")
        place = table.column(header)
        if not role:
            yield Problem("unknown_table_field", table.file, params={"field": name})
        elif place < 0:
            yield Problem("column_not_found", table.file, params={"column": header})
        else:
            places[role] = place
    yield from read_places(table, kind, places, options)


def _with_instants(table: Table, places: dict[str, int]) -> dict[str, int]:
    """Move start and end where one cell holds day and clock together."""
    start, end = places.get("start_time", -1), places.get("end_time", -1)
    if start < 0 or not any(parse_date(cells[start]) for _line, cells in _first(table)):
        return places
    return {**places, "start": start, "end": end, "start_time": -1, "end_time": -1}


def _first(table: Table) -> Iterator[tuple[int, list[str]]]:
    return (row for row, _count in zip(table.rows(), range(20), strict=False))


def _read_projects(table: Table) -> Iterator[Record | Problem]:
    name, client = (table.column(*_PROJECT_WORDS[role]) for role in ("name", "client"))
    for line, cells in table.rows():
        if cells[name].strip():
            yield Project(Origin(table.file, line), cells[name].strip(), cells[client].strip())
    yield from table.faults
