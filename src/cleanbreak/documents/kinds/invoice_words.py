"""The words of an invoice in one language: title, lines, notes, terms, tax note; the same for paper, data and data sheet."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, cast

from cleanbreak.cases.facts import Language
from cleanbreak.cases.invoice import Invoice, InvoiceLine
from cleanbreak.documents.templates.filling import one_line
from cleanbreak.documents.templates.speech import Speech


def invoice_word(language: Language, group: str, name: str) -> str:
    """Return one word or sentence; the name itself when there is none."""
    return str(_words(language)[group].get(name, name))


def title(invoice: Invoice, speech: Speech) -> str:
    """Return what the document is called."""
    after = invoice.situation == "final" and invoice.preceding
    return invoice_word(speech.language, "title", "final_after" if after else invoice.situation)


def sum_name(invoice: Invoice, speech: Speech) -> str:
    """Return what the sum of the lines is: all, what is left, the difference, or what goes back."""
    several = len(invoice.lines) > 1
    named = (
        invoice.situation if invoice.situation in {"correction", "refund_credit"} else ("rest" if several else "all")
    )
    return invoice_word(speech.language, "sum", named)


def vat_note(invoice: Invoice, speech: Speech) -> str:
    """Return why no tax is shown: the user's own words, else the place's; nothing at the standard rate."""
    if invoice.vat_mode == "standard":
        return ""
    if invoice.vat_note:
        return one_line(invoice.vat_note)
    notes = cast(Mapping[str, Mapping[str, str]], _words(speech.language)["vat_note"])
    return notes.get(speech.region, {}).get(invoice.vat_mode) or notes["any"][invoice.vat_mode]


def line_name(line: InvoiceLine, invoice: Invoice, speech: Speech) -> str:
    """Return what a line is for."""
    if line.of is not None:
        return _said(speech, "line", line.kind, number=line.of.number, day=speech.day(line.of.issued_on))
    if line.kind == "work" and invoice.percent is not None:
        share = speech.percent(Decimal(invoice.percent))
        return _said(speech, "line", "work_share", subject=invoice.subject, percent=share)
    return _said(speech, "line", line.kind, subject=invoice.subject)


def line_text(line: InvoiceLine, invoice: Invoice, speech: Speech) -> str:
    """Return what a line says besides its name; mostly nothing."""
    if line.kind != "work" or not invoice.third_party_net:
        return ""
    return _said(speech, "line", "third_party", amount=speech.money(invoice.third_party_net, invoice.currency))


def notes(invoice: Invoice, speech: Speech) -> tuple[str, ...]:
    """Return what stands on the document beside its lines: which invoice is corrected, and why."""
    said = []
    named = [{"number": p.number, "day": speech.day(p.issued_on)} for p in invoice.preceding]
    if invoice.situation == "cancellation":
        said += [_said(speech, "note", "cancels", **one) for one in named]
    elif invoice.situation in {"correction", "refund_credit"} and len(named) > 1:
        invoices = speech.listed([_said(speech, "note", "one", **one) for one in named])
        said.append(_said(speech, "note", "refers_several", invoices=invoices))
    elif invoice.situation in {"correction", "refund_credit"}:
        said += [_said(speech, "note", "refers", **one) for one in named]
    if invoice.reason:
        said.append(_said(speech, "note", "reason", reason=invoice.reason))
    return tuple(said)


def deductions(invoice: Invoice, speech: Speech) -> tuple[str, ...]:
    """Return each line and the rest with net, tax and gross, so that data without the paper shows the tax taken off."""
    if not any(line.of is not None for line in invoice.lines) or invoice.situation == "cancellation":
        return ()
    untaxed = "" if invoice.vat_mode == "standard" else "_untaxed"

    def amounts(net: Decimal, vat: Decimal) -> dict[str, str]:
        named = {"net": net, "vat": vat, "gross": net + vat}
        sums = {name: speech.money(amount, invoice.currency) for name, amount in named.items()}
        return sums | {"tax": speech.word("tax")}

    said = [
        _said(
            speech, "note", f"deduction{untaxed}", line=line_name(line, invoice, speech), **amounts(line.net, line.vat)
        )
        for line in invoice.lines
    ]
    return (*said, _said(speech, "note", f"rest{untaxed}", **amounts(invoice.net, invoice.vat)))


def terms(invoice: Invoice, speech: Speech) -> str:
    """Return how and when the money goes, in one or two sentences."""
    amount = speech.money(abs(invoice.payable), invoice.currency)
    if invoice.situation == "refund_credit":
        if invoice.refund_by is not None and (invoice.issued_on is None or invoice.refund_by >= invoice.issued_on):
            return _said(speech, "terms", "refund_day", amount=amount, day=speech.day(invoice.refund_by))
        return _said(speech, "terms", "refund", amount=amount)
    if invoice.payable < 0:
        return _said(speech, "terms", "less")
    if invoice.payable == 0:
        return _said(speech, "terms", "nothing")
    said = []
    if invoice.set_off:
        said.append(_said(speech, "terms", "set_off", amount=speech.money(invoice.set_off, invoice.currency)))
    if invoice.due_on is not None:
        said.append(_said(speech, "terms", "due", day=speech.day(invoice.due_on)))
    return " ".join(said)


def _said(speech: Speech, group: str, name: str, **values: str) -> str:
    """Return a sentence with its values put in whole, whatever signs they hold."""
    clean = {key: _clean(value) for key, value in values.items()}
    return invoice_word(speech.language, group, name).format_map(clean)


def _clean(value: str) -> str:
    """Return text as one line; a no-break space of an amount or date stays."""
    return "\N{NO-BREAK SPACE}".join(one_line(part) for part in value.split("\N{NO-BREAK SPACE}"))


@cache
def _words(language: Language) -> Mapping[str, Mapping[str, Any]]:
    source = files("cleanbreak.documents.templates").joinpath(language, "invoice.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
