"""Keep or erase: how long a record must be kept, how long a claim lives, and what follows on a given day."""

from collections.abc import Callable, Mapping
from datetime import date

from cleanbreak.rules import catalogue
from cleanbreak.rules.days import ONE_DAY, SATURDAY, add_months, year_end
from cleanbreak.rules.facts import Facts
from cleanbreak.rules.outcome import Outcome, no_rule
from cleanbreak.rules.records import Record

FARTHEST_BUSINESS_YEAR = 800
NOT_COMPUTED = "not_computed"

Retention = Callable[[Record, Facts, date], date]


def retention_end(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer the last day on which a record must be kept."""
    kind = inputs.choice("doc_kind", kinds_of("retention_end", "doc_kind"))
    event = inputs.day("event_on")
    record = catalogue.select(jurisdiction, {"operation": "retention_end", "doc_kind": kind}, event)
    nothing: dict[str, object] = {"retain_until": None, "erase_from": None}
    if record is None:
        return no_rule(nothing)
    if record.formula() == NOT_COMPUTED:
        return Outcome({**nothing, "ask_lawyer": True}, (record,))
    until = RETENTIONS[record.formula()](record, inputs, event)
    open_until = inputs.day_or_none("tax_open_until")
    until = max(until, open_until) if open_until else until
    confirm = str(record.computes.get("confirm", "")) or None
    unconfirmed = confirm if confirm and not inputs.given(confirm) else None
    warnings = ("tax_assessment_may_be_open",) if record.computes.get("tax") and not open_until else ()
    answer = {"retain_until": until.isoformat(), "erase_from": (until + ONE_DAY).isoformat()}
    return Outcome(answer, (record,), confirm=unconfirmed, warnings=warnings)


def limitation_end(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer the last day on which a claim is not yet barred by time."""
    kind = inputs.choice("claim_kind", kinds_of("limitation_end", "claim_kind"))
    arose = inputs.day("arose_on")
    record = catalogue.select(jurisdiction, {"operation": "limitation_end", "claim_kind": kind}, arose)
    if record is None:
        return no_rule({"claim_until": None})
    until = LIMITATIONS[record.formula()](record, inputs, arose)
    on_weekend = until.weekday() >= SATURDAY or (inputs.given("holidays") and until in inputs.holidays())
    signals = ("ends_on_weekend",) if on_weekend else ()
    return Outcome({"claim_until": until.isoformat()}, (record,), signals=signals)


def erasure_status(jurisdiction: str, inputs: Facts) -> Outcome:
    """Answer whether personal data is kept, locked away or erased on a given day."""
    action = erasure_action(
        as_of=inputs.day("as_of"),
        retain_until=inputs.nullable_day("retain_until"),
        claim_until=inputs.nullable_day("claim_until"),
        purpose_ended=inputs.flag("purpose_ended"),
        legal_hold=inputs.flag("legal_hold"),
    )
    record = catalogue.select(jurisdiction, {"operation": "erasure_status"}, None)
    return Outcome({"action": action}, (record,)) if record else no_rule({"action": None})


def erasure_action(
    *, as_of: date, retain_until: date | None, claim_until: date | None, purpose_ended: bool, legal_hold: bool
) -> str:
    """Return `keep`, `restrict` or `erase`; the last day of a period still belongs to it."""
    if not purpose_ended:
        return "keep"
    bound = any(until is not None and as_of <= until for until in (retain_until, claim_until))
    return "restrict" if legal_hold or bound else "erase"


def kinds_of(operation: str, fact: str) -> frozenset[str]:
    """Return every value that some rule of the operation knows for the fact, in any jurisdiction."""
    return frozenset(
        str(value)
        for record in catalogue.every_record()
        if operation in record.applies_when["operation"]
        for value in record.applies_when.get(fact, ())
    )


def _years(record: Record, start: date) -> date:
    return add_months(start, 12 * record.integer("years"))


def _from_year_end(record: Record, _inputs: Facts, event: date) -> date:
    return _years(record, year_end(event))


def _from_event(record: Record, _inputs: Facts, event: date) -> date:
    return _years(record, event)


def _from_business_year(record: Record, inputs: Facts, event: date) -> date:
    return _years(record, _business_year_end(inputs, event))


def _from_year_of_business_year(record: Record, inputs: Facts, event: date) -> date:
    return _years(record, year_end(_business_year_end(inputs, event)))


def _from_stated_business_year(record: Record, inputs: Facts, event: date) -> date:
    inputs.day("fiscal_year_end")
    return _from_business_year(record, inputs, event)


def _business_year_end(inputs: Facts, event: date) -> date:
    stated = inputs.day_or_none("fiscal_year_end")
    if stated is None:
        return year_end(event)
    if abs((stated - event).days) > FARTHEST_BUSINESS_YEAR:
        raise inputs.contradiction("fiscal_year_end")
    return stated


def _from_tax_year(record: Record, _inputs: Facts, event: date) -> date:
    starts = (record.integer("tax_year_month"), record.integer("tax_year_day"))
    ends_in = event.year + 1 if (event.month, event.day) >= starts else event.year
    filing = date(ends_in + 1, record.integer("filing_month"), record.integer("filing_day"))
    return _years(record, filing)


def _from_filing(record: Record, inputs: Facts, event: date) -> date:
    due = inputs.day_or_none("return_due_on")
    return _years(record, max(event, due) if due else event)


def _until_invoice(_record: Record, inputs: Facts, event: date) -> date:
    invoiced = inputs.day("invoice_on")
    if invoiced < event:
        raise inputs.contradiction("invoice_on")
    return invoiced


RETENTIONS: Mapping[str, Retention] = {
    "from_year_end": _from_year_end,
    "from_event": _from_event,
    "from_business_year": _from_business_year,
    "from_stated_business_year": _from_stated_business_year,
    "from_year_of_business_year": _from_year_of_business_year,
    "from_tax_year": _from_tax_year,
    "from_filing": _from_filing,
    "until_invoice": _until_invoice,
}


def _from_year_of_knowledge(record: Record, inputs: Facts, arose: date) -> date:
    longest = add_months(arose, 12 * record.integer("longest_years"))
    known = inputs.nullable_day("known_on")
    if known is None:
        return longest
    return min(_years(record, year_end(max(arose, known))), longest)


LIMITATIONS: Mapping[str, Retention] = {
    "from_year_of_knowledge": _from_year_of_knowledge,
    "from_event": _from_event,
}
