"""Writes an invoice in the two syntaxes of EN 16931, from one table of its business terms (BT, BG)."""

from decimal import Decimal
from typing import Any, cast

from facturx import generate_cii_xml, generate_ubl_xml

from cleanbreak.cases.facts import Address
from cleanbreak.cases.invoice import Invoice, InvoiceLine
from cleanbreak.documents.invoices.postal import postal
from cleanbreak.documents.kinds.invoice_words import deductions, line_name, line_text, notes, terms, vat_note
from cleanbreak.documents.templates.filling import one_line
from cleanbreak.documents.templates.speech import Speech
from cleanbreak.rules.amounts import DECIMALS

PROFILE = "en16931"
LUMP_SUM = "LS"
SEPA_TRANSFER, TRANSFER = "58", "30"
EXEMPTION_CODES = {"AE": "VATEX-EU-AE", "O": "VATEX-EU-O"}
Terms = dict[str, Any]


def cii(invoice: Invoice, speech: Speech) -> bytes:
    """Return the invoice as UN/CEFACT CII."""
    return cast(
        bytes, generate_cii_xml(terms_of(invoice, speech), level=PROFILE, check_xsd=False, check_schematron=None)
    )


def ubl(invoice: Invoice, speech: Speech) -> bytes:
    """Return the invoice as UBL 2.1: a CreditNote for a refund, else an Invoice."""
    return cast(
        bytes, generate_ubl_xml(terms_of(invoice, speech), level=PROFILE, check_xsd=False, check_schematron=None)
    )


def terms_of(invoice: Invoice, speech: Speech) -> Terms:
    """Return the business terms by their number; amounts are text, so that nothing is rounded again."""
    found: Terms = {
        "BT-1": one_line(invoice.number),
        "BT-2": invoice.issued_on,
        "BT-3": invoice.type_code,
        "BT-5": invoice.currency,
        "BT-10": one_line(invoice.buyer_reference),
        "BT-12": one_line(invoice.contract_number),
        "BT-20": terms(invoice, speech),
        "BT-72": invoice.ends_on,
        "BT-73": invoice.starts_on,
        "BT-74": invoice.ends_on,
        "BG-1": [{"BT-22": text} for text in (*notes(invoice, speech), *deductions(invoice, speech))],
        "BG-3": [{"BT-25": one_line(p.number), "BT-26": p.issued_on} for p in invoice.preceding],
        "BG-4": _seller(invoice),
        "BG-7": _buyer(invoice),
        "BG-23": [_tax(invoice, speech)],
        "BG-25": [_line(n, line, invoice, speech) for n, line in enumerate(invoice.lines, start=1)],
        **_totals(invoice),
        **_payment(invoice),
    }
    return {name: value for name, value in found.items() if value not in ("", None, [])}


def _totals(invoice: Invoice) -> Terms:
    return {
        "BT-106": _money(invoice.net, invoice),
        "BT-109": _money(invoice.net, invoice),
        "BT-110": _money(invoice.vat, invoice),
        "BT-112": _money(invoice.gross, invoice),
        "BT-113": _money(invoice.set_off, invoice) if invoice.set_off else "",
        "BT-115": _money(invoice.payable, invoice),
    }


def _payment(invoice: Invoice) -> Terms:
    """Return where the client pays to; a refund goes to an account that is the client's to name."""
    if invoice.pays_client or invoice.payable <= 0:
        return {}
    means = SEPA_TRANSFER if invoice.currency == "EUR" else TRANSFER
    return {
        "BT-9": invoice.due_on,
        "BT-81": means,
        "BT-84": invoice.seller.iban,
        "BT-85": one_line(invoice.seller.name),
    }


def _tax(invoice: Invoice, speech: Speech) -> Terms:
    found = {
        "BT-116": _money(invoice.net, invoice),
        "BT-117": _money(invoice.vat, invoice),
        "BT-118": invoice.category,
        "BT-119": _rate(invoice),
        "BT-120": vat_note(invoice, speech),
        "BT-121": EXEMPTION_CODES.get(invoice.category, ""),
    }
    return {name: value for name, value in found.items() if value}


def _line(number: int, line: InvoiceLine, invoice: Invoice, speech: Speech) -> Terms:
    """Return one line: a price is never negative, so that a deduction has the quantity minus one."""
    found = {
        "BT-126": str(number),
        "BT-129": "-1" if line.net < 0 else "1",
        "BT-130": LUMP_SUM,
        "BT-131": _money(line.net, invoice),
        "BT-146": _money(abs(line.net), invoice),
        "BT-151": invoice.category,
        "BT-152": _rate(invoice),
        "BT-153": line_name(line, invoice, speech),
        "BT-154": line_text(line, invoice, speech),
    }
    return {name: value for name, value in found.items() if value}


def _rate(invoice: Invoice) -> str:
    """Return the rate in percent; what is not subject to VAT has none at all."""
    return "" if invoice.category == "O" else format(invoice.vat_rate.normalize(), "f")


def _seller(invoice: Invoice) -> Terms:
    """Return us. Without VAT id and register the tax number tells the buyer who we are (BR-CO-26)."""
    seller = invoice.seller
    found = _party(seller)
    found |= {"tax_identifier": seller.tax_number, "legal_identifier": one_line(seller.register)}
    if not seller.vat_id and not seller.register:
        found["identifiers"] = {None: one_line(seller.tax_number)}
    return {name: value for name, value in found.items() if value}


def _buyer(invoice: Invoice) -> Terms:
    return {name: value for name, value in _party(invoice.buyer).items() if value}


def _party(party: Address) -> Terms:
    place = postal(party)
    contact = {"name": one_line(party.contact), "phone": one_line(party.phone), "email": one_line(party.email)}
    known = {name: value for name, value in contact.items() if value}
    return {
        "name": one_line(party.name),
        "vat_identifier": party.vat_id,
        "country_code": party.country,
        "postcode": place.post_code,
        "city": place.town,
        **{f"addr_l{n}": street for n, street in enumerate(place.streets, start=1)},
        "contacts": [known] if known else [],
        "einvoicing_addr": one_line(party.email),
        "einvoicing_addr_schemeid": "EM" if party.email else "",
    }


def _money(amount: Decimal, invoice: Invoice) -> str:
    """Return an amount with the decimals of its currency; it has no more, so that nothing is rounded."""
    return f"{amount:.{DECIMALS[invoice.currency]}f}"
