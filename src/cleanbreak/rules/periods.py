"""Periods and terms: when a period ends, and when a contract that renews itself does."""

from datetime import date
from typing import cast

from cleanbreak.rules import catalogue
from cleanbreak.rules.days import (
    ONE_DAY,
    SATURDAY,
    Unit,
    after,
    beginning_with,
    next_business_day,
)
from cleanbreak.rules.facts import LONGEST, Facts
from cleanbreak.rules.outcome import Outcome, no_rule

UNITS = ("days", "weeks", "months")
ROLLS = ("none", "next_business_day")


def period_end(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer on which day a period ends, moved off weekends and holidays where that is asked for."""
    event = inputs.day("event_on")
    unit = cast(Unit, inputs.choice("unit", UNITS))
    length = inputs.whole("length", 0, LONGEST[unit])
    first_counts = inputs.flag("first_day_counts")
    roll = inputs.choice("roll", ROLLS)
    if first_counts and length == 0:
        raise inputs.contradiction("length")
    record = catalogue.select(jurisdiction, {"operation": "period_end"}, event)
    if record is None:
        return no_rule({"end_on": None})
    end = beginning_with(event, length, unit) if first_counts else after(event, length, unit)
    if roll == "none":
        return Outcome({"end_on": end.isoformat()}, (record,))
    signals = ("moved_off_saturday",) if end.weekday() == SATURDAY else ()
    return Outcome({"end_on": next_business_day(end, inputs.holidays()).isoformat()}, (record,), signals=signals)


def renewal_end(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer when a contract ends that renews itself unless notice arrives in time."""
    start, received = inputs.day("contract_start"), inputs.day("received_on")
    initial = inputs.whole("initial_months", 1, LONGEST["months"])
    renewal = inputs.whole("renewal_months", 1, LONGEST["months"])
    notice_over = _notice_over(inputs, received)
    record = catalogue.select(jurisdiction, {"operation": "renewal_end"}, received)
    if record is None:
        return no_rule({"last_service_day": None})
    end = term_end(start, initial, renewal, notice_over)
    return Outcome({"last_service_day": end.isoformat()}, (record,))


def term_end(start: date, initial_months: int, renewal_months: int, notice_over: date) -> date:
    """Return the end of the first term that the notice period fits into; each renewal is a term of its own."""
    end = beginning_with(start, initial_months, "months")
    while end < notice_over:
        end = beginning_with(end + ONE_DAY, renewal_months, "months")
    return end


def _notice_over(inputs: Facts, received: date) -> date:
    notice = inputs.child("notice")
    unit = cast(Unit, notice.choice("unit", LONGEST))
    length = notice.whole("length", 0, LONGEST[unit])
    return after(received, length, unit, inputs.holidays() if unit == "business_days" else frozenset())
