"""How much of the billable value was billed, without what was only passed on."""

from cleanbreak.measures.arithmetic import difference, ratio
from cleanbreak.measures.economics.billable_value import billable_value
from cleanbreak.measures.economics.billed_net import billed_net
from cleanbreak.measures.totals import Context, Gap, Totals, Value


def realization_rate(totals: Totals, context: Context) -> Value:
    """Return (billed net - pass-through) / billable value; a gap when billed net is negative or nothing was billable."""
    billed = billed_net(totals, context)
    if not isinstance(billed, Gap) and billed < 0:
        return Gap("billed_negative")
    own = difference(billed, totals.pass_through_net.value())
    return ratio(own, billable_value(totals, context), "no_billable_value")
