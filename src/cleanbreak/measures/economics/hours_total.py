"""All recorded time for the client."""

from fractions import Fraction

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def hours_total(totals: Totals, context: Context) -> Value:
    """Return recorded hours; a gap without time records."""
    return Fraction(totals.seconds, 3600) if context.has_time else Gap("no_time_records")
