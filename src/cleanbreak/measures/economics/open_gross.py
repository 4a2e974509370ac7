"""What is still open: gross less payments, of every invoice dated up to the end of the period."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def open_gross(totals: Totals, context: Context) -> Value:
    """Return the open gross sum in base currency; negative when the client has a credit."""
    return totals.open_gross.value() if context.has_invoices else Gap("no_invoices")
