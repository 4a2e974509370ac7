"""Writes the documents of a case: what can be written now, and what each of the others still lacks."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.documents.catalogue import available, document, file_name, render
from cleanbreak.documents.kinds.document import Form
from cleanbreak.errors import CleanbreakError
from cleanbreak.services.casefacts import facts_of_stored
from cleanbreak.services.casework import find_case
from cleanbreak.services.lateinterest import LateRequest, with_interest
from cleanbreak.services.ports import Store

PAY_BY_DAYS = 10
INTEREST_LETTER = "final_demand"
DEMANDS = frozenset({"payment_reminder", INTEREST_LETTER})


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
    interest_questions: tuple[tuple[str, str], ...] = ()


def write_documents(
    store: Store,
    name: str,
    today: date,
    kinds: tuple[str, ...],
    form: Form,
    language: Language | None,
    late: LateRequest | None = None,
) -> Written:
    """Return the asked documents of a case (all it has a use for, when none is named) in the client's language.

    Letters about late payment ask for ten days from today unless `late` names a day; interest runs to today.

    Raises:
        SenderUnknownError: the practice's own name was never given.
        UnknownDocumentError: a named document does not exist.
        MissingFactError: a document named by the user lacks a fact; the sentence names it.
    """
    late = late or LateRequest()
    stored = find_case(store, name)
    facts = facts_of_stored(store, stored, today)
    contract = stored.case.contract
    questions: tuple[tuple[str, str], ...] = ()
    if contract is not None:
        found = with_interest(facts.open_invoices, contract, late, today)
        facts, questions = replace(facts, open_invoices=found.invoices, pay_by=late.pay_by), found.questions
    demanding = replace(facts, pay_by=late.pay_by or today + timedelta(days=PAY_BY_DAYS))
    if not facts.ours.name.strip():
        raise SenderUnknownError(client=repr(facts.client.name))
    tongue = language or facts.client_language
    if kinds:
        lacking = _interest_lacks(kinds, demanding)
        if lacking:
            return Written({}, lacking, questions)
        return Written(dict(_one(kind, demanding if kind in DEMANDS else facts, tongue, form) for kind in kinds), {})
    ready = available(demanding)
    files = dict(
        _one(kind, demanding if kind in DEMANDS else facts, tongue, form) for kind, lacking in ready if not lacking
    )
    return Written(files, {kind: lacking for kind, lacking in ready if lacking}, questions)


def _interest_lacks(kinds: tuple[str, ...], facts: CaseFacts) -> dict[str, list[str]]:
    ready = dict(available(facts)) if INTEREST_LETTER in kinds else {}
    return {INTEREST_LETTER: ["interest_known"]} if "interest_known" in ready.get(INTEREST_LETTER, []) else {}


def keep_sender(store: Store, name: str, lines: tuple[str, ...]) -> None:
    """Keep the practice's own name and address lines for this and all later letters."""
    practice = store.practice()
    ours = replace(practice.ours, name=name, lines=lines or practice.ours.lines)
    store.save_practice(replace(practice, ours=ours))


def _one(kind: str, facts: CaseFacts, language: Language, form: Form) -> tuple[str, bytes]:
    forms = document(kind).forms
    chosen: Form = form if form in forms else next(iter(forms))
    return file_name(kind, facts, chosen), render(kind, facts, language, chosen)
