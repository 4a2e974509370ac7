"""Every measure: its function, unit and published decimal places, in the order in which it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from cleanbreak.ledger.exact import published
from cleanbreak.measures.economics.billable_value import billable_value
from cleanbreak.measures.economics.billed_net import billed_net
from cleanbreak.measures.economics.collected_net import collected_net
from cleanbreak.measures.economics.collection_rate import collection_rate
from cleanbreak.measures.economics.contribution import contribution
from cleanbreak.measures.economics.coverage_ratio import coverage_ratio
from cleanbreak.measures.economics.days_late import days_late
from cleanbreak.measures.economics.days_to_pay import days_to_pay
from cleanbreak.measures.economics.direct_costs import direct_costs
from cleanbreak.measures.economics.effective_hourly_rate import effective_hourly_rate
from cleanbreak.measures.economics.hours_billable import hours_billable
from cleanbreak.measures.economics.hours_total import hours_total
from cleanbreak.measures.economics.hours_unbilled import hours_unbilled
from cleanbreak.measures.economics.open_gross import open_gross
from cleanbreak.measures.economics.pass_through_net import pass_through_net
from cleanbreak.measures.economics.realization_rate import realization_rate
from cleanbreak.measures.economics.share_of_revenue import share_of_revenue
from cleanbreak.measures.strain.meetings import meetings
from cleanbreak.measures.strain.messages_in import messages_in
from cleanbreak.measures.strain.messages_out import messages_out
from cleanbreak.measures.strain.off_hours_share import off_hours_share
from cleanbreak.measures.strain.uncivil_messages_in import uncivil_messages_in
from cleanbreak.measures.totals import Context, Gap, Totals, Value

Unit = Literal["money", "hours", "money_per_hour", "ratio", "days", "count"]
PLACES: Mapping[Unit, int] = {"money": 2, "hours": 2, "money_per_hour": 2, "ratio": 4, "days": 1, "count": 0}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure's function and the unit that decides how it is published."""

    function: Callable[[Totals, Context], Value]
    unit: Unit


MEASURES: Mapping[str, Measure] = {
    "billed_net": Measure(billed_net, "money"),
    "collected_net": Measure(collected_net, "money"),
    "open_gross": Measure(open_gross, "money"),
    "direct_costs": Measure(direct_costs, "money"),
    "pass_through_net": Measure(pass_through_net, "money"),
    "share_of_revenue": Measure(share_of_revenue, "ratio"),
    "collection_rate": Measure(collection_rate, "ratio"),
    "hours_total": Measure(hours_total, "hours"),
    "hours_billable": Measure(hours_billable, "hours"),
    "hours_unbilled": Measure(hours_unbilled, "hours"),
    "billable_value": Measure(billable_value, "money"),
    "realization_rate": Measure(realization_rate, "ratio"),
    "effective_hourly_rate": Measure(effective_hourly_rate, "money_per_hour"),
    "contribution": Measure(contribution, "money"),
    "coverage_ratio": Measure(coverage_ratio, "ratio"),
    "days_to_pay": Measure(days_to_pay, "days"),
    "days_late": Measure(days_late, "days"),
    "messages_in": Measure(messages_in, "count"),
    "messages_out": Measure(messages_out, "count"),
    "off_hours_share": Measure(off_hours_share, "ratio"),
    "uncivil_messages_in": Measure(uncivil_messages_in, "count"),
    "meetings": Measure(meetings, "count"),
}


def measure_all(totals: Totals, context: Context) -> dict[str, Value]:
    """Return every measure of one client's totals, exact and unrounded."""
    return {name: measure.function(totals, context) for name, measure in MEASURES.items()}


def publish(name: str, value: Value) -> str | int | None:
    """Return the published form: an int for counts, a decimal string rounded half away from zero, None for a gap."""
    if isinstance(value, Gap):
        return None
    unit = MEASURES[name].unit
    return int(value) if unit == "count" else published(value, PLACES[unit])
