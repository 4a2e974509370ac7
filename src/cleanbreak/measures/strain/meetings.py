"""Counts meetings with the client: calendar occurrences, without canceled, declined and all-day ones."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def meetings(totals: Totals, context: Context) -> Value:
    """Return the count of meetings in the period; a gap when no calendar was given."""
    return totals.meetings if context.has_calendar else Gap("no_calendar")
