"""The facts that the advice rests on: exact figures per month and over the period, without names or texts."""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from cleanbreak.measures.totals import Gap, Month, Value


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """One month: money kept (collected less direct costs), hours, and the days of uncivil messages."""

    month: Month
    kept: Fraction | None
    hours: Fraction | None
    uncivil_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """One client over the period. None means not computable. `repair_on`: the last warning or request, if any."""

    cost_per_hour: Fraction
    kept: Fraction | None
    hours: Fraction | None
    days_late: Fraction | None
    realization: Fraction | None
    unbilled_share: Fraction | None
    months: tuple[MonthFacts, ...] = field(default=())
    repair_on: date | None = None

    @property
    def coverage(self) -> Fraction | None:
        """Money kept over the cost of the hours; None without hours."""
        return coverage(self.kept, self.hours, self.cost_per_hour)

    @property
    def last_six(self) -> tuple[MonthFacts, ...]:
        """The last six calendar months of the period."""
        return self.months[-6:]

    def with_price_change(self, per_hour: Fraction) -> "ClientFacts":
        """Return the facts as they would be had every hour brought that much more."""
        return replace(
            self,
            kept=_shifted(self.kept, self.hours, per_hour),
            months=tuple(replace(m, kept=_shifted(m.kept, m.hours, per_hour)) for m in self.months),
        )

    def with_hours_factor(self, factor: Fraction) -> "ClientFacts":
        """Return the facts as they would be had the same money taken that share of the hours."""
        return replace(
            self,
            hours=None if self.hours is None else self.hours * factor,
            months=tuple(replace(m, hours=None if m.hours is None else m.hours * factor) for m in self.months),
        )


def coverage(kept: Fraction | None, hours: Fraction | None, cost_per_hour: Fraction) -> Fraction | None:
    """Return kept / (hours x cost); None without hours or cost."""
    if kept is None or not hours or cost_per_hour <= 0:
        return None
    return kept / (hours * cost_per_hour)


def known(value: Value) -> Fraction | None:
    """Return an exact value, None for a gap."""
    return None if isinstance(value, Gap) else Fraction(value)


def _shifted(kept: Fraction | None, hours: Fraction | None, per_hour: Fraction) -> Fraction | None:
    return None if kept is None or hours is None else kept + hours * per_hour
