"""What would flip the advice: the smallest change of price, hours, lateness or conduct that gives another word.

Each flip is found by trying it: the changed facts go through the same rules.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from cleanbreak.assessment.facts import ClientFacts
from cleanbreak.assessment.recommendation import Word, uncivil_months, verdict
from cleanbreak.assessment.thresholds import line

CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Flip:
    """A change and the word it leads to.

    `kind`: `price_per_hour` (value: change in base currency per hour), `hours` (value: hours of the period at which it
    flips), `days_late` (value: days), `uncivil_messages` (value: months of the last six that may hold one).
    """

    kind: str
    value: Decimal
    word: Word


def flips(facts: ClientFacts) -> list[Flip]:
    """Return one flip of each kind that exists."""
    found = [_price(facts), _hours(facts), _days_late(facts), _conduct(facts)]
    return [flip for flip in found if flip is not None]


def _first(candidates: Iterable[tuple[Fraction, ClientFacts]], now: Word) -> tuple[Fraction, Word] | None:
    for value, changed in candidates:
        word = verdict(changed).word
        if word != now:
            return value, word
    return None


def _needed(facts: ClientFacts) -> list[Fraction]:
    """Return every change per hour that puts the period or a month exactly on a coverage line."""
    pairs = [(facts.kept, facts.hours), *((m.kept, m.hours) for m in facts.months)]
    result = set()
    for kept, hours in pairs:
        if kept is not None and hours:
            for name in ("coverage_floor", "coverage_healthy"):
                result.add(line(name) * facts.cost_per_hour - kept / hours)
    return sorted(result, key=abs)


def _price(facts: ClientFacts) -> Flip | None:
    now = verdict(facts).word
    steps = [_outward(change, CENT) for change in _needed(facts)]
    hit = _first(((step, facts.with_price_change(step)) for step in sorted(set(steps), key=abs)), now)
    return Flip("price_per_hour", _decimal(hit[0]), hit[1]) if hit else None


def _hours(facts: ClientFacts) -> Flip | None:
    if not facts.hours or facts.kept is None or facts.kept <= 0:
        return None
    now = verdict(facts).word
    targets = set()
    for change in _needed(facts):
        per_hour = facts.kept / facts.hours + change
        if per_hour > 0:
            targets.add(_toward_zero_change(facts.kept / per_hour, facts.hours))
    ordered = sorted((t for t in targets if t > 0 and t != facts.hours), key=lambda t: abs(t - (facts.hours or 0)))
    hours = facts.hours
    hit = _first(((t, facts.with_hours_factor(t / hours)) for t in ordered), now)
    return Flip("hours", _decimal(hit[0]), hit[1]) if hit else None


def _days_late(facts: ClientFacts) -> Flip | None:
    if facts.days_late is None:
        return None
    now = verdict(facts).word
    late = line("days_late")
    step = Fraction(1, 10)
    target = late if facts.days_late > late else late + step
    hit = _first([(target, replace(facts, days_late=target))], now)
    return Flip("days_late", _decimal(hit[0]), hit[1]) if hit else None


def _conduct(facts: ClientFacts) -> Flip | None:
    now = verdict(facts).word
    warned = facts.repair_on is not None
    months = uncivil_months(facts, after_repair=warned)
    if months < line("bad_months"):
        return None
    allowed = int(line("bad_months")) - 1
    hit = _first([(Fraction(allowed), _with_calm_months(facts, allowed))], now)
    return Flip("uncivil_messages", _decimal(hit[0]), hit[1]) if hit else None


def _with_calm_months(facts: ClientFacts, allowed: int) -> ClientFacts:
    kept_days: list[tuple[date, ...]] = []
    left = allowed
    for month in reversed(facts.last_six):
        keep = bool(month.uncivil_on) and left > 0
        left -= keep
        kept_days.append(month.uncivil_on if keep else ())
    calm = [replace(m, uncivil_on=days) for m, days in zip(facts.last_six, reversed(kept_days), strict=True)]
    return replace(facts, months=(*facts.months[: -len(calm)], *calm) if calm else facts.months)


def _outward(value: Fraction, step: Fraction) -> Fraction:
    """Return the value rounded away from zero to a step, at least one step: exactly on the line is not below it."""
    rounding: Callable[[Decimal], Decimal]
    count = Decimal(value.numerator) * Decimal(step.denominator) / Decimal(value.denominator * step.numerator)
    rounding = (lambda d: d.to_integral_value(ROUND_CEILING)) if value >= 0 else _below
    return Fraction(rounding(count)) * step


def _below(count: Decimal) -> Decimal:
    """Return the next whole number below: a price cut must go past the line."""
    return count.to_integral_value(ROUND_FLOOR) - (1 if count == count.to_integral_value() else 0)


def _toward_zero_change(target: Fraction, hours: Fraction) -> Fraction:
    """Return the target hours in hundredths, on the far side of the line: fewer hours round down, more round up."""
    count = target / CENT
    whole = count.numerator // count.denominator
    if target > hours:
        whole += 1
    return whole * CENT


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"))
