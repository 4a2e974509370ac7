"""What the two syntaxes of EN 16931 share: from the texts of one e-invoice to the record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from cleanbreak.importers.amounts import plain_amount
from cleanbreak.ledger.records import Invoice, InvoiceKind, Origin, Party, Problem

_CREDIT_NOTE_CODES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"})
_PRO_FORMA_CODE = "325"


@dataclass(slots=True)
class InvoiceFacts:
    """What one e-invoice says, amounts still as elements: the same total may be given in two currencies."""

    number: str
    type_code: str
    issued_on: date | None
    issued_text: str
    currency: str
    net: list[Element]
    gross: list[Element]
    tax: list[Element]
    payable: list[Element]
    due_on: date | None = None
    is_credit_note: bool = False
    client: Party = field(default_factory=Party)
    seller: Party = field(default_factory=Party)
    subject: str = ""
    refers_to: str = ""


def records_of(facts: InvoiceFacts, origin: Origin) -> Iterator[Invoice | Problem]:
    """Yield the invoice with its totals signed as the money counts, or what it lacks."""
    missing = [
        name
        for name, is_missing in (
            ("number", not facts.number),
            ("date", facts.issued_on is None),
            ("total", not (facts.net or facts.gross or facts.payable)),
        )
        if is_missing
    ]
    if missing or facts.issued_on is None:
        params = {"missing": ", ".join(missing), "number": facts.number, "value": facts.issued_text}
        yield Problem("einvoice_incomplete", origin.file, origin.row, params)
        return
    payable = _amount(facts.payable, facts.currency)
    net, gross = _totals(facts, payable)
    if gross is None:
        yield Problem("einvoice_total_unreadable", origin.file, origin.row, {"number": facts.number})
    kind = _kind(facts)
    if kind == "credit_note" and ((gross or net or 0) > 0):
        net, gross = (None if total is None else -total for total in (net, gross))
    yield Invoice(
        origin,
        facts.number,
        facts.issued_on,
        net,
        gross,
        currency=facts.currency,
        kind=kind,
        type_code=facts.type_code,
        due_on=facts.due_on,
        payable=payable,
        client=facts.client,
        seller=facts.seller,
        subject=facts.subject,
        refers_to=facts.refers_to,
    )


def _kind(facts: InvoiceFacts) -> InvoiceKind:
    if facts.is_credit_note or facts.type_code in _CREDIT_NOTE_CODES:
        return "credit_note"
    return "offer" if facts.type_code == _PRO_FORMA_CODE else "invoice"


def _totals(facts: InvoiceFacts, payable: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return net and gross; where one is missing, the tax total tells it, and the payable amount is the last resort."""
    net = _amount(facts.net, facts.currency)
    gross = _amount(facts.gross, facts.currency)
    tax = _amount(facts.tax, facts.currency)
    if gross is None:
        gross = net + tax if net is not None and tax is not None else payable
    if net is None and gross is not None and tax is not None:
        net = gross - tax
    return net, gross


def _amount(elements: list[Element], currency: str) -> Decimal | None:
    """Return the amount in the invoice's currency; one without a currency is in it."""
    ranked = sorted(elements, key=lambda element: element.get("currencyID", currency).strip().upper() != currency)
    return plain_amount(ranked[0].text or "") if ranked else None
