"""How often the client's money covers the cost of its hours: 2.0 is healthy, below 1.3 it needs restructuring."""

from fractions import Fraction

from cleanbreak.measures.arithmetic import difference, ratio
from cleanbreak.measures.economics.collected_net import collected_net
from cleanbreak.measures.economics.hours_total import hours_total
from cleanbreak.measures.totals import Context, Gap, Totals, Value


def coverage_ratio(totals: Totals, context: Context) -> Value:
    """Return (collected net - direct costs) / (hours x cost per hour); a gap without hours or cost."""
    kept = difference(collected_net(totals, context), totals.direct_costs.value())
    hours = hours_total(totals, context)
    if isinstance(hours, Gap):
        return hours
    return ratio(kept, Fraction(hours) * Fraction(context.cost_per_hour), "no_hours")
