"""Fields of an invoice, for the data sheet and for the invoice on paper."""

from cleanbreak.cases.errors import GuardError, refusal
from cleanbreak.cases.facts import Address, CaseFacts, Language
from cleanbreak.cases.invoice import Invoice, InvoiceRequest
from cleanbreak.cases.invoicing import compose, missing, objections, situation_of
from cleanbreak.documents.kinds.invoice_words import (
    invoice_word,
    line_name,
    line_text,
    notes,
    sum_name,
    terms,
    title,
    vat_note,
)
from cleanbreak.documents.kinds.work import Row
from cleanbreak.documents.templates.speech import Speech

UNFIT = {"invoice_broken_total", "invoice_vat_mode"}
"""Faults after which no sum may be shown."""


def draft_fields(facts: CaseFacts, speech: Speech) -> Row:
    """Return the fields of the invoice that the settlement leads to, with what is still missing; none without one."""
    if facts.settlement is None:
        return {}
    try:
        draft = compose(facts, InvoiceRequest(situation_of(facts)))
    except GuardError:
        return {}
    language, settlement = speech.language, facts.settlement
    found = list(objections(facts, draft))
    if any(o.code in UNFIT for o in found):
        return {}
    lacking = [invoice_word(language, "missing", name) for name in missing(draft)]
    refused = [refusal(o.code, language, o.params) for o in found]
    return {
        **invoice_fields(draft, speech),
        "inv_missing": [{"text": text} for text in lacking],
        "inv_refused": [{"text": text} for text in refused],
        "inv_paid_gross": speech.money(settlement.paid_gross, settlement.currency),
    }


def invoice_fields(invoice: Invoice, speech: Speech) -> Row:
    """Return every field of an invoice as a template prints it."""
    taxed = invoice.vat_mode == "standard"
    return {
        **_amounts(invoice, speech),
        "inv_title": title(invoice, speech),
        "inv_sum": sum_name(invoice, speech),
        "inv_code": invoice.type_code,
        "inv_number": invoice.number,
        "inv_period": _period(invoice, speech),
        "inv_currency": invoice.currency,
        "inv_taxed": taxed,
        "inv_vat_rate": speech.percent(invoice.vat_rate) if taxed else "",
        "inv_vat_mode": invoice_word(speech.language, "vat_mode", invoice.vat_mode),
        "inv_category": invoice.category,
        "inv_vat_note": vat_note(invoice, speech),
        "inv_notes": [{"text": text} for text in notes(invoice, speech)],
        "inv_terms": terms(invoice, speech),
        "inv_to_us": not invoice.pays_client and invoice.payable > 0,
        "inv_back": invoice.situation == "refund_credit",
        "inv_due": speech.day(invoice.due_on) if invoice.due_on is not None else "",
        "inv_iban": spaced(invoice.seller.iban),
        "inv_preceding": _preceding(invoice, speech),
        "inv_seller": party_rows(invoice.seller, speech.language),
        "inv_buyer": party_rows(invoice.buyer, speech.language),
        "inv_reference": invoice.buyer_reference,
    }


def party_rows(party: Address, language: Language) -> list[Row]:
    """Return a party as label and value, only what is known."""
    known = (
        ("name", party.name),
        ("address", ", ".join(party.lines)),
        ("country", party.country),
        ("vat_id", party.vat_id),
        ("tax_number", party.tax_number),
        ("register", party.register),
        ("person", party.contact),
        ("mail", party.email),
        ("iban", spaced(party.iban)),
    )
    return [{"label": invoice_word(language, "label", name), "value": value} for name, value in known if value.strip()]


def spaced(iban: str) -> str:
    """Return an IBAN in groups of four that stay on one line."""
    return "\N{NO-BREAK SPACE}".join(iban[n : n + 4] for n in range(0, len(iban), 4))


def info_rows(invoice: Invoice, speech: Speech) -> tuple[tuple[str, str], ...]:
    """Return the information block beside the address field."""
    seller = invoice.seller
    rows = (
        ("number", invoice.number),
        ("date", speech.day(invoice.issued_on) if invoice.issued_on is not None else ""),
        ("contract", invoice.contract_number),
        ("reference", invoice.buyer_reference),
        ("our_vat_id", seller.vat_id),
        ("our_tax_number", seller.tax_number),
        ("our_register", seller.register),
        ("client_vat_id", invoice.buyer.vat_id),
        ("contact", seller.contact),
        ("phone", seller.phone),
        ("email", seller.email),
    )
    return tuple((invoice_word(speech.language, "label", name), value) for name, value in rows if value.strip())


def _amounts(invoice: Invoice, speech: Speech) -> Row:
    def money(amount: object) -> str:
        return speech.money(amount, invoice.currency)  # type: ignore[arg-type]

    lines = [
        {
            "position": str(number),
            "name": line_name(line, invoice, speech),
            "text": line_text(line, invoice, speech),
            "net": money(line.net),
            "vat": money(line.vat),
            "gross": money(line.gross),
        }
        for number, line in enumerate(invoice.lines, start=1)
    ]
    return {
        "inv_lines": [{key: value for key, value in line.items() if value} for line in lines],
        "inv_net": money(invoice.net),
        "inv_vat": money(invoice.vat),
        "inv_gross": money(invoice.gross),
        "inv_set_off": money(invoice.set_off) if invoice.set_off else "",
        "inv_payable": money(invoice.payable),
    }


def _period(invoice: Invoice, speech: Speech) -> str:
    if invoice.starts_on is None or invoice.ends_on is None:
        return ""
    return f"{speech.day(invoice.starts_on)} – {speech.day(invoice.ends_on)}"


def _preceding(invoice: Invoice, speech: Speech) -> list[Row]:
    rows = []
    for p in invoice.preceding:
        row: Row = {"number": p.number, "day": speech.day(p.issued_on)}
        if p.net is not None and p.vat is not None:
            row |= {
                "net": speech.money(p.net, invoice.currency),
                "vat": speech.money(p.vat, invoice.currency),
                "gross": speech.money(p.net + p.vat, invoice.currency),
            }
        rows.append(row)
    return rows
