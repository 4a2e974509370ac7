"""What a generated practice must come to: exact figures per client, counted from the plan and never from the files.

Money is kept as exact fractions of a base-currency cent and time in seconds. The arithmetic is written anew from
`docs/reference/measures`, so that a mistake in the product's own measures cannot hide here.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cleanbreak.examples.plan import half_up, month_of, months_between

COST_PER_HOUR = 3800
TARGET_RATE = 9000
RECENT_MONTHS = 6


@dataclass(slots=True)
class MonthFacts:
    """One month of a client."""

    seconds: int = 0
    collected_net: Fraction = Fraction(0)
    direct_costs: Fraction = Fraction(0)
    messages_in: int = 0
    messages_out: int = 0
    uncivil: int = 0


@dataclass(slots=True)
class ClientFacts:
    """The raw figures of one client; money in cents of the base currency, `meetings` None without a calendar."""

    name: str
    role: str = ""
    expected: str = ""
    warned_on: date | None = None
    seconds: int = 0
    billable_seconds: int = 0
    billable_value: Fraction = Fraction(0)
    billed_net: Fraction = Fraction(0)
    collected_gross: Fraction = Fraction(0)
    collected_net: Fraction = Fraction(0)
    direct_costs: Fraction = Fraction(0)
    pass_through_net: Fraction = Fraction(0)
    open_gross: Fraction = Fraction(0)
    pay_weight: Fraction = Fraction(0)
    pay_days: Fraction = Fraction(0)
    late_days: Fraction = Fraction(0)
    messages_in: int = 0
    messages_out: int = 0
    off_hours_in: int = 0
    uncivil_in: int = 0
    uncivil_ids: list[str] = field(default_factory=list)
    meetings: int | None = None
    months: dict[str, MonthFacts] = field(default_factory=lambda: defaultdict(MonthFacts))

    def add_work(self, on: date, seconds: int, billable: bool, value: Fraction) -> None:
        """Count a time entry; `value` is what it is worth when billable."""
        self.seconds += seconds
        self.months[month_of(on)].seconds += seconds
        if billable:
            self.billable_seconds += seconds
            self.billable_value += value

    def add_payment(self, on: date, gross: Fraction, net: Fraction, fee: int = 0) -> None:
        """Count what was paid on a day, before and after tax, and the service's fee."""
        self.collected_gross += gross
        self.collected_net += net
        self.months[month_of(on)].collected_net += net
        self.add_cost(on, Fraction(fee))

    def add_timing(self, gross: Fraction, issued: date, due: date, booked: date) -> None:
        """Count how long a payment took, weighted by its amount."""
        self.pay_weight += gross
        self.pay_days += gross * (booked - issued).days
        self.late_days += gross * (booked - due).days

    def add_cost(self, on: date, net: Fraction, again: bool = False) -> None:
        """Count an expense or a fee."""
        self.direct_costs += net
        self.months[month_of(on)].direct_costs += net
        if again:
            self.pass_through_net += net

    def add_incoming(self, on: date, off_hours: bool, uncivil: str = "") -> None:
        """Count a message of the client; `uncivil` is its id when it is."""
        month = self.months[month_of(on)]
        self.messages_in += 1
        month.messages_in += 1
        self.off_hours_in += off_hours
        if uncivil:
            self.uncivil_in += 1
            month.uncivil += 1
            self.uncivil_ids.append(uncivil)

    def add_meetings(self, count: int) -> None:
        """Count meetings; zero says that there is a calendar."""
        self.meetings = (self.meetings or 0) + count

    def add_outgoing(self, on: date) -> None:
        """Count a message to the client."""
        self.messages_out += 1
        self.months[month_of(on)].messages_out += 1

    def coverage(self, month: str = "") -> Fraction | None:
        """Return collected less direct costs over the cost of the hours, in all or in one month; None without hours."""
        part = self.months[month] if month else self
        if not part.seconds:
            return None
        return (part.collected_net - part.direct_costs) * 3600 / (part.seconds * COST_PER_HOUR)

    def realization(self) -> Fraction | None:
        """Return billed less passed on over the value of the billable hours."""
        return (self.billed_net - self.pass_through_net) / self.billable_value if self.billable_value else None


def recommendation(facts: ClientFacts, as_of: date) -> str:
    """Return the word that the default order gives, counted from the plan."""
    recent = [month_of(day) for day in months_between(date(as_of.year - 1, 1, 1), as_of)][-RECENT_MONTHS:]
    uncivil_months = [m for m in recent if facts.months[m].uncivil]
    warned = facts.warned_on is not None and all(m >= month_of(facts.warned_on) for m in uncivil_months)
    if len(uncivil_months) >= 3 and warned:
        return "part"
    coverage, realization = facts.coverage(), facts.realization()
    if coverage is not None and coverage < Fraction(13, 10):
        return "reprice"
    late = facts.late_days / facts.pay_weight if facts.pay_weight else Fraction(0)
    unbilled = Fraction(facts.seconds - facts.billable_seconds, facts.seconds or 1)
    creeping = realization is not None and realization < Fraction(85, 100) and unbilled >= Fraction(1, 5)
    if len(uncivil_months) >= 3 or late > 14 or creeping:
        return "repair"
    by_month = [c for m in sorted(facts.months) if (c := facts.coverage(m)) is not None]
    if coverage is not None and coverage < 2 and 2 * sum(c < 2 for c in by_month) > len(by_month):
        return "reprice"
    return "keep"


