"""How long after the due date payments arrive, weighted by amount; paying early is negative."""

from cleanbreak.measures.arithmetic import ratio
from cleanbreak.measures.totals import Context, Totals, Value


def days_late(totals: Totals, context: Context) -> Value:
    """Return the weighted mean of booking date - due date in days; a gap without payments."""
    return ratio(totals.weighted_days_late.value(), totals.paid_weight.value(), "no_payments")
