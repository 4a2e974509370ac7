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


def _nearest(
    facts: ClientFacts, steps: Iterable[Fraction], changed: Callable[[Fraction], ClientFacts], origin: Fraction
) -> tuple[Fraction, Word] | None:
    """Return the step nearest to `origin` at which another word holds, looking both ways."""
    ordered = sorted(set(steps) - {origin})
    up = _along([s for s in ordered if s > origin], facts, changed)
    down = _along([s for s in reversed(ordered) if s < origin], facts, changed)
    found = [hit for hit in (up, down) if hit is not None]
    return min(found, key=lambda hit: abs(hit[0] - origin), default=None)


def _along(
    steps: list[Fraction], facts: ClientFacts, changed: Callable[[Fraction], ClientFacts]
) -> tuple[Fraction, Word] | None:
    """Return the first step with another word. Going one way coverage only rises or only falls, so the rule that
    holds moves one way through the list, and the step where it moves on is found by halving."""
    now = verdict(facts)
    rule, first = now.rule, 0
    while first < len(steps):
        low, high = first, len(steps)
        while low < high:
            middle = (low + high) // 2
            if verdict(changed(steps[middle])).rule == rule:
                low = middle + 1
            else:
                high = middle
        if low == len(steps):
            return None
        found = verdict(changed(steps[low]))
        if found.word != now.word:
            return steps[low], found.word
        rule, first = found.rule, low + 1
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
    steps = [_outward(change, CENT) for change in _needed(facts)]
    hit = _nearest(facts, steps, facts.with_price_change, Fraction(0))
    return Flip("price_per_hour", _decimal(hit[0]), hit[1]) if hit else None


def _hours(facts: ClientFacts) -> Flip | None:
    hours, kept = facts.hours, facts.kept
    if not hours or kept is None or kept <= 0:
        return None
    rates = (kept / hours + change for change in _needed(facts))
    steps = {_toward_zero_change(kept / rate, hours) for rate in rates if rate > 0}
    hit = _nearest(facts, {s for s in steps if s > 0}, lambda s: facts.with_hours_factor(s / hours), hours)
    return Flip("hours", _decimal(hit[0]), hit[1]) if hit else None


def _days_late(facts: ClientFacts) -> Flip | None:
    if facts.days_late is None:
        return None
    now = verdict(facts).word
    late = line("days_late")
    step = Fraction(1, 10)
    target = late if facts.days_late > late else late + step
    word = verdict(replace(facts, days_late=target)).word
    return Flip("days_late", _decimal(target), word) if word != now else None


def _conduct(facts: ClientFacts) -> Flip | None:
    now = verdict(facts).word
    warned = facts.repair_on is not None
    months = uncivil_months(facts, after_repair=warned)
    if months < line("bad_months"):
        return None
    allowed = int(line("bad_months")) - 1
    word = verdict(_with_calm_months(facts, allowed)).word
    return Flip("uncivil_messages", Decimal(allowed), word) if word != now else None


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
