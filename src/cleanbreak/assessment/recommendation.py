"""The word: keep, reprice, repair or part; the first rule that holds, in a fixed order (MEASURES section 6)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cleanbreak.assessment.facts import ClientFacts, coverage
from cleanbreak.assessment.thresholds import line

Word = Literal["keep", "reprice", "repair", "part"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, the rule that gave it, and the lines within a tenth of which the figures lie."""

    word: Word
    rule: str
    near: tuple[str, ...] = ()

    @property
    def borderline(self) -> bool:
        """Tell whether a small change could alter the word."""
        return bool(self.near)


RULES: tuple[tuple[str, Word], ...] = (
    ("conduct_after_warning", "part"),
    ("coverage_after_request", "part"),
    ("coverage_below_floor", "reprice"),
    ("conduct_not_warned", "repair"),
    ("pays_late", "repair"),
    ("scope_unbilled", "repair"),
    ("coverage_below_healthy", "reprice"),
    ("sound", "keep"),
)


def verdict(facts: ClientFacts) -> Verdict:
    """Return the word for a client with its rule and the near lines of all rules up to that one."""
    for index, (rule, word) in enumerate(RULES):
        if rule == "sound" or _holds(rule, facts):
            return Verdict(word, rule, _near_lines(facts, [name for name, _ in RULES[: index + 1]]))
    raise AssertionError("the last rule always holds")


def uncivil_months(facts: ClientFacts, after_repair: bool) -> int:
    """Return in how many of the last six months uncivil messages came (after the warning, if asked so)."""
    count = 0
    for month in facts.last_six:
        days = month.uncivil_on
        if after_repair:
            days = tuple(d for d in days if facts.repair_on is not None and d > facts.repair_on)
        count += bool(days)
    return count


def low_months_after_request(facts: ClientFacts) -> int:
    """Return in how many of the last six months, wholly after the request, coverage stayed below the floor."""
    if facts.repair_on is None:
        return 0
    asked = (facts.repair_on.year, facts.repair_on.month)
    values = [coverage(m.kept, m.hours, facts.cost_per_hour) for m in facts.last_six if m.month > asked]
    return sum(1 for value in values if value is not None and value < line("coverage_floor"))


def below_healthy_lastingly(facts: ClientFacts) -> bool:
    """Tell whether coverage was below the healthy line over the period and in most of the months that have hours."""
    values = [coverage(m.kept, m.hours, facts.cost_per_hour) for m in facts.months]
    known = [v for v in values if v is not None]
    low = sum(1 for v in known if v < line("coverage_healthy"))
    total = facts.coverage
    return (
        len(known) >= line("bad_months")
        and 2 * low > len(known)
        and total is not None
        and total < line("coverage_healthy")
    )


def _holds(rule: str, facts: ClientFacts) -> bool:
    total = facts.coverage
    bad = line("bad_months")
    if rule == "conduct_after_warning":
        return facts.repair_on is not None and uncivil_months(facts, after_repair=True) >= bad
    if rule == "coverage_after_request":
        return low_months_after_request(facts) >= bad
    if rule == "coverage_below_floor":
        return total is not None and total < line("coverage_floor")
    if rule == "conduct_not_warned":
        return uncivil_months(facts, after_repair=False) >= bad
    if rule == "pays_late":
        return facts.days_late is not None and facts.days_late > line("days_late")
    if rule == "scope_unbilled":
        return (
            facts.realization is not None
            and facts.realization < line("realization")
            and facts.unbilled_share is not None
            and facts.unbilled_share >= line("unbilled_share")
        )
    return below_healthy_lastingly(facts)


def _is_near(value: Fraction | None, name: str) -> bool:
    return value is not None and abs(value - line(name)) <= line(name) * line("borderline")


def _near_lines(facts: ClientFacts, rules: list[str]) -> tuple[str, ...]:
    near = []
    if "coverage_below_floor" in rules and _is_near(facts.coverage, "coverage_floor"):
        near.append("coverage_floor")
    if "pays_late" in rules and _is_near(facts.days_late, "days_late"):
        near.append("days_late")
    unbilled = facts.unbilled_share
    if "scope_unbilled" in rules and unbilled is not None:
        enough = unbilled >= line("unbilled_share")
        low = facts.realization is not None and facts.realization < line("realization")
        if enough and _is_near(facts.realization, "realization"):
            near.append("realization")
        if low and _is_near(unbilled, "unbilled_share"):
            near.append("unbilled_share")
    if "coverage_below_healthy" in rules and _is_near(facts.coverage, "coverage_healthy"):
        near.append("coverage_healthy")
    return tuple(near)
