"""The letter that announces a new price."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.price_change is not None


DOCUMENT = Document(
    name="price_letter",
    frame="letter",
    audience="client",
    needs=(
        "new_price",
        "price_from",
        "answer_by",
    ),
    sought=_sought,
)
