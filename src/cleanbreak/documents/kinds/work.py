"""Fields about work, duties, things handed over and people who may help next."""

from collections.abc import Iterable, Mapping

from cleanbreak.cases.facts import CaseFacts, DatedFact, HandoverItem, Obligation, Replacement, WorkPart
from cleanbreak.documents.templates.speech import Speech

Row = dict[str, object]
HOUSEKEEPING = {"confirm_in_writing", "keep_records", "stop_recurring"}
"""Duties of ours that are no business of the client's."""
WHOLE = 100
SPEAKS_AS_ONE = {"freelancer", "coach", "photographer", "therapist", "doctor"}


def speaks_alone(facts: CaseFacts) -> bool:
    """Tell whether letters say "I": as recorded, else as the profession mostly does."""
    return facts.voice == "I" if facts.voice is not None else facts.profession in SPEAKS_AS_ONE


def work_fields(facts: CaseFacts, speech: Speech) -> Row:
    """Return the fields about what is done, what is open and who does it."""
    names = {
        "us": speech.word("I" if speaks_alone(facts) else "we"),
        "client": speech.word(f"you_{facts.form_of_address}"),
    }
    ours = [o for o in facts.obligations if o.owner == "us" and o.done_on is None and o.code not in HOUSEKEEPING]
    theirs = [o for o in facts.obligations if o.owner == "client" and o.done_on is None]
    done = [part for part in facts.work_done if part.percent_done >= WHOLE]
    begun = [part for part in facts.work_done if part.percent_done < WHOLE]
    return {
        "work_finished": _parts(done, speech),
        "work_begun": _parts(begun, speech),
        "open_work": _duties(facts.open_work, names, speech),
        "our_duties": _duties(ours or facts.open_work, names, speech),
        "client_duties": _duties(theirs, names, speech),
        "deadlines": _dated(facts.client_deadlines, speech),
        "to_client": _things((i for i in facts.handover if i.to == "client"), speech),
        "to_us": _things((i for i in facts.handover if i.to == "us"), speech),
        "handover_known": bool(facts.handover),
        "replacements": [_person(p, speech) for p in facts.replacements] if facts.replacement_mode == "named" else [],
        "directory": facts.directory if facts.replacement_mode == "directory" else "",
        "extra_scope": _parts(facts.extra_scope, speech, facts.currency),
        "cause_facts": _dated(facts.cause_facts, speech) if facts.reason_level == "cause" else [],
    }


def _known(row: Row) -> Row:
    """Return the row without what is not known, so that a template asking for it is refused."""
    return {name: value for name, value in row.items() if value not in {None, ""}}


def _parts(parts: Iterable[WorkPart], speech: Speech, currency: str = "") -> list[Row]:
    return [
        _known(
            {
                "title": part.title,
                "percent": speech.percent(part.percent_done),
                "evidence": part.evidence,
                "net": speech.money(part.net, currency) if part.net is not None and currency else None,
            }
        )
        for part in parts
    ]


def _duties(duties: Iterable[Obligation], names: Mapping[str, str], speech: Speech) -> list[Row]:
    return [
        {
            "text": duty.text,
            "who": names[duty.owner],
            "due": speech.day(duty.due_on),
        }
        for duty in sorted(duties, key=lambda duty: duty.due_on)
    ]


def _dated(found: Iterable[DatedFact], speech: Speech) -> list[Row]:
    return [{"day": speech.day(fact.on), "text": fact.text} for fact in sorted(found, key=lambda fact: fact.on)]


def _things(items: Iterable[HandoverItem], speech: Speech) -> list[Row]:
    return [
        _known(
            {
                "title": item.title,
                "how": item.how,
                "due": speech.day(item.due_on),
                "done": speech.day(item.done_on) if item.done_on is not None else None,
            }
        )
        for item in items
    ]


def _person(person: Replacement, speech: Speech) -> Row:
    return _known(
        {
            "name": person.name,
            "contact": person.contact,
            "asked": speech.day(person.asked_on) if person.asked_on is not None else None,
            "available": speech.day(person.available_from) if person.available_from is not None else None,
            "fee": person.fee,
        }
    )
