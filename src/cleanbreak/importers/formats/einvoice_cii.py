"""E-invoices in UN/CEFACT CII: XRechnung, ZUGFeRD 2 and Factur-X in all profiles, and ZUGFeRD 1."""

from collections.abc import Iterator
from datetime import date
from typing import IO
from xml.etree.ElementTree import Element

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.amounts import plain_day
from cleanbreak.importers.einvoice import InvoiceFacts, records_of
from cleanbreak.importers.remittance import one_line
from cleanbreak.importers.source import Limits, ReadOptions, Source
from cleanbreak.importers.xml import root_of, text_of, walk
from cleanbreak.ledger.records import Origin, Party, Problem, Record

NAME = "einvoice_cii"

_ROOTS = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument"})
_LINES_AND_ATTACHMENTS = frozenset({"IncludedSupplyChainTradeLineItem", "AttachmentBinaryObject"})
_DOCUMENTS = ("ExchangedDocument", "HeaderExchangedDocument")
_TRADES = ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
_AGREEMENTS = ("ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
_SETTLEMENTS = ("ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
_SUMMATIONS = ("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation")


def recognize(source: Source) -> int:
    """Certain for the root element of either version; wrapped in an envelope nearly so."""
    root = root_of(source.head)
    if root is None:
        return 0
    if root.name in _ROOTS:
        return 95
    return 85 if any(f":{name}" in root.head or f"<{name}" in root.head for name in _ROOTS) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield the invoice, or what it lacks."""
    with source.open() as stream:
        yield from read_stream(stream, source.name, options.limits)


def read_stream(stream: IO[bytes], file: str, limits: Limits) -> Iterator[Record | Problem]:
    """Read CII from bytes that may have been embedded elsewhere; `file` is what the user is shown."""
    count = 0
    for element, _ in walk(stream, file, limits, records=_ROOTS, dropped=_LINES_AND_ATTACHMENTS):
        count += 1
        yield from records_of(_facts(element), Origin(file, count))
    if not count:
        raise UnreadableError(
            file=file,
            what="the XML holds no invoice",
            todo="Please ask the sender or the invoicing program for it again",
        )


def _facts(invoice: Element) -> InvoiceFacts:
    document = _first(invoice, _DOCUMENTS)
    trade = _first(invoice, _TRADES)
    agreement, settlement = _first(trade, _AGREEMENTS), _first(trade, _SETTLEMENTS)
    totals = _first(settlement, _SUMMATIONS)
    issued_on, issued_text = _day(document, "IssueDateTime")
    return InvoiceFacts(
        number=text_of(document, "ID"),
        type_code=text_of(document, "TypeCode"),
        issued_on=issued_on,
        issued_text=issued_text,
        currency=text_of(settlement, "InvoiceCurrencyCode").upper() or _currency_of(totals),
        net=_all(totals, "TaxBasisTotalAmount"),
        gross=_all(totals, "GrandTotalAmount"),
        tax=_all(totals, "TaxTotalAmount"),
        payable=_all(totals, "DuePayableAmount"),
        due_on=_day(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime")[0],
        client=_party(_first(agreement, ("BuyerTradeParty",))),
        seller=_party(_first(agreement, ("SellerTradeParty",)), _seller_account(settlement)),
        subject=one_line(text_of(agreement, "SpecifiedProcuringProject/Name")),
        refers_to=text_of(settlement, "InvoiceReferencedDocument/IssuerAssignedID", "InvoiceReferencedDocument/ID"),
    )


def _first(element: Element | None, names: tuple[str, ...]) -> Element | None:
    if element is None:
        return None
    return next((found for name in names if (found := element.find(name)) is not None), None)


def _all(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else element.findall(name)


def _currency_of(totals: Element | None) -> str:
    return next((code for found in _all(totals, "*") if (code := found.get("currencyID", "").upper())), "")


def _day(element: Element | None, path: str) -> tuple[date | None, str]:
    """Return the day under a date element, as `DateTimeString` (format 102: YYYYMMDD) or as an ISO `DateTime`."""
    text = text_of(element, f"{path}/DateTimeString", f"{path}/DateTime", f"{path}/DateString", path)
    return plain_day(text), text


def _seller_account(settlement: Element | None) -> str:
    means = "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount"
    return text_of(settlement, f"{means}/IBANID", f"{means}/ProprietaryID").replace(" ", "")


def _party(party: Element | None, iban: str = "") -> Party:
    if party is None:
        return Party()
    contact = "DefinedTradeContact"
    return Party(
        name=one_line(
            text_of(
                party,
                "Name",
                "SpecifiedLegalOrganization/TradingBusinessName",
                f"{contact}/PersonName",
                f"{contact}/DepartmentName",
            )
        ),
        number=text_of(party, "ID", "GlobalID"),
        vat_id=_vat_id(party),
        email=(text_of(party, f"{contact}/EmailURIUniversalCommunication/URIID") or _mail_address(party)).lower(),
        iban=iban,
        address=_address(party.find("PostalTradeAddress")),
    )


def _vat_id(party: Element) -> str:
    for number in party.findall("SpecifiedTaxRegistration/ID"):
        if number.get("schemeID", "").upper() in {"VA", "VAT"}:
            return (number.text or "").replace(" ", "")
    return ""


def _mail_address(party: Element) -> str:
    for address in party.findall("URIUniversalCommunication/URIID"):
        if address.get("schemeID", "").upper() == "EM":
            return (address.text or "").strip()
    return ""


def _address(postal: Element | None) -> str:
    street = text_of(postal, "LineOne")
    town = f"{text_of(postal, 'PostcodeCode')} {text_of(postal, 'CityName')}".strip()
    return one_line(", ".join(part for part in (street, town) if part))
