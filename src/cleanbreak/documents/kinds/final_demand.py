"""The last letter before the court, with the interest set out."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return bool(facts.open_invoices)


DOCUMENT = Document(
    name="final_demand",
    frame="letter",
    audience="client",
    needs=(
        "open_invoices",
        "pay_by",
        "interest_known",
    ),
    sought=_sought,
)
