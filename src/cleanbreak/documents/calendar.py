"""All dates of a case as one calendar file: what is due, from whom, and the last day."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.documents.templates.filling import one_line
from cleanbreak.documents.templates.speech import Speech

CALL_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Entry:
    """One date. `code` keeps its place in the user's calendar when the day moves."""

    code: str
    at: date | datetime
    title: str


def calendar(facts: CaseFacts, language: Language) -> bytes:
    """Return the calendar; the same bytes for the same facts. Entries keep their identity when a date moves."""
    found = Calendar()
    found.add("prodid", "-//Cleanbreak//calendar//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for entry in entries(facts, language):
        found.add_component(_event(entry, facts))
    return bytes(found.to_ical())


def entries(facts: CaseFacts, language: Language) -> list[Entry]:
    """Return every date of the case in order, each once."""
    found = list(_of_the_end(facts, language))
    found += _of_the_duties(facts)
    found += _of_the_money(facts, language)
    found += _of_the_repair(facts, language)
    once: dict[tuple[date, str], Entry] = {}
    for entry in found:
        once.setdefault((_day(entry), entry.title.casefold()), entry)
    return sorted(once.values(), key=lambda entry: (_day(entry), entry.code))


def _day(entry: Entry) -> date:
    return entry.at.date() if isinstance(entry.at, datetime) else entry.at


def _of_the_end(facts: CaseFacts, language: Language) -> Iterator[Entry]:
    word = Speech(language, facts.agreement.jurisdiction).word
    if facts.call.planned_at is not None:
        yield Entry("call", facts.call.planned_at, f"{word('cal_call')}: {facts.call.with_whom or facts.client.name}")
    if facts.end.last_day is not None:
        yield Entry("last_day", facts.end.last_day, f"{word('cal_last_day')}: {facts.agreement.title}")
    if facts.records_until is not None:
        yield Entry("records_until", facts.records_until, word("cal_records_until"))


def _of_the_duties(facts: CaseFacts) -> Iterator[Entry]:
    for duty in (*facts.obligations, *facts.open_work):
        if duty.done_on is None:
            yield Entry(f"duty-{duty.code}", duty.due_on, duty.text)
    for item in facts.handover:
        if item.done_on is None:
            yield Entry(f"handover-{item.title}", item.due_on, item.title)
    for deadline in facts.client_deadlines:
        yield Entry(f"deadline-{deadline.text}", deadline.on, deadline.text)


def _of_the_money(facts: CaseFacts, language: Language) -> Iterator[Entry]:
    word = Speech(language, facts.agreement.jurisdiction).word
    settlement, price = facts.settlement, facts.price_change
    if (
        settlement is not None
        and settlement.pay_until is not None
        and (settlement.refund_gross or settlement.due_gross)
    ):
        yield Entry("pay_until", settlement.pay_until, word("cal_pay_until"))
    if settlement is not None and settlement.joint_determination_on is not None:
        yield Entry("joint", settlement.joint_determination_on, word("cal_joint"))
    if facts.pay_by is not None:
        yield Entry("pay_by", facts.pay_by, word("cal_pay_by"))
    if price is not None:
        yield Entry("answer_by", price.answer_by, word("cal_answer_by"))
        yield Entry("price_from", price.valid_from, word("cal_price_from"))


def _of_the_repair(facts: CaseFacts, language: Language) -> Iterator[Entry]:
    if facts.warning is not None:
        word = Speech(language, facts.agreement.jurisdiction).word
        yield Entry("warning_until", facts.warning.until, f"{word('cal_warning')}: {facts.warning.wish}")


def _event(entry: Entry, facts: CaseFacts) -> Event:
    event = Event()
    event.add("uid", f"{_identity(facts.number, entry.code)}@cleanbreak.invalid")
    event.add("dtstamp", datetime(facts.today.year, facts.today.month, facts.today.day, tzinfo=UTC))
    event.add("summary", one_line(entry.title))
    event.add("description", one_line(f"{facts.client.name} · {facts.number}"))
    if isinstance(entry.at, datetime):
        start = entry.at.astimezone(UTC) if entry.at.tzinfo is not None else entry.at
        event.add("dtstart", start)
        event.add("dtend", start + CALL_LASTS)
        event.add_component(_alarm(entry, timedelta(minutes=-15)))
    else:
        event.add("dtstart", entry.at)
        event.add("dtend", entry.at + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add_component(_alarm(entry, timedelta(hours=-15)))
    return event


def _alarm(entry: Entry, before: timedelta) -> Alarm:
    """Return a reminder: at nine the day before, or a quarter of an hour before a call."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(entry.title))
    alarm.add("trigger", before)
    return alarm


def _identity(number: str, code: str) -> str:
    return hashlib.sha256(f"{number}\n{code}".encode()).hexdigest()[:32]
