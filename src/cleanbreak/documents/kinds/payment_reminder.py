"""A friendly reminder of invoices that are due."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return bool(facts.open_invoices)


DOCUMENT = Document(
    name="payment_reminder",
    frame="letter",
    audience="client",
    needs=(
        "open_invoices",
        "pay_by",
    ),
    sought=_sought,
)
