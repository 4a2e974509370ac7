"""What the client leaves after direct costs and the cost of the hours it takes."""

from fractions import Fraction

from cleanbreak.measures.arithmetic import difference
from cleanbreak.measures.economics.collected_net import collected_net
from cleanbreak.measures.economics.hours_total import hours_total
from cleanbreak.measures.totals import Context, Gap, Totals, Value


def contribution(totals: Totals, context: Context) -> Value:
    """Return collected net - direct costs - hours x cost per hour; a gap without time records."""
    kept = difference(collected_net(totals, context), totals.direct_costs.value())
    hours = hours_total(totals, context)
    if isinstance(hours, Gap):
        return hours
    return difference(kept, Fraction(hours) * Fraction(context.cost_per_hour))
