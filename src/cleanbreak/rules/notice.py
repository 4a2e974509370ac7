"""Notice: when a contract ends after a notice arrived, and how late the notice may arrive.

Notice periods protect the other side: neither their first nor their last day moves off a weekend or holiday.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast

from cleanbreak.rules import catalogue
from cleanbreak.rules.days import (
    ONE_DAY,
    SATURDAY,
    SUNDAY,
    Unit,
    add_months,
    after,
    beginning_with,
    end_of_month_group,
    month_end,
)
from cleanbreak.rules.facts import LONGEST, Facts
from cleanbreak.rules.outcome import Outcome, no_rule
from cleanbreak.rules.records import Record

KINDS = ("statute", "contract", "fixed_term", "none_agreed")
CYCLES = {"any": 0, "month_end": 1, "quarter_end": 3, "half_year_end": 6, "year_end": 12}
EARLIEST_RECEIPT = date(1700, 1, 1)

EndOn = Callable[[date], date | None]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a contract ends under one rule: `on` gives its last day for a day of receipt, None where there is none.

    A notice before `earliest_receipt` has no date. `further` holds answer keys that do not depend on receipt;
    sources differ for a receipt within the two days of `disputed`.
    """

    record: Record
    on: EndOn
    earliest_receipt: date = EARLIEST_RECEIPT
    ordinary: bool = True
    further: Mapping[str, object] = field(default_factory=dict)
    signals: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    disputed: tuple[date, date] | None = None


Formula = Callable[[Record, Facts, Facts], Ending]


