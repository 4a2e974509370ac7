"""What was spent for the client: its expenses, passed on or not, and payment-service fees; own work never."""

from cleanbreak.measures.totals import Context, Totals, Value


def direct_costs(totals: Totals, context: Context) -> Value:
    """Return net expenses plus fees in base currency."""
    return totals.direct_costs.value()
