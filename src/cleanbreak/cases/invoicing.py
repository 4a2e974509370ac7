"""From the facts of a case to its invoice, and everything that speaks against writing it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import Address, CaseFacts, IssuedInvoice, SettlementFacts
from cleanbreak.cases.invoice import CATEGORIES, Invoice, InvoiceLine, InvoiceRequest, Situation
from cleanbreak.rules import answer
from cleanbreak.rules.amounts import DECIMALS, rounded

NOTHING = Decimal(0)
ROUNDED_BY_LINE = Decimal("0.05")
"""How far the tax of an earlier invoice may lie from its net times the rate, when its lines were rounded one by one."""
SETTLES = ("final", "partial")
ASKED: Mapping[Situation, str] = {
    "partial": "first_partial_invoice",
    "correction": "correction",
    "cancellation": "cancellation",
    "refund_credit": "refund_credit",
}


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason not to write the invoice: a code of the refusals and what its sentence names."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def situation_of(facts: CaseFacts) -> Situation:
    """Return which document the settlement leads to: a correction where money goes back, else the final invoice."""
    settlement = facts.settlement
    return "refund_credit" if settlement is not None and settlement.refund_gross > 0 else "final"


def compose(facts: CaseFacts, asked: InvoiceRequest) -> Invoice:
    """Return the invoice the case leads to. It may still be incomplete; `objections` and `missing` say what speaks against it.

    Raises:
        GuardError: there is no settlement, and nothing else that the amounts could be taken from.
    """
    found = facts.settlement
    if found is None and asked.situation != "cancellation":
        raise GuardError("invoice_unsettled")
    agreement = facts.agreement
    mode = found.vat_mode if found is not None else agreement.vat_mode
    preceding = asked.preceding or (found.preceding if found is not None else ())
    return Invoice(
        situation=asked.situation,
        type_code=_type_code(facts, asked.situation, preceding),
        number=asked.number,
        issued_on=asked.issued_on,
        due_on=asked.due_on or _due(found, asked),
        starts_on=asked.starts_on or agreement.started_on,
        ends_on=asked.ends_on or facts.end.last_day,
        currency=found.currency if found is not None else agreement.currency,
        vat_mode=mode,
        vat_rate=found.vat_rate if found is not None else _agreed_rate(facts),
        seller=_shown(facts.ours, mode),
        buyer=_shown(facts.client, mode),
        subject=agreement.title,
        contract_number=agreement.number,
        lines=tuple(_lines(found, asked.situation, preceding)),
        preceding=preceding,
        set_off=_set_off(found) if asked.situation in SETTLES else NOTHING,
        refund_by=found.pay_until if found is not None else None,
        percent=found.percent if found is not None else None,
        third_party_net=found.third_party_net if found is not None else NOTHING,
        reason=asked.reason,
        buyer_reference=asked.buyer_reference,
        vat_note=asked.vat_note,
    )


def objections(facts: CaseFacts, invoice: Invoice) -> Iterator[Objection]:
    """Yield every reason not to write the invoice, the gravest first."""
    yield from _about_terms(facts, invoice)
    yield from _about_preceding(invoice)
    if facts.settlement is not None and invoice.situation != "cancellation":
        yield from _about_sums(facts.settlement, invoice)
    if invoice.starts_on and invoice.ends_on and invoice.starts_on > invoice.ends_on:
        yield Objection("invoice_period", {"start": invoice.starts_on, "end": invoice.ends_on})
    if invoice.due_on and invoice.issued_on and invoice.due_on < invoice.issued_on:
        yield Objection("invoice_due_early", {"due": invoice.due_on, "issued": invoice.issued_on})


def missing(invoice: Invoice) -> tuple[str, ...]:
    """Return what an invoice after EN 16931 needs and this one lacks, by name of the fact."""
    seller, buyer = invoice.seller, invoice.buyer
    standard = invoice.vat_mode == "standard"
    to_us = not invoice.pays_client and invoice.payable > 0
    wanted = (
        ("our_name", seller.name),
        ("our_address", seller.lines),
        ("our_country", seller.country),
        ("our_vat_id", seller.vat_id or invoice.vat_mode != "reverse_charge"),
        ("our_tax_number", seller.tax_number or seller.vat_id),
        ("client_address", buyer.lines),
        ("client_country", buyer.country),
        ("client_vat_id", buyer.vat_id or invoice.vat_mode != "reverse_charge"),
        ("starts_on", invoice.starts_on),
        ("ends_on", invoice.ends_on),
        ("vat_rate", invoice.vat_rate > 0 or not standard),
        ("our_iban", seller.iban or not to_us),
        ("due_on", invoice.due_on or not to_us),
    )
    return tuple(name for name, known in wanted if not known)


def _lines(
    found: SettlementFacts | None, situation: Situation, preceding: tuple[IssuedInvoice, ...]
) -> Iterator[InvoiceLine]:
    if situation == "cancellation":
        yield from (InvoiceLine("cancelled", -(p.net or NOTHING), -(p.vat or NOTHING), p) for p in preceding)
        return
    if found is None:
        return
    if situation == "refund_credit":
        yield InvoiceLine("refund", found.refund_net, found.refund_vat)
        return
    yield InvoiceLine("work", found.earned_net, found.earned_vat)
    if found.compensation_net:
        yield InvoiceLine("undone", found.compensation_net, NOTHING)
    kind = "billed" if situation == "correction" else "deducted"
    for invoice in preceding:
        yield InvoiceLine(kind, -(invoice.net or NOTHING), -(invoice.vat or NOTHING), invoice)  # type: ignore[arg-type]


def _shown(party: Address, mode: str) -> Address:
    """Return a party as the document shows it: what is not taxable may bear no VAT id (EN 16931, BR-O-02)."""
    return replace(party, vat_id="") if mode == "not_taxable" else party


def _type_code(facts: CaseFacts, situation: Situation, preceding: tuple[IssuedInvoice, ...]) -> str:
    """Return the code (BT-3) that the rules give for the situation; empty where no rule fits."""
    name = ASKED.get(situation) or ("final_invoice_after_partials" if preceding else "invoice")
    inputs = {"situation": name, "profile": "xrechnung"}
    found = answer({"op": "document_type", "jurisdiction": facts.agreement.jurisdiction, "inputs": inputs})["answer"]
    code = found.get("type_code") if isinstance(found, dict) else None
    return code if isinstance(code, str) else ""


def _due(found: SettlementFacts | None, asked: InvoiceRequest) -> date | None:
    """Return the day of payment that the settlement names, unless it is over on the invoice's own day."""
    until = found.pay_until if found is not None else None
    return until if until is not None and (asked.issued_on is None or until >= asked.issued_on) else None