def notice_end(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer on which day a contract ends when the notice arrived on a given day."""
    received = inputs.day("received_on")
    ending = read_ending(jurisdiction, inputs, received)
    if ending is None:
        return no_rule({"last_service_day": None})
    moment, signals = _moment_of_leaving(ending.record, inputs, received)
    last = ending.on(received)
    if last is None and ending.ordinary:
        return _without_date({"last_service_day": None, **moment}, ending)
    answer = {"last_service_day": _written(last), **ending.further, **moment}
    warnings = (*ending.warnings, "sources_differ") if _is_disputed(ending, received) else ending.warnings
    return Outcome(answer, (ending.record,), signals=(*ending.signals, *signals), warnings=warnings)


def latest_receipt(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer how late a notice may arrive so that the contract ends on or before a given day."""
    target = inputs.day("target_last_day")
    ending = read_ending(jurisdiction, inputs, target)
    if ending is None:
        return no_rule({"latest_receipt": None})
    if not ending.ordinary:
        return Outcome({"latest_receipt": None, **ending.further}, (ending.record,), signals=ending.signals)
    latest = latest_receipt_day(ending, target)
    if latest is None or not ending.record.holds_on(latest):
        return _without_date({"latest_receipt": None}, ending)
    warnings = ending.warnings if ending.on(latest) == target else (*ending.warnings, "ends_before_target")
    answer = {"latest_receipt": _written(latest)}
    return Outcome(answer, (ending.record,), signals=ending.signals, warnings=warnings)


def latest_receipt_day(ending: Ending, target: date) -> date | None:
    """Return the last day of receipt that still ends the contract by `target`, or None.

    Every rule ends a contract no earlier for a later receipt, so the day is found by halving.
    """

    def too_late(ordinal: int) -> bool:
        end = ending.on(date.fromordinal(ordinal))
        return end is None or end > target

    low, high = ending.earliest_receipt.toordinal(), target.toordinal()
    if low > high or too_late(low):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if too_late(middle) else (middle, high)
    return date.fromordinal(low)


def read_ending(jurisdiction: str, inputs: Facts, on: date) -> Ending | None:
    """Read `rule` and find the record in force on the day; None when no record fits."""
    rule = inputs.child("rule")
    kind = rule.choice("kind", KINDS)
    facts: dict[str, object] = {"operation": "notice_end", "kind": kind}
    if kind == "statute":
        facts["rule"] = rule.choice("id", statute_rules())
        if facts["rule"] not in statute_rules(jurisdiction):
            raise rule.contradiction("id")
    record = catalogue.select(jurisdiction, facts, on)
    return FORMULAS[record.formula()](record, rule, inputs) if record else None


def statute_rules(jurisdiction: str | None = None) -> frozenset[str]:
    """Return the ids that `rule.id` may name, in one jurisdiction or anywhere."""
    found = catalogue.every_record() if jurisdiction is None else catalogue.records(jurisdiction)
    return frozenset(str(rule) for record in found for rule in record.applies_when.get("rule", ()))


def _moment_of_leaving(record: Record, inputs: Facts, received: date) -> tuple[dict[str, object], tuple[str, ...]]:
    if not record.computes.get("asks_bad_moment"):
        return {}, ()
    important = inputs.flag("important_reason")
    untimely = not inputs.flag("client_can_replace") and not important
    answer: dict[str, object] = {"untimely": untimely}
    rule = inputs.child("rule")
    if rule.given("agreed_notice_months"):
        months = rule.whole("agreed_notice_months", 0, LONGEST["months"])
        answer["agreed_notice_day"] = add_months(received, months).isoformat()
    signals = [name for name, raised in (("untimely", untimely), ("important_reason", important)) if raised]
    return answer, tuple(signals)


def _without_date(answer: Mapping[str, object], ending: Ending) -> Outcome:
    return Outcome({**answer, "ask_lawyer": True}, (ending.record,), signals=("no_date", *ending.signals))


def _is_disputed(ending: Ending, received: date) -> bool:
    return ending.disputed is not None and ending.disputed[0] <= received <= ending.disputed[1]


def _hourly(rule: Facts) -> tuple[str, ...]:
    return ("hourly_pay",) if rule.given("hourly_pay") and rule.flag("hourly_pay") else ()


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _after_days(record: Record, _rule: Facts, _inputs: Facts) -> Ending:
    days = timedelta(days=record.integer("days"))
    return Ending(record, lambda received: received + days)


def _by_occupation(record: Record, rule: Facts, _inputs: Facts) -> Ending:
    main = rule.flag("main_occupation")
    days = timedelta(days=record.integer("main_occupation_days" if main else "days"))
    signals = ("main_occupation",) if main else ()
    return Ending(record, lambda received: received + days, signals=(*signals, *_hourly(rule)))


def _by_week(record: Record, _rule: Facts, inputs: Facts) -> Ending:
    holidays = inputs.holidays()

    def on(received: date) -> date:
        monday = received + ONE_DAY if received.weekday() == SUNDAY else received - timedelta(received.weekday())
        working_days = [monday + timedelta(n) for n in range(SATURDAY + 1) if monday + timedelta(n) not in holidays]
        in_time = received <= (working_days[0] if working_days else monday - ONE_DAY)
        return monday + timedelta(SATURDAY if in_time else SATURDAY + 7)

    return Ending(record, on)


def _by_month(record: Record, rule: Facts, _inputs: Facts) -> Ending:
    latest = record.integer("latest_day")

    def on(received: date) -> date:
        return month_end(received if received.day <= latest else add_months(received, 1))

    return Ending(record, on, signals=_hourly(rule))


def _by_quarter(record: Record, _rule: Facts, _inputs: Facts) -> Ending:
    days = timedelta(days=record.integer("days"))
    return Ending(record, lambda received: end_of_month_group(received + days, 3))


def _after_years(record: Record, rule: Facts, _inputs: Facts) -> Ending:
    years, months = record.integer("years"), record.integer("months")
    start = rule.day("service_start")
    agreed_years = rule.whole("agreed_term_years", 1, LONGEST["months"] // 12)
    if agreed_years <= years:
        raise rule.contradiction("agreed_term_years")
    earliest = beginning_with(start, years * 12, "months") + ONE_DAY
    term_end = beginning_with(start, agreed_years * 12, "months")

    def on(received: date) -> date | None:
        if not earliest <= received <= term_end:
            return None
        return min(add_months(received, months), term_end)

    return Ending(record, on, earliest_receipt=earliest)


def _half_months(record: Record, rule: Facts, _inputs: Facts) -> Ending:
    start = rule.day("service_start")
    middle = record.integer("middle_day")
    longer_from = beginning_with(start, record.integer("longer_after_months"), "months") + ONE_DAY

    def on(received: date) -> date | None:
        if start < record.day("service_from"):
            return None
        weeks = record.integer("longer_weeks" if received >= longer_from else "weeks")
        end = received + timedelta(weeks=weeks)
        return end.replace(day=middle) if end.day <= middle else month_end(end)

    second_year = add_months(start, 12), longer_from - ONE_DAY
    return Ending(record, on, disputed=second_year)


def _by_contract(record: Record, rule: Facts, inputs: Facts) -> Ending:
    unit = cast(Unit, rule.choice("unit", LONGEST))
    length = rule.whole("length", 0, LONGEST[unit])
    cycle = CYCLES[rule.choice("end_on", CYCLES)]
    minimum = rule.day_or_none("min_term_end")
    holidays = inputs.holidays() if unit == "business_days" else frozenset()

    def on(received: date) -> date:
        end = after(received, length, unit, holidays)
        if cycle:
            end = end_of_month_group(end, cycle)
        return max(end, minimum) if minimum else end

    off_cycle = minimum and cycle and end_of_month_group(minimum, cycle) != minimum
    return Ending(record, on, warnings=("minimum_term_off_cycle",) if off_cycle else ())


def _fixed_term(record: Record, rule: Facts, _inputs: Facts) -> Ending:
    term_end = rule.day("term_end")

    def on(received: date) -> date:
        if received > term_end:
            raise rule.contradiction("term_end")
        return term_end

    return Ending(record, on, ordinary=False, further={"ordinary_termination_possible": False})


def _no_date(record: Record, _rule: Facts, _inputs: Facts) -> Ending:
    further: dict[str, object] = {"ask_lawyer": True}
    if record.computes.get("ordinary_termination_possible") is False:
        further["ordinary_termination_possible"] = False
    return Ending(record, lambda _received: None, ordinary=False, further=further, signals=("no_date",))


FORMULAS: Mapping[str, Formula] = {
    "after_days": _after_days,
    "by_occupation": _by_occupation,
    "by_week": _by_week,
    "by_month": _by_month,
    "by_quarter": _by_quarter,
    "after_years": _after_years,
    "half_months": _half_months,
    "by_contract": _by_contract,
    "fixed_term": _fixed_term,
    "no_date": _no_date,
}
