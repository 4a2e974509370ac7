"""The part of the expenses that was re-invoiced to the client."""

from cleanbreak.measures.totals import Context, Totals, Value


def pass_through_net(totals: Totals, context: Context) -> Value:
    """Return the re-invoiced net expenses in base currency."""
    return totals.pass_through_net.value()
