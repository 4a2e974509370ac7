"""Invoices: what a final invoice still asks for, the code of a document, and when an e-invoice is a duty."""

from fractions import Fraction

from cleanbreak.rules import catalogue
from cleanbreak.rules.amounts import DECIMALS, rounded, text
from cleanbreak.rules.facts import Facts
from cleanbreak.rules.outcome import Outcome, no_rule

SITUATIONS = (
    "invoice",
    "first_partial_invoice",
    "final_invoice_after_partials",
    "final_construction_invoice_after_partials",
    "correction",
    "cancellation",
    "refund_credit",
    "self_billing",
)
PROFILES = ("xrechnung",)


def final_invoice(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer the whole supply with its tax, and what is left after the partial invoices and their tax."""
    currency = inputs.currency()
    decimals = DECIMALS[currency]
    total_net = inputs.paid_money("total_net", currency)
    total_vat = rounded(total_net * inputs.number("vat_rate", most=100) / 100, decimals)
    partial = [
        (entry.paid_money("net", currency, least=None), entry.paid_money("vat", currency, least=None))
        for entry in inputs.children("partial_invoices")
    ]
    remaining_net = total_net - sum((net for net, _ in partial), Fraction(0))
    remaining_vat = total_vat - sum((vat for _, vat in partial), Fraction(0))
    amounts = {
        "total_vat": total_vat,
        "total_gross": total_net + total_vat,
        "remaining_net": remaining_net,
        "remaining_vat": remaining_vat,
        "remaining_gross": remaining_net + remaining_vat,
    }
    record = catalogue.select(jurisdiction, {"operation": "final_invoice"}, None)
    if record is None:
        return no_rule(dict.fromkeys(amounts))
    return Outcome({key: text(value, decimals) for key, value in amounts.items()}, (record,))


def document_type(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer the type code of a document and whether it has to name the invoice before it."""
    facts = {
        "operation": "document_type",
        "situation": inputs.choice("situation", SITUATIONS),
        "profile": inputs.choice("profile", PROFILES),
    }
    record = catalogue.select(jurisdiction, facts, None)
    if record is None:
        return no_rule({"type_code": None, "include_preceding_reference": None})
    preceding = record.computes.get("include_preceding_reference") is True
    return Outcome({"type_code": record.word("type_code"), "include_preceding_reference": preceding}, (record,))


def einvoice_required(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer whether a document has to be sent as an e-invoice."""
    supplied, sent = inputs.day("supply_on"), inputs.day("sent_on")
    turnover = inputs.number("seller_prior_year_turnover")
    gross = inputs.number("gross_amount")
    domestic = inputs.flag("buyer_is_domestic_business")
    relieved = (inputs.flag("seller_small_business"), inputs.flag("exempt_supply"))
    record = catalogue.select(jurisdiction, {"operation": "einvoice_required"}, supplied)
    if record is None:
        return no_rule({"einvoice_required": None})
    required = False
    if record.formula() == "einvoice" and domestic and not any(relieved):
        paper_allowed = "paper_until" in record.computes and sent <= record.day("paper_until")
        if "turnover_up_to" in record.computes and turnover > record.fraction("turnover_up_to"):
            paper_allowed = False
        required = not paper_allowed and gross > record.fraction("small_amount_up_to")
    return Outcome({"einvoice_required": required}, (record,))
