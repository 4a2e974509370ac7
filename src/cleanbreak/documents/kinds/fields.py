"""Every field a template may print, made from the positive list of the case and nothing else."""

from collections.abc import Mapping

from cleanbreak.cases.facts import Address, CaseFacts, Language
from cleanbreak.documents.kinds.invoice_fields import draft_fields
from cleanbreak.documents.kinds.money import money_fields
from cleanbreak.documents.kinds.profession import profession_fields
from cleanbreak.documents.kinds.work import Row, work_fields
from cleanbreak.documents.templates.speech import Speech
from cleanbreak.rules.explanation import lawyer_question

OPENERS: Mapping[Language, tuple[str, ...]] = {
    "de": ("sehr ", "guten ", "hallo ", "liebe", "moin", "grüß", "grüezi", "geehrte", "servus"),
    "en": ("dear ", "hello", "hi ", "good ", "to "),
}


def fields_of(facts: CaseFacts, language: Language) -> Mapping[str, object]:
    """Return the fields; what the case does not know is left out, so that printing it is refused."""
    speech = Speech(language, facts.agreement.jurisdiction)
    found: Row = {
        **_people(facts),
        **_contract(facts, speech),
        **_end(facts, speech),
        **_warning(facts, speech),
        **_call(facts, speech),
        **work_fields(facts, speech),
        **money_fields(facts, speech),
        **draft_fields(facts, speech),
        **profession_fields(facts, language),
        "case_number": facts.number,
        "today": speech.day(facts.today),
        "records_until": speech.day(facts.records_until) if facts.records_until is not None else None,
        "tax": speech.word("tax"),
        "to_day": speech.word("to_day"),
        "agreement_name": speech.word("agreement_name"),
        "lawyer_questions": [{"text": lawyer_question(code, language)} for code in facts.lawyer_questions],
        "statutes": speech.statutes(facts.end.statutes),
        "rule": facts.end.rule,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def salutation(facts: CaseFacts, language: Language) -> str:
    """Return the greeting without the sign after it; the recorded one holds only in the client's own language."""
    person = facts.client.contact
    if facts.salutation and language == facts.client_language:
        given = facts.salutation.strip().rstrip(",:")
        return _greeted(given, language)
    if language == "de":
        return _german(facts, person)
    if person:
        return f"Dear {_first(person) if facts.form_of_address == 'informal' else person}"
    return "To whom it may concern" if facts.agreement.jurisdiction == "US" else "Dear Sir or Madam"


def _german(facts: CaseFacts, person: str) -> str:
    if not person:
        return "Guten Tag" if facts.form_of_address == "informal" else "Sehr geehrte Damen und Herren"
    return f"Hallo {_first(person)}" if facts.form_of_address == "informal" else f"Guten Tag {person}"


def _first(person: str) -> str:
    return person.split(maxsplit=1)[0] if person.split() else person


def _greeted(given: str, language: Language) -> str:
    """Return a recorded salutation as a greeting, also when only title and name were recorded."""
    if given.casefold().startswith(OPENERS[language]):
        return given
    if language == "en":
        return f"Dear {given}"
    if given.startswith("Herr "):
        return f"Sehr geehrter {given}"
    return f"Sehr geehrte {given}" if given.startswith("Frau ") else f"Guten Tag {given}"


def _people(facts: CaseFacts) -> Row:
    return {
        "client": facts.client.name,
        "client_contact": facts.client.contact,
        "client_address": ", ".join(facts.client.lines),
        "ours": facts.ours.name,
        "our_address": ", ".join(facts.ours.lines),
        "signer": facts.ours.contact or facts.ours.name,
        "reach": facts.contact_after or _reach(facts.ours),
        "our_email": facts.ours.email,
        "thanks_for": _thanks(facts.thanks_for),
    }


def _reach(ours: Address) -> str:
    return ", ".join(part for part in (ours.email, ours.phone.replace(" ", "\N{NO-BREAK SPACE}")) if part) or ", ".join(
        (ours.name, *ours.lines)
    )


def _thanks(text: str) -> str:
    stripped = text.strip().rstrip(".!")
    for opening in ("für ", "for "):
        stripped = stripped.removeprefix(opening)
    return stripped


def _contract(facts: CaseFacts, speech: Speech) -> Row:
    agreement = facts.agreement
    return {
        "contract_title": agreement.title,
        "contract_number": agreement.number,
        "concluded_on": speech.day(agreement.concluded_on) if agreement.concluded_on is not None else None,
        "is_work": agreement.kind == "work",
        "is_platform": agreement.kind == "platform",
        "is_german_work": agreement.kind == "work" and agreement.jurisdiction == "DE",
        "contract_kind": speech.word(f"kind_{agreement.kind}"),
        "notice_clause": agreement.notice_clause,
        "form_needed": speech.word(f"form_{agreement.form_required}"),
        "signed_by_hand": agreement.form_required == "written_by_law",
    }


def _end(facts: CaseFacts, speech: Speech) -> Row:
    end = facts.end
    return {
        "last_day": speech.day(end.last_day) if end.last_day is not None else None,
        "route": end.route,
        "route_name": speech.word(f"route_{end.route}"),
        "next_possible": end.next_possible,
        "end_part": end.part if end.route == "partial" else "",
        "received_on": speech.day(end.notice_received_on) if end.notice_received_on is not None else None,
        "reason": facts.reason if facts.reason_level != "none" else "",
        "for_cause": facts.reason_level == "cause",
    }


def _warning(facts: CaseFacts, speech: Speech) -> Row:
    warning = facts.warning
    if warning is None:
        return {}
    return {
        "warned_on": speech.day(warning.sent_on),
        "warning_facts": [{"day": speech.day(fact.on), "text": fact.text} for fact in warning.facts],
        "wish": warning.wish.rstrip("."),
        "warning_until": speech.day(warning.until),
        "consequence": warning.consequence.rstrip("."),
    }


def _call(facts: CaseFacts, speech: Speech) -> Row:
    call = facts.call
    return {
        "called_on": speech.day(call.held_at) if call.held_at is not None else None,
        "call_day": speech.day(call.planned_at) if call.planned_at is not None else None,
        "call_time": speech.time(call.planned_at) if call.planned_at is not None else None,
        "call_with": call.with_whom,
        "call_with_other": "" if _is_addressed(call.with_whom, facts) else call.with_whom,
        "call_outcome": call.outcome.rstrip("."),
    }


def _is_addressed(person: str, facts: CaseFacts) -> bool:
    """Tell whether the letter goes to the very person who was called."""
    surname = person.split()[-1:] or [""]
    return surname[0] in f"{facts.salutation} {facts.client.contact} {facts.client.name}".split()