def _agreed_rate(facts: CaseFacts) -> Decimal:
    return facts.agreement.vat_rate if facts.agreement.vat_mode == "standard" else NOTHING


def _set_off(found: SettlementFacts | None) -> Decimal:
    """Return how much of what is due a deposit pays."""
    if found is None or found.due_after_deposit is None:
        return NOTHING
    return found.due_gross - found.due_after_deposit


def _about_terms(facts: CaseFacts, invoice: Invoice) -> Iterator[Objection]:
    if not invoice.type_code:
        yield Objection("invoice_no_rule", {"place": facts.agreement.jurisdiction})
    if invoice.currency not in DECIMALS:
        yield Objection("unknown_currency", {"currency": invoice.currency or "none"})
    agreed = facts.agreement.currency
    if agreed and agreed != invoice.currency:
        yield Objection("invoice_currency", {"left": invoice.currency, "right": agreed, "what": "the contract"})
    if invoice.vat_mode not in CATEGORIES:
        yield Objection("invoice_vat_mode", {"mode": invoice.vat_mode or "none", "known": ", ".join(CATEGORIES)})
    if invoice.vat_mode == "standard" and any(line.kind == "undone" for line in invoice.lines):
        yield Objection("invoice_undone_pay")


def _about_preceding(invoice: Invoice) -> Iterator[Objection]:
    named, situation = invoice.preceding, invoice.situation
    if not named and situation in {"correction", "cancellation", "refund_credit"}:
        yield Objection("invoice_preceding", {"situation": situation})
    if situation == "cancellation" and len(named) > 1:
        yield Objection("invoice_one_at_a_time", {"numbers": ", ".join(p.number for p in named)})
    for p in named:
        if invoice.number and p.number.casefold() == invoice.number.casefold():
            yield Objection("invoice_number_taken", {"number": invoice.number})
        if p.currency and p.currency != invoice.currency:
            yield Objection(
                "invoice_currency", {"left": invoice.currency, "right": p.currency, "what": f"invoice {p.number}"}
            )
        if invoice.issued_on and p.issued_on > invoice.issued_on:
            yield Objection("invoice_before_preceding", {"number": p.number, "day": p.issued_on})
        if situation != "refund_credit":
            yield from _about_amounts(p, invoice)


def _about_amounts(preceding: IssuedInvoice, invoice: Invoice) -> Iterator[Objection]:
    if preceding.net is None or preceding.vat is None:
        yield Objection("invoice_amounts", {"number": preceding.number})
        return
    decimals = DECIMALS.get(invoice.currency, 2)
    if any(-a.as_tuple().exponent > decimals for a in (preceding.net, preceding.vat)):  # type: ignore[operator]
        yield Objection("invoice_decimals", {"number": preceding.number, "decimals": decimals})
    expected = rounded(Fraction(preceding.net) * Fraction(invoice.vat_rate) / 100, decimals)
    if abs(Fraction(preceding.vat) - expected) > Fraction(ROUNDED_BY_LINE):
        params = {"number": preceding.number, "vat": preceding.vat, "rate": format(invoice.vat_rate.normalize(), "f")}
        yield Objection("invoice_other_rate", params)


def _about_sums(found: SettlementFacts, invoice: Invoice) -> Iterator[Objection]:
    if found.earned_net + found.earned_vat != found.earned_gross:
        yield Objection(
            "invoice_broken_total", {"net": found.earned_net, "vat": found.earned_vat, "gross": found.earned_gross}
        )
        return
    if invoice.situation == "refund_credit":
        if found.refund_gross <= 0:
            yield Objection("invoice_no_refund")
        elif invoice.gross != found.refund_gross:
            yield Objection(
                "invoice_broken_total", {"net": invoice.net, "vat": invoice.vat, "gross": found.refund_gross}
            )
        return
    if invoice.situation not in SETTLES:
        return
    billed = sum(((p.net or NOTHING) + (p.vat or NOTHING) for p in invoice.preceding), NOTHING)
    if billed != found.paid_gross and all(p.net is not None for p in invoice.preceding):
        yield Objection("invoice_paid_not_covered", {"billed": billed, "paid": found.paid_gross})
    elif invoice.gross < 0 or found.refund_gross > 0:
        yield Objection("invoice_rest_negative", {"rest": -found.refund_gross or invoice.gross})
    elif invoice.gross != found.due_gross:
        yield Objection("invoice_broken_total", {"net": invoice.net, "vat": invoice.vat, "gross": found.due_gross})
