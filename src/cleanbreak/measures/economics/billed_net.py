"""What was invoiced, net: credit notes and cancellations count negative, drafts and offers do not count."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def billed_net(totals: Totals, context: Context) -> Value:
    """Return the net sum of issued invoices dated in the period, in base currency."""
    return totals.billed_net.value() if context.has_invoices else Gap("no_invoices")
