"""How much of all revenue this client brings: a concentration risk to name, never a reason to part."""

from cleanbreak.measures.arithmetic import ratio
from cleanbreak.measures.economics.collected_net import collected_net
from cleanbreak.measures.totals import Context, Totals, Value


def share_of_revenue(totals: Totals, context: Context) -> Value:
    """Return collected net of the client over collected net of all clients."""
    return ratio(collected_net(totals, context), context.all_collected_net, "no_revenue")
