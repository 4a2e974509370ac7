"""E-invoices in UBL: Invoice and CreditNote of EN 16931, XRechnung and Peppol."""

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.amounts import plain_day
from cleanbreak.importers.einvoice import InvoiceFacts, records_of
from cleanbreak.importers.remittance import one_line
from cleanbreak.importers.source import Limits, ReadOptions, Source
from cleanbreak.importers.xml import root_of, text_of, walk
from cleanbreak.ledger.records import Origin, Party, Problem, Record

NAME = "einvoice_ubl"

_NAMESPACES = tuple(f"urn:oasis:names:specification:ubl:schema:xsd:{name}-2" for name in ("Invoice", "CreditNote"))
_LINES_AND_ATTACHMENTS = frozenset(
    {"InvoiceLine", "CreditNoteLine", "UBLExtensions", "EmbeddedDocumentBinaryObject", "Signature"}
)
_SELLER_ACCOUNT = "PaymentMeans/PayeeFinancialAccount/ID"


def recognize(source: Source) -> int:
    """Certain for the two namespaces of UBL 2 at the root; wrapped in an envelope nearly so."""
    root = root_of(source.head)
    if root is None or not any(namespace in root.head for namespace in _NAMESPACES):
        return 0
    return 95 if root.name in {"Invoice", "CreditNote"} else 85


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the invoice, or what it lacks."""
    with source.open() as stream:
        yield from read_stream(stream, source.name, options.limits)


def read_stream(stream: IO[bytes], file: str, limits: Limits) -> Iterator[Record | Problem]:
    """Read UBL from bytes that may have been embedded elsewhere; `file` is what the user is shown."""
    count = 0
    roots = frozenset({"Invoice", "CreditNote"})
    for element, _ in walk(stream, file, limits, records=roots, dropped=_LINES_AND_ATTACHMENTS):
        if element.find("LegalMonetaryTotal") is None and element.find("ID") is None:
            continue
        count += 1
        yield from records_of(_facts(element), Origin(file, count))
    if not count:
        raise UnreadableError(
            file=file,
            what="the XML holds no invoice",
            todo="Please ask the sender or the invoicing program for it again",
        )


def _facts(invoice: Element) -> InvoiceFacts:
    totals = invoice.find("LegalMonetaryTotal")
    issued = text_of(invoice, "IssueDate")
    return InvoiceFacts(
        number=text_of(invoice, "ID"),
        type_code=text_of(invoice, "InvoiceTypeCode", "CreditNoteTypeCode"),
        issued_on=plain_day(issued),
        issued_text=issued,
        currency=text_of(invoice, "DocumentCurrencyCode").upper() or _currency_of(totals),
        net=_all(totals, "TaxExclusiveAmount"),
        gross=_all(totals, "TaxInclusiveAmount"),
        tax=_all(invoice, "TaxTotal/TaxAmount"),
        payable=_all(totals, "PayableAmount"),
        due_on=plain_day(text_of(invoice, "DueDate", "PaymentMeans/PaymentDueDate")),
        is_credit_note=invoice.tag == "CreditNote",
        client=_party(invoice.find("AccountingCustomerParty")),
        seller=_party(invoice.find("AccountingSupplierParty"), text_of(invoice, _SELLER_ACCOUNT)),
        subject=one_line(text_of(invoice, "ProjectReference/ID")),
        refers_to=text_of(invoice, "BillingReference/InvoiceDocumentReference/ID"),
    )


def _all(element: Element | None, path: str) -> list[Element]:
    return [] if element is None else element.findall(path)


def _currency_of(totals: Element | None) -> str:
    return next((found.get("currencyID", "").upper() for found in _all(totals, "*")), "")


def _party(accounting: Element | None, iban: str = "") -> Party:
    """Return the party: its registered name before its trading name, as EN 16931 names them."""
    party = None if accounting is None else accounting.find("Party")
    if accounting is None or party is None:
        return Party()
    return Party(
        name=one_line(text_of(party, "PartyLegalEntity/RegistrationName", "PartyName/Name", "Contact/Name")),
        number=text_of(accounting, "SupplierAssignedAccountID", "Party/PartyIdentification/ID"),
        vat_id=_vat_id(party),
        email=(text_of(party, "Contact/ElectronicMail") or _mail_endpoint(party)).lower(),
        iban=iban.replace(" ", ""),
        address=_address(party.find("PostalAddress")),
    )


def _vat_id(party: Element) -> str:
    for scheme in party.findall("PartyTaxScheme"):
        if text_of(scheme, "TaxScheme/ID").upper() in {"VAT", "VA", "UST"}:
            return text_of(scheme, "CompanyID").replace(" ", "")
    return ""


def _mail_endpoint(party: Element) -> str:
    endpoint = party.find("EndpointID")
    if endpoint is None or endpoint.get("schemeID", "").upper() != "EM":
        return ""
    return (endpoint.text or "").strip()


def _address(postal: Element | None) -> str:
    street = text_of(postal, "StreetName")
    town = f"{text_of(postal, 'PostalZone')} {text_of(postal, 'CityName')}".strip()
    return one_line(", ".join(part for part in (street, town) if part))
