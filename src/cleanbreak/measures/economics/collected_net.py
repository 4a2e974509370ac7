"""What was paid, net: each payment times net / gross of the invoice it settles; refunds count negative."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def collected_net(totals: Totals, context: Context) -> Value:
    """Return the net part of the payments booked in the period, in base currency."""
    return totals.collected_net.value() if context.has_payments else Gap("no_payments")
