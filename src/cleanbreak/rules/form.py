"""Form and proof: which channel meets which form, and which of several notices counts."""

from datetime import date

from cleanbreak.rules import catalogue
from cleanbreak.rules.facts import Facts
from cleanbreak.rules.notice import read_ending
from cleanbreak.rules.outcome import Outcome, no_rule
from cleanbreak.rules.records import Record

FORMS = ("none", "text", "written_by_law", "written_by_contract")
CHANNELS = ("phone", "email", "fax", "signed_letter", "qualified_e_signature")
NO_PROOF = "phone"


def form_check(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer whether a channel meets the form, and whether something written has to follow."""
    form = inputs.choice("required_form", FORMS)
    channel = inputs.choice("channel", CHANNELS)
    record = _form_record(jurisdiction, form, None)
    if record is None:
        return no_rule({"form_ok": None, "written_followup_needed": None})
    form_ok = channel in record.words("channels")
    follow_up = not form_ok or channel == NO_PROOF
    answer = {"form_ok": form_ok, "written_followup_needed": follow_up}
    return Outcome(answer, (record,), signals=_signals(channel == NO_PROOF))


def notice_effect(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer which of several notices counts in law, which can be proved, and what the provable one brings about."""
    form = inputs.choice("required_form", FORMS)
    events = [(event.choice("channel", CHANNELS), event.day("received_on")) for event in inputs.children("events")]
    nothing: dict[str, object] = {"legal_date": None, "safe_date": None, "last_service_day_safe": None}
    record = _form_record(jurisdiction, form, max((day for _, day in events), default=None))
    if record is None:
        return no_rule(nothing)
    valid = [(channel, day) for channel, day in events if channel in record.words("channels")]
    legal = min((day for _, day in valid), default=None)
    safe = min((day for channel, day in valid if channel != NO_PROOF), default=None)
    dates = {**nothing, "legal_date": _written(legal), "safe_date": _written(safe)}
    signals = _signals(safe is None or safe != legal)
    if safe is None:
        ending = read_ending(jurisdiction, inputs, max(day for _, day in events)) if events else None
        return Outcome(dates, (ending.record, record) if ending else (record,), signals=signals)
    ending = read_ending(jurisdiction, inputs, safe)
    if ending is None:
        return no_rule(dates)
    last = ending.on(safe)
    answer = {**dates, **ending.further, "last_service_day_safe": _written(last)}
    raised = (*signals, *ending.signals) if last else (*signals, *ending.signals, "no_date")
    return Outcome(answer, (ending.record, record), signals=raised)


def _form_record(jurisdiction: str, form: str, on: date | None) -> Record | None:
    return catalogue.select(jurisdiction, {"operation": "form_check", "required_form": form}, on)


def _signals(unproved: bool) -> tuple[str, ...]:
    return ("unproved",) if unproved else ()


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
