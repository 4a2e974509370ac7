"""The forms an invoice can be written in, and the one way to write it: facts and request in, checked bytes out.

Writer and checker are loaded when an invoice is written: they come with the extra `einvoice` and weigh more than all the rest.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, cast

from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.cases.invoice import Invoice, InvoiceRequest
from cleanbreak.cases.invoicing import compose, missing, objections
from cleanbreak.documents.errors import IncompleteInvoiceError, NoEInvoiceError
from cleanbreak.documents.kinds.invoice_words import invoice_word
from cleanbreak.documents.templates.speech import Speech

InvoiceForm = Literal["ubl", "cii", "pdf"]
SYNTAX: Mapping[InvoiceForm, str] = {
    "ubl": "cleanbreak.documents.invoices.syntax:ubl",
    "cii": "cleanbreak.documents.invoices.syntax:cii",
    "pdf": "cleanbreak.documents.invoices.syntax:cii",
}
CHECK = "cleanbreak.documents.invoices.checking:check"
PAPER = "cleanbreak.documents.invoices.hybrid:hybrid"
PACKAGES: Mapping[str, str] = {"facturx": "factur-x", "saxonche": "saxonche", "pikepdf": "pikepdf"}


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """A checked invoice: its name and bytes, and how many rules looked at it."""

    name: str
    content: bytes
    rules: int
    invoice: Invoice


def write(facts: CaseFacts, asked: InvoiceRequest, form: InvoiceForm, language: Language) -> InvoiceFile:
    """Return the invoice of a case as a file that has passed every rule.

    Raises:
        GuardError: something speaks against it; the sentence says what to do.
        IncompleteInvoiceError: facts are missing; all of them are named.
        NoEInvoiceError: the extra packages are not installed.
        BrokenRuleError, RulesNotRunError: the finished file did not pass.
    """
    invoice = compose(facts, asked)
    for objection in objections(facts, invoice):
        raise GuardError(objection.code, **objection.params)
    lacking = [*(n for n in ("number", "issued_on") if not getattr(invoice, n)), *missing(invoice)]
    if lacking:
        raise IncompleteInvoiceError(lacking="; ".join(invoice_word("en", "missing", name) for name in lacking))
    absent = [package for module, package in PACKAGES.items() if find_spec(module) is None]
    if absent:
        raise NoEInvoiceError(lacking=", ".join(absent), python=sys.executable)
    speech = Speech(language, facts.agreement.jurisdiction)
    xml: bytes = _loaded(SYNTAX[form])(invoice, speech)
    rules: int = _loaded(CHECK)(xml)
    content = _loaded(PAPER)(invoice, facts, speech, xml) if form == "pdf" else xml
    return InvoiceFile(_file_name(facts, invoice, form), content, rules, invoice)


def _loaded(entry: str) -> Callable[..., Any]:
    module, _, name = entry.partition(":")
    return cast(Callable[..., Any], getattr(import_module(module), name))


def _file_name(facts: CaseFacts, invoice: Invoice, form: InvoiceForm) -> str:
    """Return case number, kind and invoice number, safe on every file system."""
    parts = (_safe(facts.number)[:40] or "case", invoice.situation.replace("_", "-"), _safe(invoice.number)[:60])
    return "-".join(part for part in parts if part) + (".pdf" if form == "pdf" else f"-{form}.xml")


def _safe(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text).strip("-")
