"""How much of the client's contact comes at night, in the evening, at the weekend or on a public holiday."""

from datetime import date, datetime, time
from fractions import Fraction

from cleanbreak.measures.totals import Context, Gap, Totals, Value

DAY_BEGINS = time(8, 0)
DAY_ENDS = time(19, 0)
SATURDAY = 5


def is_off_hours(local: datetime, holidays: frozenset[date]) -> bool:
    """Tell whether a local sending time lies before 08:00:00, at 19:00:00 or later, on a weekend or a holiday."""
    off_day = local.weekday() >= SATURDAY or local.date() in holidays
    return off_day or not DAY_BEGINS <= local.time() < DAY_ENDS


def off_hours_share(totals: Totals, context: Context) -> Value:
    """Return off-hours messages over all incoming; a gap without messages."""
    if not totals.messages_in:
        return Gap("no_messages")
    return Fraction(totals.off_hours, totals.messages_in)