@dataclass(slots=True)
class Ledgerfacts:
    """The figures of a whole practice: what a reading of its files must give."""

    period_start: date
    as_of: date
    clients: dict[str, ClientFacts] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def to_json(self) -> dict[str, Any]:
        """Return the facts as plain values: exact fractions as "numerator/denominator", published figures as decimals."""
        total = sum((c.collected_net for c in self.clients.values()), Fraction(0))
        return {
            "schema": 1,
            "period": {"start": self.period_start.isoformat(), "end": self.as_of.isoformat()},
            "currency": "EUR",
            "cost_per_hour": "38.00",
            "target_rate": "90.00",
            "counts": dict(sorted(self.counts.items())),
            "clients": [_client_json(key, c, total, self.as_of) for key, c in self.clients.items()],
        }

    def save(self, path: Path) -> None:
        """Write the facts as JSON."""
        text = json.dumps(self.to_json(), ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")


def _client_json(key: str, facts: ClientFacts, total: Fraction, as_of: date) -> dict[str, Any]:
    exact = (
        "billable_value",
        "billed_net",
        "collected_gross",
        "collected_net",
        "direct_costs",
        "pass_through_net",
        "open_gross",
    )
    return {
        "key": key,
        "name": facts.name,
        "role": facts.role,
        "expected": facts.expected or recommendation(facts, as_of),
        "warned_on": facts.warned_on.isoformat() if facts.warned_on else None,
        "seconds": facts.seconds,
        "billable_seconds": facts.billable_seconds,
        "cents": {name: _fraction(getattr(facts, name)) for name in exact},
        "weights": {name: _fraction(getattr(facts, name)) for name in ("pay_weight", "pay_days", "late_days")},
        "measures": _measures(facts, total),
        "uncivil_ids": facts.uncivil_ids,
        "months": {month: _month_json(m) for month, m in sorted(facts.months.items())},
    }


def _month_json(month: MonthFacts) -> dict[str, Any]:
    return {
        "seconds": month.seconds,
        "collected_net": _fraction(month.collected_net),
        "direct_costs": _fraction(month.direct_costs),
        "messages_in": month.messages_in,
        "messages_out": month.messages_out,
        "uncivil_messages_in": month.uncivil,
    }


def _measures(f: ClientFacts, total: Fraction) -> Mapping[str, str | int | None]:
    earned = f.collected_net - f.direct_costs
    hours = Fraction(f.seconds, 3600)
    return {
        "billed_net": _decimal(f.billed_net / 100, 2),
        "collected_net": _decimal(f.collected_net / 100, 2),
        "open_gross": _decimal(f.open_gross / 100, 2),
        "direct_costs": _decimal(f.direct_costs / 100, 2),
        "pass_through_net": _decimal(f.pass_through_net / 100, 2),
        "share_of_revenue": _decimal(_ratio(f.collected_net, total), 4),
        "collection_rate": _decimal(_ratio(f.collected_net, f.billed_net), 4),
        "hours_total": _decimal(hours, 2),
        "hours_billable": _decimal(Fraction(f.billable_seconds, 3600), 2),
        "hours_unbilled": _decimal(Fraction(f.seconds - f.billable_seconds, 3600), 2),
        "billable_value": _decimal(f.billable_value / 100, 2),
        "realization_rate": _decimal(f.realization(), 4),
        "effective_hourly_rate": _decimal(_ratio(earned / 100, hours), 2),
        "contribution": _decimal((earned - hours * COST_PER_HOUR) / 100, 2) if f.seconds else None,
        "coverage_ratio": _decimal(f.coverage(), 4),
        "days_to_pay": _decimal(_ratio(f.pay_days, f.pay_weight), 1),
        "days_late": _decimal(_ratio(f.late_days, f.pay_weight), 1),
        "messages_in": f.messages_in,
        "messages_out": f.messages_out,
        "off_hours_share": _decimal(_ratio(Fraction(f.off_hours_in), Fraction(f.messages_in)), 4),
        "uncivil_messages_in": f.uncivil_in,
        "meetings": f.meetings,
    }


def _ratio(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole else None


def _fraction(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _decimal(value: Fraction | None, places: int) -> str | None:
    if value is None:
        return None
    scaled = half_up(value.numerator * 10**places, value.denominator)
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{sign}{whole}.{rest:0{places}d}"
