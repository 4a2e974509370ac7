"""The talk that goes before the letter about a new price."""

from cleanbreak.cases.facts import CaseFacts
from cleanbreak.documents.kinds.document import Document


def _sought(facts: CaseFacts) -> bool:
    return facts.price_change is not None


DOCUMENT = Document(
    name="price_script",
    frame="sheet",
    audience="user",
    needs=(
        "new_price",
        "price_from",
        "answer_by",
    ),
    sought=_sought,
)
