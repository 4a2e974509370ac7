"""Why the word: at least three facts with the line each is held against, those that decided first."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cleanbreak.assessment.facts import ClientFacts
from cleanbreak.assessment.recommendation import Verdict, low_months_after_request, uncivil_months
from cleanbreak.assessment.thresholds import line, thresholds
from cleanbreak.measures.totals import Gap, Value

AT_LEAST = 3
DECIDING = {
    "conduct_after_warning": ("conduct_after_warning", "uncivil_messages"),
    "coverage_after_request": ("coverage_after_request", "coverage"),
    "coverage_below_floor": ("coverage",),
    "conduct_not_warned": ("uncivil_messages",),
    "pays_late": ("days_late",),
    "scope_unbilled": ("realization", "unbilled"),
    "coverage_below_healthy": ("coverage",),
    "sound": ("coverage",),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact that speaks: its code, measure, exact value (None: not computable), the line and the line's origin."""

    code: str
    measure: str
    value: Fraction | None
    line: Fraction | None = None
    origin: str = ""
    good: bool = True
    gap: str = ""


def reasons(facts: ClientFacts, word: Verdict, measures: Mapping[str, Value]) -> list[Reason]:
    """Return the deciding facts first, then what else speaks for or against, at least three in all."""
    every = {reason.code: reason for reason in _all(facts, measures)}
    chosen = [every[code] for code in DECIDING[word.rule] if code in every]
    rest = [r for r in every.values() if r not in chosen]
    wanted_good = word.word == "keep"
    telling = [r for r in rest if r.value is not None and (not r.good or wanted_good) and r.line is not None]
    plain = [r for r in rest if r.value is not None and r not in telling]
    unknown = [r for r in rest if r.value is None]
    ordered = [*chosen, *sorted(telling, key=lambda r: r.good), *plain, *unknown]
    return ordered[: max(AT_LEAST, len(chosen) + min(3, len(telling)))]


def _all(facts: ClientFacts, measures: Mapping[str, Value]) -> list[Reason]:
    found = [
        _against("coverage", "coverage_ratio", measures, _coverage_line(facts), low_is_bad=True),
        _plain("effective_rate", "effective_hourly_rate", measures),
        _against("days_late", "days_late", measures, "days_late", low_is_bad=False),
        _against("realization", "realization_rate", measures, "realization", low_is_bad=True),
        _plain("contribution", "contribution", measures),
        _against("concentration", "share_of_revenue", measures, "share_raised", low_is_bad=False),
        _months("uncivil_messages", facts, Fraction(uncivil_months(facts, after_repair=False))),
    ]
    if facts.unbilled_share is not None:
        limit = thresholds()["unbilled_share"]
        good = facts.unbilled_share < limit.value
        found.append(Reason("unbilled", "hours_unbilled", facts.unbilled_share, limit.value, limit.origin, good))
    if facts.repair_on is not None:
        found.append(_months("conduct_after_warning", facts, Fraction(uncivil_months(facts, after_repair=True))))
        low = Fraction(low_months_after_request(facts))
        found.append(Reason("coverage_after_request", "coverage_ratio", low, line("bad_months"), "ours", low < 3))
    found.append(_plain("off_hours", "off_hours_share", measures))
    return found


def _coverage_line(facts: ClientFacts) -> str:
    total = facts.coverage
    return "coverage_floor" if total is not None and total < line("coverage_floor") else "coverage_healthy"


def _against(code: str, measure: str, measures: Mapping[str, Value], name: str, *, low_is_bad: bool) -> Reason:
    value = measures[measure]
    limit = thresholds()[name]
    if isinstance(value, Gap):
        return Reason(code, measure, None, limit.value, limit.origin, gap=value.code)
    exact = Fraction(value)
    good = exact >= limit.value if low_is_bad else exact <= limit.value
    return Reason(code, measure, exact, limit.value, limit.origin, good)


def _plain(code: str, measure: str, measures: Mapping[str, Value]) -> Reason:
    value = measures[measure]
    if isinstance(value, Gap):
        return Reason(code, measure, None, gap=value.code)
    return Reason(code, measure, Fraction(value), good=value >= 0)


def _months(code: str, facts: ClientFacts, count: Fraction) -> Reason:
    limit = thresholds()["bad_months"]
    return Reason(code, "uncivil_messages_in", count, limit.value, limit.origin, count < limit.value)
