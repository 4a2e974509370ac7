"""What an engagement still earns until a last day, in exact shares of the pay period; None where pay has no period."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from cleanbreak.cases.contract import Contract
from cleanbreak.rules.amounts import DECIMALS, rounded, text
from cleanbreak.rules.days import end_of_month_group

GROUP_MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS_OF = {"day": 1, "week": 7}
ONE_DAY = timedelta(days=1)


def revenue_until(contract: Contract, since: date, last_day: date) -> Decimal | None:
    """Return the net pay from the day after `since` to the last day, each calendar period in proportion of its days."""
    if contract.net is None or contract.pay_period is None:
        return None
    if last_day <= since:
        return Decimal(0)
    share = _periods(contract.pay_period, since + ONE_DAY, last_day)
    if share is None:
        return None
    decimals = DECIMALS[contract.currency]
    return Decimal(text(rounded(share * Fraction(contract.net), decimals), decimals))


def _periods(period: str, first: date, last: date) -> Fraction | None:
    if period in DAYS_OF:
        return Fraction((last - first).days + 1, DAYS_OF[period])
    months = GROUP_MONTHS.get(period)
    if months is None:
        return None
    total, start = Fraction(0), first
    while start <= last:
        end = end_of_month_group(start, months)
        begin = _group_start(end, months)
        total += Fraction((min(end, last) - start).days + 1, (end - begin).days + 1)
        start = end + ONE_DAY
    return total


def _group_start(end: date, months: int) -> date:
    return date(end.year, end.month - months + 1, 1)
