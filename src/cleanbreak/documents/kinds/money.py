"""Fields about money: the settlement, open invoices with interest, a new price."""

from collections.abc import Sequence
from decimal import Decimal

from cleanbreak.cases.facts import CaseFacts, OpenInvoice, SettlementFacts
from cleanbreak.documents.kinds.work import Row
from cleanbreak.documents.templates.speech import Speech

STANDARD = "standard"


def money_fields(facts: CaseFacts, speech: Speech) -> Row:
    """Return every field about money that the case can fill."""
    return {
        **(_settlement(facts.settlement, speech) if facts.settlement is not None else {}),
        **(_invoices(facts, speech) if facts.open_invoices else {}),
        **(_price(facts, speech) if facts.price_change is not None else {}),
        "extra_total": _extra_total(facts, speech),
        "settlement_by": _settlement_by(facts, speech),
        "pay_by": speech.day(facts.pay_by) if facts.pay_by is not None else None,
    }


def _settlement(found: SettlementFacts, speech: Speech) -> Row:
    def money(amount: Decimal | None) -> str:
        return speech.money(amount, found.currency) if amount is not None else ""

    taxed = found.vat_mode == STANDARD
    return {
        "settled": True,
        "by_time": found.method == "time",
        "method": speech.word(f"method_{found.method}"),
        "percent": speech.percent(Decimal(found.percent)) if found.percent is not None else None,
        "price_net": money(found.price_net) if found.method != "rate" else "",
        "earned_net": money(found.earned_net),
        "earned_vat": money(found.earned_vat) if taxed else "",
        "earned_gross": money(found.earned_gross),
        "vat_rate": speech.percent(found.vat_rate) if taxed else "",
        "vat_note": "" if taxed else speech.word(f"vat_{found.vat_mode}"),
        "paid_gross": money(found.paid_gross),
        "refund_net": money(found.refund_net),
        "refund_vat": money(found.refund_vat) if taxed else "",
        "refund_gross": money(found.refund_gross) if found.refund_gross > 0 else "",
        "due_gross": money(found.due_gross) if found.due_gross > 0 else "",
        "zero": money(Decimal(0)),
        "third_party": money(found.third_party_net) if found.third_party_net else "",
        "deposit_return": money(found.deposit_return) if found.deposit_return else "",
        "to_pay": _to_pay(found, speech),
        "due_after_deposit": _after_deposit(found, speech),
        "compensation": money(found.compensation_net) if found.compensation_net else "",
        "settlement_day": speech.day(found.pay_until) if found.pay_until is not None else None,
        "joint_day": speech.day(found.joint_determination_on) if found.joint_determination_on is not None else None,
        "evidence": [{"text": text} for text in found.evidence],
        "parts": _parts(found, speech),
        "parts_priced": any(part.net is not None for part in found.parts),
        "invoices": speech.listed(found.invoices),
        "settlement_statutes": speech.statutes(found.statutes),
        **_range(found, speech),
    }


def _to_pay(found: SettlementFacts, speech: Speech) -> str:
    """Return what the client still pays once the deposit is set off; nothing where nothing is left."""
    left = found.due_gross if found.due_after_deposit is None else found.due_after_deposit
    return speech.money(left, found.currency) if left > 0 else ""


def _after_deposit(found: SettlementFacts, speech: Speech) -> str:
    if found.due_after_deposit is None or found.due_after_deposit == found.due_gross:
        return ""
    return speech.money(found.due_after_deposit, found.currency)


def _parts(found: SettlementFacts, speech: Speech) -> list[Row]:
    rows = []
    for part in found.parts:
        row: Row = {"title": part.title, "percent": speech.percent(part.percent_done)}
        if part.evidence:
            row["evidence"] = part.evidence
        if part.net is not None:
            row["net"] = speech.money(part.net, found.currency)
        rows.append(row)
    return rows


def _range(found: SettlementFacts, speech: Speech) -> Row:
    """Return both ends of the disputed range, each with the way its money goes."""
    if found.low is None or found.high is None:
        return {}
    ends: Row = {"disputed": True}
    for name, amount in (("low", found.low), ("high", found.high)):
        ends[f"{name}_amount"] = speech.money(abs(amount), found.currency)
        ends[f"{name}_way"] = speech.word("way_refund" if amount >= 0 else "way_due")
    if found.low_percent is not None and found.high_percent is not None:
        ends["low_percent"] = speech.percent(found.low_percent)
        ends["high_percent"] = speech.percent(found.high_percent)
    return ends


def _invoices(facts: CaseFacts, speech: Speech) -> Row:
    found = facts.open_invoices

    def money(amount: Decimal) -> str:
        return speech.money(amount, facts.currency)

    interest = sum((i.interest or Decimal(0) for i in found), Decimal(0))
    fees = sum((i.flat_fee for i in found), Decimal(0))
    open_total = sum((i.open_gross for i in found), Decimal(0))
    return {
        "open_invoices": [_invoice(i, facts, speech) for i in found],
        "open_numbers": speech.listed([i.number for i in found]),
        "open_total": money(open_total),
        "interest_total": money(interest) if interest else "",
        "fee_total": money(fees) if fees else "",
        "demand_total": money(open_total + interest + fees),
        "interest_known": all(i.interest is not None and i.interest_from and i.interest_to for i in found),
        "interest_basis": _bases(found, speech),
    }


def _bases(found: Sequence[OpenInvoice], speech: Speech) -> str:
    return speech.statutes(tuple(dict.fromkeys(i.interest_basis for i in found if i.interest_basis)))


def _invoice(invoice: OpenInvoice, facts: CaseFacts, speech: Speech) -> Row:
    row: Row = {
        "number": invoice.number,
        "issued": speech.day(invoice.issued_on),
        "due": speech.day(invoice.due_on),
        "gross": speech.money(invoice.gross, facts.currency),
        "open": speech.money(invoice.open_gross, facts.currency),
    }
    if invoice.interest is not None and invoice.interest_from and invoice.interest_to:
        row |= {
            "interest": speech.money(invoice.interest, facts.currency),
            "interest_from": speech.day(invoice.interest_from),
            "interest_to": speech.day(invoice.interest_to),
        }
    if invoice.interest_rate is not None:
        row["rate"] = speech.percent(invoice.interest_rate)
    if invoice.flat_fee:
        row["fee"] = speech.money(invoice.flat_fee, facts.currency)
    return row


def _price(facts: CaseFacts, speech: Speech) -> Row:
    found = facts.price_change
    if found is None:
        return {}
    known = speech.word(f"unit_{found.unit}")
    return {
        "old_price": speech.money(found.old, found.currency),
        "new_price": speech.money(found.new, found.currency),
        "price_unit": found.unit if known.startswith("unit ") else known,
        "price_from": speech.day(found.valid_from),
        "answer_by": speech.day(found.answer_by),
    }


def _extra_total(facts: CaseFacts, speech: Speech) -> str:
    nets = [part.net for part in facts.extra_scope]
    known = [net for net in nets if net is not None]
    return speech.money(sum(known, Decimal(0)), facts.currency) if nets and len(known) == len(nets) else ""


def _settlement_by(facts: CaseFacts, speech: Speech) -> str:
    """Return the day on which the account is promised: the duty's own day, else the last day of the contract."""
    promised = [o.due_on for o in facts.obligations if o.code == "settlement_statement"]
    day = promised[0] if promised else facts.end.last_day
    return speech.day(day) if day is not None else ""
