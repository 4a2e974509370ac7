"""Money per real hour: what stays of the client's payments after direct costs, over all hours worked."""

from cleanbreak.measures.arithmetic import difference, ratio
from cleanbreak.measures.economics.collected_net import collected_net
from cleanbreak.measures.economics.hours_total import hours_total
from cleanbreak.measures.totals import Context, Totals, Value


def effective_hourly_rate(totals: Totals, context: Context) -> Value:
    """Return (collected net - direct costs) / hours, in base currency per hour; a gap without hours."""
    kept = difference(collected_net(totals, context), totals.direct_costs.value())
    return ratio(kept, hours_total(totals, context), "no_hours")
