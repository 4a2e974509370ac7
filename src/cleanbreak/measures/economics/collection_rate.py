"""How much of what was billed was paid."""

from cleanbreak.measures.arithmetic import ratio
from cleanbreak.measures.economics.billed_net import billed_net
from cleanbreak.measures.economics.collected_net import collected_net
from cleanbreak.measures.totals import Context, Totals, Value


def collection_rate(totals: Totals, context: Context) -> Value:
    """Return collected net over billed net, both of the period; a gap when nothing, or less than nothing, was billed."""
    return ratio(collected_net(totals, context), billed_net(totals, context), "nothing_billed")
