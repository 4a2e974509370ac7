"""Interest on a client's unpaid invoices: computed where every fact is known, asked for where one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, cast

from cleanbreak.cases.calendars import holidays_of
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.facts import OpenInvoice
from cleanbreak.rules import answer
from cleanbreak.rules.days import half_year_start

Question = Literal["debtor", "default_start", "base_rate", "interest_rule"]


@dataclass(frozen=True, slots=True)
class EnteredRate:
    """A reference rate that the user looked up: the half-year it holds for, percent, source and day."""

    start: date
    percent: Decimal
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class LateRequest:
    """What the letters about late payment need: the day to pay by, and how default began."""

    pay_by: date | None = None
    debtor: Literal["business", "consumer"] | None = None
    due_agreed: bool = False
    reminded_on: date | None = None
    invoice_received_on: date | None = None
    rates: tuple[EnteredRate, ...] = ()


@dataclass(frozen=True, slots=True)
class WithInterest:
    """The invoices, and what is still asked: a question's code with the day or code that it is about."""

    invoices: tuple[OpenInvoice, ...]
    questions: tuple[tuple[Question, str], ...] = ()


def with_interest(
    invoices: tuple[OpenInvoice, ...], contract: Contract, asked: LateRequest, until: date
) -> WithInterest:
    """Return the invoices with their interest up to a day; without one missing fact there is no interest at all."""
    if asked.debtor is None:
        return WithInterest(invoices, (("debtor", ""),) if invoices else ())
    found, questions = [], []
    for invoice in invoices:
        result = _one(invoice, contract, asked, until)
        if isinstance(result, OpenInvoice):
            found.append(result)
        else:
            questions.append(result)
    if questions:
        return WithInterest(invoices, tuple(dict.fromkeys(questions)))
    return WithInterest(tuple(found))


def _one(
    invoice: OpenInvoice, contract: Contract, asked: LateRequest, until: date
) -> OpenInvoice | tuple[Question, str]:
    start = _first_day(invoice, contract, asked)
    if start is None or start > until:
        return ("default_start", invoice.number)
    inputs = {
        "currency": contract.currency,
        "principal": format(invoice.open_gross, "f"),
        "debtor": asked.debtor,
        "interest_from": start.isoformat(),
        "interest_to": until.isoformat(),
        "day_count": "act/365",
        "entered_rates": [_rate(rate) for rate in asked.rates],
    }
    found = answer({"op": "default_interest", "jurisdiction": contract.jurisdiction, "inputs": inputs})
    told = found["answer"]
    if not isinstance(told, Mapping) or told.get("interest") is None or told.get("flat_fee") is None:
        missing = "RATE_MISSING" in cast(list[str], found["ask_lawyer"])
        return ("base_rate", _first_unknown(start, until, contract, asked)) if missing else ("interest_rule", "")
    parts = told.get("parts") or []
    rates = {Decimal(part["percent"]) for part in parts}
    own = [str(part["source"]) for part in parts if part.get("entered_by_user")]
    return replace(
        invoice,
        interest=Decimal(told["interest"]),
        interest_from=start,
        interest_to=until,
        flat_fee=Decimal(told["flat_fee"]),
        interest_rate=rates.pop() if len(rates) == 1 else None,
        interest_basis="; ".join(dict.fromkeys([*cast(list[str], found["statutes"]), *own])),
    )


def _first_day(invoice: OpenInvoice, contract: Contract, asked: LateRequest) -> date | None:
    years = range(invoice.due_on.year, invoice.due_on.year + 2)
    inputs = {
        "due_on": invoice.due_on.isoformat(),
        "due_date_agreed": asked.due_agreed,
        "invoice_received_on": asked.invoice_received_on.isoformat() if asked.invoice_received_on else None,
        "reminder_received_on": asked.reminded_on.isoformat() if asked.reminded_on else None,
        "debtor": asked.debtor,
        "consumer_notice_in_invoice": False,
        "holidays": sorted(day.isoformat() for day in holidays_of(contract.region, years)),
    }
    found = answer({"op": "default_start", "jurisdiction": contract.jurisdiction, "inputs": inputs})["answer"]
    day = found.get("interest_from") if isinstance(found, Mapping) else None
    return date.fromisoformat(day) if isinstance(day, str) else None


def _first_unknown(start: date, until: date, contract: Contract, asked: LateRequest) -> str:
    """Return the first half-year without a rate, for the question about it."""
    day = start
    while day <= until:
        half = half_year_start(day)
        probe = {
            "currency": contract.currency,
            "principal": "1.00",
            "debtor": asked.debtor,
            "interest_from": day.isoformat(),
            "interest_to": day.isoformat(),
            "day_count": "act/365",
            "entered_rates": [_rate(rate) for rate in asked.rates],
        }
        found = answer({"op": "default_interest", "jurisdiction": contract.jurisdiction, "inputs": probe})["answer"]
        if not isinstance(found, Mapping) or found.get("interest") is None:
            return half.isoformat()
        day = date(half.year, 7, 1) if half.month == 1 else date(half.year + 1, 1, 1)
    return half_year_start(until).isoformat()


def _rate(rate: EnteredRate) -> dict[str, object]:
    return {
        "from": rate.start.isoformat(),
        "rate": format(rate.percent, "f"),
        "source": rate.source,
        "checked_on": rate.checked_on.isoformat(),
    }
