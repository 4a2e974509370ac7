"""Writes the documents of a case: what can be written now, and what each of the others still lacks."""

from dataclasses import dataclass, replace
from datetime import date

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.documents.catalogue import available, document, file_name, render
from cleanbreak.documents.kinds.document import Form
from cleanbreak.errors import CleanbreakError
from cleanbreak.services.casefacts import case_facts
from cleanbreak.services.ports import Store


class SenderUnknownError(CleanbreakError):
    """The practice's own name is not in the store, so no letter can say who writes."""

    code = "sender_unknown"
    message = (
        "The store does not know who writes: your own name is missing. "
        "Give it once: cleanbreak case documents {client} --our-name NAME --our-line STREET --our-line TOWN"
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What was made of a case: files by name, and per document the facts that are missing."""

    files: dict[str, bytes]
    missing: dict[str, list[str]]


def write_documents(
    store: Store, name: str, today: date, kinds: tuple[str, ...], form: Form, language: Language | None
) -> Written:
    """Return the asked documents of a case (all it has a use for, when none is named) in the client's language.

    Raises:
        SenderUnknownError: the practice's own name was never given.
        UnknownDocumentError: a named document does not exist.
        MissingFactError: a document named by the user lacks a fact; the sentence names it.
    """
    facts = case_facts(store, name, today)
    if not facts.ours.name.strip():
        raise SenderUnknownError(client=repr(facts.client.name))
    tongue = language or facts.client_language
    if kinds:
        return Written(dict(_one(kind, facts, tongue, form) for kind in kinds), {})
    ready = available(facts)
    files = dict(_one(kind, facts, tongue, form) for kind, lacking in ready if not lacking)
    return Written(files, {kind: lacking for kind, lacking in ready if lacking})


def keep_sender(store: Store, name: str, lines: tuple[str, ...]) -> None:
    """Keep the practice's own name and address lines for this and all later letters."""
    practice = store.practice()
    ours = replace(practice.ours, name=name, lines=lines or practice.ours.lines)
    store.save_practice(replace(practice, ours=ours))


def _one(kind: str, facts: CaseFacts, language: Language, form: Form) -> tuple[str, bytes]:
    forms = document(kind).forms
    chosen: Form = form if form in forms else next(iter(forms))
    return file_name(kind, facts, chosen), render(kind, facts, language, chosen)
