"""Every document by name, and the one way to write it: case facts in, bytes out."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import cast

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.documents.calendar import calendar
from cleanbreak.documents.errors import (
    FormNotOfferedError,
    MissingFactError,
    ScriptTooLongError,
    UnknownDocumentError,
)
from cleanbreak.documents.kinds.document import Document, Form
from cleanbreak.documents.kinds.fields import fields_of
from cleanbreak.documents.kinds.work import speaks_alone
from cleanbreak.documents.layout.markup import Block, Heading, parse, plain
from cleanbreak.documents.layout.plain import text
from cleanbreak.documents.layout.print import pdf
from cleanbreak.documents.layout.sheet import Sheet, sheet_of
from cleanbreak.documents.layout.word import docx
from cleanbreak.documents.templates.filling import Manner, fill
from cleanbreak.documents.templates.speech import field_about

DOCUMENTS: Mapping[str, str] = {
    name: f"cleanbreak.documents.kinds.{name}:DOCUMENT"
    for name in (
        "repair_script",
        "warning_letter",
        "price_letter",
        "price_script",
        "change_order",
        "payment_reminder",
        "final_demand",
        "call_script",
        "disengagement_letter",
        "confirmation",
        "cover_note",
        "cancellation_agreement",
        "settlement_statement",
        "joint_determination",
        "invoice_data",
        "handover_record",
        "client_page",
        "calendar",
        "thank_you",
    )
}
SPOKEN = "_call_spoken"
MOST_WORDS = 200


@cache
def document(name: str) -> Document:
    """Return a document's entry, loaded on first use.

    Raises:
        UnknownDocumentError: the catalogue has no such name.
    """
    if name not in DOCUMENTS:
        raise UnknownDocumentError(document=name, known=", ".join(DOCUMENTS))
    module, _, entry = DOCUMENTS[name].partition(":")
    return cast(Document, getattr(import_module(module), entry))


def render(kind: str, facts: CaseFacts, language: Language, form: Form) -> bytes:
    """Return a document in one language and form; the same bytes for the same facts.

    Raises:
        UnknownDocumentError: the catalogue has no such name.
        FormNotOfferedError: the document is not made in this form.
        MissingFactError: the case lacks a fact that the text would print; nothing stands in for it.
        ScriptTooLongError: what is to be said in the call has more than 200 words.
        UnprintableError: a sign of the text is in no font.
    """
    entry = document(kind)
    if form not in entry.forms:
        raise FormNotOfferedError(document=kind, form=form, forms=", ".join(entry.forms))
    if form == "ics":
        return calendar(facts, language)
    source = _source(entry, facts, language)
    if form == "md":
        return source.encode()
    sheet = _sheet(entry, facts, language, source)
    if form == "pdf":
        return pdf(sheet, kind)
    return docx(sheet) if form == "docx" else text(sheet).encode()


def available(facts: CaseFacts) -> list[tuple[str, list[str]]]:
    """Return every document the case has a use for, with the fields that are still missing."""
    found = []
    for name in DOCUMENTS:
        entry = document(name)
        if entry.sought(facts):
            found.append((name, _missing(entry, facts)))
    return found


def file_name(kind: str, facts: CaseFacts, form: Form) -> str:
    """Return a name for the file: case number and kind, nothing else; safe on every file system."""
    number = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in facts.number).strip("-")
    return f"{number[:40] or 'case'}-{kind.replace('_', '-')}.{form}"


def spoken(facts: CaseFacts, language: Language) -> str:
    """Return what is said in the call, and only that.

    Raises:
        MissingFactError: a fact is missing.
        ScriptTooLongError: it has more than 200 words.
    """
    blocks = parse(fill(SPOKEN, _manner(facts, language), fields_of(facts, language)))
    said = "\n\n".join(
        plain(block.line) for block in blocks if not isinstance(block, Heading) and hasattr(block, "line")
    )
    words = len(said.split())
    if words > MOST_WORDS:
        raise ScriptTooLongError(words=words, most=MOST_WORDS)
    return said


def _missing(entry: Document, facts: CaseFacts) -> list[str]:
    fields = fields_of(facts, facts.client_language)
    missing = [need for need in entry.needs if not fields.get(need)]
    if missing or "ics" in entry.forms:
        return missing
    try:
        fill(entry.name, _manner(facts, facts.client_language), fields)
    except MissingFactError as error:
        return [error.field]
    return []


def _source(entry: Document, facts: CaseFacts, language: Language) -> str:
    fields = fields_of(facts, language)
    for need in entry.needs:
        if not fields.get(need):
            raise MissingFactError(entry.name, need, field_about(need, "en"))
    if entry.name == "call_script":
        spoken(facts, language)
    return fill(entry.name, _manner(facts, language), fields)


def _sheet(entry: Document, facts: CaseFacts, language: Language, source: str) -> Sheet:
    blocks: tuple[Block, ...] = parse(source)
    return sheet_of(entry, facts, language, blocks)


def _manner(facts: CaseFacts, language: Language) -> Manner:
    return Manner(
        language=language,
        formal=facts.form_of_address == "formal",
        alone=speaks_alone(facts),
        swiss=language == "de" and facts.agreement.jurisdiction == "CH",
    )
