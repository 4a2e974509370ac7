"""How long payments take from the invoice's date, weighted by amount (the realized form of DSO)."""

from cleanbreak.measures.arithmetic import ratio
from cleanbreak.measures.totals import Context, Totals, Value


def days_to_pay(totals: Totals, context: Context) -> Value:
    """Return the weighted mean of booking date - invoice date in days; a gap without payments."""
    return ratio(totals.weighted_days_to_pay.value(), totals.paid_weight.value(), "no_payments")
