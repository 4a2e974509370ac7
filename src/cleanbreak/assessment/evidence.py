"""The rows behind a figure: where each stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COMPOSED: Mapping[str, tuple[str, ...]] = {
    "coverage_ratio": ("collected_net", "hours_total"),
    "effective_hourly_rate": ("collected_net", "hours_total"),
    "contribution": ("collected_net", "hours_total"),
    "realization_rate": ("billed_net", "hours_total"),
    "share_of_revenue": ("collected_net",),
    "collection_rate": ("collected_net", "billed_net"),
    "billable_value": ("hours_total",),
    "hours_billable": ("hours_total",),
    "hours_unbilled": ("hours_total",),
}
"""Which measures' rows stand behind a measure that is made of others."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure stands: the file and one of row, message id, invoice number or local minute."""

    file: str
    row: int = 0
    message_id: str = ""
    invoice: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record behind one measure of one client; `text` is a short quotation where words count."""

    measure: str
    source: Source
    text: str = ""


def sources_of(evidence: Iterable[Evidence], measure: str, count: int = 3) -> list[Source]:
    """Return the first sources of a measure."""
    return [item.source for item in evidence if item.measure == measure][:count]
