"""Settled cases of invented people, by the rules themselves, and the request for an invoice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cleanbreak.cases.contract import Contract
from cleanbreak.cases.facts import Address, Agreement, CaseFacts, EndOfWork, IssuedInvoice
from cleanbreak.cases.invoice import InvoiceRequest
from cleanbreak.cases.settling import SettlementInput, settle_case

DAY = date(2026, 12, 1)
LAST_DAY = date(2026, 11, 30)
OURS = Address(
    "Atelier Lindenhof",
    ("Lindenhof 4", "50667 Köln"),
    contact="Jana Beispiel",
    email="jana@lindenhof.example",
    phone="+49 221 5550100",
    vat_id="DE123456788",
    country="DE",
    tax_number="214/5555/0815",
    iban="DE02120300000000202051",
)
CLIENT = Address(
    "Muster & Söhne GmbH",
    ("Hafenstraße 12", "20457 Hamburg"),
    contact="Petra Krüger",
    email="krueger@muster.example",
    country="DE",
)
ABROAD = replace(CLIENT, lines=("Graben 1", "1010 Wien", "Österreich"), country="AT", vat_id="ATU12345675")
MODES = ("standard", "small_business", "exempt", "reverse_charge", "not_taxable")


def eur(text: str) -> Decimal:
    return Decimal(text)


def earlier(net: str, vat: str, number: str = "RE-2026-031", on: date = date(2026, 4, 1)) -> IssuedInvoice:
    return IssuedInvoice(number, on, eur(net), eur(vat), "EUR")


def settled(
    percent: str = "55",
    paid: str = "0.00",
    preceding: tuple[IssuedInvoice, ...] = (),
    mode: Any = "standard",
    rate: str = "19",
    currency: str = "EUR",
    price: str = "6000.00",
    **more: Any,
) -> CaseFacts:
    """A case whose work is done to `percent`; every sum comes from the rules."""
    taxed = eur(rate) if mode == "standard" else Decimal(0)
    contract = Contract(
        "work",
        "Webseite und Pflege",
        "DE",
        started_on=date(2026, 3, 1),
        number="V-118",
        net=eur(price),
        currency=currency,
        vat_mode=mode,
        vat_rate=taxed,
    )
    asked = SettlementInput("percent", eur(price), eur(paid), {"percent": percent}, preceding=preceding, **more)
    return CaseFacts(
        number="2026-007",
        today=DAY,
        ours=OURS,
        client=ABROAD if mode in {"reverse_charge", "not_taxable"} else CLIENT,
        agreement=Agreement(
            "work",
            contract.title,
            "DE",
            contract.started_on,
            contract.number,
            started_on=contract.started_on,
            currency=currency,
            vat_mode=mode,
            vat_rate=taxed,
        ),
        end=EndOfWork("ordinary", LAST_DAY),
        settlement=settle_case(contract, asked, LAST_DAY),
    )


def in_mode(mode: str, net: str, rate: str = "19") -> tuple[IssuedInvoice, str]:
    """An earlier invoice of this net and treatment, and what was paid on it."""
    vat = (eur(net) * eur(rate) / 100).quantize(Decimal("0.01")) if mode == "standard" else Decimal("0.00")
    invoice = earlier(net, str(vat))
    return invoice, str(eur(net) + vat)


def case_for(situation: str, mode: str = "standard") -> CaseFacts:
    """A case that leads to this document."""
    net = "5000.00" if situation == "refund_credit" else "1000.00"
    invoice, paid = in_mode(mode, net)
    return settled(paid=paid, preceding=(invoice,), mode=mode)


def asked(situation: Any, **more: Any) -> InvoiceRequest:
    return InvoiceRequest(situation, **{"number": "RE-2026-101", "issued_on": DAY, **more})
