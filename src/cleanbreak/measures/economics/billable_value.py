"""What the billable hours are worth at the entry's own, the agreed or the target rate."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def billable_value(totals: Totals, context: Context) -> Value:
    """Return billable hours times their rates, in base currency."""
    return totals.billable_value.value() if context.has_time else Gap("no_time_records")
