"""Late payment: the first day that bears interest, the rate of each part of the time, and the lump sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from cleanbreak.rules import catalogue
from cleanbreak.rules.amounts import DECIMALS, has_whole_units, text
from cleanbreak.rules.days import ONE_DAY, days_inclusive, half_year_start, next_business_day
from cleanbreak.rules.facts import Facts
from cleanbreak.rules.outcome import Outcome, no_rule
from cleanbreak.rules.rates import RateTable, rates_for
from cleanbreak.rules.records import Rate, Record

DEBTORS = ("business", "consumer")
CLAIMS = ("pay", "refund")
DAY_COUNTS = ("act/365",)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of days under one yearly rate in percent; both days bear interest."""

    first: date
    last: date
    percent: Fraction
    reference: Rate | None = None


def default_start(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer the first day that bears interest, or none yet."""
    due_on = inputs.day("due_on")
    holidays = inputs.holidays()
    agreed = inputs.flag("due_date_agreed")
    invoiced, reminded = inputs.nullable_day("invoice_received_on"), inputs.nullable_day("reminder_received_on")
    thirty_days_work = inputs.choice("debtor", DEBTORS) == "business" or inputs.flag("consumer_notice_in_invoice")
    record = catalogue.select(jurisdiction, {"operation": "default_start"}, due_on)
    if record is None:
        return no_rule({"interest_from": None})
    due = next_business_day(due_on, holidays)
    starts = []
    if agreed:
        starts.append(due)
    if reminded is not None and reminded >= due:
        starts.append(reminded)
    if invoiced is not None and thirty_days_work:
        last = max(due, invoiced) + timedelta(days=record.integer("days_after_invoice"))
        starts.append(next_business_day(last, holidays))
    first = min(starts) + ONE_DAY if starts else None
    return Outcome({"interest_from": first.isoformat() if first else None}, (record,))


def default_interest(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer the interest for a span of days and the statutory lump sum."""
    currency = inputs.currency()
    principal = inputs.number("principal")
    first, last = inputs.day("interest_from"), inputs.day("interest_to")
    inputs.choice("day_count", DAY_COUNTS)
    facts = {"operation": "default_interest", "debtor": inputs.choice("debtor", DEBTORS), "claim": _claim(inputs)}
    if last < first:
        raise inputs.contradiction("interest_to")
    record = catalogue.select(jurisdiction, facts, first)
    if record is None:
        return no_rule({"interest": None, "flat_fee": None})
    fee = flat_fee(record, currency, principal)
    contract_rate = inputs.number("contract_rate", most=1_000) if inputs.given("contract_rate") else None
    unplaced = ("RATE_MISSING",) if fee["flat_fee"] is None else ()
    table = rates_for(jurisdiction, inputs)
    if contract_rate is not None:
        agreed = accrued(principal, [Part(first, last, contract_rate)])
        return Outcome({"interest": text(agreed, DECIMALS[currency]), **fee}, (record,), ("agreed_rate",), unplaced)
    if record.formula() == "no_rate":
        return Outcome({"interest": None, **fee, "ask_lawyer": True}, (record,), signals=("no_rate",))
    parts = rate_parts(record, table, first, last)
    if parts is None:
        return Outcome({"interest": None, **fee, "rate_missing": True}, (record,), codes=("RATE_MISSING",))
    interest = text(accrued(principal, parts), DECIMALS[currency])
    answer = {"interest": interest, **fee, "parts": [_written(part) for part in parts]}
    return Outcome(answer, (record,), codes=unplaced)


def accrued(principal: Fraction, parts: Iterable[Part]) -> Fraction:
    """Return simple interest, exact, with a year of 365 days whether leap year or not."""
    return sum(
        (principal * part.percent / 100 * Fraction(days_inclusive(part.first, part.last), 365) for part in parts),
        Fraction(0),
    )


def rate_parts(record: Record, table: RateTable, first: date, last: date) -> list[Part] | None:
    """Cut the time where the rate may change; None as soon as one reference rate is unknown."""
    if record.formula() == "fixed_rate":
        return [Part(first, last, record.fraction("percent"))]
    points = record.fraction("points")
    spans = [(first, last)] if record.formula() == "points_over_rate_at_start" else _half_years(first, last)
    parts = []
    for start, end in spans:
        reference = table.of_half_year(half_year_start(start))
        if reference is None:
            return None
        parts.append(Part(start, end, reference.value + points, reference))
    return parts


def flat_fee(record: Record, currency: str, principal: Fraction) -> dict[str, object]:
    """Return the statutory lump sum; it is fixed in the currency of the statute, and null where that cannot tell."""
    steps = record.computes.get("flat_fee")
    if not isinstance(steps, list):
        return {"flat_fee": text(Fraction(0), DECIMALS[currency])}
    own_currency = record.word("flat_fee_currency")
    if len(steps) > 1 and currency != own_currency:
        return {"flat_fee": None, "flat_fee_currency": own_currency}
    sums = [Fraction(step["sum"]) for step in steps if "below" not in step or principal < Fraction(step["below"])]
    return {"flat_fee": text(sums[0], DECIMALS[own_currency]), "flat_fee_currency": own_currency}


def _half_years(first: date, last: date) -> list[tuple[date, date]]:
    spans = []
    while first <= last:
        start = half_year_start(first)
        next_start = date(start.year, 7, 1) if start.month == 1 else date(start.year + 1, 1, 1)
        spans.append((first, min(last, next_start - ONE_DAY)))
        first = next_start
    return spans


def _claim(inputs: Facts) -> str:
    return inputs.choice("claim", CLAIMS) if inputs.given("claim") else "pay"


def _percent(value: Fraction) -> str:
    return text(value, 2 if has_whole_units(value, 2) else 10)


def _written(part: Part) -> dict[str, object]:
    written: dict[str, object] = {
        "from": part.first.isoformat(),
        "to": part.last.isoformat(),
        "percent": _percent(part.percent),
    }
    if part.reference:
        written["reference_rate"] = _percent(part.reference.value)
        written["source"] = part.reference.source
        written["checked_on"] = part.reference.checked_on.isoformat() if part.reference.checked_on else None
        written["entered_by_user"] = part.reference.entered_by_user
    return written
