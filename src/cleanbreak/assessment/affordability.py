"""Whether the user can afford to part: runway, replacement rate, the portfolio without a client, concentration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cleanbreak.assessment.thresholds import line


@dataclass(frozen=True, slots=True)
class Affordability:
    """What leaving one client would mean. Money in base currency; None where cash or costs are not known.

    `gap_per_month`: costs less all other income (never below 0). `runway_months`: cash / gap; None without a gap or cash.
    `replacement_rate`: money per hour another client must bring to replace this one in the same hours.
    """

    share_of_revenue: Fraction | None
    concentration: str
    client_per_month: Fraction | None
    others_per_month: Fraction | None
    gap_per_month: Fraction | None
    runway_months: Fraction | None
    replacement_rate: Fraction | None
    contribution_without: Fraction | None
    rate_without: Fraction | None


@dataclass(frozen=True, slots=True)
class ClientMoney:
    """One client's exact figures as the portfolio needs them; None where not computable."""

    key: int
    collected: Fraction | None
    kept: Fraction | None
    hours: Fraction | None
    contribution: Fraction | None


def concentration(share: Fraction | None) -> str:
    """Return `high`, `raised` or `low` for a share of revenue; empty when unknown."""
    if share is None:
        return ""
    if share > line("share_high"):
        return "high"
    return "raised" if share > line("share_raised") else "low"


def gap_and_runway(
    cash: Fraction | None, costs: Fraction | None, income: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    """Return costs less income a month (0 if covered) and how many months the cash covers that gap."""
    if costs is None:
        return None, None
    gap = max(Fraction(0), costs - income)
    return gap, (cash / gap if cash is not None and gap > 0 else None)


def affordability(
    client: ClientMoney,
    everyone: Sequence[ClientMoney],
    months: Fraction | int,
    practice: Mapping[str, Decimal | None],
) -> Affordability:
    """Return what leaving `client` would mean, from averages over the `months` of the period."""
    others = [c for c in everyone if c.key != client.key]
    revenue = _sum(c.collected for c in everyone)
    share = client.collected / revenue if client.collected is not None and revenue and revenue > 0 else None
    others_month = (_sum(c.collected for c in others) or Fraction(0)) / max(1, months)
    costs, cash = _fraction(practice.get("monthly_costs")), _fraction(practice.get("cash"))
    other_income = _fraction(practice.get("other_income")) or Fraction(0)
    gap, runway = gap_and_runway(cash, costs, others_month + other_income)
    hours = _sum(c.hours for c in others)
    kept = _sum(c.kept for c in others if c.hours)
    return Affordability(
        share_of_revenue=share,
        concentration=concentration(share),
        client_per_month=None if client.collected is None else client.collected / max(1, months),
        others_per_month=others_month,
        gap_per_month=gap,
        runway_months=runway,
        replacement_rate=client.kept / client.hours if client.kept is not None and client.hours else None,
        contribution_without=_sum(c.contribution for c in others),
        rate_without=kept / hours if kept is not None and hours else None,
    )


def whale_curve(everyone: Sequence[ClientMoney]) -> list[tuple[int, Fraction]]:
    """Return (client key, contribution summed up to it), most profitable first: the curve that falls at its end."""
    ranked = sorted((c for c in everyone if c.contribution is not None), key=lambda c: (-(c.contribution or 0), c.key))
    total, points = Fraction(0), []
    for client in ranked:
        total += client.contribution or 0
        points.append((client.key, total))
    return points


def _sum(values: Iterable[Fraction | None]) -> Fraction | None:
    known = [v for v in values if v is not None]
    return sum(known, Fraction(0)) if known else None


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
