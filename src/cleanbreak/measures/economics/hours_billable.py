"""The recorded time that is marked billable, invoiced yet or not, whatever the way of pricing."""

from fractions import Fraction

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def hours_billable(totals: Totals, context: Context) -> Value:
    """Return billable hours; a gap without time records."""
    return Fraction(totals.billable_seconds, 3600) if context.has_time else Gap("no_time_records")
