"""Time that was worked and marked not billable."""

from fractions import Fraction

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def hours_unbilled(totals: Totals, context: Context) -> Value:
    """Return total less billable hours; a gap without time records."""
    if not context.has_time:
        return Gap("no_time_records")
    return Fraction(totals.seconds - totals.billable_seconds, 3600)
